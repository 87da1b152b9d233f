import FixedPoint
import NetworkIR

extension ReferenceValues {
  /// The sum of forms times factors.
  func combined(_ parts: [(LinearForm, Int)], _ constant: Int) -> LinearForm {
    var coefficients: [Int: Int] = [:]
    coefficients.reserveCapacity(parts.count)
    var sum = constant
    for (form, factor) in parts where factor != 0 {
      sum += form.constant * factor
      for term in form.terms {
        coefficients[term.node, default: 0] += term.coefficient * factor
      }
    }
    return graph.compact(LinearForm(constant: sum, coefficients))
  }

  /// Rule A10.
  func dense(_ linear: LinearWeights, _ x: [LinearForm]) -> [LinearForm] {
    let weights = linear.weights.map(\.value)
    return stride(from: 0, to: x.count, by: linear.inputs).flatMap { start in
      (0..<linear.outputs).map { row in
        self.combined(
          (0..<linear.inputs).map { (x[start + $0], weights[row * linear.inputs + $0]) },
          linear.bias[row])
      }
    }
  }

  /// Rule A11.
  func convolve(
    _ convolution: Convolution, _ x: [LinearForm], from input: Shape, to output: Shape
  ) -> [LinearForm] {
    let walk = WindowWalk(convolution.geometry, from: input, to: output)
    let linear = convolution.linear
    let weights = linear.weights.map(\.value)
    let rowsPerGroup = linear.outputs / convolution.groups
    let channelsPerGroup = walk.inputChannels / convolution.groups
    let padding = LinearForm(constant: convolution.paddingValue)
    return walk.outputs.map { element in
      let first = element.channel / rowsPerGroup * channelsPerGroup
      var parts: [(LinearForm, Int)] = []
      for channel in 0..<channelsPerGroup {
        for (tap, place) in walk.taps(at: element.position).enumerated() {
          let column = channel * walk.tapCount + tap
          let source = place.map { x[walk.inputIndex(first + channel, $0)] } ?? padding
          parts.append((source, weights[element.channel * linear.inputs + column]))
        }
      }
      return self.combined(parts, linear.bias[element.channel])
    }
  }

  /// Rule A18: what lies under each window, without the padding or with a value there.
  func pooled(
    _ geometry: WindowGeometry, _ x: [LinearForm], _ input: Shape, _ output: Tensor,
    padding: Int? = nil, _ join: ([LinearForm]) -> LinearForm
  ) -> [LinearForm] {
    let walk = WindowWalk(geometry, from: input, to: output.shape)
    return walk.outputs.map { element in
      join(
        walk.taps(at: element.position).compactMap { place in
          place.map { x[walk.inputIndex(element.channel, $0)] }
            ?? padding.map { LinearForm(constant: $0) }
        })
    }
  }

  /// Rule A17.
  func mappedSum(
    _ maps: [AddendMap], _ inputs: [[LinearForm]], _ output: Tensor
  ) -> [LinearForm] {
    let numbers = maps.map { map -> Int? in
      guard case .table(let table) = map else { return nil }
      return self.number(of: .table(table))
    }
    return inputs[0].indices.map { index in
      var parts: [(LinearForm, Int)] = []
      for (position, map) in maps.enumerated() {
        let x = inputs[position][index]
        switch map {
        case .weighted(let weight): parts.append((x, weight.value))
        case .table(let table):
          let entries = table.entries
          let range = IntegerRange(entries.min() ?? 0, entries.max() ?? 0)
          parts.append((self.applied(numbers[position] ?? 0, to: x, range: range), 1))
        }
      }
      return self.combined(parts, 0)
    }
  }

  /// Rules A12 to A16 and A25 to A30.
  func apply(_ requantize: Requantize, _ x: [LinearForm], _ output: Tensor) -> [LinearForm] {
    let numbers = requantize.functions.map { number(of: $0) }
    let stride = requantize.axis.map { output.shape.strides[$0] } ?? 1
    let count = requantize.axis.map { output.shape[$0] } ?? 1
    return x.enumerated().map { position, form in
      self.applied(
        numbers[requantize.axis == nil ? 0 : position / stride % count], to: form,
        range: output.range)
    }
  }
}

/// The windows of one or two spatial axes, with plain index arithmetic of its own.
package struct WindowWalk {
  private let geometry: WindowGeometry
  private let input: Shape
  private let output: Shape
  private let spatial: Range<Int>
  private let channelAxis: Int

  package init(_ geometry: WindowGeometry, from input: Shape, to output: Shape) {
    self.geometry = geometry
    self.input = input
    self.output = output
    spatial = geometry.layout.spatialAxes(rank: input.rank)
    channelAxis = geometry.layout.channelAxis(rank: input.rank)
  }

  package struct Element {
    package let channel: Int
    package let position: [Int]
  }

  package var inputChannels: Int { input[channelAxis] }
  var tapCount: Int { geometry.kernelCount }

  /// The output's elements in row-major order.
  package var outputs: [Element] {
    let strides = output.strides
    return (0..<output.elementCount).map { index in
      let coordinates = output.dimensions.indices.map { index / strides[$0] % output[$0] }
      return Element(
        channel: coordinates[channelAxis], position: spatial.map { coordinates[$0] })
    }
  }

  /// The places under a window, row-major; nil on the padding.
  package func taps(at position: [Int]) -> [[Int]?] {
    var places: [[Int]] = [[]]
    for axis in geometry.kernel.indices {
      places = places.flatMap { place in
        (0..<geometry.kernel[axis]).map { tap in
          place + [
            position[axis] * geometry.strides[axis] + tap * geometry.dilations[axis]
              - geometry.paddingBefore[axis]
          ]
        }
      }
    }
    return places.map { place in
      zip(place, spatial).allSatisfy { (0..<input[$1]).contains($0) } ? place : nil
    }
  }

  package func inputIndex(_ channel: Int, _ place: [Int]) -> Int {
    let strides = input.strides
    return zip(place, spatial).reduce(channel * strides[channelAxis]) { $0 + $1.0 * strides[$1.1] }
  }
}
