import FixedPoint

/// An integer that a run of the C computes: known, or a node of the graph.
enum SymbolicValue: Hashable, Sendable {
  case constant(Int)
  case node(Int)
}

/// How a node follows from others.
enum NodeKind: Hashable, Sendable {
  /// An element of a tensor.
  case symbol
  /// A sum of symbols that stands as a whole; its terms are kept beside the graph.
  case direction
  case sum(SymbolicValue, SymbolicValue)
  case difference(SymbolicValue, SymbolicValue)
  /// Times 2^bits.
  case shiftedLeft(Int, bits: Int)
  /// A linear form; its terms are kept beside the graph.
  case form
  /// floor of the value over 2^bits.
  case shiftedRight(Int, bits: Int)
  /// The value modulo 2^bits that the type holds.
  case wrapped(Int, IntegerType)
  /// An element of a constant table.
  case lookup(table: Int, index: Int)
  case compared(SymbolicComparison, SymbolicValue, SymbolicValue)
  /// The first of two values where the condition is not zero.
  case selected(Int, SymbolicValue, SymbolicValue)
  case extremum(isLargest: Bool, SymbolicValue, SymbolicValue)
  case bits(SymbolicBits, SymbolicValue, SymbolicValue)
  /// Something in a range that is not followed further.
  case unknown
}

enum SymbolicComparison: Hashable, Sendable {
  case less, lessOrEqual, equal, notEqual

  func holds(_ left: Int, _ right: Int) -> Bool {
    switch self {
    case .less: left < right
    case .lessOrEqual: left <= right
    case .equal: left == right
    case .notEqual: left != right
    }
  }
}

enum SymbolicBits: Hashable, Sendable {
  case and, or, xor

  func value(_ left: Int, _ right: Int) -> Int {
    switch self {
    case .and: left & right
    case .or: left | right
    case .xor: left ^ right
    }
  }
}

/// constant + the sum of coefficient * node.
struct LinearForm: Hashable, Sendable {
  var constant: Int
  /// Ascending nodes, no coefficient zero.
  var terms: [Term]

  struct Term: Hashable, Sendable {
    let node: Int
    let coefficient: Int
  }

  init(constant: Int = 0, _ coefficients: [Int: Int] = [:]) {
    self.constant = constant
    terms = coefficients.filter { $0.value != 0 }.sorted { $0.key < $1.key }
      .map { Term(node: $0.key, coefficient: $0.value) }
  }

  init(constant: Int, terms: [Term]) {
    self.constant = constant
    self.terms = terms
  }

  /// The form times a factor.
  func scaled(by factor: Int) -> LinearForm {
    LinearForm(
      constant: constant &* factor,
      terms: terms.map { Term(node: $0.node, coefficient: $0.coefficient &* factor) })
  }
}

func greatestCommonDivisor(_ left: Int, _ right: Int) -> Int {
  var (a, b) = (abs(left), abs(right))
  while b != 0 { (a, b) = (b, a % b) }
  return a
}
