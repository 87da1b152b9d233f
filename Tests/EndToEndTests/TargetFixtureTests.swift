import Driver
import Foundation
import Testing
import Verification

/// Fixtures that between them reach every kind of operator, weight, requantisation and movement.
private let representatives: Set<String> = [
  "batch_norm_spelt_pow", "truncate_v1", "eight_bit_activations", "residual_different_scales",
  "depthwise", "convolution_1d", "bipolar_mlp", "per_channel_scales", "concat_different_scales",
  "grouped", "dilated", "padded_strided", "max_pool", "global_average_pool", "argmax", "top_k",
  "ternary", "power_of_two", "leaky_relu", "gelu", "qlinear_conv", "transposed_weights",
]

private let chosen = FixtureIndex.all.fixtures.filter { fixture in
  representatives.contains { fixture.name.hasPrefix($0) }
}

@Suite("Generated C against the interpreter", .enabled(if: toolsAreInstalled, "needs tools/setup"))
struct TargetFixtureTests {
  @Test(
    "the C gives the interpreter's bits on the host under sanitizers and on the emulated core",
    arguments: chosen, ["rv32ec", "cortex-m0", "avr"])
  func bitsAreEqual(_ fixture: Fixture, target: String) async throws {
    let model = try fixture.load()
    let batch = try fixture.batch(for: model.network)
    let report = try await verify(
      model, on: batch, target: try loadTarget(target, inFolder: nil))
    #expect(report.isVerified, "\(report.findings)")
    #expect(report.forbiddenInstructions == 0)
    #expect(report.places.allSatisfy { $0.vectors == batch.count })
  }

  @Test("enough fixtures are chosen to reach every operator")
  func enoughAreChosen() { #expect(chosen.count >= 20) }
}

/// Whether the cross compilers, emulators and the built rig are at hand.
private let toolsAreInstalled: Bool = {
  let tools = [
    "gcc", "clang", "riscv64-unknown-elf-gcc", "arm-none-eabi-gcc", "avr-gcc",
    "qemu-system-riscv32", "qemu-system-arm",
  ]
  let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
  let rig = repository.appending(path: "targets/rig/build/insncount.so")
  return FileManager.default.fileExists(atPath: rig.path)
    && tools.allSatisfy { tool in
      folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(tool)") }
    }
}()
