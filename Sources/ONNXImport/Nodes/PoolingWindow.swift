import Diagnostics
import NetworkIR

extension NodeImport {
  /// The window and output shape of a pooling operator.
  mutating func poolingWindow(
    _ attributes: WindowAttributes, over x: Operand
  ) throws(NodeRefusal) -> (WindowGeometry, Shape) {
    let sizes = try spatialSizes(of: x)
    guard let kernel = attributes.kernel else {
      throw refuse(
        "attribute kernel_shape", code: .inconsistentModel, cause: "it is missing",
        remedy: "export the model again")
    }
    let window = try window(attributes, kernel: kernel, over: sizes)
    let pads = attributes.pads ?? []
    // A window wholly in the padding would have no elements.
    for (index, pad) in pads.enumerated() where pad >= window.span(index % sizes.count) {
      throw refuse(
        "attribute pads", cause: "padding of \(pad) holds a whole window",
        remedy: "padding below the size of the window is supported")
    }
    let result = try windowSizes(window, over: sizes)
    return (window, try shape([1, x.shape[1]] + result))
  }

  /// Pools whole spatial axes away, leaving 1 in each.
  mutating func globalWindow(
    over x: Operand, axes: [Int]? = nil
  ) throws(NodeRefusal) -> (WindowGeometry, Shape) {
    let sizes = try spatialSizes(of: x)
    let kernel = sizes.indices.map { axes?.contains($0 + 2) ?? true ? sizes[$0] : 1 }
    let ones = sizes.map { _ in 1 }
    let zeros = sizes.map { _ in 0 }
    let window = WindowGeometry(
      kernel: kernel, strides: ones, dilations: ones, paddingBefore: zeros, paddingAfter: zeros)
    return (window, try shape([1, x.shape[1]] + (try windowSizes(window, over: sizes))))
  }
}
