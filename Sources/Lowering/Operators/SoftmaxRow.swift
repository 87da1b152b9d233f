import FixedPoint
import KernelIR
import NetworkIR

/// What both kinds of softmax do with a row of the last axis.
struct SoftmaxRow {
  let count: Int
  /// Of the largest element less another.
  let distances: IntegerRange
  let x: PointerID
  let y: PointerID
  private let input: IntegerRange
  private let largest: LocalID
  private let sum: LocalID
  let zeros: LocalID

  init(_ context: StageContext, in function: inout FunctionBuilder) {
    let tensor = context.input()
    count = tensor.shape[tensor.shape.rank - 1]
    input = tensor.range
    distances = IntegerRange(0, input.upper - input.lower)
    x = function.reader("x", of: tensor)
    y = function.writer("y", of: context.output())
    largest = function.variable("largest", input)
    sum = function.variable("sum", IntegerRange(0, IntegerType.int32.range.upper))
    zeros = function.variable("zeros", IntegerRange(1, 31))
  }

  /// What one row does, in a loop over the rows; x and y stand at its start and its end.
  func overRows(_ body: [Statement], _ context: StageContext) -> [Statement] {
    let rows = context.input().shape.elementCount / count
    let start: [Statement] = [
      .point(x, Address(.buffer(context.inputBuffer()))),
      .point(y, Address(.buffer(context.outputBuffer()))),
    ]
    return start + (rows > 1 ? [.repeatTimes(rows, body)] : body)
  }

  /// Finds the largest element; x stands at the row's start before and after.
  var findLargest: [Statement] {
    [
      .define(largest, .constant(input.lower)),
      .repeatTimes(
        count, [.assign(largest, .maximum(.local(largest), .element(x))), .advance(x, 1)]),
      .advance(x, .constant(-count)),
    ]
  }

  /// The largest element less the one that x points at.
  func distance(in function: inout FunctionBuilder) -> (LocalID, Statement) {
    let distance = function.promised(
      "distance", distances, because: "no element is larger than the largest")
    return (distance, .define(distance, .local(largest) - .element(x)))
  }

  var startSum: Statement { .define(sum, 0) }
  func add(_ value: Expression) -> Statement { .assign(sum, .local(sum) + value) }

  /// Shifts the sum left until its highest value bit is one, and counts its leading zeros, the sign
  /// bit among them.
  func normalize(leastSum: Int) -> [Statement] {
    let turns = leastSum.leadingZeroBitCount - 33
    return [
      .define(zeros, 1),
      .repeatTimes(
        turns,
        [
          .branch(
            Condition(.local(sum), .less, .constant(1 << 30)),
            then: [.assign(sum, .local(sum) << 1), .assign(zeros, .local(zeros) + 1)],
            otherwise: [])
        ]),
    ]
  }

  /// The sum after ``normalize(leastSum:)``.
  func normalizedSum(in function: inout FunctionBuilder) -> (LocalID, Statement) {
    let normalized = function.promised(
      "normalized", IntegerRange(1 << 30, IntegerType.int32.range.upper),
      because: "the highest value bit is one")
    return (normalized, .define(normalized, .local(sum)))
  }
}

/// floor((n + 2^bits) / 2^(bits + 1)) for n that is not negative, without leaving 32 bits.
func halfUp(_ value: Expression, _ bits: Expression) -> Expression {
  (.shiftRightBy(value, bits) + 1) >> 1
}
