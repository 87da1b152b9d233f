import Diagnostics
import FixedPoint
import Interpreter
import NetworkIR

/// An input of an operator under test.
struct Example {
  let shape: Shape
  let range: IntegerRange
  let elements: [Int]

  init(_ dimensions: [Int], _ range: IntegerRange, _ elements: [Int]) {
    shape = Shape(dimensions)
    self.range = range
    self.elements = elements
  }

  init(_ dimensions: [Int], _ elements: [Int]) {
    self.init(dimensions, IntegerRange(-100, 100), elements)
  }
}

/// A network of one operator.
func network(
  _ kind: OperatorKind, inputs: [(Shape, IntegerRange)], reshapedTo shape: Shape? = nil
) throws -> Network {
  var builder = NetworkBuilder(name: "one operator")
  var ids: [TensorID] = []
  for (index, input) in inputs.enumerated() {
    ids.append(
      try builder.addInput(
        name: "x\(index)", shape: input.0, range: input.1, meaning: .itself, encoding: .integers))
  }
  let names = (0..<kind.outputCount).map { "y\($0)" }
  let outputs = try builder.add(
    kind, name: "node", inputs: ids, outputNames: names,
    meanings: names.map { _ in .itself }, reshapedTo: shape)
  return try builder.build(outputs: outputs)
}

/// The outputs of one operator.
func run(
  _ kind: OperatorKind, _ inputs: Example..., reshapedTo shape: Shape? = nil
) throws -> [[Int]] {
  let built = try network(
    kind, inputs: inputs.map { ($0.shape, $0.range) }, reshapedTo: shape)
  return try ReferenceInterpreter(built).run(inputs: inputs.map(\.elements)).outputs
}

func linear(_ rows: [[Int]], bias: [Int]) -> LinearWeights {
  LinearWeights(
    outputs: rows.count, inputs: rows.first?.count ?? 0, weights: rows.joined().map(Weight.init),
    bias: bias)
}

func window(
  _ kernel: [Int], strides: [Int]? = nil, dilations: [Int]? = nil, before: [Int]? = nil,
  after: [Int]? = nil
) -> WindowGeometry {
  let ones = kernel.map { _ in 1 }
  let zeros = kernel.map { _ in 0 }
  return WindowGeometry(
    kernel: kernel, strides: strides ?? ones, dilations: dilations ?? ones,
    paddingBefore: before ?? zeros, paddingAfter: after ?? zeros)
}
