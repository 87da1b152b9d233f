import FixedPoint
import KernelIR
import NetworkIR
import ShiftAdd
import TargetDescription

// Straight-line code in which sums of two terms that several rows need are computed once. Rows are
// taken in blocks, since every shared sum is a local that lives until its last row.

extension LinearJob {
  /// Counted with 8 to 64 rows: 24 take 4 % (rv32ec) to 8 % (cortex-m0) fewer instructions than 8,
  /// and up to 2 KB of stack; 64 another 3 % fewer, with more.
  private static let rowsPerBlock = 24

  /// Measured on rv32ec: 2.3 instructions and 7 bytes an addition; the search of the emission is
  /// assumed to save 4 % of the additions that the greedy order finds. Where a register holds 8 bits, shared
  /// sums are spilled and plain straight-line code is faster.
  func sharedSumsPrice(_ target: TargetProfile) -> StrategyPrice? {
    guard canShareSums, target.machine.wordWidth > 8 else { return nil }
    let blocks = blocks(of: Self.rowsPerBlock).map { SharedBlock($0, self, .greedy) }
    let additions = blocks.reduce(0) { $0 + $1.graph.adderCount } * 96 / 100
    let loads = blocks.reduce(0) { $0 + $1.offsets.count }
    let shifts = blocks.reduce(0) { $0 + $1.graph.shiftCount }
    let times = positions.count
    var price = StrategyPrice(
      .sharedSums, on: target,
      steps: [
        .init("call", 1, 800), .init("position", times, 800),
        .init("row", linear.outputs * times, 700), .init("addition", additions * times, 190),
        .init("shift", shifts * times, 100), .init("load", loads * times, 100),
      ],
      code: [
        .init("function", 1, 6000), .init("row", linear.outputs, 1800),
        .init("addition", additions, 580), .init("shift", shifts, 200), .init("load", loads, 300),
      ])
    price.stackBytes = Self.stackBytes(ofLive: blocks.map(\.mostLive).max() ?? 0)
    return price
  }

  /// Counted on rv32ec and cortex-m0: a word for each value that is kept, and what calls take; in
  /// steps, since the search over layers tries each.
  private static func stackBytes(ofLive values: Int) -> Int { (4 * values + 72 + 63) & ~63 }

  /// So few terms that sharing is fast: the pairs of a row grow with the square of its terms.
  private var canShareSums: Bool {
    termCount <= 8_000
      && (0..<linear.outputs).allSatisfy { row in
        linear.row(row).reduce(0) { $0 + $1.termCount } <= 600
      }
  }

  /// A graph per block of rows; its inputs are the elements that the block's rows read.
  func sharedSums() -> [SharedBlock] {
    blocks(of: Self.rowsPerBlock).map { block in
      let terms = block.weights.joined().reduce(0) { $0 + $1.termCount }
      return SharedBlock(block, self, .search(work: 100 * terms))
    }
  }
}

/// The adder graph of some rows.
struct SharedBlock {
  /// Ascending.
  let rows: [Int]
  /// The offset of each input of the graph.
  let offsets: [Int]
  let graph: AdderGraph
  /// The range of each input and node.
  let ranges: [IntegerRange]

  init(_ block: RowBlock, _ job: LinearJob, _ effort: SharingEffort) {
    rows = block.rows
    offsets = block.offsets
    let graph = block.graph(of: Array(offsets.indices), effort)
    let ranges = graph.ranges(input: job.inputRange)
    // Differences of rows may leave 32 bits where rows do not; pairs of a row's own terms cannot.
    let fits = graph.outputs.allSatisfy { terms in
      IntegerType.int32.range.contains(AdderGraph.partialRange(terms, ranges))
    }
    let isSafe = fits && ranges.allSatisfy { IntegerType.int32.range.contains($0) }
    self.graph = isSafe ? graph : block.graph(of: Array(offsets.indices), .greedy)
    self.ranges = isSafe ? ranges : self.graph.ranges(input: job.inputRange)
  }
}

extension SharedBlock {
  /// The most values that a row finds and leaves for later ones while the rows are written one after
  /// another.
  var mostLive: Int {
    var first: [Int: Int] = [:]
    var last: [Int: Int] = [:]
    func need(_ value: Int, in row: Int) {
      last[value] = row
      guard first.updateValue(first[value] ?? row, forKey: value) == nil else { return }
      guard value >= graph.inputCount else { return }
      let node = graph.nodes[value - graph.inputCount]
      need(node.left.value, in: row)
      need(node.right.value, in: row)
    }
    for (row, terms) in graph.outputs.enumerated() {
      for term in terms { need(term.value, in: row) }
    }
    return graph.outputs.indices.map { row in
      first.count { $0.value < row && row <= last[$0.key] ?? row }
    }.max() ?? 0
  }
}

extension AdderGraph {
  /// Every partial sum of the terms, in any order.
  static func partialRange(_ terms: [Term], _ ranges: [IntegerRange]) -> IntegerRange {
    terms.reduce(IntegerRange(exactly: 0)) { sum, term in
      let range = ranges[term.value]
      let (first, second) = (range.lower * term.factor.value, range.upper * term.factor.value)
      return IntegerRange(
        sum.lower + min(first, second, 0), sum.upper + max(first, second, 0))
    }
  }
}

extension ProgramBuilder {
  mutating func emitSharedSums(_ job: LinearJob) {
    var frame = RowFrame(job, strategy: .sharedSums)
    var body: [Statement] = []
    for block in job.sharedSums() {
      var emitter = SharedBlockEmitter(block, x: frame.x)
      for (place, row) in block.rows.enumerated() {
        body += emitter.sum(of: place, name: "\(row)", in: &frame.function)
        body += frame.move(to: row) + finishRow(row, of: job, sum: emitter.result, &frame)
      }
    }
    body += frame.move(to: job.linear.outputs)
    callOnce(frame.function.finish(frame.overPositions(body)))
  }
}

/// Writes the rows of a block one after another, each shared sum where a row first needs it.
private struct SharedBlockEmitter {
  private let block: SharedBlock
  private let x: PointerID
  private var locals: [Int: LocalID] = [:]
  /// The sum of the row written last.
  private(set) var result: Expression = 0

  init(_ block: SharedBlock, x: PointerID) {
    self.block = block
    self.x = x
  }

  /// The statements that compute a row's sum without its bias.
  mutating func sum(
    of row: Int, name: String, in function: inout FunctionBuilder
  ) -> [Statement] {
    // A term to add first, so that none must be negated.
    let terms = block.graph.outputs[row].sorted {
      (!$0.factor.isNegative ? 0 : 1, $0.value) < (!$1.factor.isNegative ? 0 : 1, $1.value)
    }
    var statements = terms.flatMap { need($0.value, in: &function) }
    guard terms.count > 2 else {
      result = terms.reduce(0) { added($1, to: $0) }
      return statements
    }
    let sum = function.variable("sum_" + name, AdderGraph.partialRange(terms, block.ranges))
    statements.append(.define(sum, added(terms[1], to: added(terms[0], to: 0))))
    for term in terms.dropFirst(2) {
      statements.append(.assign(sum, added(term, to: .local(sum))))
    }
    result = .local(sum)
    return statements
  }

  /// The statements that load an input or compute a node, unless that was done before.
  private mutating func need(_ value: Int, in function: inout FunctionBuilder) -> [Statement] {
    if locals[value] != nil { return [] }
    let count = block.graph.inputCount
    var statements: [Statement] = []
    let expression: Expression
    if value < count {
      expression = .element(x, block.offsets[value])
    } else {
      let node = block.graph.nodes[value - count]
      statements += need(node.left.value, in: &function)
      statements += need(node.right.value, in: &function)
      expression =
        node.left.factor.isNegative
        ? added(node.left, to: added(node.right, to: 0))
        : added(node.right, to: added(node.left, to: 0))
    }
    let local = function.constant(
      value < count ? "x_\(block.offsets[value])" : "shared", block.ranges[value])
    locals[value] = local
    return statements + [.define(local, expression)]
  }

  private func added(_ term: AdderGraph.Term, to sum: Expression) -> Expression {
    let value = (locals[term.value].map { Expression.local($0) } ?? 0) << term.factor.exponent
    return term.factor.isNegative ? sum - value : sum + value
  }
}
