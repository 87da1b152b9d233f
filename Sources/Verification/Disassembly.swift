/// The instructions of object code, as `objdump -d -r [-l] --no-show-raw-insn` lists them.
struct Disassembly: Hashable, Sendable {
  /// Where an instruction stands.
  struct Position: Hashable, Sendable {
    let function: String
    /// The name of the source file without its folder, where the object knows it.
    let file: String?
    let line: Int?
  }

  struct Instruction: Hashable, Sendable {
    let mnemonic: String
    let position: Position
  }

  /// A place that names another symbol, such as a call.
  struct Reference: Hashable, Sendable {
    let symbol: String
    let position: Position
  }

  private(set) var instructions: [Instruction] = []
  private(set) var references: [Reference] = []

  init(objdump text: String) {
    var position = Position(function: "", file: nil, line: nil)
    for line in text.split(separator: "\n") {
      if let function = Self.functionHeader(line) {
        position = Position(function: function, file: nil, line: nil)
      } else if let symbol = Self.relocation(line) {
        references.append(Reference(symbol: symbol, position: position))
      } else if let mnemonic = Self.mnemonic(line) {
        instructions.append(Instruction(mnemonic: mnemonic, position: position))
      } else if let (file, number) = Self.sourceLine(line) {
        position = Position(function: position.function, file: file, line: number)
      }
    }
  }

  /// `00000000 <name>:`; labels within a function, such as `.LVL3`, are passed over.
  private static func functionHeader(_ line: Substring) -> String? {
    guard line.hasSuffix(">:"), let open = line.firstIndex(of: "<"), line.first != " " else {
      return nil
    }
    let name = line[line.index(after: open)...].dropLast(2)
    return name.hasPrefix(".") ? nil : String(name)
  }

  /// `\t\t\t14: R_AVR_CALL\t__mulsi3+0x4`, of which the symbol without the addend is kept.
  private static func relocation(_ line: Substring) -> String? {
    guard line.hasPrefix("\t\t"), line.contains(": R_"), let tab = line.lastIndex(of: "\t") else {
      return nil
    }
    return String(line[line.index(after: tab)...].prefix { $0 != "+" && $0 != "-" })
  }

  /// `  14:\tmul\tr0, r2`; directives such as `.word` are data.
  private static func mnemonic(_ line: Substring) -> String? {
    guard line.first == " ", let colon = line.firstIndex(of: ":") else { return nil }
    let rest = line[line.index(after: colon)...]
    guard rest.first == "\t", line[..<colon].allSatisfy({ $0 == " " || $0.isHexDigit }) else {
      return nil
    }
    let word = rest.split(whereSeparator: \.isWhitespace).first
    return word.flatMap { $0.first == "." ? nil : String($0) }
  }

  /// `/folder/file.c:12 (discriminator 3)`
  private static func sourceLine(_ line: Substring) -> (String, Int)? {
    let text = line.split(separator: " (").first ?? line
    guard let colon = text.lastIndex(of: ":"), let number = Int(text[text.index(after: colon)...])
    else { return nil }
    return (text[..<colon].split(separator: "/").last.map(String.init) ?? "", number)
  }
}
