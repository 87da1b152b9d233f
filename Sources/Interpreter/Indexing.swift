import NetworkIR

extension Shape {
  /// The index along each axis of the element at a row-major position.
  func coordinates(of position: Int) -> [Int] {
    zip(strides, dimensions).map { position / $0 % $1 }
  }

  /// The row-major position of the element at the index along each axis.
  func position(of coordinates: [Int]) -> Int {
    zip(strides, coordinates).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// The positions along an axis, one list per line of the tensor in that direction, row-major.
  func lines(along axis: Int) -> [[Int]] {
    let stride = strides[axis]
    return (0..<elementCount)
      .filter { $0 / stride % self[axis] == 0 }
      .map { start in (0..<self[axis]).map { start + $0 * stride } }
  }
}
