/// Counts the messages and strings of an ONNX file before it is decoded: a decoded message takes up
/// to some hundred times the two bytes that an empty one takes in the file.
enum MessageCounter {
  /// - Returns: how many length-delimited fields the nested messages hold, counted no further than
  ///   just above the limit. Damaged bytes end the count; decoding reports them.
  static func count(in bytes: [UInt8]) -> Int {
    var counter = Counter(bytes: bytes)
    counter.visit(0..<bytes.count, as: .model)
    return counter.count
  }
}

/// The messages of onnx.proto that hold repeated messages or strings.
private enum Message {
  case model, graph, node, attribute, tensor, value, type, tensorType, shape, other

  /// What a length-delimited field holds; nil for packed numbers and bytes.
  func member(_ field: UInt64) -> Message? {
    switch (self, field) {
    case (.model, 7), (.attribute, 6): .graph
    case (.graph, 1): .node
    case (.node, 5): .attribute
    case (.graph, 5), (.attribute, 5): .tensor
    case (.graph, 11), (.graph, 12), (.graph, 13): .value
    case (.graph, 15), (.model, 8), (.tensor, 13), (.tensor, 6), (.attribute, 9), (.node, 1),
      (.node, 2), (.shape, 1):
      .other
    case (.value, 2): .type
    case (.type, 1): .tensorType
    case (.tensorType, 2): .shape
    default: nil
    }
  }
}

private struct Counter {
  let bytes: [UInt8]
  var count = 0

  /// Recursion ends with the nesting of the table above, and with the depth of attributes within
  /// graphs.
  mutating func visit(_ range: Range<Int>, as message: Message, depth: Int = 0) {
    guard message != .other, depth <= ImportLimits.messageDepth else { return }
    var position = range.lowerBound
    while position < range.upperBound, count <= ImportLimits.messages {
      guard let tag = varint(&position, end: range.upperBound) else { return }
      switch tag & 7 {
      case 0: if varint(&position, end: range.upperBound) == nil { return }
      case 1: position += 8
      case 5: position += 4
      case 2:
        guard let length = varint(&position, end: range.upperBound),
          length <= UInt64(range.upperBound - position)
        else { return }
        let content = position..<position + Int(length)
        if let member = message.member(tag >> 3) {
          count += 1
          visit(content, as: member, depth: depth + 1)
        }
        position = content.upperBound
      default: return
      }
    }
  }

  private func varint(_ position: inout Int, end: Int) -> UInt64? {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 70, by: 7) {
      guard position < end else { return nil }
      let byte = bytes[position]
      position += 1
      value |= UInt64(byte & 127) << shift
      if byte < 128 { return value }
    }
    return nil
  }
}
