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
