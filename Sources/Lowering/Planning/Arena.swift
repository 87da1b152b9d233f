import KernelIR

/// A block of scratch memory and the steps during which it must keep its content.
struct ArenaRequest: Hashable {
  let bytes: Int
  let live: ClosedRange<Int>
  /// Requests that live until the step that fills this one, by their index: the least bytes by
  /// which this one must start before that one, unless it starts behind it.
  var clearances: [Int: Int] = [:]
}

/// Byte offsets for the requests, none overlapping another that is live at the same time but at its
/// clearance, and the bytes of the whole.
///
/// One after another, each at the lowest offset where it fits, in several orders of which the best
/// is taken: within a few per cent of the optimum on networks whose buffers shrink towards the
/// output.
func planArena(_ requests: [ArenaRequest]) -> (offsets: [Int], bytes: Int) {
  let keys: [(Int) -> (Int, Int, Int)] = [
    { (-requests[$0].bytes, $0, 0) },
    { (-requests[$0].bytes, -$0, 0) },
    { (-requests[$0].live.upperBound, -requests[$0].bytes, -$0) },
    { (requests[$0].live.lowerBound, -requests[$0].bytes, $0) },
  ]
  var best: (offsets: [Int], bytes: Int)?
  for key in keys {
    let plan = placed(requests, requests.indices.sorted { key($0) < key($1) })
    if plan.bytes < best?.bytes ?? Int.max { best = plan }
  }
  return best ?? ([], 0)
}

private func placed(_ requests: [ArenaRequest], _ order: [Int]) -> (offsets: [Int], bytes: Int) {
  var offsets = [Int](repeating: 0, count: requests.count)
  var done: [Int] = []
  for index in order {
    let barred = done.filter { requests[$0].live.overlaps(requests[index].live) }
      .compactMap { barredOffsets(index, beside: $0, at: offsets[$0], requests) }
      .sorted { $0.lowerBound < $1.lowerBound }
    offsets[index] = barred.reduce(0) { $1.contains($0) ? aligned($1.upperBound) : $0 }
    done.append(index)
  }
  let bytes = requests.indices.map { offsets[$0] + requests[$0].bytes }.max() ?? 0
  return (offsets, aligned(bytes))
}

/// Where a request may not start, for another one's sake; nil where that is nowhere.
private func barredOffsets(
  _ index: Int, beside other: Int, at offset: Int, _ requests: [ArenaRequest]
) -> Range<Int>? {
  let own = requests[index], its = requests[other]
  var barred = offset - own.bytes + 1..<offset + its.bytes
  if let clearance = own.clearances[other] {
    barred = offset - clearance + 1..<max(offset - clearance + 1, barred.upperBound)
  } else if let clearance = its.clearances[index] {
    barred = barred.lowerBound..<max(barred.lowerBound, offset + clearance)
  }
  return barred.isEmpty ? nil : barred
}

/// The next multiple of four, the strictest alignment of any element.
private func aligned(_ bytes: Int) -> Int { (bytes + 3) & ~3 }
