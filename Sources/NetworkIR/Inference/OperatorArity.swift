/// How many inputs an operator takes.
package enum InputCount: Hashable, Sendable {
  case exactly(Int)
  case atLeastOne
}

extension OperatorKind {
  /// The operator's name in the text form, the container and diagnostics.
  package var keyword: String {
    switch self {
    case .dense: "dense"
    case .convolution: "convolution"
    case .requantize: "requantize"
    case .mappedSum: "mappedSum"
    case .maxPool: "maxPool"
    case .sumPool: "sumPool"
    case .reshape: "reshape"
    case .transpose: "transpose"
    case .concatenate: "concatenate"
    case .pad: "pad"
    case .argMax: "argMax"
    case .topK: "topK"
    case .product: "product"
    case .extremum: "extremum"
    case .slice: "slice"
    case .dilate: "dilate"
    case .reduce: "reduce"
    case .softmax: "softmax"
    case .recurrence: "recurrence"
    case .constant: "constant"
    }
  }

  package var inputCount: InputCount {
    switch self {
    case .mappedSum(let maps): .exactly(maps.count)
    case .concatenate: .atLeastOne
    case .constant: .exactly(0)
    case .product, .extremum: .exactly(2)
    case .recurrence(let recurrence):
      .exactly(recurrence.body.inputs.count + recurrence.body.states.count)
    case .dense, .convolution, .requantize, .maxPool, .sumPool, .reshape, .transpose, .pad,
      .argMax, .topK, .slice, .dilate, .reduce, .softmax:
      .exactly(1)
    }
  }

  package var outputCount: Int {
    switch self {
    case .topK: 2
    case .recurrence(let recurrence):
      recurrence.body.outputs.count + recurrence.body.states.count
    case .dense, .convolution, .requantize, .mappedSum, .maxPool, .sumPool, .reshape, .transpose,
      .concatenate, .pad, .argMax, .product, .extremum, .slice, .dilate, .reduce, .softmax,
      .constant:
      1
    }
  }

  /// Whether outputs are sums, which are held in signed words (rule A2).
  package var accumulates: Bool {
    switch self {
    case .dense, .convolution, .mappedSum, .sumPool, .product: true
    case .reduce(let reduction, _): reduction == .sum
    case .requantize, .maxPool, .reshape, .transpose, .concatenate, .pad, .argMax, .topK,
      .extremum, .slice, .dilate, .softmax, .recurrence, .constant:
      false
    }
  }
}
