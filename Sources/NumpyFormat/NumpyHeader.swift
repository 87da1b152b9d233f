/// The three entries of a .npy header, which is a Python dictionary literal.
struct NumpyHeader: Hashable {
  let type: NumpyType
  let isBigEndian: Bool
  let isFortranOrder: Bool
  let shape: [Int]

  init(_ bytes: ArraySlice<UInt8>) throws(NumpyFault) {
    var scanner = HeaderScanner(bytes)
    var description: String?
    var order: Bool?
    var shape: [Int]?
    try scanner.expect("{")
    while !scanner.skip("}") {
      let key = try scanner.string()
      try scanner.expect(":")
      switch key {
      case "descr" where description == nil: description = try scanner.elementType()
      case "fortran_order" where order == nil: order = try scanner.boolean()
      case "shape" where shape == nil: shape = try scanner.tuple()
      default: throw NumpyFault("its header has the unknown or repeated key \"\(key)\"")
      }
      if !scanner.skip(",") {
        try scanner.expect("}")
        break
      }
    }
    try scanner.expectEnd()
    guard let description, let order, let shape else {
      throw NumpyFault("its header lacks one of descr, fortran_order and shape")
    }
    (type, isBigEndian) = try Self.elementType(description)
    isFortranOrder = order
    self.shape = shape
  }

  private static func elementType(
    _ description: String
  ) throws(NumpyFault) -> (NumpyType, isBigEndian: Bool) {
    guard let type = NumpyType(rawValue: String(description.dropFirst())),
      let order = description.first, "<>|=".contains(order), order != "|" || type.bytes == 1
    else {
      let known = NumpyType.allCases.map(\.rawValue).joined(separator: ", ")
      throw NumpyFault(
        "its element type \"\(description)\" is not supported",
        remedy: "convert it to one of \(known)")
    }
    return (type, order == ">")
  }
}

/// Reads the few Python literals of a header.
private struct HeaderScanner {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  private mutating func skipSpace() {
    rest = rest.drop { $0 == UInt8(ascii: " ") || (9...13).contains($0) }
  }

  mutating func skip(_ symbol: Unicode.Scalar) -> Bool {
    skipSpace()
    guard let first = rest.first, first == UInt8(ascii: symbol) else { return false }
    rest = rest.dropFirst()
    return true
  }

  mutating func expect(_ symbol: Unicode.Scalar) throws(NumpyFault) {
    guard skip(symbol) else { throw NumpyFault("its header lacks a \"\(symbol)\"") }
  }

  mutating func expectEnd() throws(NumpyFault) {
    skipSpace()
    guard rest.isEmpty else { throw NumpyFault("its header goes on after the closing \"}\"") }
  }

  /// A string in single or double quotes, without escapes.
  mutating func string() throws(NumpyFault) -> String {
    skipSpace()
    guard let quote = rest.first, quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\""),
      let end = rest.dropFirst().firstIndex(of: quote)
    else { throw NumpyFault("its header lacks a quoted string") }
    let text = rest[(rest.startIndex + 1)..<end]
    guard text.allSatisfy({ (0x20..<0x7F).contains($0) }) else {
      throw NumpyFault("its header has a string that is not plain ASCII")
    }
    rest = rest[(end + 1)...]
    return String(decoding: text, as: UTF8.self)
  }

  mutating func elementType() throws(NumpyFault) -> String {
    guard !skip("[") else {
      throw NumpyFault(
        "its elements are records", remedy: "save one plain array of numbers per file")
    }
    return try string()
  }

  mutating func boolean() throws(NumpyFault) -> Bool {
    skipSpace()
    for (word, value) in [("True", true), ("False", false)] where rest.starts(with: word.utf8) {
      rest = rest.dropFirst(word.utf8.count)
      return value
    }
    throw NumpyFault("its header's fortran_order is neither True nor False")
  }

  /// A tuple of dimensions: (), (3,) or (3, 4).
  mutating func tuple() throws(NumpyFault) -> [Int] {
    try expect("(")
    var dimensions: [Int] = []
    while !skip(")") {
      dimensions.append(try dimension())
      guard dimensions.count <= 32 else { throw NumpyFault("its shape has more than 32 axes") }
      if !skip(",") {
        try expect(")")
        break
      }
    }
    return dimensions
  }

  private mutating func dimension() throws(NumpyFault) -> Int {
    skipSpace()
    let digits = rest.prefix { (0x30...0x39).contains($0) }
    guard let value = Int(String(decoding: digits, as: UTF8.self)) else {
      throw NumpyFault("its header has a dimension that is no number from 0 to \(Int.max)")
    }
    rest = rest[digits.endIndex...]
    return value
  }
}
