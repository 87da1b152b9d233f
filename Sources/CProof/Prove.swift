import Diagnostics
import FixedPoint
import NetworkIR

/// The text of generated C, as it was printed.
package struct PrintedCode: Sendable {
  /// The C identifier that prefixes everything.
  package let name: String
  package let header: String
  package let source: String
  /// The width of the target's `int`: 16 or 32.
  package let intBits: Int
  /// Whether tables lie in a memory of their own, which functions read; as on AVR.
  package let readsTablesByCall: Bool

  /// - Parameter readsTablesByCall: by default where `int` has 16 bits.
  package init(
    name: String, header: String, source: String, intBits: Int, readsTablesByCall: Bool? = nil
  ) {
    self.name = name
    self.readsTablesByCall = readsTablesByCall ?? (intBits == 16)
    self.header = header
    self.source = source
    self.intBits = intBits
  }
}

/// How much may be spent.
package struct ProofLimits: Hashable, Sendable {
  /// Statements that are followed.
  package let steps: Int
  /// Values at which functions are tried, times the steps of each function.
  package let values: Int
  /// Values that are kept.
  package let nodes: Int

  package init(steps: Int = 200_000_000, values: Int = 1 << 32, nodes: Int = 4_000_000) {
    self.steps = steps
    self.nodes = nodes
    self.values = values
  }
}

/// Reads generated C back, follows it with unknown inputs, and holds every tensor that it computes
/// to the network.
///
/// - Parameter progress: is told each tensor as it is done.
/// - Throws: E0803 for text that is not in the subset that is printed.
package func prove(
  _ code: PrintedCode, computes network: Network, limits: ProofLimits = ProofLimits(),
  progress: @escaping (String) -> Void = { _ in }
) throws(DiagnosticList) -> ProofReport {
  let file = try read(code)
  guard file.functions[code.name + "_push_row"] == nil else { return .ofRows(network, code.name) }
  let prover = Prover(network, limits: limits, progress: progress)
  let machine = Machine(file: file, rules: code.rules, observer: prover)
  let entry = try EntryPoint(code.name, in: file, network)
  do throws(NotFollowed) {
    try entry.run(machine, prover)
  } catch {
    throw fault(code.name + ".c", error.position, error.reason).alone
  }
  return ProofReport(tensors: prover.proofs, ranges: RangeProof(machine.rangeLog))
}

/// Runs generated C on one example, in the way that ``prove`` follows it.
///
/// - Parameter inputs: the elements of each input, row-major, in their ranges.
/// - Returns: the elements of each output; nil for what the text leaves undefined.
/// - Throws: E0803 for text that cannot be read or followed.
package func execute(
  _ code: PrintedCode, of network: Network, inputs: [[Int]]
) throws(DiagnosticList) -> [[Int?]] {
  let file = try read(code)
  let observer = SilentObserver()
  let machine = Machine(file: file, rules: code.rules, observer: observer)
  let entry = try EntryPoint(code.name, in: file, network)
  do throws(NotFollowed) {
    let outputs = try entry.execute(machine, inputs)
    if let reason = observer.reason { throw reason }
    return outputs
  } catch {
    throw fault(code.name + ".c", error.position, error.reason).alone
  }
}

extension PrintedCode {
  fileprivate var rules: TypeRules {
    TypeRules(intBits: intBits, readsTablesByCall: readsTablesByCall)
  }
}

/// Both texts, the header first.
private func read(_ code: PrintedCode) throws(DiagnosticList) -> ReadFile {
  let header = try read(code.header, as: .header(name: code.name), code.name + ".h", ReadFile())
  return try read(code.source, as: .source(name: code.name), code.name + ".c", header)
}

private func read(
  _ text: String, as kind: PrintedFile, _ path: String, _ earlier: ReadFile
) throws(DiagnosticList) -> ReadFile {
  do throws(UnreadableText) {
    return try CParser.read(text, as: kind, after: earlier)
  } catch {
    throw fault(path, error.position, error.cause).alone
  }
}

func fault(_ file: String, _ position: TextPosition, _ cause: String) -> Diagnostic {
  Diagnostic(
    .unreadableCode, at: .file(file), cause: "\(position): \(cause)",
    remedy: "generate the file again; if it is unchanged, please report it")
}

extension ProofReport {
  /// Of code that takes its input row by row: its calls are not followed.
  fileprivate static func ofRows(_ network: Network, _ name: String) -> ProofReport {
    let tensors = network.outputs.map { output in
      TensorProof(
        tensor: network[output].name, function: name + "_push_row",
        elements: network[output].shape.elementCount, status: .notProved,
        detail: "the input arrives row by row, which is not followed")
    }
    return ProofReport(
      tensors: tensors, ranges: RangeProof(fitting: 0, derived: 0, notFitting: [], notDerived: []))
  }
}

extension RangeProof {
  init(_ log: RangeLog) {
    func listed(_ places: [TextPosition: String]) -> [String] {
      places.sorted { ($0.key.line, $0.key.column) < ($1.key.line, $1.key.column) }
        .map { "\($0.key): \($0.value)" }
    }
    self.init(
      fitting: log.fitting, derived: log.derived, notFitting: listed(log.misfits),
      notDerived: listed(log.underived))
  }
}
