import FixedPoint
import Interpreter
import NetworkIR
import Testing

@Suite("Constants A37")
struct ConstantTests {
  @Test("A37: a constant has the same elements in every run, and the smallest range of them")
  func elements() throws {
    var builder = NetworkBuilder(name: "constant")
    let x = try builder.addInput(
      name: "x", shape: Shape([2]), range: IntegerRange(0, 9), meaning: .itself,
      encoding: .integers)
    let constant = try builder.add(
      .constant(ConstantTensor(shape: Shape([2]), elements: [300, -7])), name: "c", inputs: [],
      outputNames: ["c"], meanings: [.itself])[0]
    #expect(builder[constant].range == IntegerRange(-7, 300) && builder[constant].type == .int16)
    let sum = try builder.add(
      .mappedSum([.weighted(Weight(1)), .weighted(Weight(2))]), name: "sum", inputs: [x, constant],
      outputNames: ["sum"], meanings: [.itself])[0]
    let interpreter = try ReferenceInterpreter(try builder.build(outputs: [sum, constant]))
    #expect(try interpreter.run(inputs: [[1, 2]]).outputs == [[601, -12], [300, -7]])
    #expect(try interpreter.run(inputs: [[0, 9]]).outputs == [[600, -5], [300, -7]])
  }
}
