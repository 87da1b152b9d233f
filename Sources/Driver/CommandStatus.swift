import Diagnostics

/// How the command line ends; thrown to end it early.
package enum CommandStatus: Int32, Error, Hashable, Sendable {
  case success = 0
  case mismatch = 1
  case usage = 2
  case unsupportedModel = 3
  case budgetExceeded = 4
  case missingTool = 5
}

extension CommandStatus {
  /// The status of a failed command: that of its first error.
  package init(for list: DiagnosticList) {
    guard let first = list.diagnostics.first(where: { $0.severity == .error }) else {
      self = .success
      return
    }
    self.init(for: first.code)
  }

  private init(for code: DiagnosticCode) {
    switch code {
    case .unreadableFile, .badArgument, .badArray, .badTrace, .badTarget: self = .usage
    case .malformedModel, .inconsistentModel, .tooLarge, .nonFiniteConstant, .brokenGraph,
      .constantOutput, .unsupportedOperator, .unsupportedForm, .notQuantized, .notExact,
      .collapsedLayer, .rangeOverflow, .invalidNetwork, .invalidKernel:
      self = .unsupportedModel
    case .budgetExceeded: self = .budgetExceeded
    case .missingTool: self = .missingTool
    case .toolFailed, .toolTooSlow, .mismatch, .forbiddenInstruction, .unreadableCode:
      self = .mismatch
    case .remark: self = .success
    }
  }
}
