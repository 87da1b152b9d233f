import NetworkIR

/// Decodes little-endian elements, the layout of raw and external data.
enum ElementDecoding {
  /// How many bytes hold `count` elements; two 4-bit elements share a byte.
  static func byteCount(of count: Int, type: SourceElementType) -> Int {
    switch type {
    case .int4, .uint4: (count + 1) / 2
    case .int8, .uint8, .boolean: count
    case .float16, .int16, .uint16: count * 2
    case .float32, .int32, .uint32: count * 4
    case .float64, .int64: count * 8
    }
  }

  /// - Precondition: `bytes.count == byteCount(of: count, type: type)`.
  static func decode(_ bytes: [UInt8], type: SourceElementType, count: Int) -> SourceConstant {
    switch type {
    case .float16: .real(words(bytes, UInt16.self).map(halfPrecision))
    case .float32: .real(words(bytes, UInt32.self).map { Double(Float(bitPattern: $0)) })
    case .float64: .real(words(bytes, UInt64.self).map { Double(bitPattern: $0) })
    case .int4: .integer(nibbles(bytes, count: count).map { $0 < 8 ? $0 : $0 - 16 })
    case .uint4: .integer(nibbles(bytes, count: count))
    case .int8: .integer(words(bytes, Int8.self).map(Int.init))
    case .uint8, .boolean: .integer(bytes.map(Int.init))
    case .int16: .integer(words(bytes, Int16.self).map(Int.init))
    case .uint16: .integer(words(bytes, UInt16.self).map(Int.init))
    case .int32: .integer(words(bytes, Int32.self).map(Int.init))
    case .uint32: .integer(words(bytes, UInt32.self).map(Int.init))
    case .int64: .integer(words(bytes, Int64.self).map(Int.init))
    }
  }

  private static func words<Word: FixedWidthInteger>(
    _ bytes: [UInt8], _ type: Word.Type
  ) -> [Word] {
    let size = MemoryLayout<Word>.size
    return bytes.withUnsafeBytes { buffer in
      (0..<buffer.count / size).map {
        Word(littleEndian: buffer.loadUnaligned(fromByteOffset: $0 * size, as: Word.self))
      }
    }
  }

  /// Low half of each byte first, each in 0...15.
  private static func nibbles(_ bytes: [UInt8], count: Int) -> [Int] {
    (0..<count).map { Int(bytes[$0 / 2] >> ($0 % 2 == 0 ? 0 : 4)) & 15 }
  }

  /// The exact value of an IEEE 754 binary16 bit pattern.
  static func halfPrecision(_ bits: UInt16) -> Double {
    let sign = bits >> 15 == 0 ? 1.0 : -1.0
    let exponent = Int(bits >> 10) & 31
    let fraction = Double(bits & 1023)
    switch exponent {
    case 0: return sign * fraction * 0x1p-24
    case 31: return fraction == 0 ? sign * .infinity : .nan
    default:
      return sign * Double(sign: .plus, exponent: exponent - 25, significand: 1024 + fraction)
    }
  }
}
