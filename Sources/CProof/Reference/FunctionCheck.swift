import FixedPoint

/// How a printed function was held to the network's.
enum CheckOutcome: Hashable, Sendable {
  /// At every value of its range.
  case exhaustive(values: Int)
  /// At its steps, their neighbours, the ends and seeded values between.
  case sampled(values: Int, of: Int)
  case differs(at: Int, found: Int, expected: Int)

  var isEqual: Bool {
    switch self {
    case .exhaustive, .sampled: true
    case .differs: false
    }
  }
}

/// A comparison of two functions, with a number of its own.
struct FunctionCheck: Hashable, Sendable {
  let number: Int
  let outcome: CheckOutcome
}

/// Holds printed functions to the network's, each pair of functions and range once.
final class FunctionChecker {
  let graph: ValueGraph
  private let reference: ReferenceValues
  private var checks: [Question: FunctionCheck] = [:]
  private var ranges: [RangeQuestion: IntegerRange] = [:]
  /// How many steps of programs may still be done at values that are tried one by one.
  private var budget: Int
  static let widest = 1 << 24
  private static let block = 1 << 12
  private static let mostSteps = 1 << 13

  private struct Question: Hashable {
    let program: FunctionProgram
    let chain: [ReferenceValues.Link]
    let range: IntegerRange
    /// What the results must keep.
    let image: IntegerRange
  }

  private struct RangeQuestion: Hashable {
    let program: FunctionProgram
    let range: IntegerRange
  }

  init(graph: ValueGraph, reference: ReferenceValues, budget: Int) {
    self.graph = graph
    self.reference = reference
    self.budget = budget
  }

  /// Compares two functions over a range, and the results with the range that the network's element
  /// is taken to have.
  func compare(
    _ program: FunctionProgram, _ chain: [ReferenceValues.Link], over range: IntegerRange,
    within image: IntegerRange
  ) -> FunctionCheck {
    let plain = chain.enumerated().map { index, link in
      // The base does not change the function.
      ReferenceValues.Link(
        base: 0, factor: link.factor, constant: link.constant, function: link.function)
    }
    let question = Question(program: program, chain: plain, range: range, image: image)
    if let known = checks[question] { return known }
    let check = FunctionCheck(number: checks.count, outcome: find(question))
    checks[question] = check
    return check
  }

  private func find(_ question: Question) -> CheckOutcome {
    let range = question.range
    let few = probes(of: range)
    if let fault = difference(question, few) { return fault }
    let count = range.upper - range.lower + 1
    guard affords(range, question.program.steps.count + 16 * question.chain.count) else {
      let many = sample(question)
      return difference(question, many) ?? .sampled(values: many.count, of: count)
    }
    for start in stride(from: range.lower, through: range.upper, by: Self.block) {
      let end = min(start + Self.block - 1, range.upper)
      if let fault = difference(question, Array(start...end)) { return fault }
    }
    return .exhaustive(values: count)
  }

  private func difference(_ question: Question, _ arguments: [Int]) -> CheckOutcome? {
    let found = question.program.values(at: arguments, tables: graph.tables)
    let expected = reference.values(of: question.chain, at: arguments)
    for index in arguments.indices
    where found[index] != expected[index] || !question.image.contains(found[index]) {
      return .differs(at: arguments[index], found: found[index], expected: expected[index])
    }
    return nil
  }

  /// The ends and some places between.
  private func probes(of range: IntegerRange) -> [Int] {
    let step = max(1, (range.upper - range.lower) / 61)
    return Array(stride(from: range.lower, through: range.upper, by: step)) + [range.upper]
  }

  /// Places around the steps of the network's function, and seeded ones.
  private func sample(_ question: Question) -> [Int] {
    let range = question.range
    var places = Set(probes(of: range))
    let coarse = places.sorted()
    for (left, right) in zip(coarse, coarse.dropFirst()) {
      addSteps(question.chain, left, right, within: range, to: &places)
    }
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    let width = UInt64(range.upper - range.lower) + 1
    for _ in 0..<1 << 16 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      places.insert(range.lower + Int(state % width))
    }
    return places.sorted()
  }

  /// Finds by halving where a function steps between two places, if it steps one way only; so many
  /// steps at most.
  private func addSteps(
    _ chain: [ReferenceValues.Link], _ left: Int, _ right: Int, within range: IntegerRange,
    to places: inout Set<Int>
  ) {
    let ends = reference.values(of: chain, at: [left, right])
    guard ends[0] != ends[1], places.count < Self.mostSteps else { return }
    if right - left <= 1 {
      return places.formUnion([left - 1, left, right, right + 1].filter { range.contains($0) })
    }
    let middle = left + (right - left) / 2
    addSteps(chain, left, middle, within: range, to: &places)
    addSteps(chain, middle, right, within: range, to: &places)
  }

  /// Whether so many values of a function with so many steps may be tried; takes them from the
  /// budget.
  private func affords(_ range: IntegerRange, _ steps: Int) -> Bool {
    let count = range.upper - range.lower + 1
    guard count <= Self.widest, count * steps <= budget else { return false }
    budget -= count * steps
    return true
  }

  /// The least and greatest value of a function over a range, if few enough values decide it.
  func image(of program: FunctionProgram, over range: IntegerRange) -> IntegerRange? {
    let question = RangeQuestion(program: program, range: range)
    if let known = ranges[question] { return known }
    guard affords(range, program.steps.count) else { return nil }
    var (lower, upper) = (Int.max, Int.min)
    for start in stride(from: range.lower, through: range.upper, by: Self.block) {
      let end = min(start + Self.block - 1, range.upper)
      let values = program.values(at: Array(start...end), tables: graph.tables)
      lower = min(lower, values.min() ?? lower)
      upper = max(upper, values.max() ?? upper)
    }
    let image = IntegerRange(lower, upper)
    ranges[question] = image
    return image
  }
}
