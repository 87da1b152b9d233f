import NetworkIR

/// A network of real numbers with one input, as training left it: the operators that
/// discretisation knows, batch norm folded away, constants evaluated.
///
/// A node's number is the number of its value; inputs come before their users, and node 0 is the
/// network's input.
package struct FloatNetwork: Hashable, Sendable {
  package var name: String
  package var nodes: [FloatNode]
  /// The node whose value is the network's output.
  package var output: Int
}

/// One operator and the value that it gives.
package struct FloatNode: Hashable, Sendable {
  /// As the file calls the node.
  package var name: String
  package let operatorName: String
  /// As the file calls the value.
  package var outputName: String
  package var operation: FloatOperation
  package var inputs: [Int]
  /// With a first axis of one example where the file has it.
  package let shape: Shape
}

package enum FloatOperation: Hashable, Sendable {
  case input
  case linear(FloatLinear)
  /// scale * x + offset; one entry each, or one per index of the axis.
  case affine(axis: Int, scale: [Float], offset: [Float])
  case pointwise(PointwiseFunction)
  case maxPool(WindowGeometry)
  case averagePool(WindowGeometry, countsPadding: Bool)
  /// The sum of two values of one shape, or their difference.
  case sum(isDifference: Bool)
  case concatenate(axis: Int)
  case reshape
  case transpose(permutation: [Int])
  case pad(before: [Int], after: [Int], value: Float)
  case argMax(axis: Int, keepsAxis: Bool, selectsLast: Bool)
  /// The product of two values of one shape.
  case product
  /// y[i] = x[start + i * step] along each axis.
  case slice(starts: [Int], steps: [Int])
  /// A sequence [steps, ...] through a network with states.
  case recurrence(FloatRecurrence)
}

/// A convolution, or a dense layer over the last axis where there is no geometry.
package struct FloatLinear: Hashable, Sendable {
  package let geometry: WindowGeometry?
  package let groups: Int
  package let outputs: Int
  /// Inputs that each output sees: channels of its group times the window's elements.
  package let columns: Int
  /// [outputs, columns], row-major.
  package var weights: [Float]
  /// [outputs].
  package var bias: [Float]
}

extension FloatLinear {
  func row(_ output: Int) -> ArraySlice<Float> {
    weights[output * columns..<(output + 1) * columns]
  }

  /// The group that an output belongs to.
  func group(of output: Int) -> Int { output / (outputs / groups) }
}

extension FloatNetwork {
  /// The nodes that read each value.
  var users: [[Int]] {
    var users = [[Int]](repeating: [], count: nodes.count)
    for (index, node) in nodes.enumerated() {
      for input in node.inputs { users[input].append(index) }
    }
    return users
  }
}
