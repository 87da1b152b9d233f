import FixedPoint

/// Rule A32: inputs of one shape; both ends are the extremum of the inputs' ends.
func inferExtremum(
  _ extremum: Extremum, _ inputs: [TensorFacts]
) throws(InferenceFailure) -> TensorFacts {
  let shape = try commonShape(of: inputs, "compares")
  let (first, second) = (inputs[0].range, inputs[1].range)
  let range =
    switch extremum {
    case .smallest:
      IntegerRange(min(first.lower, second.lower), min(first.upper, second.upper))
    case .largest:
      IntegerRange(max(first.lower, second.lower), max(first.upper, second.upper))
    }
  return TensorFacts(shape: shape, range: range)
}
