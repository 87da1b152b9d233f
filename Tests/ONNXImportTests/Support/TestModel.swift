import Diagnostics
import Foundation
import NetworkIR
import SwiftProtobuf

@testable import ONNXImport

/// A small ONNX model under construction.
struct TestModel {
  var model = ONNXModelProto()

  init(opset: Int = 13) {
    model.irVersion = 8
    model.opsetImport = [
      .with {
        $0.domain = ""
        $0.version = Int64(opset)
      }
    ]
  }

  /// Element type numbers of the file format.
  enum Element: Int32 {
    case float = 1
    case uint8 = 2
    case int8 = 3
    case uint16 = 4
    case int16 = 5
    case int32 = 6
    case int64 = 7
    case string = 8
    case boolean = 9
    case float16 = 10
    case double = 11
    case uint32 = 12
    case float8 = 17
    case uint4 = 21
    case int4 = 22
  }

  enum Attribute {
    case int(String, Int)
    case ints(String, [Int])
    case float(String, Float)
    case floats(String, [Float])
    case string(String, String)
    case strings(String, [String])
    case graph(String)
  }

  /// A dimension of 0 in `open` positions is left symbolic.
  func input(_ name: String, _ dimensions: [Int], _ type: Element = .float) -> TestModel {
    adding { $0.graph.input.append(.value(name, dimensions, type)) }
  }

  func openInput(_ name: String, _ dimensions: [Int?]) -> TestModel {
    adding { $0.graph.input.append(.open(name, dimensions)) }
  }

  func output(
    _ name: String, _ dimensions: [Int]? = nil, _ type: Element = .float
  ) -> TestModel {
    adding {
      $0.graph.output.append(
        dimensions.map { .value(name, $0, type) } ?? .with { $0.name = name })
    }
  }

  func declaring(_ name: String, _ dimensions: [Int], _ type: Element = .float) -> TestModel {
    adding { $0.graph.valueInfo.append(.value(name, dimensions, type)) }
  }

  func floats(_ name: String, _ dimensions: [Int], _ values: [Float]) -> TestModel {
    adding { $0.graph.initializer.append(.floats(name, dimensions, values)) }
  }

  func integers(
    _ name: String, _ dimensions: [Int], _ values: [Int], _ type: Element = .int64
  ) -> TestModel {
    adding { $0.graph.initializer.append(.integers(name, dimensions, values, type)) }
  }

  func tensor(_ tensor: ONNXTensorProto) -> TestModel {
    adding { $0.graph.initializer.append(tensor) }
  }

  func node(
    _ operatorName: String, _ inputs: [String], _ outputs: [String], name: String = "n",
    domain: String = "", _ attributes: [Attribute] = []
  ) -> TestModel {
    adding {
      $0.graph.node.append(
        .with {
          $0.opType = operatorName
          $0.input = inputs
          $0.output = outputs
          $0.name = name
          $0.domain = domain
          $0.attribute = attributes.map(\.proto)
        })
    }
  }

  func adding(_ change: (inout ONNXModelProto) -> Void) -> TestModel {
    var result = self
    change(&result.model)
    return result
  }
}

// MARK: Import

extension TestModel {
  var bytes: [UInt8] { (try? model.serializedBytes()) ?? [] }

  func result(
    externalData: @escaping (String) throws -> [UInt8] = { _ in throw CocoaError(.fileNoSuchFile) }
  ) throws(DiagnosticList) -> ONNXImportResult {
    try importONNX(bytes, name: "m.onnx", externalData: externalData)
  }

  func network() throws(DiagnosticList) -> SourceNetwork { try result().network }

  /// The diagnostics that refuse the model, a line each; "imported" where it is not refused.
  var refusal: String {
    do throws(DiagnosticList) {
      _ = try result()
      return "imported"
    } catch {
      return error.description
    }
  }
}

extension SourceNetwork {
  /// One line per node: "output, output <- input, input".
  var wiring: [String] {
    nodes.map { node in
      let outputs = node.outputs.map { self[$0].name }.joined(separator: ", ")
      return outputs + " <- " + node.inputs.map { self[$0].name }.joined(separator: ", ")
    }
  }

  var operations: [SourceOperation] { nodes.map(\.operation) }

  func tensor(_ name: String) -> SourceTensor? { tensors.first { $0.name == name } }

  /// Shape of the first output.
  var outputShape: [Int] { self[outputs[0]].shape.dimensions }

  var outputType: SourceElementType { self[outputs[0]].type }
}

// MARK: Protocol buffer values

extension TestModel.Attribute {
  var proto: ONNXAttributeProto {
    .with {
      switch self {
      case .int(let name, let value): ($0.name, $0.i, $0.type) = (name, Int64(value), 2)
      case .ints(let name, let values):
        ($0.name, $0.ints, $0.type) = (name, values.map(Int64.init), 7)
      case .float(let name, let value): ($0.name, $0.f, $0.type) = (name, value, 1)
      case .floats(let name, let values): ($0.name, $0.floats, $0.type) = (name, values, 6)
      case .strings(let name, let texts):
        ($0.name, $0.strings, $0.type) = (name, texts.map { Data($0.utf8) }, 8)
      case .string(let name, let text): ($0.name, $0.s, $0.type) = (name, Data(text.utf8), 3)
      case .graph(let name): ($0.name, $0.g, $0.type) = (name, ONNXGraphProto(), 5)
      }
    }
  }
}

extension ONNXValueInfoProto {
  static func value(
    _ name: String, _ dimensions: [Int], _ type: TestModel.Element
  ) -> ONNXValueInfoProto {
    .with {
      $0.name = name
      $0.type.tensorType.elemType = type.rawValue
      $0.type.tensorType.shape.dim = dimensions.map { size in .with { $0.dimValue = Int64(size) } }
    }
  }

  /// Nil dimensions are named "N".
  static func open(_ name: String, _ dimensions: [Int?]) -> ONNXValueInfoProto {
    .with {
      $0.name = name
      $0.type.tensorType.elemType = TestModel.Element.float.rawValue
      $0.type.tensorType.shape.dim = dimensions.map { size in
        .with { if let size { $0.dimValue = Int64(size) } else { $0.dimParam = "N" } }
      }
    }
  }
}

extension ONNXTensorProto {
  static func floats(_ name: String, _ dimensions: [Int], _ values: [Float]) -> ONNXTensorProto {
    .with {
      $0.name = name
      $0.dims = dimensions.map(Int64.init)
      $0.dataType = TestModel.Element.float.rawValue
      $0.floatData = values
    }
  }

  static func integers(
    _ name: String, _ dimensions: [Int], _ values: [Int], _ type: TestModel.Element
  ) -> ONNXTensorProto {
    .with {
      $0.name = name
      $0.dims = dimensions.map(Int64.init)
      $0.dataType = type.rawValue
      if type == .int64 {
        $0.int64Data = values.map(Int64.init)
      } else {
        $0.int32Data = values.map(Int32.init)
      }
    }
  }

  static func raw(
    _ name: String, _ dimensions: [Int], _ bytes: [UInt8], _ type: TestModel.Element
  ) -> ONNXTensorProto {
    .with {
      $0.name = name
      $0.dims = dimensions.map(Int64.init)
      $0.dataType = type.rawValue
      $0.rawData = Data(bytes)
    }
  }
}
