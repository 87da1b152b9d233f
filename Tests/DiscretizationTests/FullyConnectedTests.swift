import BigInt
import FixedPoint
import NetworkIR
import Testing

@testable import Discretization

/// A toy of the TFC shape: float input, affine, Quant, then MatMul, BatchNormalization and Quant,
/// then MatMul and a spelt-out batch norm.
private struct Toy {
  static let weights: [Double] = [1, -1, 0, 1, 1, 0, -1, 1, -1, 1, 1, 0]
  static let gamma: [Double] = [0.75, -1.5, 2]
  static let beta: [Double] = [0.5, 0.25, -0.125]
  static let mean: [Double] = [1.25, -0.5, 0]
  // Variances whose square root is 0.5, irrational and 2 with epsilon 0: ties occur in the first
  // and last.
  static let variance: [Double] = [0.25, 3, 4]

  static func source() -> SourceNetwork {
    var source = SourceBuilder()
    let x = source.input("x", [1, 2, 2])
    let flat = source.node(.reshape, [x], "flat", [1, 4])
    let doubled = source.node(
      .arithmetic(.multiply), [flat, source.scalar(2)], "doubled", [1, 4])
    let shifted = source.node(
      .arithmetic(.subtract), [doubled, source.constant([1])], "shifted", [1, 4])
    let first = source.quant(shifted, "first", [1, 4], scale: 0.5, bits: 3)
    let matrix = source.quant(source.constant(weights, [3, 4]), "w", [3, 4], scale: 1, bits: 2)
    let turned = source.node(.transpose(permutation: [1, 0]), [matrix], "wt", [4, 3])
    let product = source.node(.matrixMultiply, [first, turned], "product", [1, 3])
    let parameters = [gamma, beta, mean, variance].map { source.constant($0) }
    let normal = source.node(
      .batchNormalization(epsilon: 0), [product] + parameters, "normal", [1, 3])
    let second = source.quant(normal, "second", [1, 3], scale: 0.25, bits: 2, narrow: true)
    let last = source.quant(
      source.constant([1, -1, 0, 0, 1, 1], [3, 2]), "w2", [3, 2], scale: 0.5)
    let output = source.node(.matrixMultiply, [second, last], "accumulators", [1, 2])
    let centred = source.node(
      .arithmetic(.subtract), [output, source.constant([0.3125])], "c", [1, 2])
    let root = source.node(
      .arithmetic(.power), [source.constant([3]), source.scalar(0.5)], "r", [1])
    let divided = source.node(.arithmetic(.divide), [centred, root], "d", [1, 2])
    return source.finished(divided)
  }
}

struct FullyConnectedTests {
  @Test("a TFC-like network equals its real-valued definition, ties included, on all inputs")
  func wholeNetwork() throws {
    let network = try discretize(Toy.source(), inputFormats: []).network
    let product = try #require(network.tensors.first { $0.name == "product" })
    #expect(product.meaning.scale == [Rational(1, over: 2)])
    #expect(network[network.inputs[0].tensor].name == "x")
    for code in 0..<4096 {
      let input = (0..<4).map { (code >> (3 * $0)) & 7 - 4 }
      let values = run(network, [input])
      let expected = expectedSecond(input)
      try #require(values["second"] == expected, "\(input)")
      let last = zip([[2, 0, 2], [-2, 0, 2]], 0..<2).map { row, _ in
        zip(row, expected).reduce(0) { $0 + $1.0 * $1.1 }
      }
      try #require(values["accumulators"] == last, "\(input)")
    }
  }

  @Test("the last affine is the output's meaning, an irrational scale to 64 bits")
  func meaning() throws {
    let network = try discretize(Toy.source(), inputFormats: []).network
    let meaning = network[network.outputs[0]].meaning
    // accumulator * 0.5 * 0.25 - 0.3125, over sqrt 3
    let scale = try #require(meaning.scale.first)
    let squared = scale * scale * Rational(3) * Rational(64)
    #expect((squared - .one).magnitude < Rational(1, over: powerOfTwo(63)))
    #expect(abs(meaning.offset[0].approximation + 0.3125 / 3.0.squareRoot()) < 1e-15)
  }

  @Test("A20 a float input keeps the file's own float32 steps before its first quantiser")
  func border() throws {
    let network = try discretize(Toy.source(), inputFormats: []).network
    #expect(
      network.inputs[0].encoding
        == .float32([
          .multiply(FloatParameter(values: [2])), .subtract(FloatParameter(values: [1])),
          .divide(FloatParameter(values: [0.5])), .clamp(lower: -4, upper: 3), .round(.halfToEven),
        ]))
  }

  @Test("A23 declared samples give the integers that the float32 path gives, for every sample")
  func samples() throws {
    let format = DeclaredInputFormat(
      type: .uint8, scale: Rational(1, over: 255), offset: .zero)
    let network = try discretize(Toy.source(), inputFormats: [format]).network
    let first = try #require(network.operators.first)
    guard case .requantize(let requantize) = first.kind else {
      Issue.record("the samples are not requantised first")
      return
    }
    for sample in 0...255 {
      let real = Float(Double(sample) / 255)
      let level = max(-4, min(3, (real * 2 - 1) / 0.5)).rounded(.toNearestOrEven)
      #expect(evaluate(requantize.functions[0], at: sample) == Int(level), "\(sample)")
    }
  }

  /// round half to even of clamp(4 * (gamma (s - mean) / sqrt(variance) + beta), -1, 1). Double is
  /// exact in the first and last channel, where ties occur, and far from a tie in the irrational
  /// middle one.
  private func expectedSecond(_ input: [Int]) -> [Int] {
    (0..<3).map { channel in
      let row = (0..<4).map { Int(Toy.weights[4 * channel + $0]) }
      let sum = zip(row, input).reduce(0) { $0 + $1.0 * $1.1 }
      let centred = Double(sum) * 0.5 - Toy.mean[channel]
      let root = Toy.variance[channel].squareRoot()
      let value = 4 * (Toy.gamma[channel] * centred / root + Toy.beta[channel])
      return Int(max(-1, min(1, value)).rounded(.toNearestOrEven))
    }
  }
}
