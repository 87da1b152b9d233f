import Diagnostics
import FixedPoint
import NetworkIR

extension Folder {
  /// A product with constant weights on either side.
  mutating func matrixMultiply(
    _ node: SourceNode, _ inputs: [FoldedValue]
  ) throws(DiagnosticList) -> FoldedValue {
    if let weights = inputs[1].constant {
      return try rightProduct(node, inputs[0], weights)
    }
    if let weights = inputs[0].constant {
      return try leftProduct(node, weights, inputs[1])
    }
    throw fault(
      .unsupportedForm, at: node, "both factors depend on the network's input",
      remedy: "make one of them a constant")
  }

  /// x [..., n, k] times a constant [k, m].
  private mutating func rightProduct(
    _ node: SourceNode, _ value: FoldedValue, _ weights: ConstantArray
  ) throws(DiagnosticList) -> FoldedValue {
    if weights.shape.rank == 3, weights.shape[0] > 1 {
      return try batchedProduct(node, value, weights)
    }
    let matrix = try self.matrix(weights, at: node)
    let input = try linearInput(value, at: node)
    let rows = matrix.shape[1]
    let transposed = matrix.transposed([1, 0])
    return try dense(node, input, transposed, rows: rows, shape: shape(of: node))
  }

  private mutating func dense(
    _ node: SourceNode, _ input: LinearInput, _ matrix: ConstantArray, rows: Int, shape: Shape
  ) throws(DiagnosticList) -> FoldedValue {
    guard input.scale.isUniform, input.offset.isUniform else {
      throw fault(
        .notExact, at: node, "its input has one scale per channel, and it sums over channels",
        remedy: "quantise its input with one scale per tensor")
    }
    let weights = try integerWeights(matrix, rows: rows, at: node)
    return try linearValue(
      at: node, input: input, weights: weights, inputScale: input.scale, bias: nil, shape: shape,
      axis: max(shape.rank - 1, 0)
    ) { .dense($0) }
  }

  /// A constant [n, k] times x [k, m]: the transpose of x^T times the constant's transpose.
  private mutating func leftProduct(
    _ node: SourceNode, _ weights: ConstantArray, _ value: FoldedValue
  ) throws(DiagnosticList) -> FoldedValue {
    let matrix = try self.matrix(weights, at: node)
    let input = try linearInput(value, at: node)
    guard input.shape.rank == 2 else {
      throw fault(
        .unsupportedForm, at: node, "constant weights times data of shape \(input.shape)",
        remedy: "give the data two axes, or put the weights on the right")
    }
    let (depth, width) = (input.shape[0], input.shape[1])
    let turned = Movement(
      kind: .transpose(permutation: [1, 0]), input: input.shape, output: Shape([width, depth]),
      name: node.name, outputName: outputName(node) + "_transposed")
    var data = FunctionValue.integers(
      input.tensor, shape: input.shape,
      meaning: AffineMeaning(scale: input.scale, offset: input.offset), axis: input.axis,
      isQuantized: true)
    data.movements = [turned]
    let rows = matrix.shape[0]
    let product = try dense(
      node, try linearInput(.function(data), at: node), matrix, rows: rows,
      shape: Shape([width, rows]))
    guard case .function(var function) = product else { return product }
    function.movements.append(
      Movement(
        kind: .transpose(permutation: [1, 0]), input: Shape([width, rows]),
        output: shape(of: node), name: node.name, outputName: outputName(node)))
    return .function(function)
  }

  /// A constant factor with two axes, or more of size 1 before them.
  private func matrix(
    _ array: ConstantArray, at node: SourceNode
  ) throws(DiagnosticList) -> ConstantArray {
    let dimensions = array.shape.dimensions
    guard dimensions.count >= 2, dimensions.dropLast(2).allSatisfy({ $0 == 1 }) else {
      throw fault(
        .unsupportedForm, at: node, "weights", "a constant factor of shape \(array.shape)",
        remedy: "use one matrix for all rows")
    }
    return array.reshaped(Shape(Array(dimensions.suffix(2))))
  }
}
