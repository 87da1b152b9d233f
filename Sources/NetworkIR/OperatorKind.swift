import FixedPoint

/// What a network operator computes; each is an exact function of integers, defined in
/// docs/arithmetic.md and by the interpreter. There is no multiplication by data.
package enum OperatorKind: Hashable, Sendable {
  /// x [..., inputs] to [..., outputs]: bias + sum of weight * x along the last axis (rule A10).
  case dense(LinearWeights)
  /// x [1, channels, spatial…] to [1, outputs, spatial…] (rule A11).
  case convolution(Convolution)
  /// Each element through an exact integer function, per tensor or per channel (rules A12 to A16).
  case requantize(Requantize)
  /// Any number of inputs of one shape: the sum of each input's map (rule A17).
  case mappedSum([AddendMap])
  /// Largest in the window; padding never wins (rule A18).
  case maxPool(WindowGeometry)
  /// Sum over the window; padding counts as `paddingValue` (rule A18).
  case sumPool(WindowGeometry, paddingValue: Int)
  /// Same elements, the output's shape (rule A19), as the four below.
  case reshape
  case transpose(permutation: [Int])
  case concatenate(axis: Int)
  /// Constant padding with an integer.
  case pad(before: [Int], after: [Int], value: Int)
  /// Index of the largest along the axis, which stays with size 1; ties to the lowest index, or the
  /// highest.
  case argMax(axis: Int, selectsLast: Bool)
  /// Two outputs: the largest `count` values along the axis in descending order, ties by lowest
  /// index; their indices.
  case topK(count: Int, axis: Int)
  /// Two inputs of one shape, element by element: (x0 + offsets[0]) * (x1 + offsets[1]) (rule A31).
  case product(offsets: [Int])
  /// Two inputs of one shape, element by element: the smaller or the larger (rule A32).
  case extremum(Extremum)
  /// y[i] = x[starts + i * steps] along each axis, the output's shape being `sizes`; a step of 0
  /// repeats an element, a negative one walks backwards (rule A19).
  case slice(Slice)
  /// Elements of the input `factors` apart along each axis, the value between them (rule A19).
  case dilate(factors: [Int], value: Int)
  /// The sum or the extreme over all elements along the axes, which stay with size 1 (rule A33).
  case reduce(Reduction, axes: [Int])
  /// Along the last axis (rules A34, A35).
  case softmax(Softmax)
  /// A network run once per index of the first axis, its state carried from one step to the next
  /// (rule A36).
  case recurrence(Recurrence)
  /// No inputs: the same elements in every run (rule A37).
  case constant(ConstantTensor)
}

/// The matrix of a linear operator: `outputs` rows of `inputs` weights, row-major, and a bias per
/// row.
package struct LinearWeights: Hashable, Sendable {
  package let outputs: Int
  package let inputs: Int
  package let weights: [Weight]
  package let bias: [Int]

  package init(outputs: Int, inputs: Int, weights: [Weight], bias: [Int]) {
    self.outputs = outputs
    self.inputs = inputs
    self.weights = weights
    self.bias = bias
  }

  package func row(_ output: Int) -> ArraySlice<Weight> {
    weights[output * inputs..<(output + 1) * inputs]
  }
}

/// A convolution with one or two spatial axes. Row o of `linear` holds the weights of output
/// channel o, ordered [input channel within the group, kernel positions row-major]. Padding counts
/// as `paddingValue` (the integer that means zero).
package struct Convolution: Hashable, Sendable {
  package let geometry: WindowGeometry
  package let groups: Int
  package let paddingValue: Int
  package let linear: LinearWeights

  package init(
    geometry: WindowGeometry, groups: Int, paddingValue: Int, linear: LinearWeights
  ) {
    self.geometry = geometry
    self.groups = groups
    self.paddingValue = paddingValue
    self.linear = linear
  }
}

/// An exact integer function of each element: one function, or one per index of `axis`.
package struct Requantize: Hashable, Sendable {
  package let axis: Int?
  package let functions: [RequantizeFunction]

  package init(axis: Int? = nil, functions: [RequantizeFunction]) {
    self.axis = axis
    self.functions = functions
  }
}

/// The kinds of requantisation.
package enum RequantizeFunction: Hashable, Sendable {
  /// clamp(round(x / 2^bits)) (rule A12).
  case shift(bits: Int, rounding: Rounding, clamp: IntegerRange)
  /// table[x] (rule A13).
  case table(LookupTable)
  /// table[floor(x / 2^bits)] (rule A14).
  case shiftThenTable(bits: Int, LookupTable)
  /// The value of the step that x stands on (rule A15).
  case steps(StepFunction)
  /// clamp(floor((x * multiplier + addend) / 2^bits)), the multiplier as signed digits (rule A16).
  case chain(ShiftAddChain)
  /// TensorFlow Lite's fixed-point multiplier (rules A25 to A27).
  case multiplier(FixedPointMultiplier)
  /// The first where x + inputOffset < 0, else the second (rule A28).
  case bySign(negative: FixedPointMultiplier, other: FixedPointMultiplier)
  /// clamp(round((x + inputOffset) / divisor) + outputOffset) (rule A29).
  case quotient(Quotient)
  /// A function given at equal distances and straight between (rule A30).
  case curve(InterpolatedCurve)
}

/// Values for the consecutive integers from `first` on. An index below the first takes the first
/// entry, one above the last takes the last (rule A13).
package struct LookupTable: Hashable, Sendable {
  package let first: Int
  package let entries: [Int]

  package init(first: Int, entries: [Int]) {
    self.first = first
    self.entries = entries
  }
}

/// A piecewise constant function: `values[n]`, where n is the number of thresholds that are <= x.
/// Thresholds strictly ascend; there is one value more than thresholds.
package struct StepFunction: Hashable, Sendable {
  package let thresholds: [Int]
  package let values: [Int]

  package init(thresholds: [Int], values: [Int]) {
    self.thresholds = thresholds
    self.values = values
  }
}

/// clamp(floor((x * multiplier + addend) / 2^bits)).
package struct ShiftAddChain: Hashable, Sendable {
  package let multiplier: Weight
  package let addend: Int
  package let bits: Int
  package let clamp: IntegerRange

  package init(multiplier: Weight, addend: Int, bits: Int, clamp: IntegerRange) {
    self.multiplier = multiplier
    self.addend = addend
    self.bits = bits
    self.clamp = clamp
  }
}

/// What an addend contributes to a mapped sum.
package enum AddendMap: Hashable, Sendable {
  /// weight * x.
  case weighted(Weight)
  case table(LookupTable)
}
