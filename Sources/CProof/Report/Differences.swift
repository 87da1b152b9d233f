import FixedPoint
import NetworkIR

/// What a text computes instead of the network, in words.
extension Prover {
  /// A sum over the same tensors with other terms is wrong; one over others may be a step between, and
  /// so may be one beside functions that are no element: the two may join what the other keeps apart.
  func otherSum(
    _ base: Int, _ chain: [ReferenceValues.Link], _ graph: ValueGraph
  ) -> ElementFinding {
    let found = form(base, graph)
    for link in chain {
      let mine = form(link.base, graph)
      if areElements(found, mine, graph), tensors(in: found, graph) == tensors(in: mine, graph) {
        return .differs("another sum: " + firstDifference(found, mine, graph))
      }
    }
    let parts = graph.expanded(found).keys.sorted().prefix(3).map { label($0) }
    return .notFollowed("it is a function of another sum, of " + parts.joined(separator: ", "))
  }

  /// A constant where the network's form has terms: wrong if the inputs alone decide the form.
  func contradiction(
    _ constant: Int, _ expected: LinearForm, _ graph: ValueGraph
  ) -> ElementFinding {
    let range = graph.range(of: expected)
    return (isFree(expected, graph) && range.lower < range.upper) || !range.contains(constant)
      ? .differs("it is \(constant)") : .notFollowed("it is \(constant)")
  }

  /// A constant where the network's function has other values: wrong where it has one at an end of an
  /// argument that the inputs alone decide. Another argument may have one value only, too.
  func contradiction(
    _ constant: Int, _ link: ReferenceValues.Link, _ graph: ValueGraph
  ) -> ElementFinding {
    let range = graph.ranges[link.base]
    let ends = made?.reference.values(of: [link], at: [range.lower, range.upper]) ?? []
    return isFree(form(link.base, graph), graph) && ends.contains { $0 != constant }
      ? .differs("it is \(constant)") : .notFollowed("it is \(constant)")
  }

  /// Whether a form has symbols of inputs and states alone, which take every value.
  private func isFree(_ form: LinearForm, _ graph: ValueGraph) -> Bool {
    let given = Set((network.inputs.map(\.tensor) + network.states.map(\.tensor)).map(\.index))
    return graph.expanded(form).keys.allSatisfy { node in
      owners[node].map { given.contains($0.tensor) } ?? false
    }
  }

  /// The tensors that a form's symbols are elements of.
  func tensors(in form: LinearForm, _ graph: ValueGraph) -> Set<Int> {
    Set(graph.expanded(form).keys.compactMap { owners[$0]?.tensor })
  }

  /// Whether every symbol of two forms is an element of a tensor.
  func areElements(_ one: LinearForm, _ other: LinearForm, _ graph: ValueGraph) -> Bool {
    [one, other].allSatisfy { graph.expanded($0).keys.allSatisfy { owners[$0] != nil } }
  }

  /// The element that each symbol is.
  func owned() -> [Int: (tensor: Int, element: Int)] {
    var owners: [Int: (tensor: Int, element: Int)] = [:]
    for (tensor, elements) in (made?.reference.elements ?? []).enumerated() {
      for (element, form) in elements.enumerated() where form.terms.count == 1 {
        let node = form.terms[0].node
        if owners[node] == nil { owners[node] = (tensor, element) }
      }
    }
    return owners
  }

  private func form(_ node: Int, _ graph: ValueGraph) -> LinearForm {
    LinearForm(constant: 0, terms: [.init(node: node, coefficient: 1)])
  }

  /// The first coefficient in which two forms differ.
  func firstDifference(
    _ found: LinearForm, _ expected: LinearForm, _ graph: ValueGraph
  ) -> String {
    let (a, b) = (graph.expanded(found), graph.expanded(expected))
    for node in Set(a.keys).union(b.keys).sorted() where a[node] ?? 0 != b[node] ?? 0 {
      return "\(label(node)) counts \(a[node] ?? 0) times instead of \(b[node] ?? 0)"
    }
    return "the constant is \(found.constant) instead of \(expected.constant)"
  }

  private func label(_ node: Int) -> String {
    owners[node].map { "\(network.tensors[$0.tensor].name)[\($0.element)]" } ?? "a value"
  }
}
