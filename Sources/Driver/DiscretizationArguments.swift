import Calibration
import Diagnostics

/// Reads `ternary`, `pot`, `apot`, `int2` … `int8`, `codebook`, `laplacian`, `kernels`.
package func parseAlphabet(
  _ text: String, option: String = "--weights"
) throws(DiagnosticList) -> WeightAlphabet {
  if let alphabet = WeightAlphabet(name: text) { return alphabet }
  throw Diagnostic(
    .badArgument, at: .argument(option), cause: "there are no weights \"\(text)\"",
    remedy: "give ternary, pot, pot5, apot, int2 to int8, codebook (codebook2 to codebook256), "
      + "laplacian (laplacian3 to laplacian257) or kernels (kernels2 to kernels1024)"
      + (option == "--weights" ? "; or auto" : "")
  ).alone
}

/// Reads LAYER=WEIGHTS.
package func parseLayerAlphabets(
  _ texts: [String]
) throws(DiagnosticList) -> [String: WeightAlphabet] {
  var alphabets: [String: WeightAlphabet] = [:]
  for text in texts {
    guard let (name, value) = assignment(text) else {
      throw Diagnostic(
        .badArgument, at: .argument("--layer"), cause: "\"\(text)\" is no LAYER=WEIGHTS",
        remedy: "write a layer's name, =, and its weights, as conv1=int4"
      ).alone
    }
    alphabets[name] = try parseAlphabet(value, option: "--layer")
  }
  return alphabets
}

/// Reads LAYER=BITS.
package func parseLayerActivations(
  _ texts: [String]
) throws(DiagnosticList) -> [String: Int] {
  var bits: [String: Int] = [:]
  for text in texts {
    guard let (name, value) = assignment(text), let number = Int(value), (1...12).contains(number)
    else {
      throw Diagnostic(
        .badArgument, at: .argument("--layer-activations"),
        cause: "\"\(text)\" is no LAYER=BITS of 1 to 12 bits",
        remedy: "write a layer's name, =, and the bits of the values behind it, as conv1=4"
      ).alone
    }
    bits[name] = number
  }
  return bits
}

/// The texts before and after the last =; nil without one.
private func assignment(_ text: String) -> (name: String, value: String)? {
  text.lastIndex(of: "=").map {
    (String(text[..<$0]), String(text[text.index(after: $0)...]))
  }
}
