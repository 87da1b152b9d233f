import FixedPoint

/// Rule A31: inputs of one shape; the extremes of a product lie in the corners.
func inferProduct(
  offsets: [Int], _ inputs: [TensorFacts]
) throws(InferenceFailure) -> TensorFacts {
  let shape = try commonShape(of: inputs, "multiplies")
  let range = try boundedRange("its product") { () throws(RangeOverflow) in
    let first = try inputs[0].range.adding(IntegerRange(exactly: offsets[0]))
    let second = try inputs[1].range.adding(IntegerRange(exactly: offsets[1]))
    return try first.scaled(by: second.lower).union(try first.scaled(by: second.upper))
  }
  return TensorFacts(shape: shape, range: range)
}

/// The one shape that both inputs of an operator on pairs of elements have.
func commonShape(
  of inputs: [TensorFacts], _ verb: String
) throws(InferenceFailure) -> Shape {
  let shape = inputs[0].shape
  if let other = inputs.first(where: { $0.shape != shape }) {
    throw .shape("it \(verb) inputs of the shapes \(shape) and \(other.shape)")
  }
  return shape
}
