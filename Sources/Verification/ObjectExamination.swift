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
    var findings = try await tools.findings(inspection, recipe, symbols: own)
    let helpers = inspection.addedHelpers(linked: try await tools.symbols(linked), own: own)
    if !helpers.isEmpty {
      findings += inspection.findings(helpers: helpers, linked: try await tools.disassembly(linked))
    }
    let size = recipe.place.binaryTool(toolchain.size)
    footprint = Footprint(sizeListing: try await recipe.runner.succeed(size, ["-A", linked]))
    // On a Harvard machine, constants that are not placed in flash become initialised variables.
    if footprint.ramBytes > 0 && own.writable.isEmpty {
      findings.append(ObjectFinding(kind: .constantsInRAM, name: "\(footprint.ramBytes) bytes"))
    }
    self.findings = findings
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

  /// Lines of the source make objdump a hundred times slower, so they are compiled in only to
  /// place a finding; they change no instruction.
  func findings(_ inspection: ObjectInspection, _ recipe: BuildRecipe, symbols: SymbolTable)
    async throws(DiagnosticList) -> [ObjectFinding]
  {
    let plain = try await disassembly(recipe.networkObject)
    let findings = inspection.findings(object: plain, symbols: symbols)
    guard findings.contains(where: { $0.function != nil }) else { return findings }
    let object = try await recipe.compileNetworkWithLines()
    return inspection.findings(
      object: try await disassembly(object, options: ["-l"]), symbols: symbols)
  }

  func disassembly(_ object: String, options: [String] = []) async throws(DiagnosticList)
    -> Disassembly
  {
    let arguments = ["-d", "-r", "--no-show-raw-insn"] + options + [object]
    return Disassembly(objdump: try await runner.succeed(objdump, arguments))
  }
}
