import NetworkIR

extension OperatorImporter {
  static let quant = integerQuantizer("Quant")
  static let intQuant = integerQuantizer("IntQuant")

  private static func integerQuantizer(_ name: String) -> OperatorImporter {
    OperatorImporter(
      name, domain: .qonnx, inputs: 4...4, attributes: ["signed", "narrow", "rounding_mode"],
      note:
        "constant positive scale and zero point, per tensor or spread over it; bit width 1 to 32; "
        + "signed 1-bit means bipolar, with zero point 0",
      importNode: importQuant)
  }
}

/// Inputs x, scale, zero point, bit width.
@Sendable private func importQuant(_ node: inout NodeImport) throws(NodeRefusal) {
  let isSigned = node.requiredFlag("signed")
  let isNarrow = node.requiredFlag("narrow")
  let rounding = node.roundingMode(default: "ROUND")
  let x = try node.input(0, "x")
  let scale = try node.input(1, "scale")
  let zeroPoint = try node.input(2, "zero point")
  let bitWidth = try node.input(3, "bit width")
  node.requireReal(x, "x")
  node.requireScale(scale, for: x)
  node.requireZeroPoint(zeroPoint, for: x)
  node.requireBitWidth(bitWidth, "bit width")
  if isSigned && bitWidth.scalar == 1 {
    try importOneBit(&node, x, scale, zeroPoint)
  } else {
    let attributes = QuantizeAttributes(
      isSigned: isSigned, isNarrow: isNarrow, rounding: rounding)
    try node.apply(
      .quantize(attributes), [x, scale, zeroPoint, bitWidth], shape: x.shape, type: x.type)
  }
}

/// The executor takes a signed 1-bit quantiser as bipolar: +1 where x / scale + zero point >= 0,
/// else -1.
private func importOneBit(
  _ node: inout NodeImport, _ x: Operand, _ scale: Operand, _ zeroPoint: Operand
) throws(NodeRefusal) {
  guard let zeros = zeroPoint.numbers, zeros.allSatisfy({ $0 == 0 }) else {
    throw node.refuse(
      "input zero point", cause: "a signed 1-bit quantiser has a zero point other than 0",
      remedy: "use zero point 0, or BipolarQuant")
  }
  try node.apply(.bipolarQuantize, [x, scale], shape: x.shape, type: x.type)
}
