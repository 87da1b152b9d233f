import Diagnostics

// Fields of a table; one that is absent has its default.
extension FlatBufferReader {
  /// The offset of a field of `width` bytes, or nil where it is absent.
  private func position(
    of field: Int, width: Int, in table: FlatTable
  ) throws(DiagnosticList) -> Int? {
    guard field < table.fieldCount else { return nil }
    let offset = Int(try load(UInt16.self, at: table.fields + 4 + 2 * field))
    guard offset != 0 else { return nil }
    guard offset >= 4, offset <= table.size - width else {
      throw malformed(
        at: table.position, cause: "field \(field) lies outside its table")
    }
    return table.position + offset
  }

  func integer<Source: FixedWidthInteger>(
    _ field: Int, of table: FlatTable, _ type: Source.Type, default fallback: Source = 0
  ) throws(DiagnosticList) -> Int {
    guard let position = try position(of: field, width: Source.bitWidth / 8, in: table) else {
      return Int(clamping: fallback)
    }
    return Int(clamping: try load(type, at: position))
  }

  func flag(
    _ field: Int, of table: FlatTable, default fallback: Bool = false
  ) throws(DiagnosticList) -> Bool {
    try integer(field, of: table, UInt8.self, default: fallback ? 1 : 0) != 0
  }

  func float(_ field: Int, of table: FlatTable) throws(DiagnosticList) -> Float {
    guard let position = try position(of: field, width: 4, in: table) else { return 0 }
    return Float(bitPattern: try load(UInt32.self, at: position))
  }

  /// The table that a field refers to, or nil.
  mutating func table(
    _ field: Int, of table: FlatTable
  ) throws(DiagnosticList) -> FlatTable? {
    guard let position = try position(of: field, width: 4, in: table) else { return nil }
    return try self.table(at: try target(of: position))
  }

  mutating func string(_ field: Int, of table: FlatTable) throws(DiagnosticList) -> String? {
    guard let vector = try vector(field, of: table, width: 1) else { return nil }
    return String(decoding: bytes[vector.start..<vector.start + vector.count], as: UTF8.self)
  }

  /// The elements of a vector of integers, or nil where it is absent.
  mutating func integers<Source: FixedWidthInteger>(
    _ field: Int, of table: FlatTable, _ type: Source.Type
  ) throws(DiagnosticList) -> [Int]? {
    let width = Source.bitWidth / 8
    guard let vector = try vector(field, of: table, width: width) else { return nil }
    var elements: [Int] = []
    elements.reserveCapacity(vector.count)
    for index in 0..<vector.count {
      elements.append(Int(clamping: try load(type, at: vector.start + index * width)))
    }
    return elements
  }

  mutating func floats(_ field: Int, of table: FlatTable) throws(DiagnosticList) -> [Float]? {
    guard let vector = try vector(field, of: table, width: 4) else { return nil }
    var elements: [Float] = []
    elements.reserveCapacity(vector.count)
    for index in 0..<vector.count {
      elements.append(Float(bitPattern: try load(UInt32.self, at: vector.start + index * 4)))
    }
    return elements
  }

  /// The tables of a vector; none where it is absent.
  mutating func tables(_ field: Int, of table: FlatTable) throws(DiagnosticList) -> [FlatTable] {
    guard let vector = try vector(field, of: table, width: 4) else { return [] }
    var tables: [FlatTable] = []
    for index in 0..<vector.count {
      tables.append(try self.table(at: try target(of: vector.start + index * 4)))
    }
    return tables
  }

  /// The bytes of a vector, which are not copied; nil where it is absent.
  func data(_ field: Int, of table: FlatTable) throws(DiagnosticList) -> ArraySlice<UInt8>? {
    guard let vector = try uncounted(field, of: table, width: 1) else { return nil }
    return bytes[vector.start..<vector.start + vector.count]
  }

  private mutating func vector(
    _ field: Int, of table: FlatTable, width: Int
  ) throws(DiagnosticList) -> (start: Int, count: Int)? {
    guard let vector = try uncounted(field, of: table, width: width) else { return nil }
    try charge(4 + vector.count * width, at: vector.start)
    return vector
  }

  private func uncounted(
    _ field: Int, of table: FlatTable, width: Int
  ) throws(DiagnosticList) -> (start: Int, count: Int)? {
    guard let position = try position(of: field, width: 4, in: table) else { return nil }
    let target = try target(of: position)
    let count = Int(try load(UInt32.self, at: target))
    guard count <= (bytes.count - target - 4) / width else {
      throw malformed(at: target, cause: "a vector of \(count) elements leaves the file")
    }
    return (target + 4, count)
  }
}
