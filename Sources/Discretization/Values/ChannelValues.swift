import FixedPoint
import NetworkIR

/// A real parameter of an elementwise step: one number, or one per index of the axis that its user
/// names.
struct ChannelValues: Sendable {
  let values: [RealNumber]

  /// Numbers that all agree are kept as one.
  init(_ values: [RealNumber]) {
    let isUniform = values.dropFirst().allSatisfy { $0 == values[0] }
    self.values = isUniform ? Array(values.prefix(1)) : values
  }

  init(_ value: RealNumber) { values = [value] }

  static let zero = ChannelValues(.zero)
  static let one = ChannelValues(.one)

  var isUniform: Bool { values.count == 1 }

  subscript(channel: Int) -> RealNumber { isUniform ? values[0] : values[channel] }

  func map(_ transform: (RealNumber) -> RealNumber) -> ChannelValues {
    ChannelValues(values.map(transform))
  }

  /// Element by element with another parameter of the same axis.
  func combined(
    with other: ChannelValues, _ operation: (RealNumber, RealNumber) -> RealNumber
  ) -> ChannelValues {
    let count = max(values.count, other.values.count)
    return ChannelValues((0..<count).map { operation(self[$0], other[$0]) })
  }

  static func + (left: ChannelValues, right: ChannelValues) -> ChannelValues {
    left.combined(with: right, +)
  }

  static func * (left: ChannelValues, right: ChannelValues) -> ChannelValues {
    left.combined(with: right, *)
  }

  /// One value per new index, each taken from the old index that `sources` gives.
  func gathered(_ sources: [Int]) -> ChannelValues {
    isUniform ? self : ChannelValues(sources.map { values[$0] })
  }

  /// nil where a value is zero or has no reciprocal in closed form.
  var reciprocal: ChannelValues? {
    let reciprocals = values.compactMap(\.reciprocal)
    return reciprocals.count == values.count ? ChannelValues(reciprocals) : nil
  }
}

/// A parameter together with the axis that it varies along.
struct AxisValues: Sendable {
  let axis: Int?
  let values: ChannelValues

  init(axis: Int?, values: ChannelValues) {
    self.axis = values.isUniform ? nil : axis
    self.values = values
  }
}
