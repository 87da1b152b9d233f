import Foundation
import Synchronization

/// One line on standard error that says how far long work has come; silent where that is not a
/// terminal.
final class ProgressLine: Sendable {
  private let label: String
  private let isShown: Bool
  private let lastPercent = Mutex(-1)

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
    write("\r\(label): \(grouped(done)) of \(grouped(total)) (\(percent) %)")
    if done >= total { write("\r\u{1B}[K") }
  }

  private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
