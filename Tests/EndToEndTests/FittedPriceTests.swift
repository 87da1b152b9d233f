import Driver
import Foundation
import Lowering
import TargetDescription
import Testing

/// What `tools/fit-costs` counted of one kernel.
private struct CountedKernel: Decodable {
  let kernel: String
  let strategy: String
  let nonzeroPermille: Int
  let cost: Int
  let flashBytes: Int
}

@Suite("Fitted prices")
struct FittedPriceTests {
  private static let folder = repository.appending(path: "benchmarks/kernels")

  private static let targets =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0.hasSuffix(".json") }.map { String($0.dropLast(".json".count)) }.sorted()

  private func counted(_ target: String) throws -> [CountedKernel] {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let data = try Data(contentsOf: Self.folder.appending(path: target + ".json"))
    return try decoder.decode([CountedKernel].self, from: data)
  }

  @Test(
    "every counted kernel is priced within the error that its target states", arguments: targets)
  func within(target: String) throws {
    let profile = try loadTarget(target, inFolder: nil).profile
    let kernels = Dictionary(
      uniqueKeysWithValues: try sampleKernels().map { ($0.name, $0.network) })
    for row in try counted(target) {
      let network = try #require(kernels[row.kernel])
      let costs = try #require(profile.kernels[row.strategy])
      let options = LoweringOptions(
        strategies: LinearStrategy(rawValue: row.strategy).map { ["kernel": $0] } ?? [:],
        activity: ActivationDensity(permille: ["x": row.nonzeroPermille]))
      let space = ChoiceSpace(network, for: profile, options: options)
      let price = space.planned(space.layers.map { _ in 0 })
      func permille(_ estimate: Int, _ counted: Int) -> Int {
        abs(estimate - counted) * 1000 / counted
      }
      // Prices round to whole instructions and bytes, and are added up of rounded parts.
      #expect(
        permille(price.instructions, row.cost) <= costs.error.instructionsMaximum + 5,
        "\(row.kernel) by \(row.strategy): \(price.instructions) for \(row.cost)")
      #expect(
        permille(price.flashBytes, row.flashBytes) <= costs.error.bytesMaximum + 15,
        "\(row.kernel) by \(row.strategy): \(price.flashBytes) for \(row.flashBytes)")
    }
  }

  @Test("the targets of the benchmarks are fitted, and mean errors are moderate")
  func areFitted() throws {
    #expect(Set(Self.targets).isSuperset(of: ["rv32ec", "rv32ic", "cortex-m0", "avr"]))
    for target in Self.targets {
      for (strategy, costs) in try loadTarget(target, inFolder: nil).profile.kernels {
        #expect(costs.error.instructionsMean < 150, "\(strategy) on \(target)")
        #expect(costs.error.bytesMean < 150, "\(strategy) on \(target)")
      }
    }
  }
}
