import Diagnostics
import Foundation
import NetworkIR

/// Chooses the grid of every value that becomes integers.
struct GridChoice {
  private let network: FloatNetwork
  private let plan: GridPlan
  private let options: CalibrationOptions
  /// By the number of the shared grid.
  private var statistics: [Int: ValueStatistics] = [:]
  /// The bits that were asked for, by the node that is rounded.
  private let asked: [Int: Int]

  /// - Throws: E0102 for levels of values that have none of their own, and for two orders for one.
  init(
    _ network: FloatNetwork, _ plan: GridPlan, _ statistics: [ValueStatistics?],
    _ options: CalibrationOptions
  ) throws(DiagnosticList) {
    self.network = network
    self.plan = plan
    self.options = options
    asked = try askedBits(network, plan, options)
    for (index, found) in statistics.enumerated() {
      guard let found else { continue }
      let limited = limited(found, at: index)
      let number = plan.sharedGrid[index]
      self.statistics[number] = self.statistics[number]?.merged(with: limited) ?? limited
    }
  }

  /// By node.
  func grids() -> [ActivationGrid?] {
    var chosen: [Int: ActivationGrid] = [:]
    var units: [Int: Double] = [:]
    for (index, node) in network.nodes.enumerated() {
      guard case .recurrence(let recurrence) = node.operation else { continue }
      let grid = recurrence.outputGrid(bits: options.activationBits)
      chosen[plan.sharedGrid[index]] = grid
      units[plan.sharedUnit[index]] = grid.scale
    }
    for number in statistics.keys.sorted() {
      guard let found = statistics[number] else { continue }
      let search = GridSearch(statistics: found, bits: bits(of: number))
      let unit = plan.sharedUnit[number]
      var grid = units[unit].map { search.best(multipleOf: $0) } ?? search.best()
      if units[unit] == nil, let scale = poolScale(number, grid, chosen) { grid.scale = scale }
      units[unit] = units[unit] ?? grid.scale
      chosen[number] = grid
    }
    return network.nodes.indices.map { plan.isInteger[$0] ? chosen[plan.sharedGrid[$0]] : nil }
  }

  private func bits(of number: Int) -> Int {
    let members = network.nodes.indices.filter { plan.sharedGrid[$0] == number }
    if members.contains(0) { return options.inputBits }
    if let asked = members.compactMap({ asked[$0] }).max() { return asked }
    let isOutput = members.contains { index in
      index == network.output
        || network.nodes.contains { node in
          if case .argMax = node.operation { node.inputs[0] == index } else { false }
        }
    }
    if isOutput { return max(options.outputBits, options.activationBits) }
    // What goes into a table keeps the precision that its steep parts need.
    let entersTable = members.contains { feedsTable($0) }
    return entersTable ? max(options.activationBits, 8) : options.activationBits
  }

  private func feedsTable(_ index: Int) -> Bool {
    network.nodes.contains { node in
      guard case .pointwise(let function) = node.operation, function.clamp == nil else {
        return false
      }
      return node.inputs[0] == index
    }
  }

  /// A grid before a function with flat ends need not reach far into them.
  private func limited(_ found: ValueStatistics, at index: Int) -> ValueStatistics {
    let functions = network.nodes.filter { $0.inputs.contains(index) }.map {
      node -> ClosedRange<Float>? in
      if case .pointwise(let function) = node.operation { function.usefulArguments } else { nil }
    }
    guard let range = functions.first ?? nil, functions.count == 1 else { return found }
    var result = found
    result.least = min(max(found.least, range.lowerBound), range.upperBound)
    result.greatest = min(max(found.greatest, range.lowerBound), range.upperBound)
    result.sample = found.sample.map { min(max($0, range.lowerBound), range.upperBound) }
    return result
  }

  /// A mean's scale whose ratio to the sum's is a few powers of two: the nearest one above.
  private func poolScale(
    _ number: Int, _ grid: ActivationGrid, _ chosen: [Int: ActivationGrid]
  ) -> Double? {
    guard case .averagePool(let geometry, true) = network.nodes[number].operation,
      let input = chosen[plan.sharedGrid[network.nodes[number].inputs[0]]]
    else { return nil }
    let unit = input.scale / Double(geometry.kernelCount)
    let ratios = ScaleGrid(unit: 1).neighbours(of: unit / grid.scale)
    return ratios.filter { unit / $0 >= grid.scale }.map { unit / $0 }.min()
  }
}

/// The bits that were asked for, by the node that is rounded.
private func askedBits(
  _ network: FloatNetwork, _ plan: GridPlan, _ options: CalibrationOptions
) throws(DiagnosticList) -> [Int: Int] {
  var orders: [Int: (name: String, bits: Int)] = [:]
  for (name, bits) in options.layerActivations.sorted(by: { $0.key < $1.key }) {
    guard let node = network.nodes.firstIndex(where: { $0.name == name }) else { continue }
    guard let rounded = network.rounded(behind: node, plan) else {
      throw refusal(
        "the values behind \"\(name)\" have no levels of their own",
        remedy: "name the layer whose values they are; what a recurrence gives has --activations")
    }
    if let other = orders[rounded], other.bits != bits {
      throw refusal(
        "the values behind \"\(other.name)\" and \"\(name)\" are the same, and cannot have "
          + "\(other.bits) and \(bits) bits",
        remedy: "give one of the two orders")
    }
    orders[rounded] = (name, bits)
  }
  return orders.mapValues(\.bits)
}

private func refusal(_ cause: String, remedy: String) -> DiagnosticList {
  Diagnostic(
    .badArgument, at: .argument("--layer-activations"), cause: cause, remedy: remedy
  ).alone
}

extension PointwiseFunction {
  /// Arguments outside of which the function hardly changes.
  fileprivate var usefulArguments: ClosedRange<Float>? {
    switch self {
    case .tanh, .erf: -3...3
    case .sigmoid: -6...6
    case .hardSigmoid, .softsign: -3...3
    case .hardSwish: -3...Float.infinity
    case .gelu: -4...Float.infinity
    case .elu, .selu: -5...Float.infinity
    case .relu, .clip, .leakyRelu, .softplus, .exp, .log, .sqrt, .reciprocal, .absolute, .negate,
      .floor, .ceiling, .round, .sign:
      nil
    }
  }
}
