import Diagnostics
import FixedPoint

/// The network that the text form describes; the text alone is checked, ``verify(_:)`` checks the
/// network.
///
/// - Parameter file: The name of the text, for diagnostics.
/// - Throws: E0201 with the line of each faulty statement.
package func parseNetwork(
  _ text: String, file: String = "network"
) throws(DiagnosticList) -> Network {
  var parser = NetworkParser()
  for statement in parser.statements(text) { parser.parse(statement) }
  parser.requireBothEnds(line: 1)
  guard parser.faults.isEmpty else {
    throw DiagnosticList(
      parser.faults.sorted { ($0.line, $0.cause) < ($1.line, $1.cause) }.map { fault in
        Diagnostic(
          .malformedModel, at: .file(file), cause: "line \(fault.line): \(fault.cause)",
          remedy: "write it as docs/format.md describes")
      })
  }
  return parser.network
}

/// A line and the indented lines below it.
struct TextStatement {
  var head: TextLine
  var fields: [TextLine] = []
}

struct NetworkParser {
  private(set) var network = Network(name: "")
  private(set) var faults: [LineFault] = []
  /// Whether this is a recurrence's body, which holds no recurrence of its own.
  var isBody = false
  private var seen: Set<String> = []

  mutating func statements(_ text: String) -> [TextStatement] {
    var statements: [TextStatement] = []
    let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, scalars) in lines.enumerated() {
      let number = index + 1
      do throws(LineFault) {
        let tokens = try at(number) { () throws(TextFault) in
          try TextScanner.tokens(Substring(scalars))
        }
        if tokens.isEmpty { continue }
        let line = TextLine(number: number, tokens: tokens)
        if scalars.first != " " {
          statements.append(TextStatement(head: line))
        } else if statements.isEmpty {
          throw LineFault(line: number, cause: "an indented line needs a statement above it")
        } else {
          statements[statements.count - 1].fields.append(line)
        }
      } catch { faults.append(error) }
    }
    return statements
  }

  mutating func parse(_ statement: TextStatement) {
    var statement = statement
    do throws(LineFault) {
      let number = statement.head.number
      let keyword = try at(number) { () throws(TextFault) in
        try statement.head.word("a statement")
      }
      var fields = try TextFields(statement.fields)
      switch keyword {
      case "network":
        network.name = try once(keyword, &statement.head) { line throws(TextFault) in
          try line.string("the network's name")
        }
      case "tensor": try parseTensor(&statement.head)
      case "input": try parseInput(&statement.head, &fields)
      case "state": try parseState(&statement.head, &fields)
      case "operator": try parseOperator(&statement.head, &fields)
      case "outputs":
        network.outputs = try once(keyword, &statement.head) { line throws(TextFault) in
          try line.tensorIDs()
        }
      default: throw LineFault(line: number, cause: "the statement \(keyword) is unknown")
      }
      try fields.expectEnd()
    } catch { faults.append(error) }
  }

  mutating func requireBothEnds(line: Int) {
    for keyword in ["network", "outputs"] where !seen.contains(keyword) {
      faults.append(LineFault(line: line, cause: "the statement \(keyword) is missing"))
    }
  }

  private mutating func once<Value>(
    _ keyword: String, _ line: inout TextLine,
    _ parse: (inout TextLine) throws(TextFault) -> Value
  ) throws(LineFault) -> Value {
    guard seen.insert(keyword).inserted else {
      throw LineFault(line: line.number, cause: "the statement \(keyword) is repeated")
    }
    return try whole(&line, parse)
  }

  private mutating func parseTensor(_ line: inout TextLine) throws(LineFault) {
    let expected = network.tensors.count
    let tensor = try whole(&line) { line throws(TextFault) in
      guard try line.tensorID().index == expected else {
        throw TextFault("tensors are numbered in order; this one is %\(expected)")
      }
      return Tensor(
        name: try line.string("the tensor's name"), shape: try line.shape(),
        type: try line.choice(IntegerType.self), range: try line.range(),
        meaning: try line.meaning())
    }
    network.tensors.append(tensor)
  }

  private mutating func parseInput(
    _ line: inout TextLine, _ fields: inout TextFields
  ) throws(LineFault) {
    let (tensor, encoding) = try whole(&line) { line throws(TextFault) in
      (try line.tensorID(), try line.encoding())
    }
    var input = NetworkInput(tensor: tensor, encoding: encoding)
    if case .float32 = encoding {
      input.encoding = .float32(
        try fields.takeAll { keyword, line throws(TextFault) in try line.floatStep(keyword) })
    }
    network.inputs.append(input)
  }

  private mutating func parseOperator(
    _ line: inout TextLine, _ fields: inout TextFields
  ) throws(LineFault) {
    let head = line
    let (name, keyword, inputs, outputs) = try whole(&line) { line throws(TextFault) in
      let name = try line.string("the operator's name")
      let keyword = try line.word("the operator's kind")
      let inputs = try line.skip(.word("->")) ? [] : line.tensorIDs()
      if !inputs.isEmpty { try line.expect(.word("->")) }
      return (name, keyword, inputs, try line.tensorIDs())
    }
    let kind =
      keyword == "recurrence"
      ? try parseRecurrence(head, &fields) : try parseOperatorKind(keyword, head, &fields)
    network.operators.append(Operator(name: name, kind: kind, inputs: inputs, outputs: outputs))
  }

  private mutating func parseState(
    _ line: inout TextLine, _ fields: inout TextFields
  ) throws(LineFault) {
    let head = line
    let (tensor, next) = try whole(&line) { line throws(TextFault) in
      let tensor = try line.tensorID()
      try line.expect(.word("->"))
      return (tensor, try line.tensorID())
    }
    network.states.append(
      NetworkState(tensor: tensor, next: next, initial: try fields.integers("initial", head)))
  }

  private mutating func parseRecurrence(
    _ head: TextLine, _ fields: inout TextFields
  ) throws(LineFault) -> OperatorKind {
    guard !isBody else { throw LineFault(line: head.number, cause: "a body holds no recurrence") }
    let steps = try fields.integer("count", head)
    var body = NetworkParser()
    body.isBody = true
    for statement in try bodyStatements(fields.takeLines()) { body.parse(statement) }
    body.requireBothEnds(line: head.number)
    faults += body.faults
    return .recurrence(Recurrence(body: body.network, steps: steps))
  }
}

/// The statements of a recurrence's body: each `body` begins one, each `field` adds to it.
private func bodyStatements(
  _ lines: [(keyword: String, line: TextLine)]
) throws(LineFault) -> [TextStatement] {
  var statements: [TextStatement] = []
  for (keyword, line) in lines {
    switch keyword {
    case "body": statements.append(TextStatement(head: line))
    case "field" where !statements.isEmpty: statements[statements.count - 1].fields.append(line)
    default:
      throw LineFault(
        line: line.number, cause: "the field \(keyword) is unknown, repeated or out of place")
    }
  }
  return statements
}

/// Parses a line to its end.
private func whole<Value>(
  _ line: inout TextLine, _ parse: (inout TextLine) throws(TextFault) -> Value
) throws(LineFault) -> Value {
  try at(line.number) { () throws(TextFault) in
    let value = try parse(&line)
    try line.expectEnd()
    return value
  }
}
