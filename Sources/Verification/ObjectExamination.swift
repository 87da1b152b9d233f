import Diagnostics
import TargetDescription

/// What the object code of a network holds and takes.
struct ObjectExamination: Hashable, Sendable {
  let footprint: Footprint
  let findings: [ObjectFinding]
  /// With the frame of the function that calls the network; nil where no compiler lists frames.
  let stackBound: StackBound?

  /// Reads the network's object, and the network linked alone for what the linker added.
  ///
  /// - Parameter recipe: with the network compiled, and the test program where there is one.
  init(_ recipe: BuildRecipe) async throws(DiagnosticList) {
    let toolchain = recipe.place.profile.toolchain
    let tools = ObjectTools(recipe)
    let linked = try await recipe.linkAlone()
    let inspection = ObjectInspection(rules: recipe.place.profile.inspection)
    let own = try await tools.symbols(recipe.networkObject)
    let plain = try await tools.disassembly(recipe.networkObject)
    var findings = try await tools.findings(inspection, recipe, plain: plain, symbols: own)
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
    stackBound = try await tools.stackBound(recipe, network: plain, symbols: own)
  }
}

/// What the object code of one more compiler holds.
package struct ObjectReport: Hashable, Sendable {
  package let place: BuildPlace
  package let findings: [ObjectFinding]

  /// The number of forbidden instructions and calls of helpers that stand for one.
  package var forbiddenInstructions: Int { findings.forbiddenInstructions }

  /// The findings as errors; none where the target only reports them.
  package var violations: [Diagnostic] { findings.violations(at: place) }
}

extension VerificationBench {
  /// Compiles a network in each place and reads the objects, unlinked.
  ///
  /// - Throws: the faults of all places.
  package func examineObjects(
    of network: GeneratedNetwork, at places: [BuildPlace], progress: (Int) -> Void = { _ in }
  ) async throws(DiagnosticList) -> [ObjectReport] {
    try await inEachPlace(places, progress: progress) { place throws(DiagnosticList) in
      try await TemporaryFolder.with { folder throws(DiagnosticList) in
        let recipe = BuildRecipe(
          place: place, network: network, targetsDirectory: targetsDirectory, folder: folder,
          runner: runner)
        try await recipe.compileNetwork()
        let tools = ObjectTools(recipe)
        let symbols = try await tools.symbols(recipe.networkObject)
        let inspection = ObjectInspection(rules: place.profile.inspection)
        let plain = try await tools.disassembly(recipe.networkObject)
        return ObjectReport(
          place: place,
          findings: try await tools.findings(inspection, recipe, plain: plain, symbols: symbols))
      }
    }
  }
}

/// The tools that read object files.
private struct ObjectTools {
  let runner: ToolRunner
  let objdump: Tool
  let nm: Tool

  init(_ recipe: BuildRecipe) {
    let toolchain = recipe.place.profile.toolchain
    runner = recipe.runner
    objdump = recipe.place.binaryTool(toolchain.objdump)
    nm = recipe.place.binaryTool(toolchain.nm)
  }

  func symbols(_ object: String) async throws(DiagnosticList) -> SymbolTable {
    SymbolTable(nm: try await runner.succeed(nm, ["-S", object]))
  }

  /// Lines of the source make objdump a hundred times slower, so they are compiled in only to
  /// place a finding that is an error; they change no instruction.
  func findings(
    _ inspection: ObjectInspection, _ recipe: BuildRecipe, plain: Disassembly, symbols: SymbolTable
  ) async throws(DiagnosticList) -> [ObjectFinding] {
    let findings = inspection.findings(object: plain, symbols: symbols)
    let isError = recipe.place.profile.inspection.policy == .forbid
    guard isError, findings.contains(where: { $0.function != nil }) else { return findings }
    let object = try await recipe.compileNetworkWithLines()
    return inspection.findings(
      object: try await disassembly(object, options: ["-l"]), symbols: symbols)
  }

  /// Follows the calls from the test program's function that calls the network; nil where no frames
  /// are listed, or there is no test program.
  func stackBound(_ recipe: BuildRecipe, network: Disassembly, symbols: SymbolTable)
    async throws(DiagnosticList) -> StackBound?
  {
    let usage = recipe.stackUsage
    guard usage.frames["rig_call"] != nil else { return nil }
    var parts = [network]
    for object in recipe.harnessObjects { parts.append(try await disassembly(object)) }
    let functions = Set(usage.frames.keys).union(symbols.undefined)
    let calls = parts.map { $0.calls(of: functions) }
      .reduce(into: [:]) { $0.merge($1) { $0.union($1) } }
    return StackBound(from: "rig_call", usage: usage, calls: calls)
  }

  func disassembly(_ object: String, options: [String] = []) async throws(DiagnosticList)
    -> Disassembly
  {
    let arguments = ["-d", "-r", "--no-show-raw-insn"] + options + [object]
    return Disassembly(objdump: try await runner.succeed(objdump, arguments))
  }
}
