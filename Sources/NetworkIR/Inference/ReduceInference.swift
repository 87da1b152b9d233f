import FixedPoint

/// Rule A33: the axes stay with size 1.
func inferReduce(
  _ reduction: Reduction, axes: [Int], _ input: TensorFacts
) throws(InferenceFailure) -> TensorFacts {
  var dimensions = input.shape.dimensions
  var count = 1
  for axis in axes {
    count *= try axisSize(axis, of: input.shape)
    dimensions[axis] = 1
  }
  let range =
    switch reduction {
    case .sum:
      try boundedRange("its sum") { () throws(RangeOverflow) in
        try input.range.scaled(by: count)
      }
    case .smallest, .largest: input.range
    }
  return TensorFacts(shape: Shape(dimensions), range: range)
}
