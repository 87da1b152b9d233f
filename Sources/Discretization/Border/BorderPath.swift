import FixedPoint
import NetworkIR

/// The way of a float32 input from the file's input to its first quantiser: elementwise float32
/// steps in the file's own order (A20), and movements, which are done afterwards, on integers.
struct BorderPath: Sendable {
  let input: SourceTensorID
  let shape: Shape
  /// Parameters vary along axes of the input.
  var steps: [FloatStep] = []
  var movements: [Movement] = []

  var currentShape: Shape { movements.last?.output ?? shape }
}

/// How a float input has been quantised.
struct Border: Sendable {
  let steps: [FloatStep]
  let tensor: TensorID
}

extension FloatStep {
  /// The same step with its parameter traced back to the input's axes; nil where no axis of the
  /// input tells it.
  func traced(through movements: [Movement]) -> FloatStep? {
    guard let parameter, let axis = parameter.axis else { return self }
    var traced = MovedAxis(axis: axis, sources: Array(parameter.values.indices))
    for movement in movements.reversed() {
      guard let back = movement.backward(traced.axis) else { return nil }
      let sources = traced.sources
      traced = MovedAxis(axis: back.axis, sources: back.sources.map { sources[$0] })
    }
    return replacing(
      FloatParameter(axis: traced.axis, values: traced.sources.map { parameter.values[$0] }))
  }

  private func replacing(_ parameter: FloatParameter) -> FloatStep {
    switch self {
    case .add: .add(parameter)
    case .subtract: .subtract(parameter)
    case .subtractFrom: .subtractFrom(parameter)
    case .multiply: .multiply(parameter)
    case .divide: .divide(parameter)
    case .clamp, .round, .bipolar: self
    }
  }
}

extension AxisValues {
  /// The values as float32 constants of the file.
  var floatParameter: FloatParameter {
    FloatParameter(axis: axis, values: values.values.map(\.nearestSingle))
  }
}
