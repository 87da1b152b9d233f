import FixedPoint
import KernelIR
import NetworkIR
import TargetDescription

/// What a strategy costs for one operator, per inference: sums of counted work times the target's
/// fitted coefficients. On targets whose emulator counts clock cycles, instructions are cycles.
package struct StrategyPrice: Hashable, Sendable {
  package let strategy: LinearStrategy
  package let instructions: Int
  /// Code and constants, without what several operators share.
  package let flashBytes: Int
  /// The part of the flash bytes that is the strategy's one large table.
  package let tableBytes: Int
  /// All scratch memory that is live during the operator's step alone.
  package let scratchBytes: Int
  package var stackBytes = 160
  /// What is in flash once for all operators that use it.
  package var shared: [SharedFlash] = []
  /// The counts that the price was made of; empty where it was not made of counts.
  package var work = StrategyWork()
}

/// Flash that operators share: a function or a table.
package struct SharedFlash: Hashable, Sendable, Comparable {
  package let name: String
  package let bytes: Int

  package static func < (left: SharedFlash, right: SharedFlash) -> Bool {
    (left.name, left.bytes) < (right.name, right.bytes)
  }
}

/// The named counts that a price is made of.
package struct StrategyWork: Hashable, Sendable {
  /// What is done in one inference.
  package var steps: [Count] = []
  /// What stands in flash.
  package var code: [Count] = []

  /// So many units of something, each at a cost.
  package struct Count: Hashable, Sendable {
    package let name: String
    package let count: Int
    /// The cost of one, in hundredths of an instruction or byte.
    package let hundredths: Int

    /// - Parameter hundredths: the cost on rv32ec, for targets that state none.
    package init(_ name: String, _ count: Int, _ hundredths: Int) {
      self.name = name
      self.count = count
      self.hundredths = hundredths
    }
  }
}

extension StrategyPrice {
  /// A price from counts.
  ///
  /// - Parameters:
  ///   - steps: what is done in one inference. Requantisation is added by ``LinearJob``.
  ///   - code: what stands in flash beside the large table.
  package init(
    _ strategy: LinearStrategy, on target: TargetProfile, steps: [StrategyWork.Count],
    code: [StrategyWork.Count], tableBytes: Int = 0, scratchBytes: Int = 0,
    shared: [SharedFlash] = []
  ) {
    let costs = target.kernels[strategy.rawValue]
    // Without a fit, an operation on 32 bits takes four on registers of 8.
    let width = target.machine.wordWidth > 8 ? 1 : 4
    work = StrategyWork(
      steps: steps.map { $0.priced(costs?.instructions, times: width) },
      code: code.map { $0.priced(costs?.bytes, times: width) })
    self.strategy = strategy
    instructions = max(0, work.steps.total)
    flashBytes = max(0, work.code.total) + tableBytes
    self.tableBytes = tableBytes
    self.scratchBytes = scratchBytes
    self.shared = shared
    stackBytes = costs?.stackBytes ?? (strategy == .sharedSums ? 370 : 160)
  }

  /// The price of an operator that runs so often in one inference.
  func times(_ runs: Int) -> StrategyPrice {
    guard runs != 1 else { return self }
    var price = StrategyPrice(
      strategy: strategy, instructions: instructions * runs, flashBytes: flashBytes,
      tableBytes: tableBytes, scratchBytes: scratchBytes)
    (price.stackBytes, price.shared, price.work) = (stackBytes, shared, work)
    price.work.steps = work.steps.map { .init($0.name, $0.count * runs, $0.hundredths) }
    return price
  }

  /// The price with more work than the strategy's own.
  func adding(_ more: StrategyWork, scratchBytes added: Int = 0) -> StrategyPrice {
    var price = StrategyPrice(
      strategy: strategy, instructions: instructions + more.steps.total,
      flashBytes: flashBytes + more.code.total, tableBytes: tableBytes,
      scratchBytes: scratchBytes + added)
    (price.stackBytes, price.shared) = (stackBytes, shared)
    price.work = StrategyWork(
      steps: work.steps + more.steps, code: work.code + more.code)
    return price
  }
}

extension StrategyWork.Count {
  fileprivate func priced(_ costs: [String: Int]?, times width: Int) -> StrategyWork.Count {
    StrategyWork.Count(name, count, costs?[name] ?? hundredths * width)
  }
}

extension [StrategyWork.Count] {
  /// The cost of all, rounded.
  var total: Int { (reduce(0) { $0 + $1.count * $1.hundredths } + 50) / 100 }
}
