extension OperatorImporter {
  static let dropout = OperatorImporter(
    "Dropout", inputs: 1...3, outputs: 1...2, attributes: ["ratio", "seed"],
    note: "inference: passes its input on"
  ) { (node: inout NodeImport) throws(NodeRefusal) in
    let x = try node.input(0, "x")
    if let mode = try node.optionalInput(2), mode.scalar != 0 {
      node.refuse(
        "input training_mode", cause: "elements would be dropped at random",
        remedy: "export in inference mode")
    }
    try node.passThrough(x)
  }
}
