import Diagnostics
import NetworkIR

extension Folder {
  /// What the outputs of a node become, for inputs without faults.
  mutating func outputValues(
    of node: SourceNode, _ inputs: [FoldedValue]
  ) throws(DiagnosticList) -> [FoldedValue] {
    if let constants = inputs.constants {
      return [.constant(try constantValue(of: node, constants))]
    }
    switch node.operation {
    case .quantize(let attributes): return [try quantize(node, inputs, attributes)]
    case .bipolarQuantize: return [try bipolarQuantize(node, inputs)]
    case .truncate(let attributes): return [try truncate(node, inputs, attributes)]
    case .floatQuantize(let attributes): return [try floatQuantize(node, inputs, attributes)]
    case .quantizeLinear(let axis): return [try quantizeLinear(node, inputs, axis: axis)]
    case .dequantizeLinear(let axis): return [try dequantizeLinear(node, inputs, axis: axis)]
    case .convolution(let geometry, let groups):
      return [try convolution(node, inputs, geometry, groups: groups)]
    case .matrixMultiply: return [try matrixMultiply(node, inputs)]
    case .batchNormalization(let epsilon):
      return [try batchNormalization(node, inputs, epsilon: epsilon)]
    case .arithmetic(let operation): return [try arithmetic(node, inputs, operation)]
    case .pointwise(let function): return [try pointwise(node, inputs[0], function)]
    case .maxPool(let geometry): return [try maxPool(node, inputs[0], geometry)]
    case .averagePool(let geometry, let countsPadding):
      return [try averagePool(node, inputs[0], geometry, countsPadding: countsPadding)]
    case .reshape: return [try reshape(node, inputs[0])]
    case .transpose(let permutation):
      return [try transpose(node, inputs[0], permutation: permutation)]
    case .concatenate(let axis): return [try concatenate(node, inputs, axis: axis)]
    case .pad(let before, let after, let value):
      return [try pad(node, inputs[0], before: before, after: after, value: value)]
    case .cast, .identity: return [renamed(inputs[0], at: node)]
    case .argMax(let axis, let keepsAxis, let selectsLast):
      return [
        try argMax(node, inputs[0], axis: axis, keepsAxis: keepsAxis, selectsLast: selectsLast)
      ]
    case .softmax: return [try softmax(node, inputs[0])]
    case .topK(let count, let axis): return try topK(node, inputs[0], count: count, axis: axis)
    case .slice(let starts, let steps):
      return [try slice(node, inputs[0], starts: starts, steps: steps)]
    case .recurrence(let recurrence): return try self.recurrence(node, inputs, recurrence)
    }
  }
}

extension [FoldedValue] {
  /// All values, where all are constant.
  var constants: [ConstantArray]? {
    let constants = compactMap(\.constant)
    return constants.count == count ? constants : nil
  }
}

extension FoldedValue {
  var constant: ConstantArray? {
    if case .constant(let array) = self { array } else { nil }
  }
}
