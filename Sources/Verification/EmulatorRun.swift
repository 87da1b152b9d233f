import Diagnostics
import Foundation
import TargetDescription

/// What one inference gave and cost.
struct InferenceRecord: Hashable, Sendable {
  /// The output bytes, all outputs in order.
  let outputBytes: [UInt8]
  let stackBytes: Int?
  let instructions: Int?
  let cycles: Int?
}

/// Runs a linked test program under the emulator of its place.
struct EmulatorRun: Sendable {
  let recipe: BuildRecipe
  let program: String

  private var profile: TargetProfile { recipe.place.profile }
  private static let trapStatus = 99

  /// - Parameter vectors: the bytes for programs that read them from standard input.
  /// - Returns: one record per vector.
  func records(vectors: [UInt8]) async throws(DiagnosticList) -> [InferenceRecord] {
    let console = try await console(vectors: vectors)
    return try Transcript(
      console: console, counts: recipe.folder.read("counts.txt") ?? "",
      kind: profile.emulator.kind
    ).records(tool: emulatorTool)
  }

  /// What the program prints.
  func console(vectors: [UInt8]) async throws(DiagnosticList) -> String {
    let tool = emulatorTool
    let arguments = profile.emulator.arguments.map(substituted) + (try await countingArguments())
    let input = profile.emulator.kind == .qemu ? [] : vectors
    let output = try await recipe.runner.run(tool, arguments, input: input)
    try check(output, tool: tool)
    // QEMU's semihosting console writes to standard error.
    return output.text + output.errorText
  }

  private func substituted(_ text: String) -> String { text.replacing("{elf}", with: program) }

  private func rigProduct(_ name: String) -> String {
    recipe.targetsDirectory.appending(path: "rig/build/\(name)").path
  }

  private var emulatorTool: Tool {
    let command =
      switch profile.emulator.kind {
      case .qemu, .native: substituted(profile.emulator.command)
      case .simavr: rigProduct(profile.emulator.command)
      }
    return Tool(command: command, debianPackages: profile.emulator.debianPackages)
  }

  private func check(_ output: ToolOutput, tool: Tool) throws(DiagnosticList) {
    guard output.status != 0 else { return }
    let cause =
      output.status == Self.trapStatus
      ? "the program on \(recipe.place.label) trapped: an instruction that the core lacks, or a "
        + "bad access"
      : "the program on \(recipe.place.label) ended with status \(output.status):\n"
        + (output.errorText + output.text).suffix(2000)
    throw tool.failure(cause: cause).alone
  }

  /// What makes the emulator count between the two labels of the start-up code.
  private func countingArguments() async throws(DiagnosticList) -> [String] {
    switch profile.emulator.kind {
    case .native:
      return []
    case .simavr:
      try requireRig("avrcount")
      let symbols = try await symbolTable()
      return try range(symbols)
        + ["getc", "putc", "exit"].map {
          "\($0)=" + String(symbols["rig_\($0)"]?.address ?? 0, radix: 16)
        } + ["out=\(recipe.folder.path("counts.txt"))"]
    case .qemu:
      try requireRig("insncount.so")
      let arguments = try range(try await symbolTable()).joined(separator: ",")
      let plugin = escaped(rigProduct("insncount.so"))
      return ["-plugin", "\(plugin),\(arguments),out=\(escaped(recipe.folder.path("counts.txt")))"]
    }
  }

  /// QEMU ends an option at a comma that is not doubled.
  private func escaped(_ path: String) -> String { path.replacing(",", with: ",,") }

  private func requireRig(_ name: String) throws(DiagnosticList) {
    guard !FileManager.default.fileExists(atPath: rigProduct(name)) else { return }
    throw Diagnostic(
      .error, .missingTool, at: .nowhere, cause: "the instruction counter \"\(name)\" is not built",
      remedy: "run make -C targets/rig"
    ).alone
  }

  private func symbolTable() async throws(DiagnosticList) -> [String: SymbolTable.Symbol] {
    let nm = recipe.place.binaryTool(profile.toolchain.nm)
    let text = try await recipe.runner.succeed(nm, ["-S", program])
    return SymbolTable(nm: text).byName
  }

  /// Begin, end and the range of the calling function, which is not counted.
  private func range(_ symbols: [String: SymbolTable.Symbol]) throws(DiagnosticList) -> [String] {
    guard
      let begin = symbols["rig_begin"], let end = symbols["rig_end"], let call = symbols["rig_call"]
    else {
      throw recipe.place.compiler.failure(cause: "the test program lacks its labels").alone
    }
    func hex(_ address: Int) -> String { String(address, radix: 16) }
    return [
      "begin=\(hex(begin.address))", "end=\(hex(end.address))",
      "skip=\(hex(call.address))-\(hex(call.address + call.size))",
    ]
  }
}
