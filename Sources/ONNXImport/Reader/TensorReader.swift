import Diagnostics
import FixedPoint
import NetworkIR

/// Decodes the TensorProtos of one model, under one budget of elements.
struct TensorReader {
  private var externalFiles: ExternalFiles
  private var elementBudget = ImportLimits.constantElements

  init(externalFiles: ExternalFiles) { self.externalFiles = externalFiles }

  /// The tensor under the given name; its values are finite and fit its type and shape.
  mutating func read(
    _ proto: ONNXTensorProto, named name: String
  ) throws(DiagnosticList) -> SourceTensor {
    let place = Place.tensor(name)
    let type = try elementType(of: proto, place: place)
    let shape = try constantShape(of: proto, place: place)
    elementBudget -= shape.elementCount
    guard elementBudget >= 0 else {
      throw Diagnostic(
        .tooLarge, at: place,
        cause: "the constants of the model hold more than \(ImportLimits.constantElements) values",
        remedy: "use a smaller network"
      ).alone
    }
    let constant = try values(of: proto, type: type, count: shape.elementCount, place: place)
    try checkValues(constant, type: type, place: place)
    return SourceTensor(name: name, shape: shape, type: type, constant: constant)
  }

  private func elementType(
    of proto: ONNXTensorProto, place: Place
  ) throws(DiagnosticList) -> SourceElementType {
    guard let type = ElementTypeNumber.type(of: proto.dataType) else {
      throw Diagnostic(
        .unsupportedForm, at: place,
        cause: "its elements are of type \(ElementTypeNumber.name(of: proto.dataType))",
        remedy: "supported are \(ElementTypeNumber.supportedNames)"
      ).alone
    }
    return type
  }

  /// Zero-sized constants pass: an empty list of axes is legal.
  private func constantShape(
    of proto: ONNXTensorProto, place: Place
  ) throws(DiagnosticList) -> Shape {
    guard !proto.hasSegment else {
      throw Diagnostic(
        .unsupportedForm, at: place, cause: "it is stored in segments",
        remedy: "export the model with whole tensors"
      ).alone
    }
    switch checkedShape(proto.dims.map { Int($0) }) {
    case .success(let shape): return shape
    case .failure(let fault): throw fault.diagnostic(at: place).alone
    }
  }

  private mutating func values(
    of proto: ONNXTensorProto, type: SourceElementType, count: Int, place: Place
  ) throws(DiagnosticList) -> SourceConstant {
    let byteCount = ElementDecoding.byteCount(of: count, type: type)
    if proto.dataLocation == 1 {
      let entries = Dictionary(
        proto.externalData.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
      let bytes = try externalFiles.bytes(for: entries, byteCount: byteCount, place: place)
      return ElementDecoding.decode(bytes, type: type, count: count)
    }
    guard proto.hasRawData else {
      return try typedValues(of: proto, type: type, count: count, place: place)
    }
    guard proto.rawData.count == byteCount else {
      throw sizeFault(proto.rawData.count, "bytes", needed: byteCount, place: place)
    }
    return ElementDecoding.decode([UInt8](proto.rawData), type: type, count: count)
  }

  private func typedValues(
    of proto: ONNXTensorProto, type: SourceElementType, count: Int, place: Place
  ) throws(DiagnosticList) -> SourceConstant {
    let decoded = TypedData.values(of: proto, type: type, count: count)
    guard let decoded, decoded.count == count else {
      let fields = TypedData.fieldCount(of: proto, type: type)
      throw sizeFault(fields, "stored values", needed: count, place: place)
    }
    return decoded
  }

  private func sizeFault(
    _ count: Int, _ unit: String, needed: Int, place: Place
  ) -> DiagnosticList {
    Diagnostic(
      .inconsistentModel, at: place,
      cause: "it has \(count) \(unit) where its shape needs \(needed)",
      remedy: "export the model again"
    ).alone
  }

  private func checkValues(
    _ constant: SourceConstant, type: SourceElementType, place: Place
  ) throws(DiagnosticList) {
    switch constant {
    case .real(let values):
      guard let index = values.firstIndex(where: { !$0.isFinite }) else { return }
      throw Diagnostic(
        .nonFiniteConstant, at: place, cause: "element \(index) is \(describe(values[index]))",
        remedy: "train or export the model again; every constant must be finite"
      ).alone
    case .integer(let values):
      guard let range = type.range, let value = values.first(where: { !range.contains($0) })
      else { return }
      throw Diagnostic(
        .inconsistentModel, at: place, cause: "it holds \(value), which is no \(type.rawValue)",
        remedy: "export the model again"
      ).alone
    }
  }
}

private func describe(_ value: Double) -> String {
  value.isNaN ? "NaN" : (value < 0 ? "minus infinity" : "infinity")
}
