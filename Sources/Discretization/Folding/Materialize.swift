import Diagnostics
import FixedPoint
import NetworkIR

extension Folder {
  /// Adds a function's linear operator to the network where it still waits.
  mutating func settled(_ value: FunctionValue) throws(DiagnosticList) -> FunctionValue {
    guard case .linear(let pending) = value.base else { return value }
    var settled = value
    settled.base = .tensor(
      try builder.add(
        pending.kind, name: pending.name, inputs: [pending.input],
        outputNames: [pending.outputName], meanings: [pending.meaning])[0])
    return settled
  }

  /// Turns a function whose values are integers into a tensor of them: requantised first, then
  /// moved by the movements that wait. The tensor has the name that is given, as the file calls it.
  mutating func materialize(
    _ value: FunctionValue, at node: SourceNode, named name: String, meaning: AffineMeaning
  ) throws(DiagnosticList) -> FunctionValue {
    let settled = try settled(value)
    if case .sum(let addends) = settled.base {
      return try materializeSum(addends, settled, at: node, named: name, meaning: meaning)
    }
    guard case .tensor(let tensor) = settled.base else { return settled }
    let range = builder[tensor].range
    let choice = try form(of: settled, over: range, at: node)
    remark(on: choice, at: node)
    var integers = FunctionValue.integers(
      tensor, shape: settled.shape, meaning: meaning, axis: settled.axis, isQuantized: true)
    if choice.isIdentity && settled.isQuantized {
      let movements =
        settled.movements.isEmpty
        ? [Movement.renaming(settled.shape, as: name, at: node)] : settled.movements
      return try moved(integers, by: movements, named: name)
    }
    integers.base = .tensor(
      try requantized(
        tensor, by: choice, axis: settled.axis, at: node,
        named: settled.movements.isEmpty ? name : name + "_unmoved",
        meaning: integers.meaningOfIntegers))
    return try moved(integers, by: settled.movements, named: name)
  }

  mutating func requantized(
    _ tensor: TensorID, by choice: FormChoice, axis: Int?, at node: SourceNode, named name: String,
    meaning: Meaning
  ) throws(DiagnosticList) -> TensorID {
    try builder.add(
      .requantize(
        Requantize(axis: choice.isPerChannel ? axis : nil, functions: choice.functions)),
      name: node.name, inputs: [tensor], outputNames: [name], meanings: [meaning])[0]
  }

  /// Moves integers by several movements; only the last result has the file's name.
  mutating func moved(
    _ value: FunctionValue, by movements: [Movement], named name: String
  ) throws(DiagnosticList) -> FunctionValue {
    var result = value
    for (index, movement) in movements.enumerated() {
      let isLast = index == movements.count - 1
      result = try moved(result, by: movement, named: isLast ? name : name + "_unmoved")
    }
    return result
  }

  /// Moves the integers that a function is of; its parameters follow along.
  mutating func moved(
    _ value: FunctionValue, by movement: Movement, named name: String
  ) throws(DiagnosticList) -> FunctionValue {
    var result = try settled(value).following(movement)
    guard case .tensor(let tensor) = try settled(value).base else { return value }
    result.base = .tensor(
      try builder.add(
        movement.operatorKind, name: movement.name, inputs: [tensor], outputNames: [name],
        meanings: [result.meaningOfIntegers], reshapedTo: movement.output)[0])
    return result
  }

  /// Applies the movements that wait to the integers themselves, so that the value is a plain
  /// function of the result; a maximum may pass a function only where the function never falls.
  mutating func flushed(
    _ value: FunctionValue, at node: SourceNode
  ) throws(DiagnosticList) -> FunctionValue {
    var result = try settled(value)
    let movements = result.movements
    if case .sum = result.base, !movements.isEmpty { throw needsQuantizer(node) }
    result.movements = []
    for movement in movements {
      if movement.isMaxPool { try requireNondecreasing(result, at: node) }
      result = try moved(result, by: movement, named: movement.outputName)
    }
    return result
  }

  /// How the function is written down: plain shifts at once, everything else by its steps.
  private func form(
    of value: FunctionValue, over range: IntegerRange, at node: SourceNode
  ) throws(DiagnosticList) -> FormChoice {
    let chains = (0..<value.channelCount).map { value.chain(channel: $0) }
    let shifts = chains.compactMap { $0.directShift(over: range) }
    if shifts.count == chains.count { return FormChoice(shifts: shifts, over: range) }
    return FormChoice(try steps(of: chains, over: range, at: node), over: range)
  }

  /// The function of every channel as steps over the accumulator's range.
  private func steps(
    of chains: [ScalarChain], over range: IntegerRange, at node: SourceNode
  ) throws(DiagnosticList) -> [StepFunction] {
    var steps: [StepFunction] = []
    for chain in chains {
      do {
        let function = IntegerFunction(chain)
        steps.append(try LevelSearch.steps(of: function, over: range))
      } catch {
        throw chainFault(error, at: node)
      }
    }
    return steps
  }

  private mutating func remark(on choice: FormChoice, at node: SourceNode) {
    guard choice.largestStepCount > FormChoice.mostQuietSteps else { return }
    diagnostics.add(
      Diagnostic(
        .note, .remark, at: .node(name: node.name, operator: node.operatorName),
        cause: "no shift, table or shift-add chain gives its function exactly, so up to "
          + "\(choice.largestStepCount) thresholds per channel are compared",
        remedy: "quantise to fewer bits, or with a scale that is a power of two, for less code"))
  }
}

extension FunctionValue {
  /// The same function of moved integers. An axis that no longer exists alone is refused.
  func following(_ movement: Movement) throws(DiagnosticList) -> FunctionValue {
    var result = self
    result.shape = movement.output
    guard let axis else { return result }
    guard let moved = movement.forward(axis) else {
      throw Diagnostic(
        .notExact, at: .tensor(movement.outputName),
        cause: "its scale varies along an axis that \(movement.name) merges with others",
        remedy: "quantise with one scale per tensor before \(movement.name)"
      ).alone
    }
    result.axis = moved.axis
    result.steps = steps.map { $0.gathered(moved.sources) }
    return result
  }
}

/// Why a function has no exact integer form, as a diagnostic of the quantiser that asks for it.
func chainFault(_ chain: ChainFault, at node: SourceNode) -> DiagnosticList {
  switch chain {
  case .undefined(let function, let argument):
    fault(
      .notExact, at: node, "\(function) before it has no value for the accumulator \(argument)",
      remedy: "clip the argument before the function")
  case .undecided(let argument):
    fault(
      .notExact, at: node,
      "its rounding at the accumulator \(argument) is too close to a tie to be decided",
      remedy: "use functions that are exact there, or another scale")
  case .tooLarge(let argument):
    fault(
      .rangeOverflow, at: node, "its value at the accumulator \(argument) exceeds 62 bits",
      remedy: "quantise to fewer bits or clip before")
  case .tooManyTurns:
    fault(
      .notExact, at: node,
      "its function changes at more than \(LevelSearch.mostChanges) places of the accumulator",
      remedy: "quantise to at most 16 bits")
  }
}
