import Diagnostics
import Foundation

/// Where results, diagnostics and progress go: results to standard output, everything else to
/// standard error.
enum Console {
  static func result(_ text: String) {
    FileHandle.standardOutput.write(Data((text + "\n").utf8))
  }

  /// As it is, without a line end.
  static func text(_ text: String) {
    FileHandle.standardOutput.write(Data(text.utf8))
  }

  static func error(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
  }

  static func report(_ diagnostics: [Diagnostic], isQuiet: Bool) {
    for diagnostic in diagnostics where !isQuiet || diagnostic.severity == .error {
      error(colored(diagnostic))
    }
  }

  /// Bold red, yellow or cyan heads, on a terminal that did not set NO_COLOR.
  private static func colored(_ diagnostic: Diagnostic) -> String {
    let text = diagnostic.description
    guard isTerminal, ProcessInfo.processInfo.environment["NO_COLOR"] == nil else { return text }
    let color =
      switch diagnostic.severity {
      case .error: "31"
      case .warning: "33"
      case .note: "36"
      }
    let head = "\(diagnostic.severity.rawValue)[\(diagnostic.code.rawValue)]"
    return text.replacingOccurrences(of: head, with: "\u{1B}[1;\(color)m\(head)\u{1B}[0m")
  }

  static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }
}
