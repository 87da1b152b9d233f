import FixedPoint

/// What inference knows of a tensor: its shape and the smallest proved range of its elements.
package struct TensorFacts: Hashable, Sendable {
  package let shape: Shape
  package let range: IntegerRange

  package init(shape: Shape, range: IntegerRange) {
    self.shape = shape
    self.range = range
  }
}

extension Tensor {
  package var facts: TensorFacts { TensorFacts(shape: shape, range: range) }
}

/// Limits that keep every size computation far inside 64 bits.
package enum NetworkLimit {
  /// Elements of one tensor, and each of its dimensions.
  package static let elements = 1 << 24
  /// Elements of all tensors of a network together; bounds the memory of a run.
  package static let totalElements = 1 << 26
  /// Each number of a window's geometry.
  package static let windowSize = 1 << 24
  /// Taps of all windows of an operator over all channels; bounds the work of a run. A power of
  /// two.
  package static let windowTaps: Double = 0x1p32
  /// Elements that all steps of a recurrence compute together; bounds the work of a run. A power of
  /// two.
  package static let recurrenceElements: Double = 0x1p32
  /// Shift amount of a requantisation by shift; a chain may shift by up to ``chainShift``.
  package static let shift = 31
  package static let chainShift = 61
}

extension Shape {
  /// The number of elements, or nil where a dimension is below 1 or the product exceeds
  /// ``NetworkLimit/elements``.
  package var boundedElementCount: Int? {
    var count = 1
    for dimension in dimensions {
      guard 1...NetworkLimit.elements ~= dimension else { return nil }
      count *= dimension
      guard count <= NetworkLimit.elements else { return nil }
    }
    return count
  }
}
