import NetworkIR

extension OperatorImporter {
  /// Functions of one variable without attributes.
  static let plainFunctions: [OperatorImporter] = [
    plain("Sigmoid", .sigmoid),
    plain("Tanh", .tanh),
    plain("HardSwish", since: 14, .hardSwish),
    plain("Softplus", .softplus),
    plain("Softsign", .softsign),
    plain("Erf", .erf),
    plain("Exp", .exp),
    plain("Log", .log),
    plain("Sqrt", .sqrt),
    plain("Reciprocal", .reciprocal),
    plain("Abs", .absolute),
    plain("Neg", .negate),
    plain("Floor", .floor),
    plain("Ceil", .ceiling),
    plain("Round", since: 11, .round),
    plain("Sign", .sign),
  ]

  static let relu = OperatorImporter(
    "Relu", inputs: 1...1, note: "of floating-point tensors and of 4, 8 and 16-bit integers"
  ) { (node: inout NodeImport) throws(NodeRefusal) in
    try node.applyClamp(.relu, try node.input(0, "x"))
  }

  private static func plain(
    _ name: String, since: Int = 1, _ function: PointwiseFunction
  ) -> OperatorImporter {
    OperatorImporter(
      name, since: since, inputs: 1...1, note: "real-valued; a quantiser must follow"
    ) { (node: inout NodeImport) throws(NodeRefusal) in
      let x = try node.input(0, "x")
      try node.applyFunction(function, x)
    }
  }
}

extension NodeImport {
  /// Makes the node's output the function of every element of x.
  mutating func applyFunction(
    _ function: PointwiseFunction, _ x: Operand
  ) throws(NodeRefusal) {
    requireReal(x, "x")
    try apply(.pointwise(function), [x], shape: x.shape, type: x.type)
  }
}
