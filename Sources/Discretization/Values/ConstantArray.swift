import BigInt
import FixedPoint
import NetworkIR

/// Real numbers that are known at compile time, row-major.
struct ConstantArray: Sendable {
  enum Storage: Sendable {
    /// The file's own values.
    case file(SourceConstant)
    case exact([RealNumber])
    /// Integers times a scale, one or one per index of an axis: quantised weights.
    case scaled(integers: [Int], scale: AxisValues)
  }

  let shape: Shape
  let storage: Storage

  init(_ shape: Shape, _ storage: Storage) {
    self.shape = shape
    self.storage = storage
  }

  var count: Int { shape.elementCount }

  /// The exact value of an element.
  func value(at index: Int) -> RealNumber {
    switch storage {
    case .file(.real(let values)): return RealNumber(Rational(exactly: values[index]) ?? .zero)
    case .file(.integer(let values)): return RealNumber(values[index])
    case .exact(let values): return values[index]
    case .scaled(let integers, let scale):
      return scaleValue(scale, at: index) * Rational(integers[index])
    }
  }

  var values: [RealNumber] { (0..<count).map { value(at: $0) } }

  /// The only element, where there is one.
  var scalar: RealNumber? { count == 1 ? value(at: 0) : nil }

  /// The elements as float32, the nearest where they are not.
  var floats: [Float] {
    if case .file(.real(let values)) = storage { return values.map { Float($0) } }
    return values.map(\.nearestSingle)
  }

  /// The elements as integers, where they all are.
  var integers: [Int]? {
    if case .file(.integer(let values)) = storage { return values }
    let integers = values.compactMap { $0.integer.flatMap { Int(exactly: $0) } }
    return integers.count == count ? integers : nil
  }

  private func scaleValue(_ scale: AxisValues, at index: Int) -> RealNumber {
    guard let axis = scale.axis else { return scale.values[0] }
    return scale.values[index / shape.strides[axis] % shape[axis]]
  }

  /// The array with every element taken from an index of this one; an axis with scales must be
  /// mapped as well.
  func gathered(_ sources: [Int], shape new: Shape, movedAxis: (Int) -> MovedAxis?) -> ConstantArray
  {
    switch storage {
    case .file(.real(let values)):
      return ConstantArray(new, .file(.real(sources.map { values[$0] })))
    case .file(.integer(let values)):
      return ConstantArray(new, .file(.integer(sources.map { values[$0] })))
    case .exact(let values): return ConstantArray(new, .exact(sources.map { values[$0] }))
    case .scaled(let integers, let scale):
      let moved = sources.map { integers[$0] }
      guard let axis = scale.axis else {
        return ConstantArray(new, .scaled(integers: moved, scale: scale))
      }
      guard let target = movedAxis(axis) else {
        return ConstantArray(new, .exact(sources.map { value(at: $0) }))
      }
      let values = scale.values.gathered(target.sources)
      return ConstantArray(
        new, .scaled(integers: moved, scale: AxisValues(axis: target.axis, values: values)))
    }
  }

  /// The array as a parameter of an elementwise step on a tensor of some shape, broadcast as ONNX
  /// says; nil where it varies along more than one axis or is larger than the tensor.
  func channelValues(for target: Shape) -> AxisValues? {
    let values = values
    let padding = target.rank - shape.rank
    let wide = shape.dimensions.indices.filter { shape[$0] > 1 }
    if ChannelValues(values).isUniform {
      guard wide.allSatisfy({ $0 + padding >= 0 && target[$0 + padding] == shape[$0] }) else {
        return nil
      }
      return AxisValues(axis: nil, values: ChannelValues(values[0]))
    }
    for axis in wide {
      guard axis + padding >= 0, target[axis + padding] == shape[axis] else { return nil }
      let stride = shape.strides[axis]
      let slice = (0..<shape[axis]).map { values[$0 * stride] }
      let varies = values.indices.contains { values[$0] != slice[$0 / stride % shape[axis]] }
      if !varies { return AxisValues(axis: axis + padding, values: ChannelValues(slice)) }
    }
    return nil
  }
}
