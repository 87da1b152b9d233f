/// The fixed-width C types that generated code takes and returns.
package enum CElementType: String, Hashable, Sendable, CaseIterable {
  case int8 = "int8_t"
  case uint8 = "uint8_t"
  case int16 = "int16_t"
  case uint16 = "uint16_t"
  case int32 = "int32_t"
  case uint32 = "uint32_t"

  package var byteCount: Int {
    switch self {
    case .int8, .uint8: 1
    case .int16, .uint16: 2
    case .int32, .uint32: 4
    }
  }

  /// The values that the type holds.
  package var range: ClosedRange<Int> {
    switch self {
    case .int8: -128...127
    case .uint8: 0...255
    case .int16: -32768...32767
    case .uint16: 0...65535
    case .int32: -2_147_483_648...2_147_483_647
    case .uint32: 0...4_294_967_295
    }
  }

  /// The two's complement bytes of a value in `range`, lowest first, as every target stores them.
  func bytes(of value: Int) -> [UInt8] {
    (0..<byteCount).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  /// The value of as many bytes as the type has, lowest first.
  func value(of bytes: some Collection<UInt8>) -> Int {
    let raw = bytes.reversed().reduce(0) { $0 << 8 | Int($1) }
    return raw > range.upperBound ? raw - 1 << (8 * byteCount) : raw
  }
}
