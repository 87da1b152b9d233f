import KernelIR
import NetworkIR

extension ProgramBuilder {
  /// Emits one stage: its functions, tables and the call of the entry.
  mutating func emit(
    _ stage: Stage, step: Int, _ network: Network, _ storage: TensorStorage,
    strategy: LinearStrategy?
  ) {
    let context = StageContext(stage: stage, step: step, network: network, storage: storage)
    switch stage.main.kind {
    case .dense(let linear): emitDense(linear, context, strategy ?? .indexLists)
    case .convolution(let convolution):
      emitConvolution(convolution, context, strategy ?? .indexLists)
    case .requantize(let requantize): emitRequantize(requantize, context)
    case .mappedSum(let maps): emitMappedSum(maps, context)
    case .maxPool(let window): emitMaxPool(window, context)
    case .sumPool(let window, let paddingValue): emitSumPool(window, paddingValue, context)
    case .reshape: emitReshape(context)
    case .transpose(let permutation): emitTranspose(permutation, context)
    case .concatenate(let axis): emitConcatenate(axis, context)
    case .pad(let before, _, let value): emitPad(before, value, context)
    case .argMax(let axis, let selectsLast): emitArgMax(axis, selectsLast, context)
    case .topK(let count, let axis): emitTopK(count, axis, context)
    case .product, .extremum, .slice, .dilate, .reduce, .softmax, .recurrence:
      fatalError("being built")
    }
  }
}

/// A stage with everything around it that its emission reads.
struct StageContext {
  let stage: Stage
  let step: Int
  let network: Network
  let storage: TensorStorage

  func input(_ index: Int = 0) -> Tensor { network[stage.main.inputs[index]] }
  func inputBuffer(_ index: Int = 0) -> BufferID { storage[stage.main.inputs[index]] }
  func output(_ index: Int = 0) -> Tensor { network[stage.outputs[index]] }
  func outputBuffer(_ index: Int = 0) -> BufferID { storage[stage.outputs[index]] }

  func function(_ formula: String) -> FunctionBuilder {
    FunctionBuilder(
      name: stage.main.name,
      note: FunctionNote(
        nodes: stage.names, formula: formula, strategy: stage.main.kind.keyword))
  }
}

extension FunctionBuilder {
  /// A pointer for reading a tensor.
  mutating func reader(_ name: String, of tensor: Tensor) -> PointerID {
    pointer(name, to: tensor.type, in: .readOnlyRAM, tensor.range)
  }

  /// A pointer for writing a tensor.
  mutating func writer(_ name: String, of tensor: Tensor) -> PointerID {
    pointer(name, to: tensor.type, in: .writableRAM, tensor.range)
  }
}
