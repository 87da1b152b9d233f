import Diagnostics
import FixedPoint
import KernelIR
import NetworkIR
import TargetDescription

/// A strategy per linear stage, the stages that copy their input's rows to save memory, and a report
/// row per stage.
struct StrategyChoice {
  var strategies: [Int: LinearStrategy]
  var copiedSteps: Set<Int>
  var rows: [LoweringReport.Row]
}

/// The combination with the fewest estimated instructions whose estimated flash fits and whose
/// planned scratch fits.
///
/// Nearly exact over the estimates: combinations that another beats in both instructions and flash are
/// dropped, some of the rest are tried in order of instructions until the scratch plan fits too.
func chooseStrategies(
  _ schedule: Schedule, _ target: TargetProfile, _ options: LoweringOptions
) throws(DiagnosticList) -> StrategyChoice {
  let (network, entries) = (schedule.network, schedule.flattened())
  let priced = entries.compactMap { entry -> (step: Int, prices: [StrategyPrice])? in
    guard let job = previewJob(entry.stage, step: entry.step, entry.network) else { return nil }
    let all = job.prices(for: target).map { $0.times(entry.runs) }
    let forced = entry.stage.names.compactMap { options.strategies[$0] }.first
    if let forced { return (entry.step, all.filter { $0.strategy == forced }) }
    return (entry.step, options.maxFlashBytes == nil ? all.modest : all)
  }
  let flash = min(
    (options.maxFlashBytes ?? target.memory.flashBytes) - fixedFlash(entries),
    target.memory.flashConstantsBytes ?? Int.max)
  let ram = ramForScratch(network, target, options)
  let front = combinations(priced).filter { $0.flash <= flash }
  let copies = RowCopies(entries, priced)
  func fits(_ strategies: [Int: LinearStrategy], _ copied: Set<Int>) -> Bool {
    ram >= build(schedule, strategies, copying: copied, target).program.scratchBytes
  }
  let cheap = tried(front).first { fits($0.strategies, copies.cheap(with: $0.strategies)) }
  let smallest = cheap ?? tried(front).first { fits($0.strategies, copies.all) }
  let best = smallest ?? front.first ?? combinations(priced).min { $0.flash < $1.flash }
  let strategies = best?.strategies ?? [:]
  return StrategyChoice(
    strategies: strategies,
    copiedSteps: cheap.map { copies.cheap(with: $0.strategies) } ?? copies.all,
    rows: reportRows(entries, priced, strategies))
}

extension StrategyPrice {
  /// The price of an operator that runs so often.
  fileprivate func times(_ runs: Int) -> StrategyPrice {
    StrategyPrice(
      strategy: strategy, instructions: instructions * runs, flashBytes: flashBytes,
      tableBytes: tableBytes, scratchBytes: scratchBytes)
  }
}

/// Bytes left for scratch after the inputs, the states and a stack of 160 bytes: enough for what was seen but
/// straight-line code with shared sums, which was seen to use up to 370. `stapes measure` counts.
private func ramForScratch(
  _ network: Network, _ target: TargetProfile, _ options: LoweringOptions
) -> Int {
  let inputs = (network.inputs.map(\.tensor) + network.states.map(\.tensor)).reduce(0) {
    $0 + network[$1].shape.elementCount * network[$1].type.bytes
  }
  return (options.maxRAMBytes ?? target.memory.ramBytes) - inputs - 160
}

/// One choice for every linear stage.
private struct Combination {
  var strategies: [Int: LinearStrategy]
  var instructions: Int
  var flash: Int
}

/// All combinations that no other beats in both instructions and flash, by ascending instructions.
private func combinations(_ priced: [(step: Int, prices: [StrategyPrice])]) -> [Combination] {
  var front = [Combination(strategies: [:], instructions: 0, flash: 0)]
  for (step, prices) in priced {
    let extended = front.flatMap { combination in
      prices.map { price in
        var next = combination
        next.strategies[step] = price.strategy
        next.instructions += price.instructions
        next.flash += price.flashBytes
        return next
      }
    }
    front = undominated(extended)
  }
  return front
}

private func undominated(_ combinations: [Combination]) -> [Combination] {
  var front: [Combination] = []
  for next in combinations.sorted(by: {
    ($0.instructions, $0.flash) < ($1.instructions, $1.flash)
  }) where next.flash < front.last?.flash ?? Int.max {
    front.append(next)
  }
  return thinned(front)
}

/// The first combination and at most 15 others, evenly spread: scratch memory hardly depends on the
/// choice, and building a program to plan it takes long.
private func tried(_ front: [Combination]) -> [Combination] {
  guard front.count > 16 else { return front }
  return (0..<16).map { front[$0 * (front.count - 1) / 15] }
}

/// At most 512 combinations, evenly spread and with both ends, so that choosing stays fast in
/// networks of many layers; the estimates are coarser than what is lost.
private func thinned(_ front: [Combination]) -> [Combination] {
  let most = 512
  guard front.count > most else { return front }
  return (0..<most).map { front[$0 * (front.count - 1) / (most - 1)] }
}

/// A rough size of what is not a linear operator.
private func fixedFlash(_ entries: [Schedule.Entry]) -> Int {
  entries.reduce(0) { $0 + $1.fixedFlash }
}

extension Schedule.Entry {
  /// The bytes of a constant, else 120 of code.
  fileprivate var fixedFlash: Int { isConstant ? elementCount * output.type.bytes : 120 }

  /// 12 an element; constants are read where they are.
  fileprivate var fixedInstructions: Int { isConstant ? 0 : 12 * elementCount * runs }

  private var isConstant: Bool { if case .constant = stage.main.kind { true } else { false } }
  private var output: Tensor { network[stage.outputs[0]] }
  private var elementCount: Int { output.shape.elementCount }
}

private func reportRows(
  _ entries: [Schedule.Entry], _ priced: [(step: Int, prices: [StrategyPrice])],
  _ strategies: [Int: LinearStrategy]
) -> [LoweringReport.Row] {
  let prices = Dictionary(uniqueKeysWithValues: priced.map { ($0.step, $0.prices) })
  return entries.map { entry in
    let (step, stage) = (entry.step, entry.stage)
    let name = stage.names.joined(separator: ", ")
    guard let chosen = prices[step]?.first(where: { $0.strategy == strategies[step] }) else {
      return LoweringReport.Row(
        name: name, strategy: stage.main.kind.keyword, instructions: entry.fixedInstructions,
        flashBytes: entry.fixedFlash, scratchBytes: 0, alternatives: [])
    }
    return LoweringReport.Row(
      name: name, strategy: chosen.strategy.rawValue, instructions: chosen.instructions,
      flashBytes: chosen.flashBytes, scratchBytes: chosen.scratchBytes,
      alternatives: (prices[step] ?? []).filter { $0 != chosen })
  }
}

/// E0601 where the built program breaks a limit that is known without a compiler.
func checkSizes(
  _ program: KernelProgram, rows: [LoweringReport.Row], _ network: Network,
  _ target: TargetProfile, _ options: LoweringOptions
) throws(DiagnosticList) {
  var faults = DiagnosticList()
  let layers = rows.map { "\($0.name) \($0.flashBytes)" }.joined(separator: ", ")
  func check(_ bytes: Int, _ limit: Int?, _ what: String, _ remedy: String) {
    guard let limit, bytes > limit else { return }
    faults.add(
      Diagnostic(
        .budgetExceeded, at: .nowhere,
        cause: "\(what) of \(bytes) bytes: more than \(limit) on \(target.name)"
          + " (estimated flash per layer: \(layers))", remedy: remedy))
  }
  for table in program.tables {
    check(
      table.values.count * table.element.bytes, target.memory.maxObjectBytes,
      "the table \(table.name)", "make the layer smaller, or choose a target with larger objects")
  }
  check(
    program.tableBytes, target.memory.flashConstantsBytes, "the constants",
    "make the largest layer smaller, or choose a target that addresses more flash")
  check(
    program.tableBytes, options.maxFlashBytes ?? target.memory.flashBytes, "the constants alone",
    "use fewer or narrower weights in the largest layer, or a larger limit")
  check(
    program.scratchBytes, ramForScratch(network, target, options), "the scratch memory",
    "make the layer with the most outputs smaller, or give more RAM")
  try faults.throwIfErrors()
}
