import BigInt
import Diagnostics
import FixedPoint
import NetworkIR

/// Weights as integers times an exact scale per output: `rows` outputs of `columns` inputs,
/// row-major.
struct IntegerWeights: Sendable {
  let rows: Int
  let columns: Int
  let integers: [Int]
  /// One entry, or one per output.
  let scale: ChannelValues

  func row(_ index: Int) -> ArraySlice<Int> {
    integers[index * columns..<(index + 1) * columns]
  }
}

extension ConstantArray {
  /// Bits of a bare float weight relative to the smallest power of two in its row.
  private static let largestBareWeight = 1 << 16

  /// The array, whose first axis is the outputs, as integers and scales (A22): from a quantiser,
  /// from integers, or from floats that are integers of at most 16 bits times a power of two.
  ///
  /// - Returns: nil where the elements of a row have no common scale.
  func integerWeights(rows: Int) -> IntegerWeights? {
    let columns = count / max(rows, 1)
    switch storage {
    case .scaled(let integers, let scale):
      guard scale.axis == nil || scale.axis == 0 else { return bareWeights(rows, columns) }
      return IntegerWeights(
        rows: rows, columns: columns, integers: integers, scale: scale.values)
    case .file(.integer(let integers)):
      return IntegerWeights(rows: rows, columns: columns, integers: integers, scale: .one)
    case .file(.real), .exact: return bareWeights(rows, columns)
    }
  }

  private func bareWeights(_ rows: Int, _ columns: Int) -> IntegerWeights? {
    var integers: [Int] = []
    var scales: [RealNumber] = []
    for row in 0..<rows {
      let values = (0..<columns).map { value(at: row * columns + $0) }
      guard let (units, scale) = integersTimesPowerOfTwo(values) else { return nil }
      integers += units
      scales.append(RealNumber(scale))
    }
    return IntegerWeights(
      rows: rows, columns: columns, integers: integers, scale: ChannelValues(scales))
  }

  private func integersTimesPowerOfTwo(_ values: [RealNumber]) -> ([Int], Rational)? {
    guard values.allSatisfy(\.isRational) else { return nil }
    // The largest power of two that divides every value: small for dyadic numbers, none for others.
    let exponents = values.compactMap { trailingExponent($0.rational) }
    guard exponents.count == values.count else { return nil }
    let smallest = exponents.filter { $0 != Int.max }.min() ?? 0
    let scale = rationalPowerOfTwo(smallest)
    let integers = values.compactMap { Int(exactly: ($0.rational / scale).numerator) }
    guard integers.count == values.count,
      integers.allSatisfy({ abs($0) <= Self.largestBareWeight })
    else { return nil }
    return (integers, scale)
  }

  /// The exponent of the largest power of two that divides a dyadic number; Int.max for zero, nil
  /// for others.
  private func trailingExponent(_ number: Rational) -> Int? {
    if number.isZero { return Int.max }
    let zeros = number.denominator.magnitude.trailingZeroBitCount
    guard number.denominator == powerOfTwo(zeros) else { return nil }
    return number.numerator.magnitude.trailingZeroBitCount - zeros
  }
}

extension PendingLinear {
  var linear: LinearWeights? {
    switch kind {
    case .dense(let linear): linear
    case .convolution(let convolution): convolution.linear
    default: nil
    }
  }

  /// The operator with a bias added, where every bias is a whole number of accumulator steps that
  /// fits 31 bits.
  func adding(bias: ChannelValues, scale: ChannelValues) -> PendingLinear? {
    guard let linear, let steps = wholeSteps(bias, scale, count: linear.outputs) else { return nil }
    let sum = zip(linear.bias, steps).map { $0 + $1 }
    guard sum.allSatisfy({ abs($0) < 1 << 31 }) else { return nil }
    let biased = LinearWeights(
      outputs: linear.outputs, inputs: linear.inputs, weights: linear.weights, bias: sum)
    var result = self
    switch kind {
    case .convolution(let convolution):
      result.kind = .convolution(
        Convolution(
          geometry: convolution.geometry, groups: convolution.groups,
          paddingValue: convolution.paddingValue, linear: biased))
    default: result.kind = .dense(biased)
    }
    return result
  }

  func renamed(_ name: String) -> PendingLinear {
    var result = self
    result.outputName = name
    return result
  }
}

/// bias / scale for every output, where all are integers below 2^31.
func wholeSteps(_ bias: ChannelValues, _ scale: ChannelValues, count: Int) -> [Int]? {
  var steps: [Int] = []
  for index in 0..<count {
    guard let reciprocal = scale[index].reciprocal,
      let step = (bias[index] * reciprocal).integer, step.magnitude < BigUInt(1) << 31
    else { return nil }
    steps.append(Int(step))
  }
  return steps
}
