import Diagnostics
import TargetDescription

/// What a test program printed, and what the counter wrote beside it.
struct Transcript: Sendable {
  /// Lines `V HEX S HEX`; others are passed over.
  let console: String
  /// Lines `S SEGMENT INSTRUCTIONS [CYCLES STACK]`.
  let counts: String
  let kind: TargetProfile.EmulatorKind

  /// One record per vector.
  ///
  /// - Throws: a count that is missing for a vector.
  func records(tool: Tool) throws(DiagnosticList) -> [InferenceRecord] {
    let lines = console.split(whereSeparator: \.isNewline).compactMap(Self.outputLine)
    let segments = counts.split(separator: "\n").map {
      $0.split(separator: " ").dropFirst(2).compactMap { Int($0) }
    }
    guard kind == .native || lines.count == segments.count else {
      throw tool.failure(
        cause: "\(lines.count) results but \(segments.count) instruction counts"
      ).alone
    }
    return lines.enumerated().map { index, line in
      let segment = kind == .native ? [] : segments[index]
      return InferenceRecord(
        outputBytes: line.bytes, stackBytes: stack(printed: line.stack, segment: segment),
        instructions: segment.first, cycles: segment.count > 1 ? segment[1] : nil)
    }
  }

  private func stack(printed: Int, segment: [Int]) -> Int? {
    switch kind {
    case .native: nil
    case .simavr: segment.last
    case .qemu: printed
    }
  }

  private static func outputLine(_ line: Substring) -> (bytes: [UInt8], stack: Int)? {
    let fields = line.split(separator: " ")
    guard fields.count == 4, fields[0] == "V", fields[2] == "S" else { return nil }
    guard let stack = Int(fields[3], radix: 16), let bytes = hexBytes(fields[1]) else { return nil }
    return (bytes, stack)
  }

  private static func hexBytes(_ text: Substring) -> [UInt8]? {
    let digits = text.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
    guard digits.count == text.utf8.count, digits.count.isMultiple(of: 2) else { return nil }
    return stride(from: 0, to: digits.count, by: 2).map {
      UInt8(digits[$0] << 4 | digits[$0 + 1])
    }
  }
}
