import FixedPoint
import KernelIR
import NetworkIR

/// The products of one input with everything that a code may stand for, each made of earlier ones by
/// one addition where it can be.
struct ColumnProducts {
  private let form: ColumnForm
  private let value: LocalID
  private let inputs: IntegerRange
  private let slot: PointerID
  private var locals: [[Int]: LocalID] = [:]
  private(set) var statements: [Statement] = []

  /// - Parameters:
  ///   - value: The input, in a function where `slot` is where the column's products begin.
  init(
    _ form: ColumnForm, of value: LocalID, _ inputs: IntegerRange, slot: PointerID,
    in function: inout FunctionBuilder
  ) {
    self.form = form
    self.value = value
    self.inputs = inputs
    self.slot = slot
    for code in 1..<form.entries {
      let weights = form.weights(of: code)
      let isLeading = (weights.last { $0 != 0 } ?? 0) > 0
      let opposite = weights.map { -$0 }
      let hasOpposite = opposite.allSatisfy(form.values.contains)
      guard isLeading || !hasOpposite else { continue }
      let product = local(weights, in: &function)
      store(.local(product), code)
      if hasOpposite { store(.negate(.local(product)), form.code(of: opposite)) }
    }
  }

  private mutating func store(_ product: Expression, _ code: Int) {
    statements.append(
      .store(.pointer(slot), index: .constant(code * form.productStep), product))
  }

  /// The local that holds the sum of weights[l] x 2^(bits l).
  private mutating func local(
    _ weights: [Int], in function: inout FunctionBuilder
  ) -> LocalID {
    if let local = locals[weights] { return local }
    let sum = expression(weights, in: &function)
    let names = weights.map { $0 < 0 ? "m\(-$0)" : "\($0)" }.joined(separator: "_")
    let id = function.constant("times_" + names, range(weights))
    locals[weights] = id
    statements.append(.define(id, sum))
    return id
  }

  private mutating func expression(
    _ weights: [Int], in function: inout FunctionBuilder
  ) -> Expression {
    guard let top = weights.lastIndex(where: { $0 != 0 }) else { return 0 }
    let rest = weights.indices.map { $0 < top ? weights[$0] : 0 }
    guard rest.contains(where: { $0 != 0 }) else {
      return scaled(.local(value), by: weights[top], shift: form.bits * top)
    }
    let first = local(weights.indices.map { $0 == top ? weights[$0] : 0 }, in: &function)
    let opposite = rest.map { -$0 }
    if let negative = locals[opposite] { return .local(first) - .local(negative) }
    return .local(first) + .local(local(rest, in: &function))
  }

  private func range(_ weights: [Int]) -> IntegerRange {
    let factor = weights.enumerated().reduce(0) { $0 + $1.element << (form.bits * $1.offset) }
    let range = (try? inputs.scaled(by: factor)) ?? IntegerType.int32.range
    return range.intersection(IntegerType.int32.range) ?? IntegerType.int32.range
  }
}

/// weight * x * 2^shift as a sum of shifted terms, positive ones first.
private func scaled(_ x: Expression, by weight: Int, shift: Int) -> Expression {
  let terms = Weight(weight).terms.sorted { !$0.isNegative && $1.isNegative }
  return terms.reduce(.constant(0)) { sum, term in
    let product = x << (term.exponent + shift)
    return term.isNegative ? sum - product : sum + product
  }
}
