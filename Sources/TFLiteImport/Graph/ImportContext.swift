import Diagnostics
import FixedPoint
import NetworkIR

/// An operator was refused; the fault is recorded.
struct OperatorRefusal: Error {}

/// The import of a model: what its tensors became so far, and the operator that is being imported.
struct ImportContext: Sendable {
  let model: TFLiteModel
  let contract: ReferenceContract
  /// The subgraph being walked.
  var graph: TFLiteSubgraph
  /// The operator being imported.
  var operation: TFLiteOperator
  var builder: NetworkBuilder
  /// Reads options; counts what constants take.
  var reader: FlatBufferReader
  /// What the subgraph's tensors became, by number; constants of the file are not listed.
  var values: [Int: TensorValue] = [:]
  /// The network's tensors of those constants of the file that an operator reads.
  var constants: [Int: TensorID] = [:]
  var variables = ResourceVariables()
  private(set) var faults = DiagnosticList()
  private(set) var notes = DiagnosticList()
  private let fileNames: Set<String>
  /// Faults, and remarks, beyond which the rest is not looked for.
  static let reportLimit = 500

  init(
    model: TFLiteModel, contract: ReferenceContract, name: String, reader: FlatBufferReader
  ) {
    self.model = model
    self.contract = contract
    self.reader = reader
    graph = model.subgraphs[0]
    builder = NetworkBuilder(name: name)
    operation = .none
    fileNames = Set(graph.tensors.map(\.name))
  }
}

/// What a tensor of the file is in the network.
enum TensorValue: Hashable, Sendable {
  case integers(TensorID)
  /// A float tensor that a DEQUANTIZE makes of integers.
  case dequantized(TensorID)
  /// A float input of the model, which only a QUANTIZE may read.
  case floatInput
  /// A handle of the variable with this name.
  case resource(String)
  /// Its producer was refused; the fault is recorded.
  case unknown
}

extension TFLiteOperator {
  fileprivate static let none = TFLiteOperator(
    code: 0, version: 0, operatorName: "", name: "", inputs: [], outputs: [], intermediates: [],
    optionsType: 0, options: .empty)
}

// MARK: Faults

extension ImportContext {
  /// Records a fault of the current operator; throw what it returns, or go on to find more.
  @discardableResult
  mutating func refuse(
    _ detail: String? = nil, code: DiagnosticCode = .unsupportedForm, cause: String,
    remedy: String
  ) -> OperatorRefusal {
    faults.add(Diagnostic(code, at: operation.place(detail), cause: cause, remedy: remedy))
    return OperatorRefusal()
  }

  /// Records faults that another stage found.
  mutating func refuse(_ list: DiagnosticList) -> OperatorRefusal {
    faults.add(contentsOf: list)
    return OperatorRefusal()
  }

  mutating func report(_ fault: Diagnostic) { faults.add(fault) }

  mutating func remark(_ detail: String? = nil, cause: String, remedy: String) {
    guard notes.diagnostics.count < ImportContext.reportLimit else { return }
    notes.add(
      Diagnostic(.note, .remark, at: operation.place(detail), cause: cause, remedy: remedy))
  }

  /// A name for a helper tensor of the current operator, unlike any in the file.
  func helperName(_ suffix: String) -> String {
    var name = "\(operation.name)_\(suffix)"
    while fileNames.contains(name) { name += "_" }
    return name
  }
}

// MARK: Options

extension ImportContext {
  /// The current operator's options.
  mutating func options<Options: BuiltinOptions>(
    _ type: Options.Type
  ) throws(OperatorRefusal) -> Options {
    let stored = operation.optionsType
    guard stored == 0 || stored == Options.unionNumber else {
      throw refuse(
        "options", code: .inconsistentModel,
        cause: "they are of type \(stored), which belongs to another operator",
        remedy: "export the model again")
    }
    do throws(DiagnosticList) {
      return try Options(stored == 0 ? .empty : operation.options, &reader)
    } catch {
      throw refuse(error)
    }
  }
}

// MARK: Tensors of the current operator

extension ImportContext {
  /// The number of a required input.
  mutating func inputNumber(_ index: Int, _ role: String) throws(OperatorRefusal) -> Int {
    guard let number = optionalInputNumber(index) else {
      throw refuse(
        "input \(role)", code: .inconsistentModel, cause: "it is missing",
        remedy: "export the model again")
    }
    return number
  }

  func optionalInputNumber(_ index: Int) -> Int? {
    operation.inputs.indices.contains(index) ? operation.inputs[index] : nil
  }

  /// What the file declares of a required input.
  mutating func inputTensor(_ index: Int, _ role: String) throws(OperatorRefusal) -> TFLiteTensor {
    graph.tensors[try inputNumber(index, role)]
  }

  /// What the file declares of an output.
  mutating func outputTensor(_ index: Int = 0) throws(OperatorRefusal) -> TFLiteTensor {
    guard operation.outputs.indices.contains(index) else {
      throw refuse(
        "output \(index)", code: .inconsistentModel, cause: "it is missing",
        remedy: "export the model again")
    }
    return graph.tensors[operation.outputs[index]]
  }

  /// The integers of an input that is computed at run time.
  mutating func operand(_ index: Int, _ role: String) throws(OperatorRefusal) -> TensorID {
    let number = try inputNumber(index, role)
    if let value = values[number] { return try integers(value, role) }
    let tensor = graph.tensors[number]
    guard tensor.data != nil else {
      throw refuse(
        "input \(role)", code: .brokenGraph, cause: "tensor \"\(tensor.name)\" is never computed",
        remedy: "export the model again")
    }
    if let id = constants[number] { return id }
    let id = try constantOperand(tensor, role)
    constants[number] = id
    return id
  }

  private mutating func integers(
    _ value: TensorValue, _ role: String
  ) throws(OperatorRefusal) -> TensorID {
    switch value {
    case .integers(let id): return id
    case .dequantized, .floatInput:
      throw refuse(
        "input \(role)", code: .notQuantized, cause: "it is of type float32",
        remedy: "quantise the whole model to int8 or int16 with a representative data set")
    case .unknown: throw OperatorRefusal()
    case .resource:
      throw refuse(
        "input \(role)", code: .inconsistentModel, cause: "it is a variable's handle",
        remedy: "export the model again")
    }
  }

  /// A constant where the network needs a tensor.
  private mutating func constantOperand(
    _ tensor: TFLiteTensor, _ role: String
  ) throws(OperatorRefusal) -> TensorID {
    let elements = try constant(tensor, role)
    let shape = try shape(of: tensor, role)
    let meaning = try meaning(of: tensor, role)
    return try add(
      .constant(ConstantTensor(shape: shape, elements: elements)), [], name: tensor.name,
      outputs: [tensor.name], meanings: [meaning], reshapedTo: nil)[0]
  }
}

// MARK: Results of the current operator

extension ImportContext {
  /// Adds an operator whose result is a helper of the current operator.
  /// - Parameters:
  ///   - suffix: Stands behind the output's name.
  ///   - allowsWide: Whether the result is a sum that may leave 32 bits.
  mutating func helper(
    _ kind: OperatorKind, _ inputs: [TensorID], suffix: String, meaning: Meaning = .itself,
    reshapedTo shape: Shape? = nil, allowsWide: Bool = false
  ) throws(OperatorRefusal) -> TensorID {
    let name = helperName(suffix)
    return try add(
      kind, inputs, name: name, outputs: [name], meanings: [meaning], reshapedTo: shape,
      allowsWide: allowsWide)[0]
  }

  /// Adds the operator that computes an output of the current operator, under the file's name.
  mutating func finish(
    _ kind: OperatorKind, _ inputs: [TensorID], output: Int = 0, reshapedTo shape: Shape? = nil
  ) throws(OperatorRefusal) {
    let tensor = try outputTensor(output)
    let meaning = try meaning(of: tensor, "output")
    let id = try add(
      kind, inputs, name: tensor.name, outputs: [tensor.name], meanings: [meaning],
      reshapedTo: shape)[0]
    try bind(output, to: id)
  }

  /// Says that an output is a tensor of the network, after a check against what the file declares.
  mutating func bind(_ output: Int, to id: TensorID) throws(OperatorRefusal) {
    let tensor = try outputTensor(output)
    let built = builder[id]
    let shape = try shape(of: tensor, "output")
    guard built.shape == shape else {
      throw refuse(
        "output \(output)", code: .inconsistentModel,
        cause: "the file says \(shape), but the inputs and options give \(built.shape)",
        remedy: "export the model again")
    }
    guard let range = tensor.type.outputRange, range.contains(built.range) else {
      throw refuse(
        "output \(output)", cause: "its type \(tensor.type.name) does not hold \(built.range)",
        remedy: "quantise the model to int8 or int16")
    }
    values[operation.outputs[output]] = .integers(id)
  }

  /// Adds an operator with any number of outputs; none of them is bound to the file's.
  mutating func add(
    _ kind: OperatorKind, _ inputs: [TensorID], name: String, outputs: [String],
    meanings: [Meaning], reshapedTo shape: Shape?, allowsWide: Bool = false
  ) throws(OperatorRefusal) -> [TensorID] {
    do throws(DiagnosticList) {
      return try builder.add(
        kind, name: name, inputs: inputs, outputNames: outputs, meanings: meanings,
        reshapedTo: shape, allowsWide: allowsWide)
    } catch {
      throw refuse(error)
    }
  }
}
