import FixedPoint

/// The meaning of a source node. Spellings are already unified: QLinearConv, say, arrives as
/// dequantize, convolution, quantizeLinear. Inputs in the order named in each comment.
package enum SourceOperation: Hashable, Sendable {
  /// x, scale, zero point, bit width: QONNX Quant or IntQuant; real to real on a grid.
  case quantize(QuantizeAttributes)
  /// x, scale: QONNX BipolarQuant; scale where x >= 0, else -scale.
  case bipolarQuantize
  /// x, scale, zero point, input bit width, output bit width (version 1), and the output scale
  /// before the output bit width in version 2: QONNX Trunc.
  case truncate(TruncateAttributes)
  /// x, scale, exponent bit width, mantissa bit width, exponent bias, maximum value: QONNX
  /// FloatQuant.
  case floatQuantize(FloatQuantizeAttributes)
  /// x, scale, zero point: ONNX QuantizeLinear; gives integers of the output tensor's type:
  /// saturate(round half to even(x / scale) + zero point). Scale and zero point per tensor or along
  /// the axis.
  case quantizeLinear(axis: Int)
  /// x, scale, zero point: ONNX DequantizeLinear; (x - zero point) * scale.
  case dequantizeLinear(axis: Int)

  /// x, weights [outputs, inputs / groups, kernel…], optional bias [outputs]; x is [1, inputs,
  /// spatial…].
  case convolution(WindowGeometry, groups: Int)
  /// a [..., n, k], b [k, m] or [..., k, m]: matrix product over the last two axes.
  case matrixMultiply
  /// x, scale, bias, mean, variance, each [channels] along axis 1.
  case batchNormalization(epsilon: Float)

  /// a, b with broadcasting.
  case arithmetic(Arithmetic)
  /// x: the same real function for every element.
  case pointwise(PointwiseFunction)

  /// x [1, channels, spatial…]; padding never wins.
  case maxPool(WindowGeometry)
  /// x [1, channels, spatial…].
  case averagePool(WindowGeometry, countsPadding: Bool)

  /// x: the output tensor's shape says to what.
  case reshape
  case transpose(permutation: [Int])
  /// Any number of inputs.
  case concatenate(axis: Int)
  /// x: constant padding.
  case pad(before: [Int], after: [Int], value: Double)
  /// x: y[i] = x[start + i * step] along each axis; the output tensor's shape says how many.
  case slice(starts: [Int], steps: [Int])
  /// x: the element type changes, the values do not (a cast that could change a value is refused at
  /// import).
  case cast
  case identity

  /// x: index of the largest along the axis; ties go to the lowest index, or the highest where
  /// `selectsLast`.
  case argMax(axis: Int, keepsAxis: Bool, selectsLast: Bool)
  case softmax(axis: Int)
  /// x: outputs are the values and the indices of the k largest, sorted, ties by lowest index.
  case topK(count: Int, axis: Int)

  /// Sequences [steps, ...], then what each state holds before the first step; outputs: sequences
  /// [steps, ...], then what each state holds after the last one.
  case recurrence(SourceRecurrence)
}

/// A network that runs once per index of the first axis of its sequences (rule A36).
///
/// The body's inputs are one step of each sequence, with a first axis of size 1, then the states; its
/// outputs are one step of each output, then the states' next elements.
package struct SourceRecurrence: Hashable, Sendable {
  package let body: SourceNetwork
  package let steps: Int
  package let stateCount: Int

  package init(body: SourceNetwork, steps: Int, stateCount: Int) {
    self.body = body
    self.steps = steps
    self.stateCount = stateCount
  }

  package var sequenceCount: Int { body.inputs.count - stateCount }
  package var outputCount: Int { body.outputs.count - stateCount }
}

/// Attributes of QONNX Quant / IntQuant. The reference divides, adds the zero point, clamps, then
/// rounds.
package struct QuantizeAttributes: Hashable, Sendable {
  package let isSigned: Bool
  package let isNarrow: Bool
  package let rounding: Rounding

  package init(isSigned: Bool, isNarrow: Bool, rounding: Rounding) {
    self.isSigned = isSigned
    self.isNarrow = isNarrow
    self.rounding = rounding
  }
}

/// Attributes of QONNX Trunc; the two versions of the operator differ (docs/operators.md).
package struct TruncateAttributes: Hashable, Sendable {
  package let version: Int
  package let isSigned: Bool
  package let isNarrow: Bool
  package let rounding: Rounding

  package init(version: Int, isSigned: Bool, isNarrow: Bool, rounding: Rounding) {
    self.version = version
    self.isSigned = isSigned
    self.isNarrow = isNarrow
    self.rounding = rounding
  }
}

/// Attributes of QONNX FloatQuant.
package struct FloatQuantizeAttributes: Hashable, Sendable {
  package let hasInfinity: Bool
  package let hasNaN: Bool
  package let hasSubnormal: Bool
  package let saturates: Bool
  package let rounding: Rounding

  package init(
    hasInfinity: Bool, hasNaN: Bool, hasSubnormal: Bool, saturates: Bool, rounding: Rounding
  ) {
    self.hasInfinity = hasInfinity
    self.hasNaN = hasNaN
    self.hasSubnormal = hasSubnormal
    self.saturates = saturates
    self.rounding = rounding
  }
}

package enum Arithmetic: String, Hashable, Sendable, CaseIterable {
  case add, subtract, multiply, divide, power
}

/// A real function of one variable.
package enum PointwiseFunction: Hashable, Sendable {
  case relu
  case clip(lower: Double?, upper: Double?)
  case leakyRelu(slope: Float)
  /// max(0, min(1, slope * x + offset)).
  case hardSigmoid(slope: Float, offset: Float)
  /// x * max(0, min(1, x / 6 + 1/2)).
  case hardSwish
  case sigmoid, tanh, softsign, softplus, erf, exp, log, sqrt, reciprocal, absolute, negate
  case floor, ceiling, round
  /// alpha * (exp(x) - 1) below zero.
  case elu(alpha: Float)
  /// Scale gamma, alpha as ONNX Selu.
  case selu(alpha: Float, gamma: Float)
  /// Exact form x/2 * (1 + erf(x / sqrt 2)), or the tanh approximation.
  case gelu(isTanhApproximation: Bool)
  /// -1, 0 or 1.
  case sign
}
