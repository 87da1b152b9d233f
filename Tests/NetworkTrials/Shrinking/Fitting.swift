import FixedPoint
import NetworkIR

extension OperatorKind {
  /// The operator for inputs of smaller shapes: what does not fit is left out. Where nothing can be
  /// left out, the operator as it is.
  func fitted(to shapes: [Shape]) -> OperatorKind {
    guard let shape = shapes.first else { return self }
    switch self {
    case .dense(let linear):
      return .dense(linear.takingInputs { $0 < (shape.dimensions.last ?? 0) })
    case .convolution(let convolution): return .convolution(convolution.fitted(to: shape))
    case .requantize(let requantize):
      guard let axis = requantize.axis, axis < shape.rank else { return self }
      return .requantize(
        Requantize(axis: axis, functions: Array(requantize.functions.prefix(shape[axis]))))
    case .slice(let slice):
      return slice.starts.count == shape.rank ? .slice(slice.fitted(to: shape)) : self
    case .topK(let count, let axis):
      return axis < shape.rank ? .topK(count: min(count, shape[axis]), axis: axis) : self
    case .recurrence(let recurrence):
      return .recurrence(
        Recurrence(body: recurrence.body, steps: shape.rank > 0 ? shape[0] : recurrence.steps))
    case .mappedSum, .maxPool, .sumPool, .reshape, .transpose, .concatenate, .pad, .argMax,
      .product, .extremum, .dilate, .reduce, .softmax, .constant:
      return self
    }
  }
}

extension Shape {
  /// A shape of so many elements, as much like this one as can be.
  func fitted(to count: Int) -> Shape {
    guard elementCount != count else { return self }
    for axis in dimensions.indices {
      let others = elementCount / dimensions[axis]
      guard count % others == 0 else { continue }
      var changed = dimensions
      changed[axis] = count / others
      return Shape(changed)
    }
    return rank == 0 ? self : Shape([Int](repeating: 1, count: rank - 1) + [count])
  }
}

extension LinearWeights {
  func takingInputs(where isKept: (Int) -> Bool) -> LinearWeights {
    let columns = (0..<inputs).filter(isKept)
    return LinearWeights(
      outputs: outputs, inputs: columns.count,
      weights: (0..<outputs).flatMap { row in columns.map { weights[row * inputs + $0] } },
      bias: bias)
  }

  func takingRows(where isKept: (Int) -> Bool) -> LinearWeights {
    let rows = (0..<outputs).filter(isKept)
    return LinearWeights(
      outputs: rows.count, inputs: inputs, weights: rows.flatMap { Array(row($0)) },
      bias: rows.map { bias[$0] })
  }
}

extension Convolution {
  fileprivate func fitted(to shape: Shape) -> Convolution {
    guard 3...4 ~= shape.rank, geometry.spatialRank == shape.rank - 2 else { return self }
    let channels = geometry.channels(of: shape)
    let taps = geometry.kernelCount
    let perGroup = linear.inputs / taps
    guard groups > 1, channels % perGroup == 0, channels / perGroup <= groups else {
      return Convolution(
        geometry: geometry, groups: groups, paddingValue: paddingValue,
        linear: linear.takingInputs { $0 / taps < channels / groups })
    }
    let kept = channels / perGroup, rows = linear.outputs / groups
    return Convolution(
      geometry: geometry, groups: kept, paddingValue: paddingValue,
      linear: linear.takingRows { $0 / rows < kept })
  }

  /// With the kernel cut to the first positions along each axis.
  func cutting(to kernel: [Int]) -> Convolution {
    let old = geometry.kernel
    func isKept(_ tap: Int) -> Bool {
      var rest = tap
      for axis in old.indices.reversed() {
        guard rest % old[axis] < kernel[axis] else { return false }
        rest /= old[axis]
      }
      return true
    }
    let taps = geometry.kernelCount
    return Convolution(
      geometry: geometry.changed(kernel: kernel), groups: groups, paddingValue: paddingValue,
      linear: linear.takingInputs { isKept($0 % taps) })
  }

  func with(
    _ geometry: WindowGeometry? = nil, linear: LinearWeights? = nil, paddingValue: Int? = nil
  ) -> Convolution {
    Convolution(
      geometry: geometry ?? self.geometry, groups: groups,
      paddingValue: paddingValue ?? self.paddingValue, linear: linear ?? self.linear)
  }
}

extension WindowGeometry {
  func changed(
    kernel: [Int]? = nil, strides: [Int]? = nil, dilations: [Int]? = nil, before: [Int]? = nil,
    after: [Int]? = nil
  ) -> WindowGeometry {
    WindowGeometry(
      kernel: kernel ?? self.kernel, strides: strides ?? self.strides,
      dilations: dilations ?? self.dilations, paddingBefore: before ?? paddingBefore,
      paddingAfter: after ?? paddingAfter, layout: layout)
  }
}

extension Slice {
  fileprivate func fitted(to shape: Shape) -> Slice {
    var result = (starts: starts, sizes: sizes)
    for axis in starts.indices {
      let start = min(starts[axis], shape[axis] - 1), step = steps[axis]
      let distance = step > 0 ? shape[axis] - 1 - start : start
      result.starts[axis] = start
      if step != 0 { result.sizes[axis] = min(sizes[axis], distance / abs(step) + 1) }
    }
    return Slice(starts: result.starts, steps: steps, sizes: result.sizes)
  }
}
