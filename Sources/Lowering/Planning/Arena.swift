import KernelIR

/// A block of scratch memory and the steps during which it must keep its content.
struct ArenaRequest: Hashable {
  let bytes: Int
  let live: ClosedRange<Int>
}

/// Byte offsets for the requests, none overlapping another that is live at the same time, and the
/// bytes of the whole.
///
/// The largest first, each at the lowest offset where it fits: within a few per cent of the optimum
/// on networks whose buffers shrink towards the output.
func planArena(_ requests: [ArenaRequest]) -> (offsets: [Int], bytes: Int) {
  var offsets = [Int](repeating: 0, count: requests.count)
  var placed: [Int] = []
  let order = requests.indices.sorted {
    (requests[$1].bytes, $0) < (requests[$0].bytes, $1)
  }
  for index in order {
    let neighbours = placed.filter { requests[$0].live.overlaps(requests[index].live) }
      .sorted { offsets[$0] < offsets[$1] }
    var offset = 0
    for neighbour in neighbours where offset + requests[index].bytes > offsets[neighbour] {
      offset = max(offset, aligned(offsets[neighbour] + requests[neighbour].bytes))
    }
    offsets[index] = offset
    placed.append(index)
  }
  let bytes = requests.indices.map { offsets[$0] + requests[$0].bytes }.max() ?? 0
  return (offsets, aligned(bytes))
}

/// The next multiple of four, the strictest alignment of any element.
private func aligned(_ bytes: Int) -> Int { (bytes + 3) & ~3 }
