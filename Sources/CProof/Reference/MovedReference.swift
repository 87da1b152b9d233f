import FixedPoint
import NetworkIR

extension ReferenceValues {
  /// Rule A19: operators that only move elements.
  func moved(
    _ kind: OperatorKind, _ inputs: [[LinearForm]], _ shapes: [Shape], _ output: Shape
  ) -> [LinearForm]? {
    switch kind {
    case .reshape: return inputs[0]
    case .concatenate(let axis): return concatenated(axis, inputs, shapes, output)
    case .transpose(let permutation):
      return gathered(inputs[0], shapes[0], output) { place in
        var source = place
        for (axis, from) in permutation.enumerated() { source[from] = place[axis] }
        return source
      }
    case .slice(let slice):
      return gathered(inputs[0], shapes[0], output) { place in
        place.indices.map { slice.starts[$0] + place[$0] * slice.steps[$0] }
      }
    case .pad(let before, _, let value):
      return gathered(inputs[0], shapes[0], output, otherwise: value) { place in
        place.indices.map { place[$0] - before[$0] }
      }
    case .dilate(let factors, let value):
      return gathered(inputs[0], shapes[0], output, otherwise: value) { place in
        let isBetween = place.indices.contains { place[$0] % factors[$0] != 0 }
        return place.indices.map { isBetween ? -1 : place[$0] / factors[$0] }
      }
    case .dense, .convolution, .requantize, .mappedSum, .maxPool, .sumPool, .argMax, .topK,
      .product, .extremum, .reduce, .softmax, .recurrence, .constant:
      return nil
    }
  }

  /// Each element of the output from where a rule says; a value where that is outside the input.
  private func gathered(
    _ x: [LinearForm], _ input: Shape, _ output: Shape, otherwise: Int = 0,
    from source: ([Int]) -> [Int]
  ) -> [LinearForm] {
    let (outputStrides, inputStrides) = (output.strides, input.strides)
    return (0..<output.elementCount).map { index in
      let place = source(
        output.dimensions.indices.map { index / outputStrides[$0] % output[$0] })
      guard place.indices.allSatisfy({ (0..<input[$0]).contains(place[$0]) }) else {
        return LinearForm(constant: otherwise)
      }
      return x[zip(place, inputStrides).reduce(0) { $0 + $1.0 * $1.1 }]
    }
  }

  private func concatenated(
    _ axis: Int, _ inputs: [[LinearForm]], _ shapes: [Shape], _ output: Shape
  ) -> [LinearForm] {
    let outer = output.dimensions[..<axis].reduce(1, *)
    let widths = shapes.map { $0.dimensions[axis...].reduce(1, *) }
    return (0..<outer).flatMap { row in
      inputs.indices.flatMap { inputs[$0][row * widths[$0]..<(row + 1) * widths[$0]] }
    }
  }

  /// Rule A33.
  func reduced(
    _ reduction: Reduction, _ axes: [Int], _ x: [LinearForm], _ input: Shape, _ output: Tensor
  ) -> [LinearForm] {
    var groups = [[LinearForm]](repeating: [], count: output.shape.elementCount)
    let (from, to) = (input.strides, output.shape.strides)
    for (index, form) in x.enumerated() {
      let place = input.dimensions.indices.map {
        axes.contains($0) ? 0 : index / from[$0] % input[$0]
      }
      groups[zip(place, to).reduce(0) { $0 + $1.0 * $1.1 }].append(form)
    }
    return groups.map { group in
      switch reduction {
      case .sum: self.combined(group.map { ($0, 1) }, 0)
      case .smallest: self.extremum(false, group, output)
      case .largest: self.extremum(true, group, output)
      }
    }
  }
}
