import CSyntax
import KernelIR
import NetworkIR
import TargetDescription

/// The generated folder of a kernel program: pure, so the same arguments give the same bytes.
///
/// - Parameters:
///   - network: The network that was lowered, for names, shapes and meanings at the border.
///   - target: Decides the types of locals and how constants are read.
package func emit(
  _ program: KernelProgram, network: Network, target: TargetProfile, options: EmissionOptions
) -> [EmittedFile] {
  let context = EmissionContext(program, network: network, target: target, options: options)
  let source = SourceFile(context)
  let header = HeaderFile(
    context: context, interface: source.interface, operations: source.operations)
  return [
    EmittedFile(path: "\(context.name).h", text: CPrinter.print(header.file)),
    EmittedFile(path: "\(context.name).c", text: CPrinter.print(source.file)),
    EmittedFile(path: "stapes_support.h", text: SupportHeader.text),
  ]
}

/// What a caller of the generated code must know to call it.
package func describeInterface(
  of program: KernelProgram, network: Network, target: TargetProfile, options: EmissionOptions
) -> PublicInterface {
  PublicInterface(EmissionContext(program, network: network, target: target, options: options))
}
