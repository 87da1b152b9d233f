import Diagnostics

/// The array in the bytes of a .npy file of version 1 to 3, of either byte order; an array in
/// Fortran order is brought into row-major order.
///
/// - Parameter file: The file's name, for diagnostics.
/// - Throws: E0103 for everything that is not exactly one well-formed array.
package func readNumpyArray(
  _ bytes: [UInt8], file: String
) throws(DiagnosticList) -> NumpyArray {
  do throws(NumpyFault) {
    let preamble = try NumpyPreamble(bytes)
    let header = try NumpyHeader(bytes[preamble.header])
    let count = try elementCount(header.shape)
    let data = bytes[preamble.header.upperBound...]
    try checkSize(data.count, count: count, type: header.type)
    let elements = decode(data, header)
    return NumpyArray(
      shape: header.shape,
      elements: header.isFortranOrder ? elements.inRowMajorOrder(header.shape) : elements)
  } catch {
    throw error.diagnostic(in: file).alone
  }
}

/// Where the header lies.
private struct NumpyPreamble {
  let header: Range<Int>

  init(_ bytes: [UInt8]) throws(NumpyFault) {
    guard bytes.starts(with: numpyMagic), bytes.count >= 10 else {
      throw NumpyFault("it is not a .npy file", remedy: "give an array written by numpy.save")
    }
    let version = (bytes[6], bytes[7])
    guard 1...3 ~= version.0, version.1 == 0 else {
      throw NumpyFault("its format version \(version.0).\(version.1) is unknown")
    }
    let start = version.0 == 1 ? 10 : 12
    guard bytes.count >= start else { throw NumpyFault("it ends within its preamble") }
    let length = (8..<start).reversed().reduce(0) { $0 << 8 | Int(bytes[$1]) }
    guard length <= bytes.count - start else { throw NumpyFault("it ends within its header") }
    guard length <= numpyHeaderLimit else {
      throw NumpyFault("its header has \(length) bytes; at most \(numpyHeaderLimit) are read")
    }
    header = start..<start + length
  }
}

let numpyMagic: [UInt8] = [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59]
/// A header of plain element types stays far below this.
private let numpyHeaderLimit = 1 << 16

private func elementCount(_ shape: [Int]) throws(NumpyFault) -> Int {
  var count = 1
  for dimension in shape {
    let (product, overflow) = count.multipliedReportingOverflow(by: dimension)
    guard !overflow else { throw NumpyFault("its shape \(shape) has too many elements") }
    count = product
  }
  return count
}

private func checkSize(_ found: Int, count: Int, type: NumpyType) throws(NumpyFault) {
  let (expected, overflow) = count.multipliedReportingOverflow(by: type.bytes)
  guard !overflow, found == expected else {
    throw NumpyFault(
      "its shape needs \(count) elements of \(type.bytes) bytes, and \(found) bytes "
        + "follow the header"
    )
  }
}

private func decode(_ data: ArraySlice<UInt8>, _ header: NumpyHeader) -> NumpyElements {
  func words<Word: FixedWidthInteger & UnsignedInteger>(_ type: Word.Type) -> [Word] {
    data.withUnsafeBytes { raw in
      stride(from: 0, to: raw.count, by: MemoryLayout<Word>.size).map { offset in
        let word = raw.loadUnaligned(fromByteOffset: offset, as: Word.self)
        return header.isBigEndian ? Word(bigEndian: word) : Word(littleEndian: word)
      }
    }
  }
  switch header.type {
  case .boolean: return .boolean(data.map { $0 != 0 })
  case .int8: return .int8(data.map { Int8(bitPattern: $0) })
  case .uint8: return .uint8(Array(data))
  case .int16: return .int16(words(UInt16.self).map { Int16(bitPattern: $0) })
  case .uint16: return .uint16(words(UInt16.self))
  case .int32: return .int32(words(UInt32.self).map { Int32(bitPattern: $0) })
  case .uint32: return .uint32(words(UInt32.self))
  case .int64: return .int64(words(UInt64.self).map { Int64(bitPattern: $0) })
  case .uint64: return .uint64(words(UInt64.self))
  case .float16: return .float16(words(UInt16.self).map { Float16(bitPattern: $0) })
  case .float32: return .float32(words(UInt32.self).map { Float(bitPattern: $0) })
  case .float64: return .float64(words(UInt64.self).map { Double(bitPattern: $0) })
  }
}
