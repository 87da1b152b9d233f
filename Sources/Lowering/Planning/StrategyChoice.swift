import Diagnostics
import FixedPoint
import KernelIR
import NetworkIR
import TargetDescription

/// A strategy per linear stage, and a report row per stage.
struct StrategyChoice {
  var strategies: [Int: LinearStrategy]
  var rows: [LoweringReport.Row]
  let instructions: Int
  let flashBytes: Int
  /// Of the inputs and states.
  let callerBytes: Int
  let stackBytes: Int
}

/// The best choice by the estimates: the fastest within flash and RAM, or the smallest within an
/// instruction budget and RAM; where none keeps them, the smallest.
func chooseStrategies(
  _ schedule: Schedule, _ target: TargetProfile, _ options: LoweringOptions
) -> StrategyChoice {
  let isModest = options.maxFlashBytes == nil && options.maxInstructions == nil
  let space = ChoiceSpace(schedule, target, options, isModest: isModest)
  let choice = space.fitting(schedule, target, options)
  return StrategyChoice(
    strategies: space.strategies(choice),
    rows: reportRows(schedule.flattened(), space, choice, Skeleton(schedule, target)),
    instructions: choice.instructions, flashBytes: choice.flashBytes,
    callerBytes: space.callerBytes, stackBytes: space.stackBytes(choice))
}

extension ChoiceSpace {
  /// The best choice whose program keeps to the RAM: as much as results save that take their inputs'
  /// places in the fastest program, else as if none did.
  fileprivate func fitting(
    _ schedule: Schedule, _ target: TargetProfile, _ options: LoweringOptions
  ) -> PlannedChoice {
    let ram = options.maxRAMBytes ?? target.memory.ramBytes
    let choices = [self, withoutOverlap].compactMap { $0.chosen(target, options) }
    let kept = choices.first { choice in
      let program = build(schedule, strategies(choice), target).program
      return callerBytes + program.scratchBytes + stackBytes(choice) <= ram
    }
    return kept ?? choices.last ?? leastFlash
  }

  /// The choice that the options ask for; nil where the estimates say that none is possible.
  package func chosen(_ target: TargetProfile, _ options: LoweringOptions) -> PlannedChoice? {
    let ram = options.maxRAMBytes ?? target.memory.ramBytes
    let flash = flashLimit(target, options)
    guard let instructions = options.maxInstructions else {
      return fastest(flashBytes: flash, ramBytes: ram)
    }
    return smallest(instructions: instructions, ramBytes: ram)
      .flatMap { $0.flashBytes <= flash ? $0 : nil }
  }

  /// The limit on flash; where constants need a part of it that is small, all layers keep to that.
  package func flashLimit(_ target: TargetProfile, _ options: LoweringOptions) -> Int {
    let all = options.maxFlashBytes ?? target.memory.flashBytes
    return min(all, (target.memory.flashConstantsBytes ?? all) + otherFlashBytes)
  }
}

private func reportRows(
  _ entries: [Schedule.Entry], _ space: ChoiceSpace, _ choice: PlannedChoice,
  _ skeleton: Skeleton
) -> [LoweringReport.Row] {
  let chosen = Dictionary(
    uniqueKeysWithValues: zip(space.layers, choice.options).map { ($0.step, ($0, $1)) })
  return entries.map { entry in
    let work = entry.fixedWork(skeleton)
    let fixed = (instructions: work.steps.total, flashBytes: work.code.total)
    guard let (layer, option) = chosen[entry.step] else {
      return LoweringReport.Row(
        names: entry.stage.names, strategy: entry.stage.main.kind.keyword,
        instructions: fixed.instructions, flashBytes: fixed.flashBytes, scratchBytes: 0,
        alternatives: [])
    }
    let price = layer.options[option]
    return LoweringReport.Row(
      names: entry.stage.names, strategy: price.strategy.rawValue,
      instructions: price.instructions + fixed.instructions,
      flashBytes: price.flashBytes + fixed.flashBytes, scratchBytes: price.scratchBytes,
      alternatives: layer.options.filter { $0 != price })
  }
}

/// Bytes left for scratch after the inputs, the states and a stack of 160 bytes: enough for what was
/// seen but straight-line code with shared sums. `stapes measure` counts.
private func ramForScratch(
  _ program: KernelProgram, _ target: TargetProfile, _ options: LoweringOptions
) -> Int {
  (options.maxRAMBytes ?? target.memory.ramBytes) - program.buffers.callerBytes - 160
}

extension [Buffer] {
  /// Of the inputs and states.
  var callerBytes: Int {
    reduce(0) { sum, buffer in
      switch buffer.placement {
      case .input, .state: sum + buffer.bytes
      case .output, .arena: sum
      }
    }
  }
}

/// E0601 where the built program breaks a limit that is known without a compiler.
func checkSizes(
  _ program: KernelProgram, rows: [LoweringReport.Row], _ target: TargetProfile,
  _ options: LoweringOptions
) throws(DiagnosticList) {
  var faults = DiagnosticList()
  let layers = rows.map { "\($0.shortName) \($0.flashBytes)" }.joined(separator: ", ")
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
      "the table \(table.name.shortName)",
      "make the layer smaller, or choose a target with larger objects")
  }
  check(
    program.tableBytes, target.memory.flashConstantsBytes, "the constants",
    "make the largest layer smaller, or choose a target that addresses more flash")
  check(
    program.tableBytes, options.maxFlashBytes ?? target.memory.flashBytes, "the constants alone",
    "use fewer or narrower weights in the largest layer, or a larger limit")
  check(
    program.scratchBytes, ramForScratch(program, target, options), "the scratch memory",
    "make the layer with the most outputs smaller, or give more RAM")
  try faults.throwIfErrors()
}
