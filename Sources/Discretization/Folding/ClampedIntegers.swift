import Diagnostics
import FixedPoint
import NetworkIR

extension Folder {
  /// The value as an affine function of integers, after its movements. A Relu or Clip whose bounds
  /// are integers of the tensor becomes a clamp of them; other functions are left as they are, for
  /// the caller to refuse.
  mutating func affineValue(
    _ value: FunctionValue, at node: SourceNode
  ) throws(DiagnosticList) -> FunctionValue {
    let flat = try flushed(value, at: node)
    guard flat.affine == nil, case .tensor(let tensor) = flat.base,
      let clamp = flat.integerClamp(over: builder[tensor].range)
    else { return flat }
    var result = flat
    result.steps = clamp.steps
    result.base = .tensor(
      try builder.add(
        .requantize(
          Requantize(functions: [.shift(bits: 0, rounding: .floor, clamp: clamp.range)])),
        name: node.name + "_clamp", inputs: [tensor],
        outputNames: [builder[tensor].name + "_clamped"],
        meanings: [result.meaningOfIntegers])[0])
    return result
  }
}

extension FunctionValue {
  /// Steps of the form affine, clamps, affine as one clamp of the integers and one affine step; nil
  /// for others.
  fileprivate func integerClamp(
    over range: IntegerRange
  ) -> (range: IntegerRange, steps: [FunctionStep])? {
    var affine = (scale: RealNumber.one, offset: RealNumber.zero)
    var clamp = range
    for step in steps {
      switch step {
      case .affine(let scale, let offset):
        guard scale.isUniform, offset.isUniform else { return nil }
        affine = (affine.scale * scale[0], affine.offset * scale[0] + offset[0])
      case .function(let function):
        guard affine.scale.sign > 0,
          let bounds = function.integerBounds(affine.scale, affine.offset, within: clamp)
        else { return nil }
        clamp = bounds
      case .combination: return nil
      }
    }
    let final = FunctionStep.affine(
      scale: ChannelValues(affine.scale), offset: ChannelValues(affine.offset))
    return (clamp, [final])
  }
}

extension RealFunction {
  /// The integers a with scale * a + offset between the bounds, where the bounds are such numbers
  /// themselves.
  fileprivate func integerBounds(
    _ scale: RealNumber, _ offset: RealNumber, within range: IntegerRange
  ) -> IntegerRange? {
    let bounds: (lower: Rational?, upper: Rational?)
    switch self {
    case .clamp(let lower, let upper): bounds = (lower, upper)
    case .pointwise(.relu): bounds = (.zero, nil)
    case .pointwise(.clip(let lower, let upper)):
      bounds = (
        lower.flatMap { Rational(exactly: $0) }, upper.flatMap { Rational(exactly: $0) }
      )
    case .pointwise, .round, .bipolar, .minifloat: return nil
    }
    let lower = bounds.lower.map { integer($0, scale, offset) }
    let upper = bounds.upper.map { integer($0, scale, offset) }
    if lower == .some(nil) || upper == .some(nil) { return nil }
    return IntegerRange(
      checking: max(range.lower, (lower ?? nil) ?? range.lower),
      min(range.upper, (upper ?? nil) ?? range.upper))
  }

  private func integer(
    _ bound: Rational, _ scale: RealNumber, _ offset: RealNumber
  ) -> Int? {
    wholeSteps(ChannelValues(RealNumber(bound) - offset), ChannelValues(scale), count: 1)?.first
  }
}
