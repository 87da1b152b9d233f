/// A field of a table to be written.
indirect enum FlatField: Sendable {
  case int8(Int)
  case int32(Int)
  case float(Float)
  case string(String)
  case bytes([UInt8])
  case int32s([Int])
  case int64s([Int])
  case floats([Float])
  case table(FlatFields)
  case tables([FlatFields])
}

/// Fields by their numbers in the schema.
typealias FlatFields = [Int: FlatField]

/// Writes tables as FlatBuffers, without alignment: each table behind its own list of fields, what
/// it refers to behind it.
struct FlatBufferWriter {
  private(set) var bytes: [UInt8]

  init(root: FlatFields, identifier: String = "TFL3") {
    bytes = [0, 0, 0, 0] + Array(identifier.utf8)
    let position = write(root)
    patch(0, with: position)
  }

  private mutating func write(_ fields: FlatFields) -> Int {
    let count = (fields.keys.max() ?? -1) + 1
    let list = bytes.count
    bytes += [UInt8](repeating: 0, count: 4 + 2 * count)
    let position = bytes.count
    append(Int32(position - list))
    var places: [(Int, FlatField)] = []
    for number in fields.keys.sorted() {
      guard let field = fields[number] else { continue }
      set(UInt16(bytes.count - position), at: list + 4 + 2 * number)
      places.append((bytes.count, field))
      appendInline(field)
    }
    set(UInt16(4 + 2 * count), at: list)
    set(UInt16(bytes.count - position), at: list + 2)
    for (place, field) in places { writeTarget(field, from: place) }
    return position
  }

  private mutating func appendInline(_ field: FlatField) {
    switch field {
    case .int8(let value): append(Int8(value))
    case .int32(let value): append(Int32(value))
    case .float(let value): append(value.bitPattern)
    case .string, .bytes, .int32s, .int64s, .floats, .table, .tables: append(UInt32(0))
    }
  }

  private mutating func writeTarget(_ field: FlatField, from place: Int) {
    switch field {
    case .int8, .int32, .float: break
    case .string(let text): writeVector(Array(text.utf8), from: place) { $0.append($1) }
    case .bytes(let values): writeVector(values, from: place) { $0.append($1) }
    case .int32s(let values): writeVector(values, from: place) { $0.append(Int32($1)) }
    case .int64s(let values): writeVector(values, from: place) { $0.append(Int64($1)) }
    case .floats(let values): writeVector(values, from: place) { $0.append($1.bitPattern) }
    case .table(let fields): patch(place, with: write(fields))
    case .tables(let tables):
      writeVector(tables, from: place) { writer, _ in writer.append(UInt32(0)) }
      let first = bytes.count - 4 * tables.count
      for (index, table) in tables.enumerated() { patch(first + 4 * index, with: write(table)) }
    }
  }

  private mutating func writeVector<Element>(
    _ elements: [Element], from place: Int,
    append: (inout FlatBufferWriter, Element) -> Void
  ) {
    patch(place, with: bytes.count)
    self.append(UInt32(elements.count))
    for element in elements { append(&self, element) }
  }

  private mutating func patch(_ place: Int, with target: Int) {
    set(UInt32(target - place), at: place)
  }

  private mutating func append(_ value: some FixedWidthInteger) {
    withUnsafeBytes(of: value.littleEndian) { bytes += $0 }
  }

  private mutating func set(_ value: some FixedWidthInteger, at place: Int) {
    withUnsafeBytes(of: value.littleEndian) { raw in
      for (index, byte) in raw.enumerated() { bytes[place + index] = byte }
    }
  }
}
