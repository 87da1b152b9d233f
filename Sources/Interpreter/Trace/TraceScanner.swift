/// Finds the lines of traces among whatever else a log holds: other text before, between and behind
/// them on the same line, line ends of any kind, bytes that are no text.
struct TraceScanner {
  /// Lines whose check sum is right and that say something.
  private(set) var lines: [TraceLine] = []
  /// Lines that began as those of a trace and are cut off or changed.
  private(set) var damaged = 0
  /// Behind the last `$`; nil outside a line.
  private var body: [UInt8]?
  /// A network's name may take some hundred bytes; no line is longer.
  private static let longest = 4096

  init(_ log: [UInt8]) {
    var index = 0
    while index < log.count {
      let byte = log[index]
      index += 1
      switch byte {
      case UInt8(ascii: "$"): begin()
      case UInt8(ascii: "*"): index += finish(log[index...].prefix(2))
      case 32..<127 where (body?.count ?? 0) < Self.longest: body?.append(byte)
      default: giveUp()
      }
    }
    giveUp()
  }

  private mutating func begin() {
    giveUp()
    body = []
  }

  /// - Returns: How many bytes of the log the check sum takes.
  private mutating func finish(_ digits: ArraySlice<UInt8>) -> Int {
    guard let found = body else { return 0 }
    guard digits.count == 2, UInt8(hexDigits: digits) == TraceLine.sum(found) else {
      giveUp()
      return 0
    }
    body = nil
    if let line = TraceLine(body: found) {
      lines.append(line)
    } else if TraceLine.isBegun(by: found) {
      damaged += 1
    }
    return 2
  }

  private mutating func giveUp() {
    if let body, TraceLine.isBegun(by: body) { damaged += 1 }
    body = nil
  }
}
