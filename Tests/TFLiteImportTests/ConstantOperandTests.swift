import NetworkIR
import TFLiteImport
import Testing

@Suite("Constant operands and batches of TensorFlow Lite models")
struct ConstantOperandTests {
  private func network(_ code: Int, constant shape: [Int], _ elements: [Int]) throws -> Network {
    let model = TestModel(
      outputs: [2],
      tensors: [
        .int8("x", [1, 2], scale: 0.5, zeroPoint: 3),
        .int8("c", shape, scale: 0.25, zeroPoint: -1, data: elements),
        .int8("y", [1, 2], scale: 1, zeroPoint: 0),
      ],
      operators: [TestOperator(code: code, inputs: [0, 1], outputs: [2])])
    return try model.imported().network
  }

  @Test("a constant operand is an operator without inputs, and no state")
  func constants() throws {
    for code in [0, 18, 41, 55, 57] {
      let network = try network(code, constant: [1, 2], [5, -7])
      #expect(network.states.isEmpty)
      #expect(
        network.operators[0].kind
          == .constant(ConstantTensor(shape: Shape([1, 2]), elements: [5, -7])), "\(code)")
    }
  }

  @Test("a constant that several operators read is in the network once")
  func shared() throws {
    let model = TestModel(
      outputs: [3],
      tensors: [
        .int8("x", [1, 2]), .int8("c", [1, 2], data: [5, -7]), .int8("y", [1, 2]),
        .int8("z", [1, 2]),
      ],
      operators: [
        TestOperator(code: 55, inputs: [0, 1], outputs: [2]),
        TestOperator(code: 57, inputs: [2, 1], outputs: [3]),
      ])
    let network = try model.imported().network
    #expect(network.operators.map(\.kind.keyword) == ["constant", "extremum", "extremum"])
  }

  @Test("with a constant of one element an operator on two tensors is a function of one")
  func scalars() throws {
    for code in [0, 18, 41, 55, 57] {
      for shape in [[], [1], [1, 1, 1]] {
        var model = TestModel(
          outputs: [2],
          tensors: [
            .int8("x", [1, 1, 2], scale: 0.5, zeroPoint: 3),
            .int8("c", shape, scale: 0.25, zeroPoint: -1, data: [9]),
            .int8("y", [1, 1, 2], scale: 1, zeroPoint: 0),
          ],
          operators: [TestOperator(code: code, inputs: [0, 1], outputs: [2])])
        #expect(try model.imported().network.operators.map(\.kind.keyword) == ["requantize"])
        model.operators[0].inputs = [1, 0]
        #expect(try model.imported().network.operators.map(\.kind.keyword) == ["requantize"])
      }
    }
  }

  @Test("a window operator takes a constant for its input")
  func constantImage() throws {
    var model = TestModel.window
    model.tensors[0].data = [UInt8](repeating: 7, count: 16)
    model.tensors.append(.int8("x", [1, 2, 2, 2]))
    model.inputs = [6]
    model.operators[3].inputs = [3, 6]
    #expect(try model.imported().network.operators[0].kind.keyword == "constant")
  }

  @Test("a batch runs a window operator once per image, under the file's names")
  func batch() throws {
    var model = TestModel.window
    for index in [0, 2, 3, 4, 5] { model.tensors[index].shape[0] = 3 }
    let network = try model.imported().network
    let repeated = network.operators.filter { $0.kind.keyword == "recurrence" }
    #expect(repeated.map(\.name) == ["features", "pooled", "averaged"])
    for node in repeated {
      guard case .recurrence(let recurrence) = node.kind else { continue }
      #expect(recurrence.steps == 3 && recurrence.body.states.isEmpty)
      #expect(network[node.outputs[0]].name == node.name && network[node.outputs[0]].shape[0] == 3)
    }
  }
}
