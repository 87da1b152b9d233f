import NetworkIR

/// The element type numbers of ONNX TensorProto.DataType.
enum ElementTypeNumber {
  /// - Returns: the type, or nil for one that Stapes does not read.
  static func type(of number: Int32) -> SourceElementType? {
    switch number {
    case 1: .float32
    case 2: .uint8
    case 3: .int8
    case 4: .uint16
    case 5: .int16
    case 6: .int32
    case 7: .int64
    case 9: .boolean
    case 10: .float16
    case 11: .float64
    case 12: .uint32
    case 21: .uint4
    case 22: .int4
    default: nil
    }
  }

  /// The name in words of any number, for diagnostics.
  static func name(of number: Int32) -> String {
    if let type = type(of: number) { return type.rawValue }
    let others: [Int32: String] = [
      0: "undefined", 8: "string", 13: "uint64", 14: "complex64", 15: "complex128",
      16: "bfloat16", 17: "float8e4m3fn", 18: "float8e4m3fnuz", 19: "float8e5m2",
      20: "float8e5m2fnuz", 23: "float4e2m1", 24: "float8e8m0", 25: "uint2", 26: "int2",
    ]
    return others[number] ?? "number \(number)"
  }

  static let supportedNames =
    "float16, float32, float64, int4 to int64, uint4 to uint32 and boolean"
}
