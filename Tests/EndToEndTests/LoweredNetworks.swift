import Diagnostics
import FixedPoint
import Foundation
import Interpreter
import KernelIR
import Lowering
import NetworkIR
import TargetDescription
import TestSupport
import Testing

/// A target of this repository.
func target(_ name: String) throws -> TargetProfile {
  let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  return try loadTarget(named: name, directory: root.appending(path: "targets"))
}

/// Builds a network operator by operator; every operator gets the name of its kind and a number.
struct NetworkSketch {
  private var builder = NetworkBuilder(name: "sketch")
  private(set) var last: TensorID

  init(_ dimensions: [Int], _ range: IntegerRange) throws {
    last = try builder.addInput(
      name: "x", shape: Shape(dimensions), range: range, meaning: .itself, encoding: .integers)
  }

  var lastTensor: Tensor { builder[last] }
  subscript(tensor: TensorID) -> Tensor { builder[tensor] }

  func shape(of tensor: TensorID) -> Shape { builder[tensor].shape }

  mutating func addInput(_ dimensions: [Int], _ range: IntegerRange) throws -> TensorID {
    try builder.addInput(
      name: "x", shape: Shape(dimensions), range: range, meaning: .itself, encoding: .integers)
  }

  mutating func addState(
    _ dimensions: [Int], _ range: IntegerRange, initial: [Int]
  ) throws -> TensorID {
    try builder.addState(
      name: "state", shape: Shape(dimensions), range: range, meaning: .itself, initial: initial)
  }

  mutating func setNext(of state: TensorID, to next: TensorID) {
    builder.setNext(of: state, to: next)
  }

  @discardableResult
  mutating func add(
    _ kind: OperatorKind, to inputs: [TensorID]? = nil, outputs: Int = 1,
    reshapedTo shape: Shape? = nil, allowsWide: Bool = false
  ) throws -> [TensorID] {
    let ids = try builder.add(
      kind, name: kind.keyword, inputs: inputs ?? [last],
      outputNames: (0..<outputs).map { "\(kind.keyword)_\($0)" },
      meanings: (0..<outputs).map { _ in .itself }, reshapedTo: shape, allowsWide: allowsWide)
    last = ids[0]
    return ids
  }

  func build(outputs: [TensorID]? = nil) throws -> Network {
    try builder.build(outputs: outputs ?? [last])
  }
}

/// Lowers the network and compares the program with the interpreter on random inputs, each run from
/// the states that the run before left.
func expectSameBits(
  _ network: Network, on targetName: String = "rv32ec", _ options: LoweringOptions = .init(),
  runs: Int = 6, seed: UInt64, _ context: String = "",
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let program = try lower(network, for: try target(targetName), options: options).program
  try expectSameBits(
    program, network, runs: runs, seed: seed, context, sourceLocation: sourceLocation)
}

/// Compares a program with the interpreter on random inputs, each run from the states that the run
/// before left.
func expectSameBits(
  _ program: KernelProgram, _ network: Network, runs: Int = 6, seed: UInt64,
  _ context: String = "", sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let faults = verify(program)
  #expect(!faults.hasErrors, "\(faults) \(context)", sourceLocation: sourceLocation)
  guard !faults.hasErrors else { return }
  let interpreter = try ReferenceInterpreter(network)
  let evaluator = KernelEvaluator(program)
  var random = SplitMix(seed: seed)
  var states = interpreter.resetStates
  // Behind the network's own states are those that rows leave for later ones.
  var rowStates = Array(program.resetStates.dropFirst(states.count))
  #expect(
    states + rowStates == program.resetStates && (program.rows != nil || rowStates.isEmpty),
    "\(context)", sourceLocation: sourceLocation)
  for run in 0..<runs {
    let inputs = network.inputs.map { input in
      let tensor = network[input.tensor]
      return (0..<tensor.shape.elementCount).map { _ in
        run == 0
          ? tensor.range.upper
          : run == 1
            ? tensor.range.lower
            : Int.random(in: tensor.range.lower...tensor.range.upper, using: &random)
      }
    }
    let expected = try interpreter.run(inputs: inputs, states: states)
    let actual = try evaluator.run(inputs: inputs, states: states + rowStates)
    states = expected.nextStates
    rowStates = Array(actual.states.dropFirst(states.count))
    #expect(
      actual.outputs == expected.outputs && actual.states == states + rowStates,
      "seed \(seed), run \(run) \(context)", sourceLocation: sourceLocation)
  }
}

func randomWeights(
  _ outputs: Int, _ inputs: Int, from alphabet: [Int], bias: Int, _ random: inout SplitMix
) -> LinearWeights {
  LinearWeights(
    outputs: outputs, inputs: inputs,
    weights: (0..<outputs * inputs).map { _ in
      Weight(alphabet.randomElement(using: &random) ?? 0)
    },
    bias: (0..<outputs).map { _ in Int.random(in: -bias...bias, using: &random) })
}

func window(
  _ kernel: [Int], strides: [Int]? = nil, dilations: [Int]? = nil, before: [Int]? = nil,
  after: [Int]? = nil, layout: ChannelLayout = .channelsFirst
) -> WindowGeometry {
  WindowGeometry(
    kernel: kernel, strides: strides ?? kernel.map { _ in 1 },
    dilations: dilations ?? kernel.map { _ in 1 }, paddingBefore: before ?? kernel.map { _ in 0 },
    paddingAfter: after ?? before ?? kernel.map { _ in 0 }, layout: layout)
}
