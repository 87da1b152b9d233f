import FixedPoint
import Foundation
import NetworkIR
import TestSupport
import Testing

@Suite(
  "The same network gives the same bytes",
  .enabled(if: FileManager.default.isExecutableFile(atPath: program.path), "needs the program"))
struct ReproducibilityTests {
  /// Ternary, power-of-two and eight-bit layers of 2,944 weights.
  private func network() throws -> Network {
    var random = SplitMix(seed: 28)
    var sketch = try NetworkSketch([1, 64], IntegerRange(0, 127))
    let layers: [(outputs: Int, inputs: Int, alphabet: Alphabet)] = [
      (32, 64, .ternary), (24, 32, .powersAndZero), (8, 16, .bytes),
    ]
    for layer in layers {
      if layer.inputs == 16 {
        try sketch.add(.slice(Slice(starts: [0, 0], steps: [1, 1], sizes: [1, 16])))
      }
      try sketch.add(
        .dense(
          randomWeights(
            layer.outputs, layer.inputs, from: layer.alphabet.values, bias: 100, &random)))
      try sketch.add(
        .requantize(
          Requantize(functions: [
            .shift(bits: 6, rounding: .halfUp, clamp: IntegerRange(0, 127))
          ])))
    }
    return try sketch.build()
  }

  /// The contents of the folder that a process of its own compiles.
  private func compiled(
    _ model: URL, _ target: String, _ more: [String], launcher: [String] = []
  ) throws -> [String: Data] {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    // The folder's name is part of the recorded command.
    let output = folder.appending(path: "out")
    let result = try run(
      ["compile", model.path, "--target", target, "-o", output.path] + more,
      launcher: launcher)
    #expect(result.status == 0, "\(result.errors)")
    let names = try FileManager.default.contentsOfDirectory(atPath: output.path)
    return try Dictionary(
      uniqueKeysWithValues: names.map { name in
        let text = try String(contentsOf: output.appending(path: name), encoding: .utf8)
        return (name, Data(text.replacing(folder.path, with: "").utf8))
      })
  }

  @Test(
    "on one processor and on all, in processes of their own",
    arguments: [
      ("rv32ec", []), ("cortex-m0", ["--strategy", "all=shared-sums"]),
      ("avr", ["--strategy", "all=unrolled-columns"]),
    ] as [(String, [String])])
  func bytes(target: String, more: [String]) throws {
    let model = FileManager.default.temporaryDirectory.appending(
      path: UUID().uuidString + ".stapes")
    defer { try? FileManager.default.removeItem(at: model) }
    try Data(try writeContainer(try network())).write(to: model)
    let first = try compiled(model, target, more)
    #expect(first.count > 5)
    // One processor is one thread; hashes are seeded anew in every process.
    for launcher in [[], ["taskset", "1"]] {
      let again = try compiled(model, target, more, launcher: launcher)
      #expect(again.keys.sorted() == first.keys.sorted())
      for (name, bytes) in first { #expect(again[name] == bytes, "\(name)") }
    }
  }
}
