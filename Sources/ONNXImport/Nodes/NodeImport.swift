import Diagnostics
import NetworkIR

/// One node under import: its attributes and inputs on one side, the source nodes it becomes on the
/// other.
struct NodeImport {
  let node: GraphNode
  let scope: Scope
  private(set) var faults: [Diagnostic] = []
  private(set) var notes: [Diagnostic] = []
  private(set) var emitted: [EmittedNode] = []
  /// What the node's outputs turned out to be, by name.
  private(set) var results: [String: Operand] = [:]
  /// How many values folding has computed.
  private(set) var foldedElements = 0
  private var inventedNames: Set<String> = []

  init(_ node: GraphNode, scope: Scope) {
    self.node = node
    self.scope = scope
  }

  var opset: Int { scope.opset }

  func place(_ detail: String? = nil) -> Place {
    .node(name: node.name, operator: node.operatorName, detail: detail)
  }
}

/// A source node whose tensors have no numbers yet.
struct EmittedNode {
  let name: String
  let operatorName: String
  let operation: SourceOperation
  let inputs: [SourceTensor]
  let outputs: [SourceTensor]
}

// MARK: Faults

extension NodeImport {
  /// Records a fault; throw what it returns, or go on to find more.
  @discardableResult
  mutating func refuse(
    _ detail: String? = nil, code: DiagnosticCode = .unsupportedForm, cause: String,
    remedy: String
  ) -> NodeRefusal {
    faults.append(Diagnostic(code, at: place(detail), cause: cause, remedy: remedy))
    return NodeRefusal()
  }

  mutating func remark(_ detail: String? = nil, cause: String, remedy: String) {
    notes.append(Diagnostic(.note, .remark, at: place(detail), cause: cause, remedy: remedy))
  }

  func throwIfRefused() throws(NodeRefusal) {
    if !faults.isEmpty { throw NodeRefusal() }
  }
}

// MARK: Inputs

extension NodeImport {
  /// A required input.
  mutating func input(_ index: Int, _ role: String) throws(NodeRefusal) -> Operand {
    guard let operand = try optionalInput(index) else {
      throw refuse(
        "input \(role)", code: .inconsistentModel, cause: "it is missing",
        remedy: "export the model again")
    }
    return operand
  }

  /// An input that may be left out, by an empty name or by a shorter list.
  mutating func optionalInput(_ index: Int) throws(NodeRefusal) -> Operand? {
    guard index < node.inputs.count, !node.inputs[index].isEmpty else { return nil }
    guard case .known(let operand)? = scope[node.inputs[index]] else { throw NodeRefusal() }
    return operand
  }

  /// All inputs of a node that takes any number.
  mutating func allInputs() throws(NodeRefusal) -> [Operand] {
    var operands: [Operand] = []
    for index in node.inputs.indices { operands.append(try input(index, "\(index)")) }
    return operands
  }

  /// The integers of an input that must be constant after folding, such as axes or a target shape.
  mutating func constantIntegers(
    _ index: Int, _ role: String
  ) throws(NodeRefusal) -> [Int]? {
    guard let operand = try optionalInput(index) else { return nil }
    guard let values = operand.integers else {
      throw refuse(
        "input \(role)", cause: "it is not an integer constant",
        remedy: "use a constant, or a shape computation that folds to one")
    }
    return values
  }

  /// Refuses an operand that depends on the network's input.
  mutating func requireStatic(_ operand: Operand, _ role: String) {
    guard operand.isVariable else { return }
    refuse(
      "input \(role)", cause: "it depends on the network's input",
      remedy: "make it a constant of the model")
  }

  mutating func requireReal(_ operand: Operand, _ role: String) {
    guard !operand.type.isReal else { return }
    refuse(
      "input \(role)", cause: "its elements are of type \(operand.type.rawValue)",
      remedy: "a floating-point tensor is needed")
  }

  /// Refuses a constant with an element outside the condition.
  mutating func requireEvery(
    _ operand: Operand, _ role: String, _ requirement: String, _ holds: (Double) -> Bool
  ) {
    guard let value = operand.numbers?.first(where: { !holds($0) }) else { return }
    refuse(
      "input \(role)", code: .inconsistentModel, cause: "it holds \(value)",
      remedy: "\(requirement) is needed")
  }
}

// MARK: Results

extension NodeImport {
  /// The shape, or a refusal where it is empty, negative or beyond the limits.
  mutating func shape(_ dimensions: [Int]) throws(NodeRefusal) -> Shape {
    switch checkedShape(dimensions) {
    case .failure(let fault):
      faults.append(fault.diagnostic(at: place("output")))
      throw NodeRefusal()
    case .success(let shape):
      guard !shape.dimensions.contains(0) else {
        throw refuse(
          "output", code: .inconsistentModel,
          cause: "its shape would be \(shape), without elements",
          remedy: "give every dimension at least 1")
      }
      return shape
    }
  }

  /// Emits one operation.
  /// - Parameter suffix: names an intermediate tensor after the node's output; nil makes the result
  ///   the node's output.
  @discardableResult
  mutating func apply(
    _ operation: SourceOperation, _ inputs: [Operand], suffix: String? = nil, shape: Shape,
    type: SourceElementType
  ) throws(NodeRefusal) -> Operand {
    refuseEmpty(inputs)
    try throwIfRefused()
    let name = if let suffix { freshName(suffix) } else { node.outputs[0] }
    let tensor = SourceTensor(name: name, shape: shape, type: type)
    emitted.append(
      EmittedNode(
        name: suffix == nil ? node.name : name, operatorName: node.operatorName,
        operation: operation, inputs: inputs.map(\.tensor), outputs: [tensor]))
    let operand = Operand(tensor, isVariable: inputs.contains { $0.isVariable })
    if suffix == nil { bind(0, to: operand) }
    return operand
  }

  /// A constant that the importer invents.
  mutating func constant(
    _ values: SourceConstant, suffix: String, shape: Shape, type: SourceElementType
  ) -> Operand {
    Operand(
      SourceTensor(name: freshName(suffix), shape: shape, type: type, constant: values),
      isVariable: false)
  }

  mutating func emit(_ node: EmittedNode) { emitted.append(node) }

  /// Zero-sized constants may steer shape computations, but nothing can be computed from them.
  mutating func refuseEmpty(_ inputs: [Operand]) {
    for operand in inputs where operand.dimensions.contains(0) {
      refuse(
        "input \"\(operand.name)\"", code: .inconsistentModel,
        cause: "its shape \(operand.shape) has no elements",
        remedy: "give every dimension at least 1")
    }
  }

  /// Whether a constant of this many elements may be computed now.
  func canFold(_ count: Int) -> Bool {
    count <= ImportLimits.foldedElements && count <= scope.foldingBudget
  }

  /// Makes the output a computed constant.
  /// - Precondition: `canFold(shape.elementCount)`.
  mutating func fold(_ values: SourceConstant, shape: Shape, type: SourceElementType) {
    foldedElements += shape.elementCount
    share(values, shape: shape, type: type)
  }

  /// Makes the output a constant that has the elements of another.
  mutating func share(_ values: SourceConstant, shape: Shape, type: SourceElementType) {
    let tensor = SourceTensor(
      name: node.outputs[0], shape: shape, type: type, constant: values)
    bind(0, to: Operand(tensor, isVariable: false))
  }

  /// Emits a node with any outputs under the file's names; unused outputs get invented names.
  mutating func produceAll(
    _ operation: SourceOperation, _ inputs: [Operand],
    outputs: [(shape: Shape, type: SourceElementType)]
  ) throws(NodeRefusal) {
    refuseEmpty(inputs)
    try throwIfRefused()
    let isVariable = inputs.contains { $0.isVariable }
    var tensors: [SourceTensor] = []
    for (index, output) in outputs.enumerated() {
      tensors.append(
        SourceTensor(name: outputName(index), shape: output.shape, type: output.type))
    }
    emitted.append(
      EmittedNode(
        name: node.name, operatorName: node.operatorName, operation: operation,
        inputs: inputs.map(\.tensor), outputs: tensors))
    for (index, tensor) in tensors.enumerated() {
      bind(index, to: Operand(tensor, isVariable: isVariable))
    }
  }

  private mutating func outputName(_ index: Int) -> String {
    index < node.outputs.count && !node.outputs[index].isEmpty
      ? node.outputs[index] : freshName("output\(index)")
  }

  mutating func bind(_ index: Int, to operand: Operand) {
    guard index < node.outputs.count, !node.outputs[index].isEmpty else { return }
    results[node.outputs[index]] = operand
  }

  /// A name made of the first output's, unlike any in the file.
  mutating func freshName(_ suffix: String) -> String {
    let base = node.outputs.first { !$0.isEmpty } ?? node.name
    var name = "\(base)/\(suffix)"
    while scope.fileNames.contains(name) || !inventedNames.insert(name).inserted { name += "_" }
    return name
  }
}
