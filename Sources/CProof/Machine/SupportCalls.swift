import FixedPoint

/// The functions of stapes_support.h that are printed, as its comments define them; its own tests
/// hold it to them.
struct SupportHelper: Hashable, Sendable {
  let kind: Kind
  let type: IntegerType

  enum Kind: Hashable, Sendable {
    case shiftLeft, shiftRight, minimum, maximum, clamp, index, distance
    case element, place, flashRead
  }

  private static let all: [String: SupportHelper] = {
    var all: [String: SupportHelper] = [
      "stapes_index_16": .init(kind: .index, type: .int16),
      "stapes_distance": .init(kind: .distance, type: .int32),
    ]
    for (width, type) in [("16", IntegerType.int16), ("32", .int32)] {
      all["stapes_shift_left_" + width] = .init(kind: .shiftLeft, type: type)
      all["stapes_shift_right_" + width] = .init(kind: .shiftRight, type: type)
      all["stapes_min_" + width] = .init(kind: .minimum, type: type)
      all["stapes_max_" + width] = .init(kind: .maximum, type: type)
      all["stapes_clamp_" + width] = .init(kind: .clamp, type: type)
      all["stapes_element_i" + width] = .init(kind: .element, type: type)
      all["stapes_place_i" + width] = .init(kind: .place, type: type)
    }
    let readers: [(String, IntegerType)] = [
      ("i8", .int8), ("u8", .uint8), ("i16", .int16), ("u16", .uint16), ("i32", .int32),
      ("u32", .uint32),
    ]
    for (suffix, type) in readers {
      all["stapes_flash_read_" + suffix] = .init(kind: .flashRead, type: type)
    }
    return all
  }()

  init?(name: String) {
    guard let helper = Self.all[name] else { return nil }
    self = helper
  }

  private init(kind: Kind, type: IntegerType) {
    self.kind = kind
    self.type = type
  }

  /// The type of what it returns, where that is an integer.
  func result(_ rules: TypeRules) -> IntegerType? {
    switch kind {
    case .shiftLeft, .shiftRight, .minimum, .maximum, .clamp, .index, .flashRead: type
    case .distance: rules.int
    case .element, .place: nil
    }
  }

  /// What a pointer that it returns points to.
  var pointee: ReadType? { kind == .element || kind == .place ? .integer(type) : nil }
}

extension Machine {
  /// The macros that stand as a statement of their own.
  func performMacro(_ expression: ReadExpression) throws(NotFollowed) {
    guard case .call(let name, let arguments, let position) = expression else { return }
    switch (name, arguments.count) {
    case ("STAPES_BARRIER", 1): _ = try evaluate(arguments[0])
    // These print or assert, and change no value.
    case ("STAPES_INSIDE", 3), ("STAPES_ELEMENTS", 5), ("STAPES_TRACE_BEGIN", 1),
      ("STAPES_TRACE_END", 1), ("STAPES_TRACE_INPUT", 4), ("STAPES_TRACE_ROW", 6),
      ("STAPES_TRACE_STATE", 4), ("STAPES_TRACE_NEXT", 4):
      break
    case ("STAPES_RANGE", 3): _ = try stated(arguments, position)
    case ("STAPES_TRACE_TENSOR", 4): try trace(arguments, position)
    default: throw NotFollowed(position: position, reason: "\(name) is no statement that is known")
    }
  }

  /// A value that is said to keep a range.
  private func stated(
    _ arguments: [ReadExpression], _ position: TextPosition
  ) throws(NotFollowed) -> Operand {
    let value = try evaluate(arguments[0])
    checkStated(value, try evaluate(arguments[1]), try evaluate(arguments[2]), position)
    return value
  }

  private func trace(
    _ arguments: [ReadExpression], _ position: TextPosition
  ) throws(NotFollowed) {
    guard case .string(let tensor) = arguments[0], case .type(let type) = arguments[1],
      case .integer(.constant(let count), _) = try evaluate(arguments[3])
    else { throw NotFollowed(position: position, reason: "a trace that is not printed") }
    let pointer = try pointer(arguments[2], position)
    guard choices == 0, frames.count == 1, pointer.element == type else {
      throw NotFollowed(position: position, reason: "a trace that is not printed here")
    }
    guard observer.traced(tensor, at: pointer, count: count, in: self) else {
      throw NotFollowed(
        position: position, reason: "the trace of \(tensor) is not that of the network's tensor")
    }
  }

  /// A function or macro that has a value.
  func callHelper(
    _ name: String, _ arguments: [ReadExpression], _ position: TextPosition
  ) throws(NotFollowed) -> Operand {
    if name == "STAPES_WITHIN", arguments.count == 3 { return try stated(arguments, position) }
    guard let helper = SupportHelper(name: name) else {
      throw NotFollowed(position: position, reason: "the function \(name) is not known here")
    }
    var operands: [Operand] = []
    for argument in arguments { operands.append(try evaluate(argument)) }
    switch (helper.kind, operands.count) {
    case (.shiftLeft, 2), (.shiftRight, 2):
      let distance = try integer(operands[1], as: rules.int, position)
      return try shifted(
        try integer(operands[0], as: helper.type, position), helper.type, distance,
        isLeft: helper.kind == .shiftLeft, position)
    case (.minimum, 2), (.maximum, 2):
      return .integer(
        graph.extremum(
          isLargest: helper.kind == .maximum, try integer(operands[0], as: helper.type, position),
          try integer(operands[1], as: helper.type, position)), helper.type)
    case (.clamp, 3): return try clamped(operands, helper.type, position)
    case (.index, 1), (.distance, 1):
      let type = helper.kind == .index ? .int16 : rules.int
      return .integer(try integer(operands[0], as: type, position), type)
    case (.element, 2), (.place, 2), (.flashRead, 1):
      return try access(helper, operands, position)
    default: throw NotFollowed(position: position, reason: "\(name) takes other arguments")
    }
  }

  /// An argument as its parameter holds it.
  private func integer(
    _ operand: Operand, as type: IntegerType, _ position: TextPosition
  ) throws(NotFollowed) -> SymbolicValue {
    guard case .integer(let value, _) = try converted(operand, to: .integer(type), position) else {
      throw NotFollowed(position: position, reason: "an argument is no integer")
    }
    return value
  }

  private func clamped(
    _ operands: [Operand], _ type: IntegerType, _ position: TextPosition
  ) throws(NotFollowed) -> Operand {
    guard case .integer(.constant(let lower), _) = operands[1],
      case .integer(.constant(let upper), _) = operands[2], lower <= upper,
      type.range.contains(IntegerRange(lower, upper))
    else { throw NotFollowed(position: position, reason: "limits that are no constant range") }
    let value = try integer(operands[0], as: type, position)
    let low = graph.extremum(isLargest: true, value, .constant(lower))
    return .integer(graph.extremum(isLargest: false, low, .constant(upper)), type)
  }

  private func access(
    _ helper: SupportHelper, _ operands: [Operand], _ position: TextPosition
  ) throws(NotFollowed) -> Operand {
    guard case .pointer(let pointer) = operands[0], pointer.element == .integer(helper.type) else {
      throw NotFollowed(position: position, reason: "a pointer to another type")
    }
    guard helper.kind != .flashRead else {
      return try load(pointer, position, isFlashRead: true)
    }
    let bytes = try integer(operands[1], as: rules.int, position)
    return .pointer(
      MemoryPointer(
        object: pointer.object, offset: graph.sum(pointer.offset, bytes),
        element: pointer.element))
  }
}
