import FixedPoint

/// Lets a run on numbers pass; keeps why a stage was given up.
final class SilentObserver: MachineObserver {
  let stepLimit = 50_000_000
  let valueLimit = 4_000_000
  private(set) var reason: NotFollowed?

  func stored(_ value: SymbolicValue, in machine: Machine) -> SymbolicValue { value }

  func exhaustiveRange(_ value: SymbolicValue, in machine: Machine) -> IntegerRange? { nil }

  func traced(
    _ tensor: String, at pointer: MemoryPointer, count: Int, in machine: Machine
  ) -> Bool { true }

  func compare(
    _ tensor: String, at pointer: MemoryPointer, assuming pattern: ZeroPattern, in machine: Machine
  ) -> (element: Int, ElementFinding)? { (0, .notFollowed("nothing is proved here")) }

  func followed(_ outcome: PatternOutcome) {}

  func gaveUp(_ function: String, _ reason: NotFollowed, in machine: Machine) {
    self.reason = self.reason ?? reason
  }
}
