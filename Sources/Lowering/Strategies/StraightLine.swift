import FixedPoint
import KernelIR
import NetworkIR
import TargetDescription

// Every row as its own run of additions of inputs at constant offsets, from the largest power of
// two down, so that one shift serves all terms of a power (Horner's scheme).

extension LinearJob {
  /// Measured on rv32ec: a load and an addition a term, a few instructions a row; about 3
  /// bytes an instruction.
  func straightLinePrice(_ target: TargetProfile) -> StrategyPrice? {
    guard termCount <= 8_000 else { return nil }
    let times = positions.count
    let term = wideName("term", on: target)
    let far = farTermCount(target)
    return StrategyPrice(
      .straightLine, on: target,
      steps: [
        .init("call", 1, 800), .init("position", times, 800),
        .init("row", linear.outputs * times, 700), .init(term, termCount * times, 200),
        .init("farTerm", far * times, 200),
      ],
      code: [
        .init("function", 1, 6000), .init("row", linear.outputs, 1800),
        .init(term, termCount, 600), .init("farTerm", far, 600),
      ])
  }

  /// Terms whose input lies further from the pointer than a load's offset reaches.
  private func farTermCount(_ target: TargetProfile) -> Int {
    let reach = target.machine.loadReach / inputElement.bytes
    return (0..<linear.outputs).reduce(0) { count, row in
      linear.row(row).enumerated().reduce(count) { count, entry in
        offsets.offset(row: row, column: entry.offset) > reach
          ? count + entry.element.termCount : count
      }
    }
  }
}

extension ProgramBuilder {
  mutating func emitStraightLine(_ job: LinearJob) {
    var frame = RowFrame(job, strategy: .straightLine)
    var body: [Statement] = []
    for row in 0..<job.linear.outputs {
      body += straightRow(row, of: job, &frame)
    }
    callOnce(frame.function.finish(frame.overPositions(body)))
  }

  private mutating func straightRow(
    _ row: Int, of job: LinearJob, _ frame: inout RowFrame
  ) -> [Statement] {
    let weights = job.linear.row(row)
    let range =
      (try? partialSumRange(row: weights, bias: 0, input: job.inputRange, grain: .term))
      ?? IntegerType.int32.range
    let sum = frame.function.variable("sum_\(row)", range)
    let steps = hornerSteps(row, of: job, sum: sum, x: frame.x)
    return steps + finishRow(row, of: job, sum: steps.isEmpty ? 0 : .local(sum), &frame)
  }

  /// Adds the bias to a row's sum, requantises and stores.
  mutating func finishRow(
    _ row: Int, of job: LinearJob, sum: Expression, _ frame: inout RowFrame
  ) -> [Statement] {
    if let ending = job.pairEnding { return finishPair(row, of: job, ending, sum: sum, &frame) }
    let bias = job.linear.bias[row]
    let total = frame.function.promised(
      "total_\(row)", rowTotal(job.linear.row(row), bias, job), because: LinearJob.totalReason)
    let plan = rowPlan(row, of: job, sum: total, in: &frame.function)
    return [.define(total, sum + .constant(bias))] + plan.start + plan.steps
      + frame.store(plan.result)
  }

  func rowTotal(
    _ weights: ArraySlice<Weight>, _ bias: Int, _ job: LinearJob
  ) -> IntegerRange {
    let row = LinearWeights(
      outputs: 1, inputs: weights.count, weights: Array(weights), bias: [bias])
    return (try? row.accumulatorRange(input: job.inputRange)) ?? IntegerType.int32.range
  }

  mutating func rowPlan(
    _ row: Int, of job: LinearJob, sum: LocalID, in function: inout FunctionBuilder
  ) -> RequantizePlan {
    guard let functions = job.requantize?.functions else { return .identity(sum) }
    return uniformPlan(functions[functions.count > 1 ? row : 0], of: sum, in: &function)
  }

  /// The row's terms by descending power; the first addition defines the sum.
  private func hornerSteps(
    _ row: Int, of job: LinearJob, sum: LocalID, x: PointerID
  ) -> [Statement] {
    let terms = job.linear.row(row).enumerated().flatMap { column, weight in
      weight.terms.map { (power: $0, offset: job.offsets.offset(row: row, column: column)) }
    }.sorted {
      ($1.power.exponent, $0.power.isNegative ? 1 : 0, $0.offset)
        < ($0.power.exponent, $1.power.isNegative ? 1 : 0, $1.offset)
    }
    var statements: [Statement] = []
    var exponent = terms.first?.power.exponent ?? 0
    for term in terms {
      let base = Expression.local(sum) << (exponent - term.power.exponent)
      exponent = term.power.exponent
      let input = Expression.element(x, term.offset)
      if statements.isEmpty {
        statements.append(.define(sum, term.power.isNegative ? .negate(input) : input))
      } else {
        statements.append(.assign(sum, term.power.isNegative ? base - input : base + input))
      }
    }
    if exponent > 0 { statements.append(.assign(sum, .local(sum) << exponent)) }
    return statements
  }
}
