/// A C statement.
package indirect enum CStatement: Hashable, Sendable {
  case declare(CVariable, note: CNote?)
  case assign(CExpression, CAssignment, CExpression, note: CNote?)
  /// Adds one to a variable or moves a pointer to the next element.
  case increment(CExpression)
  case expression(CExpression)
  /// Runs the body as often as `count` says, with a counter that falls to zero.
  case countDown(CType, String, from: CExpression, [CStatement])
  /// Runs the body with a counter from zero up to below `count`.
  case countUp(CType, String, below: CExpression, [CStatement])
  case doWhile([CStatement], CExpression)
  case branch(CExpression, then: [CStatement], otherwise: [CStatement])
  case returnValue(CExpression)
  case comment([String])
  case blank
}

package enum CAssignment: String, Hashable, Sendable, CaseIterable {
  case set = "="
  case add = "+="
  case subtract = "-="
  case or = "|="
}

/// What stands behind a statement on its line: a comment, or a macro that states a fact about it.
package enum CNote: Hashable, Sendable {
  case comment(String)
  case fact(CExpression)
}

/// A variable or an array.
package struct CVariable: Hashable, Sendable {
  package var isStatic: Bool
  package var type: CType
  package var name: String
  /// The number of elements of an array.
  package var count: CExpression?
  /// A macro behind the declarator, for example a section attribute.
  package var attribute: String?
  package var initial: Initial?

  package init(
    isStatic: Bool = false, _ type: CType, _ name: String, count: CExpression? = nil,
    attribute: String? = nil, initial: Initial? = nil
  ) {
    self.isStatic = isStatic
    self.type = type
    self.name = name
    self.count = count
    self.attribute = attribute
    self.initial = initial
  }

  package enum Initial: Hashable, Sendable {
    case value(CExpression)
    case list([CExpression])
  }
}
