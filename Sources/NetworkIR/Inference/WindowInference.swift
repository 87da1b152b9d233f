import FixedPoint

/// The output's spatial sizes of a window over a [1, channels, spatial…] input.
func inferWindow(
  _ geometry: WindowGeometry, over input: TensorFacts
) throws(InferenceFailure) -> [Int] {
  let shape = input.shape
  guard shape.rank == geometry.spatialRank + 2, shape[0] == 1 else {
    throw .shape(
      "its window has \(geometry.spatialRank) spatial axes, which needs an input "
        + "[1, channels, spatial…]; the input's shape is \(shape)")
  }
  guard let sizes = geometry.outputSizes(for: Array(shape.dimensions.dropFirst(2))) else {
    throw .shape("its window does not fit into the padded input of shape \(shape)")
  }
  let taps = ([shape[1], geometry.kernelCount] + sizes).reduce(Double(1)) { $0 * Double($1) }
  guard taps <= NetworkLimit.windowTaps else {
    throw .shape("its windows over an input of shape \(shape) have more than 2^32 taps in all")
  }
  return sizes
}

extension WindowGeometry {
  /// The range of what a window sees: padding joins the input's range where there is any.
  func visibleRange(of input: IntegerRange, paddingValue: Int) -> IntegerRange {
    isPadded ? input.union(IntegerRange(exactly: paddingValue)) : input
  }
}
