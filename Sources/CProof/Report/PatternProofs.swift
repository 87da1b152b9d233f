import FixedPoint
import Interpreter
import NetworkIR

/// Elements where some inputs are known to have the value at which they are skipped.
extension Prover {
  func followed(_ outcome: PatternOutcome) { patterns = outcome }

  func compare(
    _ tensor: String, at pointer: MemoryPointer, assuming pattern: ZeroPattern, in machine: Machine
  ) -> (element: Int, ElementFinding)? {
    guard let made, case .constant(let start) = pointer.offset,
      let type = machine.rules.integer(pointer.element),
      let index = network.tensors.firstIndex(where: { $0.name == tensor })
    else { return (0, .notFollowed("the tensor is not known")) }
    for (element, expected) in made.reference.elements[index].enumerated() {
      let cell = machine.memory.cell(pointer.object, start + element * type.bytes)
      switch compare(cell, expected, pattern, machine.graph) {
      case .equal: break
      case .notFollowed(let why): return (element, .notFollowed(why))
      case .differs(let why): return (element, .differs(why))
      }
    }
    return nil
  }

  private func compare(
    _ cell: SymbolicMemory.Cell?, _ expected: LinearForm, _ pattern: ZeroPattern,
    _ graph: ValueGraph
  ) -> ElementFinding {
    guard let made, let cell else { return .notFollowed("nothing was written there") }
    let found = substituted(graph.form(of: cell.value), pattern, graph)
    let wanted = substituted(expected, pattern, graph)
    if found == wanted { return .equal(nil) }
    guard let symbol = expected.onlyNode, let link = made.reference.chains[symbol]?.last
    else { return linearDifference(found, wanted, graph) }
    let argument = substituted(unit(link.base), pattern, graph).scaled(by: link.factor)
    let constant = argument.constant + link.constant
    guard let term = argument.terms.first else {
      return found
        == LinearForm(constant: made.reference.functions[link.function].value(at: constant))
        ? .equal(nil) : .notFollowed("it should be constant")
    }
    guard argument.terms.count == 1 else { return .notFollowed("its sum is not followed") }
    return compare(
      cell.value,
      .init(
        base: term.node, factor: term.coefficient, constant: constant, function: link.function),
      within: graph.ranges[symbol], graph)
  }

  private func compare(
    _ value: SymbolicValue, _ link: ReferenceValues.Link, within image: IntegerRange,
    _ graph: ValueGraph
  ) -> ElementFinding {
    guard let made else { return .notFollowed("it is not followed") }
    if case .constant(let constant) = value {
      let check = made.checker.compare(
        .constant(constant), [link], over: graph.ranges[link.base],
        within: IntegerRange(exactly: constant))
      return check.outcome.isEqual ? .equal(check) : contradiction(constant, link, graph)
    }
    guard let (base, program) = try? ProgramBuilder.build(value, in: graph) else {
      return .notFollowed("it is a function of several sums")
    }
    return disagreement(base, program, [link], graph, made.checker, image)
  }

  private func linearDifference(
    _ found: LinearForm, _ wanted: LinearForm, _ graph: ValueGraph
  ) -> ElementFinding {
    found.terms.allSatisfy { graph.isBasic($0.node) }
      ? .differs(firstDifference(found, wanted, graph)) : .notFollowed("it is not followed")
  }

  private func unit(_ node: Int) -> LinearForm {
    LinearForm(constant: 0, terms: [.init(node: node, coefficient: 1)])
  }

  /// The form with the skipped symbols at their values.
  private func substituted(
    _ form: LinearForm, _ pattern: ZeroPattern, _ graph: ValueGraph
  ) -> LinearForm {
    var constant = form.constant
    var coefficients: [Int: Int] = [:]
    for (node, coefficient) in graph.expanded(form) {
      if let value = pattern.skipped[node] {
        constant += coefficient * value
      } else {
        coefficients[node] = coefficient
      }
    }
    return graph.compact(LinearForm(constant: constant, coefficients))
  }
}
