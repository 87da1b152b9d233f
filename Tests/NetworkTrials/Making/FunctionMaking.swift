import Diagnostics
import FixedPoint
import NetworkIR

extension NetworkMaker {
  mutating func addRequantize(to chosen: TensorID?) throws(DiagnosticList) -> Bool {
    guard let input = chosen else { return false }
    let tensor = builder[input]
    let perAxis = tensor.shape.rank > 0 && draw.one(in: 3)
    let last = tensor.shape.rank - 1
    let axis = perAxis ? (isImage ? last : draw.number(0...last)) : nil
    let count = axis.map { tensor.shape[$0] } ?? 1
    let family = draw.element(of: FunctionFamily.allCases)
    let isMixed = draw.one(in: 6)
    let bits = draw.element(of: [1, 2, 3, 4, 4, 5, 6, 7, 8, 8, 8, 8, 9, 12, 16])
    let functions = (0..<count).map { _ in
      function(
        isMixed ? draw.element(of: FunctionFamily.allCases) : family, of: tensor.range, bits: bits)
    }
    return try add(.requantize(Requantize(axis: axis, functions: functions)), to: [input])
  }

  /// A function whose results need about so many bits.
  mutating func function(
    _ family: FunctionFamily, of range: IntegerRange, bits: Int
  ) -> RequantizeFunction {
    let clamp = draw.range(bits: bits)
    let excess = min(31, max(0, range.bits - bits + draw.number(-1...2)))
    let rounding = draw.element(of: Rounding.allCases)
    switch family {
    case .shift: return .shift(bits: excess, rounding: rounding, clamp: clamp)
    case .table: return .table(table(of: range, clamp))
    case .shiftThenTable:
      return .shiftThenTable(bits: excess, table(of: range.shiftedRight(by: excess), clamp))
    case .steps: return .steps(steps(of: range, clamp))
    case .chain: return .chain(chain(of: range, excess, clamp))
    case .multiplier:
      let offset = draw.one(in: 3) ? draw.number(-200...200) : 0
      return .multiplier(multiplier(of: range, excess, clamp, offset))
    case .bySign:
      let offset = draw.one(in: 2) ? draw.number(-200...200) : 0
      return .bySign(
        negative: multiplier(of: range, excess, clamp, offset),
        other: multiplier(of: range, excess, clamp, offset))
    case .quotient:
      return .quotient(
        Quotient(
          inputOffset: draw.number(-200...200), divisor: divisor(excess), rounding: rounding,
          outputOffset: draw.one(in: 2) ? 0 : draw.number(-50...50), clamp: clamp))
    case .curve: return .curve(curve(of: range))
    }
  }

  private mutating func divisor(_ excess: Int) -> Int {
    draw.one(in: 3)
      ? draw.number(1...50) : max(1, min(1 << excess + draw.number(-1...1), Int(Int32.max)))
  }

  /// Wider than the range, as wide, or narrower.
  private mutating func table(of range: IntegerRange, _ values: IntegerRange) -> LookupTable {
    let count = draw.number(1...60)
    let span = range.upper - range.lower + 1
    let isWhole = span <= 80 && draw.one(in: 2)
    return LookupTable(
      first: isWhole ? range.lower : draw.number(range.lower - 9...range.upper),
      entries: draw.numbers(isWhole ? span : count, values.lower...values.upper))
  }

  private mutating func steps(of range: IntegerRange, _ values: IntegerRange) -> StepFunction {
    let word = IntegerType.int32.range
    let lower = max(range.lower - 3, word.lower), upper = min(range.upper + 3, word.upper)
    let thresholds = Set(
      draw.numbers(draw.element(of: [0, 1, 2, 3, 7, 15, 31]), lower...max(lower, upper))
    ).sorted()
    let entries = draw.numbers(thresholds.count + 1, values.lower...values.upper)
    return StepFunction(
      thresholds: thresholds, values: draw.one(in: 3) ? entries : entries.sorted())
  }

  private mutating func chain(
    of range: IntegerRange, _ excess: Int, _ clamp: IntegerRange
  ) -> ShiftAddChain {
    let bits = draw.number(0...10)
    let width = draw.one(in: 4) ? 1 << 40 : 1 << min(30, excess + bits)
    return ShiftAddChain(
      multiplier: Weight(draw.number(-(1 << bits)...1 << bits)),
      addend: draw.number(-width...width),
      bits: min(40, excess + bits), clamp: clamp)
  }

  private mutating func multiplier(
    of range: IntegerRange, _ excess: Int, _ clamp: IntegerRange, _ offset: Int
  ) -> FixedPointMultiplier {
    let inputShift = draw.one(in: 6) ? draw.number(0...5) : 0
    let limit = 1 << 31 - 1
    let multiplier: Int
    switch draw.number(0...5) {
    case 0: multiplier = min(limit, (1 << 31) - (1 << draw.number(0...30)) + draw.number(-1...1))
    case 1: multiplier = min(limit, (1 << 30) + (1 << draw.number(0...29)) + draw.number(-1...1))
    case 2: multiplier = draw.element(of: [0, 1, limit, 1 << 30, 1 << draw.number(0...30)])
    default: multiplier = draw.number(1 << 30...limit)
    }
    return FixedPointMultiplier(
      inputOffset: offset, inputShift: inputShift,
      multiplier: multiplier * (draw.one(in: 6) ? -1 : 1),
      shift: max(-31, min(14, 1 - excess - inputShift + draw.number(-1...1))),
      scheme: draw.element(of: ScalingScheme.allCases),
      outputOffset: draw.one(in: 2) ? 0 : draw.number(-128...127), clamp: clamp)
  }

  private mutating func curve(of range: IntegerRange) -> InterpolatedCurve {
    let shift = draw.number(0...5)
    let most = max(1, (1 << 30) / max(1, max(abs(range.lower), abs(range.upper))))
    let width = min(draw.element(of: [40, 4000]), most)
    return InterpolatedCurve(
      shape: draw.element(of: CurveShape.allCases), inputMultiplier: draw.number(-width...width),
      inputShift: shift, knots: draw.numbers(255, 32768...65534).sorted() + [65535])
  }

  // MARK: Softmax

  mutating func addSoftmax() throws(DiagnosticList) -> Bool {
    guard let input = input(where: { $0.shape.rank > 0 && $0.range.upper - $0.range.lower < 65536 })
    else { return false }
    let width = builder[input].range.upper - builder[input].range.lower
    return try add(
      .softmax(width < 256 && !draw.one(in: 4) ? bytes(width) : words(width)), to: [input])
  }

  private mutating func bytes(_ width: Int) -> Softmax {
    let falling = draw.numbers(width + draw.number(0...5), 0...(1 << 31) - 1).sorted(by: >)
    return .bytes(
      ByteSoftmax(
        diffMin: -draw.number(0...width + 3), exponentials: [(1 << 31) - 1] + falling,
        output: draw.one(in: 2) ? .int8 : .int16))
  }

  private mutating func words(_ width: Int) -> Softmax {
    let most = max(-3, min(8, 30 - IntegerRange(0, max(1, width)).bits))
    return .words(
      WordSoftmax(
        inputMultiplier: draw.number(1 << 30...(1 << 31) - 1), inputShift: draw.number(-3...most),
        exponentialKnots: draw.numbers(513, 1...32767).sorted(),
        reciprocalKnots: draw.numbers(513, 16384...32767).sorted(by: >)))
  }
}
