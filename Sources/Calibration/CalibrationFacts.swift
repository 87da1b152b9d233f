import Diagnostics
import FixedPoint
import NetworkIR

/// What the calibration inputs show of the float network: the grids of its values.
package struct CalibrationFacts: Sendable {
  package let plan: GridPlan
  /// By node; nil where a value is not integers.
  package let grids: [ActivationGrid?]
  /// What stands between each linear operator and the next grid.
  let followers: [Int: Follower]
  let notes: DiagnosticList
}

/// What stands between a linear operator and the next grid.
struct Follower: Sendable {
  /// Outside of these ends all outputs are the same.
  var ends: ClosedRange<Float>
  /// The grid's step, where only clamps stand between.
  var step: Double?
}

/// Runs the calibration inputs through the float network and chooses the grids.
///
/// - Throws: E0102 for orders of levels that cannot be kept, E0103 for unusable inputs, E0403 for
///   values that never change.
package func calibrationFacts(
  _ network: FloatNetwork, input: [Float], options: CalibrationOptions
) throws(DiagnosticList) -> CalibrationFacts {
  try checkInputs(input, of: network)
  let plan = GridPlan(network, tableLevels: 1 << options.activationBits)
  var statistics = [ValueStatistics?](repeating: nil, count: network.nodes.count)
  var review = LayerReview(network, count: input.count / network.nodes[0].shape.elementCount)
  network.run(input) { index, values in
    if plan.isRounded[index] { statistics[index] = ValueStatistics(values) }
    review.review(index, values)
  }
  try review.notes.throwIfErrors()
  let grids = try GridChoice(network, plan, statistics, options).grids()
  return CalibrationFacts(
    plan: plan, grids: grids, followers: followers(network, plan, grids), notes: review.notes)
}

private func followers(
  _ network: FloatNetwork, _ plan: GridPlan, _ grids: [ActivationGrid?]
) -> [Int: Follower] {
  let users = network.users
  var followers: [Int: Follower] = [:]
  for (index, _) in network.linearNodes {
    var ends = -Float.infinity...Float.infinity
    var current = index
    while !plan.isRounded[current], users[current].count == 1,
      case .pointwise(let function) = network.nodes[users[current][0]].operation,
      let clamp = function.clamp
    {
      ends = ends.clamped(to: clamp)
      current = users[current][0]
    }
    guard plan.isRounded[current], let grid = grids[current] else {
      followers[index] = Follower(ends: ends)
      continue
    }
    followers[index] = Follower(ends: ends.clamped(to: grid.ends), step: grid.scale)
  }
  return followers
}
