import CSyntax
import FixedPoint

/// A C expression with what C and the range analysis know about it.
struct CValue: Hashable {
  let expression: CExpression
  /// Every value that it can have.
  let range: IntegerRange
  let form: Form

  /// What type C gives to the expression.
  enum Form: Hashable {
    /// A literal, which fits whatever it meets.
    case literal
    /// A variable, an element or a helper's result: exactly this type.
    case stored(IntegerType)
    /// The result of an operator, after C's promotions, computed in this width.
    case computed(Width)
  }
}

/// The widths that generated code computes in; `int` itself is never named.
enum Width: Int, Hashable, CaseIterable {
  case bits16 = 16
  case bits32 = 32

  var type: IntegerType {
    switch self {
    case .bits16: .int16
    case .bits32: .int32
    }
  }
}

extension IntegerType {
  /// The name of the type in <stdint.h>.
  var spelling: String { "\(rawValue)_t" }

  var cType: CType { .named(spelling) }

  /// The suffix of the support header's readers.
  var readerSuffix: String { "\(isSigned ? "i" : "u")\(bits)" }
}

extension CValue {
  /// Whether C computes with the value in 32 bits on every target.
  var isWide: Bool {
    switch form {
    case .literal: false
    case .stored(let type): type.bits == 32
    case .computed(let width): width == .bits32
    }
  }

  /// The value in an explicit type that holds it; an earlier cast of the same value is dropped.
  func cast(to type: IntegerType) -> CValue {
    var inner = expression
    if case .cast(_, let value) = expression { inner = value }
    return CValue(expression: .cast(type.cType, inner), range: range, form: .stored(type))
  }
}
