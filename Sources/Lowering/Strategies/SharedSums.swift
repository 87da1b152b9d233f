import FixedPoint
import KernelIR
import NetworkIR
import ShiftAdd
import TargetDescription

// Straight-line code in which sums of two terms that several rows need are computed once. Rows are
// taken in small blocks, since every shared sum is a local that lives until its last row.

extension LinearJob {
  private static let rowsPerBlock = 8

  /// Measured on rv32ec: 2.3 instructions and 7 bytes an addition; on rv32ic 75 bytes a row that has
  /// a requantisation of its own. Where a register holds 8 bits, shared sums are spilled and plain
  /// straight-line code is faster.
  func sharedSumsPrice(_ target: TargetProfile) -> StrategyPrice? {
    guard termCount <= 1_500, target.machine.wordWidth > 8 else { return nil }
    let graphs = sharedSums().map(\.graph)
    let additions = graphs.reduce(0) { $0 + $1.adderCount }
    let outputs = linear.outputs
    let rowBytes = (requantize?.functions.count ?? 0) > 1 ? 75 : 48
    return StrategyPrice(
      strategy: .sharedSums,
      instructions: (additions * 232 / 100 + 16 * outputs + 8) * positions.count,
      flashBytes: additions * 7 + rowBytes * outputs + 60, tableBytes: 0, scratchBytes: 0)
  }

  /// A graph per block of rows; its inputs are the elements that the block's rows read.
  func sharedSums() -> [SharedBlock] {
    stride(from: 0, to: linear.outputs, by: Self.rowsPerBlock).map { start in
      SharedBlock(self, rows: start..<min(start + Self.rowsPerBlock, linear.outputs))
    }
  }
}

/// The adder graph of some rows.
struct SharedBlock {
  let rows: Range<Int>
  /// The offset of each input of the graph.
  let offsets: [Int]
  let graph: AdderGraph
  /// The range of each input and node.
  let ranges: [IntegerRange]

  init(_ job: LinearJob, rows: Range<Int>) {
    self.rows = rows
    var numbers: [Int: Int] = [:]
    var offsets: [Int] = []
    let places = rows.map { row in
      job.linear.row(row).enumerated().compactMap { column, weight -> (Int, Weight)? in
        if weight.isZero { return nil }
        let offset = job.offsets.offset(row: row, column: column)
        let number = numbers[offset] ?? offsets.count
        if numbers.updateValue(number, forKey: offset) == nil { offsets.append(offset) }
        return (number, weight)
      }
    }
    let matrix = places.map { row in
      var weights = [Weight](repeating: .zero, count: offsets.count)
      for (number, weight) in row { weights[number] = weight }
      return weights
    }
    self.offsets = offsets
    graph = AdderGraph.sharing(rows: matrix, inputCount: offsets.count)
    ranges = graph.ranges(input: job.inputRange)
  }
}

extension AdderGraph {
  /// The exact range of every input and node, for inputs that take every value of the range
  /// independently.
  fileprivate func ranges(input: IntegerRange) -> [IntegerRange] {
    var forms = (0..<inputCount).map { [$0: 1] }
    for node in nodes {
      var form: [Int: Int] = [:]
      for term in [node.left, node.right] {
        for (index, coefficient) in forms[term.value] {
          form[index, default: 0] += coefficient * term.factor.value
        }
      }
      forms.append(form)
    }
    return forms.map { form in
      form.values.reduce(IntegerRange(exactly: 0)) { sum, coefficient in
        let (first, second) = (input.lower * coefficient, input.upper * coefficient)
        return IntegerRange(sum.lower + min(first, second), sum.upper + max(first, second))
      }
    }
  }
}

extension ProgramBuilder {
  mutating func emitSharedSums(_ job: LinearJob) {
    var frame = RowFrame(job, strategy: .sharedSums)
    var body: [Statement] = []
    for block in job.sharedSums() {
      var emitter = SharedBlockEmitter(block, x: frame.x)
      for row in block.rows {
        body += emitter.sum(of: row - block.rows.lowerBound, name: "\(row)", in: &frame.function)
        body += finishRow(row, of: job, sum: emitter.result, &frame)
      }
    }
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
    let sum = function.variable("sum_" + name, partialRange(terms))
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

  /// Every partial sum of the terms, in any order.
  private func partialRange(_ terms: [AdderGraph.Term]) -> IntegerRange {
    terms.reduce(IntegerRange(exactly: 0)) { sum, term in
      let range = block.ranges[term.value]
      let (first, second) = (
        range.lower * term.factor.value, range.upper * term.factor.value
      )
      return IntegerRange(
        sum.lower + min(first, second, 0), sum.upper + max(first, second, 0))
    }
  }
}
