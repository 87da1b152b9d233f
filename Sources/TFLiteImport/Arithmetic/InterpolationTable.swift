/// The 513 knots of a function of 16-bit integers as the reference prepares them (rule B21). All
/// steps are rounded to `Number`: float32 in TensorFlow Lite Micro, float64 in LiteRT.
///
/// - Parameter inputRange: The arguments at -32768 and 32767; results reach from -32768/32767.5 to 1.
struct InterpolationTable<Number: BinaryFloatingPoint> {
  let inputMinimum: Number
  let inputMaximum: Number
  let outputScaling: Number

  /// - Parameters:
  ///   - inputScale: What a step of the input is.
  ///   - inputZeroPoint: The input that stands for 0.
  init(inputScale: Number, inputZeroPoint: Int, outputScale: Number) {
    inputMinimum = inputScale * Number(-32768 - inputZeroPoint)
    inputMaximum = inputScale * Number(32767 - inputZeroPoint)
    outputScaling = 65536 / (outputScale * 32767 - outputScale * -32768)
  }

  /// A knot is the function's value less half the error that a straight line makes in the middle.
  func knots(of function: (Number) -> Number) -> [Int] {
    let step = (inputMaximum - inputMinimum) / 512
    let half = step / 2
    var knots: [Int] = []
    for index in 0..<512 {
      let start = inputMinimum + Number(index) * step
      let value = rounded(function(start) * outputScaling)
      let next = function(inputMinimum + Number(index + 1) * step) * outputScaling
      let straight = rounded((next + value) / 2)
      let error = straight - rounded(function(start + half) * outputScaling)
      knots.append(clamped(value - rounded(error / 2)))
    }
    knots.append(clamped(rounded(function(inputMaximum) * outputScaling)))
    return knots
  }

  private func rounded(_ value: Number) -> Number { value.rounded(.toNearestOrAwayFromZero) }

  private func clamped(_ value: Number) -> Int { Int(min(max(value, -32768), 32767)) }
}
