import Diagnostics
import Foundation
import TargetDescription
import Testing

@testable import Verification

/// What two calls of an assembly program cost, as the rig measures it.
func measured(_ program: String, on target: String) async throws -> [InferenceRecord] {
  let place = try place(target)
  return try await TemporaryFolder.with { folder throws(DiagnosticList) in
    let recipe = BuildRecipe(
      place: place, network: additions, targetsDirectory: targetsDirectory, folder: folder,
      runner: ToolRunner())
    try folder.write([UInt8](), to: "vectors.bin")
    let sources = ["rig/selftest/\(program).S", "rig/selftest/main.c"]
    var objects: [String] = []
    for source in sources + place.profile.toolchain.startSources {
      objects.append(try await recipe.compileHarness(targetsDirectory.appending(path: source).path))
    }
    let elf = try await recipe.link(objects)
    return try await EmulatorRun(recipe: recipe, program: elf).records(vectors: [])
  }
}

@Suite struct RigTests {
  @Test(
    "a loop of known length costs its hand-counted instructions",
    arguments: ["rv32ec", "rv32ic", "rv32imc", "cortex-m0", "cortex-m4"])
  func loopInstructions(target: String) async throws {
    #expect(try await measured("loop", on: target).map(\.instructions) == [2002, 2002])
  }

  @Test(
    "on AVR a loop of known length costs its hand-counted instructions and cycles",
    arguments: ["avr", "avr-nomul"])
  func loopCycles(target: String) async throws {
    let records = try await measured("loop", on: target)
    #expect(records.map(\.instructions) == [503, 503])
    #expect(records.map(\.cycles) == [755, 755])
    #expect(records.map(\.stackBytes) == [2, 2])
  }

  @Test(
    "the stack of a program that uses 48 bytes (AVR: 16) is measured",
    arguments: [
      ("rv32ec", 48), ("rv32ic", 48), ("rv32imc", 48), ("cortex-m0", 48 + 8), ("cortex-m4", 48),
      ("avr", 16 + 2), ("avr-nomul", 16 + 2),
    ])
  func stack(target: String, bytes: Int) async throws {
    #expect(try await measured("stack", on: target).map(\.stackBytes) == [bytes, bytes])
  }

  @Test(
    "a multiply instruction traps on the emulated core, which has none",
    arguments: ["rv32ec", "rv32ic", "rv32imc"])
  func trap(target: String) async throws {
    _ = try place(target)
    let error = await #expect(throws: DiagnosticList.self) {
      _ = try await measured("multiply", on: target)
    }
    #expect(
      error?.description == """
        error[E0703]: qemu-system-riscv32 failed: the program on \(target) trapped: an \
        instruction that the core lacks, or a bad access; see that all of \
        qemu-system-misc is installed, or report the network that causes it
        """)
  }

  @Test("an unaligned load traps, as on a Cortex-M0", arguments: ["cortex-m0", "cortex-m4"])
  func unaligned(target: String) async throws {
    _ = try place(target)
    let error = await #expect(throws: DiagnosticList.self) {
      _ = try await measured("unaligned", on: target)
    }
    #expect(error?.description.contains("the program on \(target) trapped") == true)
  }
}
