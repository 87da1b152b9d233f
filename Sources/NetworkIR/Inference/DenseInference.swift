import FixedPoint

/// Rule A10: the last axis of size `inputs` becomes one of size `outputs`.
func inferDense(
  _ weights: LinearWeights, _ input: TensorFacts
) throws(InferenceFailure) -> TensorFacts {
  guard let last = input.shape.dimensions.last, last == weights.inputs else {
    throw .shape(
      "its matrix takes \(counted(weights.inputs, "input")) and the input's shape is \(input.shape)"
    )
  }
  let range = try boundedRange("its accumulator") { () throws(RangeOverflow) in
    try weights.accumulatorRange(input: input.range)
  }
  return TensorFacts(
    shape: Shape(input.shape.dimensions.dropLast() + [weights.outputs]), range: range)
}
