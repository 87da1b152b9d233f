import CSyntax
import Testing

/// Expressions print with the parentheses that C needs and those that readers want.
struct ExpressionPrinterTests {
  private static let a = CExpression.name("a")
  private static let b = CExpression.name("b")
  private static let c = CExpression.name("c")

  private static func sum(_ left: CExpression, _ right: CExpression) -> CExpression {
    .binary(left, .add, right)
  }

  static let cases: [(CExpression, String)] = [
    (.integer(7), "7"),
    (.integer(-7), "-7"),
    (.hexadecimal(0xBEEF), "0xBEEFu"),
    (.string("a \"b\"\n\\?\u{7}9"), #""a \"b\"\n\\\?\0079""#),
    (.call("f", []), "f()"),
    (.call("f", [a, sum(b, c)]), "f(a, b + c)"),
    (.index(a, sum(b, .integer(1))), "a[b + 1]"),
    (.index(.cast(.pointer(to: .named("int8_t")), a), .integer(0)), "((int8_t *)a)[0]"),
    (.dereference(a), "*a"),
    (.dereference(sum(a, .integer(1))), "*(a + 1)"),
    (.address(.index(a, .integer(2))), "&a[2]"),
    (.cast(.named("int16_t"), sum(a, b)), "(int16_t)(a + b)"),
    (.cast(.named("int16_t"), a), "(int16_t)a"),
    (.cast(.named("int16_t"), .integer(-1)), "(int16_t)(-1)"),
    (.unary(.negate, a), "-a"),
    (.unary(.negate, .unary(.negate, a)), "-(-a)"),
    (.unary(.negate, .integer(-1)), "-(-1)"),
    (.unary(.not, .binary(a, .less, b)), "!(a < b)"),
    (.unary(.complement, .dereference(a)), "~*a"),
    (sum(sum(a, b), c), "a + b + c"),
    (sum(a, sum(b, c)), "a + (b + c)"),
    (.binary(sum(a, b), .subtract, c), "a + b - c"),
    (.binary(a, .subtract, .binary(b, .subtract, c)), "a - (b - c)"),
    (.binary(a, .subtract, .integer(-3)), "a - (-3)"),
    (.binary(.integer(-3), .subtract, a), "-3 - a"),
    (.binary(a, .subtract, .unary(.negate, b)), "a - (-b)"),
    (sum(a, .binary(b, .shiftLeft, .integer(2))), "a + (b << 2)"),
    (.binary(.binary(a, .shiftLeft, b), .shiftLeft, c), "(a << b) << c"),
    (.binary(.binary(a, .bitAnd, b), .equal, c), "(a & b) == c"),
    (.binary(.binary(a, .less, b), .and, .binary(b, .less, c)), "(a < b) && (b < c)"),
    (.conditional(a, b, otherwise: c), "a ? b : c"),
    (
      .conditional(.binary(a, .less, b), sum(a, c), otherwise: .conditional(a, b, otherwise: c)),
      "(a < b) ? a + c : (a ? b : c)"
    ),
    (sum(.conditional(a, b, otherwise: c), a), "(a ? b : c) + a"),
    (.sizeOf(.pointer(to: .const(.named("int8_t")))), "sizeof(const int8_t *)"),
  ]

  @Test("an expression prints with minimal, explicit parentheses", arguments: cases)
  func prints(_ expression: CExpression, _ text: String) {
    #expect(CPrinter.print(expression) == text)
  }

  @Test("no operator of the tree is a product, a quotient or a remainder")
  func operators() {
    let spellings = Set(CBinaryOperator.allCases.map(\.rawValue))
    #expect(spellings.isDisjoint(with: ["*", "/", "%"]))
    #expect(spellings.count == CBinaryOperator.allCases.count)
  }
}
