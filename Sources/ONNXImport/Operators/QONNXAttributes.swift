import FixedPoint
import NetworkIR

// What the quantisers of QONNX have in common.
extension NodeImport {
  /// The rounding that the mode's name means in the qonnx executor, where HALF_UP and HALF_DOWN act
  /// on the magnitude.
  mutating func roundingMode(default fallback: String) -> Rounding {
    let mode = string("rounding_mode", default: fallback)
    guard let rounding = roundingModes[mode.uppercased()] else {
      refuse(
        "attribute rounding_mode", cause: "mode \"\(mode.prefix(40))\" is not known",
        remedy: "known are \(roundingModes.keys.sorted().joined(separator: ", "))")
      return .halfToEven
    }
    return rounding
  }

  /// A bit width: one whole number from 1 to 32, where it is known already.
  mutating func requireBitWidth(_ operand: Operand, _ role: String) {
    requireStatic(operand, role)
    guard operand.shape.elementCount == 1 else {
      refuse(
        "input \(role)", cause: "it has shape \(operand.shape)",
        remedy: "one bit width for the whole tensor is supported")
      return
    }
    guard let bits = operand.scalar, !(bits.rounded() == bits && (1...32).contains(bits)) else {
      return
    }
    refuse(
      "input \(role)", cause: "it is \(bits)", remedy: "whole numbers from 1 to 32 are supported")
  }

  /// A scale: positive, constant, spread over the tensor.
  mutating func requireScale(_ scale: Operand, _ role: String = "scale", for x: Operand) {
    requireStatic(scale, role)
    requireFits(scale, role, into: x)
    requireEvery(scale, role, "a positive scale") { $0 > 0 }
  }

  mutating func requireZeroPoint(_ zeroPoint: Operand, for x: Operand) {
    requireStatic(zeroPoint, "zero point")
    requireFits(zeroPoint, "zero point", into: x)
  }
}

private let roundingModes: [String: Rounding] = [
  "ROUND": .halfToEven,
  "HALF_EVEN": .halfToEven,
  "CEIL": .ceiling,
  "FLOOR": .floor,
  "UP": .awayFromZero,
  "DOWN": .towardZero,
  "ROUND_TO_ZERO": .towardZero,
  "HALF_UP": .halfAwayFromZero,
  "HALF_DOWN": .halfTowardZero,
]
