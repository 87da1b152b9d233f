import FixedPoint

/// What stands outside of functions.
extension CParser {
  mutating func item() throws(UnreadableText) {
    if take(word: "STAPES_STATIC_ASSERT") {
      try assertion()
    } else if take(word: "typedef") {
      try typeDefinition()
    } else {
      try declaration()
    }
  }

  /// What a size is compared with; a compiler holds the code to it.
  private mutating func assertion() throws(UnreadableText) {
    try expect("(")
    guard take(word: "sizeof") else { throw fault("sizeof was expected") }
    try expect("(")
    _ = try name()
    try expect(")")
    guard take("==") || take("<=") else { throw fault("a comparison was expected") }
    guard case .number = next().kind else { throw fault("a number was expected") }
    try expect(",")
    _ = try name()
    try expect(")")
    try expect(";")
  }

  private mutating func typeDefinition() throws(UnreadableText) {
    if take(word: "struct") {
      try expect("{")
      var members: [ReadMember] = []
      while !take("}") { members.append(try member()) }
      file.structures[try newName()] = members
    } else {
      let type = try readType()
      file.types[try newName()] = type
    }
    try expect(";")
  }

  private mutating func member() throws(UnreadableText) -> ReadMember {
    let type = try readType()
    let name = try name()
    try expect("[")
    let count = try arrayCount()
    try expect(";")
    return ReadMember(type: type, name: name, count: count)
  }

  private mutating func arrayCount() throws(UnreadableText) -> Int {
    let token = next()
    try expect("]")
    guard case .number(let count, _) = token.kind, count <= Self.mostElements else {
      throw fault("a count of elements was expected")
    }
    return count
  }

  private mutating func declaration() throws(UnreadableText) {
    let place = position
    let isStatic = take(word: "static")
    let isConstant = current.kind == .name("const")
    let type = try readType()
    if isStatic, isConstant { return try table(type, try newName()) }
    let name = try name()
    try expect("(")
    scopes = [[]]
    let parameters = try parameters()
    if take(";") { return }
    guard fileNames.insert(name).inserted else { throw fault("\(name) is declared already") }
    file.functions[name] = ReadFunction(
      result: type, name: name, parameters: parameters, body: try block(), position: place)
    scopes = []
  }

  private mutating func table(_ type: ReadType, _ name: String) throws(UnreadableText) {
    try expect("[")
    let count = try arrayCount()
    guard take(word: "STAPES_FLASH") else { throw fault("STAPES_FLASH was expected") }
    try expect("=")
    try expect("{")
    guard case .integer(let element) = type else { throw fault("\(name) holds no integers") }
    var elements: [Int] = []
    repeat {
      let entry = try constant()
      guard element.range.contains(entry) else {
        throw fault("\(entry) does not fit an element of \(name)")
      }
      elements.append(entry)
    } while take(",")
    try expect("}")
    try expect(";")
    guard elements.count == count else {
      throw fault("\(name) has \(elements.count) elements of \(count)")
    }
    tableNames.insert(name)
    file.tables.append(ReadTable(type: type, name: name, elements: elements))
  }

  /// A number, perhaps negative, perhaps less one.
  private mutating func constant() throws(UnreadableText) -> Int {
    let isNegative = take("-")
    guard case .number(let value, _) = next().kind else { throw fault("a number was expected") }
    let signed = isNegative ? -value : value
    guard take("-") else { return signed }
    guard case .number(let less, _) = next().kind else { throw fault("a number was expected") }
    return signed - less
  }

  private mutating func parameters() throws(UnreadableText) -> [ReadParameter] {
    if take(")") { return [] }
    if current.kind == .name("void"), peek(1) == .mark(")") {
      skip(2)
      return []
    }
    var result: [ReadParameter] = []
    repeat {
      let type = try readType()
      let name = try name()
      try declare(name)
      result.append(ReadParameter(type: type, name: name))
    } while take(",")
    try expect(")")
    return result
  }
}
