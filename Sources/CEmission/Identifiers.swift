/// Turns any name into a C identifier that is unique in its scope.
///
/// Kept are ASCII letters, digits and underscores; other runs become one underscore. A name that C,
/// C++, the standard headers or the support header may use, a leading digit and a name already
/// taken get a mark. Identifiers have at most 48 characters and a number, so that all differ within
/// the 63 that C99 compares.
package struct Identifiers: Sendable {
  /// A name that could not be kept.
  package struct Renaming: Hashable, Sendable {
    package let original: String
    package let identifier: String
  }

  private var taken: Set<String>
  /// In the order in which they were claimed.
  package private(set) var renamings: [Renaming] = []
  private static let longest = 48

  /// A scope; `outer` are the identifiers of the scopes around it, which it does not shadow.
  package init(outer: Identifiers? = nil) {
    taken = outer?.taken ?? []
  }

  /// The identifier for a name; `fallback` serves where nothing of the name can be kept.
  package mutating func claim(_ name: String, fallback: String) -> String {
    let identifier = invent(Self.sanitized(name, fallback: fallback))
    if identifier != name { renamings.append(Renaming(original: name, identifier: identifier)) }
    return identifier
  }

  /// An identifier of the emission's own: the stem, with a number behind where it is taken.
  package mutating func invent(_ stem: String) -> String {
    var identifier = stem
    var number = 2
    while !taken.insert(identifier).inserted {
      identifier = "\(stem)_\(number)"
      number += 1
    }
    return identifier
  }

  /// Takes an identifier of the emission's own out of circulation.
  package mutating func reserve(_ identifier: String) { taken.insert(identifier) }

  /// The name as an identifier, without a look at the other names.
  package static func sanitized(_ name: String, fallback: String) -> String {
    let kept = name.unicodeScalars.split { !isPlain($0) }.map(String.init).joined(separator: "_")
    let words = kept.split(separator: "_").joined(separator: "_")
    let stem = words.isEmpty ? fallback : words
    let started = stem.first?.isNumber == true ? "\(fallback)_\(stem)" : stem
    let short = String(started.prefix(longest))
    return isReserved(short) ? short + "_value" : short
  }

  private static func isPlain(_ scalar: UnicodeScalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "_": true
    default: false
    }
  }

  private static func isReserved(_ name: String) -> Bool {
    reserved.contains(name) || name.lowercased().hasPrefix("stapes_")
      || name.hasSuffix("_t") || reservedPrefixes.contains { name.hasPrefix($0) }
  }

  private static let reservedPrefixes = ["INT", "UINT", "PTRDIFF_", "SIZE_", "SIG_ATOMIC_", "PRI"]

  private static let reserved: Set<String> = Set(
    """
    auto break case char const continue default do double else enum extern float for goto if inline
    int long register restrict return short signed sizeof static struct switch typedef union
    unsigned void volatile while
    alignas alignof and and_eq asm bitand bitor bool catch char8_t char16_t char32_t class compl
    concept consteval constexpr constinit const_cast co_await co_return co_yield decltype delete
    dynamic_cast explicit export false friend mutable namespace new noexcept not not_eq nullptr
    operator or or_eq private protected public reinterpret_cast requires static_assert static_cast
    template this thread_local throw true try typeid typename typeof using virtual wchar_t xor
    xor_eq
    assert errno main NULL NDEBUG EOF FILE BUFSIZ printf puts putchar getchar stdin stdout stderr
    remove rename unix linux i386 scratch setup loop near far
    """.split { $0 == " " || $0 == "\n" }.map(String.init))
}
