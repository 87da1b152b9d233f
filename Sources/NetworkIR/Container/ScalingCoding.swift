import Diagnostics
import FixedPoint

extension FixedPointMultiplier {
  var document: ScalingDocument {
    ScalingDocument(
      inputOffset: inputOffset, inputShift: inputShift, multiplier: multiplier, shift: shift,
      scheme: scheme.rawValue, outputOffset: outputOffset, clamp: [clamp.lower, clamp.upper])
  }
}

extension Quotient {
  var document: FunctionDocument {
    FunctionDocument(
      kind: "quotient", rounding: rounding.rawValue, clamp: [clamp.lower, clamp.upper],
      inputOffset: inputOffset, divisor: divisor, outputOffset: outputOffset)
  }
}

extension GraphEncoder {
  mutating func document(_ curve: InterpolatedCurve, name: String) -> FunctionDocument {
    FunctionDocument(
      kind: "curve", bits: curve.inputShift, values: store("\(name).knots", curve.knots),
      multiplier: curve.inputMultiplier, shape: curve.shape.rawValue)
  }
}

extension GraphDecoder {
  /// TensorFlow Lite's requantisations.
  mutating func scaling(
    _ document: FunctionDocument, _ subject: String
  ) throws(ContainerFault) -> RequantizeFunction {
    switch document.kind {
    case "multiplier": return .multiplier(try multiplier(document.scaling, subject))
    case "bySign":
      return .bySign(
        negative: try multiplier(document.negative, subject),
        other: try multiplier(document.scaling, subject))
    case "quotient": return .quotient(try quotient(document, subject))
    case "curve":
      return .curve(
        InterpolatedCurve(
          shape: try choice(CurveShape.self, document.shape, of: subject),
          inputMultiplier: try present(document.multiplier, "a multiplier", of: subject),
          inputShift: try present(document.bits, "bits", of: subject),
          knots: try integers(document.values, of: subject)))
    default: throw unknown(document, subject)
    }
  }

  private func multiplier(
    _ document: ScalingDocument?, _ subject: String
  ) throws(ContainerFault) -> FixedPointMultiplier {
    let document = try present(document, "a scaling", of: subject)
    return FixedPointMultiplier(
      inputOffset: document.inputOffset, inputShift: document.inputShift,
      multiplier: document.multiplier, shift: document.shift,
      scheme: try choice(ScalingScheme.self, document.scheme, of: subject),
      outputOffset: document.outputOffset, clamp: try range(document.clamp, of: subject))
  }

  private func quotient(
    _ document: FunctionDocument, _ subject: String
  ) throws(ContainerFault) -> Quotient {
    Quotient(
      inputOffset: try present(document.inputOffset, "inputOffset", of: subject),
      divisor: try present(document.divisor, "a divisor", of: subject),
      rounding: try choice(Rounding.self, document.rounding, of: subject),
      outputOffset: try present(document.outputOffset, "outputOffset", of: subject),
      clamp: try range(document.clamp, of: subject))
  }
}
