import NetworkIR

extension InterpolatedCurve {
  /// A30: the knots joined by straight lines at |v|, mirrored for negative v.
  func value(at x: Int) -> Int {
    let half = inputShift == 0 ? 0 : 1 << (inputShift - 1)
    let v = floorQuotient(x * inputMultiplier + half, 1 << inputShift)
    let r = interpolated(v < 0 ? -v : v)
    switch shape {
    case .logistic:
      return v >= 0
        ? floorQuotient(r + (1 << 9), 1 << 10)
        : floorQuotient((1 << 25) - r + (1 << 9) - 1, 1 << 10)
    case .tanh:
      return v >= 0
        ? floorQuotient(r - (1 << 23) + (1 << 7), 1 << 8)
        : floorQuotient((1 << 23) - r + (1 << 7) - 1, 1 << 8)
    }
  }

  private func interpolated(_ magnitude: Int) -> Int {
    let (width, saturated) =
      switch shape {
      case .logistic: (1 << 9, 32767 * (1 << 10))
      case .tanh: (1 << 8, 65535 * (1 << 8))
      }
    let u = magnitude / width
    if u >= 255 { return saturated }
    let f = magnitude - u * width
    return knots[u] * width + f * (knots[u + 1] - knots[u])
  }
}
