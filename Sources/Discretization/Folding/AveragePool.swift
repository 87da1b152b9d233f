import BigInt
import Diagnostics
import FixedPoint
import NetworkIR

extension Folder {
  /// The mean of a window: the sum of its integers, and a scale divided by their number. Padding
  /// counts as the integer that means zero; where it is left out of the mean, windows at the border
  /// divide by fewer elements.
  mutating func averagePool(
    _ node: SourceNode, _ value: FoldedValue, _ geometry: WindowGeometry, countsPadding: Bool
  ) throws(DiagnosticList) -> FoldedValue {
    let input = try linearInput(value, at: node)
    let padding = try paddingValue(input, isPadded: geometry.isPadded, at: node)
    let kind = OperatorKind.sumPool(geometry, paddingValue: padding)
    guard countsPadding || !geometry.isPadded else {
      return .function(try borderAverage(node, input, geometry, kind, padding: padding))
    }
    guard input.axis == nil || input.axis == 1 else { throw needsQuantizer(node) }
    let share = Rational(1, over: BigInt(geometry.kernelCount))
    let sum = FunctionValue.integers(
      input.tensor, shape: shape(of: node),
      meaning: AffineMeaning(scale: input.scale.map { $0 * share }, offset: input.offset),
      axis: input.axis, isQuantized: true)
    return .function(try replacingBase(of: sum, kind, [input.tensor], at: node))
  }

  /// One scale per position of the window: the positions become one axis, until the value is
  /// quantised.
  private mutating func borderAverage(
    _ node: SourceNode, _ input: LinearInput, _ geometry: WindowGeometry, _ kind: OperatorKind,
    padding: Int
  ) throws(DiagnosticList) -> FunctionValue {
    guard input.scale.isUniform, input.offset.isUniform else {
      throw fault(
        .unsupportedForm, at: node, "count_include_pad",
        "its input has one scale per channel, and windows at the border have fewer elements",
        remedy: "set count_include_pad to 1, use no padding, or one scale per tensor")
    }
    let output = shape(of: node)
    let counts = geometry.elementCounts(
      input: Array(input.shape.dimensions.dropFirst(2)),
      output: Array(output.dimensions.dropFirst(2)))
    guard !counts.contains(0) else {
      throw fault(
        .unsupportedForm, at: node, "pads", "a window holds nothing but padding",
        remedy: "use padding smaller than the kernel")
    }
    // scale * (sum - padding * window) / count: padding adds its own integer, which means zero.
    let whole = Rational(padding) * Rational(geometry.kernelCount)
    let scales = counts.map { input.scale[0] * Rational(1, over: BigInt($0)) }
    let sums = try builder.add(
      kind, name: node.name, inputs: [input.tensor], outputNames: [outputName(node)],
      meanings: [.itself])[0]
    let rows = Shape([1, output[1], counts.count])
    let flattening = Movement(
      kind: .reshape, input: output, output: rows, name: node.name + "_rows",
      outputName: outputName(node) + "_rows")
    let plain = FunctionValue(base: .tensor(sums), shape: output, isQuantized: true)
    var value = try moved(plain, by: flattening, named: flattening.outputName)
    value.axis = 2
    value.append(
      scale: ChannelValues(scales), offset: ChannelValues(scales.map { -($0 * whole) }))
    value.movements = [
      Movement(
        kind: .reshape, input: rows, output: output, name: node.name + "_back",
        outputName: outputName(node) + "_back")
    ]
    return value
  }
}

extension WindowGeometry {
  /// How many elements of the input each window holds, padding left out, for all output positions
  /// row-major.
  fileprivate func elementCounts(input: [Int], output: [Int]) -> [Int] {
    kernel.indices.reduce([1]) { counts, axis in
      let along = (0..<output[axis]).map { position in
        (0..<kernel[axis]).count { tap in
          let place = position * strides[axis] + tap * dilations[axis] - paddingBefore[axis]
          return 0 <= place && place < input[axis]
        }
      }
      return counts.flatMap { count in along.map { count * $0 } }
    }
  }
}
