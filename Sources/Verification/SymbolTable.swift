/// The symbols that `nm -S` lists.
struct SymbolTable: Hashable, Sendable {
  struct Symbol: Hashable, Sendable {
    let name: String
    /// 0 for undefined symbols.
    let address: Int
    /// 0 where the list gives none.
    let size: Int
    /// The letter of nm: `T` code, `D` data, `B` zeroed data, `U` undefined; lower case: local.
    let kind: Character
  }

  let symbols: [Symbol]

  init(nm text: String) {
    symbols = text.split(separator: "\n").compactMap(Self.symbol)
  }

  /// The first symbol of each name.
  var byName: [String: Symbol] {
    Dictionary(symbols.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The names that the object leaves to others.
  var undefined: [String] { symbols.filter { "Uw".contains($0.kind) }.map(\.name) }

  /// The objects in memory that the program may change.
  var writable: [Symbol] {
    symbols.filter { "dDbBgGsSC".contains($0.kind) && $0.size > 0 }
  }

  var functions: [Symbol] { symbols.filter { "tTwW".contains($0.kind) } }

  private static func symbol(line: Substring) -> Symbol? {
    let fields = line.split(separator: " ")
    guard fields.count >= 2, fields.count <= 4, fields[fields.count - 2].count == 1 else {
      return nil
    }
    return Symbol(
      name: String(fields[fields.count - 1]),
      address: fields.count >= 3 ? Int(fields[0], radix: 16) ?? 0 : 0,
      size: fields.count == 4 ? Int(fields[1], radix: 16) ?? 0 : 0,
      kind: fields[fields.count - 2].first ?? "?")
  }
}
