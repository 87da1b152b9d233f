import Diagnostics
import FixedPoint
import NetworkIR

extension OperatorImporter {
  static let averagePool2D = OperatorImporter(
    "AVERAGE_POOL_2D", code: 1, note: "int8 and int16", imageInput: 0,
    importOperator: importAveragePool2D)
}

/// Input [1, height, width, channels]: the sum over the window's positions within the input,
/// divided by their number, halves away from zero (rule B9).
@Sendable private func importAveragePool2D(
  _ context: inout ImportContext
) throws(OperatorRefusal) {
  let options = try context.options(Pool2DOptions.self)
  let output = try context.sameTypeOutput()
  let input = try context.operand(0, "input")
  let clamp = try context.activationRange(options.activation, of: output)
  let shape = context.builder[input].shape
  let geometry = try context.geometry(options.placement, over: shape)
  let counts = try context.windowCounts(geometry, over: shape)
  let sums = try context.helper(
    .sumPool(geometry, paddingValue: 0), [input], suffix: "accumulator")
  let functions = counts.map { count in
    RequantizeFunction.quotient(
      Quotient(divisor: count, rounding: .halfAwayFromZero, clamp: clamp))
  }
  if Set(counts).count == 1 {
    return try context.finish(.requantize(Requantize(functions: [functions[0]])), [sums])
  }
  let pooled = context.builder[sums].shape
  let flat = try context.helper(
    .reshape, [sums], suffix: "positions", reshapedTo: Shape([1, counts.count, pooled[3]]))
  let divided = try context.helper(
    .requantize(Requantize(axis: 1, functions: functions)), [flat], suffix: "flat",
    meaning: try context.meaning(of: output, "output"))
  try context.finish(.reshape, [divided], reshapedTo: pooled)
}

extension ImportContext {
  /// How many positions of each window lie within the input, row-major over the output; none is 0.
  fileprivate mutating func windowCounts(
    _ geometry: WindowGeometry, over shape: Shape
  ) throws(OperatorRefusal) -> [Int] {
    guard let sizes = geometry.outputSizes(for: [shape[1], shape[2]]),
      sizes[0] * sizes[1] <= positionLimit
    else {
      throw refuse(
        "options", cause: "the window does not fit, or there are over \(positionLimit) outputs",
        remedy: "use a smaller window, or a larger stride")
    }
    let counts = (0..<2).map { axis in
      (0..<sizes[axis]).map { index in
        let start = index * geometry.strides[axis] - geometry.paddingBefore[axis]
        return min(start + geometry.kernel[axis], shape[axis + 1]) - max(start, 0)
      }
    }
    return counts[0].flatMap { rows in counts[1].map { $0 * rows } }
  }
}

/// Output positions of one channel: each may get a divisor of its own.
private let positionLimit = 1 << 16
