import Diagnostics
import FixedPoint
import Foundation
import NetworkIR
import NetworkTrials
import Testing

@Suite("Random networks in every way to compile them")
struct RandomNetworkTrialTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private func bench() throws -> Workbench {
    try Workbench(targetDirectory: Self.root.appending(path: "targets"))
  }

  @Test("Programs and printed C keep every bit, and proofs never refute them")
  func networks() async throws {
    let result = try await Campaign(try bench()).run(seeds: Self.seeds, .checked)
    for finding in result.findings {
      Issue.record("seed \(finding.seed) \(finding.plan): \(finding.failure)")
    }
    let refused = result.coverage.counts["refused"] ?? [:]
    #expect(
      refused.keys.allSatisfy { ["limit of the target", "rows cannot be pushed"].contains($0) })
    #expect(refused.values.reduce(0, +) * 3 < result.trials)
  }

  private static let seeds: Range<UInt64> = 1010..<1018

  @Test("Few of the operators that are drawn break a rule of networks")
  func draws() throws {
    var drawn = 0
    var refused = 0
    for seed in UInt64(1)...200 {
      let made = try NetworkMaker.network(seed: seed)
      drawn += made.drawn
      refused += made.refused.filter { $0.key != "no tensor fits" }.values.reduce(0, +)
    }
    #expect(refused * 20 < drawn, "\(refused) of \(drawn)")
  }

  @Test("A seed always gives the same network")
  func seeded() throws {
    for seed in UInt64(1)...40 {
      #expect(
        try NetworkMaker.network(seed: seed).network == NetworkMaker.network(seed: seed).network)
    }
  }

  @Test("Every network that failed once keeps every bit now")
  func saved() async throws {
    let bench = try bench()
    for trial in try SavedTrial.all(in: Self.root.appending(path: "Tests/RandomNetworks")) {
      let details = trial.details
      let failure = await bench.failure(
        of: trial.network, details.plan, details.inputs, details.build)
      #expect(failure == nil, "\(trial.name): \(String(describing: failure))")
    }
  }
}

@Suite("Failing networks are made small")
struct ShrinkingTests {
  private func bench(_ sabotage: @escaping @Sendable (OperatorKind) -> OperatorKind) throws
    -> Workbench
  {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    var bench = try Workbench(targetDirectory: root.appending(path: "targets"))
    bench.sabotage = { network in
      var changed = network
      for index in changed.operators.indices {
        changed.operators[index].kind = sabotage(network.operators[index].kind)
      }
      return NetworkIR.verify(changed).hasErrors ? network : changed
    }
    return bench
  }

  /// The first failure of a compiler with a fault, made small.
  private func smallest(
    _ bench: Workbench, seeds: Range<UInt64>
  ) async throws -> ShrunkFinding {
    let campaign = Campaign(bench, plansPerNetwork: 0)
    for seed in seeds {
      let findings = try await campaign.run(seeds: seed..<seed + 1, nil).findings
      if let finding = findings.first(where: { $0.failure.kind == .programDiffers }) {
        return await Shrinker(bench).shrink(finding)
      }
    }
    throw Missing()
  }

  private struct Missing: Error {}

  private func elements(_ network: Network) -> Int {
    network.tensors.reduce(0) { $0 + $1.shape.elementCount }
  }

  @Test("A compiler that forgets the last bias is shown by a layer of one weight")
  func bias() async throws {
    let bench = try bench { kind in
      guard case .dense(let linear) = kind, let last = linear.bias.last, last != 0 else {
        return kind
      }
      return .dense(
        LinearWeights(
          outputs: linear.outputs, inputs: linear.inputs, weights: linear.weights,
          bias: linear.bias.dropLast() + [last - last.signum()]))
    }
    let shrunk = try await smallest(bench, seeds: 1..<200)
    #expect(shrunk.network.operators.map(\.kind.keyword) == ["dense"])
    // Of two outputs the other one keeps the tensor's range, so that the fault is no contradiction.
    #expect(elements(shrunk.network) <= 3)
    #expect(shrunk.network.inputs.count == 1 && shrunk.inputs.runs.count == 1)
  }

  @Test("A compiler that takes one rounding for another is shown by one requantised element")
  func rounding() async throws {
    let bench = try bench { kind in
      guard case .requantize(let requantize) = kind else { return kind }
      return .requantize(
        Requantize(
          axis: requantize.axis,
          functions: requantize.functions.map { function in
            guard case .shift(let bits, _, let clamp) = function else { return function }
            return .shift(bits: bits, rounding: .floor, clamp: clamp)
          }))
    }
    let shrunk = try await smallest(bench, seeds: 1..<200)
    #expect(shrunk.network.operators.map(\.kind.keyword) == ["requantize"])
    #expect(elements(shrunk.network) == 2)
    #expect(shrunk.inputs.runs.count == 1)
  }

  @Test("What was made small is the same when it is read back")
  func files() async throws {
    let bench = try bench { kind in
      guard case .argMax(let axis, let selectsLast) = kind else { return kind }
      return .argMax(axis: axis, selectsLast: !selectsLast)
    }
    let shrunk = try await smallest(bench, seeds: 1..<200)
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "saved-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try SavedTrial(shrunk).write(to: folder)
    let saved = try #require(try SavedTrial.all(in: folder).first)
    #expect(saved.network == shrunk.network)
    #expect(saved.details.plan == shrunk.plan && saved.details.inputs == shrunk.inputs)
    let failure = await bench.failure(
      of: saved.network, saved.details.plan, saved.details.inputs, saved.details.build)
    #expect(failure?.kind == .programDiffers)
    #expect(saved.network.operators.map(\.kind.keyword) == ["argMax"])
  }
}
