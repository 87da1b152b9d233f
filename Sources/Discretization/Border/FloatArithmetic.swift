import FixedPoint
import NetworkIR

extension FloatStep {
  /// One float32 step of one element (A20); the channel selects among the parameter's values. Every
  /// operation is IEEE 754 single precision, rounded to nearest even.
  func apply(to x: Float, channel: (Int) -> Int) -> Float {
    switch self {
    case .add(let parameter): return x + parameter.value(channel)
    case .subtract(let parameter): return x - parameter.value(channel)
    case .subtractFrom(let parameter): return parameter.value(channel) - x
    case .multiply(let parameter): return x * parameter.value(channel)
    case .divide(let parameter): return x / parameter.value(channel)
    case .clamp(let lower, let upper): return min(max(x, lower), upper)
    case .round(let rule): return rule.round(x)
    case .bipolar: return x >= 0 ? 1 : -1
    }
  }

  var parameter: FloatParameter? {
    switch self {
    case .add(let parameter), .subtract(let parameter), .subtractFrom(let parameter),
      .multiply(let parameter), .divide(let parameter):
      parameter
    case .clamp, .round, .bipolar: nil
    }
  }
}

extension FloatParameter {
  /// The value at an element, whose index along an axis the closure gives.
  fileprivate func value(_ channel: (Int) -> Int) -> Float {
    axis.map { values[channel($0)] } ?? values[0]
  }
}

extension Rounding {
  /// Rules A4 to A9 on a float32; floats beyond 2^23 are integers already. The two that act on the
  /// magnitude add or take 1/2 in float32, as QONNX executors do (A20).
  fileprivate func round(_ x: Float) -> Float {
    switch self {
    case .floor: x.rounded(.down)
    case .ceiling: x.rounded(.up)
    case .towardZero: x.rounded(.towardZero)
    case .awayFromZero: x.rounded(.awayFromZero)
    case .halfAwayFromZero:
      Float(signOf: x, magnitudeOf: (x.magnitude + 0.5).rounded(.down))
    case .halfToEven: x.rounded(.toNearestOrEven)
    case .halfUp: rational(x).isInteger ? x : Float(Int(rational(x).rounded(.halfUp)))
    case .halfTowardZero:
      Float(signOf: x, magnitudeOf: (x.magnitude - 0.5).rounded(.up))
    }
  }
}

extension RealNumber {
  /// The nearest float32.
  var nearestSingle: Float {
    isRational
      ? rational.nearest()
      : Rational(bracket(precision: 512).lower, over: powerOfTwo(512)).nearest()
  }
}
