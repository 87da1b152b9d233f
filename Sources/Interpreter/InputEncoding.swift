import Diagnostics
import FixedPoint
import NetworkIR

extension ReferenceInterpreter {
  /// The integers of a float32 input, by the file's own float32 steps (rule A20).
  ///
  /// - Parameters:
  ///   - values: The elements, row-major.
  ///   - index: Which of the network's inputs.
  /// - Throws: E0103 where the count is wrong, an element or intermediate value is NaN, the result
  ///   is no integer of the input's range, or the input does not take float32.
  package func encode(_ values: [Float], input index: Int) throws(DiagnosticList) -> [Int] {
    guard network.inputs.indices ~= index else {
      throw Diagnostic(
        .badArray, at: .nowhere,
        cause: "there is no input \(index); the network has \(network.inputs.count)",
        remedy: "give one array per input"
      ).alone
    }
    let input = network.inputs[index]
    let tensor = network[input.tensor]
    switch input.encoding {
    case .integers, .samples:
      throw Diagnostic(
        .badArray, at: .tensor(tensor.name), cause: "the input takes integers, not float32",
        remedy: "give integers in \(tensor.range)"
      ).alone
    case .float32(let steps):
      return try encode(values, tensor, steps)
    }
  }

  private func encode(
    _ values: [Float], _ tensor: Tensor, _ steps: [FloatStep]
  ) throws(DiagnosticList) -> [Int] {
    guard values.count == tensor.shape.elementCount else {
      throw Diagnostic(
        .badArray, at: .tensor(tensor.name),
        cause: "its shape \(tensor.shape) needs \(tensor.shape.elementCount) elements and "
          + "\(values.count) were given",
        remedy: "give an array of the input's shape"
      ).alone
    }
    var integers: [Int] = []
    integers.reserveCapacity(values.count)
    for (position, value) in values.enumerated() {
      let result = steps.reduce(value) { $1.applied(to: $0, position, tensor.shape) }
      guard let integer = Int(exactly: result), tensor.range.contains(integer) else {
        throw encodingFault(value, at: position, gives: result, tensor).alone
      }
      integers.append(integer)
    }
    return integers
  }

  private func encodingFault(
    _ value: Float, at position: Int, gives result: Float, _ tensor: Tensor
  ) -> Diagnostic {
    let cause =
      result.isNaN
      ? "element \(position) is \(value), which its quantiser turns into NaN"
      : "element \(position) is \(value), which its quantiser turns into \(result), no integer of "
        + "\(tensor.range)"
    return Diagnostic(
      .badArray, at: .tensor(tensor.name), cause: cause,
      remedy: value.isFinite ? "check the input's quantiser" : "give finite numbers")
  }
}

extension FloatStep {
  /// One float32 operation, rounded to nearest even as IEEE 754 says.
  fileprivate func applied(to x: Float, _ position: Int, _ shape: Shape) -> Float {
    switch self {
    case .add(let parameter): x + parameter.value(position, shape)
    case .subtract(let parameter): x - parameter.value(position, shape)
    case .subtractFrom(let parameter): parameter.value(position, shape) - x
    case .multiply(let parameter): x * parameter.value(position, shape)
    case .divide(let parameter): x / parameter.value(position, shape)
    case .clamp(let lower, let upper): x.isNaN ? x : min(max(x, lower), upper)
    case .round(let rounding): rounded(x, rounding)
    case .bipolar: x.isNaN ? x : (x >= 0 ? 1 : -1)
    }
  }
}

extension FloatParameter {
  fileprivate func value(_ position: Int, _ shape: Shape) -> Float {
    guard let axis else { return values[0] }
    return values[position / shape.strides[axis] % shape[axis]]
  }
}

/// A4 to A9 on float32. The rules that IEEE 754 does not name compare the fraction x - floor(x)
/// with 1/2; that difference may be rounded, but only for -1/2 < x < 0, where it stays at or above
/// 1/2. The two that act on the magnitude add or take 1/2 in float32, as QONNX executors do (A20).
private func rounded(_ x: Float, _ rounding: Rounding) -> Float {
  let below = x.rounded(.down)
  let fraction = x - below
  switch rounding {
  case .floor: return below
  case .ceiling: return x.rounded(.up)
  case .towardZero: return x.rounded(.towardZero)
  case .awayFromZero: return x.rounded(.awayFromZero)
  case .halfUp: return fraction >= 0.5 ? below + 1 : below
  case .halfAwayFromZero:
    return Float(signOf: x, magnitudeOf: (x.magnitude + 0.5).rounded(.down))
  case .halfTowardZero:
    return Float(signOf: x, magnitudeOf: (x.magnitude - 0.5).rounded(.up))
  case .halfToEven: return x.rounded(.toNearestOrEven)
  }
}
