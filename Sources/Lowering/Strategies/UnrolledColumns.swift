import FixedPoint
import KernelIR
import NetworkIR
import ShiftAdd
import TargetDescription

// The rows in blocks whose sums stay in registers: each input is loaded once a block and added to
// or subtracted from the sums that it goes into. Two inputs whose sum or difference several rows
// need are taken together; where zeros are skipped, each is behind a condition of its own instead.

extension LinearJob {
  /// Counted, not yet measured: an instruction for each addition, shift and load, 16 a row; 3 bytes
  /// an instruction. Where zeros are skipped, two more an input for the condition.
  func unrolledColumnsPrice(_ target: TargetProfile, skipsZeros: Bool) -> StrategyPrice? {
    guard termCount <= 32_000 else { return nil }
    let form = UnrolledColumns(self, target.machine.sumsInRegisters, skipsZeros: skipsZeros)
    let loads = form.groups.reduce(0) { $0 + $1.offsets.count }
    let steps = form.groups.reduce(0) { $0 + $1.additions + $1.shifts }
    let active = skipsZeros ? steps * activeInputs / max(1, linear.inputs) : steps
    let times = positions.count
    let addition = wideName(readsWindows ? "windowAddition" : "addition", on: target)
    return StrategyPrice(
      skipsZeros ? .unrolledColumnsSkipping : .unrolledColumns, on: target,
      steps: [
        .init("call", 1, 800), .init(addition, active * times, 100),
        .init("load", loads * times, skipsZeros ? 300 : 100),
        .init("row", linear.outputs * times, 900),
      ] + subtractions(loads * times),
      code: [
        .init("function", 1, 6000), .init(addition, steps, 300),
        .init("load", loads, skipsZeros ? 900 : 300), .init("row", linear.outputs, 2400),
      ])
  }
}

extension LinearJob {
  /// Whether a row's inputs lie apart, many of them further than an instruction's offset reaches.
  private var readsWindows: Bool {
    switch offsets {
    case .columns: false
    case .taps(let taps, _): (taps.max() ?? 0) - (taps.min() ?? 0) >= taps.count
    }
  }

  /// The name of a count in prices: one of its own for sums of more than two registers.
  func wideName(_ name: String, on target: TargetProfile) -> String {
    sumWords(target.machine.wordWidth) > 2 ? "wide \(name)" : name
  }
}

extension TargetProfile.Machine {
  var sumsInRegisters: SumRegisters { SumRegisters(count: sumRegisters, bits: wordWidth) }
}

/// What a target has to keep sums in.
struct SumRegisters {
  let count: Int
  let bits: Int
}

/// An operator in blocks of rows, and each block in groups of columns.
struct UnrolledColumns {
  let blocks: [(block: RowBlock, columns: ColumnPairs)]

  init(_ job: LinearJob, _ registers: SumRegisters, skipsZeros: Bool) {
    let rows = max(1, registers.count / job.sumWords(registers.bits))
    blocks = job.blocks(of: rows).map { ($0, ColumnPairs($0, isPaired: !skipsZeros)) }
  }

  var groups: [ColumnPairs.Group] { blocks.flatMap { $0.columns.windows.flatMap(\.groups) } }
}

extension ProgramBuilder {
  mutating func emitUnrolledColumns(_ job: LinearJob, skipsZeros: Bool) {
    var frame = RowFrame(
      job, strategy: skipsZeros ? .unrolledColumnsSkipping : .unrolledColumns)
    let form = UnrolledColumns(job, sumRegisters, skipsZeros: skipsZeros)
    var body: [Statement] = []
    for (block, columns) in form.blocks {
      var emitter = ColumnEmitter(job, block, frame.x, skipsZeros: skipsZeros, &frame.function)
      body += columns.windows.flatMap { emitter.window($0, &frame.function) }
      for row in block.rows {
        body += frame.move(to: row)
        body += finishRow(row, of: job, sum: emitter.sum(ofRow: row), &frame)
      }
    }
    body += frame.move(to: job.linear.outputs)
    callOnce(frame.function.finish(frame.overPositions(body)))
  }
}

/// Writes the sums of one block's rows.
private struct ColumnEmitter {
  private let job: LinearJob
  private let block: RowBlock
  private let x: PointerID
  private let skipsZeros: Bool
  private let sums: [LocalID]
  private var walk: PointerID
  private var started: Set<Int> = []

  init(
    _ job: LinearJob, _ block: RowBlock, _ x: PointerID, skipsZeros: Bool,
    _ function: inout FunctionBuilder
  ) {
    self.job = job
    self.block = block
    self.x = x
    self.skipsZeros = skipsZeros
    walk = x
    sums = block.rows.map { row in
      let range = try? partialSumRange(
        row: job.linear.row(row), bias: 0, input: job.inputRange, grain: .term)
      return function.variable("sum_\(row)", range ?? IntegerType.int32.range)
    }
  }

  func sum(ofRow row: Int) -> Expression {
    guard let index = block.rows.firstIndex(of: row), started.contains(index) else { return 0 }
    return .local(sums[index])
  }

  mutating func window(
    _ window: ColumnPairs.Window, _ function: inout FunctionBuilder
  ) -> [Statement] {
    var statements: [Statement] = []
    if window.start > 0 {
      walk = function.pointer(
        "x_from_\(window.start)", to: job.inputElement, in: .readOnlyRAM, job.storedRange)
      statements.append(.point(walk, Address(.pointer(x), offset: window.start)))
    }
    // What a condition guards cannot be a sum's first term.
    if skipsZeros {
      for index in sums.indices where !started.contains(index) {
        statements.append(.define(sums[index], 0))
        started.insert(index)
      }
    }
    for group in window.groups {
      statements += self.group(group, at: window.start, &function)
    }
    return statements
  }

  private mutating func group(
    _ group: ColumnPairs.Group, at start: Int, _ function: inout FunctionBuilder
  ) -> [Statement] {
    var values = GroupValues(group.graph, input: job.inputRange)
    var loads: [Statement] = []
    for (input, offset) in group.offsets.enumerated() {
      let load = job.taken(.element(walk, offset))
      loads.append(values.define(input, "x_\(start + offset)", load, &function))
    }
    var steps = values.defineNodes(&function)
    for term in Self.ascending(group.graph.outputs) {
      let (shift, value) = values.scaled(term.term, &function)
      steps += shift + [add(value, to: term.row, term.term.factor.isNegative)]
    }
    guard skipsZeros, let input = values.locals[0] else { return loads + steps }
    return loads + [
      .branch(Condition(.local(input), .notEqual, 0), then: steps, otherwise: [])
    ]
  }

  private mutating func add(_ value: Expression, to row: Int, _ isNegative: Bool) -> Statement {
    let sum = sums[row]
    guard started.insert(row).inserted else {
      return .assign(sum, isNegative ? .local(sum) - value : .local(sum) + value)
    }
    return .define(sum, isNegative ? .negate(value) : value)
  }

  /// By value, then by power, so that a value is shifted on from power to power.
  private static func ascending(
    _ rows: [[AdderGraph.Term]]
  ) -> [(row: Int, term: AdderGraph.Term)] {
    rows.enumerated().flatMap { row, terms in terms.map { (row, $0) } }.sorted {
      ($0.term.value, $0.term.factor.exponent, $0.row)
        < ($1.term.value, $1.term.factor.exponent, $1.row)
    }
  }
}

/// The locals of a group's inputs, of their sums, and of these times powers of two.
private struct GroupValues {
  private let graph: AdderGraph
  private let ranges: [IntegerRange]
  private(set) var locals: [LocalID?]
  private var names: [String]
  /// The last power of each value.
  private var last: [(exponent: Int, local: LocalID)?]

  init(_ graph: AdderGraph, input: IntegerRange) {
    self.graph = graph
    ranges = graph.ranges(input: input)
    locals = ranges.map { _ in nil }
    names = ranges.map { _ in "" }
    last = ranges.map { _ in nil }
  }

  mutating func define(
    _ value: Int, _ name: String, _ expression: Expression, _ function: inout FunctionBuilder
  ) -> Statement {
    let local = function.constant(name, ranges[value])
    locals[value] = local
    names[value] = name
    last[value] = (0, local)
    return .define(local, expression)
  }

  mutating func defineNodes(_ function: inout FunctionBuilder) -> [Statement] {
    graph.nodes.enumerated().map { index, node in
      // One that is added comes first, so that none must be negated.
      let isTurned = node.left.factor.isNegative
      let (first, second) = isTurned ? (node.right, node.left) : (node.left, node.right)
      let sum = added(second, to: added(first, to: 0))
      let name = second.factor.isNegative ? "difference" : "sum"
      return define(graph.inputCount + index, name, sum, &function)
    }
  }

  private func added(_ term: AdderGraph.Term, to sum: Expression) -> Expression {
    let value = (locals[term.value].map { Expression.local($0) } ?? 0) << term.factor.exponent
    return term.factor.isNegative ? sum - value : sum + value
  }

  /// The value times the term's power, not its sign; powers of a value ascend from call to call.
  mutating func scaled(
    _ term: AdderGraph.Term, _ function: inout FunctionBuilder
  ) -> (steps: [Statement], value: Expression) {
    let exponent = term.factor.exponent
    guard let (known, local) = last[term.value], known != exponent else {
      return ([], last[term.value].map { .local($0.local) } ?? 0)
    }
    let range = try? ranges[term.value].shiftedLeft(by: exponent)
    let next = function.constant(
      "\(names[term.value])_times_\(1 << exponent)", range ?? IntegerType.int32.range)
    last[term.value] = (exponent, next)
    return ([.define(next, .local(local) << (exponent - known))], .local(next))
  }
}
