import FixedPoint

/// A number that numbers one unknown value of a function: a loaded element, a parameter, the result
/// of a step that is not linear.
typealias Atom = Int

/// constant + sum of coefficient * atom: what interval arithmetic forgets. a = x + y, b = x - y, a
/// + b = 2 x.
struct AffineForm {
  var constant: Int
  var coefficients: [Atom: Int]

  /// Longer sums are taken as an unknown value of their own, so that checking stays fast.
  static let longest = 4096

  init(constant: Int) {
    self.constant = constant
    coefficients = [:]
  }

  init(atom: Atom) {
    constant = 0
    coefficients = [atom: 1]
  }

  /// This form plus `factor` times another; nil where it leaves 64 bits or gets too long.
  func adding(_ other: AffineForm, times factor: Int) -> AffineForm? {
    var result = self
    guard let sum = multiplyAdd(constant, other.constant, factor) else { return nil }
    result.constant = sum
    for (atom, coefficient) in other.coefficients {
      guard let total = multiplyAdd(coefficients[atom] ?? 0, coefficient, factor) else {
        return nil
      }
      result.coefficients[atom] = total == 0 ? nil : total
    }
    return result.coefficients.count <= Self.longest ? result : nil
  }

  /// The exact range where every atom takes every value of its range; nil beyond 64 bits.
  func range(_ atoms: [IntegerRange]) -> IntegerRange? {
    var total = IntegerRange(exactly: constant)
    for (atom, coefficient) in coefficients {
      guard let part = try? atoms[atom].scaled(by: coefficient), let sum = try? total.adding(part)
      else { return nil }
      total = sum
    }
    return total
  }
}

private func multiplyAdd(_ start: Int, _ value: Int, _ factor: Int) -> Int? {
  let (product, productOverflow) = value.multipliedReportingOverflow(by: factor)
  let (sum, sumOverflow) = start.addingReportingOverflow(product)
  return productOverflow || sumOverflow ? nil : sum
}
