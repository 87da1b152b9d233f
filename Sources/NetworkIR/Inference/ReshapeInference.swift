/// Rule A19: the requested shape holds as many elements.
func inferReshape(
  _ input: TensorFacts, to shape: Shape?
) throws(InferenceFailure) -> TensorFacts {
  guard let shape else { throw .shape("it needs the shape of its output") }
  guard let count = shape.boundedElementCount, count == input.shape.elementCount else {
    throw .shape("it cannot turn the shape \(input.shape) into \(shape): the counts differ")
  }
  return TensorFacts(shape: shape, range: input.range)
}
