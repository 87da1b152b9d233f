import FixedPoint

extension Network {
  /// The readable form of the network, line by line; ``parseNetwork(_:file:)`` gives the same
  /// network back.
  package var text: String { lines.joined(separator: "\n") + "\n" }

  var lines: [String] {
    var lines = ["network \(quoted(name))"]
    lines += tensors.enumerated().map { index, tensor in
      "tensor %\(index) \(quoted(tensor.name)) \(tensor.shape) \(tensor.type.rawValue) "
        + "\(tensor.range) \(tensor.meaning.text)"
    }
    for input in inputs { lines += input.lines }
    for state in states {
      lines += [
        "state %\(state.tensor.index) -> %\(state.next.index)",
        "  initial \(spaced(state.initial))",
      ]
    }
    for node in operators {
      lines.append(
        "operator \(quoted(node.name)) \(node.kind.keyword) "
          + node.inputs.map { "\(reference($0)) " }.joined() + "-> \(references(node.outputs))")
      lines += node.kind.lines.map { "  " + $0 }
    }
    lines.append("outputs \(references(outputs))")
    return lines
  }
}

private func references(_ ids: [TensorID]) -> String {
  ids.map(reference).joined(separator: " ")
}

private func reference(_ id: TensorID) -> String { "%\(id.index)" }

/// Numbers separated by spaces.
func spaced(_ values: some Sequence<some CustomStringConvertible>) -> String {
  values.map(\.description).joined(separator: " ")
}

/// A string in double quotes; quotes, backslashes and everything that could end a line are escaped.
func quoted(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar.value {
    case 0x22, 0x5C: result += "\\" + String(scalar)
    case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029:
      result += "\\u{\(String(scalar.value, radix: 16))}"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}

extension Meaning {
  fileprivate var text: String {
    (axis.map { "axis \($0) " } ?? "") + "scale \(spaced(scale)) offset \(spaced(offset))"
  }
}

extension NetworkInput {
  fileprivate var lines: [String] {
    let head = "input %\(tensor.index)"
    switch encoding {
    case .integers: return ["\(head) integers"]
    case .samples(let scale, let offset):
      return ["\(head) samples scale \(scale) offset \(offset)"]
    case .float32(let steps): return ["\(head) float32"] + steps.map { "  \($0.text)" }
    }
  }
}

extension FloatStep {
  fileprivate var text: String {
    switch self {
    case .add(let parameter): "add \(parameter.text)"
    case .subtract(let parameter): "subtract \(parameter.text)"
    case .subtractFrom(let parameter): "subtractFrom \(parameter.text)"
    case .multiply(let parameter): "multiply \(parameter.text)"
    case .divide(let parameter): "divide \(parameter.text)"
    case .clamp(let lower, let upper): "clamp \(lower) \(upper)"
    case .round(let rounding): "round \(rounding.rawValue)"
    case .bipolar: "bipolar"
    }
  }
}

extension FloatParameter {
  fileprivate var text: String { (axis.map { "axis \($0) : " } ?? "") + spaced(values) }
}
