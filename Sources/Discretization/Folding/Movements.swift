import Diagnostics
import FixedPoint
import NetworkIR

extension Folder {
  mutating func reshape(
    _ node: SourceNode, _ value: FoldedValue
  ) throws(DiagnosticList) -> FoldedValue {
    try movedValue(node, value, .reshape)
  }

  mutating func transpose(
    _ node: SourceNode, _ value: FoldedValue, permutation: [Int]
  ) throws(DiagnosticList) -> FoldedValue {
    try movedValue(node, value, .transpose(permutation: permutation))
  }

  /// The largest of each window. It passes nondecreasing functions, so the quantiser after it may
  /// come before it.
  mutating func maxPool(
    _ node: SourceNode, _ value: FoldedValue, _ geometry: WindowGeometry
  ) throws(DiagnosticList) -> FoldedValue {
    if case .border = value { throw needsQuantizer(node) }
    return try movedValue(node, value, .maxPool(geometry))
  }

  /// An operator that changes nothing gives an accumulator that is still to be added its own name.
  func renamed(_ value: FoldedValue, at node: SourceNode) -> FoldedValue {
    guard case .function(var function) = value, case .linear(let pending) = function.base,
      function.movements.isEmpty,
      node.operation == .identity || !source[node.outputs[0]].type.isReal
    else { return value }
    function.base = .linear(pending.renamed(outputName(node)))
    return .function(function)
  }

  /// Integers that a quantiser made are moved at once, under the file's name; everything else when
  /// it is quantised.
  private mutating func movedValue(
    _ node: SourceNode, _ value: FoldedValue, _ kind: Movement.Kind
  ) throws(DiagnosticList) -> FoldedValue {
    guard let input = value.currentShape else { throw needsQuantizer(node) }
    let movement = Movement(
      kind: kind, input: input, output: shape(of: node), name: node.name,
      outputName: outputName(node))
    switch value {
    case .constant, .faulty: throw needsQuantizer(node)
    case .border(var path):
      path.movements.append(movement)
      return .border(path)
    case .function(let function): return .function(try moving(function, movement))
    case .parts: throw partsNeedQuantizer(node)
    }
  }

  private mutating func moving(
    _ value: FunctionValue, _ movement: Movement
  ) throws(DiagnosticList) -> FunctionValue {
    let rises = value.affine.map { affine in affine.scale.values.allSatisfy { $0.sign > 0 } }
    if value.isQuantized, value.movements.isEmpty, rises == true {
      return try moved(value, by: movement, named: movement.outputName)
    }
    var result = try settled(value)
    result.movements.append(movement)
    return result
  }

  /// A maximum of f(a) is f of the maximum where f never falls over the integers' range.
  func requireNondecreasing(
    _ value: FunctionValue, at node: SourceNode
  ) throws(DiagnosticList) {
    let isRising = value.steps.allSatisfy { step in
      switch step {
      case .affine(let scale, _): scale.values.allSatisfy { $0.sign >= 0 }
      case .function(let function): function.isNondecreasing
      case .combination: false
      }
    }
    guard isRising else {
      throw fault(
        .notExact, at: node, "a maximum cannot be taken before a function that falls",
        remedy: "insert a quantiser before the max pooling")
    }
  }

  func partsNeedQuantizer(_ node: SourceNode) -> DiagnosticList {
    fault(
      .notQuantized, at: node, "its input concatenates values of different scales",
      remedy: "insert a quantiser after the concatenation")
  }

  /// Constant padding of integers: the integer that means the padding value.
  mutating func pad(
    _ node: SourceNode, _ value: FoldedValue, before: [Int], after: [Int], value padding: Double
  ) throws(DiagnosticList) -> FoldedValue {
    let input = try linearInput(value, at: node)
    guard let target = Rational(exactly: padding),
      let integer = input.integer(meaning: RealNumber(target))
    else {
      throw fault(
        .notExact, at: node, "value", "no integer of its input means the padding value \(padding)",
        remedy: "pad with a multiple of the quantiser's scale")
    }
    let meaning = FunctionValue.integers(
      input.tensor, shape: shape(of: node),
      meaning: AffineMeaning(scale: input.scale, offset: input.offset), axis: nil,
      isQuantized: true)
    return .function(
      try replacingBase(
        of: meaning, .pad(before: before, after: after, value: integer), [input.tensor], at: node))
  }

  /// Every so many-th element along each axis of integers of one meaning.
  mutating func slice(
    _ node: SourceNode, _ value: FoldedValue, starts: [Int], steps: [Int]
  ) throws(DiagnosticList) -> FoldedValue {
    let input = try linearInput(value, at: node)
    guard input.scale.isUniform, input.offset.isUniform else {
      throw fault(
        .notExact, at: node, "it cuts integers of one scale per channel",
        remedy: "quantise with one scale per tensor before \(node.operatorName)")
    }
    let shape = shape(of: node)
    let meaning = FunctionValue.integers(
      input.tensor, shape: shape,
      meaning: AffineMeaning(scale: input.scale, offset: input.offset), axis: nil,
      isQuantized: true)
    let slice = Slice(starts: starts, steps: steps, sizes: shape.dimensions)
    return .function(try replacingBase(of: meaning, .slice(slice), [input.tensor], at: node))
  }

  /// The same meaning for the result of an operator that keeps it, under the node's names.
  mutating func replacingBase(
    of value: FunctionValue, _ kind: OperatorKind, _ inputs: [TensorID], at node: SourceNode
  ) throws(DiagnosticList) -> FunctionValue {
    var result = value
    result.base = .tensor(
      try builder.add(
        kind, name: node.name, inputs: inputs, outputNames: [outputName(node)],
        meanings: [value.meaningOfIntegers])[0])
    return result
  }
}

extension LinearInput {
  /// The integer of every channel that means a real number; nil where there is none, or scales
  /// differ.
  func integer(meaning target: RealNumber) -> Int? {
    guard scale.isUniform, offset.isUniform else { return target.isZero ? zero : nil }
    return wholeSteps(ChannelValues(target - offset[0]), scale, count: 1)?.first
  }
}
