import Lowering
import NetworkIR

/// What occurred how often, by the kind of thing and its name.
package struct Coverage: Hashable, Sendable, Codable {
  package var counts: [String: [String: Int]] = [:]

  package init() {}

  package mutating func add(_ group: String, _ name: String, _ count: Int = 1) {
    counts[group, default: [:]][name, default: 0] += count
  }

  package mutating func merge(_ other: Coverage) {
    for (group, names) in other.counts {
      for (name, count) in names { add(group, name, count) }
    }
  }

  package subscript(group: String, name: String) -> Int { counts[group]?[name] ?? 0 }

  mutating func add(_ made: MadeNetwork) {
    for family in Set(made.network.operators.map { OperatorFamily($0.kind) }) {
      add("operators", family.rawValue)
    }
    for family in Set(made.network.operators.flatMap(\.kind.functionFamilies)) {
      add("requantisations", family.rawValue)
    }
    for alphabet in made.alphabets { add("weights", alphabet.rawValue) }
    for trait in made.traits { add("traits", trait.rawValue) }
    add("draws", "drawn", made.drawn)
    for (reason, count) in made.refused { add("draws", "left out: \(reason)", count) }
  }

  mutating func add(_ result: TrialResult, _ plan: TrialPlan) {
    for strategy in result.strategies { add("strategies", strategy.rawValue) }
    add("targets", plan.target)
    add("rows", plan.rows == .never || result.usesRows ? plan.rows.rawValue : "always, none found")
    for (status, count) in result.proofs { add("proofs", status, count) }
  }
}

extension OperatorKind {
  /// The requantisations in it, those of a recurrence's body too.
  var functionFamilies: [FunctionFamily] {
    switch self {
    case .requantize(let requantize): requantize.functions.map(FunctionFamily.init)
    case .recurrence(let recurrence): recurrence.body.operators.flatMap(\.kind.functionFamilies)
    case .dense, .convolution, .mappedSum, .maxPool, .sumPool, .reshape, .transpose, .concatenate,
      .pad, .argMax, .topK, .product, .extremum, .slice, .dilate, .reduce, .softmax, .constant:
      []
    }
  }
}

extension Coverage {
  /// What should occur and has not, as "group: name".
  package var missing: [String] {
    let wanted: [(String, [String])] = [
      ("operators", OperatorFamily.allCases.map(\.rawValue)),
      ("requantisations", FunctionFamily.allCases.map(\.rawValue)),
      ("strategies", LinearStrategy.allCases.map(\.rawValue)),
      ("weights", WeightAlphabet.allCases.map(\.rawValue)),
      ("traits", NetworkTrait.allCases.map(\.rawValue)),
      ("targets", Workbench.targetNames), ("rows", RowPlan.allCases.map(\.rawValue)),
    ]
    return wanted.flatMap { group, names in
      names.filter { self[group, $0] == 0 }.map { "\(group): \($0)" }
    }
  }

  /// A line for each group.
  package var table: String {
    counts.keys.sorted().map { group in
      let names = (counts[group] ?? [:]).sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      return "\(group): " + names.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    }.joined(separator: "\n")
  }
}
