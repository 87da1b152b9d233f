import CEmission
import Diagnostics
import Interpreter
import NetworkIR
import Verification

/// Holds a captured trace to the interpreter.
///
/// - Parameter path: a log with the lines of a trace build among whatever else was printed.
/// - Throws: E0101 for a log that cannot be read, E0104 for one without a trace of the network, E0103
///   for inputs in it that are outside the network's range.
package func compareTrace(
  atPath path: String, of network: Network
) throws(DiagnosticList) -> TraceComparison {
  try ReferenceInterpreter(network).compare(log: try readBytes(path))
}

/// What a trace build prints for a batch, by the interpreter.
///
/// - Parameter order: the tensors that the C keeps; nil stands for all.
package func traceText(
  of network: Network, on batch: Batch, like order: TraceOrder? = nil
) throws(DiagnosticList) -> String {
  let writer = TraceWriter(network, tensors: order?.tensors, rows: order?.rows)
  let interpreter = try ReferenceInterpreter(network)
  var states = interpreter.resetStates
  var text = ""
  for example in batch.examples {
    let execution = try interpreter.run(
      inputs: example, states: batch.isStream ? states : interpreter.resetStates)
    states = execution.nextStates
    text += writer.text(of: execution)
  }
  return text
}

/// What a trace build for a target prints for a batch, by the interpreter.
package func traceText(
  of model: LoadedModel, on batch: Batch, for target: LoadedTarget, settings: CompileSettings
) async throws(DiagnosticList) -> String {
  let order = try await compiled(model, for: target, settings).traceOrder
  return try traceText(of: model.network, on: batch, like: order)
}

/// What a trace build prints on a target for a batch.
package func traceTextOnTarget(
  _ model: LoadedModel, _ batch: Batch, target: LoadedTarget, settings: CompileSettings
) async throws(DiagnosticList) -> String {
  let console = try await VerificationBench(targetsDirectory: target.folder).trace(
    try await compiled(model, for: target, settings).generated, vectors: batch.steps,
    at: BuildPlace(target.profile))
  // The test program prints lines of its own.
  return console.split(whereSeparator: \.isNewline).filter { $0.hasPrefix("$") }
    .map { $0 + "\n" }.joined()
}

private func compiled(
  _ model: LoadedModel, for target: LoadedTarget, _ settings: CompileSettings
) async throws(DiagnosticList) -> CompiledModel {
  try await compileWithin(settings, model, for: target, name: nil, command: "stapes run").compiled
}
