import KernelIR
import NetworkIR

extension ProgramBuilder {
  /// Emits every stage in order.
  mutating func emit(_ schedule: Schedule, _ storage: TensorStorage) {
    for item in schedule.items {
      guard let region = schedule.region(at: item.step) else {
        emit(StageContext(item: item, network: schedule.network, storage: storage))
        continue
      }
      guard item.step == region.steps.lowerBound else { continue }
      let items = schedule.items.filter { region.steps.contains($0.step) }
      emitRegion(region, items, schedule.network, storage)
    }
  }

  /// Emits one stage: its functions, tables and the call of the entry.
  private mutating func emit(_ context: StageContext) {
    let before = (calls.count, functions.count, tables.count)
    emitContent(context)
    if case .recurrence = context.stage.main.kind { return }
    marks.append(
      StageMark(
        step: context.step, calls: Array(calls[before.0...]),
        functions: before.1..<functions.count, tables: before.2..<tables.count))
  }

  /// The stage itself.
  mutating func emitContent(_ context: StageContext) {
    if context.storage.constants[context.stage.outputs[0]] != nil { return emitConstant(context) }
    step = context.step
    let strategy = strategies[context.step] ?? .indexLists
    switch context.stage.main.kind {
    case .dense(let linear): emitDense(linear, context, strategy)
    case .convolution(let convolution): emitConvolution(convolution, context, strategy)
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
    case .product(let offsets): emitProduct(offsets, context)
    case .extremum(let extremum): emitExtremum(extremum, context)
    case .slice(let slice): emitSlice(slice, context)
    case .dilate(let factors, let value): emitDilate(factors, value, context)
    case .reduce(let reduction, let axes): emitReduce(reduction, axes, context)
    case .softmax(.bytes(let softmax)): emitByteSoftmax(softmax, context)
    case .softmax(.words(let softmax)): emitWordSoftmax(softmax, context)
    case .recurrence(let recurrence): emitRecurrence(recurrence, context)
    case .constant: emitConstant(context)
    }
  }
}

/// What one stage added to the program.
struct StageMark {
  let step: Int
  /// All that one inference makes.
  let calls: [Statement]
  /// Those in the code, where that is not all.
  var sites: Int?
  let functions: Range<Int>
  let tables: Range<Int>

  var callSites: Int { sites ?? calls.count }
}

/// A stage with everything around it that its emission reads.
struct StageContext {
  let item: Schedule.Item
  let network: Network
  let storage: TensorStorage

  var stage: Stage { item.stage }
  var step: Int { item.step }
  func input(_ index: Int = 0) -> Tensor { network[stage.main.inputs[index]] }
  func inputBuffer(_ index: Int = 0) -> BufferID { storage[stage.main.inputs[index]] }
  /// An input that the stage's kernel reads in flash.
  func view(_ index: Int) -> ConstantView? {
    guard let view = storage.constants[stage.main.inputs[index]], stage.main.kind.reads(view) else {
      return nil
    }
    return view
  }
  /// How far an input's next element along each axis is.
  func inputStrides(_ index: Int) -> [Int] { view(index)?.strides ?? input(index).shape.strides }
  func output(_ index: Int = 0) -> Tensor { network[stage.outputs[index]] }
  /// What the main operator computes, before the requantisation that may follow in the stage.
  var computed: Tensor { network[stage.main.outputs[0]] }
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
