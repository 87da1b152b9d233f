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

  /// The first function whose calls are all that reaches the functions.
  private func owner(
    of functions: Set<FunctionID>, _ callers: [FunctionID: Set<FunctionID>], entry: FunctionID
  ) -> FunctionID? {
    let last = functions.map(\.index).max() ?? 0
    return (last..<max(last, entry.index)).lazy.map(FunctionID.init).first { function in
      let inside = reached[function.index]
      return functions.isSubset(of: inside)
        && inside.allSatisfy {
          $0 == function || reached[$0.index].isDisjoint(with: functions)
            || (callers[$0] ?? []).isSubset(of: inside)
        }
    }
  }

  /// Whether the two belong to functions of which neither runs during the other.
  func areApart(_ one: BufferID, _ two: BufferID) -> Bool {
    guard let first = owners[one], let second = owners[two], first != second else { return false }
    return !reached[first.index].contains(second) && !reached[second.index].contains(first)
  }
}
