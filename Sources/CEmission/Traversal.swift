import KernelIR

extension Statement {
  /// The expressions that the statement itself evaluates, not those of its bodies.
  var expressions: [Expression] {
    switch self {
    case .define(_, let value), .assign(_, let value), .advance(_, let value): [value]
    case .store(_, let index, let value): [index, value]
    case .branch(let condition, _, _): [condition.left, condition.right]
    case .call(_, let arguments): arguments.compactMap(\.value)
    case .point, .repoint, .repeatTimes, .repeatLocal, .repeatUntil, .comment: []
    }
  }

  /// The statements inside.
  var bodies: [[Statement]] {
    switch self {
    case .repeatTimes(_, let body), .repeatLocal(_, let body), .repeatUntil(_, _, let body): [body]
    case .branch(_, let then, let otherwise): [then, otherwise]
    case .define, .assign, .point, .repoint, .advance, .store, .call, .comment: []
    }
  }
}

extension Argument {
  var value: Expression? {
    switch self {
    case .value(let expression): expression
    case .address: nil
    }
  }
}

extension Expression {
  var children: [Expression] {
    switch self {
    case .constant, .local: []
    case .load(_, let index): [index]
    case .negate(let value), .shiftLeft(let value, _), .shiftRight(let value, _),
      .elementAt(let value, _):
      [value]
    case .add(let left, let right), .subtract(let left, let right),
      .shiftLeftBy(let left, let right), .shiftRightBy(let left, let right),
      .and(let left, let right), .minimum(let left, let right), .maximum(let left, let right):
      [left, right]
    case .select(let condition, let value, let otherwise):
      [condition.left, condition.right, value, otherwise]
    }
  }
}
