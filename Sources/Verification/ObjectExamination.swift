import Diagnostics
import TargetDescription

/// What the object code of a network holds and takes.
struct ObjectExamination: Hashable, Sendable {
  let footprint: Footprint
  let findings: [ObjectFinding]

  /// Reads the network's object, and the network linked alone for what the linker added.
  ///
  /// - Parameter recipe: with the network compiled.
  init(_ recipe: BuildRecipe) async throws(DiagnosticList) {
    let toolchain = recipe.place.profile.toolchain
    let tools = ObjectTools(
      runner: recipe.runner, objdump: recipe.place.binaryTool(toolchain.objdump),
      nm: recipe.place.binaryTool(toolchain.nm))
    let linked = try await recipe.linkAlone()
    let inspection = ObjectInspection(rules: recipe.place.profile.inspection)
    let own = try await tools.symbols(recipe.networkObject)
    findings =
      inspection.findings(
        object: try await tools.disassembly(recipe.networkObject), symbols: own)
      + inspection.findings(
        linked: try await tools.disassembly(linked),
        linkedSymbols: try await tools.symbols(linked), own: own)
    let size = recipe.place.binaryTool(toolchain.size)
    footprint = Footprint(sizeListing: try await recipe.runner.succeed(size, ["-A", linked]))
  }
}

/// The tools that read object files.
private struct ObjectTools {
  let runner: ToolRunner
  let objdump: Tool
  let nm: Tool

  func symbols(_ object: String) async throws(DiagnosticList) -> SymbolTable {
    SymbolTable(nm: try await runner.succeed(nm, ["-S", object]))
  }

  func disassembly(_ object: String) async throws(DiagnosticList) -> Disassembly {
    let arguments = ["-d", "-r", "-l", "--no-show-raw-insn", object]
    return Disassembly(objdump: try await runner.succeed(objdump, arguments))
  }
}
