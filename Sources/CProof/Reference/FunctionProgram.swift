import FixedPoint

/// A function of one integer, as the C computes it.
struct FunctionProgram: Hashable, Sendable {
  /// The first is the argument; the last is the result.
  fileprivate(set) var steps: [Step] = [.argument]

  enum Step: Hashable, Sendable {
    case argument
    case linear(Int, [Part])
    case shiftRight(Int, bits: Int)
    case wrap(Int, IntegerType)
    case lookup(table: Int, Int)
    case compare(SymbolicComparison, Int, Int)
    case select(Int, Int, Int)
    case extremum(isLargest: Bool, Int, Int)
    case bits(SymbolicBits, Int, Int)
  }

  static func constant(_ value: Int) -> FunctionProgram {
    var program = FunctionProgram()
    program.steps.append(.linear(value, []))
    return program
  }

  /// (result - constant) * factor.
  func minus(_ constant: Int, times factor: Int) -> FunctionProgram {
    guard constant != 0 || factor != 1 else { return self }
    var program = self
    program.steps.append(
      .linear(-constant * factor, [.init(step: steps.count - 1, coefficient: factor)]))
    return program
  }

  struct Part: Hashable, Sendable {
    let step: Int
    let coefficient: Int
  }
}

/// Why a value is no function of one sum.
enum ProgramFailure: Error {
  case severalSums
  case unknown
}

/// Builds the program of a node.
struct ProgramBuilder {
  private let graph: ValueGraph
  /// The sum or the symbol that the function is one of.
  private(set) var base: Int?
  private(set) var program = FunctionProgram()
  private var known: [SymbolicValue: Int] = [:]
  private var depth = 0
  private static let mostDepth = 250
  /// The symbol that a node in a sum equals.
  private let resolve: ((Int) -> Int?)?

  /// - Throws: why there is none.
  static func build(
    _ value: SymbolicValue, in graph: ValueGraph, resolve: ((Int) -> Int?)? = nil
  ) throws(ProgramFailure) -> (base: Int, program: FunctionProgram) {
    var builder = ProgramBuilder(graph: graph, resolve: resolve)
    let result = try builder.step(of: value)
    if result != builder.program.steps.count - 1 {
      builder.program.steps.append(.linear(0, [.init(step: result, coefficient: 1)]))
    }
    guard let base = builder.base else { throw .unknown }
    return (base, builder.program)
  }

  private init(graph: ValueGraph, resolve: ((Int) -> Int?)?) {
    self.graph = graph
    self.resolve = resolve
  }

  private mutating func step(of value: SymbolicValue) throws(ProgramFailure) -> Int {
    if let step = known[value] { return step }
    guard depth < Self.mostDepth else { throw .unknown }
    depth += 1
    let step = try newStep(of: value)
    depth -= 1
    known[value] = step
    return step
  }

  private mutating func append(_ step: FunctionProgram.Step) -> Int {
    program.steps.append(step)
    return program.steps.count - 1
  }

  private mutating func newStep(of value: SymbolicValue) throws(ProgramFailure) -> Int {
    guard case .node(let node) = value else { return try linear(graph.form(of: value)) }
    switch graph.kinds[node] {
    case .symbol, .direction: return try argument(node)
    case .sum, .difference, .shiftedLeft, .form: return try linear(graph.form(of: value))
    case .shiftedRight(let a, let bits):
      return append(.shiftRight(try step(of: .node(a)), bits: bits))
    case .wrapped(let a, let type): return append(.wrap(try step(of: .node(a)), type))
    case .lookup(let table, let index):
      return append(.lookup(table: table, try step(of: .node(index))))
    case .compared(let comparison, let a, let b):
      return append(.compare(comparison, try step(of: a), try step(of: b)))
    case .selected(let condition, let a, let b):
      return append(.select(try step(of: .node(condition)), try step(of: a), try step(of: b)))
    case .extremum(let isLargest, let a, let b):
      return append(.extremum(isLargest: isLargest, try step(of: a), try step(of: b)))
    case .bits(let operation, let a, let b):
      return append(.bits(operation, try step(of: a), try step(of: b)))
    case .unknown: throw .unknown
    }
  }

  /// The form with symbols for the nodes that equal some.
  private func replaced(_ form: LinearForm) -> LinearForm {
    guard let resolve, form.terms.contains(where: { !graph.isBasic($0.node) }) else { return form }
    var coefficients: [Int: Int] = [:]
    for term in form.terms {
      let node = graph.isBasic(term.node) ? term.node : resolve(term.node) ?? term.node
      coefficients[node, default: 0] += term.coefficient
    }
    return graph.compact(LinearForm(constant: form.constant, coefficients))
  }

  private mutating func argument(_ node: Int) throws(ProgramFailure) -> Int {
    if base == nil { base = node }
    guard base == node else { throw .severalSums }
    return 0
  }

  private mutating func linear(_ form: LinearForm) throws(ProgramFailure) -> Int {
    let form = replaced(form)
    var parts: [FunctionProgram.Part] = []
    for term in form.terms {
      parts.append(.init(step: try step(of: .node(term.node)), coefficient: term.coefficient))
    }
    return append(.linear(form.constant, parts))
  }
}

extension FunctionProgram {
  /// The function's values at consecutive arguments.
  func values(at arguments: [Int], tables: ConstantTables) -> [Int] {
    var results: [[Int]] = []
    for step in steps { results.append(values(of: step, arguments, results, tables)) }
    return results.last ?? arguments
  }

  private func values(
    of step: Step, _ arguments: [Int], _ results: [[Int]], _ tables: ConstantTables
  ) -> [Int] {
    switch step {
    case .argument: return arguments
    case .linear(let constant, let parts):
      var sums = [Int](repeating: constant, count: arguments.count)
      for part in parts {
        let values = results[part.step]
        for index in sums.indices { sums[index] &+= part.coefficient &* values[index] }
      }
      return sums
    case .shiftRight(let a, let bits): return results[a].map { $0 >> bits }
    case .wrap(let a, let type): return results[a].map { type.wrapping($0) }
    case .lookup(let table, let a):
      let elements = tables.elements[table]
      return results[a].map { elements.indices.contains($0) ? elements[$0] : Int.min >> 8 }
    case .compare(let comparison, let a, let b):
      return zip(results[a], results[b]).map { comparison.holds($0, $1) ? 1 : 0 }
    case .select(let condition, let a, let b):
      return results[condition].indices.map {
        results[condition][$0] != 0 ? results[a][$0] : results[b][$0]
      }
    case .extremum(let isLargest, let a, let b):
      return zip(results[a], results[b]).map { isLargest ? max($0, $1) : min($0, $1) }
    case .bits(let operation, let a, let b):
      return zip(results[a], results[b]).map { operation.value($0, $1) }
    }
  }
}
