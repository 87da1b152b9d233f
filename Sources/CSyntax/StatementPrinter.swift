/// Prints statements; the notes of neighbouring lines stand in one column.
struct StatementPrinter {
  private var writer: LineWriter
  /// Finished lines that wait for the column of their notes.
  private var pending: [(lines: [String], note: String)] = []
  /// A longer line does not push the column of its neighbours' notes.
  private static let columnLimit = 64

  static func write(_ statements: [CStatement], to writer: inout LineWriter) {
    var printer = StatementPrinter(writer: writer.emptied())
    printer.print(statements)
    writer.append(contentsOf: printer.writer.lines)
  }

  private init(writer: LineWriter) { self.writer = writer }

  private mutating func print(_ statements: [CStatement]) {
    for statement in statements { print(statement) }
    flush()
  }

  private mutating func print(_ statement: CStatement) {
    switch statement {
    case .declare(let variable, let note): declare(variable, note)
    case .assign(let target, let operation, let value, let note):
      let head = ExpressionPrinter.suffixed(
        ExpressionPrinter.pieces(target), " \(operation.rawValue)")
      noted(head + ended(ExpressionPrinter.pieces(value)), note)
    case .increment(let target):
      noted(ended(ExpressionPrinter.prefixed("++", ExpressionPrinter.pieces(target))), nil)
    case .expression(let value): noted(ended(ExpressionPrinter.pieces(value)), nil)
    case .returnValue(let value):
      noted(["return"] + ended(ExpressionPrinter.pieces(value)), nil)
    case .countDown, .countUp, .doWhile, .branch, .comment, .blank: structure(statement)
    }
  }

  private mutating func structure(_ statement: CStatement) {
    flush()
    switch statement {
    case .countDown(let type, let name, let count, let body):
      let head = "for (\(type.declaration)\(name) ="
      let suffix = type.isUnsigned ? "u" : ""
      let start = ExpressionPrinter.suffixed(
        ExpressionPrinter.pieces(count.literal(suffix: suffix)), ";")
      block([head] + start + ["\(name) > 0\(suffix);", "--\(name))"], body)
    case .countUp(let type, let name, let count, let body):
      let limit = ExpressionPrinter.suffixed(ExpressionPrinter.pieces(count), ";")
      block(["for (\(type.declaration)\(name) = 0;", "\(name) <"] + limit + ["++\(name))"], body)
    case .doWhile(let body, let condition):
      block(["do"], body, tail: ["while"] + ended(condition.inParentheses))
    case .branch(let condition, let then, let otherwise): branch(condition, then, otherwise)
    case .comment(let lines): writer.comment(lines)
    case .blank: writer.blank()
    case .declare, .assign, .increment, .expression, .returnValue: break
    }
  }

  private mutating func branch(
    _ condition: CExpression, _ then: [CStatement], _ otherwise: [CStatement]
  ) {
    let head = ["if"] + condition.inParentheses
    guard !otherwise.isEmpty else { return block(head, then) }
    writer.fill(ExpressionPrinter.suffixed(head, " {"))
    writer.nested { StatementPrinter.write(then, to: &$0) }
    block(["}", "else"], otherwise)
  }

  private mutating func block(
    _ head: [String], _ body: [CStatement], tail: [String] = []
  ) {
    writer.fill(ExpressionPrinter.suffixed(head, " {"))
    writer.nested { StatementPrinter.write(body, to: &$0) }
    writer.fill(["}"] + tail)
  }

  private mutating func declare(_ variable: CVariable, _ note: CNote?) {
    if case .list = variable.initial {
      flush()
      return writer.variable(variable)
    }
    noted(ended(variable.pieces), note)
  }

  /// A simple statement; its note waits until the neighbours' lengths are known.
  private mutating func noted(_ pieces: [String], _ note: CNote?) {
    let lines = writer.broken(pieces)
    guard let note else {
      flush()
      return writer.append(contentsOf: lines)
    }
    pending.append((lines, note.text))
  }

  /// Writes the waiting lines with their notes in one column, where they fit.
  private mutating func flush() {
    let lengths = pending.compactMap { $0.lines.last?.count }.filter { $0 <= Self.columnLimit }
    let column = (lengths.max() ?? 0) + 2
    for (lines, note) in pending {
      writer.append(contentsOf: lines.dropLast())
      place(note, behind: lines.last ?? "", column: column)
    }
    pending = []
  }

  private mutating func place(_ note: String, behind line: String, column: Int) {
    let gap = max(2, column - line.count)
    if line.count + gap + note.count <= LineWriter.width {
      writer.append(contentsOf: [line + String(repeating: " ", count: gap) + note])
    } else if line.count + 2 + note.count <= LineWriter.width {
      writer.append(contentsOf: [line + "  " + note])
    } else {
      writer.append(contentsOf: [line])
      writer.line(note)
    }
  }

  private func ended(_ pieces: [String]) -> [String] { ExpressionPrinter.suffixed(pieces, ";") }
}

extension CExpression {
  var inParentheses: [String] {
    ExpressionPrinter.suffixed(
      ExpressionPrinter.prefixed("(", ExpressionPrinter.pieces(self)), ")")
  }
}

extension CNote {
  var text: String {
    switch self {
    case .comment(let text): "/* \(CText.comment(text)) */"
    case .fact(let expression): ExpressionPrinter.pieces(expression).joined(separator: " ") + ";"
    }
  }
}

extension CExpression {
  /// A number that starts an unsigned counter is unsigned itself.
  fileprivate func literal(suffix: String) -> CExpression {
    guard !suffix.isEmpty, case .integer(let value) = self, value >= 0 else { return self }
    return .unsigned(UInt(value))
  }
}
