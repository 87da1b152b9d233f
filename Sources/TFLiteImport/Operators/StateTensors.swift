import Diagnostics
import FixedPoint
import NetworkIR

extension ImportContext {
  /// The state of a variable tensor that only the current operator uses: int8 begins at its zero
  /// point, int16 at 0 (rule B41).
  mutating func variableTensor(
    _ index: Int, _ role: String, shape: Shape, type: ElementType
  ) throws(OperatorRefusal) -> TensorID {
    let tensor = try inputTensor(index, role)
    let declared = try self.shape(of: tensor, role)
    guard tensor.isVariable, tensor.type == type, declared.elementCount == shape.elementCount
    else {
      throw refuse(
        "input \(role)", code: .inconsistentModel,
        cause: "it is not a variable of \(shape.elementCount) elements of type \(type.name)",
        remedy: "export the model again")
    }
    try requireStateSize(shape, role)
    let zeroPoint = try affine(of: tensor, role).zeroPoint
    let initial = [Int](repeating: type == .int8 ? zeroPoint : 0, count: shape.elementCount)
    let range = try integerRange(of: tensor, role)
    let meaning = try meaning(of: tensor, role).withoutAxis
    do throws(DiagnosticList) {
      return try builder.addState(
        name: tensor.name, shape: shape, range: range, meaning: meaning, initial: initial)
    } catch {
      throw refuse(error)
    }
  }

  /// Refuses a state whose elements, which no byte of the file need stand for, are too many.
  mutating func requireStateSize(_ shape: Shape, _ role: String) throws(OperatorRefusal) {
    guard shape.elementCount <= stateLimit else {
      throw refuse(
        role, code: .tooLarge, cause: "a state of \(shape.elementCount) elements",
        remedy: "states of up to 2^20 elements are kept")
    }
  }

  /// A constant matrix less its zero point, and its scale.
  mutating func matrix(
    _ index: Int, _ role: String, rows: Int, columns: Int, type: ElementType = .int8
  ) throws(OperatorRefusal) -> (weights: [Int], scale: Float) {
    let tensor = try inputTensor(index, role)
    let shape = try shape(of: tensor, role)
    guard shape == Shape([rows, columns]), tensor.type == type else {
      throw refuse(
        "input \(role)", cause: "it is \(tensor.type.name) \(shape)",
        remedy: "\(type.name) \(Shape([rows, columns])) is needed")
    }
    let affine = try affine(of: tensor, role)
    return (try constant(tensor, role).map { $0 - affine.zeroPoint }, affine.scale)
  }

  /// A constant vector, or zeros where it is left out.
  mutating func vector(
    _ index: Int, _ role: String, count: Int, type: ElementType
  ) throws(OperatorRefusal) -> [Int] {
    guard let number = optionalInputNumber(index) else {
      return [Int](repeating: 0, count: count)
    }
    let tensor = graph.tensors[number]
    let elements = try constant(tensor, role)
    guard elements.count == count, tensor.type == type else {
      throw refuse(
        "input \(role)", code: .inconsistentModel,
        cause: "it has \(elements.count) elements of type \(tensor.type.name)",
        remedy: "\(count) of type \(type.name) are needed")
    }
    return elements
  }
}

extension LinearWeights {
  /// All rows `count` times over.
  func repeated(_ count: Int) -> LinearWeights {
    LinearWeights(
      outputs: outputs * count, inputs: inputs,
      weights: (0..<count).flatMap { _ in weights },
      bias: (0..<count).flatMap { _ in bias })
  }
}

/// Elements of one state: memory of the device, and of the importer whatever the file's size.
private let stateLimit = 1 << 20
