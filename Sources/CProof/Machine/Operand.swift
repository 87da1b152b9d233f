import FixedPoint

/// What an expression of the C is worth.
enum Operand: Hashable, Sendable {
  case integer(SymbolicValue, IntegerType)
  case pointer(MemoryPointer)
  case nothing
}

/// An address: an object and a distance in bytes, which may follow from data.
struct MemoryPointer: Hashable, Sendable {
  let object: Int
  let offset: SymbolicValue
  let element: ReadType
}

/// What a run cannot follow, and where.
struct NotFollowed: Error, Hashable, Sendable {
  let position: TextPosition
  let reason: String
  /// The text itself is wrong there, whatever the data.
  let isFault: Bool

  init(position: TextPosition, reason: String, isFault: Bool = false) {
    self.position = position
    self.reason = reason
    self.isFault = isFault
  }
}

/// The widths of a target's types.
struct TypeRules: Sendable {
  /// Of `int`: 16 or 32.
  let intBits: Int
  /// Whether tables lie in a memory that only stapes_flash_read_… reads.
  let readsTablesByCall: Bool

  var int: IntegerType { intBits == 16 ? .int16 : .int32 }

  /// C's integer promotion.
  func promoted(_ type: IntegerType) -> IntegerType {
    int.range.contains(type.range) ? int : type
  }

  /// C's usual arithmetic conversions.
  func common(_ left: IntegerType, _ right: IntegerType) -> IntegerType {
    let (a, b) = (promoted(left), promoted(right))
    if a == b { return a }
    if a.bits != b.bits {
      let (wide, narrow) = a.bits > b.bits ? (a, b) : (b, a)
      return wide.range.contains(narrow.range) || !wide.isSigned ? wide : narrow
    }
    return a.isSigned ? b : a
  }

  /// The type of a literal.
  func literal(_ value: Int, isUnsigned: Bool) -> IntegerType {
    let unsigned: [IntegerType] = intBits == 16 ? [.uint16, .uint32] : [.uint32]
    let signed: [IntegerType] = intBits == 16 ? [.int16, .int32, .int64] : [.int32, .int64]
    return (isUnsigned ? unsigned : signed).first { $0.range.contains(value) } ?? .int64
  }

  func size(_ type: ReadType) -> Int? {
    switch type {
    case .void: 1
    case .integer(let type): type.bytes
    case .int: intBits / 8
    case .named, .pointer: nil
    }
  }

  func integer(_ type: ReadType) -> IntegerType? {
    switch type {
    case .integer(let type): type
    case .int: int
    case .void, .named, .pointer: nil
    }
  }
}
