import FixedPoint
import NetworkIR

/// Moves biases, and then integers, so that the network's outputs come closer to the float
/// network's, all layers together: what a layer by itself cannot see is how its errors add to
/// those of others.
///
/// The outputs are taken for linear in what is moved (Gauss and Newton). Every fourth example is
/// held out: a step is kept only where it lessens the true error of the quantised outputs on the
/// examples that it was computed from and on those that it was not.
struct OutputTuning {
  let input: [Float]
  /// The float network's outputs, [examples, size].
  let goal: [Float]
  let count: Int
  let size: Int
  /// What the outputs are weighed with: [size] each.
  let directions: [[Float]]
  private(set) var quantized: QuantizedNetwork
  private(set) var score: Score
  /// The least errors so far: what more classes may cost is measured from here.
  private var least: Score
  /// Not where so little is moved that it cannot be fitted to chance.
  var holdsOut = true

  struct Score: Sendable {
    var fitted = 0.0
    var heldOut = 0.0
    /// The share of examples with the float network's class.
    var agreement = 0.0

    var sum: Double { fitted + heldOut }

    func isBetter(than other: Score) -> Bool {
      fitted < other.fitted && heldOut < other.heldOut
    }

    /// Whether both errors are at most a fiftieth larger.
    func isNear(_ least: Score) -> Bool {
      fitted < 1.02 * least.fitted && heldOut < 1.02 * least.heldOut
    }

    /// The lesser errors of both.
    func least(with other: Score) -> Score {
      Score(fitted: min(fitted, other.fitted), heldOut: min(heldOut, other.heldOut))
    }
  }

  /// Fewer examples say too little.
  static let leastExamples = 32
  private static let mostValues = 120_000_000
  private static let mostDirections = 16

  /// nil where there are too few inputs.
  init?(_ quantized: QuantizedNetwork, input: [Float], goal: [Float], seed: UInt64) {
    let network = quantized.network
    let inputSize = max(network.nodes[0].shape.elementCount, 1)
    let all = network.nodes.reduce(0) { $0 + $1.shape.elementCount }
    size = network.nodes[network.output].shape.elementCount
    count = min(input.count / inputSize, Self.mostValues / max(all, 1))
    guard count >= Self.leastExamples, size > 0 else { return nil }
    self.quantized = quantized
    self.input = Array(input.prefix(count * inputSize))
    self.goal = Array(goal.prefix(count * size))
    directions = Self.directions(size, seed)
    (score, least) = (Score(), Score())
    score = scored(quantized.output(self.input))
    least = score
  }

  /// The outputs themselves, or where they are many, seeded sums of them.
  private static func directions(_ size: Int, _ seed: UInt64) -> [[Float]] {
    guard size > mostDirections else {
      return (0..<size).map { output in (0..<size).map { $0 == output ? 1 : 0 } }
    }
    var random = Shuffler(state: seed)
    let share = 1 / Float(mostDirections).squareRoot()
    return (0..<mostDirections).map { _ in
      (0..<size).map { _ in random.next() & 1 == 0 ? share : -share }
    }
  }

  /// Whether an example is kept from the equations.
  func isHeldOut(_ example: Int) -> Bool { holdsOut && Self.mayBeHeldOut(example) }

  private static func mayBeHeldOut(_ example: Int) -> Bool { example % 4 == 3 }

  func scored(_ output: [Float]) -> Score {
    var score = Score()
    for (index, value) in output.enumerated() {
      let error = Double(value) - Double(goal[index])
      if Self.mayBeHeldOut(index / size) {
        score.heldOut += error * error
      } else {
        score.fitted += error * error
      }
    }
    score.agreement = OutputDistance(output, float: goal, size: size).agreement
    return score
  }

  /// Takes the layers over where they are better.
  mutating func take(_ layers: [Int: IntegerLayer]) -> Bool {
    var candidate = quantized
    candidate.layers = layers
    let score = scored(candidate.output(input))
    guard holdsOut ? score.isBetter(than: self.score) : score.sum < self.score.sum else {
      return false
    }
    (self.score, quantized) = (score, candidate)
    least = least.least(with: score)
    return true
  }

  /// Takes the layers over where more examples have the float network's class and the squared errors
  /// are at most a fiftieth larger than the least so far, however often this is done.
  mutating func takeForClasses(_ layers: [Int: IntegerLayer]) -> Bool {
    guard size > 1 else { return false }
    var candidate = quantized
    candidate.layers = layers
    let score = scored(candidate.output(input))
    guard score.agreement > self.score.agreement, score.isNear(least) else { return false }
    (self.score, quantized) = (score, candidate)
    return true
  }

  /// The outputs' distance from the goal along the directions, [directions, examples]; zero where an
  /// example is held out.
  func residual(_ output: [Float]) -> [Float] {
    directions.flatMap { direction in
      (0..<count).map { example in
        isHeldOut(example)
          ? 0
          : (0..<size).reduce(Float(0)) {
            let place = example * size + $1
            return direction[$1] == 0 ? $0 : $0 + direction[$1] * (output[place] - goal[place])
          }
      }
    }
  }

  /// The nearest bias that the layer's arithmetic can have.
  func rounded(_ bias: Double, of output: Int, in layer: IntegerLayer, node: Int) -> Double {
    scaleGrid(node).bias(
      bias, scale: layer.scales[output], step: quantized.facts.followers[node]?.step ?? 1)
  }

  /// The scales that a layer's channels may have.
  func scaleGrid(_ node: Int) -> ScaleGrid {
    let facts = quantized.facts
    let inputStep = facts.grids[quantized.network.nodes[node].inputs[0]]?.scale ?? 1
    return ScaleGrid(unit: facts.followers[node]?.step.map { $0 / inputStep })
  }
}
