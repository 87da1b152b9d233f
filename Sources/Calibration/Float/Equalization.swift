import Diagnostics
import NetworkIR

/// Two linear operators between which every channel may have a scale of its own, since all that
/// stands between them keeps positive factors.
struct ChannelPair: Hashable {
  let first: Int
  let second: Int
  /// The last node between them, whose channels are those of the first.
  let value: Int
}

extension FloatNetwork {
  /// The network with the channels of neighbouring layers brought to like ranges, which changes
  /// nothing in float, where that lessens what rounding alone does to the outputs.
  ///
  /// A channel that is divided by a factor on its way out and multiplied by it on its way in uses
  /// more of the levels that its tensor shares; weights of the second layer become less alike in
  /// turn. Each pair is tried with every weight rounded to four bits, whatever it will be, so that
  /// all choices of weights start from one network.
  ///
  /// - Returns: The network, and a note for each pair that was changed.
  package func equalized(
    _ input: [Float], options: CalibrationOptions
  ) -> (network: FloatNetwork, notes: [Diagnostic]) {
    var best = (network: self, notes: [Diagnostic]())
    let pairs = channelPairs
    let size = max(nodes[0].shape.elementCount, 1)
    guard !pairs.isEmpty, input.count >= size, input.count % size == 0 else { return best }
    let some = Array(input.prefix(Self.examples * size))
    let goal = run(some)
    // Inputs that cannot be used are refused by who calibrates.
    guard var least = best.network.roundingError(some, goal, options) else { return best }
    let ranges = channelRanges(pairs, some)
    for (pair, ranges) in zip(pairs, ranges) {
      let candidate = best.network.scaled(pair, by: Self.factors(ranges))
      guard let error = candidate.roundingError(some, goal, options),
        error < Self.leastGain * least
      else { continue }
      least = error
      best.network = candidate
      best.notes.append(note(pair))
    }
    return best
  }

  private static let examples = 64
  private static let leastGain = 0.97

  private func note(_ pair: ChannelPair) -> Diagnostic {
    Diagnostic(
      .note, .remark,
      at: .node(name: nodes[pair.first].name, operator: nodes[pair.first].operatorName),
      cause: "its channels were brought to like ranges",
      remedy: "\"\(nodes[pair.second].name)\" takes the factors back; nothing changes in float")
  }

  /// Pairs in the order of their first operators.
  var channelPairs: [ChannelPair] {
    let users = users
    return linearNodes.compactMap { first, linear in
      var current = first
      while users[current].count == 1 {
        let next = users[current][0]
        if case .linear(let second) = nodes[next].operation {
          let isFitting = second.channels == linear.outputs && second.isDense == linear.isDense
          return isFitting ? ChannelPair(first: first, second: next, value: current) : nil
        }
        guard nodes[next].keepsFactors else { return nil }
        current = next
      }
      return nil
    }
  }

  /// By pair and channel: the largest magnitude that the second operator is given.
  private func channelRanges(_ pairs: [ChannelPair], _ input: [Float]) -> [[Float]] {
    var found: [Int: [Float]] = [:]
    run(input) { index, values in
      guard let pair = pairs.first(where: { $0.value == index }),
        case .linear(let linear) = nodes[pair.first].operation
      else { return }
      let size = nodes[index].shape.elementCount
      let positions = size / max(linear.outputs, 1)
      var ranges = [Float](repeating: 0, count: linear.outputs)
      for (element, value) in values.enumerated() {
        let inside = element % size
        let channel = linear.isDense ? inside % linear.outputs : inside / positions
        ranges[channel] = max(ranges[channel], abs(value))
      }
      found[index] = ranges
    }
    return pairs.map { found[$0.value] ?? [] }
  }

  /// The root of how far each range is from their mean (in logarithms), at most eightfold.
  private static func factors(_ ranges: [Float]) -> [Float] {
    let alive = ranges.filter { $0 > 0 }
    let sum = alive.reduce(0.0) { $0 + logarithm(Double($1)) }
    let middle = sum / Double(max(alive.count, 1))
    return ranges.map { range in
      guard range > 0 else { return 1 }
      let exponent = (logarithm(Double(range)) - middle) / 2
      return Float(power(2, min(max(exponent, -3), 3)))
    }
  }

  private func scaled(_ pair: ChannelPair, by factors: [Float]) -> FloatNetwork {
    var network = self
    guard case .linear(var first) = nodes[pair.first].operation,
      case .linear(var second) = nodes[pair.second].operation
    else { return self }
    for (channel, factor) in factors.enumerated() {
      for column in 0..<first.columns { first.weights[channel * first.columns + column] /= factor }
      first.bias[channel] /= factor
    }
    for index in second.weights.indices {
      let (output, column) = (index / second.columns, index % second.columns)
      second.weights[index] *= factors[second.channel(of: column, output: output)]
    }
    network.nodes[pair.first].operation = .linear(first)
    network.nodes[pair.second].operation = .linear(second)
    return network
  }

  /// The squared error of the outputs with weights and values rounded to the nearest; nil where the
  /// inputs say nothing about some value.
  private func roundingError(
    _ input: [Float], _ goal: [Float], _ options: CalibrationOptions
  ) -> Double? {
    guard let facts = try? calibrationFacts(self, input: input, options: options) else {
      return nil
    }
    var rounded = self
    for (index, linear) in linearNodes {
      rounded.nodes[index].operation = .linear(linear.rounded(.uniform(bits: 4)))
    }
    let quantized = QuantizedNetwork(network: rounded, facts: facts, layers: [:])
    return zip(quantized.output(input), goal).reduce(0) {
      $0 + Double($1.0 - $1.1) * Double($1.0 - $1.1)
    }
  }
}

extension FloatNode {
  /// Whether a positive factor on a channel comes out as it goes in.
  fileprivate var keepsFactors: Bool {
    switch operation {
    case .pointwise(.relu), .pointwise(.leakyRelu), .pointwise(.absolute), .pointwise(.negate),
      .maxPool, .averagePool:
      true
    case .input, .linear, .affine, .pointwise, .sum, .product, .concatenate, .reshape,
      .transpose, .slice, .pad, .argMax, .recurrence:
      false
    }
  }
}

extension FloatLinear {
  fileprivate var isDense: Bool { geometry == nil }
  /// Of the input.
  fileprivate var channels: Int { columns / (geometry?.kernelCount ?? 1) * groups }

  /// The input channel that a column of an output reads.
  fileprivate func channel(of column: Int, output: Int) -> Int {
    group(of: output) * (channels / groups) + column / (geometry?.kernelCount ?? 1)
  }

  /// Every weight at the nearest level, at the scale that changes a channel's weights least.
  fileprivate func rounded(_ alphabet: WeightAlphabet) -> FloatLinear {
    let rows = (0..<outputs).map { row($0).map { Double($0) } }
    let peaks = rows.map { $0.map(abs).max() ?? 0 }
    let levels = alphabet.levels(
      for: zip(rows, peaks).flatMap { row, peak in row.map { peak > 0 ? $0 / peak : 0 } })
    var result = self
    result.weights = mapInParallel(outputs) { output in
      let candidates = stride(from: 1.0, through: 0.2, by: -0.1).map { share -> [Double] in
        let scale = peaks[output] * share / Double(max(levels.largest, 1))
        guard scale > 0 else { return rows[output] }
        return rows[output].map { scale * Double(levels.nearest(to: $0 / scale)) }
      }
      let errors = candidates.map { candidate in
        zip(candidate, rows[output]).reduce(0.0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      }
      return zip(candidates, errors).min { $0.1 < $1.1 }?.0 ?? rows[output]
    }.flatMap { $0.map { Float($0) } }
    return result
  }
}
