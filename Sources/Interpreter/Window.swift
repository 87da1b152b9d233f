import NetworkIR

/// A window over two spatial axes; over one axis, the first of the two has size 1.
struct Window {
  let kernel: (Int, Int)
  private let strides: (Int, Int)
  private let dilations: (Int, Int)
  private let padding: (Int, Int)
  private let input: Plane
  private let output: Plane

  init(_ geometry: WindowGeometry, from input: Shape, to output: Shape) {
    func pair(_ values: [Int], absent: Int) -> (Int, Int) {
      let both = [absent] + values
      return (both[both.count - 2], both[both.count - 1])
    }
    kernel = pair(geometry.kernel, absent: 1)
    strides = pair(geometry.strides, absent: 1)
    dilations = pair(geometry.dilations, absent: 1)
    padding = pair(geometry.paddingBefore, absent: 0)
    func plane(_ shape: Shape) -> Plane {
      Plane(
        size: pair(geometry.spatialSizes(of: shape), absent: 1),
        channels: geometry.channels(of: shape), layout: geometry.layout)
    }
    self.input = plane(input)
    self.output = plane(output)
  }

  var inputChannels: Int { input.channels }
  var outputChannels: Int { output.channels }
  var outputCount: Int { output.size.0 * output.size.1 * output.channels }

  /// The row-major index of channel c of the element under tap k of the window at p, or nil on the
  /// padding: p * stride + k * dilation - padding along each axis.
  func inputIndex(_ c: Int, _ p: (Int, Int), _ k: (Int, Int)) -> Int? {
    let row = p.0 * strides.0 + k.0 * dilations.0 - padding.0
    let column = p.1 * strides.1 + k.1 * dilations.1 - padding.1
    guard 0..<input.size.0 ~= row, 0..<input.size.1 ~= column else { return nil }
    return input.index(c, row, column)
  }

  /// The elements under the window at p, shape [channels, taps]: the padding value on the padding.
  func elements(of x: [Int], at p: (Int, Int), paddingValue: Int) -> [Int] {
    var elements: [Int] = []
    elements.reserveCapacity(inputChannels * kernel.0 * kernel.1)
    for c in 0..<inputChannels {
      for row in 0..<kernel.0 {
        for column in 0..<kernel.1 {
          let index = inputIndex(c, p, (row, column))
          elements.append(index.map { x[$0] } ?? paddingValue)
        }
      }
    }
    return elements
  }

  /// The row-major index of channel c of the output at p.
  func outputIndex(_ c: Int, _ p: (Int, Int)) -> Int { output.index(c, p.0, p.1) }

  /// All positions of the output, row-major.
  var positions: [(Int, Int)] { pairs(output.size) }
  /// All taps of the window, row-major.
  var taps: [(Int, Int)] { pairs(kernel) }

  private func pairs(_ size: (Int, Int)) -> [(Int, Int)] {
    (0..<size.0).flatMap { row in (0..<size.1).map { (row, $0) } }
  }
}

/// Channels over two spatial axes in one of the layouts.
private struct Plane {
  let size: (Int, Int)
  let channels: Int
  let layout: ChannelLayout

  func index(_ channel: Int, _ row: Int, _ column: Int) -> Int {
    switch layout {
    case .channelsFirst: (channel * size.0 + row) * size.1 + column
    case .channelsLast: (row * size.1 + column) * channels + channel
    }
  }
}
