import FixedPoint
import Interpreter
import NetworkIR
import TestSupport
import Testing

@Suite("A25 to A27 of sums beyond 32 bits")
struct WideAccumulatorTests {
  /// The reference's own steps; a trap is an overflow that it has not.
  private func reference(
    _ x: Int, _ multiplier: Int, _ shift: Int, _ scheme: ScalingScheme
  ) -> Int {
    if scheme == .doubleRounding {
      let product = x.multipliedFullWidth(by: multiplier)
      let sum = product.low.addingReportingOverflow(1 << 30)
      let high = Int((product.high + (sum.overflow ? 1 : 0)) << 33) | Int(sum.partialValue >> 31)
      let mask = 1 << -shift - 1
      let threshold = mask >> 1 + (high < 0 ? 1 : 0)
      return high >> -shift + (high & mask > threshold ? 1 : 0)
    }
    if scheme == .singleRounding {
      let product = x.multipliedFullWidth(by: multiplier)
      let sum = product.low.addingReportingOverflow(1 << (30 - shift))
      let high = product.high + (sum.overflow ? 1 : 0)
      return Int(high << (33 + shift)) | Int(sum.partialValue >> (31 - shift))
    }
    let reduced = multiplier < 0x7FFF_0000 ? (multiplier + 1 << 15) >> 16 : 0x7FFF
    let total = 15 - shift
    return Int((Int64(x) * Int64(reduced) + 1 << (total - 1)) >> total)
  }

  @Test(
    "sums of both signs up to 47 bits, ties among them, with a fixed seed",
    arguments: ScalingScheme.allCases)
  func sums(scheme: ScalingScheme) throws {
    let seed: UInt64 = 47
    var random = SplitMix(seed: seed)
    for round in 0..<24 {
      let bits = Int.random(in: 32...45, using: &random)
      let multiplier = round % 2 == 0 ? 1 << 30 : Int.random(in: 1 << 30..<1 << 31, using: &random)
      let shift = 31 - bits - Int.random(in: 1...3, using: &random)
      let biases =
        (0..<20).map { _ in
          let bias = Int.random(in: -1 << bits...1 << bits, using: &random)
          // Halves: all bits below those that the shift drops are 0.
          return round % 4 == 0 ? (bias >> -shift) << -shift : bias
        } + [1 << bits]
      let network = try network(biases, multiplier, shift, scheme)
      #expect(network.tensors[1].type == .int64)
      for x in [0, -3, 7] {
        let found = try ReferenceInterpreter(network).run(inputs: [[x]]).outputs[0]
        let expected = biases.map { bias in
          min(max(reference(bias + x, multiplier, shift, scheme) + 5, -1 << 20), 1 << 20)
        }
        #expect(found == expected, "round \(round), seed \(seed)")
      }
    }
  }

  private func network(
    _ biases: [Int], _ multiplier: Int, _ shift: Int, _ scheme: ScalingScheme
  ) throws -> Network {
    var builder = NetworkBuilder(name: "wide")
    let x = try builder.addInput(
      name: "x", shape: Shape([1, 1]), range: IntegerRange(-8, 7), meaning: .itself,
      encoding: .integers)
    let sums = try builder.add(
      .dense(
        LinearWeights(
          outputs: biases.count, inputs: 1, weights: biases.map { _ in Weight(1) }, bias: biases)),
      name: "fc", inputs: [x], outputNames: ["sums"], meanings: [.itself], allowsWide: true)
    let scaling = FixedPointMultiplier(
      multiplier: multiplier, shift: shift, scheme: scheme, outputOffset: 5,
      clamp: IntegerRange(-1 << 20, 1 << 20))
    let y = try builder.add(
      .requantize(Requantize(functions: [.multiplier(scaling)])), name: "quant", inputs: sums,
      outputNames: ["y"], meanings: [.itself])
    return try builder.build(outputs: y)
  }
}
