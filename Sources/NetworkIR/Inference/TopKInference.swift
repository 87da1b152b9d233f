import FixedPoint

/// Rule A19: the largest values and their indices.
func inferTopK(
  count: Int, axis: Int, _ input: TensorFacts
) throws(InferenceFailure) -> [TensorFacts] {
  let size = try axisSize(axis, of: input.shape)
  guard count <= size else {
    throw .shape("it selects \(count) of the \(size) elements of axis \(axis)")
  }
  var dimensions = input.shape.dimensions
  dimensions[axis] = count
  let largestIndex = input.range.lower < input.range.upper ? size - 1 : count - 1
  return [
    TensorFacts(shape: Shape(dimensions), range: input.range),
    TensorFacts(shape: Shape(dimensions), range: IntegerRange(0, largestIndex)),
  ]
}
