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
  mutating func vector(_ index: Int, _ role: String, count: Int) throws(OperatorRefusal) -> [Int] {
    guard let elements = try optionalConstant(index, role) else {
      return [Int](repeating: 0, count: count)
    }
    guard elements.count == count else {
      throw refuse(
        "input \(role)", code: .inconsistentModel, cause: "it has \(elements.count) elements",
        remedy: "\(count) are needed")
    }
    return elements
  }
}

extension LinearWeights {
  /// Rows of weights over inputs with a zero point, which goes into the bias.
  init(outputs: Int, weights: [Int], bias: [Int], inputZeroPoint: Int) {
    let width = weights.count / outputs
    self.init(
      outputs: outputs, inputs: width, weights: weights.map { Weight($0) },
      bias: (0..<outputs).map { row in
        // 32 bits less 16 bits times a sum of at most 2^24 terms of 16 bits.
        bias[row] - inputZeroPoint * weights[row * width..<(row + 1) * width].reduce(0, +)
      })
  }

  /// All rows `count` times over.
  func repeated(_ count: Int) -> LinearWeights {
    LinearWeights(
      outputs: outputs * count, inputs: inputs,
      weights: (0..<count).flatMap { _ in weights },
      bias: (0..<count).flatMap { _ in bias })
  }
}
