import FixedPoint

/// What a model file says: a graph of operators on real-valued or integer tensors, in topological
/// order, every shape known, nothing decided yet about how it is computed.
///
/// Importers guarantee: tensors are defined before use, shapes and types agree, every constant is
/// finite, shape computations are folded away, a symbolic batch dimension is 1, and every output
/// depends on an input.
package struct SourceNetwork: Hashable, Sendable {
  package var name: String
  package var tensors: [SourceTensor]
  package var nodes: [SourceNode]
  package var inputs: [SourceTensorID]
  package var outputs: [SourceTensorID]

  package init(
    name: String, tensors: [SourceTensor], nodes: [SourceNode], inputs: [SourceTensorID],
    outputs: [SourceTensorID]
  ) {
    self.name = name
    self.tensors = tensors
    self.nodes = nodes
    self.inputs = inputs
    self.outputs = outputs
  }

  package subscript(id: SourceTensorID) -> SourceTensor { tensors[id.index] }
}

package struct SourceTensorID: Hashable, Sendable {
  package let index: Int
  package init(_ index: Int) { self.index = index }
}

/// A tensor of the file, under the file's own name.
package struct SourceTensor: Hashable, Sendable {
  package let name: String
  package let shape: Shape
  package let type: SourceElementType
  /// The values where the tensor is a constant (initialiser or Constant node).
  package let constant: SourceConstant?

  package init(
    name: String, shape: Shape, type: SourceElementType, constant: SourceConstant? = nil
  ) {
    self.name = name
    self.shape = shape
    self.type = type
    self.constant = constant
  }
}

/// What the file says an element is. Integer elements are their own values; real ones are real
/// numbers.
package enum SourceElementType: String, Hashable, Sendable {
  case float16, float32, float64
  case int4, uint4, int8, uint8, int16, uint16, int32, uint32, int64
  case boolean

  package var isReal: Bool {
    switch self {
    case .float16, .float32, .float64: true
    default: false
    }
  }

  /// The values of an integer type; nil for real types and 64 bits.
  package var range: IntegerRange? {
    switch self {
    case .float16, .float32, .float64: nil
    case .int4: IntegerRange(-8, 7)
    case .uint4: IntegerRange(0, 15)
    case .int8: IntegerType.int8.range
    case .uint8: IntegerType.uint8.range
    case .int16: IntegerType.int16.range
    case .uint16: IntegerType.uint16.range
    case .int32: IntegerType.int32.range
    case .uint32: IntegerType.uint32.range
    case .int64: nil
    case .boolean: IntegerRange(0, 1)
    }
  }
}

/// Constant values, row-major. Every float of 16, 32 or 64 bits is held exactly by a Double; all
/// are finite.
package enum SourceConstant: Hashable, Sendable {
  case real([Double])
  case integer([Int])

  package var count: Int {
    switch self {
    case .real(let values): values.count
    case .integer(let values): values.count
    }
  }
}

/// One operator of the file. Nodes whose inputs are all constant stay in the graph (a quantiser on
/// weights, say): Discretization evaluates them.
package struct SourceNode: Hashable, Sendable {
  /// The file's node name, or its first output's name where it has none.
  package let name: String
  /// The file's operator name, for diagnostics.
  package let operatorName: String
  package let operation: SourceOperation
  package let inputs: [SourceTensorID]
  package let outputs: [SourceTensorID]

  package init(
    name: String, operatorName: String, operation: SourceOperation, inputs: [SourceTensorID],
    outputs: [SourceTensorID]
  ) {
    self.name = name
    self.operatorName = operatorName
    self.operation = operation
    self.inputs = inputs
    self.outputs = outputs
  }
}
