import Diagnostics
import Foundation
import NetworkIR
import SwiftProtobuf
import Testing

@testable import ONNXImport

/// Damaged models end in diagnostics or in a network that keeps the importer's promises: no trap,
/// no hang, bounded memory. A trap names its block of seeds, the last one started.
@Suite("Mutants", .serialized, .timeLimit(.minutes(10)))
struct MutationTests {
  static let mutantsPerBlock = 500

  @Test("damaged bytes", arguments: 0..<12)
  func bytes(block: Int) {
    let originals = MutationCorpus.models.map(\.bytes)
    for seed in block * Self.mutantsPerBlock..<(block + 1) * Self.mutantsPerBlock {
      var mutator = Mutator(seed: seed)
      let original = originals[seed % originals.count]
      let donor = originals[(seed / originals.count) % originals.count]
      check(mutator.mutant(of: original, donor: donor), seed: seed)
    }
  }

  @Test("damaged fields of well-formed files", arguments: 0..<10)
  func fields(block: Int) {
    let originals = MutationCorpus.models.map(\.model)
    for seed in block * Self.mutantsPerBlock..<(block + 1) * Self.mutantsPerBlock {
      var mutator = Mutator(seed: seed)
      let mutant = mutator.mutant(of: originals[seed % originals.count])
      guard let bytes = try? mutant.serializedBytes() as [UInt8] else { continue }
      check(bytes, seed: seed)
    }
  }

  @Test(
    "damaged model files",
    .enabled(if: !MutationCorpus.files.isEmpty, "no model files are present"),
    arguments: MutationCorpus.files)
  func files(file: URL) throws {
    let original = [UInt8](try Data(contentsOf: file))
    // A file that is no model to begin with has no fields to damage.
    let model = try? ONNXModelProto(serializedBytes: original)
    for seed in 0..<20 {
      var mutator = Mutator(seed: seed)
      check(mutator.mutant(of: original, donor: original), seed: seed)
      guard let model else { continue }
      check((try mutator.mutant(of: model).serializedBytes()) as [UInt8], seed: seed)
    }
  }

  @Test("every model of the corpus imports undamaged")
  func originals() {
    for (index, model) in MutationCorpus.models.enumerated() {
      #expect(model.refusal == "imported", "model \(index)")
    }
  }

  @Test("peak memory stays far below what hostile sizes ask for")
  func memory() throws {
    let before = try #require(peakMemory())
    for dimension in [1 << 26, 1 << 31, 1 << 62] {
      let huge = TestModel().input("x", [1, dimension]).output("y")
        .integers("s", [2], [dimension, 4]).node("ConstantOfShape", ["s"], ["c"])
        .node("Add", ["x", "c"], ["y"])
      check(huge.bytes, seed: dimension)
    }
    // Each Concat doubles: 2^40 elements unless folding is bounded.
    var doubling = TestModel().input("x", [1]).output("y").integers("c0", [1], [1])
    for step in 0..<40 {
      doubling = doubling.node(
        "Concat", ["c\(step)", "c\(step)"], ["c\(step + 1)"], [.int("axis", 0)])
    }
    check(doubling.node("Reshape", ["x", "c40"], ["y"]).bytes, seed: 0)
    #expect(try #require(peakMemory()) - before < 1 << 30)
  }

  // MARK: Promises

  private func check(_ bytes: [UInt8], seed: Int) {
    do throws(DiagnosticList) {
      let result = try importONNX(bytes, name: "mutant.onnx") { _ in
        throw CocoaError(.fileNoSuchFile)
      }
      #expect(result.network.brokenPromise == nil, "seed \(seed)")
    } catch {
      #expect(error.hasErrors, "seed \(seed)")
    }
  }

  /// The most memory that this process has held, in bytes; nil where the system does not tell.
  private func peakMemory() -> Int? {
    let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = status?.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return line?.split(separator: " ").compactMap { Int($0) }.first.map { $0 * 1024 }
  }
}

extension SourceNetwork {
  /// The first promise of `SourceNetwork` that does not hold, in words.
  fileprivate var brokenPromise: String? {
    var defined = Set(inputs)
    for (index, tensor) in tensors.enumerated() {
      if tensor.shape.dimensions.contains(where: { $0 < 1 }) { return "\(tensor.name) is empty" }
      guard let constant = tensor.constant else { continue }
      defined.insert(SourceTensorID(index))
      if constant.count != tensor.shape.elementCount { return "\(tensor.name) has a wrong count" }
      if case .real(let values) = constant, !values.allSatisfy(\.isFinite) {
        return "\(tensor.name) is not finite"
      }
    }
    for node in nodes {
      if let input = node.inputs.first(where: { !defined.contains($0) }) {
        return "\(node.name) reads \(self[input].name) too early"
      }
      for output in node.outputs where !defined.insert(output).inserted {
        return "\(self[output].name) is defined twice"
      }
    }
    return outputs.first { !defined.contains($0) }.map { "\(self[$0].name) is not defined" }
  }
}
