import FixedPoint

/// Rule A19: the padding value joins the range where there is any padding.
func inferPad(
  before: [Int], after: [Int], value: Int, _ input: TensorFacts
) throws(InferenceFailure) -> TensorFacts {
  let rank = input.shape.rank
  guard before.count == rank, after.count == rank else {
    throw .shape(
      "it pads \(before.count) axes before and \(after.count) after an input of shape "
        + "\(input.shape)"
    )
  }
  let isPadded = (before + after).contains { $0 != 0 }
  return TensorFacts(
    shape: Shape((0..<rank).map { before[$0] + input.shape[$0] + after[$0] }),
    range: isPadded ? input.range.union(IntegerRange(exactly: value)) : input.range)
}
