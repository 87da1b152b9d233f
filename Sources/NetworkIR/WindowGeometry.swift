/// Where the channels of a window operator's input and output stand.
package enum ChannelLayout: String, Hashable, Sendable, CaseIterable {
  /// [1, channels, spatial…].
  case channelsFirst
  /// [1, spatial…, channels].
  case channelsLast
}

extension ChannelLayout {
  package func channelAxis(rank: Int) -> Int {
    switch self {
    case .channelsFirst: 1
    case .channelsLast: rank - 1
    }
  }

  /// The axes of the spatial sizes of a tensor of the given rank.
  package func spatialAxes(rank: Int) -> Range<Int> {
    switch self {
    case .channelsFirst: 2..<rank
    case .channelsLast: 1..<rank - 1
    }
  }
}

/// How a window slides over the spatial axes of a tensor with one batch and one channel axis. One
/// or two spatial axes; every array has one entry per spatial axis.
package struct WindowGeometry: Hashable, Sendable {
  package let kernel: [Int]
  package let strides: [Int]
  package let dilations: [Int]
  package let paddingBefore: [Int]
  package let paddingAfter: [Int]
  package let layout: ChannelLayout

  package init(
    kernel: [Int], strides: [Int], dilations: [Int], paddingBefore: [Int], paddingAfter: [Int],
    layout: ChannelLayout = .channelsFirst
  ) {
    self.layout = layout
    self.kernel = kernel
    self.strides = strides
    self.dilations = dilations
    self.paddingBefore = paddingBefore
    self.paddingAfter = paddingAfter
  }

  package var spatialRank: Int { kernel.count }
  package var kernelCount: Int { kernel.reduce(1, *) }
  package var isPadded: Bool { (paddingBefore + paddingAfter).contains { $0 != 0 } }

  /// The output's spatial sizes for an input's, or nil where the window does not fit once.
  package func outputSizes(for input: [Int]) -> [Int]? {
    var sizes: [Int] = []
    for axis in kernel.indices {
      let span = dilations[axis] * (kernel[axis] - 1) + 1
      let room = input[axis] + paddingBefore[axis] + paddingAfter[axis] - span
      guard room >= 0 else { return nil }
      sizes.append(room / strides[axis] + 1)
    }
    return sizes
  }
}
