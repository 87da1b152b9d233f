import NetworkIR

/// A window over two spatial axes; over one axis, the first of the two has size 1.
struct Window {
  let kernel: (Int, Int)
  private let strides: (Int, Int)
  private let dilations: (Int, Int)
  private let padding: (Int, Int)
  private let inputSize: (Int, Int)
  let outputSize: (Int, Int)

  init(_ geometry: WindowGeometry, from input: Shape, to output: Shape) {
    func pair(_ values: some Collection<Int>, absent: Int) -> (Int, Int) {
      let both = [absent] + values
      return (both[both.count - 2], both[both.count - 1])
    }
    kernel = pair(geometry.kernel, absent: 1)
    strides = pair(geometry.strides, absent: 1)
    dilations = pair(geometry.dilations, absent: 1)
    padding = pair(geometry.paddingBefore, absent: 0)
    inputSize = pair(input.dimensions.dropFirst(2), absent: 1)
    outputSize = pair(output.dimensions.dropFirst(2), absent: 1)
  }

  /// The row-major index within a channel of the element under tap k of the window at p, or nil on
  /// the padding: p * stride + k * dilation - padding along each axis.
  func index(_ p: (Int, Int), _ k: (Int, Int)) -> Int? {
    let row = p.0 * strides.0 + k.0 * dilations.0 - padding.0
    let column = p.1 * strides.1 + k.1 * dilations.1 - padding.1
    guard 0..<inputSize.0 ~= row, 0..<inputSize.1 ~= column else { return nil }
    return row * inputSize.1 + column
  }

  /// Elements of one channel of the input.
  var channelCount: Int { inputSize.0 * inputSize.1 }

  /// All positions of the output, row-major.
  var positions: [(Int, Int)] { pairs(outputSize) }
  /// All taps of the window, row-major.
  var taps: [(Int, Int)] { pairs(kernel) }

  private func pairs(_ size: (Int, Int)) -> [(Int, Int)] {
    (0..<size.0).flatMap { row in (0..<size.1).map { (row, $0) } }
  }
}
