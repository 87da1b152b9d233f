import Diagnostics
import FixedPoint
import NetworkIR

/// What a network is built from, without what follows from it: shapes, ranges and types.
///
/// Tensors are labels that survive changes; an operator whose input has another shape than it was
/// made for is fitted to it where that is possible.
struct Recipe: Hashable {
  var inputs: [Declared]
  var states: [State]
  var steps: [Step]
  var outputs: [Int]

  struct Declared: Hashable {
    var label: Int
    var shape: Shape
    var range: IntegerRange
  }

  struct State: Hashable {
    var declared: Declared
    var initial: [Int]
    var next: Int
  }

  struct Step: Hashable {
    var name: String
    var kind: OperatorKind
    var inputs: [Int]
    var outputs: [Int]
    /// Of a reshape.
    var shape: Shape
    var isWide: Bool
  }

  init(_ network: Network) {
    func declared(_ id: TensorID) -> Declared {
      Declared(label: id.index, shape: network[id].shape, range: network[id].range)
    }
    inputs = network.inputs.map { declared($0.tensor) }
    states = network.states.map {
      State(declared: declared($0.tensor), initial: $0.initial, next: $0.next.index)
    }
    steps = network.operators.map { node in
      Step(
        name: node.name, kind: node.kind, inputs: node.inputs.map(\.index),
        outputs: node.outputs.map(\.index), shape: network[node.outputs[0]].shape,
        isWide: network[node.outputs[0]].type == .int64)
    }
    outputs = network.outputs.map(\.index)
  }

  /// A label that is not used.
  var freshLabel: Int {
    let used = inputs.map(\.label) + states.map(\.declared.label) + steps.flatMap(\.outputs)
    return (used.max() ?? 0) + 1
  }

  // MARK: Building

  /// - Throws: the rules that the network would break.
  func network(named name: String) throws(DiagnosticList) -> Network {
    var builder = NetworkBuilder(name: name)
    var ids: [Int: TensorID] = [:]
    for input in inputs {
      ids[input.label] = try builder.addInput(
        name: "x", shape: input.shape, range: input.range, meaning: .itself, encoding: .integers)
    }
    for state in states {
      let count = state.declared.shape.elementCount
      let rest = [Int](
        repeating: state.initial.first ?? state.declared.range.lower,
        count: max(0, count - state.initial.count))
      ids[state.declared.label] = try builder.addState(
        name: "state", shape: state.declared.shape, range: state.declared.range, meaning: .itself,
        initial: state.initial.prefix(count) + rest)
    }
    for step in steps { try add(step, to: &builder, &ids) }
    for state in states {
      guard let tensor = ids[state.declared.label], let next = ids[state.next] else {
        throw Self.lost
      }
      builder.setNext(of: tensor, to: next)
    }
    let kept = outputs.compactMap { ids[$0] }
    guard kept.count == outputs.count else { throw Self.lost }
    return try builder.build(outputs: kept)
  }

  private func add(
    _ step: Step, to builder: inout NetworkBuilder, _ ids: inout [Int: TensorID]
  ) throws(DiagnosticList) {
    let inputs = step.inputs.compactMap { ids[$0] }
    guard inputs.count == step.inputs.count else { throw Self.lost }
    let shapes = inputs.map { builder[$0].shape }
    let kind = step.kind.fitted(to: shapes)
    let made = try builder.add(
      kind, name: step.name, inputs: inputs, outputNames: step.outputs.map { "t\($0)" },
      meanings: step.outputs.map { _ in .itself },
      reshapedTo: shapes.first.map { step.shape.fitted(to: $0.elementCount) },
      allowsWide: step.isWide)
    for (label, id) in zip(step.outputs, made) { ids[label] = id }
  }

  private static let lost = Diagnostic(
    .invalidNetwork, at: .nowhere, cause: "a tensor is missing", remedy: "leave the change out"
  ).alone

  // MARK: What is needed

  /// Without what no output needs.
  var pruned: Recipe {
    var result = self
    var needed = Set(outputs)
    var size = -1
    while needed.count != size {
      size = needed.count
      for state in states where needed.contains(state.declared.label) { needed.insert(state.next) }
      for step in steps where !needed.isDisjoint(with: step.outputs) {
        needed.formUnion(step.inputs)
      }
    }
    result.states.removeAll { !needed.contains($0.declared.label) }
    result.steps.removeAll { needed.isDisjoint(with: $0.outputs) }
    result.inputs.removeAll { !needed.contains($0.label) }
    if result.inputs.isEmpty { result.inputs = Array(inputs.prefix(1)) }
    return result
  }

  /// With another tensor wherever one was read.
  func replacing(_ old: Int, by new: Int) -> Recipe {
    func renamed(_ label: Int) -> Int { label == old ? new : label }
    var result = self
    for index in result.steps.indices {
      result.steps[index].inputs = result.steps[index].inputs.map(renamed)
    }
    for index in result.states.indices {
      result.states[index].next = renamed(result.states[index].next)
    }
    var seen: Set<Int> = []
    result.outputs = outputs.map(renamed).filter { seen.insert($0).inserted }
    return result
  }
}
