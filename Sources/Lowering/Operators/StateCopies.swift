import KernelIR
import NetworkIR

extension ProgramBuilder {
  /// What each state holds for the next run, where no stage has written it there. What another
  /// state holds is taken aside first, so that states may exchange their elements.
  mutating func emitStateCopies(_ schedule: Schedule, _ storage: TensorStorage) {
    let network = schedule.network
    step = schedule.steps.upperBound + 1
    let pending = network.states.filter { storage[$0.next] != storage[$0.tensor] }
    let targets = Set(pending.map { storage[$0.tensor] })
    var sources: [BufferID] = []
    for state in pending {
      let next = network[state.next]
      guard targets.contains(storage[state.next]) else {
        sources.append(storage[state.next])
        continue
      }
      let aside = arenaBuffer(
        "next_" + network[state.tensor].name, next.type, count: next.shape.elementCount,
        next.range, live: step...step)
      emitCopy(of: next, from: storage[state.next], into: (aside, next))
      sources.append(aside)
    }
    for (state, source) in zip(pending, sources) {
      emitCopy(
        of: network[state.next], from: source,
        into: (storage[state.tensor], network[state.tensor]))
    }
  }

  /// All elements of a tensor into another's memory, unless they are there.
  mutating func emitCopy(
    of tensor: Tensor, from source: BufferID, into target: (buffer: BufferID, tensor: Tensor)
  ) {
    guard source != target.buffer else { return }
    var function = FunctionBuilder(
      name: "copy_" + tensor.name,
      note: FunctionNote(
        nodes: [tensor.name, target.tensor.name], formula: "the same elements", strategy: "copy"))
    let from = function.reader("from", of: tensor)
    let into = function.writer("into", of: target.tensor)
    let start: [Statement] = [
      .point(from, Address(.buffer(source))), .point(into, Address(.buffer(target.buffer))),
    ]
    let copy = copyBlock(
      from: from, fromStrides: [1], into: into, intoStrides: [1],
      sizes: [tensor.shape.elementCount])
    callOnce(function.finish(start + copy))
  }
}
