import Diagnostics
import NetworkIR

extension FloatNetwork {
  /// The fewest bits in all of the values between layers that keep what their rounding adds to the
  /// outputs' error, summed up, within a share of the outputs' variance.
  ///
  /// Each value is tried at each number of bits with all others at eight and weights in float; the
  /// least sum of bits is found exactly.
  ///
  /// - Returns: Bits by the name of the node that is rounded.
  /// - Throws: E0103 for unusable inputs, E0403 for values that never change.
  package func chosenActivations(
    _ input: [Float], options: CalibrationOptions, share: Double = 0.005,
    progress: (Int, Int) -> Void = { _, _ in }
  ) throws(DiagnosticList) -> [String: Int] {
    let goal = run(input)
    var options = options
    options.activationBits = Self.mostBits
    let plan = try calibrationFacts(self, input: input, options: options).plan
    let free = freeValues(plan, options)
    let base = try outputError(input, goal, options)
    var layers: [[CombinationOption]] = []
    for (number, node) in free.enumerated() {
      var choices: [CombinationOption] = []
      for bits in Self.leastBits...Self.mostBits {
        var own = options
        own.layerActivations[nodes[node].name] = bits
        let added = bits == Self.mostBits ? 0 : max(0, try outputError(input, goal, own) - base)
        choices.append(
          CombinationOption(loss: bits, flash: Int(min(added, 1) * Self.unit), instructions: 0))
      }
      layers.append(choices)
      progress(number + 1, free.count)
    }
    var problem = CombinationProblem(layers: layers)
    problem.flashLimit = Int(share * Self.unit)
    let best = problem.undominated().first
    return Dictionary(
      uniqueKeysWithValues: zip(free, best?.choices ?? []).map {
        (nodes[$0].name, Self.leastBits + $1)
      })
  }

  private static let leastBits = 2
  private static let mostBits = 8
  private static let unit = 1e8

  /// One node of each grid that is neither the network's input, its output nor asked for.
  private func freeValues(_ plan: GridPlan, _ options: CalibrationOptions) -> [Int] {
    let asked = Set(options.layerActivations.keys)
    var seen = Set<Int>()
    return nodes.indices.dropFirst().filter { index in
      plan.isRounded[index] && index != output && rounded(behind: index, plan) == index
        && plan.sharedGrid[index] != plan.sharedGrid[output]
        && plan.sharedGrid[index] != plan.sharedGrid[0]
        && !asked.contains { name in
          nodes.firstIndex { $0.name == name }.flatMap { rounded(behind: $0, plan) } == index
        } && seen.insert(plan.sharedGrid[index]).inserted
    }
  }

  /// Of the outputs, over their variance, with values rounded and weights in float.
  private func outputError(
    _ input: [Float], _ goal: [Float], _ options: CalibrationOptions
  ) throws(DiagnosticList) -> Double {
    let facts = try calibrationFacts(self, input: input, options: options)
    let quantized = QuantizedNetwork(network: self, facts: facts, layers: [:])
    return OutputDistance(
      quantized.output(input), float: goal, size: nodes[output].shape.elementCount
    ).error
  }
}
