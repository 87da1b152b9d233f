import FixedPoint
import KernelIR
import NetworkIR

/// Which buffer holds each tensor: the caller's inputs and outputs, else scratch memory for as long
/// as it is read.
struct TensorStorage {
  private let network: Network
  private let stages: [Stage]
  private var buffers: [TensorID: BufferID] = [:]
  /// Outputs whose elements another of the caller's arrays holds: they are copied at the end.
  private(set) var copies: [(tensor: TensorID, into: BufferID)] = []

  init(_ network: Network, _ stages: [Stage]) {
    self.network = network
    self.stages = stages
  }

  /// - Precondition: `allocate` has run; every tensor that a stage reads or writes has a buffer.
  subscript(tensor: TensorID) -> BufferID { buffers[tensor] ?? BufferID(0) }

  mutating func allocate(in builder: inout ProgramBuilder) {
    for (index, input) in network.inputs.enumerated() {
      buffers[input.tensor] = builder.callerBuffer(network[input.tensor], .input(index))
    }
    for (index, id) in network.outputs.enumerated() {
      let output = builder.callerBuffer(network[id], .output(index))
      if buffers[id] == nil { buffers[id] = output } else { copies.append((id, output)) }
    }
    for (step, stage) in stages.enumerated() {
      for tensor in stage.outputs where buffers[tensor] == nil {
        buffers[tensor] = allocate(tensor, from: step, stage, in: &builder)
      }
    }
  }

  /// A reshape's result is its source's memory under another name; anything else gets its own.
  private func allocate(
    _ tensor: TensorID, from step: Int, _ stage: Stage, in builder: inout ProgramBuilder
  ) -> BufferID {
    if isAlias(stage), let source = buffers[stage.main.inputs[0]] { return source }
    let description = network[tensor]
    return builder.arenaBuffer(
      description.name, description.type, count: description.shape.elementCount,
      description.range, live: step...lastRead(of: tensor, after: step))
  }

  /// True for a reshape whose result is no output of the network.
  func isAlias(_ stage: Stage) -> Bool {
    guard case .reshape = stage.main.kind else { return false }
    return !network.outputs.contains(stage.outputs[0])
  }

  /// The last step that reads the tensor, through any number of reshapes.
  private func lastRead(of tensor: TensorID, after step: Int) -> Int {
    var last = step
    for (index, stage) in stages.enumerated() where stage.main.inputs.contains(tensor) {
      last = max(last, index)
      if isAlias(stage) { last = max(last, lastRead(of: stage.outputs[0], after: index)) }
    }
    return last
  }
}
