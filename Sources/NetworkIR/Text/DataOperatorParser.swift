import FixedPoint

/// The operators on pairs of elements, on positions and on rows.
func parseDataOperator(
  _ keyword: String, _ head: TextLine, _ fields: inout TextFields
) throws(LineFault) -> OperatorKind {
  switch keyword {
  case "product": return .product(offsets: try fields.integers("offsets", head))
  case "extremum":
    return .extremum(
      try fields.require("selection", of: head) { line throws(TextFault) in
        try line.choice(Extremum.self)
      })
  case "slice":
    return .slice(
      Slice(
        starts: try fields.integers("starts", head), steps: try fields.integers("steps", head),
        sizes: try fields.integers("sizes", head)))
  case "dilate":
    return .dilate(
      factors: try fields.integers("factors", head), value: try fields.integer("value", head))
  case "reduce":
    let reduction = try fields.require("reduction", of: head) { line throws(TextFault) in
      try line.choice(Reduction.self)
    }
    return .reduce(reduction, axes: try fields.integers("axes", head))
  case "softmax": return .softmax(try fields.softmax(head))
  case "constant":
    return .constant(
      ConstantTensor(
        shape: try fields.require("shape", of: head) { line throws(TextFault) in
          try line.shape()
        }, elements: try fields.integers("elements", head)))
  default: throw LineFault(line: head.number, cause: "the operator \(keyword) is unknown")
  }
}

extension TextFields {
  fileprivate mutating func softmax(_ head: TextLine) throws(LineFault) -> Softmax {
    let bytes = try take("bytes") { line throws(TextFault) in
      (try line.choice(IntegerType.self), try line.integer())
    }
    if let (output, diffMin) = bytes {
      return .bytes(
        ByteSoftmax(
          diffMin: diffMin, exponentials: try integers("exponentials", head), output: output))
    }
    let (multiplier, shift) = try require("words", of: head) { line throws(TextFault) in
      (try line.integer(), try line.integer())
    }
    return .words(
      WordSoftmax(
        inputMultiplier: multiplier, inputShift: shift,
        exponentialKnots: try integers("exponentials", head),
        reciprocalKnots: try integers("reciprocals", head)))
  }
}

extension TextLine {
  /// TensorFlow Lite's requantisations.
  mutating func scaling(_ keyword: String) throws(TextFault) -> RequantizeFunction {
    switch keyword {
    case "multiplier": return .multiplier(try multiplier())
    case "bySign":
      let negative = try multiplier()
      try expect(.symbol(":"))
      return .bySign(negative: negative, other: try multiplier())
    case "quotient":
      return .quotient(
        Quotient(
          inputOffset: try integer(), divisor: try integer(), rounding: try choice(Rounding.self),
          outputOffset: try integer(), clamp: try range()))
    case "curve": return .curve(try curve())
    default: throw TextFault("the function \(keyword) is unknown")
    }
  }

  private mutating func multiplier() throws(TextFault) -> FixedPointMultiplier {
    FixedPointMultiplier(
      inputOffset: try integer(), inputShift: try integer(), multiplier: try integer(),
      shift: try integer(), scheme: try choice(ScalingScheme.self), outputOffset: try integer(),
      clamp: try range())
  }

  private mutating func curve() throws(TextFault) -> InterpolatedCurve {
    let shape = try choice(CurveShape.self)
    let (multiplier, shift) = (try integer(), try integer())
    try expect(.symbol(":"))
    return InterpolatedCurve(
      shape: shape, inputMultiplier: multiplier, inputShift: shift, knots: try integers())
  }
}
