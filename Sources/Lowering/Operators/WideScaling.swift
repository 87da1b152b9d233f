import FixedPoint
import KernelIR
import NetworkIR

// floor((x * m + 2^(n - 1)) / 2^n) for x = high * 2^16 + low, m < 2^bits and n = bits + right: with
// the bits m_i of m, least significant first, and t = 0 before, `bits` times
// t = floor((t + m_i * x) / 2), then `right` times t = floor(t / 2). That is floor(x * m / 2^n); the last bit that was dropped is the one that
// rounds. |t + m_i * x| < 2 * |x|, so t keeps to 48 bits where x has 47. Rule A25 rounds t behind the
// multiplier's bits and then, halves away from zero, t / 2^right: halves upwards of t - 1 below 0.

/// The program's function for fixed-point multiplications of sums in two words, and the word where
/// it leaves them.
struct WideScaling {
  private let function: FunctionID
  private let word: BufferID
  private static let words = IntegerType.int32.range
  private static let halves = IntegerRange(0, 65_535)

  init(_ scheme: ScalingScheme, step: Int, in builder: inout ProgramBuilder) {
    function = builder.share(Self.function(scheme))
    word = builder.arenaBuffer("wide_scaled", .int32, count: 1, Self.words, live: step...step)
  }

  /// The result, as the new value of a local whose range the caller knows.
  func define(
    _ result: LocalID, high: LocalID, low: LocalID, multiplier: Expression, right: Expression
  ) -> [Statement] {
    [
      .call(
        function,
        [
          .value(.local(high)), .value(.local(low)), .value(multiplier), .value(right),
          .address(Address(.buffer(word))),
        ]),
      .define(result, .load(.buffer(word), index: 0)),
    ]
  }

  private static func function(_ scheme: ScalingScheme) -> KernelFunction {
    let bits = scheme.multiplierBits
    let multipliers = IntegerRange(0, 1 << bits - 1)
    var function = FunctionBuilder(name: "wide_scale_\(scheme.suffix)", note: scheme.wideNote)
    let high = function.valueParameter("high", IntegerRange.wideAccumulator.shiftedRight(by: 16))
    let low = function.valueParameter("low", halves)
    let multiplier = function.valueParameter("multiplier", multipliers)
    let right = function.valueParameter("right", IntegerRange(0, 31))
    let result = function.pointerParameter("result", to: .int32, in: .writableRAM, words)
    let rest = function.variable("rest", multipliers)
    let t = WidePair(in: &function)
    let isOne = Condition(.and(.local(rest), 1), .notEqual, 0)
    return function.finish(
      [.define(rest, .local(multiplier))] + t.start + [
        .repeatTimes(
          bits,
          [.branch(isOne, then: t.adding(high, low), otherwise: [])] + t.halving
            + [.assign(rest, .local(rest) >> 1)])
      ] + (scheme == .doubleRounding ? t.rounding(before: right) : []) + [
        .repeatLocal(right, t.halving)
      ] + t.storing(result))
  }
}

extension ScalingScheme {
  fileprivate var suffix: String {
    switch self {
    case .doubleRounding: "twice"
    case .singleRounding, .reducedTo16: "\(multiplierBits)"
    }
  }

  fileprivate var wideNote: FunctionNote {
    let formula =
      switch self {
      case .doubleRounding:
        "h / 2^right, halves away from zero, h = x * multiplier / 2^31, halves upwards"
      case .singleRounding, .reducedTo16:
        "x * multiplier / 2^(\(multiplierBits) + right) to the nearest, halves upwards"
      }
    return FunctionNote(
      nodes: [], formula: formula + ", x = high * 2^16 + low",
      strategy: "shared, bit by bit of the multiplier")
  }

  /// Of the multiplier that is multiplied with, below 2 to this.
  var multiplierBits: Int {
    switch self {
    case .doubleRounding, .singleRounding: 31
    case .reducedTo16: 15
    }
  }
}

/// A value of 48 bits as high * 2^16 + low, and the last bit that it dropped.
private struct WidePair {
  private let high: LocalID
  private let low: LocalID
  private let dropped: LocalID
  private let half: LocalID
  private let rest: LocalID
  private let odd: LocalID
  private let below: LocalID
  private let roundedLow: LocalID
  private let roundedHigh: LocalID

  init(in function: inout FunctionBuilder) {
    high = function.variable("t_high", IntegerType.int32.range)
    low = function.variable("t_low", IntegerRange(0, 131_070))
    dropped = function.variable("dropped", IntegerRange(0, 1))
    half = function.constant("half", IntegerType.int32.range.shiftedRight(by: 1))
    rest = function.variable("t_rest", IntegerType.int32.range)
    odd = function.promised("odd", IntegerRange(0, 1), because: "the lowest bit of t_high")
    below = function.constant("below", IntegerRange(65_535, 131_071))
    roundedLow = function.constant("rounded_low", IntegerRange(0, 131_071))
    roundedHigh = function.promised(
      "rounded_high", IntegerType.int16.range, because: "the result fits 32 bits")
  }

  var start: [Statement] { [.define(high, 0), .define(low, 0), .define(dropped, 0)] }

  func adding(_ otherHigh: LocalID, _ otherLow: LocalID) -> [Statement] {
    [
      .assign(low, .local(low) + .local(otherLow)),
      .assign(high, .local(high) + (.local(otherHigh) + (.local(low) >> 16))),
      .assign(low, .and(.local(low), 65_535)),
    ]
  }

  var halving: [Statement] {
    [
      .assign(dropped, .and(.local(low), 1)), .define(half, .local(high) >> 1),
      .define(rest, .local(high)), .assign(rest, .local(rest) - (.local(half) << 1)),
      .define(odd, .local(rest)),
      .assign(low, (.local(low) + (.local(odd) << 16)) >> 1), .assign(high, .local(half)),
    ]
  }

  /// Adds the bit that was dropped; and before a division, which rounds halves upwards, takes 1 from
  /// a value below 0, so that its halves go down.
  func rounding(before shift: LocalID) -> [Statement] {
    let divides = Condition(.local(shift), .notEqual, 0)
    return [
      .assign(low, .local(low) + .local(dropped)), .assign(dropped, 0),
      .assign(high, .local(high) + (.local(low) >> 16)),
      .assign(low, .and(.local(low), 65_535)),
      .branch(
        divides,
        then: [
          .define(below, .and(.local(low), 65_535) + 65_536 + (.local(high) >> 31)),
          .assign(low, .and(.local(below), 65_535)),
          .assign(high, .local(high) + ((.local(below) >> 16) - 1)),
        ], otherwise: []),
    ]
  }

  func storing(_ result: PointerID) -> [Statement] {
    [
      .define(roundedLow, .local(low) + .local(dropped)),
      .assign(high, .local(high) + (.local(roundedLow) >> 16)),
      .define(roundedHigh, .local(high)),
      .store(
        .pointer(result), index: 0,
        (.local(roundedHigh) << 16) + .and(.local(roundedLow), 65_535)),
    ]
  }
}
