import Diagnostics

extension ImportContext {
  /// The factor first * second / divisor of scales: in float64 by TensorFlow Lite Micro, in float32
  /// step by step by LiteRT (rule B36).
  mutating func scaleRatio(
    _ first: Float, times second: Float = 1, over divisor: Float
  ) throws(OperatorRefusal) -> QuantizedMultiplier {
    switch contract {
    case .tflm: return QuantizedMultiplier(Double(first) * Double(second) / Double(divisor))
    case .litert:
      let ratio = first * second / divisor
      guard ratio.isFinite else { throw refuseScale() }
      return QuantizedMultiplier(Double(ratio))
    }
  }
}
