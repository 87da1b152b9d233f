import FixedPoint
import KernelIR

// a * b = q(a + b) - q(a - b) with q(x) = floor(x^2 / 4): a + b and a - b are both even or both
// odd, so what the floors drop is the same. Wider operands are split: a = 256 * high + low.

/// Steps that multiply two values, and the local that holds the product.
struct Multiplication {
  let steps: [Statement]
  let product: LocalID
}

extension ProgramBuilder {
  /// The exact product of two locals by the program's one table of quarter squares.
  ///
  /// - Precondition: the product of any two values of their ranges fits 32 bits signed.
  mutating func multiplication(
    _ left: LocalID, _ right: LocalID, in function: inout FunctionBuilder
  ) -> Multiplication {
    let (a, b) = (function.range(of: left), function.range(of: right))
    if QuarterSquares.twoBits.contains(a) { return selecting(left, times: right, in: &function) }
    if QuarterSquares.twoBits.contains(b) { return selecting(right, times: left, in: &function) }
    if a.magnitude + b.magnitude <= QuarterSquares.longest {
      return quarterSquares(left, right, in: &function)
    }
    return a.magnitude >= b.magnitude
      ? splitting(left, times: right, in: &function)
      : splitting(right, times: left, in: &function)
  }

  private mutating func quarterSquares(
    _ left: LocalID, _ right: LocalID, in function: inout FunctionBuilder
  ) -> Multiplication {
    let (a, b) = (function.range(of: left), function.range(of: right))
    let limit = a.magnitude + b.magnitude
    let table = quarterSquareTable(upTo: limit)
    let range = IntegerRange(-limit, limit)
    let sum = function.constant("sum", (try? a.adding(b)) ?? range)
    let difference = function.constant("difference", (try? a.subtracting(b)) ?? range)
    let product = function.promised("product", a.products(b), because: QuarterSquares.reason)
    func square(_ value: LocalID) -> Expression {
      .load(.table(table), index: absolute(value, function.range(of: value)))
    }
    return Multiplication(
      steps: [
        .define(sum, .local(left) + .local(right)),
        .define(difference, .local(left) - .local(right)),
        .define(product, square(sum) - square(difference)),
      ], product: product)
  }

  /// A factor of two bits: the other one, twice the other one, both or none.
  private func selecting(
    _ few: LocalID, times other: LocalID, in function: inout FunctionBuilder
  ) -> Multiplication {
    let range = function.range(of: few)
    let product = function.promised(
      "product", range.products(function.range(of: other)), because: QuarterSquares.reason)
    func part(_ bit: Int) -> Expression {
      range.upper < bit
        ? 0
        : .select(
          Condition(.and(.local(few), .constant(bit)), .notEqual, 0),
          bit == 1 ? .local(other) : .local(other) << 1, otherwise: 0)
    }
    return Multiplication(steps: [.define(product, part(1) + part(2))], product: product)
  }

  /// (256 * high + low) * other.
  private mutating func splitting(
    _ wide: LocalID, times other: LocalID, in function: inout FunctionBuilder
  ) -> Multiplication {
    let (range, others) = (function.range(of: wide), function.range(of: other))
    let high = function.constant("high", range.shiftedRight(by: 8))
    let low = function.promised("low", IntegerRange(0, 255), because: "the low byte")
    let split: [Statement] = [
      .define(high, .local(wide) >> 8), .define(low, .local(wide) - (.local(high) << 8)),
    ]
    let highPart = multiplication(high, other, in: &function)
    let lowPart = multiplication(low, other, in: &function)
    let product = function.promised(
      "product", range.products(others), because: QuarterSquares.reason)
    let value = (Expression.local(highPart.product) << 8) + .local(lowPart.product)
    return Multiplication(
      steps: split + highPart.steps + lowPart.steps + [.define(product, value)],
      product: product)
  }

  /// q(0), q(1), ...: one table for the whole program, as long as its longest use.
  private mutating func quarterSquareTable(upTo limit: Int) -> TableID {
    let values = (0...limit).map { $0 * $0 / 4 }
    guard let table = quarterSquares else {
      let table = growingTable(
        "quarter_squares", values, note: "floor(n * n / 4): a * b is entry a + b less entry a - b")
      quarterSquares = table
      return table
    }
    if tables[table.index].values.count < values.count { extend(table, to: values) }
    return table
  }
}

enum QuarterSquares {
  /// The table has at most one entry more: its entries then have 16 bits.
  static let longest = 510
  fileprivate static let twoBits = IntegerRange(0, 3)
  fileprivate static let reason = "the product of two values in their ranges"
}

/// |x|, without a step where the sign is known.
func absolute(_ value: LocalID, _ range: IntegerRange) -> Expression {
  if range.lower >= 0 { return .local(value) }
  if range.upper <= 0 { return .negate(.local(value)) }
  return .select(
    Condition(.local(value), .less, 0), .negate(.local(value)), otherwise: .local(value))
}

extension IntegerRange {
  /// The largest absolute value.
  var magnitude: Int { max(abs(lower), abs(upper)) }

  /// Every product of a value of this range and one of the other.
  func products(_ other: IntegerRange) -> IntegerRange {
    let corners = [
      lower * other.lower, lower * other.upper, upper * other.lower, upper * other.upper,
    ]
    return hull(corners)
  }
}
