import Diagnostics
import FixedPoint
import NetworkIR

@testable import Discretization

/// Writes small source networks down, tensor by tensor.
struct SourceBuilder {
  private var source = SourceNetwork(name: "toy", tensors: [], nodes: [], inputs: [], outputs: [])

  mutating func input(
    _ name: String, _ dimensions: [Int], type: SourceElementType = .float32
  ) -> SourceTensorID {
    let id = add(SourceTensor(name: name, shape: Shape(dimensions), type: type))
    source.inputs.append(id)
    return id
  }

  mutating func constant(_ values: [Double], _ dimensions: [Int]? = nil) -> SourceTensorID {
    add(
      SourceTensor(
        name: "constant\(source.tensors.count)", shape: Shape(dimensions ?? [values.count]),
        type: .float32, constant: .real(values.map { Double(Float($0)) })))
  }

  mutating func scalar(_ value: Double) -> SourceTensorID { constant([value], []) }

  mutating func integers(
    _ values: [Int], _ dimensions: [Int]? = nil, type: SourceElementType = .int8
  ) -> SourceTensorID {
    add(
      SourceTensor(
        name: "constant\(source.tensors.count)", shape: Shape(dimensions ?? [values.count]),
        type: type, constant: .integer(values)))
  }

  /// Adds a node with one output, named after it.
  mutating func node(
    _ operation: SourceOperation, _ inputs: [SourceTensorID], _ name: String, _ dimensions: [Int],
    type: SourceElementType = .float32, operatorName: String = "Node"
  ) -> SourceTensorID {
    let output = add(SourceTensor(name: name, shape: Shape(dimensions), type: type))
    source.nodes.append(
      SourceNode(
        name: name + "_node", operatorName: operatorName, operation: operation, inputs: inputs,
        outputs: [output]))
    return output
  }

  /// Adds a node with several outputs, named after the first one.
  mutating func nodes(
    _ operation: SourceOperation, _ inputs: [SourceTensorID],
    _ outputs: [(name: String, dimensions: [Int])], operatorName: String
  ) -> [SourceTensorID] {
    let tensors = outputs.map {
      add(SourceTensor(name: $0.name, shape: Shape($0.dimensions), type: .float32))
    }
    source.nodes.append(
      SourceNode(
        name: outputs[0].name + "_node", operatorName: operatorName, operation: operation,
        inputs: inputs, outputs: tensors))
    return tensors
  }

  mutating func quant(
    _ x: SourceTensorID, _ name: String, _ dimensions: [Int], scale: Double, zero: Double = 0,
    bits: Int = 8, signed: Bool = true, narrow: Bool = false, rounding: Rounding = .halfToEven
  ) -> SourceTensorID {
    let inputs = [x, scalar(scale), scalar(zero), scalar(Double(bits))]
    return node(
      .quantize(QuantizeAttributes(isSigned: signed, isNarrow: narrow, rounding: rounding)), inputs,
      name, dimensions, operatorName: "Quant")
  }

  mutating func finished(_ outputs: SourceTensorID...) -> SourceNetwork {
    source.outputs = outputs
    return source
  }

  private mutating func add(_ tensor: SourceTensor) -> SourceTensorID {
    source.tensors.append(tensor)
    return SourceTensorID(source.tensors.count - 1)
  }
}

/// The text of every fault that discretisation reports, empty where it succeeds.
func faults(
  _ source: SourceNetwork, inputFormats: [DeclaredInputFormat] = []
) -> [String] {
  do {
    _ = try discretize(source, inputFormats: inputFormats)
    return []
  } catch {
    return error.diagnostics.filter { $0.severity == .error }.map(\.description)
  }
}
