import FixedPoint
import KernelIR
import NetworkIR

extension ProgramBuilder {
  /// Rules A25 to A27 by the shared function for sums in two words: for a value of one word whose
  /// digits leave two words and whose results are too many for a table. nil where there are few of
  /// them, or a shift to the left is left over.
  mutating func bitByBit(
    _ multiplier: FixedPointMultiplier, _ x: LocalID, _ input: IntegerRange,
    in function: inout FunctionBuilder
  ) -> RequantizePlan? {
    let image = MultiplierForm(multiplier).image(of: input)
    guard image.upper - image.lower >= 1024, multiplier.multiplier >= 0,
      let range = scaledInput(multiplier, input)
    else { return nil }
    let unlimited = multiplier.withoutOffsetAndClamp.image(of: input)
    let v = function.constant("v", range)
    let (halves, split) = halves(of: v, in: &function)
    let result = function.promised(
      "scaled", unlimited, because: "the function's values at the ends of its range")
    let scaling = WideScaling(multiplier.scheme, step: step, in: &self)
    let offset = Expression.local(x) + .constant(multiplier.inputOffset)
    let moved = Statement.define(v, offset << (multiplier.inputShift + max(multiplier.shift, 0)))
    let scaled = scaling.define(
      result, high: halves.high, low: halves.low,
      multiplier: .constant(multiplier.effectiveMultiplier),
      right: .constant(max(-multiplier.shift, 0)))
    return RequantizePlan(
      start: [], steps: [moved] + split + scaled,
      result: clamped(
        .local(result) + .constant(multiplier.outputOffset),
        from: unlimited.moved(by: multiplier.outputOffset), to: multiplier.clamp),
      advance: [])
  }

  /// The range of the value with all its shifts to the left, where it fits a word and shifting the
  /// value is the same as shifting the product.
  private func scaledInput(
    _ multiplier: FixedPointMultiplier, _ input: IntegerRange
  ) -> IntegerRange? {
    let bits = multiplier.inputShift + max(multiplier.shift, 0)
    guard let moved = try? input.adding(IntegerRange(exactly: multiplier.inputOffset)),
      IntegerType.int32.range.contains(moved), bits <= 30,
      let shifted = try? moved.shiftedLeft(by: bits), IntegerType.int32.range.contains(shifted)
    else { return nil }
    return shifted
  }
}

extension FixedPointMultiplier {
  fileprivate var withoutOffsetAndClamp: MultiplierForm {
    MultiplierForm(
      FixedPointMultiplier(
        inputOffset: inputOffset, inputShift: inputShift, multiplier: multiplier, shift: shift,
        scheme: scheme, clamp: IntegerType.int32.range))
  }
}
