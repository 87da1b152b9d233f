import CSyntax
import FixedPoint
import KernelIR

extension Condition.Comparison {
  /// How the comparison ends for all values of two ranges, if it always ends alike.
  func outcome(_ left: IntegerRange, _ right: IntegerRange) -> Bool? {
    switch self {
    case .less: decided(left.upper < right.lower, left.lower >= right.upper)
    case .lessOrEqual: decided(left.upper <= right.lower, left.lower > right.upper)
    case .greater: decided(left.lower > right.upper, left.upper <= right.lower)
    case .greaterOrEqual: decided(left.lower >= right.upper, left.upper < right.lower)
    case .equal: decided(areEqual(left, right), left.intersection(right) == nil)
    case .notEqual: decided(left.intersection(right) == nil, areEqual(left, right))
    }
  }

  var holdsForEqual: Bool {
    switch self {
    case .equal, .lessOrEqual, .greaterOrEqual: true
    case .notEqual, .less, .greater: false
    }
  }

  private func decided(_ isAlways: Bool, _ isNever: Bool) -> Bool? {
    isAlways ? true : (isNever ? false : nil)
  }

  private func areEqual(_ left: IntegerRange, _ right: IntegerRange) -> Bool {
    left == right && left.lower == left.upper
  }

  var cOperator: CBinaryOperator {
    switch self {
    case .equal: .equal
    case .notEqual: .notEqual
    case .less: .less
    case .lessOrEqual: .lessOrEqual
    case .greater: .greater
    case .greaterOrEqual: .greaterOrEqual
    }
  }
}
