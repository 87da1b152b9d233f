import Diagnostics

/// Two arena buffers may share bytes where the one is no longer touched when the other is first
/// written; where each belongs to a function of its own that keeps nothing in it from call to call
/// (``OwnMemory``); or where both happen in one call, and the one starts so far before the other that
/// nothing is overwritten before its last use (``ClearanceFinder``).
struct OverlapRules {
  private let program: KernelProgram
  private let uses: MemoryUses
  private let own: OwnMemory
  private let targets: [PointerID: Set<BufferID>]
  /// The calls of the entry, in order, with a comment where a loop begins and ends.
  private var calls: [Statement] = []
  private var spans: [BufferID: ClosedRange<Int>] = [:]

  init(_ program: KernelProgram) {
    self.program = program
    uses = MemoryUses(program)
    own = OwnMemory(program)
    let entry = program[program.entry]
    // The branch of the last row is followed as if every row took it.
    let body = entry.body.flatMap { statement in
      if case .branch(_, let then, let otherwise) = statement {
        then + otherwise
      } else {
        [statement]
      }
    }
    targets = body.reduce(into: [:]) { found, statement in
      guard case .point(let pointer, let address) = statement,
        case .buffer(let id) = address.base
      else { return }
      found[pointer, default: []].insert(id)
    }
    visit(body)
  }

  /// Numbers the calls and notes the span of calls in which each buffer must keep its elements.
  private mutating func visit(_ body: [Statement]) {
    for statement in body {
      switch statement {
      case .repeatTimes(_, let turn): visitLoop(turn)
      case .define, .assign, .point, .repoint, .advance, .store, .repeatLocal, .repeatUntil,
        .branch, .comment, .call:
        for id in uses.use(of: statement, targets: targets).touched { extend(id, by: calls.count) }
        calls.append(statement)
      }
    }
  }

  /// What a turn writes before it reads it lives in the turn alone; anything else lives through all
  /// turns.
  private mutating func visitLoop(_ turn: [Statement]) {
    let (before, start) = (spans, calls.count)
    calls.append(.comment("the loop begins"))
    visit(turn)
    calls.append(.comment("the loop ends"))
    for (id, span) in spans where span.upperBound > start {
      let isOwn =
        before[id] == nil
        && uses.use(of: calls[span.lowerBound], targets: targets).written.contains(id)
      if !isOwn {
        extend(id, by: start)
        extend(id, by: calls.count - 1)
      }
    }
  }

  private mutating func extend(_ id: BufferID, by call: Int) {
    let span = spans[id] ?? call...call
    spans[id] = min(span.lowerBound, call)...max(span.upperBound, call)
  }

  /// The pairs that share bytes which they may not share.
  func faults() -> [(BufferID, BufferID)] {
    let placed = spans.keys.sorted { $0.index < $1.index }.compactMap { id in
      bytes(of: id).map { (id: id, bytes: $0) }
    }
    let finder = ClearanceFinder(program)
    return placed.indices.flatMap { index in
      placed[..<index].compactMap { other -> (BufferID, BufferID)? in
        let own = placed[index]
        guard own.bytes.overlaps(other.bytes), !mayShare(own.id, other.id, finder) else {
          return nil
        }
        return (other.id, own.id)
      }
    }
  }

  private func bytes(of id: BufferID) -> Range<Int>? {
    guard case .arena(let offset) = program[id].placement else { return nil }
    return offset..<offset + program[id].bytes
  }

  private func mayShare(_ one: BufferID, _ two: BufferID, _ finder: ClearanceFinder) -> Bool {
    guard let first = spans[one], let second = spans[two] else { return true }
    return !first.overlaps(second) || own.areApart(one, two) || replaces(one, two, finder)
      || replaces(two, one, finder)
  }

  /// Whether the later buffer takes the place of the earlier one within one call, at a distance
  /// that is proved.
  private func replaces(_ later: BufferID, _ earlier: BufferID, _ finder: ClearanceFinder) -> Bool {
    guard let new = spans[later], let old = spans[earlier], new.lowerBound == old.upperBound,
      let start = bytes(of: later)?.lowerBound, let end = bytes(of: earlier)?.lowerBound
    else { return false }
    let clearance = finder.clearance(of: later, over: earlier, in: [calls[new.lowerBound]])
    return start <= end - clearance
  }
}
