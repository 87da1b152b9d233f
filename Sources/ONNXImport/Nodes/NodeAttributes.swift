import Diagnostics

// Attribute readers: a fault is recorded and the default returned, so that one pass finds every
// fault.
extension NodeImport {
  mutating func integer(_ name: String, default fallback: Int) -> Int {
    guard let value = node.attributes[name] else { return fallback }
    guard case .integer(let integer) = value else {
      return wrongKind(name, value, expected: "an integer", fallback)
    }
    return integer
  }

  /// An integer that says yes (1) or no (0).
  mutating func flag(_ name: String, default fallback: Bool) -> Bool {
    let value = integer(name, default: fallback ? 1 : 0)
    if value != 0 && value != 1 {
      refuse(
        "attribute \(name)", code: .inconsistentModel, cause: "it is \(value)",
        remedy: "0 or 1 is needed")
    }
    return value != 0
  }

  /// A flag without a default.
  mutating func requiredFlag(_ name: String) -> Bool {
    if node.attributes[name] == nil {
      refuse(
        "attribute \(name)", code: .inconsistentModel, cause: "it is missing",
        remedy: "export the model again")
    }
    return flag(name, default: false)
  }

  /// A finite float.
  mutating func float(_ name: String, default fallback: Float) -> Float {
    guard let value = node.attributes[name] else { return fallback }
    guard case .float(let float) = value else {
      return wrongKind(name, value, expected: "a float", fallback)
    }
    guard float.isFinite else {
      refuse(
        "attribute \(name)", code: .nonFiniteConstant, cause: "it is \(float)",
        remedy: "every constant must be finite")
      return fallback
    }
    return float
  }

  mutating func string(_ name: String, default fallback: String) -> String {
    guard let value = node.attributes[name] else { return fallback }
    guard case .string(let string) = value else {
      return wrongKind(name, value, expected: "a string", fallback)
    }
    return string
  }

  mutating func integers(_ name: String) -> [Int]? {
    guard let value = node.attributes[name] else { return nil }
    guard case .integers(let integers) = value else {
      return wrongKind(name, value, expected: "a list of integers", nil)
    }
    return integers
  }

  private mutating func wrongKind<Value>(
    _ name: String, _ value: AttributeValue, expected: String, _ fallback: Value
  ) -> Value {
    refuse(
      "attribute \(name)", code: .inconsistentModel, cause: "it is \(value.kind)",
      remedy: "\(expected) is needed")
    return fallback
  }
}
