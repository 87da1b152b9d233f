/// Makes any text safe inside a comment or a string literal.
enum CText {
  /// The text without anything that would end a comment, form a trigraph or reorder what a reader
  /// sees.
  static func comment(_ text: String) -> String {
    var safe = ""
    for scalar in text.unicodeScalars {
      safe.unicodeScalars.append(isReadable(scalar) ? scalar : "?")
    }
    for (mark, replacement) in [("*/", "* /"), ("/*", "/ *"), ("??", "? ?")] {
      safe = replacing(mark, with: replacement, in: safe)
    }
    return safe
  }

  /// A string literal that stands for the text, in UTF-8.
  static func literal(_ text: String) -> String {
    "\"" + text.utf8.map(escaped).joined() + "\""
  }

  private static func escaped(_ byte: UInt8) -> String {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "?"):
      "\\" + String(UnicodeScalar(byte))
    case UInt8(ascii: "\n"): "\\n"
    case 0x20..<0x7F: String(UnicodeScalar(byte))
    default:
      // Three octal digits end the escape whatever follows.
      "\\" + String(repeating: "0", count: 3 - String(byte, radix: 8).count)
        + String(byte, radix: 8)
    }
  }

  private static func isReadable(_ scalar: UnicodeScalar) -> Bool {
    (0x20..<0x7F).contains(scalar.value) || scalar.properties.isAlphabetic
      || scalar.properties.numericType != nil
  }

  private static func replacing(_ mark: String, with replacement: String, in text: String) -> String
  {
    var result = text
    while let range = result.firstRange(of: mark) {
      result.replaceSubrange(range, with: replacement)
    }
    return result
  }
}
