import Foundation

/// One axis of a picture: which values it shows, and where on a line of some length each lies.
struct PictureAxis {
  let lower: Double
  let upper: Double
  let isLogarithmic: Bool
  /// The values with a mark, ascending.
  let ticks: [Int]

  /// An axis around the values: logarithmic where the greatest is at least four times the least.
  ///
  /// - Parameter values: positive ones; not empty.
  init(_ values: [Int]) {
    let least = Double(max(1, values.min() ?? 1))
    let greatest = Double(max(1, values.max() ?? 1))
    isLogarithmic = greatest >= 4 * least
    let margin = isLogarithmic ? 1.15 : 1
    let pad = isLogarithmic ? 0 : max(greatest - least, greatest * 0.04) * 0.12
    let ends = max(0.5, least / margin - pad)...greatest * margin + pad
    (lower, upper) = (ends.lowerBound, ends.upperBound)
    let all = isLogarithmic ? Self.decades(lower, upper) : Self.steps(lower, upper)
    ticks = all.filter { ends.contains(Double($0)) }
  }

  /// Where a value lies, as a part of the axis from 0 to 1.
  func place(_ value: Int) -> Double {
    let value = max(Double(value), lower)
    guard isLogarithmic else { return (value - lower) / (upper - lower) }
    return log(value / lower) / log(upper / lower)
  }

  /// 1, 2 and 5 times powers of ten; 1.5, 3 and 7 times as well where those are few.
  private static func decades(_ lower: Double, _ upper: Double) -> [Int] {
    let factors = upper / lower > 12 ? [10, 20, 50] : [10, 15, 20, 30, 50, 70]
    return (0...14).flatMap { power in
      factors.map { $0 * Int(pow(10, Double(power))) / 10 }
    }
  }

  /// Multiples of 1, 2 or 5 times a power of ten, about six of them.
  private static func steps(_ lower: Double, _ upper: Double) -> [Int] {
    let wanted = max(1, (upper - lower) / 6)
    let power = pow(10, floor(log10(wanted)))
    let step = Int([1, 2, 5, 10].map { $0 * power }.first { $0 >= wanted } ?? 10 * power)
    return Array(stride(from: Int(lower) / step * step, through: Int(upper) + step, by: step))
  }
}

/// A number with at most three digits and its thousands as a letter: 284 k, 1.2 M.
func briefly(_ value: Int) -> String {
  switch value {
  case ..<10_000: return "\(value)"
  case ..<1_000_000: return tenths(value, unit: 1000, letter: "k")
  default: return tenths(value, unit: 1_000_000, letter: "M")
  }
}

private func tenths(_ value: Int, unit: Int, letter: String) -> String {
  let tenths = (value * 10 + unit / 2) / unit
  return tenths >= 1000 || tenths % 10 == 0
    ? "\((tenths + 5) / 10) \(letter)" : "\(tenths / 10).\(tenths % 10) \(letter)"
}
