import Diagnostics
import Foundation
import NetworkIR
import SwiftProtobuf
import Testing

@testable import ONNXImport

@Suite("Reading files and tensors")
struct ReaderTests {
  private let base = TestModel().input("x", [1, 2]).output("y")
    .node("Mul", ["x", "c"], ["y"])

  private func refusal(of bytes: [UInt8]) -> String {
    do throws(DiagnosticList) {
      _ = try importONNX(bytes, name: "m.onnx") { _ in [] }
      return "imported"
    } catch {
      return error.description
    }
  }

  @Test("bytes that are no model are refused")
  func malformed() {
    let text = """
      error[E0201]: file "m.onnx": it is not an ONNX model, or it is cut short or damaged; \
      check the file with onnx.checker, or export it again
      """
    #expect(refusal(of: Array("GGUF, perhaps".utf8)) == text)
    #expect(refusal(of: base.bytes.dropLast()) == text)
    #expect(
      refusal(of: []) == """
        error[E0201]: file "m.onnx": it holds no graph; \
        check the file with onnx.checker, or export it again
        """)
  }

  @Test("operator sets 9 to 21 are read", arguments: [8, 9, 21, 22])
  func operatorSets(version: Int) {
    let model = TestModel(opset: version).input("x", [1, 2]).output("y")
      .node("Relu", ["x"], ["y"])
    let text = """
      error[E0302]: file "m.onnx": it uses version \(version) of the operator set; \
      export with one from 9 to 21, or convert with onnx.version_converter
      """
    #expect(model.refusal == ((9...21).contains(version) ? "imported" : text))
  }

  @Test("a file without the default operator set is refused")
  func noOperatorSet() {
    #expect(
      base.adding { $0.opsetImport = [] }.refusal == """
        error[E0201]: file "m.onnx": it names no version of the ONNX operator set; \
        check the file with onnx.checker, or export it again
        """)
  }

  @Test(
    "raw bytes of every type decode",
    arguments: [
      (.float, [0, 0, 128, 63, 0, 0, 0, 192], .real([1, -2])),
      (.double, [0, 0, 0, 0, 0, 0, 240, 63, 0, 0, 0, 0, 0, 0, 0, 192], .real([1, -2])),
      (.float16, [0x01, 0x00, 0xFF, 0xFB], .real([0x1p-24, -65504])),
      (.int8, [0x80, 0x7F], .integer([-128, 127])),
      (.uint8, [0x80, 0xFF], .integer([128, 255])),
      (.int16, [0x00, 0x80, 0x02, 0x01], .integer([-32768, 258])),
      (.uint16, [0x00, 0x80, 0x02, 0x01], .integer([32768, 258])),
      (.int32, [0, 0, 0, 128, 1, 0, 0, 0], .integer([Int(Int32.min), 1])),
      (.uint32, [0, 0, 0, 128, 1, 0, 0, 0], .integer([1 << 31, 1])),
      (.int64, [0, 0, 0, 0, 0, 0, 0, 128, 1, 0, 0, 0, 0, 0, 0, 0], .integer([Int.min, 1])),
      (.boolean, [1, 0], .integer([1, 0])),
      (.int4, [0xF7], .integer([7, -1])),
      (.uint4, [0xF7], .integer([7, 15])),
    ] as [(TestModel.Element, [UInt8], SourceConstant)])
  func rawData(type: TestModel.Element, bytes: [UInt8], expected: SourceConstant) throws {
    var reader = TensorReader(externalFiles: ExternalFiles { _ in [] })
    let tensor = try reader.read(.raw("t", [2], bytes, type), named: "t")
    #expect(tensor.constant == expected)
  }

  @Test("half precision agrees with its definition on every finite bit pattern")
  func halfPrecision() {
    for bits in 0...UInt16.max where bits & 0x7C00 != 0x7C00 {
      let exponent = Int(bits >> 10) & 31
      let fraction = Double(bits & 1023) / 1024
      let magnitude =
        exponent == 0
        ? fraction * 0x1p-14
        : (1 + fraction) * Double(sign: .plus, exponent: exponent - 15, significand: 1)
      let value = ElementDecoding.halfPrecision(bits)
      #expect(value == (bits < 0x8000 ? magnitude : -magnitude), "bits \(bits)")
    }
  }

  @Test(
    "typed fields decode like raw bytes",
    arguments: [
      (.int8, [-128, 127], .integer([-128, 127])), (.boolean, [1, 0], .integer([1, 0])),
      (.float16, [0x3C00, 0xC000], .real([1, -2])), (.int4, [0xF7], .integer([7, -1])),
      (.int64, [Int.min, 1], .integer([Int.min, 1])),
    ] as [(TestModel.Element, [Int], SourceConstant)])
  func typedData(type: TestModel.Element, fields: [Int], expected: SourceConstant) throws {
    var reader = TensorReader(externalFiles: ExternalFiles { _ in [] })
    let tensor = try reader.read(.integers("t", [2], fields, type), named: "t")
    #expect(tensor.constant == expected)
  }

  @Test(
    "a broken tensor is refused by name, and its users are not",
    arguments: [
      (
        .floats("c", [2], [1]),
        "error[E0202]: tensor \"c\": it has 1 stored values where its shape needs 2; "
          + "export the model again"
      ),
      (
        .raw("c", [2], [1, 2, 3], .float),
        "error[E0202]: tensor \"c\": it has 3 bytes where its shape needs 8; "
          + "export the model again"
      ),
      (
        .floats("c", [2], [1, .nan]),
        "error[E0204]: tensor \"c\": element 1 is NaN; "
          + "train or export the model again; every constant must be finite"
      ),
      (
        .floats("c", [2], [-.infinity, 1]),
        "error[E0204]: tensor \"c\": element 0 is minus infinity; "
          + "train or export the model again; every constant must be finite"
      ),
      (
        .integers("c", [1], [300], .uint8),
        "error[E0202]: tensor \"c\": it holds 300, which is no uint8; export the model again"
      ),
      (
        .floats("c", [-1], []),
        "error[E0202]: tensor \"c\": a dimension is -1; export the model again"
      ),
      (
        .floats("c", [1 << 20, 1 << 20], []),
        "error[E0203]: tensor \"c\": its shape [1048576x1048576] is too large; "
          + "tensors of up to 67108864 elements are read"
      ),
      (
        .floats("c", [0, 1 << 40], []),
        "error[E0203]: tensor \"c\": its shape [0x1099511627776] is too large; "
          + "tensors of up to 67108864 elements are read"
      ),
      (
        .floats("c", [1, 1, 1, 1, 1, 1, 1, 1, 1], [1]),
        "error[E0203]: tensor \"c\": it has 9 dimensions; tensors of up to 8 dimensions are read"
      ),
      (
        .with {
          $0.name = "c"
          $0.dataType = TestModel.Element.string.rawValue
        },
        "error[E0302]: tensor \"c\": its elements are of type string; supported are float16, "
          + "float32, float64, int4 to int64, uint4 to uint32 and boolean"
      ),
      (
        .with {
          $0.name = "c"
          $0.dataType = 1
          $0.segment.end = 1
        },
        "error[E0302]: tensor \"c\": it is stored in segments; export the model with whole tensors"
      ),
    ] as [(ONNXTensorProto, String)])
  func brokenTensors(tensor: ONNXTensorProto, expected: String) {
    #expect(base.tensor(tensor).refusal == expected)
  }

  // MARK: External data

  private func external(_ entries: [String: String]) -> TestModel {
    base.tensor(
      .with {
        $0.name = "c"
        $0.dims = [2]
        $0.dataType = 1
        $0.dataLocation = 1
        $0.externalData = entries.sorted { $0.key < $1.key }.map { key, value in
          .with {
            $0.key = key
            $0.value = value
          }
        }
      })
  }

  private static let file: [UInt8] = [9, 9, 0, 0, 128, 63, 0, 0, 0, 192, 9]

  private func externalRefusal(_ entries: [String: String]) -> String {
    do throws(DiagnosticList) {
      _ = try external(entries).result { name throws in
        if name != "weights/a.bin" { throw CocoaError(.fileNoSuchFile) }
        return Self.file
      }
      return "imported"
    } catch {
      return error.description
    }
  }

  @Test("external data is read at its offset")
  func externalData() throws {
    let entries = ["location": "weights/a.bin", "offset": "2", "length": "8"]
    let network = try external(entries).result { _ in Self.file }.network
    #expect(network.tensor("c")?.constant == .real([1, -2]))
  }

  @Test(
    "external data outside the model's folder is refused",
    arguments: [
      "", "../a.bin", "/etc/passwd", "weights/../../a.bin", "C:a.bin", "weights\\a.bin", "a//b",
      ".",
    ])
  func escapes(location: String) {
    #expect(
      externalRefusal(["location": location]) == """
        error[E0201]: tensor "c": its external data lies at "\(location)", outside the model's \
        folder; keep the data file beside the model and name it by a relative path
        """)
  }

  @Test("external data that is missing, short or mislabelled is refused")
  func externalFaults() {
    #expect(
      externalRefusal(["location": "b.bin"]) == """
        error[E0202]: tensor "c": its external data file "b.bin" cannot be read; \
        put the file beside the model
        """)
    #expect(
      externalRefusal(["location": "weights/a.bin", "offset": "4"]) == """
        error[E0201]: tensor "c": its external data ends after the 11 bytes of "weights/a.bin"; \
        copy the data file again, it may be cut short
        """)
    #expect(
      externalRefusal(["location": "weights/a.bin", "offset": "\(Int.max)"]) == """
        error[E0201]: tensor "c": its external data ends after the 11 bytes of "weights/a.bin"; \
        copy the data file again, it may be cut short
        """)
    #expect(
      externalRefusal(["location": "weights/a.bin", "offset": "-1"]) == """
        error[E0201]: tensor "c": the offset of its external data is "-1"; export the model again
        """)
    #expect(
      externalRefusal(["location": "weights/a.bin", "length": "4"]) == """
        error[E0202]: tensor "c": its external data has 4 bytes where its shape needs 8; \
        export the model again
        """)
  }

  @Test("sparse initialisers and repeated names are refused")
  func initializers() {
    let sparse = base.adding {
      $0.graph.sparseInitializer = [.with { $0.values.name = "c" }]
    }
    #expect(
      sparse.refusal == """
        error[E0302]: tensor "c": it is a sparse initialiser; store the tensor densely
        """)
    #expect(
      base.floats("c", [], [1]).floats("c", [], [2]).refusal == """
        error[E0202]: tensor "c": the name is used by more than one initialiser; \
        give every tensor its own name
        """)
  }

  @Test("more messages than the limit are refused before they are decoded")
  func tooManyMessages() {
    // Graph (field 7) of empty nodes (field 1), two bytes each.
    let count = ImportLimits.messages + 1
    let nodes = (0..<count).flatMap { _ in [0x0A, 0x00] as [UInt8] }
    let length = (0..<5).map { UInt8(truncatingIfNeeded: nodes.count >> (7 * $0)) & 127 }
    let header = [0x3A] + length.dropLast().map { $0 | 128 } + [length[4]]
    #expect(
      refusal(of: header + nodes) == """
        error[E0203]: file "m.onnx": it holds more than \(ImportLimits.messages) messages; \
        use a smaller network
        """)
  }
}
