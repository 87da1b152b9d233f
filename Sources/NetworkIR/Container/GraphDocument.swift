/// The graph as the container's JSON holds it (docs/format.md). Arrays are named here and stored
/// beside it.
struct GraphDocument: Codable {
  var name: String
  var tensors: [TensorDocument]
  var inputs: [InputDocument]
  /// Absent where there are none.
  var states: [StateDocument]?
  var operators: [OperatorDocument]
  var outputs: [Int]
}

/// A recurrence's body. Nesting beyond one level is refused before its contents are read, so that
/// no file decides how deep the reader recurses.
struct BodyDocument: Codable {
  let graph: GraphDocument

  init(graph: GraphDocument) { self.graph = graph }

  init(from decoder: any Decoder) throws {
    guard decoder.codingPath.filter({ $0.stringValue == "body" }).count <= 1 else {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(
          codingPath: decoder.codingPath, debugDescription: "a body holds no recurrence"))
    }
    graph = try GraphDocument(from: decoder)
  }

  func encode(to encoder: any Encoder) throws { try graph.encode(to: encoder) }
}

struct StateDocument: Codable {
  var tensor: Int
  var next: Int
  /// The name of an array.
  var initial: String
}

struct TensorDocument: Codable {
  var name: String
  var shape: [Int]
  var type: String
  var range: [Int]
  var axis: Int?
  /// Rational numbers as "n" or "n/d".
  var scale: [String]
  var offset: [String]
}

struct InputDocument: Codable {
  var tensor: Int
  /// "integers", "float32" or "samples".
  var encoding: String
  var steps: [StepDocument]?
  var scale: String?
  var offset: String?
}

struct StepDocument: Codable {
  var step: String
  var axis: Int?
  var rounding: String?
  /// The parameter's values, or the two bounds of a clamp.
  var values: String?
}

/// An operator; which fields it has, its kind decides.
struct OperatorDocument: Codable {
  var name: String
  var kind: String
  var inputs: [Int]
  var outputs: [Int]

  var weights: String?
  var bias: String?
  var window: WindowDocument?
  var groups: Int?
  var paddingValue: Int?
  var axis: Int?
  var functions: [FunctionDocument]?
  var permutation: [Int]?
  var before: [Int]?
  var after: [Int]?
  var value: Int?
  var selectsLast: Bool?
  var count: Int?

  var offsets: [Int]?
  var selection: String?
  var starts: [Int]?
  var steps: [Int]?
  var sizes: [Int]?
  var factors: [Int]?
  var reduction: String?
  var axes: [Int]?
  /// A softmax: "bytes" or "words".
  var form: String?
  var diffMin: Int?
  var output: String?
  var multiplier: Int?
  var shift: Int?
  var exponentials: String?
  var reciprocals: String?
  var body: BodyDocument?
  var elements: String?
}

struct WindowDocument: Codable {
  var kernel: [Int]
  var strides: [Int]
  var dilations: [Int]
  var paddingBefore: [Int]
  var paddingAfter: [Int]
  /// Absent where the channels come first.
  var layout: String?
}

/// A requantisation, or an addend's map.
struct FunctionDocument: Codable {
  var kind: String
  var bits: Int?
  var rounding: String?
  var clamp: [Int]?
  var first: Int?
  var entries: String?
  var thresholds: String?
  var values: String?
  var multiplier: Int?
  var addend: Int?
  var scaling: ScalingDocument?
  var negative: ScalingDocument?
  var inputOffset: Int?
  var divisor: Int?
  var outputOffset: Int?
  var shape: String?
}

/// TensorFlow Lite's fixed-point multiplier.
struct ScalingDocument: Codable {
  var inputOffset: Int
  var inputShift: Int
  var multiplier: Int
  var shift: Int
  var scheme: String
  var outputOffset: Int
  var clamp: [Int]
}
