import Diagnostics
import FixedPoint
import NetworkIR

extension OperatorImporter {
  static let add = elementwise("Add", .add)
  static let sub = elementwise("Sub", .subtract)
  static let mul = elementwise("Mul", .multiply)
  static let div = elementwise("Div", .divide)
  static let pow = elementwise("Pow", .power)

  private static func elementwise(_ name: String, _ arithmetic: Arithmetic) -> OperatorImporter {
    OperatorImporter(
      name, since: 7, inputs: 2...2, note: note(of: arithmetic)
    ) { (node: inout NodeImport) throws(NodeRefusal) in
      try importArithmetic(&node, arithmetic)
    }
  }

  private static func note(of arithmetic: Arithmetic) -> String {
    switch arithmetic {
    case .add, .subtract: "by constants, or of two tensors"
    case .multiply: "by constants, or of two quantised tensors of one shape"
    case .divide: "by constants"
    case .power: "by a constant exponent"
    }
  }
}

/// Inputs a, b with broadcasting. Integer constants are folded.
private func importArithmetic(
  _ node: inout NodeImport, _ arithmetic: Arithmetic
) throws(NodeRefusal) {
  let a = try node.input(0, "A")
  let b = try node.input(1, "B")
  let shape = try node.broadcastShape(a, b)
  if let first = a.integers, let second = b.integers, a.type == b.type,
    node.canFold(shape.elementCount)
  {
    let left = spread(first, a.dimensions, over: shape)
    let right = spread(second, b.dimensions, over: shape)
    let values = try foldedArithmetic(&node, arithmetic, left, right, type: a.type)
    return node.fold(.integer(values), shape: shape, type: a.type)
  }
  if arithmetic == .power { node.requireStatic(b, "exponent") }
  checkTypes(&node, arithmetic, a, b)
  try node.apply(.arithmetic(arithmetic), [a, b], shape: shape, type: a.type)
}

private func checkTypes(
  _ node: inout NodeImport, _ arithmetic: Arithmetic, _ a: Operand, _ b: Operand
) {
  if arithmetic != .power || !a.type.isReal { node.requireSameType(b, "B", as: a) }
  if a.type.isReal { return }
  let isExact = arithmetic == .add || arithmetic == .subtract || arithmetic == .multiply
  guard isExact, a.type == .int32 || a.type == .int64 else {
    node.refuse(
      "input A", cause: "its elements are of type \(a.type.rawValue)",
      remedy: "floating-point tensors, and sums and products of int32, are supported")
    return
  }
}

private func foldedArithmetic(
  _ node: inout NodeImport, _ arithmetic: Arithmetic, _ left: [Int], _ right: [Int],
  type: SourceElementType
) throws(NodeRefusal) -> [Int] {
  var values: [Int] = []
  for (a, b) in zip(left, right) {
    guard let value = exact(arithmetic, a, b), type.range?.contains(value) ?? true else {
      throw node.refuse(
        code: .inconsistentModel, cause: "\(arithmetic.rawValue) of \(a) and \(b) has no value",
        remedy: "check the shape computation")
    }
    values.append(value)
  }
  return values
}

/// The integer result; division truncates. Nil where there is none within 64 bits.
private func exact(_ arithmetic: Arithmetic, _ a: Int, _ b: Int) -> Int? {
  let (value, overflow): (Int, Bool)
  switch arithmetic {
  case .add: (value, overflow) = a.addingReportingOverflow(b)
  case .subtract: (value, overflow) = a.subtractingReportingOverflow(b)
  case .multiply: (value, overflow) = a.multipliedReportingOverflow(by: b)
  case .divide: (value, overflow) = a.dividedReportingOverflow(by: b)
  case .power: return nil
  }
  return overflow ? nil : value
}
