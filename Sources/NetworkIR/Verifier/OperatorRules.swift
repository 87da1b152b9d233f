import Diagnostics
import FixedPoint

extension NetworkVerifier {
  mutating func checkOperators() {
    var names: Set<String> = []
    for (index, node) in network.operators.enumerated() {
      let place = Place.node(name: node.name, operator: node.kind.keyword)
      if !names.insert(node.name).inserted || node.name.isEmpty {
        report(
          place, "the name of operator \(index) is empty or taken",
          "give each operator a name of its own")
      }
      if checkInputs(of: node, place) { checkOutputs(of: node, place) }
      node.outputs.forEach { produce($0, at: place) }
    }
  }

  /// Whether the outputs can be derived: every input exists and keeps its own rules.
  private mutating func checkInputs(of node: Operator, _ place: Place) -> Bool {
    for id in node.inputs {
      if !exists(id) {
        report(
          place, "it reads tensor \(id.index), which does not exist",
          "number tensors from 0 to \(network.tensors.count - 1)")
      } else if !produced.contains(id) {
        report(
          place, "it reads tensor \"\(network[id].name)\", which nothing before it gives",
          "put operators into topological order")
      }
    }
    return node.inputs.allSatisfy(sound.contains)
  }

  private mutating func checkOutputs(of node: Operator, _ place: Place) {
    let requested = node.outputs.first.flatMap { sound.contains($0) ? network[$0].shape : nil }
    do throws(DiagnosticList) {
      let derived = try inferOutputs(
        of: node.kind, name: node.name, inputs: node.inputs.map { network[$0].facts },
        reshapedTo: requested, allowsWide: network.mayBeWide(node))
      compare(derived, with: node, place)
    } catch {
      error.diagnostics.forEach { report($0) }
    }
  }

  private mutating func compare(_ derived: [TensorFacts], with node: Operator, _ place: Place) {
    guard derived.count == node.outputs.count else {
      report(
        place, "it gives \(counted(derived.count, "output")) and lists \(node.outputs.count)",
        "list one tensor per output")
      return
    }
    for (facts, id) in zip(derived, node.outputs) where sound.contains(id) {
      let tensor = network[id]
      if tensor.shape != facts.shape {
        report(
          place, "its output \"\(tensor.name)\" has the shape \(facts.shape), not \(tensor.shape)",
          "declare the shape \(facts.shape)")
      }
      if tensor.range != facts.range {
        report(
          place, "its output \"\(tensor.name)\" has the range \(facts.range), not \(tensor.range)",
          "declare the range \(facts.range)")
      }
    }
  }
}
