import BigInt
import Diagnostics
import FixedPoint
import NetworkIR

extension Folder {
  /// A quantised sum of integers whose scales have no small ratio: one table of wide integers per
  /// input, their sum, then steps. The tables round each addend to 2^-bits; thresholds that
  /// separate all reachable combinations exactly are found and checked, with more bits where they
  /// are not (A17, A21).
  mutating func materializeSum(
    _ addends: [Addend], _ value: FunctionValue, at node: SourceNode, named name: String,
    meaning: AffineMeaning
  ) throws(DiagnosticList) -> FunctionValue {
    guard value.channelCount == 1 else {
      throw fault(
        .notExact, at: node, "it quantises a sum of different scales per channel",
        remedy: "use one scale per tensor")
    }
    let ranges = addends.map { builder[$0.tensor].range }
    let search: TabulatedSum?
    do {
      search = try TabulatedSum.search(addends, ranges, chain: value.chain(channel: 0))
    } catch {
      throw chainFault(error, at: node)
    }
    guard let search else {
      throw fault(
        .notExact, at: node, "no tables of 31 bits reproduce its sum of different scales",
        remedy: "quantise the addends to at most 8 bits, or with one common scale")
    }
    let tables = search.tables.map { AddendMap.table($0) }
    let sum = try builder.add(
      .mappedSum(tables), name: node.name + "_sum", inputs: addends.map(\.tensor),
      outputNames: [name + "_sum"], meanings: [search.meaning])[0]
    var integers = FunctionValue.integers(
      sum, shape: value.shape, meaning: meaning, axis: value.axis, isQuantized: true)
    let choice = FormChoice([search.steps], over: builder[sum].range)
    integers.base = .tensor(
      try requantized(
        sum, by: choice, axis: nil, at: node,
        named: value.movements.isEmpty ? name : name + "_unmoved",
        meaning: integers.meaningOfIntegers))
    return try moved(integers, by: value.movements, named: name)
  }
}

/// Tables whose sum tells the exact real sum apart wherever its function changes.
struct TabulatedSum {
  let tables: [LookupTable]
  let steps: StepFunction
  /// 2^-bits, the unit of the tables.
  let meaning: Meaning

  /// Combinations of the inputs' integers that are checked one by one.
  private static let mostCombinations = 1 << 20

  /// The coarsest tables that work; nil where none within 30 bits do, or there are too many
  /// combinations.
  static func search(
    _ addends: [Addend], _ ranges: [IntegerRange], chain: ScalarChain
  ) throws(ChainFault) -> TabulatedSum? {
    let counts = ranges.map { min($0.count ?? Int.max, mostCombinations + 1) }
    let combinations = counts.reduce(1) { min($0 * $1, mostCombinations + 1) }
    guard combinations <= mostCombinations else { return nil }
    let largest = zip(addends, ranges).reduce(RealNumber.zero) { sum, pair in
      sum + pair.0.largest(over: pair.1)
    }
    if largest.isZero { return nil }
    // The sum of the rounded entries stays below 2^30.
    let most = 28 - binaryExponent(largest)
    for bits in stride(from: most - 14, through: most, by: 2) {
      let sum = SumOfTables(addends, ranges, bits: bits, chain: chain)
      if let steps = try sum.separatingSteps() {
        let unit = Meaning(scale: [rationalPowerOfTwo(-bits)], offset: [.zero])
        return TabulatedSum(tables: sum.tables, steps: steps, meaning: unit)
      }
    }
    return nil
  }
}

/// One attempt, with tables of multiples of 2^-bits.
private struct SumOfTables {
  let tables: [LookupTable]
  private let addends: [Addend]
  private let exactFunction: IntegerFunction
  private let roundedFunction: IntegerFunction
  private let pieces: ScalarChain

  init(_ addends: [Addend], _ ranges: [IntegerRange], bits: Int, chain: ScalarChain) {
    self.addends = addends
    let unit = rationalPowerOfTwo(bits)
    tables = zip(addends, ranges).map { addend, range in
      LookupTable(
        first: range.lower,
        entries: (range.lower...range.upper).map { integer in
          Int((addend.value(integer) * unit).rounded(.halfToEven))
        })
    }
    exactFunction = IntegerFunction(chain)
    let scale = RealNumber(rationalPowerOfTwo(-bits))
    pieces = ScalarChain([.affine(scale: scale, offset: .zero)] + chain.steps)
    roundedFunction = IntegerFunction(pieces)
  }

  /// Thresholds on the rounded sum that give every combination its exact value. Half a unit is lost
  /// per addend, so only combinations that close to a threshold need exact evaluation; they may
  /// move it by as much.
  func separatingSteps() throws(ChainFault) -> StepFunction? {
    let range = tables.reduce(IntegerRange(exactly: 0)) { sum, table in
      let entries = table.entries
      return IntegerRange(
        sum.lower + (entries.min() ?? 0), sum.upper + (entries.max() ?? 0))
    }
    let slack = tables.count
    let wide = IntegerRange(range.lower - slack, range.upper + slack)
    let steps = try LevelSearch.steps(of: roundedFunction, over: wide)
    var bounds = steps.thresholds.map { (below: $0 - slack, above: $0 + slack) }
    // Thresholds too close to each other leave no certain sums between them.
    for (first, second) in zip(bounds, bounds.dropFirst()) where first.above >= second.below {
      return nil
    }
    var isExact = true
    try eachCombination { integers, sum throws(ChainFault) in
      guard isExact, let index = steps.nearestThreshold(sum, slack: slack) else { return }
      let value = try exactFunction.value(at: exactSum(integers))
      if value == steps.values[index] {
        bounds[index].below = max(bounds[index].below, sum)
      } else if value == steps.values[index + 1] {
        bounds[index].above = min(bounds[index].above, sum)
      } else {
        isExact = false
      }
    }
    guard isExact, bounds.allSatisfy({ $0.below < $0.above }) else { return nil }
    let thresholds = zip(steps.thresholds, bounds).map { min(max($0, $1.below + 1), $1.above) }
    return StepFunction(thresholds: thresholds, values: steps.values)
  }

  private func exactSum(_ integers: [Int]) -> RealNumber {
    zip(addends, integers).reduce(RealNumber.zero) { $0 + $1.0.value($1.1) }
  }

  /// Every combination of the inputs' integers, with the sum of their table entries.
  private func eachCombination(
    _ body: ([Int], Int) throws(ChainFault) -> Void
  ) throws(ChainFault) {
    var indices = [Int](repeating: 0, count: tables.count)
    while true {
      var sum = 0
      for (table, index) in zip(tables, indices) { sum += table.entries[index] }
      try body(zip(tables, indices).map { $0.first + $1 }, sum)
      var place = 0
      while place < indices.count {
        indices[place] += 1
        if indices[place] < tables[place].entries.count { break }
        indices[place] = 0
        place += 1
      }
      if place == indices.count { return }
    }
  }
}

extension StepFunction {
  /// The index of the threshold within `slack` of a sum, where there is one.
  fileprivate func nearestThreshold(_ sum: Int, slack: Int) -> Int? {
    var (low, high) = (0, thresholds.count)
    while low < high {
      let middle = (low + high) / 2
      if thresholds[middle] + slack < sum { low = middle + 1 } else { high = middle }
    }
    return low < thresholds.count && thresholds[low] - slack <= sum ? low : nil
  }
}

extension Addend {
  fileprivate func value(_ integer: Int) -> RealNumber { scale * Rational(integer) + offset }

  fileprivate func largest(over range: IntegerRange) -> RealNumber {
    max(value(range.lower).magnitude, value(range.upper).magnitude)
  }
}
