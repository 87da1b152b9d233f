import FixedPoint

/// The operator of the keyword with the numbers that its fields give.
func parseOperatorKind(
  _ keyword: String, _ head: TextLine, _ fields: inout TextFields
) throws(LineFault) -> OperatorKind {
  switch keyword {
  case "dense": return .dense(try fields.linearWeights(head))
  case "convolution":
    return .convolution(
      Convolution(
        geometry: try fields.geometry(head), groups: try fields.integer("groups", head),
        paddingValue: try fields.integer("paddingValue", head),
        linear: try fields.linearWeights(head)))
  case "requantize": return .requantize(try fields.requantize())
  case "mappedSum": return .mappedSum(try fields.addendMaps())
  case "maxPool": return .maxPool(try fields.geometry(head))
  case "sumPool":
    return .sumPool(
      try fields.geometry(head), paddingValue: try fields.integer("paddingValue", head))
  case "reshape": return .reshape
  case "transpose": return .transpose(permutation: try fields.integers("permutation", head))
  case "concatenate": return .concatenate(axis: try fields.integer("axis", head))
  case "pad":
    return .pad(
      before: try fields.integers("before", head), after: try fields.integers("after", head),
      value: try fields.integer("value", head))
  case "argMax":
    let axis = try fields.integer("axis", head)
    let tie = try fields.require("tie", of: head) { line throws(TextFault) in
      try line.choice(Tie.self)
    }
    return .argMax(axis: axis, selectsLast: tie == .last)
  case "topK":
    return .topK(
      count: try fields.integer("count", head), axis: try fields.integer("axis", head))
  default: return try parseDataOperator(keyword, head, &fields)
  }
}

private enum Tie: String, CaseIterable {
  case first, last
}

extension TextFields {
  mutating func integer(
    _ keyword: String, _ head: TextLine
  ) throws(LineFault) -> Int {
    try require(keyword, of: head) { line throws(TextFault) in try line.integer() }
  }

  mutating func integers(
    _ keyword: String, _ head: TextLine
  ) throws(LineFault) -> [Int] {
    try require(keyword, of: head) { line throws(TextFault) in try line.integers() }
  }

  fileprivate mutating func geometry(_ head: TextLine) throws(LineFault) -> WindowGeometry {
    WindowGeometry(
      kernel: try integers("kernel", head), strides: try integers("strides", head),
      dilations: try integers("dilations", head),
      paddingBefore: try integers("paddingBefore", head),
      paddingAfter: try integers("paddingAfter", head),
      layout: try take("layout") { line throws(TextFault) in
        try line.choice(ChannelLayout.self)
      } ?? .channelsFirst)
  }

  /// The matrix' size, the biases, and weights in any number of lines.
  fileprivate mutating func linearWeights(_ head: TextLine) throws(LineFault) -> LinearWeights {
    let (outputs, inputs) = try require("matrix", of: head) { line throws(TextFault) in
      (try line.integer(), try line.integer())
    }
    let bias = try integers("bias", head)
    let rows = try takeAll { keyword, line throws(TextFault) in
      guard keyword == "weights" else { throw TextFault("the field \(keyword) is unknown") }
      return try line.weights()
    }
    return LinearWeights(
      outputs: outputs, inputs: inputs, weights: Array(rows.joined()), bias: bias)
  }

  fileprivate mutating func requantize() throws(LineFault) -> Requantize {
    let axis = try take("axis") { line throws(TextFault) in try line.integer() }
    return Requantize(
      axis: axis,
      functions: try takeAll { keyword, line throws(TextFault) in
        try line.requantizeFunction(keyword)
      })
  }

  fileprivate mutating func addendMaps() throws(LineFault) -> [AddendMap] {
    try takeAll { keyword, line throws(TextFault) in
      switch keyword {
      case "weighted": return .weighted(try line.weight())
      case "table": return .table(try line.lookupTable())
      default: throw TextFault("the map \(keyword) is unknown")
      }
    }
  }
}

extension TextLine {
  fileprivate mutating func lookupTable() throws(TextFault) -> LookupTable {
    let first = try integer()
    try expect(.symbol(":"))
    return LookupTable(first: first, entries: try integers())
  }

  fileprivate mutating func requantizeFunction(
    _ keyword: String
  ) throws(TextFault) -> RequantizeFunction {
    switch keyword {
    case "shift":
      return .shift(
        bits: try integer(), rounding: try choice(Rounding.self), clamp: try range())
    case "table": return .table(try lookupTable())
    case "shiftThenTable": return .shiftThenTable(bits: try integer(), try lookupTable())
    case "steps":
      let thresholds = try integers()
      try expect(.symbol(":"))
      return .steps(StepFunction(thresholds: thresholds, values: try integers()))
    case "chain":
      return .chain(
        ShiftAddChain(
          multiplier: try weight(), addend: try integer(), bits: try integer(),
          clamp: try range()))
    default: return try scaling(keyword)
    }
  }
}
