import Diagnostics
import NetworkIR
import TFLiteImport

/// A model of one graph, written as a file.
struct TestModel: Sendable {
  var inputs: [Int] = [0]
  var outputs: [Int]
  var tensors: [TestTensor]
  var operators: [TestOperator]

  var bytes: [UInt8] {
    let codes = operators.map { operation -> FlatFields in
      [0: .int8(min(operation.code, 127)), 3: .int32(operation.code)]
    }
    let graph: FlatFields = [
      0: .tables(tensors.enumerated().map { $1.fields(buffer: $0 + 1) }),
      1: .int32s(inputs), 2: .int32s(outputs),
      3: .tables(operators.enumerated().map { $1.fields(code: $0) }),
    ]
    let buffers: [FlatFields] = [[:]] + tensors.map { $0.data.map { [0: .bytes($0)] } ?? [:] }
    return FlatBufferWriter(root: [
      0: .int32(3), 1: .tables(codes), 2: .tables([graph]), 4: .tables(buffers),
    ]).bytes
  }

  func imported(_ contract: ReferenceContract = .tflm) throws(DiagnosticList) -> ImportedTFLite {
    try importTFLite(bytes, name: "test.tflite", contract: contract)
  }

  /// What the importer says, one diagnostic per line.
  func refusal(_ contract: ReferenceContract = .tflm) -> String {
    do throws(DiagnosticList) {
      _ = try imported(contract)
      return "imported"
    } catch {
      return error.description
    }
  }
}

struct TestTensor: Sendable {
  var name: String
  var shape: [Int]
  var type = 9
  var scales: [Float] = []
  var zeroPoints: [Int] = []
  var dimension = 0
  var data: [UInt8]?
  var isVariable = false

  func fields(buffer: Int) -> FlatFields {
    var fields: FlatFields = [
      0: .int32s(shape), 1: .int8(type), 2: .int32(buffer), 3: .string(name),
    ]
    if isVariable { fields[5] = .int8(1) }
    if !scales.isEmpty {
      fields[4] = .table([
        2: .floats(scales), 3: .int64s(zeroPoints), 6: .int32(dimension),
      ])
    }
    return fields
  }

  static func int8(
    _ name: String, _ shape: [Int], scale: Float = 0.5, zeroPoint: Int = 0, data: [Int]? = nil
  ) -> TestTensor {
    TestTensor(
      name: name, shape: shape, scales: [scale], zeroPoints: [zeroPoint],
      data: data.map { $0.map { UInt8(truncatingIfNeeded: $0) } })
  }

  static func int32(_ name: String, _ values: [Int], scale: Float? = nil) -> TestTensor {
    TestTensor(
      name: name, shape: [values.count], type: 2, scales: scale.map { [$0] } ?? [],
      data: values.flatMap { value in (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
    )
  }
}

struct TestOperator: Sendable {
  var code: Int
  var inputs: [Int]
  var outputs: [Int]
  var optionsType = 0
  var options: FlatFields = [:]

  func fields(code number: Int) -> FlatFields {
    var fields: FlatFields = [0: .int32(number), 1: .int32s(inputs), 2: .int32s(outputs)]
    if optionsType != 0 {
      fields[3] = .int8(optionsType)
      fields[4] = .table(options)
    }
    return fields
  }
}

extension TestModel {
  /// y [1, 2] = FULLY_CONNECTED(x [1, 3]) with a fused RELU.
  static let fullyConnected = TestModel(
    outputs: [3],
    tensors: [
      .int8("x", [1, 3], scale: 0.5, zeroPoint: -1),
      .int8("weights", [2, 3], scale: 0.25, data: [1, -2, 3, 0, 127, -128]),
      .int32("bias", [100, -7], scale: 0.125),
      .int8("y", [1, 2], scale: 1, zeroPoint: -128),
    ],
    operators: [
      TestOperator(
        code: 9, inputs: [0, 1, 2], outputs: [3], optionsType: 8, options: [0: .int8(1)])
    ])
}

extension TestModel {
  /// A padded convolution with a scale per channel, then a pooling and a sum.
  static let window = TestModel(
    outputs: [5],
    tensors: [
      .int8("image", [1, 4, 4, 1], scale: 0.5, zeroPoint: 3),
      TestTensor(
        name: "kernel", shape: [2, 3, 3, 1], scales: [0.25, 0.0625], zeroPoints: [0, 0],
        data: (0..<18).map { UInt8(truncatingIfNeeded: 7 * $0 - 60) }),
      .int8("features", [1, 4, 4, 2], scale: 1, zeroPoint: -5),
      .int8("pooled", [1, 2, 2, 2], scale: 1, zeroPoint: -5),
      .int8("averaged", [1, 2, 2, 2], scale: 1, zeroPoint: -5),
      .int8("total", [1, 2, 2, 2], scale: 1, zeroPoint: 0),
    ],
    operators: [
      TestOperator(
        code: 3, inputs: [0, 1], outputs: [2], optionsType: 1,
        options: [0: .int8(0), 1: .int32(1), 2: .int32(1), 3: .int8(3)]),
      TestOperator(
        code: 17, inputs: [2], outputs: [3], optionsType: 5, options: poolOptions),
      TestOperator(
        code: 1, inputs: [2], outputs: [4], optionsType: 5, options: poolOptions),
      TestOperator(code: 0, inputs: [3, 4], outputs: [5], optionsType: 11, options: [:]),
    ])

  private static let poolOptions: FlatFields = [
    0: .int8(0), 1: .int32(2), 2: .int32(2), 3: .int32(3), 4: .int32(3), 5: .int8(0),
  ]
}
