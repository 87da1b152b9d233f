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
  let code = codeFiles(context, source)
  let build = buildFiles(context, source.interface)
  let paths = (code + build).map(\.path) + ["manifest.json"]
  let manifest = Manifest(
    context: context, interface: source.interface, functions: source.functions,
    operations: source.operations, renamings: source.renamings, files: paths.sorted())
  return code + build + [EmittedFile(path: "manifest.json", text: manifest.text)]
}

/// The C: header, source, support header, example and, where there are golden vectors, the test.
private func codeFiles(_ context: EmissionContext, _ source: SourceFile) -> [EmittedFile] {
  let interface = source.interface
  let header = HeaderFile(context: context, interface: interface, operations: source.operations)
  let example = ExampleFile(context: context, interface: interface)
  let test = TestFile(context: context, interface: interface)
  let files = [
    ("\(context.name).h", CPrinter.print(header.file)),
    ("\(context.name).c", CPrinter.print(source.file)),
    ("stapes_support.h", SupportHeader.text),
    ("main.c", CPrinter.print(example.file)),
  ]
  let tests =
    context.options.vectors.isEmpty
    ? [] : [("test_\(context.name).c", CPrinter.print(test.file))]
  return (files + tests).map { EmittedFile(path: $0, text: $1) }
}

/// The text of stapes_support.h, which stands beside every generated file.
package var supportHeaderText: String { SupportHeader.text }

private func buildFiles(
  _ context: EmissionContext, _ interface: PublicInterface
) -> [EmittedFile] {
  let build = BuildFiles(name: context.name, hasTest: !context.options.vectors.isEmpty)
  let readMe = ReadMeFile(context: context, interface: interface)
  return [
    EmittedFile(path: "Makefile", text: build.makefile),
    EmittedFile(path: "CMakeLists.txt", text: build.cmake),
    EmittedFile(path: "README.md", text: readMe.text),
  ]
}

/// What a caller of the generated code must know to call it.
package func describeInterface(
  of program: KernelProgram, network: Network, target: TargetProfile, options: EmissionOptions
) -> PublicInterface {
  PublicInterface(EmissionContext(program, network: network, target: target, options: options))
}

/// Which tensors the generated code keeps in memory, as its trace build prints them.
package func traceOrder(
  of program: KernelProgram, network: Network, target: TargetProfile, options: EmissionOptions
) -> TraceOrder {
  TraceOrder(EmissionContext(program, network: network, target: target, options: options))
}
