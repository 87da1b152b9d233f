import FixedPoint
import NetworkIR

extension OperatorImporter {
  static let cast = OperatorImporter(
    "Cast", inputs: 1...1, attributes: ["to", "saturate"],
    note: "where no value can change: to a wider type, or from integers to floating point",
    importNode: importCast)
}

@Sendable private func importCast(_ node: inout NodeImport) throws(NodeRefusal) {
  _ = node.integer("saturate", default: 1)  // Only float8 heeds it.
  let number = node.integer("to", default: 0)
  guard let type = Int32(exactly: number).flatMap(ElementTypeNumber.type(of:)) else {
    let name = Int32(exactly: number).map(ElementTypeNumber.name(of:)) ?? "number \(number)"
    throw node.refuse(
      "attribute to", cause: "casting to \(name) is not supported",
      remedy: "supported are \(ElementTypeNumber.supportedNames)")
  }
  let x = try node.input(0, "x")
  if x.type == type { return try node.passThrough(x) }
  if let constant = x.tensor.constant, node.canFold(constant.count),
    let cast = converted(constant, to: type)
  {
    try node.throwIfRefused()
    return node.fold(cast, shape: x.shape, type: type)
  }
  guard keepsValues(from: x.type, to: type) else {
    throw node.refuse(
      "attribute to", cause: "casting \(x.type.rawValue) to \(type.rawValue) can change values",
      remedy: "use a quantiser, or a type that holds every value")
  }
  try node.apply(.cast, [x], shape: x.shape, type: type)
}

/// Whether every value that can occur stays what it is. Integers become real numbers exactly (rule
/// A21).
private func keepsValues(from source: SourceElementType, to target: SourceElementType) -> Bool {
  if target.isReal {
    let order: [SourceElementType] = [.float16, .float32, .float64]
    guard let narrow = order.firstIndex(of: source) else { return true }
    return narrow <= (order.firstIndex(of: target) ?? 0)
  }
  guard let values = source.range else { return false }
  return target.range?.contains(values) ?? true
}

/// The constant in the other type, or nil where a value has no exact counterpart. A real number is
/// rounded as the executor rounds it once, at export or at run time (rule A22).
private func converted(
  _ constant: SourceConstant, to type: SourceElementType
) -> SourceConstant? {
  switch constant {
  case .real(let values) where type.isReal:
    let rounded = type == .float32 ? values.map { Double(Float($0)) } : values
    let isExact = type == .float64 || type == .float32
    return isExact && rounded.allSatisfy(\.isFinite) ? .real(rounded) : nil
  case .real(let values):
    return integers(values.compactMap { Int(exactly: $0) }, values.count, type)
  case .integer(let values) where type.isReal:
    let limit = type == .float64 ? 1 << 53 : (type == .float32 ? 1 << 24 : 1 << 11)
    let isExact = values.allSatisfy { (-limit...limit).contains($0) }
    return isExact ? .real(values.map(Double.init)) : nil
  case .integer(let values): return integers(values, values.count, type)
  }
}

private func integers(
  _ values: [Int], _ count: Int, _ type: SourceElementType
) -> SourceConstant? {
  guard values.count == count, values.allSatisfy({ type.range?.contains($0) ?? true }) else {
    return nil
  }
  return .integer(values)
}
