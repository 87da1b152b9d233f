/// What each function of a program keeps on the stack, as GCC's `-fstack-usage` lists it: saved
/// registers, local values and, where a call pushes it, the address to return to. Sizes are in bytes.
struct StackUsage: Hashable, Sendable {
  /// By the function's name in the source; of clones of one function, the largest.
  private(set) var frames: [String: Int] = [:]
  /// Functions whose use depends on the data.
  private(set) var dynamic: Set<String> = []

  /// - Parameter listings: the texts of the `.su` files: `FILE:LINE:COLUMN:FUNCTION TAB BYTES TAB
  ///   static`, a line per function.
  init(listings: [String]) {
    for line in listings.flatMap({ $0.split(separator: "\n") }) {
      let fields = line.split(separator: "\t")
      guard fields.count == 3, let bytes = Int(fields[1]),
        let name = fields[0].split(separator: ":").last.map(Self.sourceName)
      else { continue }
      frames[name] = max(frames[name] ?? 0, bytes)
      if fields[2] == "dynamic" { dynamic.insert(name) }
    }
  }

  /// A clone of a function, `name.constprop.0`, has the function's name in the list.
  static func sourceName(_ symbol: Substring) -> String {
    String(symbol.prefix { $0 != "." })
  }
}
