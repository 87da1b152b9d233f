import FixedPoint
import NetworkIR

/// Searches the cheapest shift-add chain clamp((x * M + b) >> s) that reproduces monotone steps
/// over a range (A16).
///
/// A level v on [x1, x2] asks v 2^s <= x M + b < (v + 1) 2^s at both of its ends; the lowest level
/// needs no lower bound and the highest no upper one, because the clamp gives them. For fixed s the
/// room that these leave for b is a concave function of M, so the fitting multipliers are
/// consecutive integers, found from both sides by Newton's method on its tangents. Among them the
/// one with the fewest signed digits is taken; among the shifts, the one with the fewest digits,
/// then the smallest.
struct ChainSearch {
  private let levels: [Level]
  private let range: IntegerRange
  private let clamp: IntegerRange
  private let isRising: Bool

  /// Sums within a 32-bit word are preferred; wider ones (two words of C) are allowed up to this
  /// many bits.
  private static let sumBits = [31, 46]
  /// A larger shift adds no precision that a 46-bit sum of an accumulator could use.
  private static let largestShift = 30

  /// nil where the steps rise somewhere and fall elsewhere.
  init?(_ steps: StepFunction, over range: IntegerRange) {
    levels = Level.all(of: steps, over: range)
    self.range = range
    let values = levels.map(\.value)
    isRising = zip(values, values.dropFirst()).allSatisfy { $0 < $1 }
    guard isRising || zip(values, values.dropFirst()).allSatisfy({ $0 > $1 }) else { return nil }
    clamp = IntegerRange(values.min() ?? 0, values.max() ?? 0)
  }

  /// The cheapest chain; nil where none fits within 46 bits.
  func cheapest() -> ShiftAddChain? {
    for bits in Self.sumBits {
      if let chain = cheapest(sumBits: bits) { return chain }
    }
    return nil
  }

  private func cheapest(sumBits: Int) -> ShiftAddChain? {
    var best: ShiftAddChain?
    for shift in 0...Self.largestShift {
      guard max(abs(clamp.lower), abs(clamp.upper)) + 1 < 1 << (sumBits - shift) else { break }
      guard let chain = chain(shift: shift, sumBits: sumBits) else { continue }
      if chain.multiplier.termCount < best?.multiplier.termCount ?? Int.max { best = chain }
      if chain.multiplier.termCount <= 1 { break }
    }
    return best
  }

  private func chain(shift: Int, sumBits: Int) -> ShiftAddChain? {
    let reach = max(abs(range.lower), abs(range.upper), 1)
    let largest = min((1 << sumBits) / reach, (1 << 30) - 1)
    guard let multipliers = multipliers(shift: shift, largest: largest) else { return nil }
    let multiplier = fewestDigits(in: multipliers)
    let room = room(multiplier, shift: shift)
    let addend = min(max(0, room.lowest), room.highest)
    let chain = ShiftAddChain(
      multiplier: Weight(multiplier), addend: addend, bits: shift, clamp: clamp)
    let limit = IntegerRange(-(1 << sumBits), (1 << sumBits) - 1)
    guard IntegerType.int32.range.contains(addend) || sumBits > 31,
      let sum = try? chain.sumRange(of: range), limit.contains(sum)
    else { return nil }
    return chain
  }

  /// All multipliers that leave room for an addend.
  private func multipliers(shift: Int, largest: Int) -> IntegerRange? {
    guard levels.count > 1 else { return IntegerRange(exactly: 0) }
    let start = isRising ? 0 : -largest
    let end = isRising ? largest : 0
    guard let upper = fitting(from: end, shift: shift, towards: -1, until: start),
      let lower = fitting(from: start, shift: shift, towards: 1, until: upper)
    else { return nil }
    return IntegerRange(lower, upper)
  }

  /// The first multiplier with room, coming from one side: where the room is negative, its tangent
  /// excludes all multipliers before the tangent's zero.
  private func fitting(from start: Int, shift: Int, towards direction: Int, until end: Int) -> Int?
  {
    var multiplier = start
    while (end - multiplier) * direction >= 0 {
      let room = room(multiplier, shift: shift)
      let gap = room.highest - room.lowest
      if gap >= 0 { return multiplier }
      let slope = room.slope * direction
      guard slope > 0 else { return nil }
      multiplier += direction * ((-gap + slope - 1) / slope)
    }
    return nil
  }

  /// The addends that fit a multiplier (none where lowest > highest), and how fast their number
  /// grows with it.
  private func room(_ multiplier: Int, shift: Int) -> Room {
    var room = Room(lowest: -(1 << 60), highest: 1 << 60, slope: 0)
    var (lowestPlace, highestPlace) = (0, 0)
    for level in levels {
      let (first, last) = isRising ? (level.first, level.last) : (level.last, level.first)
      let lowest = level.value << shift - first * multiplier
      if level.value != clamp.lower, lowest > room.lowest {
        (room.lowest, lowestPlace) = (lowest, first)
      }
      let highest = (level.value + 1) << shift - 1 - last * multiplier
      if level.value != clamp.upper, highest < room.highest {
        (room.highest, highestPlace) = (highest, last)
      }
    }
    room.slope = lowestPlace - highestPlace
    return room
  }
}

/// The addends that fit one multiplier.
private struct Room {
  var lowest: Int
  var highest: Int
  var slope: Int
}

/// A maximal run of integers on which steps have one value.
struct Level {
  let first: Int
  let last: Int
  let value: Int

  /// The levels that a range of arguments meets.
  static func all(of steps: StepFunction, over range: IntegerRange) -> [Level] {
    let inner = steps.thresholds.filter { $0 > range.lower && $0 <= range.upper }
    let skipped = steps.thresholds.count { $0 <= range.lower }
    let starts = [range.lower] + inner
    let ends = inner.map { $0 - 1 } + [range.upper]
    return zip(starts, ends).enumerated().map { index, ends in
      Level(first: ends.0, last: ends.1, value: steps.values[skipped + index])
    }
  }
}

/// The integer of a range with the fewest signed powers of two; the one of smallest magnitude found
/// first.
func fewestDigits(in range: IntegerRange) -> Int {
  for count in 0...32 {
    if let value = value(of: count, in: range) { return value }
  }
  return range.lower
}

/// A sum of at most `count` signed powers of two in a range. The leading digit 2^k of a canonical
/// number N has 2^k 2/3 < N < 2^k 4/3, which leaves few candidates.
private func value(of count: Int, in range: IntegerRange) -> Int? {
  if range.contains(0) { return 0 }
  if count == 0 { return nil }
  if range.upper < 0 {
    return value(of: count, in: IntegerRange(-range.upper, -range.lower)).map { -$0 }
  }
  let smallest = max(Int.bitWidth - 2 - range.lower.leadingZeroBitCount, 0)
  let largest = Int.bitWidth - range.upper.leadingZeroBitCount
  for exponent in smallest...largest {
    let rest = IntegerRange(range.lower - (1 << exponent), range.upper - (1 << exponent))
    if let tail = value(of: count - 1, in: rest) { return tail + (1 << exponent) }
  }
  return nil
}
