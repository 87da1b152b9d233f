/// Which of the printed files a text is.
enum PrintedFile: Hashable, Sendable {
  case header(name: String)
  case source(name: String)
}

/// The directives that are printed, each in its place. Any other would need a preprocessor to know
/// what the text computes.
struct PrintedDirectives {
  private enum Step {
    /// These lines exactly.
    case lines([String], mayLack: Bool)
    /// Any number of `#define NAME VALUE` with names of this beginning.
    case definitions(prefix: String)
  }

  private let steps: [Step]
  private let isHeader: Bool
  private var next = 0
  /// What `#define NAME NUMBER` says, nil for texts and lists.
  private(set) var definitions: [String: Int?] = [:]

  init(_ file: PrintedFile) {
    switch file {
    case .header(let name):
      isHeader = true
      steps = Self.header(name.uppercased())
    case .source(let name):
      isHeader = false
      steps = Self.source(name)
    }
  }

  private static func header(_ prefix: String) -> [Step] {
    [
      .lines(["#ifndef \(prefix)_H"], mayLack: false),
      .lines(["#define \(prefix)_H"], mayLack: false),
      .lines(["#include <stdint.h>"], mayLack: false),
      .lines(["#ifdef __cplusplus", "extern \"C\" {", "#endif"], mayLack: false),
      .definitions(prefix: prefix + "_"),
      .lines(["#ifdef __cplusplus", "}", "#endif"], mayLack: false),
      .lines(["#endif"], mayLack: false),
    ]
  }

  private static func source(_ name: String) -> [Step] {
    [
      .lines(["#define STAPES_NEEDS_BARRIER 1"], mayLack: true),
      .lines(
        [
          "#if defined(__GNUC__) && !defined(__clang__)",
          "#pragma GCC optimize(\"no-schedule-insns\")", "#endif",
        ], mayLack: true),
      .lines(["#include \"\(name).h\""], mayLack: false),
      .lines(["#include \"stapes_support.h\""], mayLack: false),
    ]
  }

  /// Whether declarations may stand here.
  var allowsTokens: Bool {
    guard isHeader else { return isComplete }
    if next < steps.count, case .definitions = steps[next] { return true }
    return false
  }

  /// Whether all that must stand in the file did.
  var isComplete: Bool { next == steps.count }

  /// Takes a directive.
  ///
  /// - Parameter lines: the line where the directive begins, and the three behind it.
  /// - Returns: how many lines it has; nil where it is not printed, or not there.
  mutating func take(_ lines: [String]) -> Int? {
    while next < steps.count {
      switch steps[next] {
      case .lines(let printed, let mayLack):
        if lines.starts(with: printed) {
          next += 1
          return printed.count
        }
        guard mayLack else { return nil }
      case .definitions(let prefix): if define(lines[0], prefix) { return 1 }
      }
      next += 1
    }
    return nil
  }

  /// Notes a definition of a new name as a number, a text or a list of numbers.
  private mutating func define(_ line: String, _ prefix: String) -> Bool {
    let form =
      /#define ([A-Z0-9_]+) (?:(\d+)|\((-\d+)\)|\((-\d+ - 1)\)|\{[0-9, ]+\}|"[^"\\]*")(  \/\* [^*\/]*(?:\/[^*\/]+)* \*\/)?/
    guard let match = try? form.wholeMatch(in: line), match.1.hasPrefix(prefix),
      definitions[String(match.1)] == nil
    else { return false }
    let spelled = match.2 ?? match.3
    guard spelled.map({ Self.isPlain($0) }) ?? true else { return false }
    definitions[String(match.1)] = .some(spelled.flatMap { Int($0) })
    return true
  }

  /// C reads digits behind a zero as octal.
  private static func isPlain(_ number: Substring) -> Bool {
    let digits = number.drop { $0 == "-" }
    return digits == "0" || digits.first != "0"
  }
}
