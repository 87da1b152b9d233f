import Diagnostics
import NetworkIR
import SwiftProtobuf

/// Turns the bytes of an ONNX file into a `ModelGraph`, collecting the faults of every tensor on
/// the way.
struct ModelReader {
  private let fileName: String
  private var tensors: TensorReader
  private var nodeNames: Set<String> = []
  private(set) var faults: [Diagnostic] = []

  init(fileName: String, externalData: @escaping (String) throws -> [UInt8]) {
    self.fileName = fileName
    self.tensors = TensorReader(externalFiles: ExternalFiles(read: externalData))
  }

  /// - Throws: E0201 where the bytes are no ONNX model, E0203 where they are too many, E0302 where
  ///   the operator set is not supported. Faults of single tensors are collected in `faults`
  ///   instead.
  mutating func read(_ bytes: [UInt8]) throws(DiagnosticList) -> ModelGraph {
    let model = try decode(bytes)
    guard model.hasGraph else {
      throw malformed("it holds no graph").alone
    }
    var graph = ModelGraph()
    graph.opset = try defaultOpset(of: model)
    try checkSizes(of: model.graph)
    readInitializers(of: model.graph, into: &graph)
    readDeclarations(of: model.graph, into: &graph)
    for (index, node) in model.graph.node.enumerated() {
      graph.nodes.append(readNode(node, index: index))
    }
    return graph
  }

  private func decode(_ bytes: [UInt8]) throws(DiagnosticList) -> ONNXModelProto {
    guard bytes.count <= ImportLimits.fileBytes else {
      throw Diagnostic(
        .tooLarge, at: .file(fileName), cause: "it has \(bytes.count) bytes",
        remedy: "models of up to \(ImportLimits.fileBytes) bytes are read"
      ).alone
    }
    try checkMessageCount(bytes)
    var options = BinaryDecodingOptions()
    options.messageDepthLimit = ImportLimits.messageDepth
    options.discardUnknownFields = true
    do {
      return try ONNXModelProto(serializedBytes: bytes, options: options)
    } catch {
      throw malformed("it is not an ONNX model, or it is cut short or damaged").alone
    }
  }

  private func checkMessageCount(_ bytes: [UInt8]) throws(DiagnosticList) {
    guard MessageCounter.count(in: bytes) <= ImportLimits.messages else {
      throw Diagnostic(
        .tooLarge, at: .file(fileName),
        cause: "it holds more than \(ImportLimits.messages) messages",
        remedy: "use a smaller network"
      ).alone
    }
  }

  private func malformed(_ cause: String) -> Diagnostic {
    Diagnostic(
      .malformedModel, at: .file(fileName), cause: cause,
      remedy: "check the file with onnx.checker, or export it again")
  }

  private func defaultOpset(of model: ONNXModelProto) throws(DiagnosticList) -> Int {
    let versions = model.opsetImport
      .filter { $0.domain.isEmpty || $0.domain == "ai.onnx" }
      .map { Int($0.version) }
    guard let version = versions.max() else {
      throw malformed("it names no version of the ONNX operator set").alone
    }
    guard supportedOpsets.contains(version) else {
      throw Diagnostic(
        .unsupportedForm, at: .file(fileName),
        cause: "it uses version \(version) of the operator set",
        remedy:
          "export with one from \(supportedOpsets.lowerBound) to \(supportedOpsets.upperBound), "
          + "or convert with onnx.version_converter"
      ).alone
    }
    return version
  }

  private func checkSizes(of graph: ONNXGraphProto) throws(DiagnosticList) {
    guard graph.node.count <= ImportLimits.nodes else {
      throw Diagnostic(
        .tooLarge, at: .file(fileName), cause: "its graph has \(graph.node.count) nodes",
        remedy: "graphs of up to \(ImportLimits.nodes) nodes are read"
      ).alone
    }
  }

  private mutating func readInitializers(of proto: ONNXGraphProto, into graph: inout ModelGraph) {
    for tensor in proto.sparseInitializer {
      report(
        .unsupportedForm, tensor.values.name, cause: "it is a sparse initialiser",
        remedy: "store the tensor densely")
      graph.brokenInitializers.insert(tensor.values.name)
    }
    for tensor in proto.initializer {
      let isNew =
        graph.initializers[tensor.name] == nil && !graph.brokenInitializers.contains(tensor.name)
      guard isNew, !tensor.name.isEmpty else {
        report(
          .inconsistentModel, tensor.name, cause: "the name is used by more than one initialiser",
          remedy: "give every tensor its own name")
        continue
      }
      graph.initializers[tensor.name] = readTensor(tensor, named: tensor.name)
      if graph.initializers[tensor.name] == nil { graph.brokenInitializers.insert(tensor.name) }
    }
  }

  private mutating func readTensor(_ proto: ONNXTensorProto, named name: String) -> SourceTensor? {
    do throws(DiagnosticList) {
      return try tensors.read(proto, named: name)
    } catch {
      faults.append(contentsOf: error.diagnostics)
      return nil
    }
  }

  private func readDeclarations(of proto: ONNXGraphProto, into graph: inout ModelGraph) {
    let constants = graph.initializers
    let broken = graph.brokenInitializers
    graph.inputs = proto.input.map(readValue).filter {
      constants[$0.name] == nil && !broken.contains($0.name)
    }
    graph.outputs = proto.output.map(readValue)
    for value in proto.valueInfo.map(readValue) + graph.outputs {
      graph.declared[value.name] = value
    }
  }

  private mutating func readNode(_ proto: ONNXNodeProto, index: Int) -> GraphNode {
    let name = nodeName(proto, index: index)
    var attributes: [String: AttributeValue] = [:]
    for attribute in proto.attribute {
      if attributes[attribute.name] != nil {
        let place = Place.node(
          name: name, operator: proto.opType, detail: "attribute \(attribute.name)")
        faults.append(
          Diagnostic(
            .inconsistentModel, at: place, cause: "it is given twice",
            remedy: "export the model again"))
      }
      attributes[attribute.name] = readAttribute(attribute, nodeName: name)
    }
    return GraphNode(
      name: name, operatorName: proto.opType,
      domain: proto.domain == "ai.onnx" ? "" : proto.domain, inputs: proto.input,
      outputs: proto.output, attributes: attributes)
  }

  /// The file's node name where it is given and unique, else the name of the first output.
  private mutating func nodeName(_ proto: ONNXNodeProto, index: Int) -> String {
    let output = proto.output.first { !$0.isEmpty } ?? "node \(index)"
    return proto.name.isEmpty || !nodeNames.insert(proto.name).inserted ? output : proto.name
  }

  private mutating func readAttribute(
    _ proto: ONNXAttributeProto, nodeName: String
  ) -> AttributeValue {
    switch proto.type {
    case 1: .float(proto.f)
    case 2: .integer(Int(proto.i))
    case 3: .string(String(decoding: proto.s, as: UTF8.self))
    case 4:
      readTensor(proto.t, named: "\(nodeName).\(proto.name)").map { .tensor($0) } ?? .brokenTensor
    case 5, 10: .graph
    case 6: .floats(proto.floats)
    case 7: .integers(proto.ints.map { Int($0) })
    case 8: .strings(proto.strings.map { String(decoding: $0, as: UTF8.self) })
    default: untypedAttribute(proto)
    }
  }

  /// Old files leave the type out; the field that is present tells it.
  private func untypedAttribute(_ proto: ONNXAttributeProto) -> AttributeValue {
    guard proto.type == 0, proto.refAttrName.isEmpty else { return .other("an unknown kind") }
    if proto.hasF { return .float(proto.f) }
    if proto.hasI { return .integer(Int(proto.i)) }
    if proto.hasS { return .string(String(decoding: proto.s, as: UTF8.self)) }
    if !proto.floats.isEmpty { return .floats(proto.floats) }
    if proto.hasG { return .graph }
    return proto.hasT ? .other("an untyped tensor") : .integers(proto.ints.map { Int($0) })
  }

  private mutating func report(
    _ code: DiagnosticCode, _ name: String, cause: String, remedy: String
  ) {
    faults.append(Diagnostic(code, at: .tensor(name), cause: cause, remedy: remedy))
  }
}

/// Versions of the default operator set that Stapes reads.
package let supportedOpsets = 9...21
