import CEmission
import CProof
import KernelIR
import NetworkIR
import TargetDescription

/// A lowered network that can be printed under any name.
struct CompiledProgram: Sendable {
  let program: KernelProgram
  let network: Network
  let target: TargetProfile

  /// Its C and how it is called.
  func printed(name: String) -> (
    code: PrintedCode, files: [EmittedFile], interface: PublicInterface
  ) {
    let options = EmissionOptions(
      name: name, commandLine: "stapes", toolVersion: "0", modelDigest: "0")
    let files = emit(program, network: network, target: target, options: options)
    func text(_ path: String) -> String { files.first { $0.path == path }?.text ?? "" }
    let code = PrintedCode(
      name: name, header: text("\(name).h"), source: text("\(name).c"),
      intBits: target.machine.intWidth)
    let interface = describeInterface(
      of: program, network: network, target: target, options: options)
    return (code, files, interface)
  }
}
