import Diagnostics
import Foundation
import TargetDescription
import Testing

@testable import Verification

/// The folder of the target files of this package.
let targetsDirectory = URL(filePath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  .appending(path: "targets")

let bench = VerificationBench(targetsDirectory: targetsDirectory)

/// The targets whose instructions are counted.
let emulatedTargets = ["rv32ec", "rv32ic", "rv32imc", "cortex-m0", "cortex-m4", "avr", "avr-nomul"]

/// The place of a target, or a cancelled test that names what is missing.
func place(_ target: String) throws -> BuildPlace {
  let profile = try loadTarget(named: target, directory: targetsDirectory)
  let place = BuildPlace(profile)
  try require(place.compiler)
  switch profile.emulator.kind {
  case .native: break
  case .qemu:
    try require(Tool(command: profile.emulator.command, debianPackages: []))
    try requireCounter("insncount.so")
  case .simavr: try requireCounter("avrcount")
  }
  return place
}

func require(_ tool: Tool) throws {
  if !tool.isInstalled { try Test.cancel("\(tool.command) is not installed") }
}

private func requireCounter(_ name: String) throws {
  let path = targetsDirectory.appending(path: "rig/build/\(name)").path
  if !FileManager.default.fileExists(atPath: path) {
    try Test.cancel("\(name) is not built: make -C targets/rig")
  }
}

/// A network of three inputs and two outputs whose body is given as C.
///
/// - Parameter before: C between the includes and the function.
func network(_ body: String, before: String = "", inputs: Int = 3) -> GeneratedNetwork {
  let header = """
    #ifndef TINY_H
    #define TINY_H
    #include <stdint.h>
    typedef int8_t tiny_input_t;
    typedef int16_t tiny_output_t;
    void tiny_run(const tiny_input_t *input, tiny_output_t *output, void *scratch);
    #endif

    """
  let source = """
    #include "tiny.h"
    \(before)
    void tiny_run(const tiny_input_t *input, tiny_output_t *output, void *scratch)
    {
    \(body)
    }

    """
  return GeneratedNetwork(
    name: "tiny",
    inputs: [.init(identifier: "input", element: .int8, count: inputs)],
    outputs: [.init(identifier: "output", element: .int16, count: 2)],
    scratchBytes: 4, stateBytes: 0, files: ["tiny.h": header, "tiny.c": source])
}

/// y0 = x0 + 4 x1 - x2 and y1 = x0 - x1, by additions and subtractions.
let additions = network(
  """
      int32_t *twice = scratch;
      *twice = (int32_t)input[1] + input[1];
      output[0] = (int16_t)(input[0] + *twice + *twice - input[2]);
      output[1] = (int16_t)(input[0] - input[1]);
  """)

/// Seeded inputs with the outputs that `additions` must give.
func additionVectors(count: Int, seed: UInt64) -> [TestVector] {
  var state = seed
  return (0..<count).map { index in
    let input = (0..<3).map { _ in
      // The boundary values come first; then a linear congruential sequence.
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return index == 0 ? -128 : index == 1 ? 127 : Int(state >> 56) - 128
    }
    return TestVector(
      inputs: [input], outputs: [[input[0] + 4 * input[1] - input[2], input[0] - input[1]]])
  }
}

/// The diagnostics that an asynchronous call throws, one per line.
func refusal(_ body: () async throws(DiagnosticList) -> Void) async -> String {
  do throws(DiagnosticList) {
    try await body()
    return ""
  } catch {
    return error.description
  }
}
