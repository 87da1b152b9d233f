import NetworkIR

/// A shape movement that waits until the values it moves are integers.
struct Movement: Sendable {
  enum Kind: Sendable {
    case reshape
    case transpose(permutation: [Int])
    /// Commutes with every nondecreasing function of the elements.
    case maxPool(WindowGeometry)
  }

  let kind: Kind
  let input: Shape
  let output: Shape
  /// The source node's name.
  let name: String
  /// The file's name of the moved tensor.
  let outputName: String

  /// A reshape to the same shape: the tensor under another name, at no cost.
  static func renaming(_ shape: Shape, as name: String, at node: SourceNode) -> Movement {
    Movement(kind: .reshape, input: shape, output: shape, name: node.name, outputName: name)
  }

  var isMaxPool: Bool {
    if case .maxPool = kind { true } else { false }
  }

  var operatorKind: OperatorKind {
    switch kind {
    case .reshape: .reshape
    case .transpose(let permutation): .transpose(permutation: permutation)
    case .maxPool(let geometry): .maxPool(geometry)
    }
  }
}

/// What an axis becomes when its tensor is moved: the new axis, and for each of its indices the old
/// index.
struct MovedAxis: Hashable, Sendable {
  let axis: Int
  let sources: [Int]
}

extension Movement {
  /// Where an axis of the input is found in the output; nil where no single axis of the output
  /// tells its index.
  func forward(_ axis: Int) -> MovedAxis? {
    switch kind {
    case .reshape: reshapedAxis(axis, from: input, to: output)
    case .transpose(let permutation):
      permutation.firstIndex(of: axis).map {
        MovedAxis(axis: $0, sources: Array(0..<input[axis]))
      }
    case .maxPool:
      axis <= 1 ? MovedAxis(axis: axis, sources: Array(0..<input[axis])) : nil
    }
  }

  /// Which axis of the input tells the index of an output axis; its sources are output indices.
  func backward(_ axis: Int) -> MovedAxis? {
    switch kind {
    case .reshape: reshapedAxis(axis, from: output, to: input)
    case .transpose(let permutation):
      MovedAxis(axis: permutation[axis], sources: Array(0..<output[axis]))
    case .maxPool:
      axis <= 1 ? MovedAxis(axis: axis, sources: Array(0..<output[axis])) : nil
    }
  }
}

/// Element e has the old index (e / I) mod D on an axis of size D with I elements inside each
/// index, and the new one (e / I') mod D'. With I = r I', the old index is (d / r) mod D of the new
/// index d where r D divides D'.
private func reshapedAxis(_ axis: Int, from old: Shape, to new: Shape) -> MovedAxis? {
  let inner = old.strides[axis]
  let size = old[axis]
  for (candidate, newInner) in new.strides.enumerated() where inner % newInner == 0 {
    let ratio = inner / newInner
    guard new[candidate] % (ratio * size) == 0 else { continue }
    return MovedAxis(
      axis: candidate, sources: (0..<new[candidate]).map { ($0 / ratio) % size })
  }
  return nil
}
