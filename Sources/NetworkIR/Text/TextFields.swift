/// The indented lines below a statement: each a keyword and its values. Fields are taken by name;
/// none may be left.
struct TextFields {
  private var fields: [(keyword: String, line: TextLine)]

  init(_ lines: [TextLine]) throws(LineFault) {
    fields = []
    for line in lines {
      var line = line
      let keyword = try at(line.number) { () throws(TextFault) in try line.word("a field") }
      fields.append((keyword, line))
    }
  }

  /// The values of the one field of the name.
  mutating func take<Value>(
    _ keyword: String, _ parse: (inout TextLine) throws(TextFault) -> Value
  ) throws(LineFault) -> Value? {
    guard let index = fields.firstIndex(where: { $0.keyword == keyword }) else { return nil }
    var line = fields.remove(at: index).line
    return try at(line.number) { () throws(TextFault) in
      let value = try parse(&line)
      try line.expectEnd()
      return value
    }
  }

  /// Like ``take(_:_:)`` for a field that must be there.
  mutating func require<Value>(
    _ keyword: String, of statement: TextLine,
    _ parse: (inout TextLine) throws(TextFault) -> Value
  ) throws(LineFault) -> Value {
    guard let value = try take(keyword, parse) else {
      throw LineFault(line: statement.number, cause: "the field \(keyword) is missing")
    }
    return value
  }

  /// The values of all remaining fields, in order; `parse` gets each keyword.
  mutating func takeAll<Value>(
    _ parse: (String, inout TextLine) throws(TextFault) -> Value
  ) throws(LineFault) -> [Value] {
    var values: [Value] = []
    for (keyword, line) in fields {
      var line = line
      values.append(
        try at(line.number) { () throws(TextFault) in
          let value = try parse(keyword, &line)
          try line.expectEnd()
          return value
        })
    }
    fields = []
    return values
  }

  /// All remaining fields, unread.
  mutating func takeLines() -> [(keyword: String, line: TextLine)] {
    defer { fields = [] }
    return fields
  }

  func expectEnd() throws(LineFault) {
    if let field = fields.first {
      throw LineFault(
        line: field.line.number, cause: "the field \(field.keyword) is unknown or repeated")
    }
  }
}

/// A fault with the number of its line.
struct LineFault: Error, Hashable {
  let line: Int
  let cause: String
}

/// Gives the faults of `parse` the line's number.
func at<Value>(
  _ line: Int, _ parse: () throws(TextFault) -> Value
) throws(LineFault) -> Value {
  do throws(TextFault) { return try parse() } catch {
    throw LineFault(line: line, cause: error.cause)
  }
}
