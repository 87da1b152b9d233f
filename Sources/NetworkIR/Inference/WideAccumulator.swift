import FixedPoint

// Sums of int16 inputs may leave 32 bits where a requantisation alone reads them by the rules A25 to
// A27: no memory of a device holds them.

extension IntegerRange {
  /// What a sum beyond 32 bits may be: with room for a sum of two in 48 bits.
  package static let wideAccumulator = IntegerRange(-1 << 46, 1 << 46 - 1)
}

extension Requantize {
  /// Whether it is one of the rules A25 to A27 alone, without what comes before their product.
  var readsWideAccumulators: Bool {
    let multipliers = functions.compactMap { function in
      if case .multiplier(let multiplier) = function { multiplier } else { nil }
    }
    let schemes = Set(multipliers.map(\.scheme))
    return multipliers.count == functions.count && schemes.count == 1
      && multipliers.allSatisfy {
        $0.effectiveMultiplier >= 0 && $0.inputOffset == 0 && $0.inputShift == 0
      }
  }
}

extension OperatorKind {
  var isLinear: Bool { rowAxis(rank: 1) != nil }

  /// The axis of a linear operator's rows in its output; nil for other operators.
  package func rowAxis(rank: Int) -> Int? {
    switch self {
    case .dense: rank - 1
    case .convolution(let convolution): convolution.geometry.layout.channelAxis(rank: rank)
    case .requantize, .mappedSum, .maxPool, .sumPool, .reshape, .transpose, .concatenate, .pad,
      .argMax, .topK, .product, .extremum, .slice, .dilate, .reduce, .softmax, .constant,
      .recurrence:
      nil
    }
  }
}

extension Network {
  /// Whether the output of an operator may leave 32 bits: sums of a linear operator that one
  /// requantisation alone reads, by one of the rules A25 to A27 and at most one multiplier per row.
  func mayBeWide(_ node: Operator) -> Bool {
    guard let tensor = node.outputs.first, tensors.indices ~= tensor.index,
      let rows = node.kind.rowAxis(rank: self[tensor].shape.rank)
    else { return false }
    guard self[tensor].type == .int64 else { return false }
    let readers = operators.filter { $0.inputs.contains(tensor) }
    guard readers.count == 1, case .requantize(let requantize) = readers[0].kind,
      !outputs.contains(tensor), !states.contains(where: { $0.next == tensor })
    else { return false }
    return (requantize.axis ?? rows) == rows && requantize.readsWideAccumulators
  }
}

/// The rules of a linear operator's sums: they fit 32 bits, or 47 where they may be wide; and where
/// they or a bias leave 32 bits, each product fits 32.
func checkSums(
  _ sums: IntegerRange, of linear: LinearWeights, input: IntegerRange, allowsWide: Bool
) throws(InferenceFailure) {
  let word = IntegerType.int32.range
  guard !word.contains(sums) || !linear.bias.allSatisfy(word.contains) else { return }
  if !allowsWide { try checkWord(sums, accumulates: true) }
  guard IntegerRange.wideAccumulator.contains(sums) else {
    throw .overflow("its accumulator has the range \(sums), which leaves 47 signed bits")
  }
  for weight in Set(linear.weights) {
    let product = try boundedRange("a product") { () throws(RangeOverflow) in
      try partialSumRange(row: [weight], bias: 0, input: input, grain: .term)
    }
    if !word.contains(product) {
      throw .overflow("a product of the weight \(weight.value) and an input leaves 32 bits")
    }
  }
}
