import CProof
import Driver
import Foundation
import Testing
import Verification

/// Fixtures that between them reach every kind of operator, weight, requantisation and movement.
private let representatives: Set<String> = [
  "batch_norm_spelt_pow", "trunc_1_floor", "relu_8_bit", "residual_different_scales",
  "residual_equal_scales", "conv_depthwise", "conv_1d_dilated_causal", "bipolar_mlp",
  "per_channel_weight_scales", "concat_different_scales", "conv_grouped",
  "conv_2d_padded_strided", "max_pool_2d", "global_average_pool", "output_arg_max_last",
  "output_top_k", "ternary", "power_of_two", "pointwise_leaky_relu_negative", "pointwise_gelu",
  "qlinear_conv", "transposed_activations", "rounding_half_even", "output_two",
]

private let chosen = FixtureIndex.all.fixtures.filter { fixture in
  representatives.contains(fixture.name)
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
      model, .quick(batch, of: model.network), target: try loadTarget(target, inFolder: nil))
    #expect(report.isVerified, "\(report.findings)")
    #expect(report.forbiddenInstructions == 0)
    #expect(report.places.allSatisfy { $0.vectors == batch.count })
  }

  @Test(
    "the C of .tflite networks gives the interpreter's bits, from reset state and as a stream",
    arguments: TFLiteFixture.all, ["rv32ic", "cortex-m0", "avr"])
  func tensorFlowLiteBitsAreEqual(_ fixture: TFLiteFixture, target: String) async throws {
    let model = try fixture.load()
    let batch = try readBatch([fixture.inputPath], for: model.network)
    let report = try await verify(
      model, .quick(batch, of: model.network), target: try loadTarget(target, inFolder: nil))
    #expect(report.isVerified, "\(report.findings)")
    #expect(report.forbiddenInstructions == 0)
  }

  @Test(
    "the C of networks whose input is pushed row by row gives the interpreter's bits",
    arguments: TFLiteFixture.all.filter { ["ds_cnn", "int16", "residual"].contains($0.name) },
    ["rv32ic", "cortex-m0", "avr"])
  func pushedRowsAreEqual(_ fixture: TFLiteFixture, target: String) async throws {
    let model = try fixture.load()
    let batch = try readBatch([fixture.inputPath], for: model.network)
    let report = try await verify(
      model, .quick(batch, of: model.network), target: try loadTarget(target, inFolder: nil),
      settings: CompileSettings(pushesRows: true))
    // Calls for one row each are not followed, and are not said to be.
    #expect(report.proof.tensors.map(\.status).allSatisfy { $0 == .notProved })
    #expect(report.isVerified, "\(report.findings)")
    #expect(report.forbiddenInstructions == 0)
    #expect(report.places.allSatisfy { $0.vectors == batch.count })
  }

  @Test("every chosen fixture is there")
  func allAreThere() { #expect(chosen.count == representatives.count) }
}

/// Whether the cross compilers, emulators and the built rig are at hand.
let toolsAreInstalled: Bool = {
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
