import Foundation
import FuzzTargets
import Lowering
import NetworkIR
import NetworkTrials

/// Inputs for the readers of files of our own forms, of which the repository has no others.
struct FuzzSeeds {
  let bench: Workbench

  func write(to folder: URL) throws {
    try writeContainers(to: folder.appending(path: FuzzTarget.container.rawValue))
    try writeCode(to: folder.appending(path: FuzzTarget.code.rawValue))
  }

  /// The smallest of the first networks.
  private func writeContainers(to folder: URL) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let files = try (UInt64(1)...80).map { seed in
      (seed, try writeContainer(NetworkMaker.network(seed: seed).network))
    }
    for (seed, bytes) in files.sorted(by: { $0.1.count < $1.1.count }).prefix(30) {
      guard seed % 2 == 0 else { continue }
      try Data(bytes).write(to: folder.appending(path: "seed-\(seed)"))
    }
  }

  /// One network's code by every strategy that applies.
  private func writeCode(to folder: URL) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let network = try parseNetwork(FuzzTarget.codeNetwork)
    for (name, strategies) in bench.strategies(network, on: "avr") {
      for strategy in strategies {
        let plan = TrialPlan(target: "avr", strategies: [name: strategy], rows: .never)
        guard let code = try bench.code(of: network, plan) else { continue }
        let text = code.header + FuzzTarget.separator + code.source
        try Data(text.utf8).write(to: folder.appending(path: "seed-\(strategy.rawValue)"))
      }
    }
  }
}
