/// A C expression. There is no operator for a product, quotient or remainder.
package indirect enum CExpression: Hashable, Sendable {
  /// A decimal literal; a negative one prints with its sign.
  case integer(Int)
  /// A decimal literal of an unsigned type.
  case unsigned(UInt)
  case hexadecimal(UInt)
  case name(String)
  /// A string literal, given as the text that it stands for.
  case string(String)
  case call(String, [CExpression])
  case index(CExpression, CExpression)
  /// A member of what a pointer points to, for example `state->cell`.
  case member(CExpression, String)
  case dereference(CExpression)
  case address(CExpression)
  case cast(CType, CExpression)
  case unary(CUnaryOperator, CExpression)
  case binary(CExpression, CBinaryOperator, CExpression)
  case conditional(CExpression, CExpression, otherwise: CExpression)
  case sizeOf(CType)
}

package enum CUnaryOperator: String, Hashable, Sendable, CaseIterable {
  case negate = "-"
  case complement = "~"
  case not = "!"
}

/// The binary operators that generated code may use.
package enum CBinaryOperator: String, Hashable, Sendable, CaseIterable {
  case add = "+"
  case subtract = "-"
  case shiftLeft = "<<"
  case shiftRight = ">>"
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case equal = "=="
  case notEqual = "!="
  case bitAnd = "&"
  case bitOr = "|"
  case bitXor = "^"
  case and = "&&"
  case or = "||"
}

extension CBinaryOperator {
  /// Operators of one family bind equally and may stand in a row without parentheses.
  enum Family: Hashable {
    case additive, shift, comparison, bitAnd, bitOr, bitXor, and, or
  }

  var family: Family {
    switch self {
    case .add, .subtract: .additive
    case .shiftLeft, .shiftRight: .shift
    case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual: .comparison
    case .bitAnd: .bitAnd
    case .bitOr: .bitOr
    case .bitXor: .bitXor
    case .and: .and
    case .or: .or
    }
  }

  /// Whether `(a op b) op c` prints as `a op b op c` and is read so by everyone.
  var chains: Bool {
    switch family {
    case .additive, .bitAnd, .bitOr, .bitXor, .and, .or: true
    case .shift, .comparison: false
    }
  }
}
