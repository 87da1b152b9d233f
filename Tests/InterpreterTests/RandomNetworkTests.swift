import FixedPoint
import Interpreter
import NetworkIR
import TestSupport
import Testing

@Suite("Random networks")
struct RandomNetworkTests {
  @Test("every value of 200 networks lies in its proved range, whatever the inputs")
  func provedRanges() throws {
    for seed in 0..<200 as Range<UInt64> {
      let network = try NetworkGenerator.network(seed: seed)
      let interpreter = try ReferenceInterpreter(network)
      var random = SplitMix(seed: seed)
      var states = interpreter.resetStates
      for round in 0..<6 {
        let execution = try interpreter.run(
          inputs: network.inputs.map { input in
            let tensor = network[input.tensor]
            return (0..<tensor.shape.elementCount).map { _ in
              tensor.range.element(round: round, using: &random)
            }
          }, states: states)
        states = execution.nextStates
        for index in network.tensors.indices {
          let tensor = network.tensors[index]
          let elements = execution[TensorID(index)]
          #expect(elements.count == tensor.shape.elementCount, "\(tensor.name), seed \(seed)")
          #expect(
            elements.allSatisfy(tensor.range.contains), "\(tensor.name), seed \(seed)")
        }
      }
    }
  }
}

extension IntegerRange {
  /// The ends in the first rounds, then either end, then any element.
  fileprivate func element(round: Int, using random: inout SplitMix) -> Int {
    switch round {
    case 0: lower
    case 1: upper
    case 2, 3: Bool.random(using: &random) ? lower : upper
    default: Int.random(in: lower...upper, using: &random)
    }
  }
}
