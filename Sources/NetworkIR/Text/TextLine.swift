import BigInt
import FixedPoint

/// A line of the text form, read token by token from the left.
struct TextLine {
  let number: Int
  private var tokens: ArraySlice<TextToken>

  init(number: Int, tokens: [TextToken]) {
    self.number = number
    self.tokens = tokens[...]
  }

  func expectEnd() throws(TextFault) {
    if let token = tokens.first { throw TextFault("unexpected \(token.text)") }
  }

  mutating func word(_ what: String) throws(TextFault) -> String {
    guard case .word(let word) = tokens.first else { throw missing(what) }
    tokens.removeFirst()
    return word
  }

  mutating func string(_ what: String) throws(TextFault) -> String {
    guard case .string(let string) = tokens.first else { throw missing(what) }
    tokens.removeFirst()
    return string
  }

  /// Takes the token if it comes next.
  mutating func skip(_ token: TextToken) -> Bool {
    guard tokens.first == token else { return false }
    tokens.removeFirst()
    return true
  }

  mutating func expect(_ token: TextToken) throws(TextFault) {
    guard skip(token) else { throw missing(token.text) }
  }

  private func missing(_ what: String) -> TextFault {
    TextFault("expected \(what), found \(tokens.first?.text ?? "the end of the line")")
  }

  /// A word that `convert` accepts.
  mutating func value<Value>(
    _ what: String, _ convert: (String) -> Value?
  ) throws(TextFault) -> Value {
    guard case .word(let word) = tokens.first, let value = convert(word) else {
      throw missing(what)
    }
    tokens.removeFirst()
    return value
  }

  mutating func integer() throws(TextFault) -> Int { try value("an integer") { Int($0) } }

  /// All words up to a symbol, a string or the end, as `convert` accepts them.
  mutating func values<Value>(
    _ what: String, _ convert: (String) -> Value?
  ) throws(TextFault) -> [Value] {
    var values: [Value] = []
    while case .word(let word) = tokens.first, let value = convert(word) {
      values.append(value)
      tokens.removeFirst()
    }
    return values
  }

  mutating func integers() throws(TextFault) -> [Int] { try values("integers") { Int($0) } }

  mutating func tensorID() throws(TextFault) -> TensorID {
    try value("a tensor such as %0", Self.tensorID)
  }

  mutating func tensorIDs() throws(TextFault) -> [TensorID] {
    try values("tensors", Self.tensorID)
  }

  private static func tensorID(_ word: String) -> TensorID? {
    guard word.first == "%", let index = Int(word.dropFirst()), index >= 0 else { return nil }
    return TensorID(index)
  }

  /// [lower, upper].
  mutating func range() throws(TextFault) -> IntegerRange {
    try expect(.symbol("["))
    let lower = try integer()
    try expect(.symbol(","))
    let upper = try integer()
    try expect(.symbol("]"))
    guard let range = IntegerRange(checking: lower, upper) else {
      throw TextFault("the range [\(lower), \(upper)] is empty")
    }
    return range
  }

  /// [1x16x16], or [] for a scalar.
  mutating func shape() throws(TextFault) -> Shape {
    try expect(.symbol("["))
    if skip(.symbol("]")) { return .scalar }
    let dimensions = try value("dimensions such as 1x16x16") { word -> [Int]? in
      let parts = word.split(separator: "x", omittingEmptySubsequences: false)
      let numbers = parts.compactMap { Int($0) }
      return numbers.count == parts.count ? numbers : nil
    }
    try expect(.symbol("]"))
    return Shape(dimensions)
  }

  mutating func rationals() throws(TextFault) -> [Rational] {
    try values("rational numbers", Rational.init(text:))
  }

  mutating func rational() throws(TextFault) -> Rational {
    try value("a rational number such as 1/255", Rational.init(text:))
  }

  mutating func weight() throws(TextFault) -> Weight {
    try value("a weight below 2^30", Weight.init(text:))
  }

  mutating func weights() throws(TextFault) -> [Weight] {
    try values("weights", Weight.init(text:))
  }

  mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ type: Choice.Type
  ) throws(TextFault) -> Choice {
    let names = Choice.allCases.map(\.rawValue).joined(separator: ", ")
    return try value("one of \(names)") { Choice(rawValue: $0) }
  }
}

extension Weight {
  /// The weight that the decimal text names, if it is below 2^30.
  init?(text: String) {
    guard let value = Int(text), let weight = Weight(checking: value) else { return nil }
    self = weight
  }

  /// The weight of the value, if it is below 2^30.
  init?(checking value: Int) {
    guard value.magnitude < 1 << 30 else { return nil }
    self.init(value)
  }
}

extension Rational {
  /// The number that "n" or "n/d" names, of at most 4096 digits each; nil where it is no number.
  package init?(text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard 1...2 ~= parts.count, parts.allSatisfy({ 1...4096 ~= $0.utf8.count }),
      let numerator = BigInt(String(parts[0])),
      let denominator = parts.count == 1 ? 1 : BigInt(String(parts[1])), denominator != 0
    else { return nil }
    self.init(numerator, over: denominator)
  }
}
