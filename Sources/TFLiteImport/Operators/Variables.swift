import Diagnostics
import FixedPoint
import NetworkIR

/// The resource variables of a model, by name.
struct ResourceVariables: Sendable {
  /// The network's state of each variable that an operator has used so far.
  fileprivate(set) var states: [String: TensorID] = [:]
  /// What a variable holds at this point of the run.
  fileprivate(set) var current: [String: TensorID] = [:]
  /// What CALL_ONCE assigns before the first run.
  fileprivate(set) var initial: [String: [Int]] = [:]
  /// The element type of what was first assigned to a variable or read from it.
  fileprivate(set) var types: [String: ElementType] = [:]
}

extension OperatorImporter {
  static let varHandle = OperatorImporter(
    "VAR_HANDLE", code: variableCodes.handle, note: "", importOperator: importVarHandle)
  static let readVariable = OperatorImporter(
    "READ_VARIABLE", code: variableCodes.read, note: "becomes a state of the network",
    importOperator: importReadVariable)
  static let assignVariable = OperatorImporter(
    "ASSIGN_VARIABLE", code: variableCodes.assign, note: "the last one of a run is kept",
    importOperator: importAssignVariable)
  static let callOnce = OperatorImporter(
    "CALL_ONCE", code: 129, note: "a graph that assigns constants to variables",
    importOperator: importCallOnce)
}

private let variableCodes = (handle: 142, read: 143, assign: 144)

/// The options of VAR_HANDLE.
private struct VarHandleOptions: BuiltinOptions {
  static let unionNumber = 111
  let name: String

  init(_ table: FlatTable, _ reader: inout FlatBufferReader) throws(DiagnosticList) {
    let container = try reader.string(0, of: table) ?? ""
    let shared = try reader.string(1, of: table) ?? ""
    name = container.isEmpty ? shared : "\(container)/\(shared)"
  }
}

/// The options of CALL_ONCE.
private struct CallOnceOptions: BuiltinOptions {
  static let unionNumber = 103
  let subgraph: Int

  init(_ table: FlatTable, _ reader: inout FlatBufferReader) throws(DiagnosticList) {
    subgraph = try reader.integer(0, of: table, Int32.self)
  }
}

@Sendable private func importVarHandle(_ context: inout ImportContext) throws(OperatorRefusal) {
  let name = try context.options(VarHandleOptions.self).name
  _ = try context.outputTensor()
  context.values[context.operation.outputs[0]] = .resource(name)
}

/// The output is the state itself, or what was assigned to it before in the same run.
@Sendable private func importReadVariable(_ context: inout ImportContext) throws(OperatorRefusal) {
  let name = try context.handle()
  let tensor = try context.outputTensor()
  _ = try context.state(of: name, like: tensor)
  guard let current = context.variables.current[name] else { throw OperatorRefusal() }
  let shape = try context.shape(of: tensor, "output")
  if context.builder[current].shape == shape,
    !context.graph.outputs.contains(context.operation.outputs[0])
  {
    return try context.bind(0, to: current)
  }
  try context.finishMovement(current, shapedAs: tensor)
}

@Sendable private func importAssignVariable(
  _ context: inout ImportContext
) throws(OperatorRefusal) {
  let name = try context.handle()
  var value = try context.operand(1, "value")
  let state = try context.state(of: name, like: try context.inputTensor(1, "value"))
  let shape = context.builder[state].shape
  guard context.builder[value].shape.elementCount == shape.elementCount else {
    throw context.refuse(
      "input value", code: .inconsistentModel,
      cause: "its shape is \(context.builder[value].shape), the variable's \(shape)",
      remedy: "export the model again")
  }
  // A state's next elements come from an operator or an input.
  if context.builder[value].shape != shape || (context.builder.isState(value) && value != state) {
    value = try context.helper(
      .reshape, [value], suffix: "value", meaning: context.builder[state].meaning,
      reshapedTo: shape)
  }
  context.variables.current[name] = value
  context.builder.setNext(of: state, to: value)
}

/// The graph is evaluated here: it may assign constants only.
@Sendable private func importCallOnce(_ context: inout ImportContext) throws(OperatorRefusal) {
  let number = try context.options(CallOnceOptions.self).subgraph
  guard (1..<context.model.subgraphs.count).contains(number) else {
    throw context.refuse(
      "options", code: .inconsistentModel, cause: "graph \(number) does not exist",
      remedy: "export the model again")
  }
  guard context.variables.states.isEmpty else {
    throw context.refuse(
      cause: "it stands behind operators that use variables",
      remedy: "export the model again with the initialisation first")
  }
  let subgraph = context.model.subgraphs[number]
  var names: [Int: String] = [:]
  for operation in subgraph.operators {
    try context.runOnce(operation, in: subgraph, &names)
  }
}

extension ImportContext {
  /// The name of the variable that the first input refers to.
  fileprivate mutating func handle() throws(OperatorRefusal) -> String {
    let number = try inputNumber(0, "handle")
    if case .resource(let name)? = values[number] { return name }
    if values[number] == .unknown { throw OperatorRefusal() }
    throw refuse(
      "input handle", code: .inconsistentModel, cause: "it does not come from a VAR_HANDLE",
      remedy: "export the model again")
  }

  /// One operator of the graph that CALL_ONCE runs.
  fileprivate mutating func runOnce(
    _ step: TFLiteOperator, in subgraph: TFLiteSubgraph, _ names: inout [Int: String]
  ) throws(OperatorRefusal) {
    switch (step.code, step.inputs.first, step.inputs.last) {
    case (variableCodes.handle, _, _):
      let name = try handleName(step)
      for output in step.outputs { names[output] = name }
    case (variableCodes.assign, let handle??, let value??) where names[handle] != nil:
      let elements = try constant(subgraph.tensors[value], "value")
      guard let name = names[handle] else { return }
      try requireVariableType(of: name, like: subgraph.tensors[value])
      variables.initial[name] = elements
    default:
      throw refuse(
        "graph", cause: "operator \(step.operatorName) in the graph that runs once",
        remedy: "assign constants to variables there and nothing else")
    }
  }

  private mutating func handleName(_ step: TFLiteOperator) throws(OperatorRefusal) -> String {
    let caller = operation
    operation = step
    defer { operation = caller }
    return try options(VarHandleOptions.self).name
  }

  /// The state of a variable, made when it is first used, with the shape and type of a tensor that
  /// is read from or assigned to it.
  fileprivate mutating func state(
    of name: String, like tensor: TFLiteTensor
  ) throws(OperatorRefusal) -> TensorID {
    try requireVariableType(of: name, like: tensor)
    if let state = variables.states[name] { return state }
    let shape = try shape(of: tensor, "variable")
    try requireStateSize(shape, "variable")
    let range = try integerRange(of: tensor, "variable")
    let initial = try initialElements(of: name, like: tensor, count: shape.elementCount)
    let meaning = try meaning(of: tensor, "variable")
    do throws(DiagnosticList) {
      let state = try builder.addState(
        name: name.isEmpty ? "variable" : name, shape: shape, range: range, meaning: meaning,
        initial: initial)
      variables.states[name] = state
      variables.current[name] = state
      return state
    } catch {
      throw refuse(error)
    }
  }

  /// Refuses a variable that holds elements of several types.
  private mutating func requireVariableType(
    of name: String, like tensor: TFLiteTensor
  ) throws(OperatorRefusal) {
    let type = variables.types[name] ?? tensor.type
    variables.types[name] = type
    guard type == tensor.type else {
      throw refuse(
        "variable", code: .inconsistentModel,
        cause: "\"\(name)\" holds \(type.name), and here \(tensor.type.name)",
        remedy: "export the model again")
    }
  }

  /// What CALL_ONCE assigns, else the low byte of the zero point in every byte (rule B40).
  private mutating func initialElements(
    of name: String, like tensor: TFLiteTensor, count: Int
  ) throws(OperatorRefusal) -> [Int] {
    guard let initial = variables.initial[name] else {
      let byte = tensor.quantization.zeroPoints.first ?? 0
      return [Int](repeating: filled(tensor.type, byte: byte), count: count)
    }
    guard initial.count == count else {
      throw refuse(
        "variable", code: .inconsistentModel,
        cause: "\"\(name)\" has \(count) elements and is first assigned \(initial.count)",
        remedy: "export the model again")
    }
    return initial
  }
}

/// The integer whose every byte is the low one of `byte`.
private func filled(_ type: ElementType, byte: Int) -> Int {
  let low = UInt8(truncatingIfNeeded: byte)
  switch type {
  case .int16: return Int(Int16(bitPattern: UInt16(low) * 0x0101))
  case .int32: return Int(Int32(bitPattern: UInt32(low) * 0x0101_0101))
  case .bool: return Int(low & 1)
  case .float32, .float16, .uint8, .int64, .string, .complex64, .int8, .float64, .complex128,
    .uint64,
    .resource, .variant, .uint32, .uint16, .int4, .bfloat16, .int2, .uint4:
    return Int(Int8(bitPattern: low))
  }
}
