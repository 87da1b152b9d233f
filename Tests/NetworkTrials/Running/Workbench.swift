import CEmission
import CProof
import Diagnostics
import Foundation
import KernelIR
import Lowering
import NetworkIR
import TargetDescription

/// What compiles networks and holds them to the interpreter.
package struct Workbench: Sendable {
  private let targets: [String: TargetProfile]
  /// Changes what is compiled, to see that the checks notice; a test's alone.
  package var sabotage: @Sendable (Network) -> Network = { $0 }

  package static let targetNames = [
    "rv32ec", "rv32ic", "cortex-m0", "cortex-m4", "avr", "avr-nomul", "host",
  ]

  /// - Throws: E0201 and others where a target's description cannot be read.
  package init(targetDirectory: URL) throws(DiagnosticList) {
    var targets: [String: TargetProfile] = [:]
    for name in Self.targetNames {
      targets[name] = try loadTarget(named: name, directory: targetDirectory)
    }
    self.targets = targets
  }

  /// The strategies that apply to a network's linear layers, by operator name.
  package func strategies(_ network: Network, on target: String) -> [String: [LinearStrategy]] {
    guard let profile = targets[target] else { return [:] }
    let layers = ChoiceSpace(network, for: profile, options: LoweringOptions()).layers
    return Dictionary(
      layers.compactMap { layer in layer.names.first.map { ($0, layer.options.map(\.strategy)) } },
      uniquingKeysWith: { first, _ in first })
  }

  /// Compiles a network and holds the program and the printed C to the interpreter.
  package func run(
    _ network: Network, _ plan: TrialPlan, _ expected: Expectation
  ) -> TrialOutcome {
    guard let profile = targets[plan.target] else { return .refused("no such target") }
    let lowered: Lowered
    do throws(DiagnosticList) {
      lowered = try lower(sabotage(network), for: profile, options: plan.options)
    } catch {
      return outcome(of: error)
    }
    let program = CompiledProgram(program: lowered.program, network: network, target: profile)
    do throws(Failure) {
      try hold(lowered.program, to: expected)
      return .passed(
        TrialResult(
          strategies: Set(lowered.report.strategies.values),
          usesRows: !lowered.report.fused.isEmpty || lowered.program.rows != nil,
          proofs: try proofs(of: program), program: program))
    } catch {
      return .failed(error)
    }
  }

  /// Limits of the target and networks whose rows cannot be pushed are refused rightly.
  private func outcome(of refusal: DiagnosticList) -> TrialOutcome {
    if refusal.diagnostics.allSatisfy({ $0.code == .budgetExceeded }) {
      return .refused("limit of the target")
    }
    if refusal.diagnostics.allSatisfy({ $0.place == .argument("--push-rows") }) {
      return .refused("rows cannot be pushed")
    }
    return .failed(Failure(kind: .unexpectedRefusal, detail: refusal.description))
  }

  /// The header and the source of a network's C.
  ///
  /// - Throws: what the compiler refuses.
  package func code(
    of network: Network, _ plan: TrialPlan
  ) throws(DiagnosticList) -> (header: String, source: String)? {
    guard let profile = targets[plan.target] else { return nil }
    let lowered = try lower(network, for: profile, options: plan.options)
    let program = CompiledProgram(program: lowered.program, network: network, target: profile)
    let code = program.printed(name: "net").code
    return (code.header, code.source)
  }

  // MARK: The kernel program

  private func hold(_ program: KernelProgram, to expected: Expectation) throws(Failure) {
    let faults = KernelIR.verify(program)
    guard !faults.hasErrors else {
      throw Failure(kind: .invalidProgram, detail: faults.description)
    }
    let evaluator = KernelEvaluator(program)
    var states = program.resetStates
    for (index, run) in expected.inputs.runs.enumerated() {
      let outputs: [[Int]]
      do throws(DiagnosticList) {
        (outputs, states) = try evaluator.run(inputs: run, states: states)
      } catch {
        throw Failure(kind: .brokenPromise, detail: "run \(index): \(error)")
      }
      try compare(outputs, expected.outputs[index], "output", run: index)
      // Behind the network's own states are those that rows leave for later ones.
      let own = Array(states.prefix(expected.states[index].count))
      try compare(own, expected.states[index], "state", run: index)
    }
  }

  private func compare(
    _ found: [[Int]], _ wanted: [[Int]], _ what: String, run: Int
  ) throws(Failure) {
    guard found != wanted else { return }
    for (number, (found, wanted)) in zip(found, wanted).enumerated() {
      for (element, (found, wanted)) in zip(found, wanted).enumerated() where found != wanted {
        throw Failure(
          kind: .programDiffers,
          detail: "run \(run), \(what) \(number), element \(element): \(found), not \(wanted)")
      }
    }
    throw Failure(kind: .programDiffers, detail: "run \(run): another number of \(what)s")
  }

  // MARK: The printed C

  /// How many tensors the proof says what of.
  private func proofs(of program: CompiledProgram) throws(Failure) -> [String: Int] {
    let report: ProofReport
    do throws(DiagnosticList) {
      report = try prove(
        program.printed(name: "net").code, computes: program.network, limits: Self.limits)
    } catch {
      throw Failure(kind: .unreadableCode, detail: error.description)
    }
    guard !report.isRefuted else {
      throw Failure(
        kind: .refuted, detail: report.diagnostics.map(\.description).joined(separator: "; "))
    }
    var counts = report.tensors.reduce(into: [String: Int]()) {
      $0[$1.status.rawValue, default: 0] += 1
    }
    if !report.ranges.notFitting.isEmpty { counts["results not shown to fit"] = 1 }
    return counts
  }

  private static let limits = ProofLimits(steps: 2_000_000, values: 1 << 18)
}
