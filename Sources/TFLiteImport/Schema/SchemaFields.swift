// The fields of the schema's tables that are read, by their numbers.

enum ModelField {
  static let operatorCodes = 1
  static let subgraphs = 2
  static let buffers = 4
}

enum OperatorCodeField {
  /// One byte; codes above 127 do not fit it and stand in `builtin`.
  static let deprecatedBuiltin = 0
  static let custom = 1
  static let version = 2
  static let builtin = 3
}

enum SubgraphField {
  static let tensors = 0
  static let inputs = 1
  static let outputs = 2
  static let operators = 3
}

enum TensorField {
  static let shape = 0
  static let type = 1
  static let buffer = 2
  static let name = 3
  static let quantization = 4
  static let isVariable = 5
  static let sparsity = 6
}

enum QuantizationField {
  static let scale = 2
  static let zeroPoint = 3
  static let detailsType = 4
  static let dimension = 6
}

enum OperatorField {
  static let code = 0
  static let inputs = 1
  static let outputs = 2
  static let optionsType = 3
  static let options = 4
  static let intermediates = 8
}

enum BufferField {
  static let data = 0
  /// Of data behind the FlatBuffer, from the file's start; 0 and 1 mean none.
  static let offset = 1
  static let size = 2
}
