import Diagnostics
import FixedPoint

/// The shapes and smallest proved ranges of an operator's outputs (rules A10 to A19, A25 to A37),
/// for inputs of the given shapes whose elements take every value of their ranges independently.
///
/// - Parameters:
///   - name: The node that diagnostics point to.
///   - shape: The output's shape; only a reshape needs one.
///   - allowsWide: Whether sums of a linear operator may leave 32 bits, for a reader by A25 to A27.
/// - Throws: E0502 for every broken rule of shape or payload, E0501 where a range leaves 32 bits.
package func inferOutputs(
  of kind: OperatorKind, name: String, inputs: [TensorFacts], reshapedTo shape: Shape? = nil,
  allowsWide: Bool = false
) throws(DiagnosticList) -> [TensorFacts] {
  let place = Place.node(name: name, operator: kind.keyword)
  let faults = kind.payloadFaults.map(InferenceFailure.payload) + arityFaults(kind, inputs.count)
  guard faults.isEmpty else {
    throw DiagnosticList(faults.map { $0.diagnostic(at: place) })
  }
  do throws(InferenceFailure) {
    let outputs = try infer(kind, inputs, reshapedTo: shape)
    for output in outputs {
      try checkSize(output.shape)
      try checkStorage(output.range, of: kind, inputs, allowsWide: allowsWide)
    }
    return outputs
  } catch {
    throw error.diagnostic(at: place).alone
  }
}

private func arityFaults(_ kind: OperatorKind, _ found: Int) -> [InferenceFailure] {
  switch kind.inputCount {
  case .exactly(let expected):
    found == expected ? [] : [.shape("it takes \(counted(expected, "input")) and has \(found)")]
  case .atLeastOne:
    found >= 1 ? [] : [.shape("it takes at least 1 input and has none")]
  }
}

private func infer(
  _ kind: OperatorKind, _ inputs: [TensorFacts], reshapedTo shape: Shape?
) throws(InferenceFailure) -> [TensorFacts] {
  // An operator without inputs reads none.
  let input = inputs.first ?? TensorFacts(shape: .scalar, range: IntegerRange(exactly: 0))
  switch kind {
  case .dense(let weights): return [try inferDense(weights, input)]
  case .convolution(let convolution): return [try inferConvolution(convolution, input)]
  case .requantize(let requantize): return [try inferRequantize(requantize, input)]
  case .mappedSum(let maps): return [try inferMappedSum(maps, inputs)]
  case .maxPool(let geometry): return [try inferMaxPool(geometry, input)]
  case .sumPool(let geometry, let paddingValue):
    return [try inferSumPool(geometry, paddingValue: paddingValue, input)]
  case .reshape: return [try inferReshape(input, to: shape)]
  case .transpose(let permutation): return [try inferTranspose(permutation, input)]
  case .concatenate(let axis): return [try inferConcatenate(axis: axis, inputs)]
  case .pad(let before, let after, let value):
    return [try inferPad(before: before, after: after, value: value, input)]
  case .argMax(let axis, let selectsLast):
    return [try inferArgMax(axis: axis, selectsLast: selectsLast, input)]
  case .topK(let count, let axis): return try inferTopK(count: count, axis: axis, input)
  case .product(let offsets): return [try inferProduct(offsets: offsets, inputs)]
  case .extremum(let extremum): return [try inferExtremum(extremum, inputs)]
  case .slice(let slice): return [try inferSlice(slice, input)]
  case .dilate(let factors, let value):
    return [try inferDilate(factors: factors, value: value, input)]
  case .reduce(let reduction, let axes): return [try inferReduce(reduction, axes: axes, input)]
  case .softmax(let softmax): return [try inferSoftmax(softmax, input)]
  case .recurrence(let recurrence): return try inferRecurrence(recurrence, inputs)
  case .constant(let constant): return [inferConstant(constant)]
  }
}

private func checkSize(_ shape: Shape) throws(InferenceFailure) {
  guard shape.boundedElementCount != nil else {
    throw .shape(
      "its output would have the shape \(shape); each dimension must be at least 1 and all "
        + "together at most \(NetworkLimit.elements) elements")
  }
}

private func checkStorage(
  _ range: IntegerRange, of kind: OperatorKind, _ inputs: [TensorFacts], allowsWide: Bool
) throws(InferenceFailure) {
  switch kind {
  case .dense(let linear):
    try checkSums(range, of: linear, input: inputs[0].range, allowsWide: allowsWide)
  case .convolution(let convolution):
    let visible = convolution.geometry.visibleRange(
      of: inputs[0].range, paddingValue: convolution.paddingValue)
    try checkSums(range, of: convolution.linear, input: visible, allowsWide: allowsWide)
  case .requantize, .mappedSum, .maxPool, .sumPool, .reshape, .transpose, .concatenate, .pad,
    .argMax, .topK, .product, .extremum, .slice, .dilate, .reduce, .softmax, .constant, .recurrence:
    try checkWord(range, accumulates: kind.accumulates)
  }
}

func checkWord(_ range: IntegerRange, accumulates: Bool) throws(InferenceFailure) {
  if accumulates && !IntegerType.int32.range.contains(range) {
    throw .overflow("its accumulator has the range \(range), which leaves 32 signed bits")
  }
  if IntegerType.narrowest(holding: range) == nil {
    throw .overflow("its output has the range \(range), which fits no type of up to 32 bits")
  }
}

/// "1 input", "3 inputs".
func counted(_ count: Int, _ noun: String) -> String {
  "\(count) \(noun)" + (count == 1 ? "" : "s")
}
