import Diagnostics
import NetworkIR

extension ReferenceInterpreter {
  /// The elements of each output of an operator, row-major.
  func evaluate(_ node: Operator, _ inputs: [[Int]]) throws(DiagnosticList) -> [[Int]] {
    let outputShape = network[node.outputs[0]].shape
    // An operator without inputs reads none.
    let shape = node.inputs.first.map { network[$0].shape } ?? outputShape
    switch node.kind {
    case .dense(let weights): return [dense(weights, inputs[0])]
    case .convolution(let convolution):
      return [convolve(convolution, inputs[0], from: shape, to: outputShape)]
    case .requantize(let function): return [requantize(function, inputs[0], shape)]
    case .mappedSum(let maps): return [mappedSum(maps, inputs)]
    case .maxPool(let geometry): return [maxPool(geometry, inputs[0], from: shape, to: outputShape)]
    case .sumPool(let geometry, let paddingValue):
      return [
        sumPool(geometry, paddingValue: paddingValue, inputs[0], from: shape, to: outputShape)
      ]
    case .reshape: return [reshape(inputs[0])]
    case .transpose(let permutation): return [transpose(permutation, inputs[0], shape)]
    case .concatenate(let axis):
      return [concatenate(axis: axis, inputs, node.inputs.map { network[$0].shape })]
    case .pad(let before, _, let value):
      return [pad(before: before, value: value, inputs[0], from: shape, to: outputShape)]
    case .argMax(let axis, let selectsLast):
      return [argMax(axis: axis, selectsLast: selectsLast, inputs[0], shape)]
    case .topK(let count, let axis): return topK(count: count, axis: axis, inputs[0], shape)
    case .product(let offsets): return [product(offsets: offsets, inputs)]
    case .extremum(let kind): return [extremum(kind, inputs)]
    case .slice(let payload): return [slice(payload, inputs[0], shape)]
    case .dilate(let factors, let value):
      return [dilate(factors: factors, value: value, inputs[0], from: shape, to: outputShape)]
    case .reduce(let reduction, _):
      return [reduce(reduction, inputs[0], from: shape, to: outputShape)]
    case .softmax(let payload): return [softmax(payload, inputs[0], shape)]
    case .recurrence(let payload): return try recur(payload, inputs)
    case .constant(let payload): return [constant(payload)]
    }
  }
}
