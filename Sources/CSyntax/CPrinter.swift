/// The text of C files. Only here are braces, semicolons and line ends written.
package enum CPrinter {
  /// The text of a file: lines of at most 100 columns where names allow it.
  package static func print(_ file: CFile) -> String {
    var writer = LineWriter()
    for item in file.items { writer.item(item) }
    return writer.text
  }

  /// The text of one expression on one line.
  package static func print(_ expression: CExpression) -> String {
    ExpressionPrinter.pieces(expression).joined(separator: " ")
  }
}

extension LineWriter {
  mutating func item(_ item: CItem) {
    switch item {
    case .comment(let lines): comment(lines)
    case .blank: blank()
    case .include(let name, let isSystem):
      flush(isSystem ? "#include <\(name)>" : "#include \"\(name)\"")
    case .define(let name, let value, let note): define(name, value, note)
    case .optimisation(let option):
      flush("#if defined(__GNUC__) && !defined(__clang__)")
      flush("#pragma GCC optimize(\"\(option)\")")
      flush("#endif")
    case .guarded(let name, let items): guarded(name, items)
    case .externC(let items): externC(items)
    case .typedef(let type, let name): line("typedef \(type.declaration)\(name);")
    case .structure(let members, let name): structure(members, name)
    case .macro(let expression):
      fill(ExpressionPrinter.suffixed(ExpressionPrinter.pieces(expression), ";"))
    case .variable(let value): variable(value)
    case .function(let value): function(value)
    }
  }

  /// A block comment whose text is aligned behind its opening mark.
  mutating func comment(_ lines: [String]) {
    let safe = lines.flatMap { wrapped(CText.comment($0)) }
    for (index, text) in safe.enumerated() {
      let opened = (index == 0 ? "/* " : " * ") + text
      let trimmed = opened.hasSuffix(" ") ? String(opened.dropLast()) : opened
      line(index == safe.count - 1 ? opened + " */" : trimmed)
    }
  }

  /// Words of a comment line on as many lines as needed; continued lines are indented.
  private func wrapped(_ text: String) -> [String] {
    let limit = room - "/*  */".count
    guard text.count > limit else { return [text] }
    var lines: [String] = []
    var current = ""
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      if !current.isEmpty && current.count + 1 + word.count > limit {
        lines.append(current)
        current = " "
      }
      current += current.isEmpty ? String(word) : " " + word
    }
    return lines + [current]
  }

  private mutating func define(_ name: String, _ value: CExpression?, _ note: String?) {
    let text = value.map { " " + CPrinter.print($0.asMacroBody) } ?? ""
    flush("#define \(name)\(text)" + (note.map { "  /* \(CText.comment($0)) */" } ?? ""))
  }

  private mutating func guarded(_ name: String, _ items: [CItem]) {
    flush("#ifndef \(name)")
    flush("#define \(name)")
    blank()
    for entry in items { item(entry) }
    blank()
    flush("#endif")
  }

  private mutating func externC(_ items: [CItem]) {
    for text in ["#ifdef __cplusplus", "extern \"C\" {", "#endif"] { flush(text) }
    blank()
    for entry in items { item(entry) }
    blank()
    for text in ["#ifdef __cplusplus", "}", "#endif"] { flush(text) }
  }

  mutating func variable(_ variable: CVariable) {
    guard case .list(let values) = variable.initial else {
      return fill(ExpressionPrinter.suffixed(variable.pieces, ";"))
    }
    fill(ExpressionPrinter.suffixed(variable.head, " = {"))
    nested { $0.fillEvenly(ExpressionPrinter.separated(values)) }
    line("};")
  }

  private mutating func structure(_ members: [CMember], _ name: String) {
    line("typedef struct {")
    nested { writer in
      for member in members {
        if !member.note.isEmpty { writer.comment(member.note) }
        writer.variable(member.variable)
      }
    }
    line("} \(name);")
  }

  private mutating func function(_ function: CFunction) {
    let head = (function.isStatic ? "static " : "") + function.result.declaration + function.name
    let parameters = function.parameters.map { $0.type.declaration + $0.name }
    let list = parameters.isEmpty ? ["void"] : parameters
    let commas = list.dropLast().map { $0 + "," } + list.suffix(1)
    let pieces = ExpressionPrinter.suffixed(ExpressionPrinter.prefixed("\(head)(", commas), ")")
    guard let body = function.body else {
      return fill(ExpressionPrinter.suffixed(pieces, ";"))
    }
    fill(pieces)
    line("{")
    nested { StatementPrinter.write(body, to: &$0) }
    line("}")
  }
}

extension CExpression {
  /// The expression so that a macro of it can stand anywhere an operand can.
  fileprivate var asMacroBody: CExpression {
    if case .integer(let value) = self, value < 0 { return .name("(\(value))") }
    if case .binary = self { return .name("(\(CPrinter.print(self)))") }
    return self
  }
}

extension CVariable {
  /// The declaration up to the initial value.
  var head: [String] {
    let size = count.map { "[\(CPrinter.print($0))]" } ?? ""
    let tail = attribute.map { " " + $0 } ?? ""
    return ["\(isStatic ? "static " : "")\(type.declaration)\(name)\(size)\(tail)"]
  }

  /// The declaration with a scalar initial value, without its end.
  var pieces: [String] {
    switch initial {
    case nil: head
    case .value(let value):
      ExpressionPrinter.suffixed(head, " =") + ExpressionPrinter.pieces(value)
    case .list(let values):
      ExpressionPrinter.suffixed(head, " = {") + ExpressionPrinter.separated(values) + ["}"]
    }
  }
}
