import NetworkIR

/// A linear operator ready to be evaluated on many examples.
struct LinearForward: Sendable {
  let linear: FloatLinear
  let table: PatchTable

  init(_ linear: FloatLinear, input: Shape, output: Shape) {
    self.linear = linear
    table = PatchTable(linear, input: input, output: output)
  }

  /// One example's output: [outputs, positions] of a convolution, [positions, outputs] of a dense
  /// layer.
  func evaluate(_ example: UnsafePointer<Float>, into target: UnsafeMutableBufferPointer<Float>) {
    guard let base = target.baseAddress else { return }
    if linear.geometry == nil { return dense(example, base) }
    let perGroup = linear.outputs / linear.groups
    withUnsafeTemporaryAllocation(of: Float.self, capacity: max(1, table.elements.count)) {
      patches in
      guard let patches = patches.baseAddress else { return }
      for group in 0..<linear.groups {
        table.gather(example, group: group, into: patches)
        for output in group * perGroup..<(group + 1) * perGroup {
          row(output, patches, base + output * table.positions)
        }
      }
    }
  }

  private func row(
    _ output: Int, _ patches: UnsafePointer<Float>, _ target: UnsafeMutablePointer<Float>
  ) {
    let positions = table.positions
    target.update(repeating: linear.bias[output], count: positions)
    linear.weights.withUnsafeBufferPointer { weights in
      for column in 0..<linear.columns {
        let weight = weights[output * linear.columns + column]
        if weight != 0 { addScaled(target, weight, patches + column * positions, positions) }
      }
    }
  }

  private func dense(_ example: UnsafePointer<Float>, _ target: UnsafeMutablePointer<Float>) {
    linear.weights.withUnsafeBufferPointer { weights in
      guard let weights = weights.baseAddress else { return }
      for position in 0..<table.positions {
        let row = example + position * linear.columns
        for output in 0..<linear.outputs {
          target[position * linear.outputs + output] =
            linear.bias[output]
            + Float(dotProduct(weights + output * linear.columns, row, linear.columns))
        }
      }
    }
  }
}
