import FixedPoint

/// Rule A19: the value joins the range where it stands anywhere.
func inferDilate(
  factors: [Int], value: Int, _ input: TensorFacts
) throws(InferenceFailure) -> TensorFacts {
  let shape = input.shape
  guard factors.count == shape.rank else {
    throw .shape("it dilates \(counted(factors.count, "axis")) of an input of shape \(shape)")
  }
  let dimensions = zip(shape.dimensions, factors).map { ($0 - 1) * $1 + 1 }
  let range =
    dimensions == shape.dimensions
    ? input.range : input.range.union(IntegerRange(exactly: value))
  return TensorFacts(shape: Shape(dimensions), range: range)
}
