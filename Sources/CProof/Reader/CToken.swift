/// A place in a text, counted from 1.
package struct TextPosition: Hashable, Sendable {
  package let line: Int
  package let column: Int
}

extension TextPosition: CustomStringConvertible {
  package var description: String { "line \(line), column \(column)" }
}

/// A piece of C text.
struct CToken: Hashable, Sendable {
  let kind: Kind
  let position: TextPosition

  enum Kind: Hashable, Sendable {
    case name(String)
    case number(Int, isUnsigned: Bool)
    case string(String)
    /// An operator or a bracket.
    case mark(String)
    case end
  }
}

/// Text that is not in the subset of C that is read.
struct UnreadableText: Error, Hashable, Sendable {
  let position: TextPosition
  let cause: String
}
