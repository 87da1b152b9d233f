import Diagnostics
import Foundation
import NetworkIR
import NetworkTrials
import Verification

/// Hands chunks of seeds to worker processes, so that a compiler that ends takes none but its own
/// network along.
struct Supervisor {
  let bench: Workbench
  let targets: String
  let save: URL
  let jobs: Int
  let deadline: Date?
  private let start = Date.now
  private static let chunk: UInt64 = 40
  /// Every other chunk is checked, the others optimised.
  private static let builds = HostBuild.allCases

  init(bench: Workbench, targets: String, save: URL, jobs: Int, deadline: Date?) {
    self.bench = bench
    self.targets = targets
    self.save = save
    self.jobs = jobs
    self.deadline = deadline
  }

  private var worker: Tool {
    Tool(command: Bundle.main.executablePath ?? CommandLine.arguments[0], debianPackages: [])
  }

  func run(_ seeds: Range<UInt64>) async -> Outcome {
    var queue = stride(from: seeds.lowerBound, to: seeds.upperBound, by: Int(Self.chunk)).map {
      $0..<min($0 + Self.chunk, seeds.upperBound)
    }
    queue.reverse()
    var outcome = Outcome()
    await withTaskGroup(of: ChunkEnd.self) { group in
      func startNext() {
        guard deadline.map({ Date.now < $0 }) ?? true, let next = queue.popLast() else { return }
        group.addTask { await work(next) }
      }
      for _ in 0..<jobs { startNext() }
      while let end = await group.next() {
        switch end {
        case .finished(let report): outcome.add(report)
        case .ended(let parts, let finding):
          queue += parts
          if let finding { outcome.failures.append(finding) }
        }
        show(outcome)
        startNext()
      }
    }
    outcome.seconds = Date.now.timeIntervalSince(start)
    return outcome
  }

  private enum ChunkEnd: Sendable {
    case finished(ChunkReport)
    /// The worker ended at a network; these seeds are left.
    case ended([Range<UInt64>], FailureReport?)
  }

  private func work(_ seeds: Range<UInt64>) async -> ChunkEnd {
    let build = Self.builds[Int(seeds.lowerBound / Self.chunk) % Self.builds.count].rawValue
    let arguments = [
      "--work", "--seed", "\(seeds.lowerBound)", "--count", "\(seeds.count)", "--build", build,
      "--targets", targets, "--save", save.path,
    ]
    guard let output = try? await ToolRunner(timeout: .seconds(900)).run(worker, arguments) else {
      return hung(seeds)
    }
    if output.status == 0,
      let report = try? JSONDecoder().decode(ChunkReport.self, from: Data(output.text.utf8))
    {
      return .finished(report)
    }
    return await ended(seeds, output)
  }

  /// Halves until one network is left.
  private func hung(_ seeds: Range<UInt64>) -> ChunkEnd {
    guard seeds.count > 1 else {
      let failure = Failure(kind: .compilerEnds, detail: "it does not end")
      return .ended(
        [], FailureReport(seed: seeds.lowerBound, failure: failure, path: nil, size: "not saved"))
    }
    let half = seeds.lowerBound + UInt64(seeds.count / 2)
    return .ended([seeds.lowerBound..<half, half..<seeds.upperBound], nil)
  }

  private func ended(_ seeds: Range<UInt64>, _ output: ToolOutput) async -> ChunkEnd {
    let lines = output.errorText.split(separator: "\n")
    let fields = lines.last { $0.hasPrefix("at ") }?.split(separator: " ", maxSplits: 2) ?? []
    let seed = fields.count > 1 ? UInt64(fields[1]) ?? seeds.lowerBound : seeds.lowerBound
    let parts = [seeds.lowerBound..<seed, seed + 1..<max(seeds.upperBound, seed + 1)]
    let message = lines.first { $0.contains("Fatal error") || $0.contains("error") } ?? ""
    let failure = Failure(kind: .compilerEnds, detail: "status \(output.status) \(message)")
    let plan =
      fields.count > 2
      ? try? JSONDecoder().decode(TrialPlan.self, from: Data(fields[2].utf8)) : nil
    return .ended(parts.filter { !$0.isEmpty }, await saved(seed, plan, failure))
  }

  // MARK: A compiler that ends

  private func saved(_ seed: UInt64, _ plan: TrialPlan?, _ failure: Failure) async -> FailureReport
  {
    guard let plan, let made = try? NetworkMaker.network(seed: seed) else {
      return FailureReport(seed: seed, failure: failure, path: nil, size: "not saved")
    }
    let finding = Finding(
      seed: seed, network: made.network, plan: plan,
      inputs: TrialInputs(for: made.network, seed: seed), failure: failure)
    let shrinker = Shrinker(bench, mostAttempts: 600) { network, plan, inputs in
      await verdict(network, plan, inputs)
    }
    return await small(finding, save, shrinker)
  }

  /// Lets another process compile the network.
  private func verdict(
    _ network: Network, _ plan: TrialPlan, _ inputs: TrialInputs
  ) async -> Failure? {
    let folder = FileManager.default.temporaryDirectory
    let trial = SavedTrial(name: "judged-\(UUID().uuidString)", network, plan, inputs)
    guard (try? trial.write(to: folder)) != nil else { return nil }
    defer { trial.remove(from: folder) }
    let output = try? await ToolRunner(timeout: .seconds(60)).run(
      worker, ["--judge", folder.appending(path: trial.name).path, "--targets", targets])
    guard let output, output.status >= 128 else { return nil }
    return Failure(kind: .compilerEnds, detail: "status \(output.status)")
  }

  private func show(_ outcome: Outcome) {
    guard isatty(STDERR_FILENO) == 1 else { return }
    let text =
      "\r\(outcome.networks) networks, \(outcome.trials) trials, "
      + "\(outcome.failures.count) failures "
    FileHandle.standardError.write(Data(text.utf8))
  }
}
