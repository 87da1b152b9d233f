/// The bytes of a .npy file: little-endian, row-major, of version 1.0, or 2.0 where the header is
/// long. The same array gives the same bytes.
package func writeNumpyArray(_ array: NumpyArray) -> [UInt8] {
  numpyPreamble(shape: array.shape, type: array.elements.type) + bytes(array.elements)
}

/// What stands before the elements of a .npy file, for files that are written part by part.
package func numpyPreamble(shape: [Int], type: NumpyType) -> [UInt8] {
  let order = type.bytes == 1 ? "|" : "<"
  let list = shape.map(String.init).joined(separator: ", ")
  let tuple = shape.count == 1 ? "(\(list),)" : "(\(list))"
  return preamble(
    "{'descr': '\(order)\(type.rawValue)', 'fortran_order': False, 'shape': \(tuple), }")
}

/// The magic, version, length and header, padded with spaces to a multiple of 64 bytes.
private func preamble(_ header: String) -> [UInt8] {
  let isShort = header.utf8.count < 1 << 15
  let start = isShort ? 10 : 12
  let padding = (64 - (start + header.utf8.count + 1) % 64) % 64
  let text = Array(header.utf8) + [UInt8](repeating: 0x20, count: padding) + [0x0A]
  let length = (0..<start - 8).map { UInt8(truncatingIfNeeded: text.count >> (8 * $0)) }
  return numpyMagic + [isShort ? 1 : 2, 0] + length + text
}

private func bytes(_ elements: NumpyElements) -> [UInt8] {
  switch elements {
  case .boolean(let values): values.map { $0 ? 1 : 0 }
  case .int8(let values): values.map { UInt8(bitPattern: $0) }
  case .uint8(let values): values
  case .int16(let values): littleEndian(values)
  case .uint16(let values): littleEndian(values)
  case .int32(let values): littleEndian(values)
  case .uint32(let values): littleEndian(values)
  case .int64(let values): littleEndian(values)
  case .uint64(let values): littleEndian(values)
  case .float16(let values): littleEndian(values.map(\.bitPattern))
  case .float32(let values): littleEndian(values.map(\.bitPattern))
  case .float64(let values): littleEndian(values.map(\.bitPattern))
  }
}

private func littleEndian(_ values: [some FixedWidthInteger]) -> [UInt8] {
  var bytes: [UInt8] = []
  for value in values {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }
  return bytes
}
