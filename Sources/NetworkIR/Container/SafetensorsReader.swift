import Diagnostics
import Foundation

/// Why bytes are no container.
struct ContainerFault: Error, Hashable {
  let code: DiagnosticCode
  let cause: String

  init(_ code: DiagnosticCode, _ cause: String) {
    self.code = code
    self.cause = cause
  }

  func diagnostic(in file: String) -> Diagnostic {
    Diagnostic(
      code, at: .file(file), cause: cause,
      remedy: "write the container again; docs/format.md describes it")
  }
}

/// The largest header that is read; the graph of a network of a million numbers stays far below it.
private let headerLimit = 1 << 26

/// The contents of a safetensors file. Each offset and length is checked; memory stays within eight
/// times the file.
func readSafetensors(_ bytes: [UInt8]) throws(ContainerFault) -> SafetensorsFile {
  let headerBytes = try headerRange(bytes)
  let header = try decodeJSON(
    SafetensorsHeader.self, bytes[headerBytes], "its header")
  let data = bytes[headerBytes.upperBound...]
  try checkCoverage(header, dataCount: data.count)
  var file = SafetensorsFile(metadata: header.metadata)
  for (name, entry) in header.entries {
    let start = data.startIndex + entry.offsets[0]
    let end = data.startIndex + entry.offsets[1]
    file.arrays[name] = SafetensorsArray(
      shape: entry.shape, values: decodeValues(data[start..<end], entry.type))
  }
  return file
}

private func headerRange(_ bytes: [UInt8]) throws(ContainerFault) -> Range<Int> {
  guard bytes.count >= 8 else {
    throw ContainerFault(.malformedModel, "it ends within the length of its header")
  }
  let length = bytes[..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
  guard length <= headerLimit else {
    throw ContainerFault(
      .tooLarge, "its header has \(length) bytes; at most \(headerLimit) are read")
  }
  guard length <= bytes.count - 8 else {
    throw ContainerFault(.malformedModel, "it ends within its header of \(length) bytes")
  }
  return 8..<8 + Int(length)
}

/// The value that JSON text describes.
func decodeJSON<Value: Decodable>(
  _ type: Value.Type, _ text: some Sequence<UInt8>, _ subject: String
) throws(ContainerFault) -> Value {
  do { return try JSONDecoder().decode(type, from: Data(text)) } catch {
    throw ContainerFault(
      .malformedModel, "\(subject) is not the JSON that is expected there\(path(of: error))")
  }
}

/// Where in the document decoding failed, if the decoder knows it.
private func path(of error: any Error) -> String {
  guard let error = error as? DecodingError else { return "" }
  let keys: [any CodingKey]
  switch error {
  case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
    keys = context.codingPath
  case .keyNotFound(let key, let context): keys = context.codingPath + [key]
  @unknown default: keys = []
  }
  let path = keys.map { $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue)" }.joined()
  return path.isEmpty ? "" : ", at \(path)"
}

/// Arrays lie behind each other without gaps or overlaps, and each is as long as its shape says.
private func checkCoverage(
  _ header: SafetensorsHeader, dataCount: Int
) throws(ContainerFault) {
  var end = 0
  for (name, entry) in header.entries.sorted(by: {
    ($0.value.offsets.first ?? 0, $0.key) < ($1.value.offsets.first ?? 0, $1.key)
  }) {
    guard entry.offsets.count == 2, entry.offsets[0] == end, entry.offsets[1] >= end,
      entry.offsets[1] <= dataCount
    else {
      throw ContainerFault(
        .inconsistentModel,
        "the array \"\(name)\" at \(entry.offsets) leaves a gap, overlaps "
          + "another or ends beyond the file")
    }
    guard byteCount(entry) == entry.offsets[1] - entry.offsets[0] else {
      throw ContainerFault(
        .inconsistentModel,
        "the array \"\(name)\" of shape \(entry.shape) does not fit its \(entry.offsets) bytes")
    }
    end = entry.offsets[1]
  }
  guard end == dataCount else {
    throw ContainerFault(
      .inconsistentModel, "\(dataCount - end) bytes at its end belong to no array")
  }
}

/// The size that an entry's shape and type say, or nil where it is none.
private func byteCount(_ entry: SafetensorsEntry) -> Int? {
  var count = entry.type.bytes
  for dimension in entry.shape {
    let (product, overflow) = count.multipliedReportingOverflow(by: dimension)
    guard dimension >= 0, !overflow else { return nil }
    count = product
  }
  return count
}

private func decodeValues(
  _ bytes: ArraySlice<UInt8>, _ type: SafetensorsType
) -> SafetensorsValues {
  func words<Word: FixedWidthInteger>(_ word: Word.Type) -> [Word] {
    bytes.withUnsafeBytes { raw in
      stride(from: 0, to: raw.count, by: MemoryLayout<Word>.size).map {
        Word(littleEndian: raw.loadUnaligned(fromByteOffset: $0, as: Word.self))
      }
    }
  }
  switch type {
  case .int8: return .integers(words(Int8.self).map { Int($0) })
  case .int16: return .integers(words(Int16.self).map { Int($0) })
  case .int32: return .integers(words(Int32.self).map { Int($0) })
  case .int64: return .integers(words(Int64.self).map { Int($0) })
  case .float32: return .floats(words(UInt32.self).map { Float(bitPattern: $0) })
  }
}
