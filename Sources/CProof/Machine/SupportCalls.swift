import FixedPoint

/// The functions and macros of stapes_support.h, as its comments define them; its own tests hold
/// it to them.
extension Machine {
  func callFunction(
    _ name: String, _ arguments: [ReadExpression], _ position: TextPosition
  ) throws(NotFollowed) -> Operand {
    if let function = file.functions[name] {
      var operands: [Operand] = []
      for argument in arguments { operands.append(try evaluate(argument)) }
      try call(function, operands, at: position)
      return .nothing
    }
    if let result = try macro(name, arguments, position) { return result }
    var operands: [Operand] = []
    for argument in arguments { operands.append(try evaluate(argument)) }
    if let result = try arithmetic(name, operands, position) { return result }
    if let result = try access(name, operands, position) { return result }
    throw NotFollowed(position: position, reason: "the function \(name) is not known")
  }

  private func macro(
    _ name: String, _ arguments: [ReadExpression], _ position: TextPosition
  ) throws(NotFollowed) -> Operand? {
    switch (name, arguments.count) {
    case ("STAPES_BARRIER", _), ("STAPES_INSIDE", 3), ("STAPES_ELEMENTS", 5),
      ("STAPES_TRACE_BEGIN", 1), ("STAPES_TRACE_END", 1), ("STAPES_TRACE_INPUT", 4),
      ("STAPES_TRACE_ROW", 6), ("STAPES_TRACE_STATE", 4), ("STAPES_TRACE_NEXT", 4):
      return .nothing
    case ("STAPES_RANGE", 3), ("STAPES_WITHIN", 3):
      let value = try evaluate(arguments[0])
      checkStated(
        value, try evaluate(arguments[1]), try evaluate(arguments[2]), position)
      return value
    case ("STAPES_TRACE_TENSOR", 4):
      guard case .string(let tensor) = arguments[0],
        case .integer(.constant(let count), _) = try evaluate(arguments[3])
      else { return nil }
      observer.traced(tensor, at: try pointer(arguments[2], position), count: count, in: self)
      return .nothing
    default: return nil
    }
  }

  private func arithmetic(
    _ name: String, _ operands: [Operand], _ position: TextPosition
  ) throws(NotFollowed) -> Operand? {
    let type: IntegerType = name.hasSuffix("_16") ? .int16 : .int32
    let values = operands.compactMap { operand -> SymbolicValue? in
      guard case .integer(let value, _) = operand else { return nil }
      return value
    }
    guard values.count == operands.count, !values.isEmpty else { return nil }
    for value in values where name != "stapes_distance" { checkFits(value, type, position) }
    switch (name.dropLast(3), values.count) {
    case ("stapes_shift_left", 2):
      return try shifted(values[0], type, values[1], isLeft: true, position)
    case ("stapes_shift_right", 2):
      return try shifted(values[0], type, values[1], isLeft: false, position)
    case ("stapes_min", 2):
      return .integer(graph.extremum(isLargest: false, values[0], values[1]), type)
    case ("stapes_max", 2):
      return .integer(graph.extremum(isLargest: true, values[0], values[1]), type)
    case ("stapes_clamp", 3):
      let low = graph.extremum(isLargest: true, values[0], values[1])
      return .integer(graph.extremum(isLargest: false, low, values[2]), type)
    case ("stapes_index", 1): return .integer(values[0], .int16)
    default: return name == "stapes_distance" ? .integer(values[0], rules.int) : nil
    }
  }

  private func access(
    _ name: String, _ operands: [Operand], _ position: TextPosition
  ) throws(NotFollowed) -> Operand? {
    guard case .pointer(let pointer)? = operands.first else { return nil }
    if name.hasPrefix("stapes_flash_read_") { return try load(pointer, position) }
    guard name.hasPrefix("stapes_element_") || name.hasPrefix("stapes_place_"),
      operands.count == 2, case .integer(let bytes, _) = operands[1]
    else { return nil }
    return .pointer(
      MemoryPointer(
        object: pointer.object, offset: graph.sum(pointer.offset, bytes),
        element: pointer.element))
  }
}
