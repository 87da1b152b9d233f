/// The graph as the container's JSON holds it (docs/format.md). Arrays are named here and stored
/// beside it.
struct GraphDocument: Codable {
  var name: String
  var tensors: [TensorDocument]
  var inputs: [InputDocument]
  var operators: [OperatorDocument]
  var outputs: [Int]
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
}

struct WindowDocument: Codable {
  var kernel: [Int]
  var strides: [Int]
  var dilations: [Int]
  var paddingBefore: [Int]
  var paddingAfter: [Int]
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
}
