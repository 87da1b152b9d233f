import Foundation

/// The scales that a channel's weights may have.
struct ScaleGrid: Sendable {
  /// The scale at which one step of the accumulator is one step of the output; nil where nothing
  /// is rounded behind the layer, and every scale will do.
  let unit: Double?

  /// Ratios of at most three signed powers of two within eight bits: what a short shift-add chain
  /// multiplies by. In [1, 2], ascending.
  private static let ratios: [Double] = (128...256).filter { signedDigitCount($0) <= 3 }
    .map { Double($0) / 128 }

  /// A bias is known to 2^-6 of an output step at least.
  private static let leastBiasBits = 6
  private static let mostBiasBits = 24

  /// The nearest scale, and its neighbours below and above.
  func neighbours(of scale: Double) -> [Double] {
    guard let unit, scale > 0 else { return [scale] }
    let exponent = Foundation.log2(scale / unit).rounded(.down)
    let mantissa = scale / unit / Foundation.exp2(exponent)
    let ratios = Self.ratios
    let above = ratios.firstIndex { $0 >= mantissa } ?? ratios.count - 1
    let places = [above, above - 1, above + 1].filter { ratios.indices.contains($0) }
    let ordered = places.sorted { abs(ratios[$0] - mantissa) < abs(ratios[$1] - mantissa) }
    return ordered.map { ratios[$0] * Foundation.exp2(exponent) * unit }
  }

  func nearest(to scale: Double) -> Double { neighbours(of: scale)[0] }

  /// The nearest bias that puts no sum of integers in the middle between two outputs: half a unit
  /// off what the chain counts in.
  func bias(_ bias: Double, scale: Double, step: Double) -> Double {
    guard let unit else { return bias }
    let bits =
      (Self.leastBiasBits..<Self.mostBiasBits).first { bits in
        let units = scale / unit * Foundation.exp2(Double(bits))
        return abs(units - units.rounded()) < 1e-6
      } ?? Self.mostBiasBits
    let fine = Foundation.exp2(Double(bits))
    return ((bias / step * fine).rounded(.down) + 0.5) / fine * step
  }
}

/// Nonzero digits of a number's canonical signed form.
func signedDigitCount(_ number: Int) -> Int {
  var (rest, count) = (number, 0)
  while rest != 0 {
    if rest & 1 == 1 {
      count += 1
      rest -= rest & 3 == 3 ? -1 : 1
    }
    rest >>= 1
  }
  return count
}
