import Foundation

@testable import ONNXImport

/// Small models that together use every operator family, as raw material for mutants.
enum MutationCorpus {
  static let models: [TestModel] = [
    denseQONNX, convolutional, integerOperators, linearQuantization, shapeComputation, pooling,
    functions,
  ]

  private static let denseQONNX = TestModel(opset: 11)
    .openInput("x", [nil, 3]).output("y", [1, 2])
    .floats("s", [], [0.5]).floats("z", [], [0]).floats("b", [], [2])
    .floats("w", [2, 3], [1, -1, 0, 1, 1, -1]).floats("two", [2], [1, 2])
    .node("Quant", ["x", "s", "z", "b"], ["q"], domain: "onnx.brevitas", quantAttributes)
    .node(
      "IntQuant", ["w", "s", "z", "b"], ["wq"], domain: "qonnx.custom_op.general", quantAttributes
    )
    .node("Transpose", ["wq"], ["wt"], [.ints("perm", [1, 0])])
    .node("MatMul", ["q", "wt"], ["m"])
    .node("BatchNormalization", ["m", "two", "two", "two", "two"], ["n"], [.float("epsilon", 0.1)])
    .node("BipolarQuant", ["n", "s"], ["p"], domain: "finn.custom_op.general")
    .node("Trunc", ["p", "s", "z", "b", "b"], ["y"], domain: "onnx.brevitas")

  private static let quantAttributes: [TestModel.Attribute] = [
    .int("signed", 1), .int("narrow", 0), .string("rounding_mode", "ROUND"),
  ]

  private static let convolutional = TestModel(opset: 13)
    .input("x", [1, 2, 4, 4]).output("y")
    .floats("w", [2, 1, 3, 3], Array(repeating: 0.5, count: 18)).floats("b", [2], [1, 2])
    .floats("g", [2, 32], Array(repeating: 1, count: 64)).integers(
      "p", [8], [0, 0, 1, 1, 0, 0, 1, 1]
    )
    .node("Pad", ["x", "p"], ["d"])
    .node(
      "Conv", ["d", "w", "b"], ["c"],
      [.int("group", 2), .ints("strides", [1, 1]), .ints("pads", [0, 0, 0, 0])]
    )
    .node("Concat", ["c", "x"], ["e"], [.int("axis", 1)])
    .node("MaxPool", ["c"], ["k"], [.ints("kernel_shape", [2, 2]), .int("ceil_mode", 1)])
    .node("Flatten", ["c"], ["f"]).node("Gemm", ["f", "g"], ["h"], [.int("transB", 1)])
    .node("Softmax", ["h"], ["y"])

  private static let integerOperators = TestModel(opset: 13)
    .input("x", [1, 1, 4], .uint8).output("y").output("t", nil, .int64)
    .integers("w", [1, 1, 2], [1, 2], .uint8).integers("z", [], [1], .uint8)
    .floats("s", [1], [0.5]).integers("b", [1], [3], .int32).integers(
      "m", [3, 2], [1, 2, 3, 4, 5, 6], .int8
    )
    .integers("k", [1], [1])
    .node("QLinearConv", ["x", "s", "z", "w", "s", "z", "s", "z", "b"], ["q"])
    .node("MatMulInteger", ["q", "m", "z"], ["i"]).node("Cast", ["i"], ["f"], [.int("to", 1)])
    .node("TopK", ["f", "k"], ["y", "t"])

  private static let linearQuantization = TestModel(opset: 21)
    .input("x", [2, 3]).output("y")
    .floats("s", [3], [0.5, 1, 2]).integers("z", [3], [0, 1, 2], .int8)
    .tensor(.raw("c", [3], [0x21, 0x03], .int4)).floats("u", [], [1])
    .node("QuantizeLinear", ["x", "s", "z"], ["q"], [.int("axis", 1)])
    .node("DequantizeLinear", ["q", "s", "z"], ["d"], [.int("axis", -1)])
    .node("DequantizeLinear", ["c", "u"], ["r"])
    .node("Add", ["d", "r"], ["y"])

  private static let shapeComputation = TestModel(opset: 13)
    .input("x", [1, 2, 3]).output("y")
    .integers("i", [], [0]).integers("a", [1], [0]).integers("r", [1], [-1])
    .integers("e", [1], [2])
    .node("Shape", ["x"], ["s"]).node("Gather", ["s", "i"], ["g"])
    .node("Unsqueeze", ["g", "a"], ["h"]).node("Slice", ["s", "a", "e"], ["l"])
    .node("Concat", ["h", "r"], ["t"], [.int("axis", 0)])
    .node("Mul", ["t", "a"], ["o"]).node("ConstantOfShape", ["l"], ["c"])
    .node("Reshape", ["x", "t"], ["y"])

  private static let pooling = TestModel(opset: 13)
    .input("x", [1, 2, 5, 5]).output("y", nil, .int64)
    .node(
      "AveragePool", ["x"], ["a"],
      [.ints("kernel_shape", [2, 2]), .ints("pads", [1, 1, 0, 0]), .ints("strides", [2, 2])]
    )
    .node("GlobalMaxPool", ["a"], ["g"]).node("ReduceMean", ["a"], ["m"], [.ints("axes", [2, 3])])
    .node("Sub", ["g", "m"], ["d"]).node("Squeeze", ["d"], ["s"])
    .node("ArgMax", ["s"], ["y"], [.int("axis", 0)])

  private static let functions = TestModel(opset: 20)
    .input("x", [1, 3]).output("y")
    .floats("a", [], [-1]).floats("b", [1], [1])
    .node("Clip", ["x", "a", "b"], ["c"]).node(
      "Gelu", ["c"], ["d"], [.string("approximate", "tanh")]
    )
    .node("HardSigmoid", ["d"], ["e"], [.float("alpha", 0.25)]).node("Max", ["e", "a"], ["f"])
    .node("PRelu", ["f", "b"], ["g"]).node("Pow", ["g", "b"], ["h"])
    .node("Constant", [], ["k"], [.float("value_float", 2)]).node("Div", ["h", "k"], ["y"])

  /// Model files that the project ships, smallest first, then the shared ones where present.
  static let files: [URL] = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let folders = [
      root.appending(path: "examples"),
      root.appending(path: "Tests/Fixtures"),
      root.deletingLastPathComponent().appending(path: "shared/data/models/qonnx"),
    ]
    return folders.flatMap(onnxFiles)
  }()

  private static func onnxFiles(in folder: URL) -> [URL] {
    let walker = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    return (walker?.compactMap { $0 as? URL } ?? [])
      .filter { $0.pathExtension == "onnx" }
      .sorted { $0.path < $1.path }
  }
}
