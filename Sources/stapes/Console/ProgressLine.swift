import Foundation
import Synchronization

/// One line on standard error that says how far long work has come; silent where that is not a
/// terminal.
final class ProgressLine: Sendable {
  private let label: String
  private let isShown: Bool
  private let lastPercent = Mutex(-1)
  private let start = ContinuousClock.now

  init(_ label: String, isQuiet: Bool) {
    self.label = label
    isShown = Console.isTerminal && !isQuiet
  }

  func update(done: Int, of total: Int) {
    guard isShown, total > 0 else { return }
    let percent = done * 100 / total
    let isNew = lastPercent.withLock { last in
      defer { last = max(last, percent) }
      return percent > last
    }
    guard isNew else { return }
    let rest = Self.secondsLeft(after: start.duration(to: .now), done: done, of: total)
    let left = rest.map { ", about \($0) s left" } ?? ""
    write("\r\u{1B}[K\(label): \(grouped(done)) of \(grouped(total)) (\(percent) %\(left))")
    if done >= total { write("\r\u{1B}[K") }
  }

  /// As long as it took so far, for what is left; nil while that says little.
  private static func secondsLeft(after elapsed: Duration, done: Int, of total: Int) -> Int? {
    guard elapsed >= .seconds(2), done > 0, done < total else { return nil }
    let seconds = elapsed / .seconds(1)
    return Int((seconds * Double(total - done) / Double(done)).rounded(.up))
  }

  private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}

/// One line on standard error that says what is being done; silent where that is not a terminal.
final class StatusLine: Sendable {
  private let isShown: Bool

  init(isQuiet: Bool) { isShown = Console.isTerminal && !isQuiet }

  func show(_ text: String) {
    if isShown { FileHandle.standardError.write(Data("\r\u{1B}[K\(text)".utf8)) }
  }

  /// Takes the line away.
  func end() { show("") }
}
