import Diagnostics
import FixedPoint
import NetworkIR

extension OperatorImporter {
  static let pRelu = OperatorImporter(
    "PRELU", code: 54, note: "int8; constant slopes that broadcast to the input",
    importOperator: importPRelu)
}

/// The int8 kernel with one slope (rule B33).
private struct SlopeFunction {
  let zeroPoint: Int
  let outputZeroPoint: Int
  let positive: QuantizedMultiplier
  let negative: QuantizedMultiplier

  func value(at stored: Int, slope: Int) -> Int? {
    let x = stored - zeroPoint
    let scaled =
      x >= 0
      ? positive.scaled(x, .doubleRounding) : negative.scaled(x * slope, .doubleRounding)
    guard let scaled else { return nil }
    return limited(scaled + outputZeroPoint, to: IntegerType.int8.range)
  }
}

@Sendable private func importPRelu(_ context: inout ImportContext) throws(OperatorRefusal) {
  try context.requireBytes()
  let (source, target) = try context.inputAndOutputAffine()
  let tensor = try context.inputTensor(1, "slopes")
  let slope = try context.affine(of: tensor, "slopes")
  let function = SlopeFunction(
    zeroPoint: source.zeroPoint, outputZeroPoint: target.zeroPoint,
    positive: QuantizedMultiplier(Double(source.scale) / Double(target.scale)),
    negative: QuantizedMultiplier(
      Double(source.scale) * Double(slope.scale) / Double(target.scale)))
  let slopes = try context.constant(1, "slopes").map { $0 - slope.zeroPoint }
  try context.finishSlopes(
    slopes, shape: try context.shape(of: tensor, "slopes"), function: function)
}

extension ImportContext {
  /// One table where all slopes are one, one per index of the axis where they vary along one, else
  /// one per element.
  fileprivate mutating func finishSlopes(
    _ slopes: [Int], shape: Shape, function: SlopeFunction
  ) throws(OperatorRefusal) {
    let input = try operand(0, "input")
    let full = builder[input].shape
    guard let strides = broadcastStrides(of: shape, to: full) else {
      throw refuse(
        "input slopes", code: .inconsistentModel,
        cause: "their shape \(shape) does not broadcast to \(full)",
        remedy: "export the model again")
    }
    let varying = strides.indices.filter { strides[$0] != 0 }
    if varying.count <= 1 {
      let functions = try slopeTables(slopes, input, function)
      return try finish(
        .requantize(Requantize(axis: varying.first, functions: functions)), [input])
    }
    let flat = try helper(
      .reshape, [input], suffix: "flat", meaning: builder[input].meaning.withoutAxis,
      reshapedTo: Shape([full.elementCount]))
    let each = (0..<full.elementCount).map { element in
      slopes[
        zip(full.strides, zip(full.dimensions, strides)).reduce(0) { sum, axis in
          sum + element / axis.0 % axis.1.0 * axis.1.1
        }]
    }
    let functions = try slopeTables(each, flat, function)
    let mapped = try helper(
      .requantize(Requantize(axis: 0, functions: functions)), [flat], suffix: "mapped")
    try finishMovement(mapped, shapedAs: try outputTensor())
  }

  private mutating func slopeTables(
    _ slopes: [Int], _ input: TensorID, _ function: SlopeFunction
  ) throws(OperatorRefusal) -> [RequantizeFunction] {
    var tables: [RequantizeFunction] = []
    for slope in slopes {
      tables.append(try table(input) { function.value(at: $0, slope: slope) })
    }
    return tables
  }
}

/// How far the next element lies along each axis of the full shape, 0 where the smaller shape
/// repeats; nil where it does not broadcast.
private func broadcastStrides(of shape: Shape, to full: Shape) -> [Int]? {
  guard shape.rank <= full.rank else { return nil }
  let offset = full.rank - shape.rank
  var strides = [Int](repeating: 0, count: full.rank)
  for (axis, stride) in shape.strides.enumerated() where shape[axis] != 1 {
    guard shape[axis] == full[axis + offset] else { return nil }
    strides[axis + offset] = stride
  }
  return strides
}
