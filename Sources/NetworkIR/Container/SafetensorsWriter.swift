import Foundation

/// The bytes of a safetensors file: eight bytes of header length, the header as JSON with sorted
/// keys, the arrays. The same file gives the same bytes.
///
/// - Throws: What the JSON encoder throws; it does not for the contents of a ``SafetensorsFile``.
func writeSafetensors(_ file: SafetensorsFile) throws -> [UInt8] {
  var header = SafetensorsHeader()
  header.metadata = file.metadata
  var data: [UInt8] = []
  // Wide elements first, so that each array is aligned to its element.
  let order = file.arrays.map { (type: $1.values.type, name: $0, array: $1) }
    .sorted { ($1.type.bytes, $0.name) < ($0.type.bytes, $1.name) }
  for (type, name, array) in order {
    let start = data.count
    data += littleEndianBytes(array.values, type)
    header.entries[name] = SafetensorsEntry(
      type: type, shape: array.shape, offsets: [start, data.count])
  }
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  var text = [UInt8](try encoder.encode(header))
  // The format lets a header end in spaces; a multiple of eight bytes keeps the arrays aligned.
  text += [UInt8](repeating: 0x20, count: (8 - text.count % 8) % 8)
  return (0..<8).map { UInt8(truncatingIfNeeded: text.count >> (8 * $0)) } + text + data
}

private func littleEndianBytes(_ values: SafetensorsValues, _ type: SafetensorsType) -> [UInt8] {
  var bytes: [UInt8] = []
  func append(_ word: some FixedWidthInteger) {
    for index in 0..<type.bytes { bytes.append(UInt8(truncatingIfNeeded: word >> (8 * index))) }
  }
  switch values {
  case .integers(let integers): integers.forEach(append)
  case .floats(let floats): floats.forEach { append($0.bitPattern) }
  }
  return bytes
}
