import Diagnostics
import FixedPoint
import NetworkIR

extension Folder {
  /// x [b, n, k] times a constant [b, k, m], a matrix per batch index: a convolution of kernel 1
  /// over the n positions, whose b groups each have k inputs and m outputs.
  mutating func batchedProduct(
    _ node: SourceNode, _ value: FoldedValue, _ weights: ConstantArray
  ) throws(DiagnosticList) -> FoldedValue {
    let input = try linearInput(value, at: node)
    let (batch, depth, rows) = (weights.shape[0], weights.shape[1], weights.shape[2])
    guard input.shape.rank == 3, input.shape[0] == batch else {
      throw fault(
        .unsupportedForm, at: node, "weights",
        "a constant factor of shape \(weights.shape) for data of shape \(input.shape)",
        remedy: "give both factors as many matrices, or use one matrix for all rows")
    }
    let matrix = weights.transposed([0, 2, 1]).reshaped(Shape([batch * rows, depth]))
    let integers = try integerWeights(matrix, rows: batch * rows, at: node)
    guard input.scale.isUniform, integers.scale.isUniform, let zero = input.zero else {
      throw fault(
        .notExact, at: node, "a product of several matrices needs one scale per tensor",
        remedy: "quantise both factors with one scale and a whole zero point per tensor")
    }
    let channels = try linearInput(.function(batchedChannels(node, input)), at: node)
    let geometry = WindowGeometry(
      kernel: [1], strides: [1], dilations: [1], paddingBefore: [0], paddingAfter: [0])
    let product = try linearValue(
      at: node, input: channels, weights: integers, inputScale: input.scale, bias: nil,
      shape: Shape([1, batch * rows, input.shape[1]]), axis: 1
    ) { linear in
      .convolution(
        Convolution(geometry: geometry, groups: batch, paddingValue: zero, linear: linear))
    }
    return batchedRows(node, product, Shape([batch, rows, input.shape[1]]))
  }

  /// x [b, n, k] as the channels [1, b * k, n].
  private func batchedChannels(_ node: SourceNode, _ input: LinearInput) -> FunctionValue {
    let (batch, width, depth) = (input.shape[0], input.shape[1], input.shape[2])
    let turned = Shape([batch, depth, width])
    var data = FunctionValue.integers(
      input.tensor, shape: input.shape,
      meaning: AffineMeaning(scale: input.scale, offset: input.offset), axis: input.axis,
      isQuantized: true)
    data.movements = [
      Movement(
        kind: .transpose(permutation: [0, 2, 1]), input: input.shape, output: turned,
        name: node.name, outputName: outputName(node) + "_transposed"),
      Movement(
        kind: .reshape, input: turned, output: Shape([1, batch * depth, width]), name: node.name,
        outputName: outputName(node) + "_channels"),
    ]
    return data
  }

  /// The product [1, b * m, n] as the node's output [b, n, m].
  private func batchedRows(
    _ node: SourceNode, _ product: FoldedValue, _ split: Shape
  ) -> FoldedValue {
    guard case .function(var function) = product, case .linear(var pending) = function.base else {
      return product
    }
    pending.outputName = outputName(node) + "_grouped"
    function.base = .linear(pending)
    function.movements += [
      Movement(
        kind: .reshape, input: Shape([1, split[0] * split[1], split[2]]), output: split,
        name: node.name, outputName: outputName(node) + "_split"),
      Movement(
        kind: .transpose(permutation: [0, 2, 1]), input: split, output: shape(of: node),
        name: node.name, outputName: outputName(node)),
    ]
    return .function(function)
  }
}
