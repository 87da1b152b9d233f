import Diagnostics
import FixedPoint
import NetworkIR

extension OperatorImporter {
  static let mean = OperatorImporter(
    "MEAN", code: 40, note: "int8 and int16; constant axes"
  ) { (context: inout ImportContext) throws(OperatorRefusal) in
    try context.importScaledSum(isMean: true)
  }

  static let sum = OperatorImporter(
    "SUM", code: 74, note: "int8 and int16; constant axes; not for LiteRT"
  ) { (context: inout ImportContext) throws(OperatorRefusal) in
    if context.contract == .litert {
      throw context.refuse(
        cause: "LiteRT's reference kernel adds the stored integers without their zero points",
        remedy: "compile with --contract tflm")
    }
    try context.importScaledSum(isMean: false)
  }

  static let reduceMax = OperatorImporter(
    "REDUCE_MAX", code: 82, note: "int8, for LiteRT int16, of one scale; constant axes"
  ) { (context: inout ImportContext) throws(OperatorRefusal) in
    try context.importExtreme(.largest)
  }

  static let reduceMin = OperatorImporter(
    "REDUCE_MIN", code: 89, note: "int8, for LiteRT int16, of one scale; constant axes"
  ) { (context: inout ImportContext) throws(OperatorRefusal) in
    try context.importExtreme(.smallest)
  }
}

/// Whether the reduced axes stay is told by the output's shape.
struct ReducerOptions: BuiltinOptions {
  static let unionNumber = 27

  init(_ table: FlatTable, _ reader: inout FlatBufferReader) throws(DiagnosticList) {}
}

extension ImportContext {
  /// (sum - count * zero point) by a factor that has 1 / count in it for a mean (rules B14, B15).
  fileprivate mutating func importScaledSum(isMean: Bool) throws(OperatorRefusal) {
    _ = try options(ReducerOptions.self)
    let output = try sameTypeOutput()
    let input = try operand(0, "input")
    let axes = try reducedAxes(rank: builder[input].shape.rank)
    let from = try affine(of: try inputTensor(0, "input"), "input")
    let to = try affine(of: output, "output")
    let count = axes.reduce(1) { $0 * builder[input].shape[$1] }
    var factor = QuantizedMultiplier(Double(from.scale) / Double(to.scale))
    if isMean { factor = factor.divided(by: count) }
    let function = factor.function(
      inputOffset: -from.zeroPoint * count, scheme: .doubleRounding,
      outputOffset: to.zeroPoint, clamp: try integerRange(of: output, "output"))
    let sums = try helper(.reduce(.sum, axes: axes), [input], suffix: "accumulator")
    try finishReduced(
      .requantize(Requantize(functions: [.multiplier(function)])), sums, output)
  }

  fileprivate mutating func importExtreme(_ reduction: Reduction) throws(OperatorRefusal) {
    _ = try options(ReducerOptions.self)
    let output = try sameTypeOutput()
    if contract == .tflm && output.type == .int16 {
      throw refuse(
        "input", cause: "TensorFlow Lite Micro takes no int16 here",
        remedy: "use int8, or compile with --contract litert")
    }
    let input = try operand(0, "input")
    let axes = try reducedAxes(rank: builder[input].shape.rank)
    let from = try affine(of: try inputTensor(0, "input"), "input")
    guard try affine(of: output, "output") == from else {
      throw refuse(
        "output", cause: "its scale or zero point is not the input's",
        remedy: "give both the same, as the reference demands")
    }
    try finishReduced(.reduce(reduction, axes: axes), input, output)
  }

  /// The constant axes, ascending, each once.
  private mutating func reducedAxes(rank: Int) throws(OperatorRefusal) -> [Int] {
    let given = try constant(1, "axes").map { $0 < 0 ? $0 + rank : $0 }
    guard given.allSatisfy((0..<rank).contains) else {
      throw refuse(
        "input axes", code: .inconsistentModel, cause: "an axis is not within the \(rank) axes",
        remedy: "export the model again")
    }
    return Set(given).sorted()
  }

  /// The last operator, and a reshape behind it where reduced axes are dropped.
  private mutating func finishReduced(
    _ kind: OperatorKind, _ input: TensorID, _ output: TFLiteTensor
  ) throws(OperatorRefusal) {
    let declared = try shape(of: output, "output")
    guard case .requantize = kind, builder[input].shape == declared else {
      let reduced = try helper(
        kind, [input], suffix: "reduced", meaning: try meaning(of: output, "output"))
      return try finish(.reshape, [reduced], reshapedTo: declared)
    }
    try finish(kind, [input])
  }
}

extension QuantizedMultiplier {
  /// The factor of a mean (rule B14): the multiplier is divided, truncated, with as many bits more
  /// as the count has.
  fileprivate func divided(by count: Int) -> QuantizedMultiplier {
    let bits = min(Int.bitWidth - 1 - count.leadingZeroBitCount, 32, 31 + shift)
    return QuantizedMultiplier(multiplier: (multiplier << bits) / count, shift: shift - bits)
  }
}
