import Diagnostics
import NetworkIR

// Tensors that the current operator names.
extension ImportContext {
  /// The number of a required input.
  mutating func inputNumber(_ index: Int, _ role: String) throws(OperatorRefusal) -> Int {
    guard let number = optionalInputNumber(index) else {
      throw refuse(
        "input \(role)", code: .inconsistentModel, cause: "it is missing",
        remedy: "export the model again")
    }
    return number
  }

  func optionalInputNumber(_ index: Int) -> Int? {
    operation.inputs.indices.contains(index) ? operation.inputs[index] : nil
  }

  /// What the file declares of a required input.
  mutating func inputTensor(_ index: Int, _ role: String) throws(OperatorRefusal) -> TFLiteTensor {
    graph.tensors[try inputNumber(index, role)]
  }

  /// What the file declares of an output.
  mutating func outputTensor(_ index: Int = 0) throws(OperatorRefusal) -> TFLiteTensor {
    guard operation.outputs.indices.contains(index) else {
      throw refuse(
        "output \(index)", code: .inconsistentModel, cause: "it is missing",
        remedy: "export the model again")
    }
    return graph.tensors[operation.outputs[index]]
  }

  /// The integers of an input that is computed at run time.
  mutating func operand(_ index: Int, _ role: String) throws(OperatorRefusal) -> TensorID {
    let number = try inputNumber(index, role)
    if let value = values[number] { return try integers(value, role) }
    let tensor = graph.tensors[number]
    guard tensor.data != nil else {
      throw refuse(
        "input \(role)", code: .brokenGraph, cause: "tensor \"\(tensor.name)\" is never computed",
        remedy: "export the model again")
    }
    if let id = constants[number] { return id }
    let id = try constantOperand(tensor, role)
    constants[number] = id
    return id
  }

  private mutating func integers(
    _ value: TensorValue, _ role: String
  ) throws(OperatorRefusal) -> TensorID {
    switch value {
    case .integers(let id): return id
    case .dequantized, .floatInput:
      throw refuse(
        "input \(role)", code: .notQuantized, cause: "it is of type float32",
        remedy: "quantise the whole model to int8 or int16 with a representative data set")
    case .unknown: throw OperatorRefusal()
    case .resource:
      throw refuse(
        "input \(role)", code: .inconsistentModel, cause: "it is a variable's handle",
        remedy: "export the model again")
    }
  }

  /// A constant where the network needs a tensor.
  private mutating func constantOperand(
    _ tensor: TFLiteTensor, _ role: String
  ) throws(OperatorRefusal) -> TensorID {
    let elements = try constant(tensor, role)
    let shape = try shape(of: tensor, role)
    let meaning = try meaning(of: tensor, role)
    return try add(
      .constant(ConstantTensor(shape: shape, elements: elements)), [], name: tensor.name,
      outputs: [tensor.name], meanings: [meaning], reshapedTo: nil)[0]
  }
}
