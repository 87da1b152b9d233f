import Diagnostics
import FixedPoint
import NetworkIR

/// The input of a linear operator: integers whose meaning is affine.
struct LinearInput {
  let tensor: TensorID
  let shape: Shape
  /// One entry, or one per index of `axis`.
  let scale: ChannelValues
  /// The integer that means zero, where there is one for all channels.
  let zero: Int?
  let offset: ChannelValues
  let axis: Int?
}

extension Folder {
  /// The integers that a linear operator, a pooling or a comparison reads, after all movements.
  mutating func linearInput(
    _ value: FoldedValue, at node: SourceNode
  ) throws(DiagnosticList) -> LinearInput {
    guard case .function(let function) = value else {
      if case .parts = value { throw differentScales(node) }
      throw needsQuantizer(node)
    }
    guard function.isQuantized else { throw needsQuantizer(node) }
    let flat = try affineValue(function, at: node)
    guard case .tensor(let tensor) = flat.base, let (scale, offset) = flat.affine else {
      throw needsQuantizer(node)
    }
    return LinearInput(
      tensor: tensor, shape: flat.shape, scale: scale, zero: zeroInteger(scale, offset),
      offset: offset, axis: flat.axis)
  }

  /// -offset / scale where it is one integer for all channels.
  private func zeroInteger(_ scale: ChannelValues, _ offset: ChannelValues) -> Int? {
    let negated = offset.map { -$0 }
    let count = max(scale.values.count, offset.values.count)
    guard let steps = wholeSteps(negated, scale, count: count) else { return nil }
    return steps.allSatisfy({ $0 == steps[0] }) ? steps[0] : nil
  }

  private func differentScales(_ node: SourceNode) -> DiagnosticList {
    fault(
      .notExact, at: node, "its input concatenates integers of different scales",
      remedy: "insert a quantiser after the concatenation")
  }

  /// Integer weights of a constant whose first axis is the outputs.
  func integerWeights(
    _ array: ConstantArray, rows: Int, at node: SourceNode
  ) throws(DiagnosticList) -> IntegerWeights {
    guard let weights = array.integerWeights(rows: rows) else {
      throw fault(
        .notQuantized, at: node, "weights",
        "they are not integers times one scale per output channel",
        remedy: "insert a quantiser on the weights")
    }
    guard weights.integers.allSatisfy({ abs($0) < 1 << 30 }) else {
      throw fault(
        .notExact, at: node, "weights", "a weight has more than 30 bits",
        remedy: "quantise the weights to fewer bits")
    }
    return weights
  }

  /// The value of a linear operator: accumulators of scale (input scale) * (weight scale), and a
  /// real offset that no integer bias can hold. The input's zero point is folded into the bias.
  ///
  /// - Parameter makeKind: The operator for its integer weights and bias.
  mutating func linearValue(
    at node: SourceNode, input: LinearInput, weights: IntegerWeights, inputScale: ChannelValues,
    bias: AxisValues?, shape: Shape, axis: Int, makeKind: (LinearWeights) -> OperatorKind
  ) throws(DiagnosticList) -> FoldedValue {
    let scale = inputScale * weights.scale
    let sums = (0..<weights.rows).map { weights.row($0).reduce(0, +) }
    let integerBias = sums.compactMap { sum -> Int? in
      let (product, overflow) = sum.multipliedReportingOverflow(by: -(input.zero ?? 0))
      return overflow || product.magnitude >= 1 << 31 ? nil : product
    }
    guard integerBias.count == sums.count else { throw wideBias(node) }
    var offset = ChannelValues.zero
    if input.zero == nil {
      // offset of x times the sum of the row's real weights
      let rowSums = ChannelValues(sums.map { RealNumber($0) })
      offset = input.offset * weights.scale * rowSums
    }
    let linear = LinearWeights(
      outputs: weights.rows, inputs: weights.columns, weights: weights.integers.map { Weight($0) },
      bias: integerBias)
    var pending = PendingLinear(
      kind: makeKind(linear), name: node.name, input: input.tensor, outputName: outputName(node),
      outputAxis: axis, meaning: .itself)
    if let bias {
      if let joined = pending.adding(bias: bias.values, scale: scale) {
        pending = joined
      } else {
        offset = offset + bias.values
      }
    }
    return .function(accumulators(pending, scale, offset, axis: axis, shape: shape))
  }

  private func accumulators(
    _ pending: PendingLinear, _ scale: ChannelValues, _ offset: ChannelValues, axis: Int,
    shape: Shape
  ) -> FunctionValue {
    var value = FunctionValue.integers(
      TensorID(0), shape: shape, meaning: AffineMeaning(scale: scale, offset: offset), axis: axis,
      isQuantized: false)
    var complete = pending
    complete.meaning = value.meaningOfIntegers
    value.base = .linear(complete)
    return value
  }

  private func wideBias(_ node: SourceNode) -> DiagnosticList {
    fault(
      .rangeOverflow, at: node, "its input's zero point times its weights exceeds 32 bits",
      remedy: "quantise weights or input to fewer bits")
  }
}
