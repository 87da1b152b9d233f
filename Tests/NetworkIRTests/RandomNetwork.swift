import Diagnostics
import FixedPoint
import NetworkIR
import TestSupport

/// Makes random networks that keep the contract, every operator and encoding among them.
struct NetworkGenerator {
  private var random: SplitMix
  var builder: NetworkBuilder
  var tensors: [TensorID] = []
  var states: [TensorID] = []

  static func network(seed: UInt64) throws -> Network {
    var generator = NetworkGenerator(seed: seed)
    return try generator.build()
  }

  private init(seed: UInt64) {
    random = SplitMix(seed: seed)
    builder = NetworkBuilder(name: "random \(seed)")
  }

  mutating func number(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &random)
  }

  mutating func numbers(_ count: Int, _ range: ClosedRange<Int>) -> [Int] {
    (0..<count).map { _ in number(range) }
  }

  private mutating func build() throws -> Network {
    for index in 0..<number(1...2) { try addInput(index) }
    try addStates()
    for index in 0..<number(1...8) {
      // Some operators leave 32 bits or do not fit the shape; the network then lacks them.
      do { try addOperator(index) } catch is DiagnosticList {}
    }
    chooseNextStates()
    return try builder.build(
      outputs: Array(Set([tensors[tensors.count - 1], tensors[0]])).sorted { $0.index < $1.index })
  }

  private mutating func addInput(_ index: Int) throws {
    let shapes = [[1, 4, 5, 5], [1, 6, 9], [2, 8], [7]]
    let shape = Shape(shapes[number(0...3)])
    let lower = number(-200...100)
    let names = ["x", "a \"b\" \\ c", "line\nbreak", "global/naïve:0", "%1", "e\u{301}\u{2028}"]
    tensors.append(
      try builder.addInput(
        name: names[number(0...5)], shape: shape,
        range: IntegerRange(lower, lower + number(0...300)), meaning: meaning(shape),
        encoding: encoding(shape)))
  }

  private mutating func rational() -> Rational {
    Rational(number(-99...99)) / Rational(number(1...1000)) / Rational(1 << number(0...60))
  }

  mutating func meaning(_ shape: Shape) -> Meaning {
    let axis = number(0...2) == 0 ? number(0...shape.rank - 1) : nil
    let count = axis.map { shape[$0] } ?? 1
    return Meaning(
      axis: axis, scale: (0..<count).map { _ in rational() },
      offset: (0..<count).map { _ in rational() })
  }

  private mutating func parameter(_ shape: Shape) -> FloatParameter {
    let axis = number(0...2) == 0 ? number(0...shape.rank - 1) : nil
    let edges: [Float] = [0.1, 3, -1 / 3, .leastNonzeroMagnitude, .greatestFiniteMagnitude]
    return FloatParameter(
      axis: axis, values: (0..<(axis.map { shape[$0] } ?? 1)).map { _ in edges[number(0...4)] })
  }

  private mutating func encoding(_ shape: Shape) -> InputEncoding {
    switch number(0...2) {
    case 0: return .integers
    case 1: return .samples(scale: Rational(1) / Rational(255), offset: rational())
    default:
      let steps: [FloatStep] = [
        .add(parameter(shape)), .subtract(parameter(shape)), .subtractFrom(parameter(shape)),
        .multiply(parameter(shape)), .divide(parameter(shape)),
        .clamp(lower: -0.0, upper: 0.3), .round(Rounding.allCases[number(0...7)]), .bipolar,
      ]
      return .float32(numbers(number(0...5), 0...7).map { steps[$0] })
    }
  }

  private mutating func addOperator(_ index: Int) throws {
    let input = tensors[number(0...tensors.count - 1)]
    let shape = builder[input].shape
    let (kind, inputs, requested) = try kind(input, shape)
    let names = (0..<kind.outputCount).map { "\(index).\($0)" }
    let facts = try inferOutputs(
      of: kind, name: "probe", inputs: inputs.map { builder[$0].facts }, reshapedTo: requested)
    tensors += try builder.add(
      kind, name: "node \(index % 3)", inputs: inputs, outputNames: names,
      meanings: facts.map { meaning($0.shape) }, reshapedTo: requested)
  }

  private mutating func kind(
    _ input: TensorID, _ shape: Shape
  ) throws -> (OperatorKind, [TensorID], Shape?) {
    let axis = number(0...shape.rank - 1)
    switch number(0...18) {
    case 0: return (.dense(linear(number(1...5), shape[shape.rank - 1])), [input], nil)
    case 1: return (.convolution(convolution(shape)), [input], nil)
    case 2, 3:
      let perAxis = number(0...1) == 0
      let functions = (0..<(perAxis ? shape[axis] : 1)).map { _ in function() }
      return (
        .requantize(Requantize(axis: perAxis ? axis : nil, functions: functions)), [input], nil
      )
    case 4:
      let maps: [AddendMap] = [.weighted(Weight(number(-9...9))), .table(table())]
      return (.mappedSum(maps), [input, input], nil)
    case 5: return (.maxPool(window(shape.rank - 2)), [input], nil)
    case 6: return (.sumPool(window(shape.rank - 2), paddingValue: number(-5...5)), [input], nil)
    case 7: return (.reshape, [input], Shape([shape.elementCount, 1]))
    case 8:
      return (.transpose(permutation: Array(0..<shape.rank).shuffled(using: &random)), [input], nil)
    case 9: return (.concatenate(axis: axis), [input, input, input], nil)
    case 10:
      return (
        .pad(
          before: numbers(shape.rank, 0...1), after: numbers(shape.rank, 0...1),
          value: number(-9...9)), [input], nil
      )
    case 11:
      return number(0...1) == 0
        ? (.argMax(axis: axis, selectsLast: number(0...1) == 0), [input], nil)
        : (.topK(count: number(1...shape[axis]), axis: axis), [input], nil)
    default: return try dataKind(input, shape)
    }
  }

  private mutating func linear(_ outputs: Int, _ inputs: Int) -> LinearWeights {
    let width = [1, 100, 40000, 1 << 20][number(0...3)]
    return LinearWeights(
      outputs: outputs, inputs: inputs,
      weights: numbers(outputs * inputs, -width...width).map { Weight($0) },
      bias: numbers(outputs, -width...width))
  }

  private mutating func window(_ rank: Int) -> WindowGeometry {
    WindowGeometry(
      kernel: numbers(max(rank, 1), 1...3), strides: numbers(max(rank, 1), 1...2),
      dilations: numbers(max(rank, 1), 1...2), paddingBefore: numbers(max(rank, 1), 0...1),
      paddingAfter: numbers(max(rank, 1), 0...1),
      layout: ChannelLayout.allCases[number(0...1)])
  }

  private mutating func convolution(_ shape: Shape) -> Convolution {
    let geometry = window(shape.rank - 2)
    let channels = shape.rank > 1 ? geometry.channels(of: shape) : 1
    let groups = channels % 2 == 0 ? number(1...2) : 1
    return Convolution(
      geometry: geometry, groups: groups, paddingValue: number(-5...5),
      linear: linear(groups * number(1...3), channels / groups * geometry.kernelCount))
  }

  private mutating func table() -> LookupTable {
    LookupTable(first: number(-99...99), entries: numbers(number(1...40), -300...300))
  }

  private mutating func function() -> RequantizeFunction {
    let clamp = IntegerRange(number(-300...0), number(0...300))
    switch number(0...7) {
    case 0:
      return .shift(bits: number(0...9), rounding: Rounding.allCases[number(0...7)], clamp: clamp)
    case 1: return .table(table())
    case 2: return .shiftThenTable(bits: number(0...9), table())
    case 3:
      let thresholds = Set(numbers(number(0...15), -70000...70000)).sorted()
      return .steps(
        StepFunction(thresholds: thresholds, values: numbers(thresholds.count + 1, -200...200)))
    case 4:
      return .chain(
        ShiftAddChain(
          multiplier: Weight(number(-1000...1000)), addend: number(-1 << 40...1 << 40),
          bits: number(0...40), clamp: clamp))
    default: return scaling(clamp)
    }
  }
}
