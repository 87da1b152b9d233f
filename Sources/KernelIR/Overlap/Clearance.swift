import FixedPoint

/// How buffers of a program may share memory while one takes the other's place.
package struct ClearanceFinder {
  let program: KernelProgram
  let tableRanges: [IntegerRange]
  /// The functions as far as they matter here.
  let skeletons: [KernelFunction]

  package init(_ program: KernelProgram) {
    self.program = program
    skeletons = program.functions.map(AccessSkeleton.of)
    tableRanges = program.tables.map {
      IntegerRange($0.values.min() ?? 0, $0.values.max() ?? 0)
    }
  }

  /// The least number of bytes by which one buffer must start before another, where it does not
  /// start behind it, so that nothing of the other is touched after it was overwritten.
  ///
  /// Derived from the statements alone, by following their pointers; what data decide is taken at
  /// its worst.
  ///
  /// - Parameters:
  ///   - later: What the calls fill.
  ///   - earlier: What nothing touches behind these calls.
  ///   - calls: Calls of the entry, in order.
  /// - Returns: From minus the bytes of `earlier` to the bytes of `later`; the latter where nothing
  ///   better is proved.
  package func clearance(of later: BufferID, over earlier: BufferID, in calls: [Statement]) -> Int {
    let (behind, before) = (program[later].bytes, program[earlier].bytes)
    guard later != earlier, mayShareBytes(later, earlier) else { return behind }
    var walk = AccessWalk(self, later: later, earlier: earlier)
    let order = walk.order(of: calls, in: program.entry)
    guard !walk.isExhausted else { return behind }
    return min(behind, max(order.excess ?? -before, -before))
  }

  /// C lets a compiler move accesses of one type past those of another, but for bytes and the
  /// signed and unsigned forms of one type.
  private func mayShareBytes(_ left: BufferID, _ right: BufferID) -> Bool {
    let (left, right) = (program[left].element.bytes, program[right].element.bytes)
    return left == right || left == 1 || right == 1
  }
}
