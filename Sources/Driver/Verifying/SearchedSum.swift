import Interpreter
import NetworkIR

/// A sum whose elements may be chosen freely among some values.
struct SearchedSum: Hashable, Sendable {
  let terms: [SumTerms.Term]
  private let constant: Int
  private let function: RequantizeFunction
  private let input: Int
  private let sources: [Int: Int]
  private let values: [Int]

  init(terms: SumTerms, function: RequantizeFunction, input: Int, sources: [Int: Int]) {
    self.terms = terms.terms.filter { $0.weight != 0 }
    constant = terms.constant
    self.function = function
    self.input = input
    self.sources = sources
    values = sources.keys.sorted()
  }

  /// The smallest and the largest sum.
  private var limits: ClosedRange<Int> {
    let ends = [values.first ?? 0, values.last ?? 0]
    let products = terms.map { term in ends.map { $0 * term.weight }.sorted() }
    return products.reduce(constant) { $0 + $1[0] }...products.reduce(constant) { $0 + $1[1] }
  }

  /// Some sum at which the function takes another value than one below; nil where none is found.
  func anyStep(_ random: inout SplitMix) -> Int? {
    let limits = limits
    for _ in 0..<32 {
      let ends = [Int.random(in: limits, using: &random), Int.random(in: limits, using: &random)]
      var (low, high) = (min(ends[0], ends[1]), max(ends[0], ends[1]))
      guard function.value(at: low) != function.value(at: high) else { continue }
      while high - low > 1 {
        let middle = low + (high - low) / 2
        if function.value(at: middle) == function.value(at: low) {
          low = middle
        } else {
          high = middle
        }
      }
      return high
    }
    return nil
  }

  /// An example whose sum is a given one: from random elements, one at a time is changed to what
  /// comes nearest. The other inputs rest.
  func example(reaching target: Int, in network: Network, _ random: inout SplitMix) -> [[Int]]? {
    guard !terms.isEmpty else { return nil }
    for _ in 0..<8 {
      if let chosen = descent(to: target, &random) {
        var example = network.inputs.map { input in
          let tensor = network[input.tensor]
          return [Int](repeating: tensor.range.nearest(to: 0), count: tensor.shape.elementCount)
        }
        for (term, value) in zip(terms, chosen) {
          example[input][term.element] = sources[value] ?? 0
        }
        return example
      }
    }
    return nil
  }

  private func descent(to target: Int, _ random: inout SplitMix) -> [Int]? {
    var chosen = terms.map { _ in values.randomElement(using: &random) ?? 0 }
    var rest = target - constant - zip(terms, chosen).reduce(0) { $0 + $1.0.weight * $1.1 }
    for _ in 0..<64 {
      if rest == 0 { return chosen }
      guard let step = bestChange(chosen, rest) else { return nil }
      rest -= terms[step.term].weight * (step.value - chosen[step.term])
      chosen[step.term] = step.value
    }
    return rest == 0 ? chosen : nil
  }

  /// The change of one element that leaves least to do; nil where none leaves less.
  private func bestChange(_ chosen: [Int], _ rest: Int) -> (term: Int, value: Int)? {
    var best: (term: Int, value: Int)?
    var least = abs(rest)
    for (index, term) in terms.enumerated() {
      for value in neighbours(of: chosen[index] + rest / term.weight) {
        let left = abs(rest - term.weight * (value - chosen[index]))
        if left < least { (best, least) = ((index, value), left) }
      }
    }
    return best
  }

  /// The values just below and just above a number.
  private func neighbours(of number: Int) -> ArraySlice<Int> {
    var (low, high) = (0, values.count)
    while low < high {
      let middle = (low + high) / 2
      if values[middle] < number { low = middle + 1 } else { high = middle }
    }
    return values[max(0, low - 1)..<min(values.count, low + 1)]
  }
}
