import Diagnostics
import FixedPoint
import NetworkIR

/// A quantiser in both of its meanings: as exact real steps that end in integers (A21), and as the
/// float32 steps of the executor, for the border and for weights (A20, A22).
struct Quantizer: Sendable {
  enum Step: Sendable {
    case affine(scale: AxisValues, offset: AxisValues)
    case function(RealFunction)
  }

  let steps: [Step]
  /// nil where the executor's steps are not elementary float32 operations.
  let floatSteps: [FloatStep]?
  /// All integers that the quantiser can give; nil where it does not clamp.
  let range: IntegerRange?
  let meaning: MeaningParameters
}

/// real value = scale * integer + offset, with parameters for the axes of the quantised tensor.
struct MeaningParameters: Sendable {
  let scale: AxisValues
  let offset: AxisValues

  static let itself = MeaningParameters(
    scale: AxisValues(axis: nil, values: .one), offset: AxisValues(axis: nil, values: .zero))

  /// The meaning along the axis of the tensor before the movements that wait.
  func traced(
    through movements: [Movement], at node: SourceNode
  ) throws(DiagnosticList) -> (affine: AffineMeaning, axis: Int?) {
    let traced = [scale, offset].map { $0.traced(through: movements) }
    let axes = Set(traced.compactMap { $0?.axis })
    guard let first = traced[0], let second = traced[1], axes.count <= 1 else {
      throw fault(
        .unsupportedForm, at: node, "its scale and zero point vary along different or merged axes",
        remedy: "use one scale and zero point per tensor")
    }
    return (AffineMeaning(scale: first.values, offset: second.values), axes.first)
  }
}

extension AxisValues {
  /// The same parameter for the tensor before the movements; nil where no axis of it tells the
  /// index.
  func traced(through movements: [Movement]) -> AxisValues? {
    guard let axis else { return self }
    var traced = MovedAxis(axis: axis, sources: Array(values.values.indices))
    for movement in movements.reversed() {
      guard let back = movement.backward(traced.axis) else { return nil }
      let sources = traced.sources
      traced = MovedAxis(axis: back.axis, sources: back.sources.map { sources[$0] })
    }
    return AxisValues(axis: traced.axis, values: values.gathered(traced.sources))
  }
}
