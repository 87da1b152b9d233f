import Diagnostics
import NetworkIR

extension FloatReading {
  /// The node that a source node becomes; one that was there already where it is folded into it.
  mutating func translated(
    _ node: SourceNode, _ inputs: [Value]
  ) throws(DiagnosticList) -> Int {
    switch node.operation {
    case .convolution(let geometry, let groups):
      return try convolution(node, inputs, geometry, groups: groups)
    case .matrixMultiply: return try product(node, inputs)
    case .batchNormalization(let epsilon): return try normalization(node, inputs, epsilon)
    case .arithmetic(let operation): return try arithmetic(node, inputs, operation)
    case .pointwise(let function): return add(node, .pointwise(function), try data(node, inputs))
    case .maxPool(let geometry): return add(node, .maxPool(geometry), try data(node, inputs))
    case .averagePool(let geometry, let countsPadding):
      return add(
        node, .averagePool(geometry, countsPadding: countsPadding || !geometry.isPadded),
        try data(node, inputs))
    case .reshape: return add(node, .reshape, try data(node, inputs))
    case .transpose(let permutation):
      return add(node, .transpose(permutation: permutation), try data(node, inputs))
    case .concatenate(let axis):
      let rank = shape(of: node).rank
      return add(
        node, .concatenate(axis: axis < 0 ? axis + rank : axis), try data(node, inputs))
    case .pad(let before, let after, let value):
      return add(
        node, .pad(before: before, after: after, value: Float(value)), try data(node, inputs))
    case .cast, .identity: return try data(node, inputs)[0]
    case .argMax(let axis, let keepsAxis, let selectsLast):
      return add(
        node, .argMax(axis: axis, keepsAxis: keepsAxis, selectsLast: selectsLast),
        try data(node, inputs))
    case .softmax: return try softmax(node, inputs)
    case .quantize, .bipolarQuantize, .truncate, .floatQuantize, .quantizeLinear,
      .dequantizeLinear:
      throw unsupported(
        node, "the network is quantised already",
        "compile it as it is; discretisation takes networks of floats")
    case .slice(let starts, let steps):
      return add(node, .slice(starts: starts, steps: steps), try data(node, inputs))
    case .topK, .recurrence:
      throw unsupported(node, "it is not among the operators that are discretised", "leave it out")
    }
  }

  /// The nodes of inputs that all depend on the network's input.
  private func data(_ node: SourceNode, _ inputs: [Value]) throws(DiagnosticList) -> [Int] {
    var nodes: [Int] = []
    for input in inputs {
      guard case .node(let index) = input else {
        throw unsupported(node, "one of its inputs is constant", "fold constants at export")
      }
      nodes.append(index)
    }
    return nodes
  }

  /// A softmax keeps the order of its argument, so that at the end it is dropped.
  private func softmax(_ node: SourceNode, _ inputs: [Value]) throws(DiagnosticList) -> Int {
    let followers = source.nodes.filter { $0.inputs.contains(node.outputs[0]) }
    let isEnd = followers.allSatisfy { follower in
      switch follower.operation {
      case .pointwise(.log), .argMax: true
      default: false
      }
    }
    guard isEnd else {
      throw unsupported(
        node, "a softmax inside the network", "only one at the output is supported, and dropped")
    }
    return try data(node, inputs)[0]
  }

  private mutating func convolution(
    _ node: SourceNode, _ inputs: [Value], _ geometry: WindowGeometry, groups: Int
  ) throws(DiagnosticList) -> Int {
    guard case .node(let x) = inputs[0], let weights = inputs[1].constant,
      geometry.layout == .channelsFirst
    else { throw unsupported(node, "its weights are not constant", "make them constant") }
    let outputs = weights.shape[0]
    var bias = [Float](repeating: 0, count: outputs)
    if inputs.count > 2 {
      guard let given = inputs[2].constant, given.values.count == outputs else {
        throw unsupported(node, "its bias is not constant", "make it constant")
      }
      bias = given.values.map { Float($0) }
    }
    let linear = FloatLinear(
      geometry: geometry, groups: groups, outputs: outputs,
      columns: weights.values.count / max(outputs, 1),
      weights: weights.values.map { Float($0) }, bias: bias)
    return add(node, .linear(linear), [x])
  }

  /// x [..., n, k] times constant weights [k, m].
  private mutating func product(
    _ node: SourceNode, _ inputs: [Value]
  ) throws(DiagnosticList) -> Int {
    guard case .node(let x) = inputs[0], let matrix = inputs[1].constant, matrix.shape.rank == 2
    else {
      throw unsupported(
        node, "its second factor is not one constant matrix", "use a dense layer with constants")
    }
    let transposed = matrix.transposed([1, 0])
    let linear = FloatLinear(
      geometry: nil, groups: 1, outputs: matrix.shape[1], columns: matrix.shape[0],
      weights: transposed.values.map { Float($0) },
      bias: [Float](repeating: 0, count: matrix.shape[1]))
    return add(node, .linear(linear), [x])
  }
}
