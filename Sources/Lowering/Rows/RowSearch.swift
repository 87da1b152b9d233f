import NetworkIR
import TargetDescription

/// Looks for the runs of stages that need the least memory row by row: each longest run that can be,
/// then shorter ones while that takes no more.
struct RowSearch {
  private let network: Network
  private let stages: [Stage]
  private let target: TargetProfile
  /// The kernel's scratch bytes of each stage by its step: computed whole, and row by row.
  private let wholeScratch: [Int: Int]
  private let rowScratch: [Int: Int]

  /// - Parameter plain: The network as it is, of which the strategies are taken.
  init(_ network: Network, _ plain: PlannedLowering, _ target: TargetProfile) {
    self.network = network
    self.target = target
    let stages = Lowering.stages(of: network)
    self.stages = stages
    let entries = plain.schedule.flattened()
    wholeScratch = Dictionary(
      uniqueKeysWithValues: zip(entries, plain.choice.rows).map { ($0.step, $1.scratchBytes) })
    rowScratch = Dictionary(
      uniqueKeysWithValues: zip(stages, plain.schedule.items).compactMap { stage, item in
        RowStage(stage, in: network).map {
          (item.step, $0.scratchBytes(plain.choice.strategies[item.step], item.step, target))
        }
      })
  }

  /// The runs, none where no run needs less memory than the network as it is.
  func best() -> [Range<Int>] {
    var chosen: [Range<Int>] = []
    var bytes = memory([])
    for run in runs {
      guard let shorter = shortened(run, beside: chosen, within: bytes) else { continue }
      chosen.append(shorter.run)
      bytes = shorter.bytes
    }
    return chosen
  }

  /// Of the runs of which one takes the pushed rows, the one that needs the least memory with what the
  /// caller keeps; not empty.
  func leastMemory(of runs: [Range<Int>]) -> Range<Int> {
    let bytes = runs.map { memory([$0], pushesRows: true) }
    return zip(runs, bytes).min { $0.1 < $1.1 }?.0 ?? runs[0]
  }

  /// The longest runs of stages that can be computed row by row.
  private var runs: [Range<Int>] {
    var runs: [Range<Int>] = []
    for index in stages.indices where stages[index].canBeFused(in: network) {
      if let last = runs.last, last.upperBound == index {
        runs[runs.count - 1] = last.lowerBound..<index + 1
      } else {
        runs.append(index..<index + 1)
      }
    }
    return runs.filter { $0.count > 1 }
  }

  /// The run without stages at its ends whose rows save nothing; nil where it needs as much as
  /// before.
  private func shortened(
    _ run: Range<Int>, beside others: [Range<Int>], within bytes: Int
  ) -> (run: Range<Int>, bytes: Int)? {
    var best = (run: run, bytes: memory(others + [run]))
    while best.run.count > 2 {
      let ends = [
        best.run.lowerBound..<best.run.upperBound - 1,
        best.run.lowerBound + 1..<best.run.upperBound,
      ].map { (run: $0, bytes: memory(others + [$0])) }
      guard let next = ends.min(by: { $0.bytes < $1.bytes }), next.bytes <= best.bytes else {
        break
      }
      best = next
    }
    return best.bytes < bytes ? best : nil
  }

  /// What the program needs by estimates, which take no kernels to be emitted: scratch, in which no
  /// result takes its input's place, and what the caller keeps.
  private func memory(_ fused: [Range<Int>], pushesRows: Bool = false) -> Int {
    let schedule = Schedule(network, fused: fused, pushesRows: pushesRows)
    let skeleton = Skeleton(schedule, target)
    let kernels = schedule.flattened().compactMap { entry -> ArenaRequest? in
      let scratch = schedule.region(at: entry.step) == nil ? wholeScratch : rowScratch
      guard let bytes = scratch[entry.step], bytes > 0 else { return nil }
      return ArenaRequest(bytes: bytes, live: entry.step...entry.step)
    }
    return planArena(skeleton.requests + kernels).bytes + skeleton.callerBytes
  }
}

extension RowStage {
  /// The scratch bytes of a turn's kernel; those of the strategy that a turn would have where it cannot
  /// have the wanted one.
  fileprivate func scratchBytes(
    _ strategy: LinearStrategy?, _ step: Int, _ target: TargetProfile
  ) -> Int {
    guard let prices = previewJob(stage, step: step, network)?.prices(for: target) else { return 0 }
    return (prices.first { $0.strategy == strategy } ?? prices.first)?.scratchBytes ?? 0
  }
}
