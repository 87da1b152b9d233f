import TestSupport
import Testing

@testable import Lowering

@Suite("Exact search over layers and strategies")
struct ExactSearchTests {
  /// A random problem that can be enumerated.
  private func problem(_ seed: UInt64) -> SearchProblem {
    var random = SplitMix(seed: seed)
    func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
    let things = number(0...3)
    let layers = (0..<number(1...5)).map { _ in
      (0..<number(1...5)).map { _ in
        SearchOption(
          objective: number(0...40), budget: number(0...40), shared: number(0...7) & number(0...7))
      }
    }
    let shared = (0..<3).map { thing in
      thing < things
        ? SearchOption(objective: number(0...9), budget: number(0...25))
        : SearchOption(objective: 0, budget: 0)
    }
    return SearchProblem(layers: layers, shared: shared)
  }

  /// The sums of every choice.
  private func all(_ problem: SearchProblem) -> [Selection] {
    var choices: [[Int]] = [[]]
    for layer in problem.layers {
      choices = choices.flatMap { choice in layer.indices.map { choice + [$0] } }
    }
    return choices.map { sums(of: $0, problem) }
  }

  private func sums(of choice: [Int], _ problem: SearchProblem) -> Selection {
    let options = zip(problem.layers, choice).map { $0[$1] }
    let used = options.reduce(0) { $0 | $1.shared }
    let things = problem.shared.indices.filter { used >> $0 & 1 == 1 }.map { problem.shared[$0] }
    return Selection(
      choices: choice, objective: (options + things).reduce(0) { $0 + $1.objective },
      budget: (options + things).reduce(0) { $0 + $1.budget })
  }

  @Test("The best selection within any limit is the best of all, and its sums are its own")
  func best() {
    for seed in UInt64(1)...400 {
      let problem = problem(seed)
      let all = all(problem)
      for limit in [1, 10, 25, 40, 60, 90, 200] {
        let expected = all.filter { $0.budget <= limit }
          .map { [$0.objective, $0.budget] }.min { $0.lexicographicallyPrecedes($1) }
        let found = bestSelection(problem, limit: limit)
        #expect(
          found.map { [$0.selection.objective, $0.selection.budget] } == expected,
          "seed \(seed), limit \(limit)")
        if let found {
          #expect(found.isExact)
          #expect(sums(of: found.selection.choices, problem) == found.selection, "seed \(seed)")
        }
      }
    }
  }

  @Test("The front is the undominated selections of all")
  func front() {
    for seed in UInt64(500)...800 {
      let problem = problem(seed)
      let all = Set(all(problem).map { [$0.objective, $0.budget] })
      let expected = all.filter { one in
        !all.contains { $0 != one && $0[0] <= one[0] && $0[1] <= one[1] }
      }
      let found = paretoFront(problem)
      #expect(found.isExact)
      #expect(
        found.selections.map { [$0.objective, $0.budget] }
          == expected.sorted { $0.lexicographicallyPrecedes($1) }, "seed \(seed)")
    }
  }

  @Test("Sums that are left out are owned up to, and the ends of the front stay")
  func thinned() {
    let layers = (0..<12).map { layer in
      (0..<3).map { SearchOption(objective: $0 * (1 << layer), budget: (2 - $0) * (1 << layer)) }
    }
    let front = paretoFront(SearchProblem(layers: layers), most: 64)
    #expect(!front.isExact)
    #expect(front.selections.first?.objective == 0)
    #expect(front.selections.last?.budget == 0)
  }

  @Test("Twenty-eight layers of seven options are solved exactly")
  func large() {
    var random = SplitMix(seed: 4)
    let layers = (0..<28).map { _ in
      (1...7).map { step in
        SearchOption(
          objective: Int.random(in: 1...900_000, using: &random) / step,
          budget: Int.random(in: 1...9000, using: &random) * step)
      }
    }
    let found = bestSelection(SearchProblem(layers: layers), limit: 90_000)
    #expect(found?.isExact == true)
    #expect(found.map { $0.selection.budget <= 90_000 } == true)
  }

  @Test("Nothing is found where nothing keeps the limit")
  func impossible() {
    let layer = [SearchOption(objective: 1, budget: 9), SearchOption(objective: 2, budget: 8)]
    #expect(bestSelection(SearchProblem(layers: [layer, layer]), limit: 15) == nil)
    #expect(bestSelection(SearchProblem(layers: []), limit: 3)?.selection.choices == [])
  }
}
