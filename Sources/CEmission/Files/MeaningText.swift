import CSyntax
import FixedPoint
import NetworkIR

/// Says what integers stand for: exactly, and as a decimal for people.
struct MeaningText {
  let meaning: Meaning

  init(_ meaning: Meaning) { self.meaning = meaning }

  /// One scale and offset for all elements.
  private var single: (scale: Rational, offset: Rational)? {
    guard meaning.scale.count == 1, meaning.offset.count == 1 else { return nil }
    return (meaning.scale[0], meaning.offset[0])
  }

  /// The integer that means zero, where there is one.
  var zeroPoint: Rational? {
    guard let (scale, offset) = single, !scale.isZero else { return nil }
    let point = -(offset / scale)
    return point.isInteger ? point : nil
  }

  var lines: [String] {
    guard let (scale, offset) = single else {
      let axis = meaning.axis.map { " along axis \($0)" } ?? ""
      return [
        "Its integers mean scale * integer + offset with a scale and an offset each\(axis);",
        "manifest.json lists them.",
      ]
    }
    if scale == .one && offset.isZero { return ["Its integers are their own values."] }
    let sign = offset.isZero ? "" : " + \(offset.approximation)"
    return ["Its integers mean \(scale.approximation) * integer\(sign)."]
  }

  /// The exact scale and offset as text, and the zero point as a number.
  func macros(_ prefix: String) -> [CItem] {
    guard let (scale, offset) = single else { return [] }
    let point: [CItem] =
      zeroPoint.map { point in
        let text = point < .zero ? "(\(point))" : "\(point)"
        return [.define("\(prefix)_ZERO_POINT", .name(text), note: nil)]
      } ?? []
    return [
      .define("\(prefix)_SCALE", .string("\(scale)"), note: "\(scale.approximation)"),
      .define("\(prefix)_OFFSET", .string("\(offset)"), note: "\(offset.approximation)"),
    ] + point
  }
}

/// Says how a user's array becomes the integers of an input.
enum EncodingText {
  static func lines(_ encoding: InputEncoding) -> [String] {
    switch encoding {
    case .integers: ["The model's own input is these integers."]
    case .samples(let scale, let offset):
      ["They are raw samples: real value = \(scale) * sample + \(offset)."]
    case .float32(let steps):
      [
        "The model's own input is real; off the device it becomes these integers by: "
          + steps.map(step).joined(separator: ", ") + "."
      ]
    }
  }

  private static func step(_ step: FloatStep) -> String {
    switch step {
    case .add(let value): "add \(parameter(value))"
    case .subtract(let value): "subtract \(parameter(value))"
    case .subtractFrom(let value): "subtract from \(parameter(value))"
    case .multiply(let value): "multiply by \(parameter(value))"
    case .divide(let value): "divide by \(parameter(value))"
    case .clamp(let lower, let upper): "clamp to [\(lower), \(upper)]"
    case .round(let rounding): "round (\(rounding.rawValue))"
    case .bipolar: "1 where at least 0, else -1"
    }
  }

  private static func parameter(_ parameter: FloatParameter) -> String {
    parameter.values.count == 1 ? "\(parameter.values[0])" : "a value per channel"
  }
}
