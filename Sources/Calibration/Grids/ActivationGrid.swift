import FixedPoint

/// The real numbers that a tensor's integers stand for: scale * (integer - zero).
package struct ActivationGrid: Hashable, Sendable {
  package var scale: Double
  package var zero: Int
  package var bits: Int
  package var isSigned: Bool

  package var range: IntegerRange {
    isSigned
      ? IntegerRange(-(1 << (bits - 1)), (1 << (bits - 1)) - 1) : IntegerRange(0, (1 << bits) - 1)
  }

  /// The nearest value of the grid, halves upwards.
  func nearest(to value: Float) -> Float {
    let level = (Double(value) / scale + Double(zero) + 0.5).rounded(.down)
    let integer = min(max(level, Double(range.lower)), Double(range.upper))
    return Float((integer - Double(zero)) * scale)
  }

  /// The real numbers at its ends.
  var ends: ClosedRange<Float> {
    Float(Double(range.lower - zero) * scale)...Float(Double(range.upper - zero) * scale)
  }
}

/// What the calibration inputs show of a tensor: its ends, and a sample of its values.
struct ValueStatistics: Sendable {
  var least: Float = 0
  var greatest: Float = 0
  var sample: [Float] = []
  /// Whether every value was the same.
  var isConstant = true

  /// About so many values are kept.
  static let sampleSize = 1 << 14

  init() {}

  init(_ values: [Float]) {
    least = values.min() ?? 0
    greatest = values.max() ?? 0
    isConstant = least == greatest
    // An odd step does not fall in with the rows of a tensor.
    let step = max(1, values.count / Self.sampleSize) | 1
    sample = stride(from: 0, to: values.count, by: step).map { values[$0] }
  }

  /// Of two tensors that share a grid.
  func merged(with other: ValueStatistics) -> ValueStatistics {
    if sample.isEmpty { return other }
    if other.sample.isEmpty { return self }
    var result = self
    result.least = min(least, other.least)
    result.greatest = max(greatest, other.greatest)
    result.sample += other.sample
    result.isConstant = isConstant && other.isConstant && least == other.least
    return result
  }
}
