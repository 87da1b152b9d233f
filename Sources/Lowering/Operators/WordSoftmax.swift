import FixedPoint
import KernelIR
import NetworkIR

extension ProgramBuilder {
  /// Rule A35. The output holds the exponentials until the sum is known.
  mutating func emitWordSoftmax(_ softmax: WordSoftmax, _ context: StageContext) {
    var function = context.function("exp(x) over the row's sum, from tables of knots")
    let row = SoftmaxRow(context, in: &function)
    let multiply = HighProduct(step: context.step, in: &self)
    let summing = exponentials(softmax, row, multiply, in: &function)
    let (reciprocal, dividing) = reciprocal(softmax, row, in: &function)
    let results = results(row, reciprocal, in: &function)
    callOnce(
      function.finish(
        row.overRows(row.findLargest + summing + dividing + results, context)))
  }

  private mutating func exponentials(
    _ softmax: WordSoftmax, _ row: SoftmaxRow, _ multiply: HighProduct,
    in function: inout FunctionBuilder
  ) -> [Statement] {
    let (distance, measure) = row.distance(in: &function)
    let (scaled, scale) = scaled(softmax, distance, row, multiply, in: &function)
    let words = IntegerType.int16.range
    let place = function.constant("place", words)
    let value = lookup(
      softmax.exponentialKnots, "exponential_knots", at: place, in: &function)
    let clamped = Expression.maximum(
      .local(scaled) + .constant(words.upper), .constant(words.lower))
    return [
      row.startSum,
      .repeatTimes(
        row.count,
        [measure] + scale + [.define(place, .minimum(clamped, .constant(words.upper)))]
          + value.steps + [
            row.add(.local(value.product)),
            .store(.pointer(row.y), index: 0, .local(value.product)), .advance(row.x, 1),
            .advance(row.y, 1),
          ]), .advance(row.y, .constant(-row.count)),
    ] + row.normalize(leastSum: 1 << 14)
  }

  /// The difference to the largest, which is not positive, by the multiplier as rule A25 rounds.
  private func scaled(
    _ softmax: WordSoftmax, _ distance: LocalID, _ row: SoftmaxRow, _ multiply: HighProduct,
    in function: inout FunctionBuilder
  ) -> (LocalID, [Statement]) {
    let left = max(softmax.inputShift, 0), right = max(-softmax.inputShift, 0)
    let least = -(row.distances.upper << left)
    let high = function.promised(
      "high", IntegerRange(least, 0), because: "one factor is below 1")
    let rounded = function.constant(
      "rounded", IntegerRange(Rounding.halfAwayFromZero.divide(least, byPowerOfTwo: right), 0))
    let difference = Expression.negate(.local(distance)) << left
    let quotient = roundedShift(
      .local(high), IntegerRange(least, 0), right, .halfAwayFromZero)
    return (
      rounded,
      multiply.define(high, .constant(softmax.inputMultiplier), times: difference)
        + [.define(rounded, quotient)]
    )
  }

  /// The knots joined by straight lines, 128 places apart.
  private mutating func lookup(
    _ knots: [Int], _ name: String, at place: LocalID, in function: inout FunctionBuilder
  ) -> Multiplication {
    let id = table(name, knots, note: "at every 128th place")
    let index = function.constant("index", IntegerRange(0, 511))
    let rest = function.promised("rest", IntegerRange(0, 127), because: "the lowest seven bits")
    let slopes = zip(knots, knots.dropFirst()).map { $1 - $0 }
    let step = function.promised("step", hull(slopes), because: "the difference of two knots")
    let part = multiplication(step, rest, in: &function)
    let result = function.promised("value", hull(knots), because: "between two knots")
    let knot = Expression.load(.table(id), index: .local(index))
    let next = Expression.load(.table(id), index: .local(index) + 1)
    return Multiplication(
      steps: [
        .define(index, (.local(place) >> 7) + 256),
        .define(rest, .local(place) - ((.local(place) >> 7) << 7)), .define(step, next - knot),
      ] + part.steps + [.define(result, knot + ((.local(part.product) + 64) >> 7))],
      product: result)
  }

  private mutating func reciprocal(
    _ softmax: WordSoftmax, _ row: SoftmaxRow, in function: inout FunctionBuilder
  ) -> (LocalID, [Statement]) {
    let (sum, take) = row.normalizedSum(in: &function)
    let words = IntegerType.int16.range
    let place = function.constant("place", words)
    let value = lookup(softmax.reciprocalKnots, "reciprocal_knots", at: place, in: &function)
    let rounded = halfUp(.local(sum), 13) - 98304
    return (
      value.product,
      [take, .define(place, .minimum(rounded, .constant(words.upper)))] + value.steps
    )
  }

  private mutating func results(
    _ row: SoftmaxRow, _ reciprocal: LocalID, in function: inout FunctionBuilder
  ) -> [Statement] {
    let shift = function.promised(
      "shift", IntegerRange(13, 29), because: "the sum is between 2^14 and 2^31")
    let exponential = function.constant("exponential", IntegerType.int16.positive)
    let product = multiplication(exponential, reciprocal, in: &function)
    let level = Expression.minimum(
      halfUp(.local(product.product), .local(shift)),
      .constant(IntegerType.int16.range.upper))
    return [
      .define(shift, .constant(30) - .local(row.zeros)),
      .repeatTimes(
        row.count,
        [.define(exponential, .element(row.y))] + product.steps
          + [.store(.pointer(row.y), index: 0, level), .advance(row.y, 1)]),
    ]
  }
}

extension IntegerType {
  fileprivate var positive: IntegerRange { IntegerRange(0, range.upper) }
}
