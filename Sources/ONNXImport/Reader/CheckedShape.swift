import Diagnostics
import NetworkIR

/// Why dimensions do not make a shape.
enum ShapeFault: Error, Hashable, Sendable {
  case negative(Int)
  case tooLarge([Int])
  case tooManyDimensions(Int)
}

extension ShapeFault {
  func diagnostic(at place: Place) -> Diagnostic {
    switch self {
    case .negative(let dimension):
      Diagnostic(
        .inconsistentModel, at: place, cause: "a dimension is \(dimension)",
        remedy: "export the model again")
    case .tooLarge(let dimensions):
      Diagnostic(
        .tooLarge, at: place,
        cause: "its shape \(describe(dimensions)) is too large",
        remedy: "tensors of up to \(ImportLimits.tensorElements) elements are read")
    case .tooManyDimensions(let rank):
      Diagnostic(
        .tooLarge, at: place, cause: "it has \(rank) dimensions",
        remedy: "tensors of up to \(ImportLimits.rank) dimensions are read")
    }
  }

  private func describe(_ dimensions: [Int]) -> String {
    "[" + dimensions.map(String.init).joined(separator: "x") + "]"
  }
}

/// The shape, if every dimension is at least 0 and the elements stay within the limits. Zero-sized
/// shapes pass.
func checkedShape(_ dimensions: [Int]) -> Result<Shape, ShapeFault> {
  guard dimensions.count <= ImportLimits.rank else {
    return .failure(.tooManyDimensions(dimensions.count))
  }
  if let negative = dimensions.first(where: { $0 < 0 }) { return .failure(.negative(negative)) }
  var count = 1
  for dimension in dimensions {
    // Both factors are below 2^31, so the product fits 64 bits.
    guard dimension <= ImportLimits.dimension else { return .failure(.tooLarge(dimensions)) }
    count *= max(dimension, 1)
    guard count <= ImportLimits.tensorElements else { return .failure(.tooLarge(dimensions)) }
  }
  return .success(Shape(dimensions))
}
