import FixedPoint
import NetworkIR

/// Follows a run and holds what is stored to the network.
///
/// A stored value that is a function of one sum is replaced by the network's element that equals it,
/// so that what follows is a sum of elements again.
final class Prover: MachineObserver {
  let network: Network
  let stepLimit: Int
  let valueLimit: Int
  private let budget: Int
  private let progress: (String) -> Void
  /// Made when the graph is known.
  private(set) var made: (reference: ReferenceValues, checker: FunctionChecker)?
  private(set) var proofs: [TensorProof] = []
  private var resolved: [Int: Resolution] = [:]
  /// Nodes for which nothing was found.
  private var unresolved: Set<Int> = []
  /// Inner sums that are being held to the network's elements.
  private var nesting = 0
  private static let mostNesting = 3
  var evidence = Evidence()
  /// The tensor and element of a symbol.
  lazy var owners: [Int: (tensor: Int, element: Int)] = owned()
  var patterns: PatternOutcome?
  private var abandoned: [(function: String, reason: NotFollowed)] = []
  /// How many results were not shown to fit when the last tensor was concluded.
  private var misfits = 0

  /// A symbol that a node equals, and the comparison that showed it, if it took one.
  private struct Resolution {
    let symbol: Int
    let check: FunctionCheck?
  }

  init(_ network: Network, limits: ProofLimits, progress: @escaping (String) -> Void) {
    self.network = network
    self.stepLimit = limits.steps
    self.valueLimit = limits.nodes
    self.budget = limits.values
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
  func resolve(_ node: Int, _ graph: ValueGraph) -> Int? {
    if let known = resolved[node] {
      known.check.map { evidence.use($0, for: known.symbol) }
      return known.symbol
    }
    guard let made, unresolved.insert(node).inserted else { return nil }
    if let symbol = extremum(node, graph, made.reference) {
      resolved[node] = Resolution(symbol: symbol, check: nil)
      return symbol
    }
    guard let (base, program) = try? build(.node(node), graph) else { return nil }
    for candidate in made.reference.candidates[base] ?? [] {
      let check = made.checker.compare(
        program, candidate.chain, over: graph.ranges[base], within: graph.ranges[candidate.symbol])
      guard check.outcome.isEqual else { continue }
      resolved[node] = Resolution(symbol: candidate.symbol, check: check)
      evidence.use(check, for: candidate.symbol)
      return candidate.symbol
    }
    return nil
  }

  /// The value as a function of one sum; where it is one of several, what goes into the sum is first
  /// held to the network's elements.
  func build(
    _ value: SymbolicValue, _ graph: ValueGraph
  ) throws(ProgramFailure) -> (base: Int, program: FunctionProgram) {
    do throws(ProgramFailure) {
      return try ProgramBuilder.build(value, in: graph)
    } catch .severalSums where nesting < Self.mostNesting {
      nesting += 1
      defer { nesting -= 1 }
      return try ProgramBuilder.build(value, in: graph) { self.resolve($0, graph) }
    }
  }

  func add(_ proof: TensorProof) {
    proofs.append(proof)
    progress("\(proof.tensor): \(proof.status.rawValue)")
  }
}

extension Prover {
  private func extremum(_ node: Int, _ graph: ValueGraph, _ reference: ReferenceValues) -> Int? {
    guard case .extremum(let isLargest, _, _) = graph.kinds[node],
      var forms = operands(of: node, isLargest, graph)
    else { return nil }
    let limit = forms.filter { !$0.terms.isEmpty }.map { graph.range(of: $0) }
    forms = forms.filter { form in
      !form.terms.isEmpty
        || !limit.contains { isLargest ? $0.lower >= form.constant : $0.upper <= form.constant }
    }
    return reference.extrema[.init(isLargest: isLargest, forms: forms)]
  }

  /// The forms whose extreme a node is, nil where they are more than any window has.
  private func operands(
    of node: Int, _ isLargest: Bool, _ graph: ValueGraph
  ) -> Set<LinearForm>? {
    var forms: Set<LinearForm> = []
    var waiting = [SymbolicValue.node(node)]
    var seen: Set<SymbolicValue> = []
    while let value = waiting.popLast() {
      guard seen.insert(value).inserted else { continue }
      guard seen.count < 1 << 14 else { return nil }
      if case .node(let node) = value, case .extremum(isLargest, let a, let b) = graph.kinds[node] {
        waiting += [a, b]
      } else {
        forms.insert(graph.form(of: value))
      }
    }
    return forms
  }
}

extension Prover {
  /// Reports a tensor that was held to the network.
  func conclude(
    _ id: TensorID, _ tally: ElementTally, _ expected: [LinearForm], _ machine: Machine
  ) {
    let outcomes = evidence.conclude(
      Set(expected.flatMap { $0.terms.map(\.node) }), made?.reference.chains ?? [:], machine.graph)
    let reasons = abandoned
    abandoned = []
    patterns = nil
    let first = reasons.firstIndex { $0.reason.isFault } ?? reasons.indices.first
    add(
      tally.proof(
        of: network[id].name, elements: expected.count, function: machine.lastStage,
        outcomes: outcomes.union(tally.checks.map(\.outcome)), abandoned: first.map { reasons[$0] },
        unsupported: made?.reference.notFollowed[id.index], misfit: newMisfit(machine.rangeLog)))
  }

  /// Where a result since the last tensor was not shown to fit.
  private func newMisfit(_ log: RangeLog) -> TextPosition? {
    guard let latest = log.latest, latest.count > misfits else { return nil }
    misfits = latest.count
    return latest.position
  }

  /// A stage that was given up and that no tensor is known to follow from.
  private func report(_ stage: (function: String, reason: NotFollowed)) {
    add(
      TensorProof(
        tensor: "(none)", function: stage.function, elements: 0,
        status: stage.reason.isFault ? .differs : .notProved,
        detail: "\(stage.reason.reason) (\(stage.reason.position))"))
  }

  /// Checks what the run leaves in its outputs and its state. Those that were held to the network
  /// when they were traced get a second row only where that is not what they hold now.
  func finish(_ results: [(TensorID, MemoryPointer)], in machine: Machine) {
    for (id, address) in results {
      let isKnown = proofs.contains { $0.tensor == network[id].name }
      check(id, at: address, in: machine, isSilentIfEqual: isKnown)
    }
    for stage in abandoned { report(stage) }
    abandoned = []
    guard let place = newMisfit(machine.rangeLog) else { return }
    add(
      TensorProof(
        tensor: "(none)", function: machine.lastStage, elements: 0, status: .notProved,
        detail: "a result is not shown to fit its type (\(place))"))
  }
}
