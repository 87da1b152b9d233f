import Diagnostics
import FixedPoint
import NetworkIR

/// What a TensorFlow Lite file says, its references checked.
struct TFLiteModel: Sendable {
  let subgraphs: [TFLiteSubgraph]
}

struct TFLiteSubgraph: Sendable {
  var tensors: [TFLiteTensor]
  /// Numbers of tensors.
  let inputs: [Int]
  let outputs: [Int]
  /// In the order of execution.
  let operators: [TFLiteOperator]
}

struct TFLiteTensor: Sendable {
  let name: String
  /// As in the file: -1 for a size that is not known.
  var dimensions: [Int]
  let type: ElementType
  let quantization: TFLiteQuantization
  /// The constant's bytes in the file, or nil for a tensor that is computed.
  let data: ArraySlice<UInt8>?
  let isVariable: Bool
  let isSparse: Bool
}

/// Empty where the file has none.
struct TFLiteQuantization: Sendable {
  let scales: [Float]
  /// As many as scales, or empty for zeros.
  let zeroPoints: [Int]
  /// The axis of several scales; in old files it may lie beyond the tensor's rank.
  let dimension: Int
  /// Not the plain affine form of scales and zero points.
  let isUnusual: Bool
}

struct TFLiteOperator: Sendable {
  let code: Int
  let version: Int
  /// The schema's name, or the name of a custom operator.
  let operatorName: String
  /// The first output's name.
  let name: String
  /// Numbers of tensors; nil for an optional input that is left out.
  let inputs: [Int?]
  let outputs: [Int]
  let intermediates: [Int?]
  let optionsType: Int
  let options: FlatTable

  func place(_ detail: String? = nil) -> Place {
    .node(name: name, operator: operatorName, detail: detail)
  }
}
