import Diagnostics

/// Reads the tables of a TensorFlow Lite file.
struct ModelReader {
  private(set) var reader: FlatBufferReader
  private var buffers: [FlatTable] = []
  private var codes: [(code: Int, version: Int, name: String)] = []

  init(_ bytes: [UInt8], fileName: String) {
    reader = FlatBufferReader(bytes, fileName: fileName)
  }

  /// - Throws: E0201 for the first broken place.
  mutating func read() throws(DiagnosticList) -> TFLiteModel {
    let root = try reader.rootTable()
    for table in try reader.tables(ModelField.operatorCodes, of: root) {
      codes.append(try operatorCode(table))
    }
    buffers = try reader.tables(ModelField.buffers, of: root)
    var subgraphs: [TFLiteSubgraph] = []
    for table in try reader.tables(ModelField.subgraphs, of: root) {
      subgraphs.append(try subgraph(table))
    }
    guard !subgraphs.isEmpty else {
      throw reader.malformed(at: root.position, cause: "the model has no graph")
    }
    return TFLiteModel(subgraphs: subgraphs)
  }

  private mutating func operatorCode(
    _ table: FlatTable
  ) throws(DiagnosticList) -> (Int, Int, String) {
    let old = try reader.integer(OperatorCodeField.deprecatedBuiltin, of: table, Int8.self)
    let new = try reader.integer(OperatorCodeField.builtin, of: table, Int32.self)
    let version = try reader.integer(OperatorCodeField.version, of: table, Int32.self, default: 1)
    let code = max(old, new)
    if code == customOperatorCode, let name = try reader.string(OperatorCodeField.custom, of: table)
    {
      return (code, version, name)
    }
    let isKnown = builtinOperatorNames.indices.contains(code)
    return (code, version, isKnown ? builtinOperatorNames[code] : "builtin operator \(code)")
  }

  private mutating func subgraph(_ table: FlatTable) throws(DiagnosticList) -> TFLiteSubgraph {
    var tensors: [TFLiteTensor] = []
    for tensorTable in try reader.tables(SubgraphField.tensors, of: table) {
      tensors.append(try tensor(tensorTable, number: tensors.count))
    }
    var operators: [TFLiteOperator] = []
    for operatorTable in try reader.tables(SubgraphField.operators, of: table) {
      operators.append(try operation(operatorTable, number: operators.count, tensors: tensors))
    }
    return TFLiteSubgraph(
      tensors: tensors,
      inputs: try numbers(SubgraphField.inputs, of: table, below: tensors.count),
      outputs: try numbers(SubgraphField.outputs, of: table, below: tensors.count),
      operators: operators)
  }

  /// Numbers of tensors, of which each must exist.
  private mutating func numbers(
    _ field: Int, of table: FlatTable, below count: Int
  ) throws(DiagnosticList) -> [Int] {
    let optional = try optionalNumbers(field, of: table, below: count)
    let present = optional.compactMap { $0 }
    guard present.count == optional.count else {
      throw reader.malformed(at: table.position, cause: "a tensor number of field \(field) is -1")
    }
    return present
  }

  private mutating func optionalNumbers(
    _ field: Int, of table: FlatTable, below count: Int
  ) throws(DiagnosticList) -> [Int?] {
    let numbers = try reader.integers(field, of: table, Int32.self) ?? []
    if let number = numbers.first(where: { $0 < -1 || $0 >= count }) {
      throw reader.malformed(
        at: table.position, cause: "tensor number \(number) is used, but there are \(count)")
    }
    return numbers.map { $0 == -1 ? nil : $0 }
  }
}

/// The builtin code of operators that a file names by text.
private let customOperatorCode = 32

// MARK: Tensors

extension ModelReader {
  private mutating func tensor(
    _ table: FlatTable, number: Int
  ) throws(DiagnosticList) -> TFLiteTensor {
    let typeNumber = try reader.integer(TensorField.type, of: table, Int8.self)
    guard let type = ElementType(rawValue: typeNumber) else {
      throw reader.malformed(
        at: table.position, cause: "tensor \(number) has the unknown element type \(typeNumber)")
    }
    let name = try reader.string(TensorField.name, of: table) ?? ""
    return TFLiteTensor(
      name: name.isEmpty ? "tensor_\(number)" : name,
      dimensions: try reader.integers(TensorField.shape, of: table, Int32.self) ?? [],
      type: type,
      quantization: try quantization(try reader.table(TensorField.quantization, of: table)),
      data: try data(try reader.integer(TensorField.buffer, of: table, UInt32.self), table),
      isVariable: try reader.flag(TensorField.isVariable, of: table),
      isSparse: try reader.table(TensorField.sparsity, of: table) != nil)
  }

  private mutating func quantization(
    _ table: FlatTable?
  ) throws(DiagnosticList) -> TFLiteQuantization {
    let table = table ?? .empty
    return TFLiteQuantization(
      scales: try reader.floats(QuantizationField.scale, of: table) ?? [],
      zeroPoints: try reader.integers(QuantizationField.zeroPoint, of: table, Int64.self) ?? [],
      dimension: try reader.integer(QuantizationField.dimension, of: table, Int32.self),
      isUnusual: try reader.integer(QuantizationField.detailsType, of: table, UInt8.self) != 0)
  }

  /// The bytes of a buffer, nil where it has none.
  private func data(
    _ number: Int, _ tensor: FlatTable
  ) throws(DiagnosticList) -> ArraySlice<UInt8>? {
    guard number != 0 || !buffers.isEmpty else { return nil }
    guard buffers.indices.contains(number) else {
      throw reader.malformed(
        at: tensor.position, cause: "buffer \(number) is used, but there are \(buffers.count)")
    }
    let table = buffers[number]
    let offset = try reader.integer(BufferField.offset, of: table, UInt64.self)
    if offset > 1 { return try outside(table, offset: offset) }
    guard let data = try reader.data(BufferField.data, of: table), !data.isEmpty else { return nil }
    return data
  }

  /// Data that stand behind the FlatBuffer in the file.
  private func outside(
    _ table: FlatTable, offset: Int
  ) throws(DiagnosticList) -> ArraySlice<UInt8> {
    let size = try reader.integer(BufferField.size, of: table, UInt64.self)
    guard offset <= reader.bytes.count, size <= reader.bytes.count - offset else {
      throw reader.malformed(
        at: table.position, cause: "a buffer of \(size) bytes at \(offset) leaves the file")
    }
    return reader.bytes[offset..<offset + size]
  }
}

// MARK: Operators

extension ModelReader {
  private mutating func operation(
    _ table: FlatTable, number: Int, tensors: [TFLiteTensor]
  ) throws(DiagnosticList) -> TFLiteOperator {
    let index = try reader.integer(OperatorField.code, of: table, UInt32.self)
    guard codes.indices.contains(index) else {
      throw reader.malformed(
        at: table.position, cause: "operator code \(index) is used, but there are \(codes.count)")
    }
    let outputs = try numbers(OperatorField.outputs, of: table, below: tensors.count)
    return TFLiteOperator(
      code: codes[index].code, version: codes[index].version, operatorName: codes[index].name,
      name: outputs.first.map { tensors[$0].name } ?? "operator_\(number)",
      inputs: try optionalNumbers(OperatorField.inputs, of: table, below: tensors.count),
      outputs: outputs,
      intermediates: try optionalNumbers(
        OperatorField.intermediates, of: table, below: tensors.count),
      optionsType: try reader.integer(OperatorField.optionsType, of: table, UInt8.self),
      options: try reader.table(OperatorField.options, of: table) ?? .empty)
  }
}
