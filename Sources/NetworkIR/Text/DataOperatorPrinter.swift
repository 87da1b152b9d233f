import FixedPoint

extension Slice {
  var lines: [String] {
    ["starts \(spaced(starts))", "steps \(spaced(steps))", "sizes \(spaced(sizes))"]
  }
}

extension Softmax {
  var lines: [String] {
    switch self {
    case .bytes(let bytes):
      [
        "bytes \(bytes.output.rawValue) \(bytes.diffMin)",
        "exponentials \(spaced(bytes.exponentials))",
      ]
    case .words(let words):
      [
        "words \(words.inputMultiplier) \(words.inputShift)",
        "exponentials \(spaced(words.exponentialKnots))",
        "reciprocals \(spaced(words.reciprocalKnots))",
      ]
    }
  }
}

extension ConstantTensor {
  var lines: [String] { ["shape \(shape)", "elements \(spaced(elements))"] }
}

extension Recurrence {
  /// The body's statements, each after the word `body`, and their fields, each after `field`.
  var lines: [String] {
    ["count \(steps)"]
      + body.lines.map { $0.hasPrefix("  ") ? "field \($0.dropFirst(2))" : "body \($0)" }
  }
}

extension FixedPointMultiplier {
  var text: String {
    "\(inputOffset) \(inputShift) \(multiplier) \(shift) \(scheme.rawValue) \(outputOffset) \(clamp)"
  }
}

extension Quotient {
  var text: String {
    "\(inputOffset) \(divisor) \(rounding.rawValue) \(outputOffset) \(clamp)"
  }
}

extension InterpolatedCurve {
  var text: String {
    "\(shape.rawValue) \(inputMultiplier) \(inputShift) : \(spaced(knots))"
  }
}
