import Diagnostics
import NetworkIR

/// A failing network made small.
package struct ShrunkFinding: Sendable {
  package let name: String
  package let network: Network
  package let plan: TrialPlan
  package let inputs: TrialInputs
  package let failure: Failure
  package let build: HostBuild?
  /// How many networks were tried.
  package let attempts: Int
}

/// Looks for the smallest network that fails in the same way, change by change.
package struct Shrinker: Sendable {
  private let bench: Workbench
  private let mostAttempts: Int
  /// Tries a network in place of ``Workbench``: where the compiler itself ends, another process must.
  private let judge: (@Sendable (Network, TrialPlan, TrialInputs) async -> Failure?)?

  package init(
    _ bench: Workbench, mostAttempts: Int = 4000,
    judge: (@Sendable (Network, TrialPlan, TrialInputs) async -> Failure?)? = nil
  ) {
    self.bench = bench
    self.mostAttempts = mostAttempts
    self.judge = judge
  }

  /// The smallest network that was found; the finding itself where nothing smaller fails.
  package func shrink(_ finding: Finding) async -> ShrunkFinding {
    var search = Search(finding)
    while search.attempts < mostAttempts, await improve(&search) {}
    await simplifyPlan(&search)
    await dropInputs(&search)
    await zeroInputs(&search)
    return ShrunkFinding(
      name: "\(finding.failure.kind.rawValue)-\(finding.seed)", network: search.network,
      plan: search.plan, inputs: search.inputs, failure: search.failure, build: finding.build,
      attempts: search.attempts)
  }

  private struct Search {
    var network: Network
    var plan: TrialPlan
    var inputs: TrialInputs
    var failure: Failure
    let seed: UInt64
    let build: HostBuild?
    var seen: Set<Recipe> = []
    var attempts = 0

    init(_ finding: Finding) {
      network = finding.network
      plan = finding.plan
      inputs = finding.inputs
      failure = finding.failure
      seed = finding.seed
      build = finding.build
    }

    /// What is known of each tensor, by the label of its recipe.
    var facts: [Int: TensorFacts] {
      Dictionary(
        uniqueKeysWithValues: network.tensors.enumerated().map { ($0.offset, $0.element.facts) })
    }
  }

  // MARK: The network

  /// Takes the first smaller network that still fails.
  private func improve(_ search: inout Search) async -> Bool {
    let recipe = Recipe(search.network)
    search.seen.insert(recipe)
    for candidate in recipe.smaller(search.facts) where search.seen.insert(candidate).inserted {
      guard search.attempts < mostAttempts else { return false }
      guard let network = try? candidate.network(named: search.network.name) else { continue }
      let inputs = TrialInputs(for: network, seed: search.seed, count: 8)
      guard await fails(&search, network, search.plan, inputs) else { continue }
      return true
    }
    return false
  }

  private func fails(
    _ search: inout Search, _ network: Network, _ plan: TrialPlan, _ inputs: TrialInputs
  ) async -> Bool {
    search.attempts += 1
    guard let failure = await failure(of: network, plan, inputs, search.build),
      failure.kind == search.failure.kind
    else { return false }
    (search.network, search.plan, search.inputs) = (network, plan, inputs)
    search.failure = failure
    return true
  }

  private func failure(
    of network: Network, _ plan: TrialPlan, _ inputs: TrialInputs, _ build: HostBuild?
  ) async -> Failure? {
    if let judge { return await judge(network, plan, inputs) }
    return await bench.failure(of: network, plan, inputs, build)
  }

  // MARK: The plan and the inputs

  private func simplifyPlan(_ search: inout Search) async {
    let names = Set(search.network.operators.map(\.name))
    var plan = search.plan
    plan.strategies = plan.strategies.filter { names.contains($0.key) }
    _ = await fails(&search, search.network, plan, search.inputs)
    for name in plan.strategies.keys.sorted() {
      var simpler = search.plan
      simpler.strategies[name] = nil
      _ = await fails(&search, search.network, simpler, search.inputs)
    }
    guard search.plan.rows != .never else { return }
    var simpler = search.plan
    simpler.rows = .never
    _ = await fails(&search, search.network, simpler, search.inputs)
  }

  private func dropInputs(_ search: inout Search) async {
    for run in search.inputs.runs.indices.reversed() where search.inputs.runs.count > 1 {
      var fewer = search.inputs
      fewer.runs.remove(at: run)
      _ = await fails(&search, search.network, search.plan, fewer)
    }
  }

  private func zeroInputs(_ search: inout Search) async {
    let ranges = search.network.inputs.map { search.network[$0.tensor].range }
    for (run, inputs) in search.inputs.runs.enumerated() {
      for (input, elements) in inputs.enumerated() where elements.count <= 64 {
        for index in elements.indices where elements[index] != ranges[input].clampedZero {
          var simpler = search.inputs
          simpler.runs[run][input][index] = ranges[input].clampedZero
          _ = await fails(&search, search.network, search.plan, simpler)
        }
      }
    }
  }
}

extension Workbench {
  /// How a network fails with a plan, or nil where it does not.
  ///
  /// - Parameter build: how its C is built and run, where the program itself is right.
  package func failure(
    of network: Network, _ plan: TrialPlan, _ inputs: TrialInputs, _ build: HostBuild?
  ) async -> Failure? {
    do throws(DiagnosticList) {
      let expected = try Expectation(network, inputs)
      switch run(network, plan, expected) {
      case .refused: return nil
      case .failed(let failure): return failure
      case .passed(let result):
        guard let build else { return nil }
        return try await PrintedBatch().run([BatchEntry(result, expected)], build)[0]
      }
    } catch {
      return Failure(kind: .badNetwork, detail: error.description)
    }
  }
}
