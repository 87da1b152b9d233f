import Diagnostics
import FixedPoint

extension GraphDecoder {
  mutating func decode(_ document: OperatorDocument) throws(ContainerFault) -> Operator {
    let subject = "operator \"\(document.name)\""
    return Operator(
      name: document.name, kind: try kind(document, subject),
      inputs: document.inputs.map { TensorID($0) }, outputs: document.outputs.map { TensorID($0) })
  }

  private mutating func kind(
    _ document: OperatorDocument, _ subject: String
  ) throws(ContainerFault) -> OperatorKind {
    switch document.kind {
    case "dense": return .dense(try linear(document, subject))
    case "convolution":
      return .convolution(
        Convolution(
          geometry: try window(document, subject),
          groups: try present(document.groups, "groups", of: subject),
          paddingValue: try present(document.paddingValue, "paddingValue", of: subject),
          linear: try linear(document, subject)))
    case "requantize":
      return .requantize(
        Requantize(
          axis: document.axis,
          functions: try functions(document, subject) { decoder, function throws(ContainerFault) in
            try decoder.requantize(function, subject)
          }))
    case "mappedSum":
      return .mappedSum(
        try functions(document, subject) { decoder, function throws(ContainerFault) in
          try decoder.addendMap(function, subject)
        })
    case "maxPool": return .maxPool(try window(document, subject))
    case "sumPool":
      return .sumPool(
        try window(document, subject),
        paddingValue: try present(document.paddingValue, "paddingValue", of: subject))
    default: return try movement(document, subject)
    }
  }

  private mutating func movement(
    _ document: OperatorDocument, _ subject: String
  ) throws(ContainerFault) -> OperatorKind {
    switch document.kind {
    case "reshape": return .reshape
    case "transpose":
      return .transpose(
        permutation: try present(document.permutation, "a permutation", of: subject))
    case "concatenate":
      return .concatenate(axis: try present(document.axis, "an axis", of: subject))
    case "pad":
      return .pad(
        before: try present(document.before, "before", of: subject),
        after: try present(document.after, "after", of: subject),
        value: try present(document.value, "a value", of: subject))
    case "argMax":
      return .argMax(
        axis: try present(document.axis, "an axis", of: subject),
        selectsLast: try present(document.selectsLast, "selectsLast", of: subject))
    case "topK":
      return .topK(
        count: try present(document.count, "a count", of: subject),
        axis: try present(document.axis, "an axis", of: subject))
    default: return try dataOperator(document, subject)
    }
  }

  private mutating func linear(
    _ document: OperatorDocument, _ subject: String
  ) throws(ContainerFault) -> LinearWeights {
    let matrix = try array(document.weights, of: subject)
    guard case .integers(let values) = matrix.values, matrix.shape.count == 2 else {
      throw ContainerFault(.inconsistentModel, "\(subject) needs a matrix of integers")
    }
    var weights: [Weight] = []
    weights.reserveCapacity(values.count)
    for value in values { weights.append(try weight(value, of: subject)) }
    return LinearWeights(
      outputs: matrix.shape[0], inputs: matrix.shape[1], weights: weights,
      bias: try integers(document.bias, of: subject))
  }

  private func window(
    _ document: OperatorDocument, _ subject: String
  ) throws(ContainerFault) -> WindowGeometry {
    let window = try present(document.window, "a window", of: subject)
    return WindowGeometry(
      kernel: window.kernel, strides: window.strides, dilations: window.dilations,
      paddingBefore: window.paddingBefore, paddingAfter: window.paddingAfter,
      layout: try window.layout.map { name throws(ContainerFault) in
        try choice(ChannelLayout.self, name, of: subject)
      } ?? .channelsFirst)
  }

  private mutating func functions<Value>(
    _ document: OperatorDocument, _ subject: String,
    _ decode: (inout GraphDecoder, FunctionDocument) throws(ContainerFault) -> Value
  ) throws(ContainerFault) -> [Value] {
    var values: [Value] = []
    for function in try present(document.functions, "functions", of: subject) {
      values.append(try decode(&self, function))
    }
    return values
  }

  private mutating func requantize(
    _ document: FunctionDocument, _ subject: String
  ) throws(ContainerFault) -> RequantizeFunction {
    switch document.kind {
    case "shift":
      return .shift(
        bits: try present(document.bits, "bits", of: subject),
        rounding: try choice(Rounding.self, document.rounding, of: subject),
        clamp: try range(document.clamp, of: subject))
    case "table": return .table(try table(document, subject))
    case "shiftThenTable":
      return .shiftThenTable(
        bits: try present(document.bits, "bits", of: subject), try table(document, subject))
    case "steps":
      return .steps(
        StepFunction(
          thresholds: try integers(document.thresholds, of: subject),
          values: try integers(document.values, of: subject)))
    case "chain":
      return .chain(
        ShiftAddChain(
          multiplier: try weight(document.multiplier, of: subject),
          addend: try present(document.addend, "an addend", of: subject),
          bits: try present(document.bits, "bits", of: subject),
          clamp: try range(document.clamp, of: subject)))
    default: return try scaling(document, subject)
    }
  }

  private mutating func addendMap(
    _ document: FunctionDocument, _ subject: String
  ) throws(ContainerFault) -> AddendMap {
    switch document.kind {
    case "weighted": return .weighted(try weight(document.multiplier, of: subject))
    case "table": return .table(try table(document, subject))
    default: throw unknown(document, subject)
    }
  }

  private mutating func table(
    _ document: FunctionDocument, _ subject: String
  ) throws(ContainerFault) -> LookupTable {
    LookupTable(
      first: try present(document.first, "the first index", of: subject),
      entries: try integers(document.entries, of: subject))
  }

  func unknown(_ document: FunctionDocument, _ subject: String) -> ContainerFault {
    ContainerFault(.inconsistentModel, "\(subject) has the unknown function \"\(document.kind)\"")
  }
}
