import FixedPoint

/// Rule A11.
func inferConvolution(
  _ convolution: Convolution, _ input: TensorFacts
) throws(InferenceFailure) -> TensorFacts {
  let geometry = convolution.geometry
  let sizes = try inferWindow(geometry, over: input)
  try checkChannels(convolution, input.shape)
  let visible = geometry.visibleRange(of: input.range, paddingValue: convolution.paddingValue)
  let range = try boundedRange("its accumulator") { () throws(RangeOverflow) in
    try convolution.linear.accumulatorRange(input: visible)
  }
  return TensorFacts(
    shape: geometry.shape(channels: convolution.linear.outputs, sizes: sizes), range: range)
}

private func checkChannels(
  _ convolution: Convolution, _ shape: Shape
) throws(InferenceFailure) {
  let channels = convolution.geometry.channels(of: shape)
  let groups = convolution.groups
  guard channels % groups == 0 else {
    throw .shape("its input's \(channels) channels cannot be split into \(groups) groups")
  }
  let expected = channels / groups * convolution.geometry.kernelCount
  guard convolution.linear.inputs == expected else {
    throw .shape(
      "\(channels) channels in \(groups) groups under a window of "
        + "\(convolution.geometry.kernelCount) need rows of \(expected) weights, not \(convolution.linear.inputs)"
    )
  }
}
