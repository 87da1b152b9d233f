import Diagnostics
import Foundation
import NetworkIR
import TFLiteImport
import TestSupport
import Testing

/// Broken files are refused with diagnostics, whatever is broken about them. STAPES_MUTANTS says
/// how many are tried; `tools/test --all` tries 100,000.
@Suite("Mutants of .tflite files") struct MutationTests {
  private static let mutants =
    ProcessInfo.processInfo.environment["STAPES_MUTANTS"].flatMap { Int($0) } ?? 1000
  private static let seed: UInt64 = 1

  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The committed models and those of ../shared/data, small ones first.
  private static let models: [[UInt8]] = {
    let folders = [
      "Tests/TFLiteFixtures", "examples", "../shared/data/models/mlperf_tiny",
      "../shared/data/models/tflm",
    ]
    let files = folders.flatMap { folder in
      let url = root.appending(path: folder)
      return (FileManager.default.enumerator(atPath: url.path)?.allObjects as? [String] ?? [])
        .filter { $0.hasSuffix(".tflite") }.map { url.appending(path: $0) }
    }
    let models = files.sorted { $0.path < $1.path }.compactMap { try? Data(contentsOf: $0) }
    return models.map { [UInt8]($0) }.sorted { $0.count < $1.count }
  }()

  @Test("no mutant crashes or hangs the importer, and what is imported is sound")
  func mutants() async throws {
    if Self.models.isEmpty { try Test.cancel("there are no .tflite files") }
    let before = peakMemory()
    let faults = await withTaskGroup(of: [String].self) { group in
      for block in 0..<16 { group.addTask { Self.faults(ofBlock: block) } }
      return await group.reduce(into: []) { $0 += $1 }
    }
    #expect(faults == [], "seed \(Self.seed)")
    let largest = Self.models.last?.count ?? 0
    // Other tests share the process, so only a run of these mutants alone can bound their memory.
    if ProcessInfo.processInfo.environment["STAPES_MUTANTS"] != nil {
      #expect(peakMemory() - before < 2048 * largest + 256 << 20)
    }
  }

  private static func faults(ofBlock block: Int) -> [String] {
    var mutator = Mutator(seed: seed &+ UInt64(block))
    return stride(from: block, to: mutants, by: 16).compactMap { number in
      let contract = ReferenceContract.allCases[number / 16 % 2]
      return fault(of: mutator.mutant(of: model(number / 16)), contract, number)
    }
  }

  /// Each of them in turn, those above 24 KB only every 16th time.
  private static func model(_ turn: Int) -> [UInt8] {
    let small = models.filter { $0.count <= 24 << 10 }
    let pool = small.isEmpty || turn.isMultiple(of: 16) ? models : small
    return pool[turn / (pool.count == models.count ? 16 : 1) % pool.count]
  }

  private static func fault(
    of bytes: [UInt8], _ contract: ReferenceContract, _ number: Int
  ) -> String? {
    var unsound = false
    let duration = ContinuousClock().measure {
      guard let imported = try? importTFLite(bytes, name: "mutant", contract: contract) else {
        return
      }
      unsound = !verify(imported.network).diagnostics.isEmpty
    }
    if unsound { return "mutant \(number): the imported network breaks rules" }
    return duration > .seconds(30) ? "mutant \(number) took \(duration)" : nil
  }

  /// The most bytes that the process ever held; 0 where the system does not say.
  private func peakMemory() -> Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM") } ?? ""
    return line.split(separator: " ").compactMap { Int($0) }.first.map { $0 << 10 } ?? 0
  }
}
