import FixedPoint
import NetworkIR

/// Follows a run and holds what is stored to the network.
///
/// A stored value that is a function of one sum is replaced by the network's element that equals it,
/// so that what follows is a sum of elements again.
final class Prover: MachineObserver {
  let network: Network
  let stepLimit: Int
  private let budget: Int
  private let progress: (String) -> Void
  /// Made when the graph is known.
  private(set) var made: (reference: ReferenceValues, checker: FunctionChecker)?
  private(set) var proofs: [TensorProof] = []
  private var resolved: [Int: Int] = [:]
  /// Nodes for which nothing was found.
  private var unresolved: Set<Int> = []
  private var methods: [Int: FunctionCheck] = [:]
  /// The tensor and element of a symbol.
  private var owners: [Int: (tensor: Int, element: Int)] = [:]
  var patterns: PatternOutcome?
  private var abandoned: [(function: String, reason: NotFollowed)] = []

  init(
    _ network: Network, stepLimit: Int, budget: Int, progress: @escaping (String) -> Void
  ) {
    self.network = network
    self.stepLimit = stepLimit
    self.budget = budget
    self.progress = progress
  }

  func begin(_ graph: ValueGraph) -> ReferenceValues {
    let reference = ReferenceValues(network, graph: graph)
    made = (reference, FunctionChecker(graph: graph, reference: reference, budget: budget))
    return reference
  }

  func stored(_ value: SymbolicValue, in machine: Machine) -> SymbolicValue {
    guard case .node(let node) = value, !machine.graph.isSum(node) else { return value }
    return resolve(node, machine.graph).map { .node($0) } ?? value
  }

  func gaveUp(_ function: String, _ reason: NotFollowed, in machine: Machine) {
    abandoned.append((function, reason))
  }

  func exhaustiveRange(_ value: SymbolicValue, in machine: Machine) -> IntegerRange? {
    guard let made, case .node(let node) = value,
      let (base, program) = try? ProgramBuilder.build(value, in: machine.graph),
      let image = made.checker.image(of: program, over: machine.graph.ranges[base])
    else { return nil }
    machine.graph.narrow(node, to: image)
    return image
  }

  /// The network's element that a node equals.
  private func resolve(_ node: Int, _ graph: ValueGraph) -> Int? {
    if let known = resolved[node] { return known }
    guard let made, unresolved.insert(node).inserted else { return nil }
    if let symbol = extremum(node, graph, made.reference) { return symbol }
    guard let (base, program) = try? build(.node(node), graph) else { return nil }
    for candidate in made.reference.candidates[base] ?? [] {
      let check = made.checker.compare(
        program, candidate.chain, over: graph.ranges[base], within: graph.ranges[candidate.symbol])
      guard check.outcome.isEqual else { continue }
      resolved[node] = candidate.symbol
      methods[candidate.symbol] = check
      return candidate.symbol
    }
    return nil
  }

  /// The value as a function of one sum; where it is one of several, what goes into the sum is first
  /// held to the network's elements.
  private func build(
    _ value: SymbolicValue, _ graph: ValueGraph
  ) throws(ProgramFailure) -> (base: Int, program: FunctionProgram) {
    do throws(ProgramFailure) {
      return try ProgramBuilder.build(value, in: graph)
    } catch .severalSums {
      return try ProgramBuilder.build(value, in: graph) { self.resolve($0, graph) }
    }
  }

  private func extremum(_ node: Int, _ graph: ValueGraph, _ reference: ReferenceValues) -> Int? {
    guard case .extremum(let isLargest, _, _) = graph.kinds[node] else { return nil }
    var forms: Set<LinearForm> = []
    collect(.node(node), isLargest, graph, into: &forms)
    let limit = forms.filter { !$0.terms.isEmpty }.map { graph.range(of: $0) }
    forms = forms.filter { form in
      !form.terms.isEmpty
        || !limit.contains { isLargest ? $0.lower >= form.constant : $0.upper <= form.constant }
    }
    return reference.extrema[.init(isLargest: isLargest, forms: forms)]
  }

  private func collect(
    _ value: SymbolicValue, _ isLargest: Bool, _ graph: ValueGraph,
    into forms: inout Set<LinearForm>
  ) {
    if case .node(let node) = value, case .extremum(isLargest, let a, let b) = graph.kinds[node] {
      collect(a, isLargest, graph, into: &forms)
      collect(b, isLargest, graph, into: &forms)
    } else {
      forms.insert(graph.form(of: value))
    }
  }
}

extension Prover {
  func traced(_ tensor: String, at pointer: MemoryPointer, count: Int, in machine: Machine) {
    guard let index = network.tensors.firstIndex(where: { $0.name == tensor }) else { return }
    check(TensorID(index), at: pointer, count: count, in: machine)
  }

  /// Holds a tensor in memory to the network, and puts the network's elements there.
  func check(_ id: TensorID, at pointer: MemoryPointer, count: Int, in machine: Machine) {
    guard let made, case .constant(let start) = pointer.offset,
      let type = machine.rules.integer(pointer.element)
    else { return }
    let expected = made.reference.elements[id.index]
    var tally = ElementTally()
    tally.patterns = patterns
    for element in 0..<min(count, expected.count) {
      let offset = start + element * type.bytes
      if patterns == nil {
        let cell = machine.memory.cell(pointer.object, offset)
        tally.add(compare(cell, expected[element], machine.graph), element)
      }
      machine.setCell(
        pointer.object, offset,
        .init(value: machine.graph.value(of: expected[element]), type: type))
    }
    conclude(id, tally, expected, machine)
  }

  private func compare(
    _ cell: SymbolicMemory.Cell?, _ expected: LinearForm, _ graph: ValueGraph
  ) -> ElementFinding {
    guard let cell else { return .notFollowed("nothing was written there") }
    let form = graph.form(of: cell.value)
    if form == expected { return .equal }
    guard case .node(let node) = cell.value else { return compare(form.constant, expected, graph) }
    if let symbol = resolve(node, graph), made?.reference.form(symbol) == expected {
      return .equal
    }
    return explain(node, form, expected, graph)
  }

  /// A constant where the network has a function.
  private func compare(
    _ constant: Int, _ expected: LinearForm, _ graph: ValueGraph
  ) -> ElementFinding {
    guard expected.terms.count == 1, let made,
      let link = made.reference.chains[expected.terms[0].node]?.last
    else { return contradiction(constant, expected, graph) }
    let factor = expected.terms[0].coefficient
    guard factor.magnitude == 1 else { return .notFollowed("it is \(constant)") }
    let value = factor * (constant - expected.constant)
    let check = made.checker.compare(
      .constant(value), [link], over: graph.ranges[link.base], within: IntegerRange(exactly: value))
    return check.outcome.isEqual ? .equal : contradiction(value, link, graph)
  }

  /// A constant where the network's form has terms: wrong if the inputs alone decide the form.
  private func contradiction(
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
      owner(of: node).map { given.contains($0.tensor) } ?? false
    }
  }

  /// The value of a node that has only one.
  private func onlyValue(_ node: Int, _ graph: ValueGraph) -> Int? {
    guard let made, let (base, program) = try? build(.node(node), graph),
      let image = made.checker.image(of: program, over: graph.ranges[base]),
      image.lower == image.upper
    else { return nil }
    return image.lower
  }

  /// Why a value is not what it should be.
  private func explain(
    _ node: Int, _ form: LinearForm, _ expected: LinearForm, _ graph: ValueGraph
  ) -> ElementFinding {
    let isLinear = form.terms.allSatisfy { graph.isBasic($0.node) }
    guard let made, let symbol = expected.terms.first?.node, expected.terms.count == 1,
      let chain = made.reference.chains[symbol]
    else {
      if expected.terms.isEmpty, onlyValue(node, graph) == expected.constant { return .equal }
      return isLinear && tensors(in: form, graph) == tensors(in: expected, graph)
        ? .differs(firstDifference(form, expected, graph))
        : .notFollowed("it is no function of one sum")
    }
    do throws(ProgramFailure) {
      let (base, program) = try build(.node(node), graph)
      let factor = expected.terms[0].coefficient
      guard factor.magnitude == 1 else { return .notFollowed("it is a multiple of a function") }
      let bare = program.minus(expected.constant, times: factor)
      return disagreement(base, bare, chain, graph, made.checker, graph.ranges[symbol])
    } catch {
      return .notFollowed(
        error == .severalSums
          ? "it is a function of several sums" : "a step in it is not followed")
    }
  }

  func disagreement(
    _ base: Int, _ program: FunctionProgram, _ chain: [ReferenceValues.Link],
    _ graph: ValueGraph, _ checker: FunctionChecker, _ image: IntegerRange
  ) -> ElementFinding {
    guard let start = chain.firstIndex(where: { $0.base == base }) else {
      return otherSum(base, chain, graph)
    }
    let check = checker.compare(
      program, Array(chain[start...]), over: graph.ranges[base], within: image)
    guard case .differs(let place, let found, let expected) = check.outcome else { return .equal }
    return .differs("where its sum is \(place), it is \(found) instead of \(expected)")
  }

  /// A sum over the same tensors with other terms is wrong; one over others may be a step between.
  private func otherSum(
    _ base: Int, _ chain: [ReferenceValues.Link], _ graph: ValueGraph
  ) -> ElementFinding {
    let found = form(base, graph)
    for link in chain {
      let mine = form(link.base, graph)
      if tensors(in: found, graph) == tensors(in: mine, graph) {
        return .differs("another sum: " + firstDifference(found, mine, graph))
      }
    }
    let parts = graph.expanded(found).keys.sorted().prefix(3).map { label($0) }
    return .notFollowed("it is a function of another sum, of " + parts.joined(separator: ", "))
  }

  /// The tensors that a form's symbols are elements of.
  private func tensors(in form: LinearForm, _ graph: ValueGraph) -> Set<Int> {
    Set(graph.expanded(form).keys.compactMap { owner(of: $0)?.tensor })
  }

  private func owner(of node: Int) -> (tensor: Int, element: Int)? {
    if owners.isEmpty {
      for (tensor, elements) in (made?.reference.elements ?? []).enumerated() {
        for (element, form) in elements.enumerated() where form.terms.count == 1 {
          let node = form.terms[0].node
          if owners[node] == nil { owners[node] = (tensor, element) }
        }
      }
    }
    return owners[node]
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
    owner(of: node).map { "\(network.tensors[$0.tensor].name)[\($0.element)]" } ?? "a value"
  }

  private func conclude(
    _ id: TensorID, _ tally: ElementTally, _ expected: [LinearForm], _ machine: Machine
  ) {
    let symbols = Set(expected.flatMap { $0.terms.map(\.node) })
    let outcomes = Set(symbols.compactMap { methods[$0] }).map(\.outcome)
    let abandonedHere = abandoned
    abandoned = []
    patterns = nil
    let reason = made?.reference.notFollowed[id.index]
    let proof = tally.proof(
      of: network[id].name, elements: expected.count, function: machine.lastStage,
      outcomes: outcomes,
      abandoned: abandonedHere.first, unsupported: reason)
    proofs.append(proof)
    progress("\(proof.tensor): \(proof.status.rawValue)")
  }
}
