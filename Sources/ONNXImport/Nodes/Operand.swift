import NetworkIR

/// A tensor as an operator's importer sees it.
struct Operand: Hashable, Sendable {
  let tensor: SourceTensor
  /// Whether the value depends on an input of the network.
  let isVariable: Bool

  init(_ tensor: SourceTensor, isVariable: Bool) {
    self.tensor = tensor
    self.isVariable = isVariable
  }

  var name: String { tensor.name }
  var shape: Shape { tensor.shape }
  var type: SourceElementType { tensor.type }
  var rank: Int { tensor.shape.rank }
  var dimensions: [Int] { tensor.shape.dimensions }

  /// The values of an integer constant.
  var integers: [Int]? {
    guard case .integer(let values)? = tensor.constant else { return nil }
    return values
  }

  /// The values of a real constant.
  var reals: [Double]? {
    guard case .real(let values)? = tensor.constant else { return nil }
    return values
  }

  /// The values of any constant as real numbers.
  var numbers: [Double]? { reals ?? integers?.map(Double.init) }

  /// The value of a constant of one element.
  var scalar: Double? {
    guard let numbers, numbers.count == 1 else { return nil }
    return numbers[0]
  }
}
