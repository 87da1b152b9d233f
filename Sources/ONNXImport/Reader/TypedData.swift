import NetworkIR

/// The values of a tensor that keeps them in the typed fields (float_data, int32_data, …) instead
/// of raw bytes.
enum TypedData {
  /// - Returns: nil where a value does not fit 64 bits or the field is too short.
  static func values(
    of proto: ONNXTensorProto, type: SourceElementType, count: Int
  ) -> SourceConstant? {
    switch type {
    case .float32: .real(proto.floatData.map(Double.init))
    case .float64: .real(proto.doubleData)
    case .float16: halves(proto.int32Data)
    case .int64: .integer(proto.int64Data.map { Int($0) })
    case .uint32: integers(proto.uint64Data)
    case .int4, .uint4: packed(proto.int32Data, type: type, count: count)
    case .int8, .uint8, .int16, .uint16, .int32, .boolean: integers(proto.int32Data)
    }
  }

  /// How many entries the field that belongs to the type has.
  static func fieldCount(of proto: ONNXTensorProto, type: SourceElementType) -> Int {
    switch type {
    case .float32: proto.floatData.count
    case .float64: proto.doubleData.count
    case .int64: proto.int64Data.count
    case .uint32: proto.uint64Data.count
    case .float16, .int4, .uint4, .int8, .uint8, .int16, .uint16, .int32, .boolean:
      proto.int32Data.count
    }
  }

  private static func integers<Word: BinaryInteger>(_ words: [Word]) -> SourceConstant? {
    let values = words.compactMap { Int(exactly: $0) }
    return values.count == words.count ? .integer(values) : nil
  }

  private static func halves(_ words: [Int32]) -> SourceConstant {
    .real(words.map { ElementDecoding.halfPrecision(UInt16(truncatingIfNeeded: $0)) })
  }

  /// Two 4-bit elements in the low byte of each entry.
  private static func packed(
    _ words: [Int32], type: SourceElementType, count: Int
  ) -> SourceConstant? {
    guard words.count == ElementDecoding.byteCount(of: count, type: type) else { return nil }
    let bytes = words.map { UInt8(truncatingIfNeeded: $0) }
    return ElementDecoding.decode(bytes, type: type, count: count)
  }
}
