/// A two's complement storage type of the generated C (rule A1).
package enum IntegerType: String, Hashable, Sendable, CaseIterable, Codable {
  case int8, uint8, int16, uint16, int32, uint32

  package var bits: Int {
    switch self {
    case .int8, .uint8: 8
    case .int16, .uint16: 16
    case .int32, .uint32: 32
    }
  }

  package var bytes: Int { bits / 8 }

  package var isSigned: Bool {
    switch self {
    case .int8, .int16, .int32: true
    case .uint8, .uint16, .uint32: false
    }
  }

  /// All values that the type can hold.
  package var range: IntegerRange {
    isSigned
      ? IntegerRange(-(1 << (bits - 1)), (1 << (bits - 1)) - 1)
      : IntegerRange(0, (1 << bits) - 1)
  }

  /// The narrowest type that holds the range: signed where both fit; nil beyond 32 bits.
  package static func narrowest(holding range: IntegerRange) -> IntegerType? {
    let ascending: [IntegerType] = [.int8, .uint8, .int16, .uint16, .int32, .uint32]
    return ascending.first { $0.range.contains(range) }
  }
}
