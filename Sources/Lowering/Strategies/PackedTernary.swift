import FixedPoint
import KernelIR
import NetworkIR
import TargetDescription

// As packed columns, for weights of -1, 0 and 1: a code names the weights of two outputs, and a
// word holds both their sums, low + high * 2^16. This is plain addition of integers as long as each
// sum stays within 16 bits.

extension LinearJob {
  /// Measured on rv32ec: 9 instructions for two outputs.
  func packedTernaryPrice(_ target: TargetProfile) -> StrategyPrice? {
    guard isOneDense, ternaryLanes != nil else { return nil }
    let words = ternaryWords
    return StrategyPrice(
      .packedTernary, on: target,
      steps: [
        .init("call", 1, 2000), .init("input", linear.inputs, 700),
        .init("activeInput", activeInputs, 3600), .init("pair", activeInputs * words / 2, 1800),
        .init("word", words, 1400), .init("row", linear.outputs, 1600),
      ],
      code: [.init("function", 1, 18_000), .init("word", words, 400)],
      tableBytes: linear.inputs * words / 2, scratchBytes: 8 * words + 64,
      shared: [SharedFlash(name: "pairs of \(inputElement.rawValue)", bytes: 140)])
  }

  /// Words of two sums, an even number of them.
  fileprivate var ternaryWords: Int { (linear.outputs + 3) / 4 * 2 }

  /// The range of each sum, where all weights are ternary and two sums fit a word.
  fileprivate var ternaryLanes: IntegerRange? {
    guard linear.weights.allSatisfy({ abs($0.value) <= 1 }),
      let range = try? linear.partialSumRange(input: inputRange, grain: .product),
      IntegerRange(-32_767, 32_766).contains(range)
    else { return nil }
    return range
  }
}

extension ProgramBuilder {
  mutating func emitPackedTernary(_ job: LinearJob) {
    guard let lanes = columnHull(job, .packedTernary)?.sums else { return }
    let words = job.ternaryWords
    let wordRange = IntegerRange(lanes.lower * 65_537, lanes.upper * 65_537)
    let sums = arenaBuffer(
      job.names[0] + "_sums", .int32, count: words, wordRange, live: job.step...job.step)
    let halves = arenaBuffer(
      job.names[0] + "_halves", .int16, count: 2 * words, lanes, live: job.step...job.step)
    let bias = job.linear.bias + [Int](repeating: 0, count: 2 * words - job.linear.outputs)
    let start = (0..<words).map { bias[2 * $0] + bias[2 * $0 + 1] << 16 }
    let codes = ColumnCodes(
      bytes: ternaryBytes(job.linear, words: words), perColumn: words / 2, words: words,
      products: ternaryProducts, sumRange: wordRange)
    emitColumns(job, strategy: .packedTernary, codes: codes, start: start, sums: sums) {
      builder, frame in
      builder.splitWords(sums, halves, words, wordRange, lanes, &frame)
        + builder.rowsFromSums(job, sums: halves, element: .int16, lanes, &frame)
    }
  }

  /// The nine pairs of weights, the first output's in the low half; code 0 is a pair of zeros.
  private var ternaryProducts: [ColumnCodes.Product] {
    ternaryPairs.map { ColumnCodes.Product(low: $0.0, high: $0.1) }
  }

  private func ternaryBytes(_ linear: LinearWeights, words: Int) -> [Int] {
    (0..<linear.inputs).flatMap { column in
      let weights = (0..<2 * words).map { row in
        row < linear.outputs ? linear.weights[row * linear.inputs + column].value : 0
      }
      let codes = (0..<words).map { word in
        ternaryPairs.firstIndex { $0 == (weights[2 * word], weights[2 * word + 1]) } ?? 0
      }
      return stride(from: 0, to: words, by: 2).map { codes[$0] | codes[$0 + 1] << 4 }
    }
  }

  /// high = floor((word + 2^15) / 2^16), since low + 2^15 lies in 0..<2^16; low is what remains.
  private func splitWords(
    _ sums: BufferID, _ halves: BufferID, _ words: Int, _ wordRange: IntegerRange,
    _ lanes: IntegerRange, _ frame: inout RowFrame
  ) -> [Statement] {
    let word = frame.function.constant("word", wordRange)
    let reason = "half of a word that holds two sums of this range"
    let high = frame.function.promised("high", lanes, because: reason)
    let low = frame.function.promised("low", lanes, because: reason)
    let from = frame.function.pointer("word_next", to: .int32, in: .writableRAM, wordRange)
    let into = frame.function.pointer("half", to: .int16, in: .writableRAM, lanes)
    return [
      .point(from, Address(.buffer(sums))), .point(into, Address(.buffer(halves))),
      .repeatTimes(
        words,
        [
          .define(word, .element(from)), .advance(from, 1),
          .define(high, (.local(word) + 32_768) >> 16),
          .define(low, .local(word) - (.local(high) << 16)),
          .store(.pointer(into), index: 0, .local(low)),
          .store(.pointer(into), index: 1, .local(high)), .advance(into, 2),
        ]),
    ]
  }
}

private let ternaryPairs: [(Int, Int)] = [
  (0, 0), (1, 0), (-1, 0), (0, 1), (1, 1), (-1, 1), (0, -1), (1, -1), (-1, -1),
]
