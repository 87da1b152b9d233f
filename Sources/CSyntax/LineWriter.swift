/// Collects lines at a depth of indentation and breaks long ones.
struct LineWriter {
  static let width = 100
  private static let step = 4

  private(set) var lines: [String] = []
  private var depth = 0

  /// The file's text: every line ends, and no line ends in spaces.
  var text: String { lines.map { $0 + "\n" }.joined() }

  private var margin: String { String(repeating: " ", count: depth) }

  /// The columns that are left behind the indentation.
  var room: Int { Self.width - depth }

  mutating func blank() {
    if let last = lines.last, !last.isEmpty { lines.append("") }
  }

  /// A line as it is, without indentation; preprocessor lines are written so.
  mutating func flush(_ text: String) { lines.append(text) }

  mutating func line(_ text: String) { lines.append(margin + text) }

  /// The pieces on as few lines as the width allows; continued lines are indented further.
  mutating func fill(_ pieces: [String]) { lines += broken(pieces) }

  /// The pieces as `fill` writes them, for a caller that wants to see them first.
  func broken(_ pieces: [String]) -> [String] {
    Self.broken(pieces, margin: margin, continuation: String(repeating: " ", count: Self.step))
  }

  /// The pieces of a list, where no line is a continuation of another.
  mutating func fillEvenly(_ pieces: [String]) {
    lines += Self.broken(pieces, margin: margin, continuation: "")
  }

  /// A writer at the same depth with no lines yet.
  func emptied() -> LineWriter {
    var writer = LineWriter()
    writer.depth = depth
    return writer
  }

  mutating func append(contentsOf finished: [String]) { lines += finished }

  mutating func nested(_ body: (inout LineWriter) -> Void) {
    depth += Self.step
    body(&self)
    depth -= Self.step
  }

  private static func broken(
    _ pieces: [String], margin: String, continuation: String
  ) -> [String] {
    var result: [String] = []
    var current = margin
    var isEmpty = true
    for piece in pieces {
      if !isEmpty && current.count + 1 + piece.count > width {
        result.append(current)
        current = margin + continuation
        isEmpty = true
      }
      current += isEmpty ? piece : " " + piece
      isEmpty = false
    }
    return result + [current]
  }
}
