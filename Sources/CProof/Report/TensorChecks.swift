import FixedPoint
import NetworkIR

/// Elements of memory against elements of the network.
extension Prover {
  func traced(
    _ tensor: String, at pointer: MemoryPointer, count: Int, in machine: Machine
  ) -> Bool {
    guard let index = network.tensors.firstIndex(where: { $0.name == tensor }) else { return false }
    let id = TensorID(index)
    guard count == network[id].shape.elementCount,
      pointer.element == .integer(network[id].type), case .constant(let start) = pointer.offset,
      machine.memory.holds(pointer.object, start, bytes: count * network[id].type.bytes)
    else { return false }
    check(id, at: pointer, in: machine)
    return true
  }

  /// Holds a tensor in memory to the network, and puts the network's elements there.
  func check(
    _ id: TensorID, at pointer: MemoryPointer, in machine: Machine, isSilentIfEqual: Bool = false
  ) {
    guard let made, case .constant(let start) = pointer.offset,
      let type = machine.rules.integer(pointer.element)
    else { return }
    let expected = made.reference.elements[id.index]
    var tally = ElementTally()
    tally.patterns = patterns
    for (element, form) in expected.enumerated() {
      let offset = start + element * type.bytes
      if patterns == nil {
        let cell = machine.memory.cell(pointer.object, offset)
        tally.add(cell?.type == type ? compare(cell, form, machine.graph) : unwritten, element)
      }
      for other in machine.memory.overlaps(pointer.object, offset, bytes: type.bytes) {
        machine.setCell(pointer.object, other, nil)
      }
      machine.setCell(
        pointer.object, offset, .init(value: machine.graph.value(of: form), type: type))
    }
    if isSilentIfEqual, tally.isEqual { return }
    conclude(id, tally, expected, machine)
  }

  private var unwritten: ElementFinding { .notFollowed("nothing was written there") }

  private func compare(
    _ cell: SymbolicMemory.Cell?, _ expected: LinearForm, _ graph: ValueGraph
  ) -> ElementFinding {
    guard let cell else { return unwritten }
    let form = graph.form(of: cell.value)
    if form == expected { return .equal(nil) }
    guard case .node(let node) = cell.value else { return compare(form.constant, expected, graph) }
    if let symbol = resolve(node, graph), made?.reference.form(symbol) == expected {
      return .equal(nil)
    }
    return explain(node, form, expected, graph)
  }

  /// A constant where the network has a function, once, with or without a sign and a number beside it.
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
    return check.outcome.isEqual ? .equal(check) : contradiction(value, link, graph)
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
    guard let made, expected.terms.count == 1,
      let chain = made.reference.chains[expected.terms[0].node]
    else {
      if expected.terms.isEmpty, onlyValue(node, graph) == expected.constant { return .equal(nil) }
      let isLinear = form.terms.allSatisfy { graph.isBasic($0.node) }
      return isLinear && areElements(form, expected, graph)
        && tensors(in: form, graph) == tensors(in: expected, graph)
        ? .differs(firstDifference(form, expected, graph))
        : .notFollowed("it is no function of one sum")
    }
    do throws(ProgramFailure) {
      let (base, program) = try build(.node(node), graph)
      let (symbol, factor) = (expected.terms[0].node, expected.terms[0].coefficient)
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
    guard case .differs(let place, let found, let expected) = check.outcome else {
      return .equal(check)
    }
    return .differs("where its sum is \(place), it is \(found) instead of \(expected)")
  }
}

extension LinearForm {
  /// The node that the form is, once and with nothing added.
  var onlyNode: Int? {
    guard constant == 0, terms.count == 1, terms[0].coefficient == 1 else { return nil }
    return terms[0].node
  }
}
