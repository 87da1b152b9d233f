import FixedPoint
import KernelIR
import NetworkIR
import TargetDescription

// For powers of two, with no memory but the weights: a code of four bits is a sign and an exponent,
// and every input is shifted where its weight is met.

/// A layer as signs and exponents.
private struct ShiftForm {
  /// Whether some weight is 0, which the largest exponent then stands for.
  let hasZero: Bool

  static let zero = 7
  static let sign = 8

  init?(_ job: LinearJob) {
    let values = Set(job.linear.weights.map(\.value))
    hasZero = values.contains(0)
    let most = hasZero ? Self.zero - 1 : Self.zero
    let powers = Set((0...most).flatMap { [1 << $0, -(1 << $0)] } + [0])
    guard values.isSubset(of: powers), let runs = job.columnRuns,
      runs.count == Set(runs.map(\.rows)).count, (try? job.accumulatorRange()) != nil
    else { return nil }
  }

  func code(_ weight: Weight) -> Int {
    let value = weight.value
    if value == 0 { return Self.zero }
    return value.magnitude.trailingZeroBitCount | (value < 0 ? Self.sign : 0)
  }

  /// Row after row, two columns to a byte.
  func codes(_ run: ColumnRun, _ linear: LinearWeights) -> [Int] {
    run.rows.flatMap { row in
      stride(from: 0, to: run.columns.count, by: 2).map { place in
        let codes = (place..<place + 2).map {
          $0 < run.columns.count
            ? code(linear.weights[row * linear.inputs + run.columns[$0]]) : Self.zero
        }
        return codes[0] | codes[1] << 4
      }
    }
  }
}

extension LinearJob {
  /// Measured on rv32ec: 9 instructions a weight, 11 where weights may be 0.
  func shiftLoopPrice(_ target: TargetProfile) -> StrategyPrice? {
    guard let form = ShiftForm(self), let runs = columnRuns else { return nil }
    let weights = linear.outputs * (runs[0].columns.count + 1) / 2 * 2
    let times = positions.count
    return StrategyPrice(
      .shiftLoop, on: target,
      steps: [
        .init("call", 1, 800), .init("weight", weights * times, 900),
        .init("testedWeight", form.hasZero ? weights * times : 0, 200),
        .init("row", linear.outputs * times, 1500),
        .init("shiftedBit", target.machine.hasBarrelShifter ? 0 : shiftedBits * times, 150),
      ],
      code: [.init("function", 1, 25_000), .init("bias", biasBytes, 100)],
      tableBytes: weights / 2)
  }

  /// By how many bits the inputs are shifted in all.
  private var shiftedBits: Int {
    linear.weights.reduce(0) { $0 + ($1.value == 0 ? 0 : $1.value.magnitude.trailingZeroBitCount) }
  }
}

extension ProgramBuilder {
  mutating func emitShiftLoop(_ job: LinearJob) {
    guard let form = ShiftForm(job), let runs = job.columnRuns else { return }
    var frame = RowFrame(job, strategy: .shiftLoop)
    let codes = table(
      job.name + "_codes", runs.flatMap { form.codes($0, job.linear) }, as: .uint8,
      note: "exponents and signs (8) of weights, low four bits first"
        + (form.hasZero ? "; 7 stands for 0" : ""))
    let biases = table(job.name + "_bias", job.linear.bias, note: "one a row")
    let code = frame.function.pointer("code", to: .uint8, in: .flash, IntegerRange(0, 255))
    let bias = frame.function.pointer(
      "bias", to: element(of: biases), in: .flash, range(of: biases))
    let row = shiftedRow(job, form, code, runs[0].columns.count, &frame)
    let total = frame.function.promised("total", job.totalRange(), because: LinearJob.totalReason)
    let plan = requantizePlan(job.requantize, of: total, in: &frame.function)
    let ending: [Statement] =
      [.define(total, .local(row.sum) + .element(bias)), .advance(bias, 1)] + plan.steps
      + frame.store(plan.result) + plan.advance
    let groups = runs.flatMap { run in
      row.starting(at: Address(.pointer(frame.x), offset: run.offset), rows: run.rows.count, ending)
    }
    let position: [Statement] =
      [.point(code, Address(.table(codes))), .point(bias, Address(.table(biases)))] + plan.start
      + groups
    callOnce(frame.function.finish(frame.overPositions(position)))
  }

  private func shiftedRow(
    _ job: LinearJob, _ form: ShiftForm, _ code: PointerID, _ columns: Int,
    _ frame: inout RowFrame
  ) -> ShiftedRow {
    let range = (try? job.accumulatorRange()) ?? IntegerType.int32.range
    let row = ShiftedRow(
      sum: frame.function.variable("sum", range),
      input: frame.function.pointer(
        "input", to: job.inputElement, in: .readOnlyRAM, job.inputRange),
      code: code, pair: frame.function.constant("pair", IntegerRange(0, 255)), columns: columns,
      hasZero: form.hasZero)
    return row
  }
}

/// The loop over the columns of a row.
private struct ShiftedRow {
  let sum: LocalID
  let input: PointerID
  let code: PointerID
  let pair: LocalID
  let columns: Int
  let hasZero: Bool

  /// So many rows over inputs that begin at the address.
  func starting(at address: Address, rows: Int, _ ending: [Statement]) -> [Statement] {
    let pairs: [Statement] =
      columns > 1
      ? [.repeatTimes(columns / 2, define + add(0) + add(1) + [.advance(input, 2)])] : []
    let last = columns.isMultiple(of: 2) ? [] : define + add(0)
    return [
      .repeatTimes(
        rows, [.define(sum, 0), .point(input, address)] + pairs + last + ending)
    ]
  }

  private var define: [Statement] { [.define(pair, .element(code)), .advance(code, 1)] }

  /// Adds the input at a place of the pair, shifted, with its sign.
  private func add(_ place: Int) -> [Statement] {
    let own: Expression = place == 0 ? .and(.local(pair), 15) : .local(pair) >> 4
    let exponent = Expression.and(own, .constant(ShiftForm.zero))
    let shifted = Expression.shiftLeftBy(.element(input, place), exponent)
    let isNegative = Condition(
      .and(.local(pair), .constant(ShiftForm.sign << (4 * place))), .notEqual, 0)
    let adding = Statement.branch(
      isNegative, then: [.assign(sum, .local(sum) - shifted)],
      otherwise: [.assign(sum, .local(sum) + shifted)])
    guard hasZero else { return [adding] }
    return [
      .branch(
        Condition(exponent, .notEqual, .constant(ShiftForm.zero)), then: [adding], otherwise: [])
    ]
  }
}
