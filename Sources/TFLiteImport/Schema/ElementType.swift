import FixedPoint

/// The element type of a tensor, by its number in the schema.
enum ElementType: Int, Hashable, Sendable {
  case float32 = 0
  case float16, int32, uint8, int64, string, bool, int16, complex64, int8, float64, complex128
  case uint64, resource, variant, uint32, uint16, int4, bfloat16, int2, uint4
}

extension ElementType {
  /// As diagnostics name it.
  var name: String { "\(self)" }

  /// All values of an integer type of up to 32 bits that a network may compute with; nil for others.
  var range: IntegerRange? {
    switch self {
    case .int4: IntegerRange(-8, 7)
    case .int8: IntegerType.int8.range
    case .int16: IntegerType.int16.range
    case .int32: IntegerType.int32.range
    case .bool: IntegerRange(0, 1)
    case .float32, .float16, .uint8, .int64, .string, .complex64, .float64, .complex128, .uint64,
      .resource, .variant, .uint32, .uint16, .bfloat16, .int2, .uint4:
      nil
    }
  }

  /// As ``range``; of int64 the part that a network computes with.
  var outputRange: IntegerRange? { self == .int64 ? IntegerType.int32.range : range }

  /// The bits of an element of an integer constant; nil for types that are not decoded.
  var integerBits: Int? {
    switch self {
    case .int4: 4
    case .int8, .bool: 8
    case .int16: 16
    case .int32: 32
    case .int64: 64
    case .float32, .float16, .uint8, .string, .complex64, .float64, .complex128, .uint64,
      .resource, .variant, .uint32, .uint16, .bfloat16, .int2, .uint4:
      nil
    }
  }
}
