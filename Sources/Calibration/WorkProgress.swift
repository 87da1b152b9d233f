import Synchronization

/// Adds up the work that threads have done.
final class WorkProgress: Sendable {
  private let total: Int
  private let done = Mutex(0)
  private let report: @Sendable (Int, Int) -> Void

  init(total: Int, _ report: @escaping @Sendable (Int, Int) -> Void) {
    self.total = total
    self.report = report
  }

  func add(_ work: Int) {
    let sum = done.withLock { done in
      done += work
      return done
    }
    report(min(sum, total), total)
  }

  /// What else there may have been to do needs not be done.
  func finish() {
    done.withLock { $0 = total }
    report(total, total)
  }
}
