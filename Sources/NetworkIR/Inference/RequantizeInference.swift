import FixedPoint

/// Rules A12 to A16, A25 to A30: the hull of the images of the input's range under each function.
func inferRequantize(
  _ requantize: Requantize, _ input: TensorFacts
) throws(InferenceFailure) -> TensorFacts {
  if let axis = requantize.axis {
    guard input.shape.dimensions.indices ~= axis else {
      throw .shape("its axis \(axis) does not exist in the input's shape \(input.shape)")
    }
    guard input.shape[axis] == requantize.functions.count else {
      throw .shape(
        "it has \(counted(requantize.functions.count, "function")) for an axis of "
          + "\(input.shape[axis])"
      )
    }
  }
  var hull: IntegerRange?
  for function in requantize.functions {
    let image = try boundedImage(of: function, input.range)
    hull = hull?.union(image) ?? image
  }
  return TensorFacts(shape: input.shape, range: hull ?? input.range)
}

private func boundedImage(
  of function: RequantizeFunction, _ input: IntegerRange
) throws(InferenceFailure) -> IntegerRange {
  do { return try function.image(of: input) } catch {
    switch function {
    case .multiplier, .bySign, .curve:
      throw .overflow(
        "an intermediate value leaves the bits that the reference has for it, where it would wrap")
    case .shift, .table, .shiftThenTable, .steps, .chain, .quotient:
      throw .overflow("an intermediate value leaves 64 bits")
    }
  }
}

extension RequantizeFunction {
  /// The smallest range that holds the function's values over the input range. Shifts and chains
  /// are monotone, so the ends decide; tables and steps give the extremes of the entries that the
  /// range reaches.
  ///
  /// - Precondition: the function has no payload faults.
  package func image(of input: IntegerRange) throws(RangeOverflow) -> IntegerRange {
    switch self {
    case .shift(let bits, let rounding, let clamp):
      IntegerRange(
        rounding.divide(input.lower, byPowerOfTwo: bits),
        rounding.divide(input.upper, byPowerOfTwo: bits)
      ).clamped(to: clamp)
    case .table(let table): table.image(of: input)
    case .shiftThenTable(let bits, let table): table.image(of: input.shiftedRight(by: bits))
    case .steps(let steps): steps.image(of: input)
    case .chain(let chain): try chain.image(of: input)
    case .multiplier(let multiplier): try multiplier.image(of: input)
    case .bySign(let negative, let other):
      try Self.imageBySign(negative: negative, other: other, of: input)
    case .quotient(let quotient): try quotient.image(of: input)
    case .curve(let curve): try curve.image(of: input)
    }
  }
}

extension LookupTable {
  /// The smallest range that holds the table's values over a range of indices (rule A13).
  package func image(of input: IntegerRange) -> IntegerRange {
    let last = first + entries.count - 1
    let reached = input.clamped(to: IntegerRange(first, last))
    return hull(of: entries[reached.lower - first...reached.upper - first])
  }
}

extension StepFunction {
  /// The smallest range that holds the values of the steps between the range's ends (rule A15).
  package func image(of input: IntegerRange) -> IntegerRange {
    hull(of: values[passedCount(at: input.lower)...passedCount(at: input.upper)])
  }

  /// How many thresholds are at most `value`, by bisection.
  private func passedCount(at value: Int) -> Int {
    var low = 0
    var high = thresholds.count
    while low < high {
      let middle = (low + high) / 2
      if thresholds[middle] <= value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension ShiftAddChain {
  /// The smallest range that holds x * multiplier + addend: what the chain's words must hold before
  /// the shift.
  package func sumRange(of input: IntegerRange) throws(RangeOverflow) -> IntegerRange {
    try input.scaled(by: multiplier.value).adding(IntegerRange(exactly: addend))
  }

  /// The smallest range that holds the chain's values (rule A16).
  package func image(of input: IntegerRange) throws(RangeOverflow) -> IntegerRange {
    try sumRange(of: input).shiftedRight(by: bits).clamped(to: clamp)
  }
}

/// - Precondition: `values` is not empty.
private func hull(of values: ArraySlice<Int>) -> IntegerRange {
  values.dropFirst().reduce(IntegerRange(exactly: values[values.startIndex])) {
    $0.union(IntegerRange(exactly: $1))
  }
}
