import FixedPoint
import KernelIR
import NetworkIR
import TargetDescription

// Two neighbouring positions go through the same additions: for each column, x of the first and x' of
// the second make the word x + 2^16 x', and any strategy that computes rows of words computes with
// each of them the row's sum at both positions. Words are plain integers: the sum of w (x + 2^16 x')
// is S + 2^16 S', whatever carries from one half to the other on the way. Every word that occurs fits
// 32 bits where every partial sum of a row lies in [-32767, 32767], since 65537 * 32767 < 2^31; then
// S' = floor((word + 2^15) / 2^16), because S + 2^15 lies in 0..<2^16, and S is what remains.

/// What becomes of the two sums of a word.
struct PairEnding: Hashable {
  let requantize: Requantize?
  let element: IntegerType
  let range: IntegerRange
  let rowStride: Int
}

/// A linear operator whose positions are taken two at a time.
struct PositionPairs {
  /// The operator, its positions in as few loops as there can be.
  let whole: LinearJob
  /// The elements that a position's rows read, ascending, from the position's start.
  let offsets: [Int]
  /// The same as nested loops, outermost first, with how far apart their turns are.
  let loops: [Loop]
  /// Where each weight's word lies.
  private let places: TapOffsets

  struct Loop: Hashable {
    let count: Int
    let step: Int
  }

  /// One word per 1 at the first position and at the second.
  static let unit = 65_537

  /// nil where there is one position only, no two rows read the same element, or a sum may leave 16
  /// bits.
  init?(_ job: LinearJob) {
    let folded = job.withFoldedRounding
    guard job.ending == nil, job.positions.count > 1, let range = try? folded.accumulatorRange(),
      Self.fits(range), Self.fits(job.inputRange), Self.fits(job.storedRange)
    else { return nil }
    whole = folded.withMergedPositions
    offsets = job.readOffsets
    let numbers = Dictionary(uniqueKeysWithValues: offsets.enumerated().map { ($1, $0) })
    guard whole.positions.loops.last.map({ $0.count > 1 }) == true,
      offsets.count < job.linear.outputs * job.linear.inputs,
      let loops = Self.nest(offsets[...]), let places = job.offsets.renumbered(numbers)
    else { return nil }
    self.loops = loops
    self.places = places
  }

  private static func fits(_ range: IntegerRange) -> Bool {
    guard let words = try? range.scaled(by: unit) else { return false }
    return IntegerType.int32.range.contains(words)
  }

  /// Ascending offsets as nested loops of equal steps; nil where they are not.
  private static func nest(_ offsets: ArraySlice<Int>) -> [Loop]? {
    guard let first = offsets.first else { return nil }
    let steps = zip(offsets.dropFirst(), offsets).map { $0 - $1 }
    guard let step = steps.first else { return [] }
    let count = (steps.firstIndex { $0 != step } ?? steps.count) + 1
    guard offsets.count.isMultiple(of: count) else { return nil }
    let starts = stride(from: 0, to: offsets.count, by: count).map {
      offsets[offsets.startIndex + $0] - first
    }
    let all = starts.flatMap { start in (0..<count).map { first + start + step * $0 } }
    guard all == Array(offsets), let outer = nest(starts[...]) else { return nil }
    return outer + [Loop(count: count, step: step)]
  }

  /// Words per position: each of what strategies see as a position is a pair.
  var pairs: Int {
    let inner = whole.positions.loops.last?.count ?? 1
    return whole.positions.count / inner * ((inner + 1) / 2)
  }

  static func words(_ range: IntegerRange) -> IntegerRange {
    IntegerRange(range.lower * unit, range.upper * unit)
  }

  /// What is done to the sums of a pair.
  var ending: PairEnding {
    PairEnding(
      requantize: whole.requantize, element: whole.outputElement, range: whole.outputRange,
      rowStride: whole.positions.rowStride)
  }

  /// The rows of one pair of positions, over words that lie side by side.
  func job(words: BufferID, sums: BufferID, positions: Int = 1) -> LinearJob {
    let linear = whole.linear
    var job = LinearJob(
      names: whole.names,
      linear: LinearWeights(
        outputs: linear.outputs, inputs: linear.inputs, weights: linear.weights,
        bias: linear.bias.map { $0 * Self.unit }),
      requantize: nil, input: words, output: sums, inputRange: Self.words(whole.inputRange),
      inputElement: .int32, outputElement: .int32, outputRange: Self.words(whole.totalRange()),
      positions: Positions(
        loops: [.init(count: positions, inputStep: 0, outputStep: 0)], rowStride: 1),
      offsets: places, strip: nil, step: whole.step)
    job.activePermille = activePermille
    job.suffix = "_pair"
    return job
  }

  /// What the words' sums cost at all pairs.
  fileprivate func price(
    of kernel: LinearStrategy, _ target: TargetProfile,
    beside others: [LinearStrategy: StrategyPrice]
  ) -> StrategyPrice? {
    switch kernel {
    case .sharedSums, .unrolledColumns:
      // Their graphs take long to find and are the same for words.
      return others[kernel]?.per(pairs, of: whole.positions.count)
    case .indexLists, .scatter, .packedColumns, .packedTernary, .byteColumns, .subsetSums,
      .productTiles, .shiftLoop, .straightLine, .unrolledColumnsSkipping, .squares,
      .unrolledSquares, .pairedIndexLists, .pairedScatter, .pairedPackedColumns,
      .pairedSubsetSums, .pairedSharedSums, .pairedUnrolledColumns:
      let nowhere = BufferID(0)
      return job(words: nowhere, sums: nowhere, positions: pairs).price(of: kernel, on: target)
    }
  }

  /// How many of a thousand words are not zero, as if neighbours were independent.
  private var activePermille: Int {
    let idle = 1000 - 1000 * whole.activeInputs / max(1, whole.linear.inputs)
    return 1000 - idle * idle / 1000
  }
}

extension LinearStrategy {
  /// Whether the function that computes the words' sums makes outputs of them, too.
  var finishesPairs: Bool { self == .sharedSums || self == .unrolledColumns }
}

extension LinearJob {
  /// The strategy that computes the rows, and what it computes them of: words of two positions, or
  /// the job itself.
  func kernel(of strategy: LinearStrategy) -> (LinearJob, LinearStrategy) {
    guard let kernel = strategy.ofPairs, let pairs = PositionPairs(self) else {
      return (self, strategy)
    }
    return (pairs.job(words: input, sums: output), kernel)
  }

  /// Guessed: 6.5 instructions a word to pack, 15 a row to take apart, 40 a pair.
  ///
  /// - Parameter others: prices of the same operator by its positions one by one.
  func pairedPrice(
    _ strategy: LinearStrategy, _ target: TargetProfile,
    beside others: [LinearStrategy: StrategyPrice]
  ) -> StrategyPrice? {
    guard target.machine.wordWidth > 8, let kernel = strategy.ofPairs,
      let pairs = PositionPairs(self), let inner = pairs.price(of: kernel, target, beside: others)
    else { return nil }
    let (count, rows) = (pairs.pairs, linear.outputs)
    var price = StrategyPrice(
      strategy, on: target,
      steps: inner.work.steps + [
        .init("pair", count, 4000), .init("packedWord", pairs.offsets.count * count, 650),
        .init("partedRow", rows * count, 1500),
      ],
      code: inner.work.code + [.init("pairFunctions", 1, 26_000)],
      tableBytes: inner.tableBytes,
      scratchBytes: inner.scratchBytes
        + 4 * (pairs.offsets.count + (kernel.finishesPairs ? 0 : rows)), shared: inner.shared)
    if target.kernels[strategy.rawValue] == nil || kernel == .sharedSums {
      price.stackBytes = inner.stackBytes + 48
    }
    return price
  }

  /// Where any row reads, ascending.
  fileprivate var readOffsets: [Int] {
    switch offsets {
    case .columns: Array(0..<linear.inputs)
    case .taps(let taps, let groupBase):
      Set(Set(groupBase).flatMap { base in taps.map { base + $0 } }).sorted()
    }
  }

  /// The same with what a shift adds before it, to round, as part of the bias (A4, A6).
  fileprivate var withFoldedRounding: LinearJob {
    guard let requantize else { return self }
    let folded = requantize.functions.compactMap { function -> (Int, RequantizeFunction)? in
      guard case .shift(let bits, let rounding, let clamp) = function, bits < 16,
        let added = rounding.addedBeforeFloor(bits)
      else { return nil }
      return (added, .shift(bits: bits, rounding: .floor, clamp: clamp))
    }
    guard folded.count == requantize.functions.count else { return self }
    var job = self
    job.requantize = Requantize(axis: requantize.axis, functions: folded.map(\.1))
    job.linear = LinearWeights(
      outputs: linear.outputs, inputs: linear.inputs, weights: linear.weights,
      bias: linear.bias.enumerated().map { $1 + folded[folded.count > 1 ? $0 : 0].0 })
    return job
  }

  /// The same with one loop over positions where the second has one turn or continues the first.
  fileprivate var withMergedPositions: LinearJob {
    let loops = positions.loops
    guard !readsStrip, loops.count == 2 else { return self }
    let (rows, columns) = (loops[0], loops[1])
    let continues =
      rows.inputStep == columns.count * columns.inputStep
      && rows.outputStep == columns.count * columns.outputStep
    guard columns.count == 1 || continues else { return self }
    let one = columns.count == 1 ? rows : columns
    var job = self
    job.positions = Positions(
      loops: [
        .init(count: positions.count, inputStep: one.inputStep, outputStep: one.outputStep)
      ], rowStride: positions.rowStride)
    return job
  }
}

extension Rounding {
  /// What makes the floor of a shift by so many bits this rounding; nil where no one number does.
  fileprivate func addedBeforeFloor(_ bits: Int) -> Int? {
    switch self {
    case .floor: 0
    case .ceiling: (1 << bits) - 1
    case .halfUp: (1 << bits) >> 1
    case .towardZero, .awayFromZero, .halfAwayFromZero, .halfTowardZero, .halfToEven: nil
    }
  }
}

extension StrategyPrice {
  /// The price with its work at so many positions instead; the call is made once all the same.
  fileprivate func per(_ positions: Int, of all: Int) -> StrategyPrice {
    var price = self
    price.work.steps = work.steps.map {
      .init($0.name, $0.count < all ? $0.count : $0.count / all * positions, $0.hundredths)
    }
    return price
  }
}

extension TapOffsets {
  /// The numbers of the offsets; nil where groups do not keep their distances.
  fileprivate func renumbered(_ numbers: [Int: Int]) -> TapOffsets? {
    guard case .taps(let taps, let groupBase) = self, let tap = taps.first,
      let base = groupBase.first
    else { return self }
    func number(_ offset: Int) -> Int { numbers[offset] ?? 0 }
    let newTaps = taps.map { number(base + $0) }
    let newBases = groupBase.map { number($0 + tap) - number(base + tap) }
    let keepsDistances = Set(zip(groupBase, newBases).map { [$0, $1] }).allSatisfy { bases in
      zip(taps, newTaps).allSatisfy { number(bases[0] + $0) == bases[1] + $1 }
    }
    return keepsDistances ? .taps(newTaps, groupBase: newBases) : nil
  }
}
