import FixedPoint

/// Rule A18: padding never wins, so each window must see an element of the input.
func inferMaxPool(
  _ geometry: WindowGeometry, _ input: TensorFacts
) throws(InferenceFailure) -> TensorFacts {
  let sizes = try inferWindow(geometry, over: input)
  for (axis, size) in geometry.spatialSizes(of: input.shape).enumerated() {
    for position in 0..<sizes[axis]
    where !geometry.seesInput(axis: axis, position: position, size: size) {
      throw .shape("its window at position \(position) of spatial axis \(axis) sees padding alone")
    }
  }
  return TensorFacts(
    shape: geometry.shape(channels: geometry.channels(of: input.shape), sizes: sizes),
    range: input.range)
}

extension WindowGeometry {
  fileprivate func seesInput(axis: Int, position: Int, size: Int) -> Bool {
    let start = position * strides[axis] - paddingBefore[axis]
    // The first tap at or after index 0.
    let tap = start >= 0 ? 0 : (-start + dilations[axis] - 1) / dilations[axis]
    return tap < kernel[axis] && start + tap * dilations[axis] < size
  }
}
