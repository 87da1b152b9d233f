/// How often each pair of terms occurs in a row, and a queue of the pairs that occur twice or more.
///
/// Counts change one occurrence at a time; nothing is counted again.
struct PairCounts {
  /// A hash table with open addressing; a power of two of places.
  private var keys: [UInt64]
  private var counts: [Int32]
  private var mask: Int
  private var used = 0
  /// Pairs by the count that they had when they were queued; a pair may be in several.
  private var buckets: [[UInt64]] = []
  private var top = 0
  /// Changes of counts so far: the measure of work, which no clock disturbs.
  private(set) var work = 0

  private static let empty = UInt64.max

  init(capacity: Int) {
    let size = 1 << max(6, Int.bitWidth - (2 * capacity).leadingZeroBitCount)
    keys = [UInt64](repeating: Self.empty, count: size)
    counts = [Int32](repeating: 0, count: size)
    mask = size - 1
  }

  mutating func spend(_ steps: Int) { work += steps }

  mutating func raise(_ pair: Pair) {
    work += 1
    let place = place(of: pair.bits)
    if keys[place] == Self.empty {
      keys[place] = pair.bits
      used += 1
    }
    counts[place] += 1
    let count = Int(counts[place])
    if count > 1 { queue(pair.bits, count) }
    if 2 * used > mask { rebuild() }
  }

  mutating func lower(_ pair: Pair) {
    work += 1
    counts[place(of: pair.bits)] -= 1
  }

  /// A pair of the highest count, at random among equals; nil where none occurs twice.
  mutating func next(_ random: inout SeededBits) -> Pair? {
    while top > 1 {
      guard !buckets[top].isEmpty else {
        top -= 1
        continue
      }
      let chosen = random.below(buckets[top].count)
      buckets[top].swapAt(chosen, buckets[top].count - 1)
      let key = buckets[top].removeLast()
      let current = Int(counts[place(of: key)])
      if current == top { return Pair(bits: key) }
      // A rise queues a pair again; one that has fallen goes down to what is left of it.
      if current > 1 && current < top { buckets[current].append(key) }
    }
    return nil
  }

  mutating func clearQueue() {
    for index in buckets.indices { buckets[index].removeAll(keepingCapacity: true) }
    top = 0
  }

  private func place(of key: UInt64) -> Int {
    var place = Int(truncatingIfNeeded: (key &* 0x9e37_79b9_7f4a_7c15) >> 20) & mask
    while keys[place] != key && keys[place] != Self.empty { place = (place + 1) & mask }
    return place
  }

  /// Forgets the pairs that no longer occur, and makes room for more.
  private mutating func rebuild() {
    let (oldKeys, oldCounts) = (keys, counts)
    used = oldCounts.count { $0 != 0 }
    let size = 4 * used > mask ? 2 * (mask + 1) : mask + 1
    keys = [UInt64](repeating: Self.empty, count: size)
    counts = [Int32](repeating: 0, count: size)
    mask = size - 1
    for (index, key) in oldKeys.enumerated() where oldCounts[index] != 0 {
      let place = place(of: key)
      keys[place] = key
      counts[place] = oldCounts[index]
    }
  }

  private mutating func queue(_ key: UInt64, _ count: Int) {
    while buckets.count <= count { buckets.append([]) }
    buckets[count].append(key)
    top = max(top, count)
  }
}
