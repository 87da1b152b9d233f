import Diagnostics
import NetworkIR

extension ImportContext {
  /// The shape that both inputs of an element by element operator are repeated to.
  mutating func broadcastShape(_ left: Shape, _ right: Shape) throws(OperatorRefusal) -> Shape {
    let rank = max(left.rank, right.rank)
    var sizes: [Int] = []
    for (first, second) in zip(left.widened(to: rank), right.widened(to: rank)) {
      guard first == second || first == 1 || second == 1 else {
        throw refuse(
          "inputs", code: .inconsistentModel,
          cause: "their shapes \(left) and \(right) do not fit each other",
          remedy: "export the model again")
      }
      sizes.append(max(first, second))
    }
    return Shape(sizes)
  }

  /// A tensor with its axes of size 1 repeated to the shape.
  mutating func repeated(
    _ input: TensorID, to shape: Shape, suffix: String
  ) throws(OperatorRefusal) -> TensorID {
    let meaning = builder[input].meaning
    let wide = Shape(builder[input].shape.widened(to: shape.rank))
    var result = input
    if builder[input].shape != wide {
      result = try helper(
        .reshape, [input], suffix: "\(suffix)_axes", meaning: meaning.scalar, reshapedTo: wide)
    }
    if wide == shape { return result }
    let steps = zip(wide.dimensions, shape.dimensions).map { $0 == $1 ? 1 : 0 }
    return try helper(
      .slice(
        Slice(starts: steps.map { _ in 0 }, steps: steps, sizes: shape.dimensions)),
      [result], suffix: "\(suffix)_repeated", meaning: meaning.scalar)
  }
}

extension Shape {
  /// With axes of size 1 in front.
  fileprivate func widened(to rank: Int) -> [Int] {
    [Int](repeating: 1, count: rank - self.rank) + dimensions
  }
}

extension Meaning {
  /// Without an axis, which may have moved.
  fileprivate var scalar: Meaning { Meaning(scale: [scale[0]], offset: [offset[0]]) }
}
