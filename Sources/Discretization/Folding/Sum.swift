import BigInt
import Diagnostics
import FixedPoint
import NetworkIR

extension Folder {
  /// x + y or x - y of two values that depend on the input. Scales in the ratio of small integers
  /// give an exact sum of shifted integers; others wait for the quantiser that follows.
  mutating func sum(
    _ node: SourceNode, _ inputs: [FoldedValue], _ operation: Arithmetic
  ) throws(DiagnosticList) -> FoldedValue {
    if let combined = combination(inputs, operation) { return .function(combined) }
    if operation == .multiply { return try product(node, inputs) }
    guard operation == .add || operation == .subtract else {
      throw fault(
        .unsupportedForm, at: node, "both operands depend on the network's input",
        remedy: "only sums, differences and products of data are supported")
    }
    let left = try addends(of: inputs[0], at: node)
    let right = try addends(of: inputs[1], at: node)
    guard left.shape == right.shape else {
      throw fault(
        .unsupportedForm, at: node, "it broadcasts \(left.shape) and \(right.shape)",
        remedy: "give both operands one shape")
    }
    let sign = RealNumber(operation == .add ? 1 : -1)
    let all = left.addends + right.addends.map { $0.scaled(by: sign) }
    if let weighted = try weightedSum(all, shape: left.shape, at: node) {
      return .function(weighted)
    }
    return .function(FunctionValue(base: .sum(all), shape: left.shape))
  }

  /// Two functions of the same integers are one function of them: x * sigmoid(x), say.
  private func combination(
    _ inputs: [FoldedValue], _ operation: Arithmetic
  ) -> FunctionValue? {
    guard case .function(let left) = inputs[0], case .function(let right) = inputs[1],
      case .tensor(let tensor) = left.base, case .tensor(let other) = right.base, tensor == other,
      left.movements.map(\.outputName) == right.movements.map(\.outputName),
      !left.movements.contains(where: \.isMaxPool)
    else { return nil }
    let isSum = operation == .add || operation == .subtract
    guard operation != .power, !(isSum && left.affine != nil && right.affine != nil),
      left.axis == nil || right.axis == nil || left.axis == right.axis
    else { return nil }
    var result = FunctionValue(base: left.base, shape: left.shape)
    result.axis = left.axis ?? right.axis
    result.movements = left.movements
    result.steps = [.combination(operation, left.steps, right.steps)]
    return result
  }

  /// What a value contributes: affine integers, or a sum that waits already.
  private mutating func addends(
    of value: FoldedValue, at node: SourceNode
  ) throws(DiagnosticList) -> (addends: [Addend], shape: Shape) {
    guard case .function(let function) = value else { throw needsQuantizer(node) }
    let flat = try affineValue(function, at: node)
    guard let (scale, offset) = flat.affine, scale.isUniform, offset.isUniform else {
      throw fault(
        .notQuantized, at: node, "an operand is a nonlinear function, or has one scale per channel",
        remedy: "quantise both operands with one scale per tensor")
    }
    switch flat.base {
    case .sum(let addends):
      let share = Rational(1, over: BigInt(addends.count))
      let scaled = addends.map { addend in
        Addend(
          tensor: addend.tensor, scale: addend.scale * scale[0],
          offset: addend.offset * scale[0] + offset[0] * share)
      }
      return (scaled, flat.shape)
    case .tensor(let tensor):
      return ([Addend(tensor: tensor, scale: scale[0], offset: offset[0])], flat.shape)
    case .linear: throw needsQuantizer(node)
    }
  }

  /// The largest weight of an exact sum; larger ratios of scales become tables.
  private static let largestWeight = 1 << 10

  /// weight * x summed over the addends, where all scales are small multiples of one unit.
  private mutating func weightedSum(
    _ addends: [Addend], shape: Shape, at node: SourceNode
  ) throws(DiagnosticList) -> FunctionValue? {
    guard let weights = commonWeights(addends.map(\.scale)),
      let unit = (addends[0].scale * Rational(1, over: BigInt(weights[0]))).nonzero
    else { return nil }
    let offset = addends.reduce(RealNumber.zero) { $0 + $1.offset }
    let meaning = AffineMeaning(scale: ChannelValues(unit), offset: ChannelValues(offset))
    let value = FunctionValue.integers(
      addends[0].tensor, shape: shape, meaning: meaning, axis: nil, isQuantized: true)
    return try replacingBase(
      of: value, .mappedSum(weights.map { .weighted(Weight($0)) }), addends.map(\.tensor), at: node)
  }

  /// Small integers in the ratio of the scales.
  private func commonWeights(_ scales: [RealNumber]) -> [Int]? {
    guard let first = scales.first?.reciprocal else { return nil }
    let ratios = scales.map { $0 * first }
    guard ratios.allSatisfy({ $0.isRational && !$0.isZero }) else { return nil }
    let common = ratios.reduce(BigInt(1)) { leastCommonMultiple($0, $1.rational.denominator) }
    let weights = ratios.map { ($0.rational * Rational(common)).numerator }
    guard weights.allSatisfy({ $0.magnitude <= BigUInt(Self.largestWeight) }) else { return nil }
    return weights.map { Int($0) }
  }
}

private func leastCommonMultiple(_ left: BigInt, _ right: BigInt) -> BigInt {
  left / left.greatestCommonDivisor(with: right) * right
}

extension RealNumber {
  fileprivate var nonzero: RealNumber? { isZero ? nil : self }
}

extension Addend {
  fileprivate func scaled(by factor: RealNumber) -> Addend {
    Addend(tensor: tensor, scale: scale * factor, offset: offset * factor)
  }
}
