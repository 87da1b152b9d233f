import FixedPoint

/// Rule A19: an index along the axis; where all elements must be equal, the tie's winner.
func inferArgMax(
  axis: Int, selectsLast: Bool, _ input: TensorFacts
) throws(InferenceFailure) -> TensorFacts {
  let count = try axisSize(axis, of: input.shape)
  var dimensions = input.shape.dimensions
  dimensions[axis] = 1
  let range =
    input.range.lower < input.range.upper
    ? IntegerRange(0, count - 1) : IntegerRange(exactly: selectsLast ? count - 1 : 0)
  return TensorFacts(shape: Shape(dimensions), range: range)
}

/// The size of an axis that must exist and not be empty.
func axisSize(_ axis: Int, of shape: Shape) throws(InferenceFailure) -> Int {
  guard shape.dimensions.indices ~= axis else {
    throw .shape("its axis \(axis) does not exist in the input's shape \(shape)")
  }
  guard shape[axis] >= 1 else { throw .shape("its axis \(axis) is empty") }
  return shape[axis]
}
