import ArgumentParser
import CProof
import Diagnostics
import Driver
import Verification

struct Verify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Climbs the ladder of checks from the interpreter to the object code.",
    discussion: """
      Builds the C with gcc and clang at four optimisations, with sanitizers and for 32 bits on the \
      host, runs it there and on the emulated core, compares every vector with the interpreter, \
      proves the printed text equal to the network where it can, bounds the stack, and searches the \
      objects of the target's compilers for what must not be there. docs/trust.md says what each \
      rung means.
      """)

  @OptionGroup var modelOptions: ModelOptions

  @Option(help: "The core: a name that `stapes targets` lists.")
  var target: String?

  @Flag(help: "Every target in turn.")
  var allTargets = false

  @Option(help: ArgumentHelp("The folder of target descriptions.", visibility: .hidden))
  var targets: String?

  @OptionGroup var budget: BudgetOptions
  @OptionGroup var arrays: ArrayOptions

  @Option(help: "How many seeded and boundary vectors.")
  var vectors = 20

  @Option(help: "The seed of the vectors.")
  var seed: UInt64 = 1

  @Flag(help: "Two builds on the host instead of ten, the same vectors everywhere, one object.")
  var quick = false

  @Flag(help: "With --quick: the objects of the target's other compilers and flags, too.")
  var allCompilers = false

  @Flag(help: "The report as JSON.")
  var json = false

  @Option(help: ArgumentHelp("Also writes the report as a page to print.", valueName: "file"))
  var html: String?

  func validate() throws {
    guard (target != nil) != allTargets else {
      throw ValidationError("give either --target NAME or --all-targets")
    }
    guard vectors > 0 else { throw ValidationError("--vectors must be at least 1") }
  }

  func run() async throws {
    let model = try modelOptions.load()
    let progress = StatusLine(isQuiet: modelOptions.quiet)
    let result = try await verifications(model, progress)
    progress.end()
    Console.result(try text(of: result))
    if let html { try writeText(try result.page(), to: html) }
    if !result.isVerified { throw CommandStatus.mismatch }
  }

  private func verifications(
    _ model: LoadedModel, _ progress: StatusLine
  ) async throws -> VerificationOfTargets {
    let request = try request(for: model)
    var summaries: [VerificationSummary] = []
    var refused: [LeftOutPlace] = []
    for name in try target.map({ [$0] }) ?? listTargets(inFolder: targets).map(\.name) {
      let core = try loadTarget(name, inFolder: targets)
      let settings = try await budget.settings(for: model, core)
      do {
        summaries.append(
          try await verify(model, request, target: core, settings: settings) {
            progress.show("\(name): \($0)")
          })
      } catch {
        guard allTargets, error.isTooLarge else { throw error }
        refused.append(LeftOutPlace(place: name, reason: error.diagnostics[0].cause))
      }
    }
    return VerificationOfTargets(targets: summaries, notCompiled: refused)
  }

  private func request(for model: LoadedModel) throws -> VerificationRequest {
    let depth: VerificationDepth = quick ? .quick : .whole
    let given =
      try arrays.inputs.isEmpty
      ? nil : readBatch(arrays.inputs, for: model.network, isStream: arrays.stream)
    return VerificationRequest(
      inputs: verificationInputs(
        for: model.network, given: given, count: vectors, seed: seed, isStream: arrays.stream,
        depth: depth),
      depth: depth, readsOtherObjects: !quick || allCompilers)
  }

  private func text(of result: VerificationOfTargets) throws -> String {
    switch (json, allTargets) {
    case (true, true): try jsonText(result)
    case (true, false): try jsonText(result.targets[0])
    case (false, true): Stapes.text(of: result)
    case (false, false): Stapes.text(of: result.targets[0])
    }
  }
}

extension DiagnosticList {
  /// The network is larger than the device, and nothing else is wrong.
  fileprivate var isTooLarge: Bool {
    !diagnostics.isEmpty && diagnostics.allSatisfy { $0.code == .budgetExceeded }
  }
}
