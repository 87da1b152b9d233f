/// Buffers that one function alone uses, itself or in what it alone calls, and not the entry.
///
/// As in a loop of the entry, what such a function writes it writes before it reads it: it must
/// not find what an earlier call of it left. The evaluator would find it overwritten.
struct OwnMemory {
  /// The function that a buffer belongs to.
  private var owners: [BufferID: FunctionID] = [:]
  /// What each function reaches by calls, itself with them.
  private var reached: [Set<FunctionID>] = []

  init(_ program: KernelProgram) {
    var callers: [FunctionID: Set<FunctionID>] = [:]
    var mentions: [BufferID: Set<FunctionID>] = [:]
    for (number, function) in program.functions.enumerated() {
      let id = FunctionID(number)
      let callees = function.callees
      for callee in callees { callers[callee, default: []].insert(id) }
      reached.append(callees.reduce(into: [id]) { $0.formUnion(reached[$1.index]) })
      for buffer in function.namedBuffers { mentions[buffer, default: []].insert(id) }
    }
    for (buffer, functions) in mentions {
      owners[buffer] = owner(of: functions, callers, entry: program.entry)
    }
  }

  /// The one of the functions that calls all others of them, which nothing else calls.
  private func owner(
    of functions: Set<FunctionID>, _ callers: [FunctionID: Set<FunctionID>], entry: FunctionID
  ) -> FunctionID? {
    guard let last = functions.max(by: { $0.index < $1.index }), last != entry,
      functions.isSubset(of: reached[last.index])
    else { return nil }
    let isAlone = functions.allSatisfy { function in
      function == last || (callers[function] ?? []).isSubset(of: reached[last.index])
    }
    return isAlone ? last : nil
  }

  /// Whether the two belong to functions of which neither runs during the other.
  func areApart(_ one: BufferID, _ two: BufferID) -> Bool {
    guard let first = owners[one], let second = owners[two], first != second else { return false }
    return !reached[first.index].contains(second) && !reached[second.index].contains(first)
  }
}
