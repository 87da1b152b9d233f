import Calibration
import Lowering
import NetworkIR

/// The choice of an alphabet and a kernel for every layer, as the search sees it.
struct MixtureProblem {
  /// By layer: every alphabet with every kernel that the limit on RAM leaves.
  private let options: [[Option]]
  private let sharedFlash: [Int]
  private let otherFlashBytes: Int
  private let otherInstructions: Int
  /// The error of the finest alphabet for all layers.
  private let leastError: Double

  private struct Option {
    let alphabet: Int
    let cost: CombinationOption
  }

  /// Errors are summed in units of 10^-7 of the outputs' variance.
  private static let unit = 1e7

  /// - Parameters:
  ///   - errors: By layer and network.
  ///   - candidates: By layer: the networks whose alphabets it is chosen from.
  init(
    _ networks: [TriedNetwork], errors: [[Double]], names: [String], candidates: [[Int]],
    ramBytes: Int?
  ) {
    let prices = names.map { name in
      networks.map { tried -> [StrategyPrice] in
        let layer = tried.space.layers.first { $0.names.contains(name) }
        return layer?.options.filter { tried.space.fits($0, of: name, ramBytes: ramBytes) } ?? []
      }
    }
    let shared = Self.shared(by: prices)
    options = prices.indices.map { layer in
      candidates[layer].flatMap { alphabet in
        prices[layer][alphabet].map { price in
          let loss = Int(min(errors[layer][alphabet], 100) * Self.unit)
          return Option(alphabet: alphabet, cost: Self.cost(price, loss: loss, shared))
        }
      }
    }
    sharedFlash = shared.map(\.bytes)
    otherFlashBytes = networks.map(\.space.otherFlashBytes).max() ?? 0
    otherInstructions = networks.map(\.space.otherInstructions).max() ?? 0
    leastError = networks.last?.calibrated.distance.error ?? 0
  }

  /// The largest things that options of several layers use; few, since the search keeps sums apart
  /// for every set of them.
  private static func shared(by prices: [[[StrategyPrice]]]) -> [SharedFlash] {
    let uses = prices.map { Set($0.joined().flatMap(\.shared)) }
    let common = Set(uses.joined()).filter { thing in uses.count { $0.contains(thing) } > 1 }
    return common.sorted { ($1.bytes, $0.name) < ($0.bytes, $1.name) }.prefix(6).sorted()
  }

  private static func cost(
    _ price: StrategyPrice, loss: Int, _ shared: [SharedFlash]
  ) -> CombinationOption {
    let own = price.shared.filter { !shared.contains($0) }.reduce(0) { $0 + $1.bytes }
    let bits = shared.indices.reduce(0) { price.shared.contains(shared[$1]) ? $0 | 1 << $1 : $0 }
    return CombinationOption(
      loss: loss, flash: price.flashBytes + own, instructions: price.instructions, shared: bits)
  }

  /// The alphabets with the least sum of errors within the limits; nil where there are none.
  func best(flash: Int?, instructions: Int?) -> [Int]? {
    var problem = problem(countsFlash: flash != nil, countsTime: instructions != nil)
    problem.flashLimit = flash.map { $0 - otherFlashBytes } ?? .max
    problem.instructionLimit = instructions.map { $0 - otherInstructions } ?? .max
    guard let best = problem.undominated().first else { return nil }
    return zip(options, best.choices).map { $0[$1].alphabet }
  }

  /// Each layer's alphabet of the least flash.
  var smallest: [Int] {
    options.map { $0.min { $0.cost.flash < $1.cost.flash }?.alphabet ?? 0 }
  }

  /// The least sums of errors by flash.
  var flashFront: [WeightChoice.Sum] {
    problem(countsFlash: true, countsTime: false).undominated().map {
      sum(otherFlashBytes + $0.sum.flash, $0)
    }
  }

  /// The least sums of errors by time.
  var timeFront: [WeightChoice.Sum] {
    problem(countsFlash: false, countsTime: true).undominated().map {
      sum(otherInstructions + $0.sum.instructions, $0)
    }
  }

  private func sum(_ cost: Int, _ combination: Combination) -> WeightChoice.Sum {
    WeightChoice.Sum(cost: cost, error: leastError + Double(combination.sum.loss) / Self.unit)
  }

  /// What has no limit is not summed, so that fewer sums have to be kept.
  private func problem(countsFlash: Bool, countsTime: Bool) -> CombinationProblem {
    var problem = CombinationProblem(
      layers: options.map { options in
        options.map { option in
          CombinationOption(
            loss: option.cost.loss, flash: countsFlash ? option.cost.flash : 0,
            instructions: countsTime ? option.cost.instructions : 0,
            shared: countsFlash ? option.cost.shared : 0)
        }
      })
    problem.sharedFlash = countsFlash ? sharedFlash : []
    return problem
  }
}

extension AutomaticSearch {
  func problem() -> MixtureProblem {
    MixtureProblem(
      uniform, errors: errors, names: linear.indices.map { name(ofLayer: $0) },
      candidates: linear.indices.map { candidates(ofLayer: $0) }, ramBytes: limits.ramBytes)
  }
}
