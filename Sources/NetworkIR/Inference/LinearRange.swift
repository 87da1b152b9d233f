import FixedPoint

extension LinearWeights {
  /// The smallest range that holds every output, for inputs that take every value of their range
  /// independently.
  ///
  /// - Throws: ``RangeOverflow`` where an output, or a partial sum in some order, leaves 64 bits.
  package func accumulatorRange(input: IntegerRange) throws(RangeOverflow) -> IntegerRange {
    var hull: IntegerRange?
    for output in 0..<outputs {
      let range = try exactRange(row: row(output), bias: bias[output], input: input)
      hull = hull?.union(range) ?? range
    }
    return hull ?? IntegerRange(exactly: 0)
  }

  /// The smallest range that holds every partial sum of every row in any order, from 0 or the bias
  /// on.
  package func partialSumRange(
    input: IntegerRange, grain: SummandGrain
  ) throws(RangeOverflow) -> IntegerRange {
    var hull = IntegerRange(exactly: 0)
    for output in 0..<outputs {
      hull = hull.union(
        try PartialSum(grain: grain, input: input).range(row: row(output), bias: bias[output]))
    }
    return hull
  }
}

/// What is added at a time.
package enum SummandGrain: Hashable, Sendable {
  /// A whole product weight * x.
  case product
  /// Each signed power of two of a weight, times x.
  case term
}

/// The smallest range that holds every partial sum of one row, in any order and over any subset of
/// the summands, with or without the bias: from the sum of all negative parts to the sum of all
/// positive ones. It contains 0.
package func partialSumRange(
  row: ArraySlice<Weight>, bias: Int, input: IntegerRange, grain: SummandGrain
) throws(RangeOverflow) -> IntegerRange {
  try PartialSum(grain: grain, input: input).range(row: row, bias: bias)
}

private func exactRange(
  row: ArraySlice<Weight>, bias: Int, input: IntegerRange
) throws(RangeOverflow) -> IntegerRange {
  // Also proves that no order of summation leaves 64 bits.
  _ = try PartialSum(grain: .product, input: input).range(row: row, bias: bias)
  var total = IntegerRange(exactly: bias)
  for weight in row where !weight.isZero {
    total = try total.adding(try input.scaled(by: weight.value))
  }
  return total
}

private struct PartialSum {
  let grain: SummandGrain
  let input: IntegerRange

  func range(row: ArraySlice<Weight>, bias: Int) throws(RangeOverflow) -> IntegerRange {
    var total = IntegerRange(exactly: bias).union(IntegerRange(exactly: 0))
    for weight in row where !weight.isZero {
      for coefficient in coefficients(of: weight) {
        let summand = try input.scaled(by: coefficient)
        total = try total.adding(IntegerRange(min(summand.lower, 0), max(summand.upper, 0)))
      }
    }
    return total
  }

  private func coefficients(of weight: Weight) -> [Int] {
    switch grain {
    case .product: [weight.value]
    case .term: weight.terms.map(\.value)
    }
  }
}
