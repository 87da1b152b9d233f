import FixedPoint
import KernelIR
import NetworkIR

extension ProgramBuilder {
  /// Rules A25 to A27, one function a row or one for all, by the shared function for values in two
  /// words.
  ///
  /// - Parameters:
  ///   - scales: Of one scheme.
  ///   - x: Each row's value, as high * 2^16 + low.
  mutating func scaledRows(
    _ scales: [WideScale], _ x: (high: LocalID, low: LocalID), _ input: IntegerRange,
    _ output: IntegerRange, in function: inout FunctionBuilder
  ) -> RequantizePlan {
    let multiplier = stream("multiplier", scales.map(\.multiplier), in: &function)
    let right = stream("shift", scales.map(\.right), in: &function)
    let offset = stream("offset", scales.map(\.offset), in: &function)
    let lower = stream("lower", scales.map(\.clamp.lower), in: &function)
    let upper = stream("upper", scales.map(\.clamp.upper), in: &function)
    let streams = [multiplier, right, offset, lower, upper]
    let scaling = WideScaling(scales.first?.scheme ?? .reducedTo16, step: step, in: &self)
    let range = scales.map { $0.scaled(input) }.reduce(nil) { $0?.union($1) ?? $1 }
    let scaled = function.promised(
      "scaled", range ?? IntegerType.int32.range,
      because: "the function's values at the ends of its range")
    let result = function.promised(
      "requantised", output, because: "the range of all rows' values")
    let limited = Expression.minimum(
      .maximum(.local(scaled) + offset.value, lower.value), upper.value)
    return RequantizePlan(
      start: streams.flatMap(\.start),
      steps: scaling.define(
        scaled, high: x.high, low: x.low, multiplier: multiplier.value, right: right.value)
        + [.define(result, limited)],
      result: .local(result), advance: streams.flatMap(\.advance))
  }

  /// Rules A25 to A27 of values in one word, a function a row, whose results are too many for steps;
  /// nil for others.
  mutating func streamedBitByBit(
    _ functions: [RequantizeFunction], of accumulator: LocalID,
    in function: inout FunctionBuilder
  ) -> RequantizePlan? {
    let input = function.range(of: accumulator)
    let scales = functions.compactMap { WideScale($0) }
    guard scales.count == functions.count, scales.allSatisfy(\.fitsFunction),
      Set(scales.map(\.scheme)).count == 1
    else { return nil }
    let images = scales.map { $0.image(of: input) }
    guard let first = images.first, images.contains(where: { $0.upper - $0.lower >= 1024 }) else {
      return nil
    }
    let (x, split) = halves(of: accumulator, in: &function)
    let plan = scaledRows(
      scales, x, input, images.reduce(first) { $0.union($1) }, in: &function)
    return RequantizePlan(
      start: plan.start, steps: split + plan.steps, result: plan.result, advance: plan.advance)
  }

  /// A value of one word as high * 2^16 + low.
  func halves(
    of value: LocalID, in function: inout FunctionBuilder
  ) -> (x: (high: LocalID, low: LocalID), steps: [Statement]) {
    let range = function.range(of: value)
    let high = function.constant("high", range.shiftedRight(by: 16))
    let lows = IntegerRange(0, 65_535)
    let low = function.promised(
      "low", lows, because: "the high part is what a shift by 16 leaves")
    let rest = function.variable("rest", range.union(lows))
    return (
      (high, low),
      [
        .define(high, .local(value) >> 16), .define(rest, .local(value)),
        .assign(rest, .local(rest) - (.local(high) << 16)), .define(low, .local(rest)),
      ]
    )
  }

  /// One value per row from a table, or the constant that all share.
  private mutating func stream(
    _ name: String, _ values: [Int], in function: inout FunctionBuilder
  ) -> RowStream {
    if Set(values).count <= 1 {
      return RowStream(start: [], value: .constant(values.first ?? 0), advance: [])
    }
    let id = table(function.name + "_" + name, values, note: "one a row")
    let pointer = function.pointer(name, to: element(of: id), in: .flash, range(of: id))
    return RowStream(
      start: [.point(pointer, Address(.table(id)))], value: .element(pointer),
      advance: [.advance(pointer, 1)])
  }
}

private struct RowStream {
  let start: [Statement]
  let value: Expression
  let advance: [Statement]
}

/// Rule A25, A26 or A27 without an input's offset or shift: x * multiplier / 2^(bits + right),
/// rounded as the scheme says.
struct WideScale {
  let scheme: ScalingScheme
  /// Below 2^bits, with a shift to the left in it: a larger one would take sums of more than 32 bits
  /// to results of more than 32 bits, which the network's ranges exclude.
  let multiplier: Int
  let right: Int
  let offset: Int
  let clamp: IntegerRange

  /// nil for other functions.
  init?(_ function: RequantizeFunction) {
    guard case .multiplier(let scaling) = function, scaling.inputOffset == 0,
      scaling.inputShift == 0
    else { return nil }
    scheme = scaling.scheme
    multiplier = scaling.effectiveMultiplier << max(scaling.shift, 0)
    right = max(-scaling.shift, 0)
    offset = scaling.outputOffset
    clamp = scaling.clamp
  }

  /// Whether the shared function takes the multiplier.
  var fitsFunction: Bool { 0..<1 << scheme.multiplierBits ~= multiplier }

  /// Every result over an input range.
  func image(of input: IntegerRange) -> IntegerRange {
    let ends = [input.lower, input.upper].map {
      min(max(scaled($0) + offset, clamp.lower), clamp.upper)
    }
    return IntegerRange(ends[0], ends[1])
  }

  func scaled(_ input: IntegerRange) -> IntegerRange {
    IntegerRange(scaled(input.lower), scaled(input.upper))
  }

  private func scaled(_ x: Int) -> Int {
    let product = Int128(x) * Int128(multiplier)
    switch scheme {
    case .doubleRounding:
      let high = (product + Int128(1) << 30) >> 31
      guard right > 0 else { return Int(clamping: high) }
      return Int(clamping: (high + Int128(1) << (right - 1) - (high < 0 ? 1 : 0)) >> right)
    case .singleRounding, .reducedTo16:
      let bits = scheme.multiplierBits + right
      return Int(clamping: (product + Int128(1) << (bits - 1)) >> bits)
    }
  }
}
