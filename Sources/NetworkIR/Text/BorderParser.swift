import FixedPoint

// What integers stand for, and how floats become them.
extension TextLine {
  mutating func meaning() throws(TextFault) -> Meaning {
    let axis = skip(.word("axis")) ? try integer() : nil
    try expect(.word("scale"))
    let scale = try rationals()
    try expect(.word("offset"))
    return Meaning(axis: axis, scale: scale, offset: try rationals())
  }

  mutating func encoding() throws(TextFault) -> InputEncoding {
    switch try word("an encoding") {
    case "integers": return .integers
    case "float32": return .float32([])
    case "samples":
      try expect(.word("scale"))
      let scale = try rational()
      try expect(.word("offset"))
      return .samples(scale: scale, offset: try rational())
    case let other: throw TextFault("the encoding \(other) is unknown")
    }
  }

  mutating func floatStep(_ keyword: String) throws(TextFault) -> FloatStep {
    switch keyword {
    case "add": return .add(try floatParameter())
    case "subtract": return .subtract(try floatParameter())
    case "subtractFrom": return .subtractFrom(try floatParameter())
    case "multiply": return .multiply(try floatParameter())
    case "divide": return .divide(try floatParameter())
    case "clamp": return .clamp(lower: try float(), upper: try float())
    case "round": return .round(try choice(Rounding.self))
    case "bipolar": return .bipolar
    default: throw TextFault("the step \(keyword) is unknown")
    }
  }

  private mutating func float() throws(TextFault) -> Float {
    try value("a number") { Float($0) }
  }

  private mutating func floatParameter() throws(TextFault) -> FloatParameter {
    var axis: Int?
    if skip(.word("axis")) {
      axis = try integer()
      try expect(.symbol(":"))
    }
    return FloatParameter(axis: axis, values: try values("numbers") { Float($0) })
  }
}
