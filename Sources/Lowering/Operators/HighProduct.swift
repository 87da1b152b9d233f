import FixedPoint
import KernelIR

// floor((a * b + 2^30) / 2^31) for a in [0, 2^31): with the bits a_i of a, least significant first,
// and s = 2^30 before, 31 times s = floor((s + a_i * b) / 2). Each s lies between 2^30 and b, so one
// word is enough. With b = 2 h + o, floor((s + b) / 2) = h + floor((s + o) / 2); s stays below the
// largest word, for it is 2^30 or less than b.

/// The program's function for products of two 31-bit values, and the word where it leaves them.
struct HighProduct {
  private let function: FunctionID
  private let word: BufferID
  private static let words = IntegerType.int32.range
  private static let factors = IntegerRange(0, words.upper)

  init(step: Int, in builder: inout ProgramBuilder) {
    function = builder.share(Self.function)
    word = builder.arenaBuffer(
      "high_product", .int32, count: 1, Self.words, live: step...step)
  }

  /// The product, as the new value of a local whose range the caller knows.
  ///
  /// - Parameter factor: Not negative.
  func define(_ result: LocalID, _ factor: Expression, times other: Expression) -> [Statement] {
    [
      .call(
        function, [.value(factor), .value(other), .address(Address(.buffer(word)))]),
      .define(result, .load(.buffer(word), index: 0)),
    ]
  }

  private static var function: KernelFunction {
    var function = FunctionBuilder(
      name: "high_product",
      note: FunctionNote(
        nodes: [], formula: "floor((a * b + 2^30) / 2^31), bit by bit of a", strategy: "shared"))
    let a = function.valueParameter("a", factors)
    let b = function.valueParameter("b", words)
    let result = function.pointerParameter("result", to: .int32, in: .writableRAM, words)
    let bHalf = function.constant("b_half", words.shiftedRight(by: 1))
    let remainder = function.variable("remainder", words)
    let bOdd = function.promised("b_odd", IntegerRange(0, 1), because: "the lowest bit of b")
    let rest = function.variable("rest", factors)
    let sum = function.variable("sum", IntegerRange(words.lower, words.upper - 1))
    let isOne = Condition(.and(.local(rest), 1), .notEqual, 0)
    let addHalves = Expression.local(bHalf) + ((.local(sum) + .local(bOdd)) >> 1)
    return function.finish([
      .define(bHalf, .local(b) >> 1), .define(remainder, .local(b)),
      .assign(remainder, .local(remainder) - (.local(bHalf) << 1)),
      .define(bOdd, .local(remainder)),
      .define(rest, .local(a)), .define(sum, .constant(1 << 30)),
      .repeatTimes(
        31,
        [
          .branch(
            isOne, then: [.assign(sum, addHalves)], otherwise: [.assign(sum, .local(sum) >> 1)]),
          .assign(rest, .local(rest) >> 1),
        ]), .store(.pointer(result), index: 0, .local(sum)),
    ])
  }
}
