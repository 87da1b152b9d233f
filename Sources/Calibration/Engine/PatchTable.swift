import NetworkIR

/// Which element of an example each output position of a linear operator or a pooling sees, window
/// element by window element; -1 is padding.
struct PatchTable: Sendable {
  let columns: Int
  let positions: Int
  /// [columns, positions], for the first group; others are `groupStride` elements further.
  let elements: [Int32]
  let groupStride: Int

  /// Of a convolution over [1, channels, spatial…].
  init(_ geometry: WindowGeometry, channelsPerGroup: Int, input: Shape, output: Shape) {
    let spatial = Array(input.dimensions.dropFirst(2))
    let plane = spatial.reduce(1, *)
    let taps = Self.taps(geometry, input: spatial, output: Array(output.dimensions.dropFirst(2)))
    elements = (0..<channelsPerGroup).flatMap { channel in
      taps.flatMap { $0.map { $0 < 0 ? -1 : Int32($0 + channel * plane) } }
    }
    columns = channelsPerGroup * taps.count
    positions = taps.first?.count ?? 0
    groupStride = channelsPerGroup * plane
  }

  /// Of a dense layer over the last axis.
  init(columns: Int, input: Shape) {
    self.columns = columns
    let rows = input.elementCount / max(columns, 1)
    positions = rows
    elements = (0..<columns).flatMap { column in (0..<rows).map { Int32($0 * columns + column) } }
    groupStride = 0
  }

  init(_ linear: FloatLinear, input: Shape, output: Shape) {
    if let geometry = linear.geometry {
      self.init(
        geometry, channelsPerGroup: linear.columns / geometry.kernelCount, input: input,
        output: output)
    } else {
      self.init(columns: linear.columns, input: input)
    }
  }

  /// For each window element, the input element within a plane of each output position.
  private static func taps(
    _ geometry: WindowGeometry, input: [Int], output: [Int]
  ) -> [[Int]] {
    let kernel = Shape(geometry.kernel)
    let places = Shape(output)
    return (0..<kernel.elementCount).map { tap in
      (0..<places.elementCount).map { position in
        var element = 0
        for axis in geometry.kernel.indices {
          let inKernel = tap / kernel.strides[axis] % kernel[axis]
          let inOutput = position / places.strides[axis] % places[axis]
          let place =
            inOutput * geometry.strides[axis] + inKernel * geometry.dilations[axis]
            - geometry.paddingBefore[axis]
          guard place >= 0, place < input[axis] else { return -1 }
          element = element * input[axis] + place
        }
        return element
      }
    }
  }

  /// Writes the patches of an example, [columns, positions].
  @inline(__always)
  func gather(
    _ example: UnsafePointer<Float>, group: Int, into target: UnsafeMutablePointer<Float>
  ) {
    let offset = group * groupStride
    elements.withUnsafeBufferPointer { elements in
      for index in 0..<elements.count {
        let element = Int(elements[index])
        target[index] = element < 0 ? 0 : example[element + offset]
      }
    }
  }
}
