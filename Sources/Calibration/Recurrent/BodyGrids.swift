import Diagnostics
import Foundation
import NetworkIR

/// The grids of a recurrence's body: powers of two, so that products and sums of gates and states
/// stay exact integers and need shifts alone.
struct BodyGrids {
  /// Of the arguments of gates: bits behind the point by the function, and bits in all at least.
  private static let argumentBits = 10
  private static let mostArgumentBits = 15
  /// Sums take weights up to 2^10.
  private static let largestRatio = 1024.0

  private let recurrence: FloatRecurrence
  private let statistics: [ValueStatistics]
  private let bits: Int
  private var grids: [ActivationGrid?]
  /// Of every value in integers.
  private var units: [Double]

  /// - Parameters:
  ///   - statistics: Of each node of the body.
  ///   - bits: Of the values that matrix products read.
  init(
    _ recurrence: FloatRecurrence, statistics: [ValueStatistics], input: ActivationGrid, bits: Int
  ) {
    self.recurrence = recurrence
    self.statistics = statistics
    self.bits = bits
    grids = recurrence.body.nodes.map { _ in nil }
    units = grids.map { _ in 1 }
    round(0, to: input)
    for state in recurrence.states {
      let grid = stateGrid(state)
      round(state.node, to: grid)
      round(state.next, to: grid)
    }
    for index in recurrence.body.nodes.indices { choose(index) }
  }

  /// - Parameter notes: What is to be said of the body's values.
  func facts(_ notes: DiagnosticList) -> CalibrationFacts {
    let isRounded = grids.map { $0 != nil }
    var followers: [Int: Follower] = [:]
    for (index, _) in recurrence.body.linearNodes {
      guard let grid = grids[index] else { continue }
      followers[index] = Follower(ends: grid.ends, step: grid.scale)
    }
    return CalibrationFacts(
      plan: GridPlan(isRounded: isRounded, isInteger: isRounded), grids: grids,
      followers: followers, notes: notes)
  }

  private mutating func round(_ index: Int, to grid: ActivationGrid) {
    grids[index] = grid
    units[index] = grid.scale
  }

  private func stateGrid(_ state: FloatState) -> ActivationGrid {
    guard recurrence.isMemory(state) else { return recurrence.hiddenGrid(bits: bits) }
    let memory = FloatRecurrence.memoryBits
    if state == recurrence.states[0] { return recurrence.hiddenGrid(bits: memory) }
    // A cell may go farther on the device than in the recordings.
    let largest = max(statistics[state.node].magnitude, statistics[state.next].magnitude) * 1.5
    return signedGrid(covering: largest, bits: memory)
  }

  private func signedGrid(covering largest: Double, bits: Int) -> ActivationGrid {
    let most = Double(1 << (bits - 1)) - 1
    let scale = exp2(log2(max(largest, 0x1p-20) / most).rounded(.up))
    return ActivationGrid(scale: scale, zero: 0, bits: bits, isSigned: true)
  }

  private mutating func choose(_ index: Int) {
    let node = recurrence.body.nodes[index]
    if case .sum = node.operation { alignSum(node, index) }
    guard grids[index] == nil else { return }
    switch node.operation {
    case .linear: round(index, to: argumentGrid(index))
    case .pointwise(let function):
      round(
        index,
        to: function.clamp == nil ? valueGrid(of: function) : recurrence.hiddenGrid(bits: bits)
      )
    case .product:
      if feedsLinear(index) {
        round(index, to: recurrence.hiddenGrid(bits: bits))
      } else {
        units[index] = units[node.inputs[0]] * units[node.inputs[1]]
      }
    case .sum:
      units[index] = node.inputs.map { units[$0] }.min() ?? 1
      if let function = ownFunction(index) { round(index, to: tableGrid(of: function)) }
    case .input, .affine, .maxPool, .averagePool, .concatenate, .reshape, .transpose, .pad, .argMax,
      .slice, .recurrence:
      round(index, to: signedGrid(covering: statistics[index].magnitude, bits: 16))
    }
  }

  private func feedsLinear(_ index: Int) -> Bool {
    recurrence.body.nodes.contains { node in
      if case .linear = node.operation { node.inputs[0] == index } else { false }
    }
  }

  /// Addends of too different units: the finer one is rounded.
  private mutating func alignSum(_ node: FloatNode, _ index: Int) {
    let finest = node.inputs.map { units[$0] }.min() ?? 1
    let coarsest = node.inputs.map { units[$0] }.max() ?? 1
    if coarsest / finest > Self.largestRatio,
      let finer = node.inputs.first(where: { units[$0] == finest })
    {
      let scale = grids[index]?.scale ?? coarsest / Self.largestRatio * 2
      let bits = bitCount(Int(statistics[finer].magnitude / scale)) + 2
      round(finer, to: ActivationGrid(scale: scale, zero: 0, bits: bits, isSigned: true))
    }
  }

  /// Of a share of a gate's argument: fine enough that the function's value hardly changes, and as
  /// wide as the inputs show, since two large shares may cancel.
  private func argumentGrid(_ index: Int) -> ActivationGrid {
    let scale = tableGrid(of: gateFunction(behind: index) ?? .tanh).scale
    let needed = bitCount(Int(statistics[index].magnitude * 1.25 / scale)) + 1
    let bits = min(max(needed, Self.argumentBits), Self.mostArgumentBits)
    return ActivationGrid(scale: scale, zero: 0, bits: bits, isSigned: true)
  }

  private func gateFunction(behind index: Int) -> PointwiseFunction? {
    let users = recurrence.body.users[index]
    for user in users {
      if case .pointwise(let function) = recurrence.body.nodes[user].operation { return function }
      if let function = gateFunction(behind: user) { return function }
    }
    return nil
  }

  /// The function that reads a sum.
  private func ownFunction(_ index: Int) -> PointwiseFunction? {
    for user in recurrence.body.users[index] {
      if case .pointwise(let function) = recurrence.body.nodes[user].operation,
        function.clamp == nil
      {
        return function
      }
    }
    return nil
  }

  /// Of a function's argument: as wide as it bends, so that all gates share a table.
  private func tableGrid(of function: PointwiseFunction) -> ActivationGrid {
    ActivationGrid(
      scale: function == .sigmoid ? 0x1p-5 : 0x1p-6, zero: 0, bits: 9, isSigned: true)
  }

  /// A gate reaches 1, so that what it keeps does not fade.
  private func valueGrid(of function: PointwiseFunction) -> ActivationGrid {
    function == .sigmoid
      ? ActivationGrid(scale: 0x1p-8, zero: 0, bits: 9, isSigned: false)
      : ActivationGrid(scale: 0x1p-7, zero: 0, bits: 8, isSigned: true)
  }
}

extension ValueStatistics {
  fileprivate var magnitude: Double { Double(max(abs(least), abs(greatest))) }
}
