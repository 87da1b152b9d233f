/// One way to do a layer: what it adds to the sum to be minimised and to the sum that is limited.
struct SearchOption: Hashable {
  let objective: Int
  let budget: Int
  /// A bit for each thing that options use together and that is paid for once.
  var shared = 0
}

/// A choice of one option per layer.
struct SearchProblem: Hashable {
  let layers: [[SearchOption]]
  /// What the thing of each bit adds, once, where a chosen option uses it.
  var shared: [SearchOption] = []
}

/// A chosen option for each layer, and the sums.
struct Selection: Hashable {
  let choices: [Int]
  let objective: Int
  let budget: Int
}

/// All selections within the limit that no other beats in both sums, by ascending objective.
///
/// A dynamic programme over the layers that keeps, for each set of shared things, the partial sums
/// that none beats.
///
/// - Parameters:
///   - bound: Leaves out what cannot end below it: a bound of the objective, exclusive.
///   - most: Keeps so many partial sums of each set, evenly spread, where there are more.
/// - Returns: The selections, and whether none was left out.
func paretoFront(
  _ problem: SearchProblem, limit: Int = .max, bound: SearchBound? = nil, most: Int = 1 << 16
) -> (selections: [Selection], isExact: Bool) {
  var search = LayerSearch(problem, limit: limit, bound: bound, most: most)
  for layer in problem.layers.indices { search.extend(layer) }
  return (search.selections, search.isExact)
}

/// The selection of the least objective within the limit, and of those the one with the least
/// budget; nil where none keeps the limit.
func bestSelection(
  _ problem: SearchProblem, limit: Int
) -> (selection: Selection, isExact: Bool)? {
  let bound = SearchBound(problem, limit: limit)
  let front = paretoFront(problem, limit: limit, bound: bound)
  return front.selections.first.map { ($0, front.isExact) }
}

/// Partial sums of the layers so far, one front for each set of shared things.
private struct LayerSearch {
  /// A partial sum; `parent` is its predecessor in `nodes`.
  struct Node {
    let objective: Int
    let budget: Int
    let parent: Int
    let option: Int
  }

  private let problem: SearchProblem
  private let limit: Int
  private let bound: SearchBound?
  private let most: Int
  /// The least budget of all layers from each on.
  private let leastBudget: [Int]
  private var nodes: [Node] = []
  /// Ascending objective, descending budget.
  private var fronts: [Int: [Int]]
  private(set) var isExact = true

  init(_ problem: SearchProblem, limit: Int, bound: SearchBound?, most: Int) {
    (self.problem, self.limit, self.bound, self.most) = (problem, limit, bound, most)
    leastBudget = suffixSums(problem.layers) { $0.budget }
    nodes = [Node(objective: 0, budget: 0, parent: -1, option: 0)]
    fronts = [0: [0]]
  }

  mutating func extend(_ layer: Int) {
    var next: [Int: [Node]] = [:]
    for (set, front) in fronts {
      for (index, option) in problem.layers[layer].enumerated() {
        let setup = setup(option.shared & ~set)
        let (objective, budget) = (
          option.objective + setup.objective, option.budget + setup.budget
        )
        for parent in front {
          let node = Node(
            objective: nodes[parent].objective + objective, budget: nodes[parent].budget + budget,
            parent: parent, option: index)
          if mayEnd(node, before: layer + 1) { next[set | option.shared, default: []].append(node) }
        }
      }
    }
    fronts = next.mapValues { keep($0) }
  }

  private func setup(_ bits: Int) -> (objective: Int, budget: Int) {
    guard bits != 0 else { return (0, 0) }
    return problem.shared.indices.filter { bits >> $0 & 1 == 1 }.reduce(into: (0, 0)) {
      $0.0 += problem.shared[$1].objective
      $0.1 += problem.shared[$1].budget
    }
  }

  /// Whether the rest of the layers can keep the limit and stay below the bound.
  private func mayEnd(_ node: Node, before layer: Int) -> Bool {
    guard node.budget <= limit - leastBudget[layer] else { return false }
    return bound?.mayEnd(node.objective, node.budget, before: layer) ?? true
  }

  /// The undominated of them, stored.
  private mutating func keep(_ candidates: [Node]) -> [Int] {
    var kept: [Node] = []
    for node in candidates.sorted(by: { ($0.objective, $0.budget) < ($1.objective, $1.budget) })
    where node.budget < kept.last?.budget ?? Int.max {
      kept.append(node)
    }
    if kept.count > most {
      isExact = false
      kept = (0..<most).map { kept[$0 * (kept.count - 1) / (most - 1)] }
    }
    nodes += kept
    return Array(nodes.count - kept.count..<nodes.count)
  }

  /// The undominated ends of all sets.
  var selections: [Selection] {
    var front: [Selection] = []
    let ends = fronts.values.joined().sorted {
      (nodes[$0].objective, nodes[$0].budget, $0) < (nodes[$1].objective, nodes[$1].budget, $1)
    }
    for end in ends where nodes[end].budget < front.last?.budget ?? Int.max {
      front.append(
        Selection(
          choices: choices(of: end), objective: nodes[end].objective, budget: nodes[end].budget))
    }
    return front
  }

  private func choices(of end: Int) -> [Int] {
    var options: [Int] = []
    var node = end
    while nodes[node].parent >= 0 {
      options.append(nodes[node].option)
      node = nodes[node].parent
    }
    return options.reversed()
  }
}

/// What no selection within the limit can be better than, for any partial sum: the Lagrangian bound
/// objective + price * (budget - limit), with one price of the budget for all layers.
struct SearchBound {
  /// Of the price, 1024ths.
  private let price: Int
  /// 1024 times the least of objective + price * budget of all layers from each on.
  private let rest: [Int]
  private let limit: Int
  /// The objective of a selection that keeps the limit.
  private let known: Int

  /// nil where the limit is so large, or so small, that the bound helps nothing.
  init?(_ problem: SearchProblem, limit: Int) {
    guard limit < 1 << 50, limit > 0 else { return nil }
    let largest = problem.layers.reduce(limit) { $0 + ($1.map(\.budget).max() ?? 0) }
    // So that no product leaves 62 bits.
    var (low, high) = (0, min(1 << 30, (1 << 61) / largest))
    guard Self.selection(problem, price: high).budget <= limit else { return nil }
    while high - low > 1 {
      let middle = (low + high) / 2
      if Self.selection(problem, price: middle).budget <= limit {
        high = middle
      } else {
        low = middle
      }
    }
    price = high
    rest = suffixSums(problem.layers) { [price] in 1024 * $0.objective + price * $0.budget }
    self.limit = limit
    known = Self.selection(problem, price: high).objective
  }

  func mayEnd(_ objective: Int, _ budget: Int, before layer: Int) -> Bool {
    1024 * objective + price * (budget - limit) + rest[layer] <= 1024 * known
  }

  /// Each layer's best for the price, with what it shares paid once.
  private static func selection(
    _ problem: SearchProblem, price: Int
  ) -> (objective: Int, budget: Int) {
    var (objective, budget, used) = (0, 0, 0)
    for options in problem.layers {
      guard
        let best = options.min(by: {
          (1024 * $0.objective + price * $0.budget, $0.budget)
            < (1024 * $1.objective + price * $1.budget, $1.budget)
        })
      else { continue }
      objective += best.objective
      budget += best.budget
      used |= best.shared
    }
    for (index, thing) in problem.shared.enumerated() where used >> index & 1 == 1 {
      objective += thing.objective
      budget += thing.budget
    }
    return (objective, budget)
  }
}

/// For each layer, the sum over it and those behind it of the least value; 0 behind the last.
private func suffixSums(
  _ layers: [[SearchOption]], _ value: (SearchOption) -> Int
) -> [Int] {
  var sums = [0]
  for options in layers.reversed() {
    sums.append(sums[sums.count - 1] + (options.map(value).min() ?? 0))
  }
  return sums.reversed()
}
