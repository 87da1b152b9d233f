import FixedPoint
import KernelIR
import NetworkIR
import TargetDescription

/// What a network costs whatever is chosen: the stages without weights, and the memory of tensors.
struct Skeleton {
  /// The work of each stage by its step, without its linear kernel.
  let work: [Int: StrategyWork]
  let requests: [ArenaRequest]
  /// Of the inputs and states.
  let callerBytes: Int

  init(_ schedule: Schedule, _ target: TargetProfile) {
    var builder = ProgramBuilder()
    builder.registers = target.machine.generalRegisters
    builder.leavesOutKernels = true
    var storage = TensorStorage(schedule)
    storage.allocate(in: &builder)
    builder.emit(schedule, storage)
    let finished = builder
    work = Dictionary(
      finished.marks.map { ($0.step, finished.work(of: $0, target)) },
      uniquingKeysWith: { first, _ in first })
    requests = builder.arenaRequests.map(\.request)
    callerBytes = builder.buffers.callerBytes
  }

  /// The bytes of scratch memory that are live during a step.
  func liveBytes(at step: Int) -> Int {
    requests.filter { $0.live.contains(step) }.reduce(0) { $0 + ($1.bytes + 3) & ~3 }
  }
}

extension ProgramBuilder {
  /// The scratch buffers, with what each needs.
  var arenaRequests: [(buffer: BufferID, request: ArenaRequest)] {
    lifetimes.sorted { $0.key.index < $1.key.index }.map { id, steps in
      (
        id,
        ArenaRequest(bytes: buffers[id.index].count * buffers[id.index].element.bytes, live: steps)
      )
    }
  }

  fileprivate func work(of mark: StageMark, _ target: TargetProfile) -> StrategyWork {
    let scale = OperationScale(target, functions: functions)
    var weight = scale.weigh(mark.calls)
    let code = mark.functions.reduce(OperationWeight()) {
      $0 + OperationScale(target).inside(functions[$1]).weigh(functions[$1].body)
    }
    weight.operations = mark.callSites * 3 + code.operations
    weight.loads = code.loads
    weight.loops = code.loops
    weight.fills = code.fills
    let bytes = mark.tables.reduce(0) {
      $0 + tables[$1].values.count * tables[$1].element.bytes
    }
    let costs = target.kernels[StrategyWork.otherStages]
    var work = StrategyWork(weighing: weight, tableBytes: bytes, on: target)
    work.steps.append(.init("stage", 1, costs?.instructions["stage"] ?? 500))
    work.code.append(.init("stage", 1, costs?.bytes["stage"] ?? 1500))
    return work
  }
}

extension LinearJob {
  /// The price with the filling of a strip before each row of positions.
  func withFilling(_ price: StrategyPrice, on target: TargetProfile) -> StrategyPrice {
    guard let plane = strip?.plane, !price.work.steps.isEmpty else { return price }
    let turns = positions.loops.count == 2 ? positions.loops[0].count : 1
    let costs = target.kernels[StrategyWork.otherStages]
    let elements = plane.windowRows * plane.inner * turns
    return price.adding(
      StrategyWork(
        steps: [.init("stripElement", elements, costs?.instructions["stripElement"] ?? 500)],
        code: [.init("strip", 1, costs?.bytes["strip"] ?? 14_000)]))
  }
}
