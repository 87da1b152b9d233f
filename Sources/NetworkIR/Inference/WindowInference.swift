import FixedPoint

/// The output's spatial sizes of a window over an input of one batch.
func inferWindow(
  _ geometry: WindowGeometry, over input: TensorFacts
) throws(InferenceFailure) -> [Int] {
  let shape = input.shape
  guard shape.rank == geometry.spatialRank + 2, shape[0] == 1 else {
    throw .shape(
      "its window has \(geometry.spatialRank) spatial axes, which needs an input "
        + "\(geometry.layout.form); the input's shape is \(shape)")
  }
  guard let sizes = geometry.outputSizes(for: geometry.spatialSizes(of: shape)) else {
    throw .shape("its window does not fit into the padded input of shape \(shape)")
  }
  let taps = ([geometry.channels(of: shape), geometry.kernelCount] + sizes).reduce(Double(1)) {
    $0 * Double($1)
  }
  guard taps <= NetworkLimit.windowTaps else {
    throw .shape("its windows over an input of shape \(shape) have more than 2^32 taps in all")
  }
  return sizes
}

extension ChannelLayout {
  fileprivate var form: String {
    switch self {
    case .channelsFirst: "[1, channels, spatial…]"
    case .channelsLast: "[1, spatial…, channels]"
    }
  }
}

extension WindowGeometry {
  /// The channels of a shape of the layout.
  package func channels(of shape: Shape) -> Int { shape[layout.channelAxis(rank: shape.rank)] }

  /// The spatial sizes of a shape of the layout.
  package func spatialSizes(of shape: Shape) -> [Int] {
    Array(shape.dimensions[layout.spatialAxes(rank: shape.rank)])
  }

  /// The shape of the layout with the channels and spatial sizes.
  package func shape(channels: Int, sizes: [Int]) -> Shape {
    switch layout {
    case .channelsFirst: Shape([1, channels] + sizes)
    case .channelsLast: Shape([1] + sizes + [channels])
    }
  }

  /// The range of what a window sees: padding joins the input's range where there is any.
  func visibleRange(of input: IntegerRange, paddingValue: Int) -> IntegerRange {
    isPadded ? input.union(IntegerRange(exactly: paddingValue)) : input
  }
}
