import Diagnostics
import FixedPoint
import Interpreter
import NetworkIR
import TestSupport
import Testing
import Verification

@testable import Driver

/// A dense layer of 6 inputs behind a halving, with a function of three steps.
private func steppedNetwork() throws -> Network {
  var random = SplitMix(seed: 11)
  let weights = (0..<24).map { _ in Weight(Int.random(in: -3...3, using: &random)) }
  let halving = RequantizeFunction.shift(bits: 1, rounding: .floor, clamp: IntegerRange(0, 20))
  let steps = StepFunction(thresholds: [-7, 0, 9], values: [0, 1, 2, 3])
  var builder = NetworkBuilder(name: "stepped")
  let x = try builder.addInput(
    name: "x", shape: Shape([1, 6]), range: IntegerRange(0, 40), meaning: .itself,
    encoding: .integers)
  let half = try builder.add(
    .requantize(Requantize(functions: [halving])), name: "halve", inputs: [x],
    outputNames: ["half"], meanings: [.itself])
  let sum = try builder.add(
    .dense(LinearWeights(outputs: 4, inputs: 6, weights: weights, bias: [1, -2, 3, 0])),
    name: "dense", inputs: half, outputNames: ["sum"], meanings: [.itself])
  let y = try builder.add(
    .requantize(Requantize(functions: [.steps(steps)])), name: "steps", inputs: sum,
    outputNames: ["y"], meanings: [.itself])
  return try builder.build(outputs: y)
}

@Suite("Inputs at the edges of what a network tells apart") struct VerificationInputsTests {
  @Test("each pair hits a step with a first sum, and misses it by one")
  func steps() throws {
    let network = try steppedNetwork()
    let interpreter = try ReferenceInterpreter(network)
    let found = stepInputs(of: network, limit: 100, seed: 3)
    #expect(found.tried == 4 && found.hit >= 3, "seed 3")
    for pair in stride(from: 0, to: found.examples.count, by: 2) {
      let hit = try interpreter.run(inputs: found.examples[pair])[TensorID(2)]
      let missed = try interpreter.run(inputs: found.examples[pair + 1])[TensorID(2)]
      let rows = hit.indices.filter { [-7, 0, 9].contains(hit[$0]) && missed[$0] == hit[$0] - 1 }
      #expect(!rows.isEmpty, "\(hit) and \(missed)")
    }
  }

  @Test("every element of an input stands at both ends of its range while the others rest")
  func oneHot() throws {
    let network = try steppedNetwork()
    let inputs = verificationInputs(
      for: network, given: nil, count: 8, seed: 1, depth: .whole)
    // Rest is the least value here, so that one end is left.
    #expect(inputs.tally.oneHot == 6 && inputs.tally.generated == 8 && inputs.tally.given == 0)
    let hot = inputs.edges.examples.prefix(6).map { $0[0] }
    #expect(Set(hot) == Set((0..<6).map { hot in (0..<6).map { $0 == hot ? 40 : 0 } }))
  }

  @Test("the user's own inputs run everywhere, and the generated ones on the host beside them")
  func given() throws {
    let network = try steppedNetwork()
    let own = Batch(examples: [[[1, 2, 3, 4, 5, 6]]])
    let whole = verificationInputs(for: network, given: own, count: 5, seed: 1, depth: .whole)
    #expect(whole.batch == own && whole.tally.given == 1 && whole.tally.generated == 5)
    #expect(whole.edges.count == 5 + whole.tally.oneHot + 2 * whole.tally.stepsHit)
    let quick = verificationInputs(for: network, given: own, count: 5, seed: 1, depth: .quick)
    #expect(quick.batch == own && quick.edges.count == 0)
  }
}
