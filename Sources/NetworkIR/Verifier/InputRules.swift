import Diagnostics
import FixedPoint

extension NetworkVerifier {
  mutating func checkInputs() {
    if network.inputs.isEmpty {
      report(.nowhere, "the network has no input", "declare at least one input")
    }
    for (index, input) in network.inputs.enumerated() {
      let place = exists(input.tensor) ? Place.tensor(network[input.tensor].name) : .nowhere
      guard exists(input.tensor) else {
        report(
          place, "input \(index) is tensor \(input.tensor.index), which does not exist",
          "number tensors from 0 to \(network.tensors.count - 1)")
        continue
      }
      produce(input.tensor, at: place)
      checkEncoding(input, place)
    }
  }

  private mutating func checkEncoding(_ input: NetworkInput, _ place: Place) {
    switch input.encoding {
    case .integers: break
    case .samples(let scale, _):
      if scale.isZero {
        report(place, "the scale of its samples is 0", "declare a scale that is not 0")
      }
    case .float32(let steps):
      let shape = network[input.tensor].shape
      for (index, step) in steps.enumerated() {
        for fault in step.faults(shape: shape) {
          report(place, "step \(index) of its encoding \(fault)", "correct the input's quantiser")
        }
      }
    }
  }
}

extension FloatStep {
  /// Every rule that the step breaks for an input of the shape (rule A20).
  fileprivate func faults(shape: Shape) -> [String] {
    switch self {
    case .add(let parameter), .subtract(let parameter), .subtractFrom(let parameter),
      .multiply(let parameter):
      parameter.faults(shape: shape)
    case .divide(let parameter):
      parameter.faults(shape: shape)
        + (parameter.values.contains(0) ? ["divides by 0"] : [])
    case .clamp(let lower, let upper):
      lower.isFinite && upper.isFinite && lower <= upper
        ? [] : ["clamps to [\(lower), \(upper)], which is empty or not finite"]
    case .round, .bipolar: []
    }
  }
}

extension FloatParameter {
  fileprivate func faults(shape: Shape) -> [String] {
    if let axis, !(shape.dimensions.indices ~= axis) {
      return ["has a parameter along axis \(axis), which the shape \(shape) has not"]
    }
    let expected = axis.map { shape[$0] } ?? 1
    if values.count != expected {
      return ["has a parameter of \(counted(values.count, "value")) where \(expected) are needed"]
    }
    return values.allSatisfy(\.isFinite) ? [] : ["has a parameter that is not finite"]
  }
}
