import Diagnostics

/// Checked access to the bytes of a FlatBuffers file: every offset, length and table is proved to
/// lie within the file before it is read.
///
/// The format lets many offsets point at one place, so a small file can stand for a huge tree. What
/// is read is therefore counted, and a file that makes one read far more than it has is refused.
struct FlatBufferReader: Sendable {
  let bytes: [UInt8]
  let fileName: String
  /// How many more bytes may be read; well-formed files read each byte about once.
  private var allowance: Int

  init(_ bytes: [UInt8], fileName: String) {
    self.bytes = bytes
    self.fileName = fileName
    allowance = 16 * bytes.count + 4096
  }

  func malformed(at offset: Int, cause: String) -> DiagnosticList {
    Diagnostic(
      .malformedModel, at: .byte(offset: offset, file: fileName), cause: cause,
      remedy: "copy or export the file again"
    ).alone
  }

  /// Counts bytes about to be read.
  mutating func charge(_ count: Int, at offset: Int) throws(DiagnosticList) {
    guard count <= allowance else {
      throw Diagnostic(
        .tooLarge, at: .byte(offset: offset, file: fileName),
        cause: "parts of the file are referred to over and over",
        remedy: "export the model again without shared vectors"
      ).alone
    }
    allowance -= count
  }

  /// The little-endian integer at an offset.
  /// - Throws: E0201 where it does not lie within the file.
  func load<Source: FixedWidthInteger>(
    _ type: Source.Type, at offset: Int
  ) throws(DiagnosticList) -> Source {
    let width = Source.bitWidth / 8
    guard offset >= 0, offset <= bytes.count - width else {
      throw malformed(at: offset, cause: "\(width) bytes are read beyond the file's end")
    }
    var value: Source.Magnitude = 0
    for index in 0..<width {
      value |= Source.Magnitude(truncatingIfNeeded: bytes[offset + index]) << (8 * index)
    }
    return Source(truncatingIfNeeded: value)
  }

  /// The place that the forward offset stored at `offset` points to.
  func target(of offset: Int) throws(DiagnosticList) -> Int {
    let distance = Int(try load(UInt32.self, at: offset))
    guard distance > 0, distance < bytes.count - offset else {
      throw malformed(at: offset, cause: "an offset of \(distance) leads out of the file")
    }
    return offset + distance
  }

  /// The table at an offset, its field list checked.
  mutating func table(at position: Int) throws(DiagnosticList) -> FlatTable {
    try charge(4, at: position)
    let distance = Int(try load(Int32.self, at: position))
    let fields = position - distance
    let fieldBytes = Int(try load(UInt16.self, at: fields))
    let size = Int(try load(UInt16.self, at: fields + 2))
    guard fieldBytes >= 4, fieldBytes % 2 == 0, fieldBytes <= bytes.count - fields else {
      throw malformed(at: fields, cause: "a field list of \(fieldBytes) bytes is impossible")
    }
    guard size >= 4, size <= bytes.count - position else {
      throw malformed(at: position, cause: "a table of \(size) bytes leaves the file")
    }
    return FlatTable(
      position: position, size: size, fields: fields, fieldCount: (fieldBytes - 4) / 2)
  }

  mutating func rootTable() throws(DiagnosticList) -> FlatTable {
    try table(at: try target(of: 0))
  }
}

/// Where a table and the list of its fields stand.
struct FlatTable: Hashable, Sendable {
  let position: Int
  let size: Int
  let fields: Int
  let fieldCount: Int

  /// Every field has its default.
  static let empty = FlatTable(position: 0, size: 0, fields: 0, fieldCount: 0)
}
