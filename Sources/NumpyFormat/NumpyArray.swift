/// An array as NumPy's .npy files hold it: row-major elements of one type.
package struct NumpyArray: Hashable, Sendable {
  package let shape: [Int]
  package let elements: NumpyElements

  /// - Precondition: the shape's product equals the number of elements.
  package init(shape: [Int], elements: NumpyElements) {
    precondition(shape.reduce(1, *) == elements.count, "a shape holds as many elements as it says")
    self.shape = shape
    self.elements = elements
  }
}

/// The elements of an array in their own type.
package enum NumpyElements: Hashable, Sendable {
  case boolean([Bool])
  case int8([Int8])
  case uint8([UInt8])
  case int16([Int16])
  case uint16([UInt16])
  case int32([Int32])
  case uint32([UInt32])
  case int64([Int64])
  case uint64([UInt64])
  case float16([Float16])
  case float32([Float])
  case float64([Double])
}

extension NumpyElements {
  package var count: Int {
    switch self {
    case .boolean(let values): values.count
    case .int8(let values): values.count
    case .uint8(let values): values.count
    case .int16(let values): values.count
    case .uint16(let values): values.count
    case .int32(let values): values.count
    case .uint32(let values): values.count
    case .int64(let values): values.count
    case .uint64(let values): values.count
    case .float16(let values): values.count
    case .float32(let values): values.count
    case .float64(let values): values.count
    }
  }

  package var type: NumpyType {
    switch self {
    case .boolean: .boolean
    case .int8: .int8
    case .uint8: .uint8
    case .int16: .int16
    case .uint16: .uint16
    case .int32: .int32
    case .uint32: .uint32
    case .int64: .int64
    case .uint64: .uint64
    case .float16: .float16
    case .float32: .float32
    case .float64: .float64
    }
  }

  /// The integers, booleans as 0 and 1; nil for floats, and where one exceeds 63 bits.
  package var integers: [Int]? {
    switch self {
    case .boolean(let values): values.map { $0 ? 1 : 0 }
    case .int8(let values): values.map { Int($0) }
    case .uint8(let values): values.map { Int($0) }
    case .int16(let values): values.map { Int($0) }
    case .uint16(let values): values.map { Int($0) }
    case .int32(let values): values.map { Int($0) }
    case .uint32(let values): values.map { Int($0) }
    case .int64(let values): values.map { Int($0) }
    case .uint64(let values): values.allSatisfy { $0 <= Int.max } ? values.map { Int($0) } : nil
    case .float16, .float32, .float64: nil
    }
  }

  /// Elements of a float type as float32, each rounded once where the type is wider; nil for
  /// integers.
  package var floats: [Float]? {
    switch self {
    case .boolean, .int8, .uint8, .int16, .uint16, .int32, .uint32, .int64, .uint64: nil
    case .float16(let values): values.map { Float($0) }
    case .float32(let values): values
    case .float64(let values): values.map { Float($0) }
    }
  }
}

/// The element types that are read and written; the raw value is NumPy's kind and size in bytes.
package enum NumpyType: String, Hashable, Sendable, CaseIterable {
  case boolean = "b1"
  case int8 = "i1"
  case uint8 = "u1"
  case int16 = "i2"
  case uint16 = "u2"
  case int32 = "i4"
  case uint32 = "u4"
  case int64 = "i8"
  case uint64 = "u8"
  case float16 = "f2"
  case float32 = "f4"
  case float64 = "f8"

  package var bytes: Int {
    switch self {
    case .boolean, .int8, .uint8: 1
    case .int16, .uint16, .float16: 2
    case .int32, .uint32, .float32: 4
    case .int64, .uint64, .float64: 8
    }
  }
}
