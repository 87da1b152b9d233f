import FixedPoint
import NetworkIR

/// Elements of a constant where they stand in flash, in another order or several times each: what
/// reshapes, slices and transpositions of constants give.
struct ConstantView: Hashable {
  /// The constant's own tensor and elements.
  let tensor: Tensor
  let elements: [Int]
  /// The place of the view's first element.
  let start: Int
  let shape: Shape
  /// How far the next element along each axis is.
  let strides: [Int]

  private init(
    _ tensor: Tensor, _ elements: [Int], start: Int, shape: Shape, strides: [Int]
  ) {
    self.tensor = tensor
    self.elements = elements
    self.start = start
    self.shape = shape
    self.strides = strides
  }

  init(_ tensor: Tensor, _ constant: ConstantTensor) {
    self.init(
      tensor, constant.elements, start: 0, shape: constant.shape, strides: constant.shape.strides)
  }

  /// Whether the elements stand in row-major order.
  var isContiguous: Bool {
    zip(shape.dimensions, zip(strides, shape.strides)).allSatisfy { $0 == 1 || $1.0 == $1.1 }
  }

  func sliced(_ slice: Slice) -> ConstantView {
    ConstantView(
      tensor, elements, start: zip(slice.starts, strides).reduce(start) { $0 + $1.0 * $1.1 },
      shape: Shape(slice.sizes), strides: zip(slice.steps, strides).map { $0 * $1 })
  }

  func transposed(_ permutation: [Int]) -> ConstantView {
    ConstantView(
      tensor, elements, start: start, shape: Shape(permutation.map { shape[$0] }),
      strides: permutation.map { strides[$0] })
  }

  /// nil where no strides reach the elements.
  func reshaped(to shape: Shape) -> ConstantView? {
    isContiguous
      ? ConstantView(tensor, elements, start: start, shape: shape, strides: shape.strides) : nil
  }
}

extension OperatorKind {
  /// Whether the operator's kernel can read the constant where it stands. Reshapes, slices and
  /// transpositions give views and have no kernels then.
  func reads(_ view: ConstantView) -> Bool {
    switch self {
    case .mappedSum, .product, .extremum, .concatenate: true
    case .requantize(let requantize): view.isContiguous || requantize.functions.count == 1
    case .dilate: view.isContiguous
    case .dense, .convolution, .maxPool, .sumPool, .reshape, .transpose, .slice, .pad, .argMax,
      .topK, .reduce, .softmax, .recurrence, .constant:
      false
    }
  }
}
