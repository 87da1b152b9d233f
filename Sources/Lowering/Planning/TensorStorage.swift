import FixedPoint
import KernelIR
import NetworkIR

/// Which buffer holds each tensor: the caller's inputs, outputs and states, else scratch memory for
/// as long as it is read. Of a recurrence's body, all is scratch memory. A constant has a buffer only
/// where something other than a operator that reads flash needs it.
struct TensorStorage {
  private let schedule: Schedule
  /// The recurrence whose body this is; nil for the whole network.
  private let owner: String?
  private var buffers: [TensorID: BufferID] = [:]
  /// The tensors whose elements stand in flash.
  private(set) var constants: [TensorID: ConstantView] = [:]
  /// Outputs whose elements another of the caller's arrays holds: they are copied at the end.
  private(set) var copies: [(tensor: TensorID, into: BufferID)] = []

  init(_ schedule: Schedule, bodyOf owner: String? = nil) {
    self.schedule = schedule
    self.owner = owner
  }

  /// The memory of one turn of a stage that is computed row by row.
  init(rows: [TensorID: BufferID]) {
    self.init(Schedule(Network(name: "")))
    buffers = rows
  }

  private var network: Network { schedule.network }

  /// - Precondition: `allocate` has run; every tensor that a stage reads or writes has a buffer.
  subscript(tensor: TensorID) -> BufferID { buffers[tensor] ?? BufferID(0) }

  /// Whether the tensor has a buffer.
  func isInMemory(_ tensor: TensorID) -> Bool { buffers[tensor] != nil }

  mutating func allocate(in builder: inout ProgramBuilder) {
    for (index, input) in network.inputs.enumerated() {
      buffers[input.tensor] = builder.callerBuffer(callers(input.tensor), .input(index))
    }
    for state in network.states {
      buffers[state.tensor] = builder.stateBuffer(network[state.tensor], initial: state.initial)
    }
    for (index, id) in network.outputs.enumerated() {
      let output = builder.callerBuffer(network[id], .output(index))
      if buffers[id] == nil { buffers[id] = output } else { copies.append((id, output)) }
    }
    for state in network.states where mayReplace(state) {
      buffers[state.next] = buffers[state.tensor]
    }
    allocateStages(in: &builder)
  }

  /// What the caller gives of an input: all of it, or one row.
  private func callers(_ input: TensorID) -> Tensor {
    var tensor = network[input]
    if let pushed = schedule.pushed, pushed.tensor == input {
      tensor.shape = Shape(Array(tensor.shape.dimensions.dropFirst(2)))
    }
    return tensor
  }

  /// The body's inputs live through all turns; its states are where the caller says.
  mutating func allocateBody(states: [BufferID], in builder: inout ProgramBuilder) {
    let turns = schedule.steps.lowerBound - 1...lastStep
    for input in network.inputs {
      buffers[input.tensor] = scratch(input.tensor, live: turns, in: &builder)
    }
    for (state, buffer) in zip(network.states, states) { buffers[state.tensor] = buffer }
    for state in network.states where mayReplace(state) {
      buffers[state.next] = buffers[state.tensor]
    }
    allocateStages(in: &builder)
  }

  private mutating func allocateStages(in builder: inout ProgramBuilder) {
    for item in schedule.items {
      constants[item.stage.outputs[0]] = view(of: item.stage)
      for tensor in item.stage.outputs where buffers[tensor] == nil {
        guard needsMemory(tensor) else { continue }
        buffers[tensor] = allocate(tensor, of: item, in: &builder)
      }
    }
  }

  /// What a stage gives without computing: a constant, or a view of one.
  private func view(of stage: Stage) -> ConstantView? {
    let result = network[stage.outputs[0]]
    if case .constant(let constant) = stage.main.kind { return ConstantView(result, constant) }
    guard let input = stage.main.inputs.first, let view = constants[input],
      view.tensor.type == result.type
    else { return nil }
    if case .reshape = stage.main.kind { return view.reshaped(to: result.shape) }
    if case .slice(let slice) = stage.main.kind { return view.sliced(slice) }
    if case .transpose(let permutation) = stage.main.kind { return view.transposed(permutation) }
    return nil
  }

  private func needsMemory(_ constant: TensorID) -> Bool {
    guard !schedule.regions.contains(where: { $0.isInternal(constant) }) else { return false }
    guard let view = constants[constant] else { return true }
    return network.outputs.contains(constant)
      || network.states.contains { $0.next == constant }
      || schedule.items.contains { item in
        item.stage.main.inputs.contains(constant) && !item.stage.main.kind.reads(view)
          && self.view(of: item.stage) == nil
      }
  }

  /// A reshape's result is its source's memory under another name; anything else gets its own.
  private func allocate(
    _ tensor: TensorID, of item: Schedule.Item, in builder: inout ProgramBuilder
  ) -> BufferID {
    if isAlias(item.stage), let source = buffers[item.stage.main.inputs[0]] { return source }
    if schedule.outlivesRows(tensor) { return builder.rowState(network[tensor]) }
    let last = lastRead(of: tensor, after: item.steps.upperBound)
    return scratch(tensor, live: item.steps.lowerBound...last, in: &builder)
  }

  private func scratch(
    _ tensor: TensorID, live: ClosedRange<Int>, in builder: inout ProgramBuilder
  ) -> BufferID {
    let description = network[tensor]
    return builder.arenaBuffer(
      (owner.map { $0 + "_" } ?? "") + description.name, description.type,
      count: description.shape.elementCount, description.range, live: live)
  }

  /// True for a reshape whose result has no memory that the caller gave.
  func isAlias(_ stage: Stage) -> Bool {
    guard case .reshape = stage.main.kind, constants[stage.outputs[0]] == nil else { return false }
    let result = stage.outputs[0]
    guard network[stage.main.inputs[0]].type == network[result].type else { return false }
    return (owner != nil || !network.outputs.contains(result))
      && buffers[result].map { $0 == buffers[stage.main.inputs[0]] } ?? true
  }

  /// The step after all stages, when outputs and states are copied.
  private var lastStep: Int { schedule.steps.upperBound + 1 }

  /// The last step that reads the tensor, through any number of reshapes.
  private func lastRead(of tensor: TensorID, after step: Int) -> Int {
    if network.states.contains(where: { $0.next == tensor }) || network.outputs.contains(tensor) {
      return lastStep
    }
    return lastStage(reading: tensor, after: step)
  }

  private func lastStage(reading tensor: TensorID, after step: Int) -> Int {
    var last = step
    for item in schedule.items where item.stage.main.inputs.contains(tensor) {
      last = max(last, item.steps.upperBound)
      if case .reshape = item.stage.main.kind {
        last = max(last, lastRead(of: item.stage.outputs[0], after: last))
      }
    }
    return last
  }

  /// Whether the stage that makes the next elements may write them over the state: nothing reads
  /// the old ones from then on, and the new ones have no other place.
  private func mayReplace(_ state: NetworkState) -> Bool {
    let sharing = network.states.filter { $0.next == state.next || $0.next == state.tensor }
    guard sharing == [state], buffers[state.next] == nil,
      network[state.next].range == network[state.tensor].range,
      network[state.next].type == network[state.tensor].type,
      !network.outputs.contains(state.tensor),
      owner != nil || !network.outputs.contains(state.next),
      let maker = schedule.items.first(where: { $0.stage.outputs.contains(state.next) })
    else { return false }
    if case .reshape = maker.stage.main.kind { return false }
    let last = lastRead(of: state.tensor, after: -1)
    return last < maker.steps.lowerBound
      || last == maker.steps.lowerBound && maker.stage.main.kind.goesElementByElement
  }
}

extension OperatorKind {
  /// Whether each element is written behind the last read of the inputs' elements in its place.
  fileprivate var goesElementByElement: Bool {
    switch self {
    case .requantize, .mappedSum, .product, .extremum: true
    case .dense, .convolution, .maxPool, .sumPool, .reshape, .transpose, .concatenate, .pad,
      .argMax, .topK, .slice, .dilate, .reduce, .softmax, .recurrence, .constant:
      false
    }
  }
}
