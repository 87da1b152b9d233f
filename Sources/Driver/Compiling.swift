import CEmission
import Diagnostics
import FixedPoint
import KernelIR
import Lowering
import NetworkIR
import TargetDescription
import Verification

/// A network as C for a target.
package struct CompiledModel: Sendable {
  package let files: [EmittedFile]
  package let report: LoweringReport
  package let generated: GeneratedNetwork
  /// Which tensors a trace build prints, in its order.
  package let traceOrder: TraceOrder

  /// manifest.json, the report for programs.
  package var manifest: String { files.first { $0.path == "manifest.json" }?.text ?? "" }
}

/// Network to C: lowering for the target, then emission.
package func compile(
  _ model: LoadedModel, for target: TargetProfile, settings: CompileSettings, name: String?,
  command: String
) throws(DiagnosticList) -> CompiledModel {
  let network = model.network
  let lowered = try lower(network, for: target, options: settings.lowering)
  let faults = verify(lowered.program)
  try faults.throwIfErrors()
  let options = EmissionOptions(
    name: name ?? network.name, commandLine: command, toolVersion: Version.current,
    modelDigest: model.digest, vectors: try goldenVectors(of: network))
  let files = emit(lowered.program, network: network, target: target, options: options)
  let interface = describeInterface(
    of: lowered.program, network: network, target: target, options: options)
  return CompiledModel(
    files: files, report: lowered.report, generated: generatedNetwork(interface, files),
    traceOrder: traceOrder(
      of: lowered.program, network: network, target: target, options: options))
}

private func generatedNetwork(
  _ interface: PublicInterface, _ files: [EmittedFile]
) -> GeneratedNetwork {
  // What only rows leave for later ones has no counterpart in the interpreter.
  let states = interface.states.filter { $0.tensor != nil }.sorted { $0.number < $1.number }
  return GeneratedNetwork(
    name: interface.name,
    inputs: interface.inputs.map { harnessPort($0, times: interface.rows ?? 1) },
    outputs: interface.outputs.map { harnessPort($0) }, states: states.map(harnessPort),
    scratchBytes: interface.scratchBytes,
    stateBytes: interface.stateBytes, rows: interface.rows,
    files: Dictionary(files.map { ($0.path, $0.text) }, uniquingKeysWith: { first, _ in first }))
}

private func harnessPort(
  _ port: PublicInterface.Port, times: Int = 1
) -> GeneratedNetwork.Port {
  GeneratedNetwork.Port(
    identifier: port.identifier, element: elementType(port.element), count: port.count * times)
}

private func harnessPort(_ state: PublicInterface.State) -> GeneratedNetwork.Port {
  GeneratedNetwork.Port(
    identifier: state.identifier, element: elementType(state.element), count: state.count)
}

private func elementType(_ type: IntegerType) -> CElementType {
  switch type {
  case .int8: .int8
  case .uint8: .uint8
  case .int16: .int16
  case .uint16: .uint16
  // No buffer has 64 bits (E0503).
  case .int32, .int64: .int32
  case .uint32: .uint32
  }
}
