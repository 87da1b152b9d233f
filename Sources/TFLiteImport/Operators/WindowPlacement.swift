import Diagnostics
import NetworkIR

/// How a window slides along both spatial axes, height before width.
struct WindowPlacement: Hashable, Sendable {
  let padding: WindowPadding
  let kernel: [Int]
  let strides: [Int]
  let dilations: [Int]
}

extension ImportContext {
  /// The geometry over an input [1, height, width, channels] (rule B4).
  mutating func geometry(
    _ placement: WindowPlacement, over input: Shape
  ) throws(OperatorRefusal) -> WindowGeometry {
    try requireImage(input)
    let factors = placement.strides + placement.dilations + placement.kernel
    guard factors.allSatisfy({ (1...windowLimit).contains($0) }) else {
      throw refuse(
        "options", code: .inconsistentModel,
        cause: "a stride, dilation or window size is not within 1 to \(windowLimit)",
        remedy: "export the model again")
    }
    var before: [Int] = []
    var after: [Int] = []
    for axis in 0..<2 {
      let total = paddingTotal(placement, axis, size: input[axis + 1])
      before.append(total / 2)
      after.append(total - total / 2)
    }
    return WindowGeometry(
      kernel: placement.kernel, strides: placement.strides, dilations: placement.dilations,
      paddingBefore: before, paddingAfter: after, layout: .channelsLast)
  }

  /// Refuses an input that is not one image.
  mutating func requireImage(_ shape: Shape) throws(OperatorRefusal) {
    guard shape.rank == 4 else {
      throw refuse(
        "input", code: .inconsistentModel, cause: "its shape \(shape) does not have 4 axes",
        remedy: "export the model again")
    }
    guard shape[0] == 1 else {
      throw refuse(
        "input", code: .inconsistentModel,
        cause: "its shape \(shape) and the output's have different batches",
        remedy: "export the model again")
    }
  }

  /// Both sides together; the odd one goes behind.
  private func paddingTotal(_ placement: WindowPlacement, _ axis: Int, size: Int) -> Int {
    switch placement.padding {
    case .valid: return 0
    case .same:
      let stride = placement.strides[axis]
      let count = (size + stride - 1) / stride
      let span = placement.dilations[axis] * (placement.kernel[axis] - 1) + 1
      return max((count - 1) * stride + span - size, 0)
    }
  }
}

/// Positions of a window, or of a stride, along one axis; products of two stay below 2^32.
private let windowLimit = 1 << 16
