import Diagnostics
import Foundation
import NetworkIR
import Testing

@testable import Calibration

/// A body's graph, written down node by node.
private struct BodySketch {
  private(set) var nodes: [FloatNode] = []

  mutating func add(_ operation: FloatOperation, _ inputs: [Int], _ shape: [Int]) -> Int {
    nodes.append(
      FloatNode(
        name: "step\(nodes.count)", operatorName: "Node", outputName: "value\(nodes.count)",
        operation: operation, inputs: inputs, shape: Shape(shape)))
    return nodes.count - 1
  }

  /// w x + r h + b.
  mutating func argument(_ x: Int, _ h: Int, _ sizes: (inputs: Int, units: Int), seed: UInt64)
    -> Int
  {
    let shape = [1, 1, sizes.units]
    let seen = add(.linear(linear(sizes.units, sizes.inputs, seed: seed)), [x], shape)
    var memory = linear(sizes.units, sizes.units, seed: seed &+ 9)
    memory.bias = memory.bias.map { _ in 0 }
    let remembered = add(.linear(memory), [h], shape)
    return add(.sum(isDifference: false), [seen, remembered], shape)
  }
}

/// h' = tanh(w x + r h + b).
private func simple(_ sizes: (inputs: Int, units: Int), steps: Int, givesLast: Bool)
  -> FloatRecurrence
{
  var sketch = BodySketch()
  let x = sketch.add(.input, [], [1, 1, sizes.inputs])
  let h = sketch.add(.input, [], [1, 1, sizes.units])
  let sum = sketch.argument(x, h, sizes, seed: 3)
  let next = sketch.add(.pointwise(.tanh), [sum], [1, 1, sizes.units])
  let initial = (0..<sizes.units).map { Float($0) / 8 - 0.25 }
  return FloatRecurrence(
    body: FloatNetwork(name: "body", nodes: sketch.nodes, output: next), steps: steps,
    states: [FloatState(node: h, next: next, initial: initial)], givesLast: givesLast)
}

/// c' = sigmoid(...) c + sigmoid(...) tanh(...), h' = sigmoid(...) tanh(c').
private func memory(_ sizes: (inputs: Int, units: Int), steps: Int) -> FloatRecurrence {
  var sketch = BodySketch()
  let shape = [1, 1, sizes.units]
  let x = sketch.add(.input, [], [1, 1, sizes.inputs])
  let h = sketch.add(.input, [], shape)
  let c = sketch.add(.input, [], shape)
  let gates = (0..<4).map { gate in
    let argument = sketch.argument(x, h, sizes, seed: UInt64(20 * gate))
    return sketch.add(.pointwise(gate == 3 ? .tanh : .sigmoid), [argument], shape)
  }
  let kept = sketch.add(.product, [gates[1], c], shape)
  let added = sketch.add(.product, [gates[0], gates[3]], shape)
  let cell = sketch.add(.sum(isDifference: false), [kept, added], shape)
  let squashed = sketch.add(.pointwise(.tanh), [cell], shape)
  let next = sketch.add(.product, [gates[2], squashed], shape)
  let zeros = [Float](repeating: 0, count: sizes.units)
  return FloatRecurrence(
    body: FloatNetwork(name: "body", nodes: sketch.nodes, output: next), steps: steps,
    states: [
      FloatState(node: h, next: next, initial: zeros),
      FloatState(node: c, next: cell, initial: zeros),
    ], givesLast: true)
}

private func network(_ recurrence: FloatRecurrence, inputs: Int, units: Int) -> FloatNetwork {
  let rows = recurrence.givesLast ? 1 : recurrence.steps
  return chain(
    [recurrence.steps, 1, inputs],
    [
      (.recurrence(recurrence), [rows, 1, units]),
      (.linear(linear(3, units, seed: 77)), [rows, 1, 3]),
    ])
}

struct RecurrentTests {
  @Test(arguments: [false, true])
  func `A recurrence in floats is its formula, step by step`(givesLast: Bool) {
    let recurrence = simple((3, 4), steps: 5, givesLast: givesLast)
    let nodes = recurrence.body.nodes
    guard case .linear(let seen) = nodes[2].operation, case .linear(let kept) = nodes[3].operation
    else { return }
    let x = numbers(2 * 15, seed: 4)
    var expected: [Float] = []
    for example in 0..<2 {
      var hidden = recurrence.states[0].initial
      for step in 0..<5 {
        let start = (example * 5 + step) * 3
        hidden = (0..<4).map { unit in
          var sum = seen.bias[unit]
          for place in 0..<3 { sum += seen.weights[unit * 3 + place] * x[start + place] }
          for place in 0..<4 { sum += kept.weights[unit * 4 + place] * hidden[place] }
          return tanh(sum)
        }
        if !givesLast || step == 4 { expected += hidden }
      }
    }
    let found = RecurrentRun(recurrence, count: 2).run(x)
    #expect(found.count == expected.count)
    #expect(zip(found, expected).allSatisfy { abs($0 - $1) < 1e-5 })
  }

  @Test(arguments: ["int8", "int4", "pot"])
  func `The outputs of recurrences follow the float network's`(name: String) throws {
    let options = CalibrationOptions(weights: try #require(WeightAlphabet(name: name)))
    let x = numbers(64 * 24, seed: 5)
    let plain = network(simple((3, 6), steps: 8, givesLast: false), inputs: 3, units: 6)
    let gated = network(memory((3, 6), steps: 8), inputs: 3, units: 6)
    for network in [plain, gated] {
      let result = try calibrate(network, input: x, options: options)
      #expect(result.distance.error < (name == "int8" ? 0.002 : 0.1))
    }
  }

  @Test func `The weights of a body are written once, whatever the steps`() throws {
    let options = CalibrationOptions(weights: .uniform(bits: 8))
    let short = try calibrate(
      network(memory((3, 6), steps: 4), inputs: 3, units: 6), input: numbers(20 * 12, seed: 5),
      options: options)
    let long = try calibrate(
      network(memory((3, 6), steps: 40), inputs: 3, units: 6), input: numbers(20 * 120, seed: 5),
      options: options)
    #expect(weightCount(short.source) == weightCount(long.source))
    #expect(weightCount(short.source) > 4 * 6 * 9)
  }

  private func weightCount(_ source: SourceNetwork) -> Int {
    let own = source.tensors.reduce(0) { $0 + ($1.type == .int16 ? $1.shape.elementCount : 0) }
    return source.nodes.reduce(own) { sum, node in
      if case .recurrence(let recurrence) = node.operation {
        return sum + weightCount(recurrence.body)
      }
      return sum
    }
  }

  @Test func `A recurrence whose layers collapse is refused, whatever reads it`() {
    let recurrence = simple((3, 6), steps: 4, givesLast: true)
    var nodes = recurrence.body.nodes
    guard case .linear(var kept) = nodes[3].operation else { return }
    kept.weights = kept.weights.map { _ in 0 }
    nodes[3].operation = .linear(kept)
    let zero = FloatRecurrence(
      body: FloatNetwork(name: "body", nodes: nodes, output: recurrence.body.output), steps: 4,
      states: recurrence.states, givesLast: true)
    do throws(DiagnosticList) {
      _ = try calibrate(
        network(zero, inputs: 3, units: 6), input: numbers(40 * 12, seed: 5),
        options: CalibrationOptions(weights: .uniform(bits: 8)))
      Issue.record("nothing was refused")
    } catch {
      let errors = error.diagnostics.filter { $0.severity == .error }.map(\.description)
      #expect(
        errors == [
          "error[E0403]: node \"step3\" (Node): it gives 0.0 everywhere, whatever the calibration "
            + "input; check the inputs' scaling, and that the network is trained"
        ])
    }
  }

  @Test func `Too few rows of a body are named; steps are rows, and a single step is no constant`()
    throws
  {
    var options = CalibrationOptions(weights: .uniform(bits: 8))
    options.tuning = .none
    for (steps, count) in [(1, 2), (1, 40), (3, 2), (2, 2)] {
      let network = network(memory((3, 6), steps: steps), inputs: 3, units: 6)
      let notes = try calibrate(
        network, input: numbers(count * steps * 3, seed: 5), options: options
      ).notes.diagnostics.map(\.description)
      let few =
        "warning[N0001]: node \"step4\" (Node): \(count) calibration inputs are few for 6 weights "
        + "an output; give \((5 + steps) / steps) or more"
      #expect(notes.contains(few) == (count * steps < 6), "\(notes)")
    }
  }

  @Test func `A note says that nothing is tuned through a recurrence`() throws {
    let network = network(simple((3, 6), steps: 4, givesLast: true), inputs: 3, units: 6)
    var options = CalibrationOptions(weights: .uniform(bits: 8))
    let input = numbers(40 * 12, seed: 5)
    let tuned = try calibrate(network, input: input, options: options).notes.diagnostics
    #expect(
      tuned.map(\.description) == [
        "note[N0001]: node \"node1\" (Node): the slopes of its outputs are not known, so that "
          + "nothing is tuned by the network's outputs; each layer is fitted by its own; give those "
          + "that lose most more levels"
      ])
    options.tuning = .none
    #expect(try calibrate(network, input: input, options: options).notes.diagnostics.isEmpty)
  }

  @Test func `Layers within a recurrence can be given weights of their own`() throws {
    let recurrence = simple((3, 6), steps: 4, givesLast: true)
    let own = CalibrationOptions(
      weights: .ternary, layerWeights: ["node1": .uniform(bits: 8), "step3": .uniform(bits: 3)])
    let result = try calibrate(
      network(recurrence, inputs: 3, units: 6), input: numbers(20 * 12, seed: 5), options: own)
    #expect(result.layers[2]?.alphabet == .ternary)
    #expect(result.bodies[1]?.layers[2]?.alphabet == .uniform(bits: 8))
    #expect(result.bodies[1]?.layers[3]?.alphabet == .uniform(bits: 3))
    #expect(result.network.layerNodes.map(\.name) == ["node1", "step2", "step3", "node2"])
  }
}

/// What the float reading of a source graph says where it refuses it.
private func refusals(_ source: SourceNetwork) -> [String] {
  do throws(DiagnosticList) {
    _ = try floatNetwork(source)
    return []
  } catch {
    return error.diagnostics.map(\.description)
  }
}

/// y = x, c' = x + c, over three steps; the graph's outputs are those of the recurrence that are
/// asked for.
private func accumulator(output: Int, startsWithInput: Bool = false) -> SourceNetwork {
  func tensor(_ name: String, _ shape: [Int], _ constant: [Double]? = nil) -> SourceTensor {
    SourceTensor(
      name: name, shape: Shape(shape), type: .float32, constant: constant.map { .real($0) })
  }
  func ids(_ indices: Int...) -> [SourceTensorID] { indices.map { SourceTensorID($0) } }
  let body = SourceNetwork(
    name: "body",
    tensors: ["x", "h", "c", "y", "next"].map { tensor($0, [1, 1, 2]) },
    nodes: [
      SourceNode(
        name: "y", operatorName: "Tanh", operation: .pointwise(.tanh), inputs: ids(0),
        outputs: ids(3)),
      SourceNode(
        name: "next", operatorName: "Add", operation: .arithmetic(.add), inputs: ids(0, 2),
        outputs: ids(4)),
    ], inputs: ids(0, 1, 2), outputs: ids(3, 3, 4))
  let zeros = startsWithInput ? SourceTensorID(0) : SourceTensorID(1)
  return SourceNetwork(
    name: "toy",
    tensors: [
      tensor("x", [3, 1, 2]), tensor("zeros", [1, 1, 2], [0, 0]), tensor("rows", [3, 1, 2]),
      tensor("last", [1, 1, 2]), tensor("cell", [1, 1, 2]),
    ],
    nodes: [
      SourceNode(
        name: "lstm", operatorName: "LSTM",
        operation: .recurrence(SourceRecurrence(body: body, steps: 3, stateCount: 2)),
        inputs: ids(0) + [zeros, SourceTensorID(1)], outputs: ids(2, 3, 4))
    ], inputs: ids(0), outputs: ids(2 + output))
}

struct RecurrenceReadingTests {
  @Test func `Rows, or the last hidden state, are a value; the cell is refused with what to do`()
    throws
  {
    let rows = try floatNetwork(accumulator(output: 0))
    let x: [Float] = [0.5, 0, 0, 1, 2, 0]
    let squashed: [Float] = x.map { Float(tanh(Double($0))) }
    #expect(rows.run(x) == squashed)
    let last = try floatNetwork(accumulator(output: 1))
    #expect(last.run(x) == Array(squashed.suffix(2)))
    #expect(
      refusals(accumulator(output: 2)) == [
        "error[E0302]: node \"lstm\" (LSTM): its cell state is used after the last step; use its hidden "
          + "state instead"
      ])
  }

  @Test func `A first state that depends on the input is refused`() {
    #expect(
      refusals(accumulator(output: 0, startsWithInput: true)) == [
        "error[E0302]: node \"lstm\" (LSTM): its first state depends on the input; begin with a "
          + "constant, or with zeros"
      ])
  }
}
