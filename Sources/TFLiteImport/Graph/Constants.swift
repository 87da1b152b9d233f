import Diagnostics
import NetworkIR

// Constants of the file.
extension ImportContext {
  /// The integers of an input that must be a constant.
  mutating func constant(_ index: Int, _ role: String) throws(OperatorRefusal) -> [Int] {
    try constant(try inputTensor(index, role), role)
  }

  /// Whether an input is a constant of the file.
  func isConstant(_ index: Int) -> Bool {
    guard let number = optionalInputNumber(index) else { return false }
    return values[number] == nil && graph.tensors[number].data != nil
  }

  /// The elements of a constant tensor, row-major.
  mutating func constant(_ tensor: TFLiteTensor, _ role: String) throws(OperatorRefusal) -> [Int] {
    // A file keeps no bytes of an empty constant.
    if tensor.dimensions.contains(0) { return [] }
    guard let data = tensor.data else {
      throw refuse(
        "input \(role)", cause: "tensor \"\(tensor.name)\" is not a constant",
        remedy: "make it a constant of the model")
    }
    guard let bits = tensor.type.integerBits, !tensor.isSparse else {
      throw refuse(
        "input \(role)",
        cause: "tensor \"\(tensor.name)\" is \(tensor.isSparse ? "sparse" : tensor.type.name)",
        remedy: "store it as dense integers of 4, 8, 16, 32 or 64 bits")
    }
    let count = try shape(of: tensor, role).elementCount
    guard data.count == (count * bits + 7) / 8 else {
      throw refuse(
        "input \(role)", code: .inconsistentModel,
        cause: "tensor \"\(tensor.name)\" has \(count) elements in \(data.count) bytes",
        remedy: "export the model again")
    }
    try charge(data)
    return elements(of: data, bits: bits, count: count)
  }

  private mutating func charge(_ data: ArraySlice<UInt8>) throws(OperatorRefusal) {
    do throws(DiagnosticList) {
      try reader.charge(data.count, at: data.startIndex)
    } catch {
      throw refuse(error)
    }
  }

  /// Sign-extended; of two 4-bit elements in a byte the lower comes first.
  private func elements(of data: ArraySlice<UInt8>, bits: Int, count: Int) -> [Int] {
    if bits == 4 {
      return (0..<count).map { index in
        let byte = data[data.startIndex + index / 2]
        return Int(Int8(bitPattern: index % 2 == 0 ? byte << 4 : byte) >> 4)
      }
    }
    let width = bits / 8
    return (0..<count).map { index in
      var value: UInt64 = 0
      for byte in 0..<width {
        value |= UInt64(data[data.startIndex + index * width + byte]) << (8 * byte)
      }
      return Int(Int64(bitPattern: value << (64 - bits)) >> (64 - bits))
    }
  }
}
