import NetworkIR

extension OperatorImporter {
  static let gelu = OperatorImporter(
    "Gelu", since: 20, inputs: 1...1, attributes: ["approximate"],
    note: "exact or tanh form; real-valued; a quantiser must follow"
  ) { (node: inout NodeImport) throws(NodeRefusal) in
    let form = node.string("approximate", default: "none")
    if form != "none" && form != "tanh" {
      node.refuse(
        "attribute approximate", cause: "form \"\(form.prefix(40))\" is not known",
        remedy: "none and tanh are supported")
    }
    try node.applyFunction(.gelu(isTanhApproximation: form == "tanh"), try node.input(0, "x"))
  }
}
