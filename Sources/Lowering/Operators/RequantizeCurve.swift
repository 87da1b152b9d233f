import FixedPoint
import KernelIR
import NetworkIR

extension ProgramBuilder {
  /// Rule A30: v as a chain of shifts and additions, the knots from a table, the slope times the
  /// rest by quarter squares.
  mutating func interpolated(
    _ curve: InterpolatedCurve, of accumulator: LocalID, in function: inout FunctionBuilder
  ) -> RequantizePlan {
    let input = function.range(of: accumulator)
    let facts = CurveFacts(curve, input)
    let scaling = uniformChain(facts.scaling, of: accumulator, in: &function)
    let v = function.promised("scaled", facts.scaled, because: "the scaled value, rounded")
    let size = function.constant("size", IntegerRange(0, facts.scaled.magnitude))
    let index = function.constant("index", IntegerRange(0, facts.lastIndex))
    let r = function.variable("height", facts.heights)
    let rising = slope(facts, index, size, r, in: &function)
    let result = function.promised("level", facts.image, because: "the curve's value")
    return RequantizePlan(
      start: scaling.start,
      steps: scaling.steps + [
        .define(v, scaling.result), .define(size, absolute(v, facts.scaled)),
        .define(index, .local(size) >> facts.bits), .define(r, .constant(facts.saturated)),
      ]
        + (facts.lastIndex < 255
          ? rising
          : [.branch(Condition(.local(index), .less, 255), then: rising, otherwise: [])])
        + [.define(result, facts.level(of: r, sign: v))],
      result: .local(result), advance: scaling.advance)
  }

  /// knots[index] * 2^bits + rest * (knots[index + 1] - knots[index]).
  private mutating func slope(
    _ facts: CurveFacts, _ index: LocalID, _ size: LocalID, _ r: LocalID,
    in function: inout FunctionBuilder
  ) -> [Statement] {
    let id = table("curve_knots", facts.knots, as: .uint16, note: "at equal distances")
    let knot = function.constant("knot", hull(facts.knots))
    let step = function.promised("step", facts.slopes, because: "the difference of two knots")
    let rest = function.constant("rest", IntegerRange(0, 1 << facts.bits - 1))
    let part = multiplication(step, rest, in: &function)
    let next = Expression.load(.table(id), index: .local(index) + 1)
    return [
      .define(knot, .load(.table(id), index: .local(index))),
      .define(step, next - .local(knot)),
      .define(rest, .and(.local(size), .constant(1 << facts.bits - 1))),
    ] + part.steps + [.assign(r, (.local(knot) << facts.bits) + .local(part.product))]
  }
}

/// The numbers of a curve over an input range.
private struct CurveFacts {
  let knots: [Int]
  /// v of rule A30, without a clamp.
  let scaling: ShiftAddChain
  let scaled: IntegerRange
  let image: IntegerRange
  /// Of |v| below the knot's index.
  let bits: Int
  let saturated: Int
  private let shape: CurveShape

  init(_ curve: InterpolatedCurve, _ input: IntegerRange) {
    let half = curve.inputShift == 0 ? 0 : 1 << (curve.inputShift - 1)
    let words = IntegerType.int32.range
    let product = (try? input.scaled(by: curve.inputMultiplier)) ?? words
    scaled = product.moved(by: half).shiftedRight(by: curve.inputShift)
    scaling = ShiftAddChain(
      multiplier: Weight(curve.inputMultiplier), addend: half, bits: curve.inputShift,
      clamp: words)
    image = (try? curve.image(of: input)) ?? IntegerType.int16.range
    knots = curve.knots
    shape = curve.shape
    switch curve.shape {
    case .logistic: (bits, saturated) = (9, 0x7FFF << 10)
    case .tanh: (bits, saturated) = (8, 0xFFFF << 8)
    }
  }

  var lastIndex: Int { scaled.magnitude >> bits }
  var slopes: IntegerRange { hull(zip(knots, knots.dropFirst()).map { $1 - $0 }) }

  /// Of r; a knot's own height is less than the next one's.
  var heights: IntegerRange {
    let ends = hull(knots)
    return IntegerRange(ends.lower << bits, max(ends.upper << bits, saturated))
  }

  /// The bits that the result drops.
  private var drop: Int { shape == .logistic ? 10 : 8 }
  private var half: Int { 1 << (drop - 1) }
  /// What is added to r for v of at least 0, and what r is taken from for others.
  private var start: Int { shape == .logistic ? half : half - 1 << 23 }
  private var mirror: Int { (shape == .logistic ? 1 << 25 : 1 << 23) + half - 1 }

  func level(ofHeight r: Int, isNegative: Bool) -> Int {
    (isNegative ? mirror - r : r + start) >> drop
  }

  /// The result from r and the sign of v.
  func level(of r: LocalID, sign v: LocalID) -> Expression {
    let above = (.local(r) + .constant(start)) >> drop
    let below = (.constant(mirror) - .local(r)) >> drop
    if scaled.lower >= 0 { return above }
    if scaled.upper < 0 { return below }
    return .select(Condition(.local(v), .less, 0), below, otherwise: above)
  }
}

extension InterpolatedCurve {
  /// Rule A30 at one integer.
  func value(at integer: Int) -> Int {
    let facts = CurveFacts(self, IntegerRange(exactly: integer))
    let v = facts.scaled.lower, index = abs(v) >> facts.bits
    let rest = abs(v) - index << facts.bits
    let height =
      index < 255
      ? knots[index] << facts.bits + rest * (knots[index + 1] - knots[index]) : facts.saturated
    return facts.level(ofHeight: height, isNegative: v < 0)
  }
}
