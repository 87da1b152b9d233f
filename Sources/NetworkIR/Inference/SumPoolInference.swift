import FixedPoint

/// Rule A18.
func inferSumPool(
  _ geometry: WindowGeometry, paddingValue: Int, _ input: TensorFacts
) throws(InferenceFailure) -> TensorFacts {
  let sizes = try inferWindow(geometry, over: input)
  let visible = geometry.visibleRange(of: input.range, paddingValue: paddingValue)
  let range = try boundedRange("its sum") { () throws(RangeOverflow) in
    try visible.scaled(by: geometry.kernelCount)
  }
  return TensorFacts(
    shape: geometry.shape(channels: geometry.channels(of: input.shape), sizes: sizes), range: range)
}
