import BigInt
import FixedPoint
import NetworkIR
import Testing

@testable import Discretization

/// Two quantised views of an 8-bit input, added and quantised again.
private func residual(
  scales: (Double, Double), output: Double, operation: Arithmetic = .add
) -> SourceNetwork {
  var source = SourceBuilder()
  let x = source.input("x", [1, 2], type: .int8)
  let first = source.node(
    .dequantizeLinear(axis: 0), [x, source.scalar(scales.0)], "first", [1, 2])
  let scaled = source.node(
    .arithmetic(.multiply), [first, source.scalar(0.7)], "scaled", [1, 2])
  let second = source.quant(scaled, "second", [1, 2], scale: scales.1, bits: 4)
  let sum = source.node(.arithmetic(operation), [first, second], "sum", [1, 2])
  let result = source.quant(sum, "result", [1, 2], scale: output, bits: 6)
  return source.finished(result)
}

/// The exact integers of `result`, by rationals.
private func expected(
  _ x: Int, scales: (Double, Double), output: Double, operation: Arithmetic
) throws -> Int {
  let (first, second) = (
    try #require(Rational(exactly: Float(scales.0))),
    try #require(Rational(exactly: Float(scales.1)))
  )
  let factor = try #require(Rational(exactly: Float(0.7)))
  let left = first * Rational(x)
  let right = max(
    Rational(-8), min(Rational(7), left * factor / second)
  ).rounded(.halfToEven)
  let term = Rational(right) * second
  let sum = operation == .add ? left + term : left - term
  let unit = try #require(Rational(exactly: Float(output)))
  return Int(max(Rational(-32), min(Rational(31), sum / unit)).rounded(.halfToEven))
}

struct SumTests {
  @Test(
    "a residual of different scales equals exact arithmetic for every input",
    arguments: [Arithmetic.add, .subtract])
  func differentScales(operation: Arithmetic) throws {
    let scales = (0.0371, 0.6113)
    let source = residual(scales: scales, output: 0.2503, operation: operation)
    let network = try discretize(source, inputFormats: []).network
    for x in -128...127 {
      let values = run(network, [[x, -1 - x]])
      let wanted = try expected(x, scales: scales, output: 0.2503, operation: operation)
      try #require(values["result"]?.first == wanted, "x \(x)")
    }
  }

  @Test("scales in the ratio of small integers are added as weighted integers, ties included")
  func weighted() throws {
    let source = residual(scales: (0.25, 0.75), output: 0.5)
    let network = try discretize(source, inputFormats: []).network
    let sum = try #require(network.operators.first { $0.name == "sum_node" })
    #expect(sum.kind == .mappedSum([.weighted(Weight(1)), .weighted(Weight(3))]))
    for x in -128...127 {
      let values = run(network, [[x, 0]])
      let wanted = try expected(x, scales: (0.25, 0.75), output: 0.5, operation: .add)
      try #require(values["result"]?.first == wanted, "x \(x)")
    }
  }

  @Test("x * sigmoid(x) of one tensor is one exact function of it")
  func swish() throws {
    var source = SourceBuilder()
    let x = source.input("x", [1, 1], type: .int8)
    let real = source.node(.dequantizeLinear(axis: 0), [x, source.scalar(0.0625)], "real", [1, 1])
    let gate = source.node(.pointwise(.sigmoid), [real], "gate", [1, 1])
    let product = source.node(.arithmetic(.multiply), [real, gate], "product", [1, 1])
    let result = source.quant(product, "result", [1, 1], scale: 0.125)
    let network = try discretize(source.finished(result), inputFormats: []).network
    for x in -128...127 {
      let real = Double(x) / 16
      let value = (real / (1 + exponential(-real)) / 0.125).rounded(.toNearestOrEven)
      try #require(run(network, [[x]])["result"] == [Int(value)], "\(x)")
    }
  }

  @Test("concatenated parts of different scales are quantised one by one")
  func parts() throws {
    var source = SourceBuilder()
    let x = source.input("x", [1, 2], type: .int8)
    let left = source.node(.dequantizeLinear(axis: 0), [x, source.scalar(0.3)], "left", [1, 2])
    let right = source.node(.dequantizeLinear(axis: 0), [x, source.scalar(0.5)], "right", [1, 2])
    let both = source.node(.concatenate(axis: 1), [left, right], "both", [1, 4])
    let result = source.quant(both, "result", [1, 4], scale: 1, bits: 6)
    let network = try discretize(source.finished(result), inputFormats: []).network
    let unit = Double(Float(0.3))
    for x in -128...127 {
      let values = run(network, [[x, 7]])
      let wanted = [Double(x) * unit, 7 * unit, Double(x) * 0.5, 3.5].map {
        Int(max(-32, min(31, $0)).rounded(.toNearestOrEven))
      }
      try #require(values["result"] == wanted, "\(x)")
    }
  }
}

/// e^x by its series in Double, far more precise than the distance of the test's values from a tie.
private func exponential(_ x: Double) -> Double {
  (1...60).reversed().reduce(1.0) { 1 + $0 * x / Double($1) }
}
