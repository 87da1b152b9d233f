import Lowering

/// What `auto` looked at and what it chose.
package struct WeightChoice: Hashable, Sendable, Codable {
  package let target: String
  /// "instructions" or "cycles".
  package let unit: String
  package let layers: [Layer]
  /// Whole networks: each alphabet for all layers, and the mixtures.
  package let networks: [Point]
  /// The least sums of errors by flash, and by time, as the layers' figures foretell them.
  package let flashFront: [Sum]
  package let timeFront: [Sum]

  package struct Layer: Hashable, Sendable, Codable {
    package let name: String
    package let chosen: String
    /// Added to the error of the outputs by the chosen alphabet.
    package let error: Double
    /// Estimated costs of the kernel that was chosen, and of the finest alphabet's.
    package let cost: Cost
    package let finest: Cost
    package let options: [Option]

    package var savedFlash: Int { finest.flashBytes - cost.flashBytes }
    package var savedInstructions: Int { finest.instructions - cost.instructions }
  }

  package struct Cost: Hashable, Sendable, Codable {
    package let flashBytes: Int
    package let instructions: Int

    init(_ price: StrategyPrice?) {
      flashBytes = price?.flashBytes ?? 0
      instructions = price?.instructions ?? 0
    }
  }

  /// One alphabet for one layer, all others as the finest has them.
  package struct Option: Hashable, Sendable, Codable {
    package let weights: String
    /// Added to the error of the outputs.
    package let error: Double
    /// Of the fastest kernel.
    package let cost: Cost
  }

  package struct Point: Hashable, Sendable, Codable {
    package let weights: String
    package let error: Double
    package let agreement: Double
    /// Of the fastest choice of kernels within the limits; nil where none fits.
    package let flashBytes: Int?
    package let ramBytes: Int?
    package let instructions: Int?
    /// Of the smallest choice of kernels, and of the fastest, whatever the limits.
    package let leastFlashBytes: Int
    package let leastInstructions: Int
    package let isTaken: Bool
  }

  /// A combination that none beats: what it takes, and the error that its layers add up to.
  package struct Sum: Hashable, Sendable, Codable {
    package let cost: Int
    package let error: Double
  }
}
