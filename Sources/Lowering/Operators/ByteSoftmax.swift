import FixedPoint
import KernelIR
import NetworkIR

extension ProgramBuilder {
  /// Rule A34.
  mutating func emitByteSoftmax(_ softmax: ByteSoftmax, _ context: StageContext) {
    var function = context.function("exp(x) over the row's sum, in fixed point")
    let row = SoftmaxRow(context, in: &function)
    let multiply = HighProduct(step: context.step, in: &self)
    let exponentials = table(
      function.name + "_exponentials", softmax.exponentials, as: .int32,
      note: "of the distance from the largest, in units of 2^-31")
    let summing = sums(exponentials, softmax, row, in: &function)
    let (reciprocal, dividing) = division(row, multiply, in: &function)
    let results = results(exponentials, softmax, row, reciprocal, multiply, in: &function)
    callOnce(
      function.finish(
        row.overRows(row.findLargest + summing + dividing + results, context)))
  }

  /// The sum of the exponentials, in units of 2^-19.
  private func sums(
    _ exponentials: TableID, _ softmax: ByteSoftmax, _ row: SoftmaxRow,
    in function: inout FunctionBuilder
  ) -> [Statement] {
    let (distance, measure) = row.distance(in: &function)
    let term = Expression.load(.table(exponentials), index: .local(distance))
    let add = softmax.near(distance, row, then: [row.add(halfUp(term, 11))], otherwise: [])
    return [
      row.startSum, .repeatTimes(row.count, [measure] + add + [.advance(row.x, 1)]),
      .advance(row.x, .constant(-row.count)),
    ] + row.normalize(leastSum: 1 << 19)
  }

  /// Newton's division of 1 by the normalised sum: three steps from a straight line.
  private func division(
    _ row: SoftmaxRow, _ multiply: HighProduct, in function: inout FunctionBuilder
  ) -> (reciprocal: LocalID, steps: [Statement]) {
    let words = IntegerType.int32.range
    let (sum, take) = row.normalizedSum(in: &function)
    let line = function.promised(
      "line", IntegerRange(-1_010_580_540, 0), because: "one factor is below 1")
    let w = function.variable("reciprocal", IntegerRange(0, words.upper))
    let close = function.promised(
      "near_one", IntegerRange(0, 1 << 30), because: "the product of a value and its reciprocal")
    let change = function.promised(
      "change", IntegerRange(-(1 << 28), 1 << 28), because: "the step is less than the value")
    let result = function.constant("scale", IntegerRange(0, words.upper))
    let refine =
      multiply.define(close, .local(sum), times: .local(w))
      + multiply.define(change, .local(w), times: .constant(1 << 29) - .local(close))
      + [.assign(w, .local(w) + (.local(change) << 2))]
    let double = Expression.select(
      Condition(.local(w), .greaterOrEqual, .constant(1 << 30)), .constant(words.upper),
      otherwise: .local(w) << 1)
    return (
      result,
      [take] + multiply.define(line, .local(sum), times: .constant(-1_010_580_540))
        + [
          .define(w, .local(line) + .constant(1_515_870_810)), .repeatTimes(3, refine),
          .define(result, double),
        ]
    )
  }

  private func results(
    _ exponentials: TableID, _ softmax: ByteSoftmax, _ row: SoftmaxRow, _ reciprocal: LocalID,
    _ multiply: HighProduct, in function: inout FunctionBuilder
  ) -> [Statement] {
    let limits = softmax.output.range
    let shift = function.promised(
      "shift", IntegerRange(14, 30), because: "the sum is between 1 and the row's length")
    let (distance, measure) = row.distance(in: &function)
    let share = function.promised(
      "share", IntegerRange(0, IntegerType.int32.range.upper), because: "no factor is negative")
    let level = Expression.minimum(
      halfUp(.local(share), .local(shift)) + .constant(limits.lower), .constant(limits.upper))
    let term = Expression.load(.table(exponentials), index: .local(distance))
    let near =
      multiply.define(share, term, times: .local(reciprocal))
      + [.store(.pointer(row.y), index: 0, level)]
    let far = Statement.store(.pointer(row.y), index: 0, .constant(limits.lower))
    return [
      .define(shift, .constant(42 - softmax.output.bits) - .local(row.zeros)),
      .repeatTimes(
        row.count,
        [measure] + softmax.near(distance, row, then: near, otherwise: [far])
          + [.advance(row.x, 1), .advance(row.y, 1)]),
    ]
  }
}

extension ByteSoftmax {
  /// The statements for elements whose distance from the largest counts, and for all others.
  fileprivate func near(
    _ distance: LocalID, _ row: SoftmaxRow, then: [Statement], otherwise: [Statement]
  ) -> [Statement] {
    if row.distances.upper <= -diffMin { return then }
    return [
      .branch(
        Condition(.local(distance), .lessOrEqual, .constant(-diffMin)), then: then,
        otherwise: otherwise)
    ]
  }
}
