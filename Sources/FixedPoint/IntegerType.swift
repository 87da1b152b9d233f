/// A two's complement storage type (rule A1): those of up to 32 bits of the generated C, `int64` of
/// sums that no memory of a device holds.
package enum IntegerType: String, Hashable, Sendable, CaseIterable, Codable {
  case int8, uint8, int16, uint16, int32, uint32, int64

  package var bits: Int {
    switch self {
    case .int8, .uint8: 8
    case .int16, .uint16: 16
    case .int32, .uint32: 32
    case .int64: 64
    }
  }

  package var bytes: Int { bits / 8 }

  package var isSigned: Bool {
    switch self {
    case .int8, .int16, .int32, .int64: true
    case .uint8, .uint16, .uint32: false
    }
  }

  /// All values that the type can hold.
  package var range: IntegerRange {
    isSigned
      ? IntegerRange(-1 << (bits - 1), ~(-1 << (bits - 1)))
      : IntegerRange(0, (1 << bits) - 1)
  }

  /// The narrowest type that holds the range: signed where both fit; nil beyond 32 bits.
  package static func narrowest(holding range: IntegerRange) -> IntegerType? {
    let ascending: [IntegerType] = [.int8, .uint8, .int16, .uint16, .int32, .uint32]
    return ascending.first { $0.range.contains(range) }
  }
}
