import CSyntax

/// The operations of printed C, counted from its tree: loops with a constant count count every
/// turn, callees count where they are called.
package struct OperationCount: Hashable, Sendable {
  package var loads = 0
  package var stores = 0
  package var additions = 0
  package var shifts = 0
  package var comparisons = 0
  package var calls = 0
  /// Some loop's number of turns depends on a value; its body is counted once.
  package var isLowerBound = false

  package init() {}

  /// The operations of a function's body; `callees` are those of the functions defined before.
  init(of statements: [CStatement], callees: [String: OperationCount] = [:]) {
    for statement in statements { add(statement, callees) }
  }

  /// For example `3 loads, 7 additions, 5 shifts, 1 store`.
  package var summary: String {
    let parts = [
      (loads, "load"), (additions, "addition"), (shifts, "shift"), (comparisons, "comparison"),
      (stores, "store"), (calls, "call"),
    ]
    let words = parts.filter { $0.0 > 0 }.map { "\($0) \($1)\($0 == 1 ? "" : "s")" }
    let list = words.isEmpty ? "nothing" : words.joined(separator: ", ")
    return isLowerBound ? list + ", and more turns of loops over lists" : list
  }

  private mutating func add(_ other: OperationCount, times: Int = 1) {
    loads += other.loads * times
    stores += other.stores * times
    additions += other.additions * times
    shifts += other.shifts * times
    comparisons += other.comparisons * times
    calls += other.calls * times
    isLowerBound = isLowerBound || other.isLowerBound
  }

  private mutating func add(_ statement: CStatement, _ callees: [String: OperationCount]) {
    switch statement {
    case .declare(let variable, _): add(variable)
    case .assign(let target, let operation, let value, _):
      add(storing: target)
      if operation != .set && !value.isConstant { additions += 1 }
      add(value, callees)
    case .expression(let value), .returnValue(let value): add(value, callees)
    case .countDown(_, _, let count, let body), .countUp(_, _, let count, let body):
      add(OperationCount(of: body, callees: callees), times: count.literal ?? 1)
      isLowerBound = isLowerBound || count.literal == nil
    case .doWhile(let body, let condition):
      add(OperationCount(of: body, callees: callees))
      add(condition, callees)
      isLowerBound = true
    case .branch(let condition, let then, let otherwise):
      add(condition, callees)
      add(OperationCount(of: then, callees: callees))
      add(OperationCount(of: otherwise, callees: callees))
    case .increment, .comment, .blank: break
    }
  }

  private mutating func add(_ variable: CVariable) {
    switch variable.initial {
    case .value(let value) where !variable.type.isPointer: add(value, [:])
    case nil, .value, .list: break
    }
  }

  private mutating func add(storing target: CExpression) {
    switch target {
    case .index(_, let index):
      stores += 1
      add(index, [:])
    case .dereference: stores += 1
    case .integer, .unsigned, .hexadecimal, .name, .string, .call, .member, .address, .cast, .unary,
      .binary,
      .conditional, .sizeOf:
      break
    }
  }

  private mutating func add(_ expression: CExpression, _ callees: [String: OperationCount]) {
    switch expression {
    case .integer, .unsigned, .hexadecimal, .name, .string, .sizeOf: break
    case .index(let base, let index):
      loads += 1
      add(base, callees)
      add(index, callees)
    case .member(let value, _), .dereference(let value):
      loads += 1
      add(value, callees)
    case .address(.index(_, let index)):
      if !index.isConstant { additions += 1 }
      add(index, callees)
    case .address(let value), .cast(_, let value): add(value, callees)
    case .unary(_, let value):
      additions += 1
      add(value, callees)
    case .binary(let left, let operation, let right):
      if !expression.isConstant { count(operation) }
      add(left, callees)
      add(right, callees)
    case .conditional(let condition, let value, let otherwise):
      [condition, value, otherwise].forEach { add($0, callees) }
    case .call(let name, let arguments): call(name, arguments, callees)
    }
  }

  private mutating func count(_ operation: CBinaryOperator) {
    switch operation {
    case .add, .subtract, .bitAnd, .bitOr, .bitXor: additions += 1
    case .shiftLeft, .shiftRight: shifts += 1
    case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual: comparisons += 1
    case .and, .or: break
    }
  }

  private mutating func call(
    _ name: String, _ arguments: [CExpression], _ callees: [String: OperationCount]
  ) {
    if let callee = callees[name] {
      calls += 1
      return add(callee)
    }
    // Nothing of these is left in an ordinary build but a value with its range.
    if name == "STAPES_WITHIN" { return add(arguments[0], callees) }
    if name.hasPrefix("STAPES_") { return }
    guard !name.hasPrefix("stapes_flash_read") else {
      loads += 1
      return arguments.forEach { add(address: $0) }
    }
    if name.hasPrefix("stapes_shift") { shifts += 1 }
    if name.hasPrefix("stapes_clamp") { comparisons += 2 }
    if name.hasPrefix("stapes_min") || name.hasPrefix("stapes_max") { comparisons += 1 }
    arguments.forEach { add($0, callees) }
  }

  /// An element's address counts like an index: only what computes the offset.
  private mutating func add(address: CExpression) {
    switch address {
    case .binary(_, _, let offset), .address(.index(_, let offset)): add(offset, [:])
    case .integer, .unsigned, .hexadecimal, .name, .string, .call, .index, .member, .dereference,
      .address, .cast, .unary, .conditional, .sizeOf:
      break
    }
  }
}

extension CExpression {
  /// A literal, or an expression of literals such as the lowest integer.
  var isConstant: Bool {
    switch self {
    case .integer, .unsigned, .hexadecimal: true
    case .binary(let left, _, let right): left.isConstant && right.isConstant
    case .cast(_, let value), .unary(_, let value): value.isConstant
    case .name, .string, .call, .index, .member, .dereference, .address, .conditional, .sizeOf:
      false
    }
  }

  fileprivate var literal: Int? {
    if case .integer(let value) = self { value } else { nil }
  }
}

extension CType {
  fileprivate var isPointer: Bool {
    switch self {
    case .pointer: true
    case .const(let inner): inner.isPointer
    case .void, .named: false
    }
  }
}
