import Diagnostics
import FixedPoint
import Foundation
import Interpreter
import Lowering
import NetworkIR
import TestSupport
import Testing
import Verification

@testable import Driver

@Suite("Traces of generated C", .enabled(if: toolsAreInstalled, "needs tools/setup"))
struct TraceTests {
  /// Both texts for the first rows of a batch.
  private func texts(
    _ model: LoadedModel, _ path: String, on target: String, rows: Int,
    settings: CompileSettings = .none
  ) async throws -> (interpreter: String, code: String) {
    let whole = try readBatch([path], for: model.network)
    let isStream = !model.network.states.isEmpty
    let batch = Batch(examples: Array(whole.examples.prefix(rows)), isStream: isStream)
    let loaded = try loadTarget(target, inFolder: nil)
    return (
      try await traceText(of: model, on: batch, for: loaded, settings: settings),
      try await traceTextOnTarget(model, batch, target: loaded, settings: settings)
    )
  }

  @Test(
    "the trace build prints what the interpreter prints, line by line",
    arguments: [
      ("residual_different_scales", "host"), ("conv_grouped", "host"), ("output_top_k", "host"),
      ("odd_names", "host"), ("qlinear_conv", "rv32ec"), ("ternary", "avr"),
    ])
  func linesAreEqual(_ name: String, target: String) async throws {
    let fixture = try #require(FixtureIndex.all.fixtures.first { $0.name == name })
    let both = try await texts(try fixture.load(), fixture.inputPath, on: target, rows: 3)
    #expect(both.code == both.interpreter)
    #expect(both.code.contains("$tensor "))
  }

  @Test(
    "so it does with state, and where rows are pushed or fused",
    arguments: [
      ("lstm", CompileSettings.none), ("residual", CompileSettings(pushesRows: true)),
      ("residual", CompileSettings(fusion: .always)),
    ])
  func statesAndRows(_ name: String, settings: CompileSettings) async throws {
    let fixture = try #require(TFLiteFixture.all.first { $0.name == name })
    let both = try await texts(
      try fixture.load(), fixture.inputPath, on: "host", rows: 2, settings: settings)
    #expect(both.code == both.interpreter)
    #expect(both.code.contains("$row ") == settings.pushesRows)
    #expect(both.code.contains("$next ") == (name == "lstm"))
  }

  /// Three layers of nine columns whose weights the columns' tables hold.
  private func chain() throws -> Network {
    let bytes = IntegerRange(-128, 127)
    var random = SplitMix(seed: 21)
    var sketch = try NetworkSketch([1, 9], bytes)
    for _ in 0..<3 {
      try sketch.add(.dense(randomWeights(9, 9, from: Array(-60...60), bias: 9, &random)))
      try sketch.add(
        .requantize(Requantize(functions: [.shift(bits: 8, rounding: .floor, clamp: bytes)])))
    }
    return try sketch.build()
  }

  @Test("a constant changed in the C of one layer is found in that layer, on the host and a core")
  func corruptedLayer() async throws {
    let network = try chain()
    let target = try loadTarget("rv32ec", inFolder: nil)
    let model = LoadedModel(network: network, notes: [], digest: "", fileName: "chain")
    let bench = VerificationBench(targetsDirectory: target.folder)
    let batch = generatedBatch(for: network, count: 8, seed: 3)
    let places = [
      BuildPlace.hostGCC(try loadTarget("host", inFolder: nil).profile), BuildPlace(target.profile),
    ]
    let vectors = try batch.steps.map { step in
      TestVector(
        inputs: step.inputs,
        outputs: try ReferenceInterpreter(network).run(inputs: step.inputs).outputs)
    }
    let compiled = try compile(model, for: target.profile, settings: .none, name: nil, command: "")
    for layer in 0..<3 {
      let report = try await bench.verify(
        try corrupted(compiled.generated, layer), vectors: vectors, at: places,
        finder: DivergenceFinder(try ReferenceInterpreter(network))
      ).report
      for place in report.places {
        let found = try #require(place.firstDivergence)
        #expect(found.inference == place.firstMismatch?.vector)
        let own = network.operators[(2 * layer)...(2 * layer + 1)].map(\.name)
        #expect(Set(found.suspects).isSubset(of: own) && !found.suspects.isEmpty, "\(found)")
      }
      #expect(report.diagnostics.allSatisfy { $0.description.contains("in its trace, layer ") })
    }
  }

  /// The bias of a layer's first sum, changed.
  private func corrupted(_ network: GeneratedNetwork, _ layer: Int) throws -> GeneratedNetwork {
    let source = try #require(network.files["\(network.name).c"])
    var parts = source.components(separatedBy: "static void ")
    try #require(parts.count > layer + 1)
    let constant = try #require(
      parts[layer + 1].firstMatch(of: /stapes_shift_right_32\(([a-z_0-9]+),/))
    parts[layer + 1].replaceSubrange(
      constant.range, with: "stapes_shift_right_32(3000 + \(constant.output.1),")
    return GeneratedNetwork(
      name: network.name, inputs: network.inputs, outputs: network.outputs,
      scratchBytes: network.scratchBytes, stateBytes: 0,
      files: network.files.merging(
        ["\(network.name).c": parts.joined(separator: "static void ")]) { $1 })
  }

  @Test(
    "diverge takes a captured log: 0 where it is right, 1 where it diverges, 2 where it is none")
  func commandLine() async throws {
    let fixture = try #require(FixtureIndex.all.fixtures.first { $0.name == "ternary" })
    let model = try fixture.load()
    let text = try traceText(of: model.network, on: try fixture.batch(for: model.network))
    let output = try #require(model.network.outputs.first.map { model.network[$0].name })
    let folder = FileManager.default.temporaryDirectory.appending(path: "stapes-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let lines = text.split(separator: "\n").map(String.init)
    let place = try #require(lines.firstIndex { $0.hasPrefix("$tensor \(output) ") })
    let cases: [(String, Int32, String)] = [
      (text, 0, "equal to the interpreter"), ("nonsense", 2, "E0104"),
      (changed(lines, place), 1, "DIVERGES: inference 0, layer"),
    ]
    for (log, status, words) in cases {
      let file = folder.appending(path: "log")
      try log.write(to: file, atomically: true, encoding: .utf8)
      let result = try EndToEndTests.run(["diverge", fixture.modelPath, "--trace", file.path])
      #expect(result.status == status, "\(result)")
      #expect((result.output + result.errors).contains(words), "\(result)")
    }
  }

  /// The last digit of a line's last element changed, with the check sum.
  private func changed(_ lines: [String], _ place: Int) -> String {
    var lines = lines
    var body = Array(lines[place].utf8.dropFirst().dropLast(3))
    body[body.count - 1] ^= 1
    let sum = body.reduce(0, ^)
    lines[place] =
      "$" + String(decoding: body, as: UTF8.self) + "*"
      + (sum < 16 ? "0" : "") + String(sum, radix: 16)
    return lines.joined(separator: "\r\n")
  }
}
