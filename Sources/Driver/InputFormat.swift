import BigInt
import Diagnostics
import FixedPoint

/// What a device delivers for an input, as the user declared it: real value = scale * sample +
/// offset.
package struct InputFormat: Hashable, Sendable {
  /// The network input's name; nil where the network has one input.
  package let input: String?
  package let type: IntegerType
  package let scale: Rational
  package let offset: Rational
}

/// Reads `[NAME=]TYPE*SCALE[+OFFSET]`, as `u8*1/255` or `audio=s16*1/32768-0.5`; numbers are
/// decimals or fractions.
package func parseInputFormat(_ text: String) throws(DiagnosticList) -> InputFormat {
  let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
  let format = parts[parts.count - 1]
  guard let star = format.firstIndex(of: "*"), let type = sampleType(String(format[..<star])),
    let (scale, offset) = affine(format[format.index(after: star)...])
  else {
    throw Diagnostic(
      .badArgument, at: .argument("--input-format"), cause: "\"\(text)\" is not an input format",
      remedy: "write TYPE*SCALE[+OFFSET] with a type of u8, s8, u16, s16, as u8*1/255"
    ).alone
  }
  return InputFormat(
    input: parts.count == 2 ? String(parts[0]) : nil, type: type, scale: scale, offset: offset)
}

private func sampleType(_ text: String) -> IntegerType? {
  switch text {
  case "u8": .uint8
  case "s8", "i8": .int8
  case "u16": .uint16
  case "s16", "i16": .int16
  default: nil
  }
}

/// SCALE[+OFFSET] or SCALE-OFFSET, the scale not zero.
private func affine(_ text: Substring) -> (scale: Rational, offset: Rational)? {
  let split = text.dropFirst().firstIndex { $0 == "+" || $0 == "-" } ?? text.endIndex
  guard let scale = rational(text[..<split]), !scale.isZero else { return nil }
  guard split < text.endIndex else { return (scale, .zero) }
  let sign = text[split] == "-" ? "-" : ""
  guard let offset = rational(Substring(sign + text[text.index(after: split)...])) else {
    return nil
  }
  return (scale, offset)
}

/// A decimal number or a fraction of two of them, exactly; nil for anything else or more than 40
/// digits.
func rational(_ text: Substring) -> Rational? {
  let parts = text.split(separator: "/", omittingEmptySubsequences: false)
  guard text.count <= 40, (1...2).contains(parts.count), let top = decimal(parts[0]) else {
    return nil
  }
  guard parts.count == 2 else { return top }
  guard let bottom = decimal(parts[1]), !bottom.isZero else { return nil }
  return top / bottom
}

private func decimal(_ text: Substring) -> Rational? {
  let isNegative = text.hasPrefix("-")
  let parts = text.drop { $0 == "-" }.split(separator: ".", omittingEmptySubsequences: false)
  let fraction = parts.count == 2 ? parts[1] : ""
  guard (1...2).contains(parts.count), text.count - (isNegative ? 1 : 0) > 0,
    let digits = BigInt(String(parts[0] + fraction)), digits >= 0,
    text.allSatisfy({ $0.isASCII })
  else { return nil }
  let value = Rational(digits, over: BigInt(10).power(fraction.count))
  return isNegative ? -value : value
}
