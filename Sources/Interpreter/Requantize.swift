import FixedPoint
import NetworkIR

/// A12 to A16, A25 to A30: each element through its function; along an axis, through the function
/// of its index there.
func requantize(_ requantize: Requantize, _ x: [Int], _ shape: Shape) -> [Int] {
  guard let axis = requantize.axis else { return x.map(requantize.functions[0].value(at:)) }
  let stride = shape.strides[axis]
  return x.enumerated().map { position, element in
    requantize.functions[position / stride % shape[axis]].value(at: element)
  }
}

extension RequantizeFunction {
  /// The function at one integer of the range that it is meant for.
  package func value(at x: Int) -> Int {
    switch self {
    case .shift(let bits, let rounding, let limits):
      limited(roundedQuotient(x, bits: bits, rounding), to: limits)  // A12
    case .table(let table): lookup(table, x)  // A13
    case .shiftThenTable(let bits, let table): lookup(table, x >> bits)  // A14
    case .steps(let steps): steps.values[passedThresholds(steps, x)]  // A15
    case .chain(let chain):  // A16
      limited((x * chain.multiplier.value + chain.addend) >> chain.bits, to: chain.clamp)
    case .multiplier(let multiplier): multiplier.value(at: x)  // A25 to A27
    case .bySign(let negative, let other): valueBySign(negative, other, x)  // A28
    case .quotient(let quotient): quotient.value(at: x)  // A29
    case .curve(let curve): curve.value(at: x)  // A30
    }
  }
}

func limited(_ x: Int, to limits: IntegerRange) -> Int {
  min(max(x, limits.lower), limits.upper)
}

/// A13: entries[x - first]; below the first index the first entry, above the last the last.
func lookup(_ table: LookupTable, _ x: Int) -> Int {
  let last = table.first + table.entries.count - 1
  return table.entries[min(max(x, table.first), last) - table.first]
}

/// How many thresholds are at most x; they ascend.
private func passedThresholds(_ steps: StepFunction, _ x: Int) -> Int {
  var passed = 0
  while passed < steps.thresholds.count && steps.thresholds[passed] <= x { passed += 1 }
  return passed
}
