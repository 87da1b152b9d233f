import Foundation
import NetworkIR

extension PointwiseFunction {
  /// The function in double precision.
  package func value(at x: Double) -> Double {
    switch self {
    case .relu: max(x, 0)
    case .clip(let lower, let upper): min(max(x, lower ?? -.infinity), upper ?? .infinity)
    case .leakyRelu(let slope): x < 0 ? Double(slope) * x : x
    case .hardSigmoid(let slope, let offset): min(max(Double(slope) * x + Double(offset), 0), 1)
    case .hardSwish: x * min(max(x / 6 + 0.5, 0), 1)
    case .sigmoid: 1 / (1 + Foundation.exp(-x))
    case .tanh: Foundation.tanh(x)
    case .softsign: x / (1 + abs(x))
    case .softplus: max(x, 0) + Foundation.log1p(Foundation.exp(-abs(x)))
    case .erf: Foundation.erf(x)
    case .exp: Foundation.exp(x)
    case .log: Foundation.log(x)
    case .sqrt: x.squareRoot()
    case .reciprocal: 1 / x
    case .absolute: abs(x)
    case .negate: -x
    case .floor: x.rounded(.down)
    case .ceiling: x.rounded(.up)
    case .round: x.rounded(.toNearestOrEven)
    case .elu(let alpha): x < 0 ? Double(alpha) * Foundation.expm1(x) : x
    case .selu(let alpha, let gamma):
      Double(gamma) * (x < 0 ? Double(alpha) * Foundation.expm1(x) : x)
    case .gelu(let isTanhApproximation): gelu(x, isTanhApproximation)
    case .sign: x > 0 ? 1 : x < 0 ? -1 : 0
    }
  }

  private func gelu(_ x: Double, _ isTanhApproximation: Bool) -> Double {
    isTanhApproximation
      ? x / 2 * (1 + Foundation.tanh((2 / Double.pi).squareRoot() * (x + 0.044715 * x * x * x)))
      : x / 2 * (1 + Foundation.erf(x / 2.squareRoot()))
  }

  /// The ends between which the function is the identity, where it is that, clamped.
  var clamp: ClosedRange<Float>? {
    switch self {
    case .relu: 0...Float.infinity
    case .clip(let lower, let upper):
      Float(lower ?? -.infinity)...max(Float(upper ?? .infinity), Float(lower ?? -.infinity))
    case .leakyRelu, .hardSigmoid, .hardSwish, .sigmoid, .tanh, .softsign, .softplus, .erf, .exp,
      .log, .sqrt, .reciprocal, .absolute, .negate, .floor, .ceiling, .round, .elu, .selu, .gelu,
      .sign:
      nil
    }
  }
}

func logarithm(_ value: Double) -> Double { Foundation.log2(value) }

func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
