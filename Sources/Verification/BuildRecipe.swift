import Diagnostics
import Foundation
import TargetDescription

/// Turns generated C into objects and programs for one place.
struct BuildRecipe: Sendable {
  let place: BuildPlace
  let network: GeneratedNetwork
  /// The folder of the target files, with `rig` in it.
  let targetsDirectory: URL
  let folder: TemporaryFolder
  let runner: ToolRunner

  private var toolchain: TargetProfile.Toolchain { place.profile.toolchain }
  private var harnessSource: String { "rig_harness.c" }
  private var rigFlags: [String] { ["-I", targetsDirectory.appending(path: "rig/common").path] }
  private var linkFlags: [String] {
    let script = toolchain.linkerScript.map { ["-T", targetsDirectory.appending(path: $0).path] }
    return toolchain.compileFlags + place.extraFlags + toolchain.linkFlags + (script ?? [])
      + ["-Wl,--gc-sections"]
  }

  /// The object of the network alone.
  var networkObject: String { folder.path("network.o") }

  /// Has GCC list the stack of each function beside the object, where the stack is measured.
  private var listingFlags: [String] {
    let isListed = place.profile.emulator.kind != .native && place.compiler.command.hasSuffix("gcc")
    return isListed ? ["-fstack-usage"] : []
  }

  /// Writes the generated files and compiles the network, without a warning let through.
  func compileNetwork() async throws(DiagnosticList) {
    for (name, text) in network.files.sorted(by: { $0.key < $1.key }) {
      try folder.write(text, to: name)
    }
    try await compileNetwork(into: networkObject, flags: listingFlags)
  }

  /// Compiles the network once more with the lines of its source, and returns the object's path.
  func compileNetworkWithLines() async throws(DiagnosticList) -> String {
    let object = folder.path("network_lines.o")
    try await compileNetwork(into: object, flags: ["-gdwarf-4"])
    return object
  }

  private func compileNetwork(into object: String, flags: [String]) async throws(DiagnosticList) {
    _ = try await runner.succeed(
      place.compiler,
      place.networkFlags + flags + [
        "-I", folder.url.path, "-c", folder.path("\(network.name).c"), "-o", object,
      ])
  }

  /// Links the network with the test program and the start-up code.
  ///
  /// - Parameter vectors: the bytes of all inputs of all vectors.
  /// - Returns: the path of the program.
  func linkProgram(vectors: [UInt8]) async throws(DiagnosticList) -> String {
    try folder.write(vectors, to: "vectors.bin")
    try folder.write(HarnessSource.text(for: network), to: harnessSource)
    var objects = [networkObject, try await compileHarness(folder.path(harnessSource))]
    for source in toolchain.startSources {
      objects.append(try await compileHarness(targetsDirectory.appending(path: source).path))
    }
    return try await link(objects)
  }

  /// Links objects into a program without any library but the compiler's own.
  func link(_ objects: [String]) async throws(DiagnosticList) -> String {
    let program = folder.path("program.elf")
    let bare = place.profile.emulator.kind == .native ? [] : ["-nostartfiles", "-nostdlib"]
    _ = try await runner.succeed(
      place.compiler,
      linkFlags + bare + objects + (bare.isEmpty ? [] : ["-lgcc"])
        + ["-o", program])
    return program
  }

  /// What each function of the network, and of the C around it, keeps on the stack; none where it
  /// is not listed.
  var stackUsage: StackUsage {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.url.path)) ?? []
    return StackUsage(
      listings: names.sorted().filter { $0.hasSuffix(".su") }.compactMap(folder.read))
  }

  /// Compiles or assembles a file of the test program and returns the path of the object.
  func compileHarness(_ source: String) async throws(DiagnosticList) -> String {
    let object = harnessObject(source)
    let isAssembly = source.hasSuffix(".S")
    let flags =
      isAssembly
      ? toolchain.assembleFlags + ["-Xassembler", "-I", "-Xassembler", folder.url.path]
      : place.harnessFlags + listingFlags
    _ = try await runner.succeed(
      place.compiler,
      flags + rigFlags + ["-I", folder.url.path, "-c", source, "-o", object])
    return object
  }

  /// The objects of the test program that C was compiled to.
  var harnessObjects: [String] {
    let started = toolchain.startSources.filter { $0.hasSuffix(".c") }
    return [harnessObject(folder.path(harnessSource))]
      + started.map { harnessObject(targetsDirectory.appending(path: $0).path) }
  }

  /// The object of a file of the test program.
  func harnessObject(_ source: String) -> String {
    let name = source.split(separator: "/").suffix(2).joined(separator: "_")
    return folder.path("\(name).o")
  }

  /// Links the network alone, with what it pulls in, to see what it adds to a program.
  ///
  /// Symbols that no compiler library has stay unresolved.
  func linkAlone() async throws(DiagnosticList) -> String {
    let program = folder.path("alone.elf")
    var objects = [networkObject]
    let support = "rig/common/memory.c"
    if toolchain.startSources.contains(support) {
      objects.append(try await compileHarness(targetsDirectory.appending(path: support).path))
    }
    let isolation = place.profile.emulator.kind == .native ? ["-static"] : []
    _ = try await runner.succeed(
      place.compiler,
      linkFlags + isolation + [
        "-nostartfiles", "-nostdlib", "-Wl,-e,\(network.entryName)",
        "-Wl,--unresolved-symbols=ignore-all",
      ] + (network.hasState ? ["-Wl,-u,\(network.name)_init"] : []) + objects + [
        "-lgcc", "-o", program,
      ])
    return program
  }

  /// The first line of the compiler's account of itself.
  func compilerVersion() async throws(DiagnosticList) -> String {
    let text = try await runner.succeed(place.compiler, ["--version"])
    return text.split(separator: "\n").first.map(String.init) ?? place.compiler.command
  }
}
