import FixedPoint

/// Rule A19: every element that is read lies within the input.
func inferSlice(_ slice: Slice, _ input: TensorFacts) throws(InferenceFailure) -> TensorFacts {
  let shape = input.shape
  guard shape.rank == slice.starts.count else {
    throw .shape("it slices \(counted(slice.starts.count, "axis")) of an input of shape \(shape)")
  }
  for axis in slice.starts.indices {
    let last = slice.starts[axis] + (slice.sizes[axis] - 1) * slice.steps[axis]
    guard 0..<shape[axis] ~= slice.starts[axis], 0..<shape[axis] ~= last else {
      throw .shape(
        "it reads the indices \(slice.starts[axis]) to \(last) of axis \(axis) of an input of "
          + "shape \(shape)")
    }
  }
  return TensorFacts(shape: Shape(slice.sizes), range: input.range)
}
