import FixedPoint
import NetworkIR

/// What an ONNX file holds, with every tensor decoded and nothing yet said about what operators
/// mean.
struct ModelGraph: Sendable {
  var nodes: [GraphNode] = []
  /// Constants of the file by name, initialisers only.
  var initializers: [String: SourceTensor] = [:]
  /// Names of initialisers that were refused; their users are not reported again.
  var brokenInitializers: Set<String> = []
  /// Graph inputs that are not initialisers.
  var inputs: [DeclaredValue] = []
  var outputs: [DeclaredValue] = []
  /// What the file declares about intermediate tensors.
  var declared: [String: DeclaredValue] = [:]
  /// Version of the default operator set.
  var opset = 0
}

/// One node of the file.
struct GraphNode: Hashable, Sendable {
  /// The file's node name, or its first output's name where it has none.
  let name: String
  let operatorName: String
  /// The empty string for the default domain.
  let domain: String
  /// Empty names stand for omitted optional inputs.
  let inputs: [String]
  let outputs: [String]
  let attributes: [String: AttributeValue]
}

enum AttributeValue: Hashable, Sendable {
  case integer(Int)
  case float(Float)
  case string(String)
  case integers([Int])
  case floats([Float])
  case strings([String])
  case tensor(SourceTensor)
  /// The tensor could not be decoded; its fault is reported already.
  case brokenTensor
  case graph
  /// A kind that no supported operator takes; the text names it.
  case other(String)

  /// The kind in words, for diagnostics.
  var kind: String {
    switch self {
    case .integer: "an integer"
    case .float: "a float"
    case .string: "a string"
    case .integers: "a list of integers"
    case .floats: "a list of floats"
    case .strings: "a list of strings"
    case .tensor, .brokenTensor: "a tensor"
    case .graph: "a sub-graph"
    case .other(let kind): kind
    }
  }
}

/// A tensor as a ValueInfo declares it: any part may be missing.
struct DeclaredValue: Hashable, Sendable {
  let name: String
  let type: DeclaredType
  /// Nil where the file gives no shape.
  let dimensions: [DeclaredDimension]?
}

enum DeclaredType: Hashable, Sendable {
  case missing
  case element(SourceElementType)
  /// A type that Stapes does not read, in words.
  case unsupported(String)
}

enum DeclaredDimension: Hashable, Sendable {
  case fixed(Int)
  /// Named or left open.
  case symbolic(String)
}
