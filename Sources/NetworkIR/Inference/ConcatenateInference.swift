import FixedPoint

/// Rule A19: the inputs agree in all other axes; the range is the union.
func inferConcatenate(
  axis: Int, _ inputs: [TensorFacts]
) throws(InferenceFailure) -> TensorFacts {
  let first = inputs[0]
  guard first.shape.dimensions.indices ~= axis else {
    throw .shape("its axis \(axis) does not exist in the input's shape \(first.shape)")
  }
  for other in inputs.dropFirst() where !agrees(other.shape, first.shape, besides: axis) {
    throw .shape(
      "it joins the shapes \(first.shape) and \(other.shape), which differ besides axis \(axis)")
  }
  var dimensions = first.shape.dimensions
  dimensions[axis] = inputs.reduce(0) { $0 + $1.shape[axis] }
  return TensorFacts(
    shape: Shape(dimensions), range: inputs.reduce(first.range) { $0.union($1.range) })
}

private func agrees(_ left: Shape, _ right: Shape, besides axis: Int) -> Bool {
  left.rank == right.rank
    && left.dimensions.indices.allSatisfy { $0 == axis || left[$0] == right[$0] }
}
