import Lowering
import NetworkIR

/// How a network is compiled.
package struct TrialPlan: Hashable, Sendable, Codable {
  package var target: String
  /// By operator name; where one does not apply, the compiler chooses.
  package var strategies: [String: LinearStrategy]
  package var rows: RowPlan

  package init(target: String, strategies: [String: LinearStrategy] = [:], rows: RowPlan) {
    self.target = target
    self.strategies = strategies
    self.rows = rows
  }

  var options: LoweringOptions {
    LoweringOptions(
      strategies: strategies, fusion: rows == .always ? .always : .never,
      pushesRows: rows == .pushed)
  }
}

/// Whether stages are computed row by row.
package enum RowPlan: String, Hashable, Sendable, CaseIterable, Codable {
  case never, always, pushed
}

extension LinearStrategy: Codable {}

/// How a compiled network breaks its promise.
package enum FailureKind: String, Hashable, Sendable, CaseIterable, Codable {
  /// The kernel program breaks a rule of kernel programs.
  case invalidProgram
  /// The compiler refuses for another reason than a limit of the target or the option.
  case unexpectedRefusal
  /// The kernel program breaks a promise while it runs.
  case brokenPromise
  /// The kernel program gives other bits than the interpreter.
  case programDiffers
  /// The proof cannot read or follow the printed C.
  case unreadableCode
  /// The proof says that the printed C computes something else.
  case refuted
  /// The C does not compile without a warning.
  case doesNotCompile
  /// The C program ends before its time: a sanitizer, an assertion or a fault of memory.
  case codeFails
  /// The C gives other bits than the interpreter.
  case codeDiffers
  /// The compiler itself ends or hangs.
  case compilerEnds
  /// The generator made a network that breaks rules, or the interpreter refuses it.
  case badNetwork
}

package struct Failure: Error, Hashable, Sendable, Codable {
  package let kind: FailureKind
  package let detail: String

  package init(kind: FailureKind, detail: String) {
    self.kind = kind
    self.detail = detail
  }
}

/// What happened to a network with a plan.
package enum TrialOutcome: Sendable {
  case passed(TrialResult)
  /// The reason, without what changes from network to network.
  case refused(String)
  case failed(Failure)
}

/// A compiled network that kept every bit so far.
package struct TrialResult: Sendable {
  /// The strategies of its linear layers.
  package let strategies: Set<LinearStrategy>
  /// Whether stages were computed row by row.
  package let usesRows: Bool
  package let proofs: [String: Int]
  let program: CompiledProgram
}
