import Diagnostics
import NetworkIR

/// The attributes that Conv and the pooling operators share, as the file gives them.
struct WindowAttributes {
  let kernel: [Int]?
  let strides: [Int]?
  let dilations: [Int]?
  let pads: [Int]?
  let autoPad: AutoPad
  /// Whether a last, partial window counts.
  let roundsUp: Bool

  static let names: Set<String> = [
    "kernel_shape", "strides", "dilations", "pads", "auto_pad", "ceil_mode",
  ]
}

enum AutoPad: String {
  case notSet = "NOTSET"
  case sameUpper = "SAME_UPPER"
  case sameLower = "SAME_LOWER"
  case valid = "VALID"
}

extension NodeImport {
  mutating func windowAttributes() -> WindowAttributes {
    let autoPad = autoPad()
    let pads = integers("pads")
    if autoPad != .notSet && pads?.contains(where: { $0 != 0 }) == true {
      refuse(
        "attribute pads", code: .inconsistentModel,
        cause: "it is given together with auto_pad \(autoPad.rawValue)",
        remedy: "use one of the two")
    }
    return WindowAttributes(
      kernel: integers("kernel_shape"), strides: integers("strides"),
      dilations: integers("dilations"), pads: autoPad == .notSet ? pads : nil, autoPad: autoPad,
      roundsUp: flag("ceil_mode", default: false))
  }

  private mutating func autoPad() -> AutoPad {
    let name = string("auto_pad", default: AutoPad.notSet.rawValue)
    if let autoPad = AutoPad(rawValue: name) { return autoPad }
    refuse(
      "attribute auto_pad", cause: "mode \"\(name.prefix(40))\" is not known",
      remedy: "NOTSET, SAME_UPPER, SAME_LOWER and VALID are supported")
    return .notSet
  }
}

extension NodeImport {
  /// The spatial sizes of x, [1, channels, spatial…] with one or two spatial axes.
  mutating func spatialSizes(of x: Operand) throws(NodeRefusal) -> [Int] {
    guard x.rank == 3 || x.rank == 4 else {
      throw refuse(
        "input x", cause: "it has shape \(x.shape)",
        remedy: "one and two spatial axes are supported: [1, channels, spatial…]")
    }
    guard x.shape[0] == 1 else {
      throw refuse(
        "input x", cause: "its batch is \(x.shape[0])",
        remedy: "export with batch 1, or with an open first dimension")
    }
    return Array(x.dimensions[2...])
  }

  /// The window over the spatial sizes, every default filled in and automatic padding resolved.
  mutating func window(
    _ attributes: WindowAttributes, kernel: [Int], over sizes: [Int]
  ) throws(NodeRefusal) -> WindowGeometry {
    let rank = sizes.count
    let ones = Array(repeating: 1, count: rank)
    let strides = attributes.strides ?? ones
    let dilations = attributes.dilations ?? ones
    let pads = attributes.pads ?? Array(repeating: 0, count: 2 * rank)
    check(kernel, "kernel_shape", count: rank, within: 1...ImportLimits.kernelSize)
    check(strides, "strides", count: rank, within: 1...ImportLimits.dimension)
    check(dilations, "dilations", count: rank, within: 1...ImportLimits.dimension)
    check(pads, "pads", count: 2 * rank, within: 0...ImportLimits.dimension)
    try throwIfRefused()
    let window = WindowGeometry(
      kernel: kernel, strides: strides, dilations: dilations,
      paddingBefore: Array(pads[..<rank]), paddingAfter: Array(pads[rank...]))
    return attributes.roundsUp
      ? window.roundedUp(over: sizes) : window.padded(attributes.autoPad, over: sizes)
  }

  /// The sizes of the output, or a refusal where the window does not fit once.
  mutating func windowSizes(
    _ window: WindowGeometry, over sizes: [Int]
  ) throws(NodeRefusal) -> [Int] {
    guard let result = window.outputSizes(for: sizes) else {
      throw refuse(
        code: .inconsistentModel,
        cause: "the window \(Shape(window.kernel)) does not fit the input \(Shape(sizes))",
        remedy: "use a larger input, a smaller kernel or more padding")
    }
    return result
  }

  private mutating func check(
    _ values: [Int], _ name: String, count: Int, within range: ClosedRange<Int>
  ) {
    if values.count != count {
      refuse(
        "attribute \(name)", code: .inconsistentModel, cause: "it has \(values.count) entries",
        remedy: "\(count) are needed")
    } else if let value = values.first(where: { !range.contains($0) }) {
      refuse(
        "attribute \(name)", cause: "it holds \(value)",
        remedy: "\(range.lowerBound) to \(range.upperBound) are supported")
    }
  }
}

extension WindowGeometry {
  /// How far one window reaches along an axis; below 2^48 under the import limits.
  func span(_ axis: Int) -> Int { dilations[axis] * (kernel[axis] - 1) + 1 }

  /// Padding such that the output has ceil(size / stride) elements; the odd one goes to the named
  /// side.
  fileprivate func padded(_ autoPad: AutoPad, over sizes: [Int]) -> WindowGeometry {
    guard autoPad == .sameUpper || autoPad == .sameLower else { return self }
    let totals = sizes.indices.map { axis in
      let count = (sizes[axis] + strides[axis] - 1) / strides[axis]
      return max((count - 1) * strides[axis] + span(axis) - sizes[axis], 0)
    }
    let small = totals.map { $0 / 2 }
    let large = totals.map { $0 - $0 / 2 }
    return autoPad == .sameUpper
      ? replacingPadding(before: small, after: large)
      : replacingPadding(before: large, after: small)
  }

  /// Padding after such that a last, partial window counts, as long as it starts inside the input
  /// or the padding before it.
  fileprivate func roundedUp(over sizes: [Int]) -> WindowGeometry {
    let after = sizes.indices.map { axis in
      let room = sizes[axis] + paddingBefore[axis] + paddingAfter[axis] - span(axis)
      guard room >= 0, room % strides[axis] != 0 else { return paddingAfter[axis] }
      let lastStart = (room / strides[axis] + 1) * strides[axis]
      let isInside = lastStart < sizes[axis] + paddingBefore[axis]
      return paddingAfter[axis] + (isInside ? lastStart - room : 0)
    }
    return replacingPadding(before: paddingBefore, after: after)
  }

  private func replacingPadding(before: [Int], after: [Int]) -> WindowGeometry {
    WindowGeometry(
      kernel: kernel, strides: strides, dilations: dilations, paddingBefore: before,
      paddingAfter: after)
  }
}
