import Diagnostics
import Lowering
import NetworkIR

/// A failing network as it was made.
package struct Finding: Sendable {
  package let seed: UInt64
  package let network: Network
  package let plan: TrialPlan
  package let inputs: TrialInputs
  package let failure: Failure
  /// How its C was built, where that is what failed.
  package let build: HostBuild?

  package init(
    seed: UInt64, network: Network, plan: TrialPlan, inputs: TrialInputs, failure: Failure,
    build: HostBuild? = nil
  ) {
    self.seed = seed
    self.network = network
    self.plan = plan
    self.inputs = inputs
    self.failure = failure
    self.build = build
  }
}

/// What a run over many seeds saw.
package struct CampaignResult: Sendable {
  package var networks = 0
  package var trials = 0
  package var coverage = Coverage()
  package var findings: [Finding] = []
}

/// Makes networks from consecutive seeds, compiles each in several ways and holds all to the
/// interpreter.
package struct Campaign: Sendable {
  private let bench: Workbench
  /// Ways to compile a network besides the compiler's own choice.
  private let plansPerNetwork: Int

  package init(_ bench: Workbench, plansPerNetwork: Int = 3) {
    self.bench = bench
    self.plansPerNetwork = plansPerNetwork
  }

  /// - Parameter build: how the C of all is built and run together; not at all where it is nil.
  /// - Throws: a missing compiler.
  package func run(
    seeds: Range<UInt64>, _ build: HostBuild?,
    progress: @Sendable (UInt64, TrialPlan?) -> Void = { _, _ in }
  ) async throws(DiagnosticList) -> CampaignResult {
    var result = CampaignResult()
    var batch: [(entry: BatchEntry, finding: (Failure) -> Finding)] = []
    for seed in seeds {
      progress(seed, nil)
      batch += attempt(seed, &result, build, progress)
    }
    guard let build else { return result }
    let failures = try await PrintedBatch().run(batch.map(\.entry), build)
    for (failure, one) in zip(failures, batch) {
      result.coverage.add("printed C", build.rawValue)
      if let failure { result.findings.append(one.finding(failure)) }
    }
    return result
  }

  private func attempt(
    _ seed: UInt64, _ result: inout CampaignResult, _ build: HostBuild?,
    _ progress: (UInt64, TrialPlan?) -> Void
  ) -> [(entry: BatchEntry, finding: (Failure) -> Finding)] {
    do throws(DiagnosticList) {
      let made = try NetworkMaker.network(seed: seed)
      let expected = try Expectation(made.network, TrialInputs(for: made.network, seed: seed))
      result.networks += 1
      result.coverage.add(made)
      var entries: [(entry: BatchEntry, finding: (Failure) -> Finding)] = []
      for plan in plans(made.network, seed: seed) {
        progress(seed, plan)
        let finding = { (failure: Failure) in
          Finding(
            seed: seed, network: made.network, plan: plan, inputs: expected.inputs,
            failure: failure, build: failure.kind.isOfC ? build : nil)
        }
        if let entry = attempt(made.network, plan, expected, &result, finding) {
          entries.append((entry, finding))
        }
      }
      return entries
    } catch {
      result.coverage.add("refused", "not a network: \(error.diagnostics[0].cause)")
      return []
    }
  }

  private func attempt(
    _ network: Network, _ plan: TrialPlan, _ expected: Expectation, _ result: inout CampaignResult,
    _ finding: (Failure) -> Finding
  ) -> BatchEntry? {
    result.trials += 1
    switch bench.run(network, plan, expected) {
    case .passed(let passed):
      result.coverage.add(passed, plan)
      return BatchEntry(passed, expected)
    case .refused(let reason):
      result.coverage.add("refused", reason)
      return nil
    case .failed(let failure):
      result.findings.append(finding(failure))
      return nil
    }
  }

  /// The compiler's choice, then others with strategies of the network's own.
  package func plans(_ network: Network, seed: UInt64) -> [TrialPlan] {
    var draw = Draw(seed: ~seed)
    let choice = TrialPlan(target: draw.element(of: Workbench.targetNames), rows: .never)
    let applicable = bench.strategies(network, on: choice.target)
    var plans = [choice]
    for _ in 0..<plansPerNetwork {
      var plan = choice
      if draw.one(in: 3) { plan.target = draw.element(of: Workbench.targetNames) }
      plan.rows = draw.element(of: [.never, .never, .always, .always, .pushed])
      for name in applicable.keys.sorted() {
        plan.strategies[name] = applicable[name].map { strategy(of: $0, &draw) }
      }
      if !plans.contains(plan) { plans.append(plan) }
    }
    return plans
  }
}

/// One of the strategies that apply; those that seldom do, more often than others.
private func strategy(of applicable: [LinearStrategy], _ draw: inout Draw) -> LinearStrategy {
  let rare = applicable.filter { strategy in
    switch strategy {
    case .packedTernary, .subsetSums, .shiftLoop, .squares, .unrolledSquares, .pairedIndexLists,
      .pairedScatter, .pairedPackedColumns, .pairedSubsetSums, .pairedSharedSums,
      .pairedUnrolledColumns:
      true
    case .indexLists, .scatter, .packedColumns, .byteColumns, .productTiles, .straightLine,
      .sharedSums, .unrolledColumns, .unrolledColumnsSkipping:
      false
    }
  }
  return draw.element(of: rare.isEmpty || draw.one(in: 2) ? applicable : rare)
}

extension FailureKind {
  /// Whether it shows in the compiled C alone.
  package var isOfC: Bool {
    switch self {
    case .doesNotCompile, .codeFails, .codeDiffers: true
    case .invalidProgram, .unexpectedRefusal, .brokenPromise, .programDiffers, .unreadableCode,
      .refuted, .compilerEnds, .badNetwork:
      false
    }
  }
}
