import FixedPoint
import NetworkIR

extension Quotient {
  /// A29: clamp(round((x + inputOffset) / divisor) + outputOffset).
  func value(at x: Int) -> Int {
    limited(roundedQuotient(x + inputOffset, by: divisor, rounding) + outputOffset, to: clamp)
  }
}
