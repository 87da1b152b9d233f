import NetworkIR

/// The convolutions without a border that could copy their input's rows, so that their result may
/// take the input's place, and what that costs.
struct RowCopies {
  /// By step: instructions of the copies, and of the convolution by each strategy.
  private var prices: [Int: (copies: Int, strategies: [StrategyPrice])] = [:]

  init(_ entries: [Schedule.Entry], _ layers: [ChoiceSpace.Layer]) {
    let strategies = Dictionary(uniqueKeysWithValues: layers.map { ($0.step, $0.options) })
    for entry in entries {
      guard case .convolution(let convolution) = entry.stage.main.kind else { continue }
      let plane = PlaneGeometry(
        convolution.geometry, input: entry.network[entry.stage.main.inputs[0]].shape,
        output: entry.network[entry.stage.outputs[0]].shape)
      guard plane.fitsStrip, !plane.isPadded else { continue }
      // A load, a store, two pointers and a jump.
      prices[entry.step] = (5 * entry.runs * plane.strip.copied, strategies[entry.step] ?? [])
    }
  }

  /// All of them: for where memory is short.
  var all: Set<Int> { Set(prices.keys) }

  /// Those that cost less than 2 % of their convolution: always worth the memory.
  func cheap(with chosen: [Int: LinearStrategy]) -> Set<Int> {
    Set(
      prices.filter { step, price in
        let own = price.strategies.first { $0.strategy == chosen[step] }
        return 50 * price.copies <= own?.instructions ?? 0
      }.keys)
  }
}
