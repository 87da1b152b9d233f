import NetworkIR

/// What a ValueInfoProto declares; it never fails, faults are found where the value is used.
func readValue(_ proto: ONNXValueInfoProto) -> DeclaredValue {
  guard case .tensorType(let tensor)? = proto.type.value else {
    let type = proto.type.value.map { DeclaredType.unsupported(describe($0)) } ?? .missing
    return DeclaredValue(name: proto.name, type: type, dimensions: nil)
  }
  let dimensions = tensor.hasShape ? tensor.shape.dim.map(readDimension) : nil
  return DeclaredValue(
    name: proto.name, type: readElementType(tensor.elemType), dimensions: dimensions)
}

private func readElementType(_ number: Int32) -> DeclaredType {
  if let type = ElementTypeNumber.type(of: number) { return .element(type) }
  return number == 0 ? .missing : .unsupported(ElementTypeNumber.name(of: number))
}

private func readDimension(_ proto: ONNXTensorShapeProto.Dimension) -> DeclaredDimension {
  switch proto.value {
  case .dimValue(let size): .fixed(Int(size))
  case .dimParam(let name): .symbolic(name)
  case nil: .symbolic("")
  }
}

private func describe(_ value: ONNXTypeProto.OneOf_Value) -> String {
  switch value {
  case .tensorType: "a tensor"
  case .sequenceType: "a sequence"
  case .mapType: "a map"
  case .sparseTensorType: "a sparse tensor"
  case .optionalType: "an optional value"
  }
}
