import BigInt
import Diagnostics
import FixedPoint
import NetworkIR

extension Folder {
  /// The mean of a window: the sum of its integers, and a scale divided by their number.
  mutating func averagePool(
    _ node: SourceNode, _ value: FoldedValue, _ geometry: WindowGeometry, countsPadding: Bool
  ) throws(DiagnosticList) -> FoldedValue {
    guard countsPadding || !geometry.isPadded else {
      throw fault(
        .unsupportedForm, at: node, "count_include_pad",
        "windows at the border would have fewer elements than others",
        remedy: "set count_include_pad to 1, or use no padding")
    }
    let input = try linearInput(value, at: node)
    let padding = try paddingValue(input, isPadded: geometry.isPadded, at: node)
    let share = Rational(1, over: BigInt(geometry.kernelCount))
    var sum = FunctionValue.integers(
      input.tensor, shape: shape(of: node),
      meaning: AffineMeaning(scale: input.scale.map { $0 * share }, offset: input.offset),
      axis: input.axis, isQuantized: false)
    guard sum.axis == nil || sum.axis == 1 else { throw needsQuantizer(node) }
    sum = try replacingBase(
      of: sum, .sumPool(geometry, paddingValue: padding), [input.tensor], at: node)
    return .function(sum)
  }
}
