import Diagnostics
import FixedPoint
import NetworkIR

extension NetworkMaker {
  /// Up to two states, each of an input's shape, or a delay line.
  mutating func addStates() throws(DiagnosticList) {
    guard draw.one(in: 3) else { return }
    if draw.one(in: 2) { try addDelayLine() }
    for _ in 0..<draw.number(0...2) {
      let shape = builder[draw.element(of: tensors)].shape
      states.append(try addState(shape, draw.range(bits: draw.number(1...12))))
      tensors.append(states[states.count - 1])
    }
  }

  private mutating func addState(
    _ shape: Shape, _ range: IntegerRange
  ) throws(DiagnosticList) -> TensorID {
    let initial =
      draw.one(in: 2)
      ? [Int](repeating: range.clampedZero, count: shape.elementCount)
      : draw.numbers(shape.elementCount, range.lower...range.upper)
    return try builder.addState(
      name: "state", shape: shape, range: range, meaning: meaning(shape), initial: initial)
  }

  /// The last steps of an input along its first axis of size 1 (or its rows), the newest last.
  private mutating func addDelayLine() throws(DiagnosticList) {
    guard let input = input(where: { $0.shape.rank >= 2 && $0.shape.elementCount <= 40 }) else {
      return
    }
    let shape = builder[input].shape
    let axis = draw.number(0...shape.rank - 1)
    let length = draw.number(1...3) * shape[axis]
    var dimensions = shape.dimensions
    dimensions[axis] = length
    let state = try addState(Shape(dimensions), builder[input].range)
    try add(.concatenate(axis: axis), to: [state, input])
    let line = tensors[tensors.count - 1]
    var starts = dimensions.map { _ in 0 }
    starts[axis] = shape[axis]
    try add(
      .slice(Slice(starts: starts, steps: dimensions.map { _ in 1 }, sizes: dimensions)), to: [line]
    )
    builder.setNext(of: state, to: tensors[tensors.count - 1])
    taken.insert(tensors[tensors.count - 1])
    tensors.append(line)
    traits.insert(.delayLine)
  }

  /// Gives each state what fits it, if there is any: late ones depend on more.
  mutating func chooseNextStates() {
    for state in states {
      let facts = builder[state].facts
      let candidates = tensors.filter { id in
        !states.contains(id) && !taken.contains(id) && builder[id].shape == facts.shape
          && facts.range.contains(builder[id].range)
      }
      guard let next = candidates.last else { continue }
      builder.setNext(of: state, to: next)
      taken.insert(next)
    }
  }

  // MARK: Recurrence

  mutating func addRecurrence() throws(DiagnosticList) -> Bool {
    guard
      let input = input(where: {
        $0.shape.rank > 0 && $0.shape[0] <= 8 && $0.shape.elementCount <= 80
      })
    else { return false }
    let shape = builder[input].shape
    let one = Shape([1] + shape.dimensions.dropFirst())
    var body = try RecurrentBody(x: one, range: builder[input].range, &draw)
    let isDense = shape.rank == 2 && draw.one(in: 2)
    let made = try isDense ? body.dense(&self) : body.elementwise(&self)
    let first = try addInitialState(made.state, like: input)
    guard let first else { return false }
    return try add(
      .recurrence(Recurrence(body: made.network, steps: shape[0])), to: [input, first])
  }

  /// What the state holds before the first step: a constant, within the state's range.
  private mutating func addInitialState(
    _ state: TensorFacts, like input: TensorID
  ) throws(DiagnosticList) -> TensorID? {
    let elements = draw.numbers(state.shape.elementCount, state.range.lower...state.range.upper)
    guard try add(.constant(ConstantTensor(shape: state.shape, elements: elements)), to: []) else {
      return nil
    }
    return tensors[tensors.count - 1]
  }
}

/// A step of a recurrence while it is built.
private struct RecurrentBody {
  private var builder = NetworkBuilder(name: "body")
  private let x: TensorID
  private let shape: Shape

  init(x shape: Shape, range: IntegerRange, _ draw: inout Draw) throws(DiagnosticList) {
    self.shape = shape
    x = try builder.addInput(
      name: "x", shape: shape, range: range, meaning: .itself, encoding: .integers)
  }

  private mutating func addState(
    _ shape: Shape, _ range: IntegerRange
  ) throws(DiagnosticList) -> TensorID {
    try builder.addState(
      name: "state", shape: shape, range: range, meaning: .itself,
      initial: [Int](repeating: range.clampedZero, count: shape.elementCount))
  }

  private mutating func add(
    _ kind: OperatorKind, _ inputs: [TensorID]
  ) throws(DiagnosticList) -> TensorID {
    try builder.add(
      kind, name: kind.keyword, inputs: inputs, outputNames: ["y"], meanings: [.itself])[0]
  }

  /// next = f(a * x + b * state), element by element.
  mutating func elementwise(
    _ maker: inout NetworkMaker
  ) throws(DiagnosticList) -> (network: Network, state: TensorFacts) {
    let state = try addState(shape, maker.draw.range(bits: maker.draw.number(1...9)))
    let maps = [0, 1].map { _ in AddendMap.weighted(Weight(maker.draw.number(-3...3))) }
    let sum = try add(.mappedSum(maps), [x, state])
    return try finish(sum, state, &maker)
  }

  /// next = f(W [x, state] + bias).
  mutating func dense(
    _ maker: inout NetworkMaker
  ) throws(DiagnosticList) -> (network: Network, state: TensorFacts) {
    let width = maker.draw.number(1...6)
    let state = try addState(Shape([1, width]), maker.draw.range(bits: maker.draw.number(1...8)))
    let joined = try add(.concatenate(axis: 1), [x, state])
    let alphabet = maker.draw.element(of: WeightAlphabet.allCases)
    let sum = try add(
      .dense(
        maker.linear(width, shape[1] + width, of: builder[joined].range, alphabet)), [joined])
    maker.alphabets.insert(alphabet)
    return try finish(sum, state, &maker)
  }

  private mutating func finish(
    _ sum: TensorID, _ state: TensorID, _ maker: inout NetworkMaker
  ) throws(DiagnosticList) -> (network: Network, state: TensorFacts) {
    let facts = builder[state].facts
    let bits = max(0, builder[sum].range.bits - facts.range.bits)
    let table = LookupTable(
      first: maker.draw.number(-9...0),
      entries: maker.draw.numbers(19, facts.range.lower...facts.range.upper))
    let function = maker.draw.element(of: [
      RequantizeFunction.shift(
        bits: bits, rounding: maker.draw.element(of: Rounding.allCases), clamp: facts.range),
      .shiftThenTable(bits: bits, table),
    ])
    let next = try add(.requantize(Requantize(functions: [function])), [sum])
    builder.setNext(of: state, to: next)
    let output = maker.draw.one(in: 2) ? sum : next
    return (try builder.build(outputs: [output]), facts)
  }
}
