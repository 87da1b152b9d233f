import Diagnostics

/// Reads the fields of one JSON object and notes every fault instead of stopping at the first.
///
/// A faulty field yields a placeholder; `finish` reports what was not asked for, and the caller
/// throws when anything was noted.
struct FieldReader {
  let file: String
  let path: String
  private let fields: [String: JSONValue]
  private var known: Set<String> = []
  private(set) var faults = DiagnosticList()

  init(_ fields: [String: JSONValue], file: String, path: String = "") {
    self.fields = fields
    self.file = file
    self.path = path
  }

  mutating func string(_ key: String) -> String {
    read(key, expecting: "a string") {
      if case .string(let text) = $0, !text.isEmpty { text } else { nil }
    } ?? ""
  }

  mutating func optionalString(_ key: String) -> String? {
    fields[key] == nil ? skip(key) : string(key)
  }

  mutating func boolean(_ key: String) -> Bool {
    read(key, expecting: "true or false") {
      if case .boolean(let value) = $0 { value } else { nil }
    } ?? false
  }

  mutating func integer(_ key: String, in range: ClosedRange<Int>) -> Int {
    let expectation = "an integer from \(range.lowerBound) to \(range.upperBound)"
    return read(key, expecting: expectation) {
      if case .integer(let value) = $0, range.contains(value) { value } else { nil }
    } ?? range.lowerBound
  }

  mutating func integer(_ key: String, oneOf choices: [Int]) -> Int {
    let expectation = "one of " + choices.map(String.init).joined(separator: ", ")
    return read(key, expecting: expectation) {
      if case .integer(let value) = $0, choices.contains(value) { value } else { nil }
    } ?? choices[0]
  }

  mutating func optionalInteger(_ key: String, in range: ClosedRange<Int>) -> Int? {
    fields[key] == nil ? skip(key) : integer(key, in: range)
  }

  mutating func strings(_ key: String) -> [String] {
    read(key, expecting: "a list of strings") { value in
      guard case .array(let items) = value else { return nil }
      let texts = items.compactMap { if case .string(let text) = $0 { text } else { nil } }
      return texts.count == items.count ? texts : nil
    } ?? []
  }

  /// A list of regular expressions, each of which must compile.
  mutating func patterns(_ key: String) -> [String] {
    let texts = strings(key)
    for text in texts where (try? Regex(text)) == nil {
      note(key, cause: "\"\(text)\" is not a regular expression", remedy: "correct the pattern")
    }
    return texts
  }

  mutating func choice<Choice: RawRepresentable & CaseIterable>(_ key: String, _ type: Choice.Type)
    -> Choice? where Choice.RawValue == String
  {
    let names = Choice.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
    return read(key, expecting: "one of \(names)") {
      if case .string(let text) = $0 { Choice(rawValue: text) } else { nil }
    }
  }

  /// Reads a nested object with `body` and takes over its faults.
  mutating func object<Value>(_ key: String, _ body: (inout FieldReader) -> Value) -> Value {
    let nested = read(key, expecting: "an object") { value -> [String: JSONValue]? in
      if case .object(let fields) = value { fields } else { nil }
    }
    return read(nested, at: key, body)
  }

  /// Reads each object of a list with `body`; an absent list is an empty one.
  mutating func optionalObjects<Value>(_ key: String, _ body: (inout FieldReader) -> Value)
    -> [Value]
  {
    guard fields[key] != nil else { return skip(key) ?? [] }
    let items = read(key, expecting: "a list of objects") { value -> [[String: JSONValue]]? in
      guard case .array(let items) = value else { return nil }
      let objects = items.compactMap { if case .object(let fields) = $0 { fields } else { nil } }
      return objects.count == items.count ? objects : nil
    }
    return (items ?? []).enumerated().map { read($1, at: "\(key)[\($0)]", body) }
  }

  private mutating func read<Value>(
    _ nested: [String: JSONValue]?, at key: String, _ body: (inout FieldReader) -> Value
  ) -> Value {
    var reader = FieldReader(nested ?? [:], file: file, path: path + key + ".")
    let value = body(&reader)
    if nested != nil {
      reader.finish()
      faults.add(contentsOf: reader.faults)
    }
    return value
  }

  /// Objects by names that the file chooses, each read by `body`; none where the field is absent.
  mutating func optionalObjects<Value>(
    _ key: String, _ body: (inout FieldReader) -> Value
  ) -> [String: Value] {
    guard case .object(let entries) = fields[key] else {
      if fields[key] == nil { return skip(key) ?? [:] }
      return object(key) { _ in [:] }
    }
    return object(key) { reader in
      var values: [String: Value] = [:]
      for name in entries.keys.sorted() { values[name] = reader.object(name, body) }
      return values
    }
  }

  /// Integers by names that the file chooses.
  mutating func integers(_ key: String, in range: ClosedRange<Int>) -> [String: Int] {
    object(key) { reader in
      var values: [String: Int] = [:]
      for name in reader.fields.keys.sorted() { values[name] = reader.integer(name, in: range) }
      return values
    }
  }

  /// Reports the fields that nobody asked for, in alphabetical order.
  mutating func finish() {
    for key in fields.keys.sorted() where !known.contains(key) {
      note(key, cause: "the field is unknown", remedy: "remove it or correct its name")
    }
  }

  mutating func note(_ key: String, cause: String, remedy: String) {
    faults.add(
      Diagnostic(
        .error, .badTarget, at: .field(path + key, file: file), cause: cause, remedy: remedy))
  }

  private mutating func skip<Value>(_ key: String) -> Value? {
    known.insert(key)
    return nil
  }

  private mutating func read<Value>(
    _ key: String, expecting expectation: String, _ convert: (JSONValue) -> Value?
  ) -> Value? {
    known.insert(key)
    guard let field = fields[key] else {
      note(key, cause: "the field is missing", remedy: "add it; it is \(expectation)")
      return nil
    }
    guard let value = convert(field) else {
      note(
        key, cause: "\(field.summary) where \(expectation) is needed", remedy: "correct the value")
      return nil
    }
    return value
  }
}

extension JSONValue {
  /// The value when it is short, else its kind.
  fileprivate var summary: String {
    switch self {
    case .integer(let value): "\(value)"
    case .number(let value): "\(value)"
    case .boolean(let value): "\(value)"
    case .string(let text) where text.count <= 40: "\"\(text)\""
    case .null, .string, .array, .object: kind
    }
  }
}
