extension NumpyElements {
  /// The elements of a Fortran-ordered array of the shape, in row-major order.
  func inRowMajorOrder(_ shape: [Int]) -> NumpyElements {
    switch self {
    case .boolean(let values): .boolean(rowMajor(values, shape))
    case .int8(let values): .int8(rowMajor(values, shape))
    case .uint8(let values): .uint8(rowMajor(values, shape))
    case .int16(let values): .int16(rowMajor(values, shape))
    case .uint16(let values): .uint16(rowMajor(values, shape))
    case .int32(let values): .int32(rowMajor(values, shape))
    case .uint32(let values): .uint32(rowMajor(values, shape))
    case .int64(let values): .int64(rowMajor(values, shape))
    case .uint64(let values): .uint64(rowMajor(values, shape))
    case .float16(let values): .float16(rowMajor(values, shape))
    case .float32(let values): .float32(rowMajor(values, shape))
    case .float64(let values): .float64(rowMajor(values, shape))
    }
  }
}

/// In Fortran order the first axis is the innermost one.
private func rowMajor<Element>(_ values: [Element], _ shape: [Int]) -> [Element] {
  values.indices.map { position in
    var rest = position
    var coordinates: [Int] = []
    for dimension in shape.reversed() {
      coordinates.append(rest % dimension)
      rest /= dimension
    }
    // The last axis' index came first; Fortran's position folds from the last axis to the first.
    return values[zip(coordinates, shape.reversed()).reduce(0) { $0 * $1.1 + $1.0 }]
  }
}
