import BigInt
import Diagnostics
import FixedPoint
import NetworkIR

extension Folder {
  /// An operand that must be known at compile time.
  func constant(
    _ value: FoldedValue, at node: SourceNode, _ detail: String
  ) throws(DiagnosticList) -> ConstantArray {
    if case .constant(let array) = value { return array }
    throw fault(
      .unsupportedForm, at: node, detail, "it depends on the network's input",
      remedy: "make it a constant")
  }

  /// A scale, one or one per index of an axis; never zero.
  func quantizerScale(
    _ value: FoldedValue, for shape: Shape, at node: SourceNode
  ) throws(DiagnosticList) -> AxisValues {
    let scale = try parameter(constant(value, at: node, "scale"), for: shape, at: node, "scale")
    if scale.values.values.contains(where: { $0.isZero }) {
      throw fault(
        .inconsistentModel, at: node, "scale", "its scale is zero", remedy: "give a nonzero scale")
    }
    return scale
  }

  /// A whole number of bits from 1 (or less, where it is given) to 32.
  func bitWidth(
    _ value: FoldedValue, at node: SourceNode, _ detail: String, atLeast least: Int = 1
  ) throws(DiagnosticList) -> Int {
    let array = try constant(value, at: node, detail)
    let first = array.count > 0 ? array.value(at: 0) : .zero
    guard array.values.allSatisfy({ $0 == first }), let bits = first.integer, bits >= least,
      bits <= 32
    else {
      throw fault(
        .unsupportedForm, at: node, detail, "it is not one whole number from \(least) to 32",
        remedy: "use one bit width from \(least) to 32")
    }
    return Int(bits)
  }

  /// A scale or other parameter that is one rational number.
  func rationalScalar(
    _ value: FoldedValue, at node: SourceNode, _ detail: String
  ) throws(DiagnosticList) -> Rational {
    let array = try constant(value, at: node, detail)
    guard let scalar = array.scalar, scalar.isRational else {
      throw fault(
        .unsupportedForm, at: node, detail, "it is not one rational number",
        remedy: "use one value per tensor")
    }
    return scalar.rational
  }
}

/// The integers of a QONNX bit width.
func integerRange(_ bits: Int, _ isSigned: Bool, _ isNarrow: Bool) -> IntegerRange {
  isSigned
    ? IntegerRange(-(1 << (bits - 1)) + (isNarrow ? 1 : 0), (1 << (bits - 1)) - 1)
    : IntegerRange(0, (1 << bits) - (isNarrow ? 2 : 1))
}
