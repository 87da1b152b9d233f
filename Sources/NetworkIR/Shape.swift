/// The dimensions of a tensor, outermost first; elements are stored row-major. A scalar has no
/// dimensions.
package struct Shape: Hashable, Sendable {
  package let dimensions: [Int]

  /// - Precondition: every dimension is at least 0; the product fits `Int` (importers check both
  ///   first).
  package init(_ dimensions: [Int]) { self.dimensions = dimensions }

  package static let scalar = Shape([])

  package var rank: Int { dimensions.count }
  package var elementCount: Int { dimensions.reduce(1, *) }

  package subscript(axis: Int) -> Int { dimensions[axis] }

  /// How many elements lie between neighbours along each axis.
  package var strides: [Int] {
    var strides = [Int](repeating: 1, count: rank)
    for axis in dimensions.indices.dropLast().reversed() {
      strides[axis] = strides[axis + 1] * dimensions[axis + 1]
    }
    return strides
  }
}

extension Shape: CustomStringConvertible {
  package var description: String { "[" + dimensions.map(String.init).joined(separator: "x") + "]" }
}
