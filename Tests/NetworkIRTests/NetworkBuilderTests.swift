import Diagnostics
import FixedPoint
import NetworkIR
import Testing

@Suite("The network builder")
struct NetworkBuilderTests {
  private func builder() throws -> (NetworkBuilder, TensorID) {
    var builder = NetworkBuilder(name: "n")
    let x = try builder.addInput(
      name: "x", shape: Shape([4]), range: IntegerRange(0, 200), meaning: .itself,
      encoding: .integers)
    return (builder, x)
  }

  @Test("tensors get inferred shapes and ranges and the narrowest type")
  func infersFacts() throws {
    var (builder, x) = try builder()
    let y = try builder.add(
      .mappedSum([.weighted(Weight(-3))]), name: "scale", inputs: [x], outputNames: ["y"],
      meanings: [Meaning(scale: [.one], offset: [.one])])
    let network = try builder.build(outputs: y)
    #expect(network[x].type == .uint8)
    #expect(
      network[y[0]]
        == Tensor(
          name: "y", shape: Shape([4]), type: .int16, range: IntegerRange(-600, 0),
          meaning: Meaning(scale: [.one], offset: [.one])))
  }

  @Test("taken names get a number")
  func uniqueNames() throws {
    var (builder, x) = try builder()
    for _ in 0..<3 {
      _ = try builder.add(
        .transpose(permutation: [0]), name: "move", inputs: [x], outputNames: ["x"],
        meanings: [.itself])
    }
    let network = try builder.build(outputs: [TensorID(3)])
    #expect(network.tensors.map(\.name) == ["x", "x_2", "x_3", "x_4"])
    #expect(network.operators.map(\.name) == ["move", "move_2", "move_3"])
  }

  @Test("names and meanings must match the outputs")
  func countsMatch() throws {
    var (builder, x) = try builder()
    #expect(
      faults { () throws(DiagnosticList) in
        try builder.add(
          .topK(count: 1, axis: 0), name: "top", inputs: [x], outputNames: ["v"],
          meanings: [.itself])
      } == [
        "error[E0502]: node \"top\" (topK): its 2 outputs got 1 names and 1 meanings; "
          + "give each output one name and one meaning"
      ])
  }

  @Test("inputs that no integer type holds, or without elements, are refused")
  func refusesInputs() {
    var builder = NetworkBuilder(name: "n")
    #expect(
      faults { () throws(DiagnosticList) in
        try builder.addInput(
          name: "x", shape: Shape([1]), range: IntegerRange(-1, 1 << 32), meaning: .itself,
          encoding: .integers)
      } == [
        "error[E0501]: tensor \"x\": its range [-1, 4294967296] fits no type of up to 32 bits; "
          + "quantise it to fewer bits"
      ])
    #expect(
      faults { () throws(DiagnosticList) in
        try builder.addInput(
          name: "x", shape: Shape([1 << 30, 1 << 40]), range: IntegerRange(0, 1), meaning: .itself,
          encoding: .integers)
      } == [
        "error[E0502]: tensor \"x\": its shape [1073741824x1099511627776] is empty or too large; "
          + "give every dimension a size of at least 1, and at most 2^24 elements in all"
      ])
  }

  @Test("a network is verified when built")
  func verifiesNetwork() throws {
    let (builder, _) = try builder()
    #expect(
      faults { () throws(DiagnosticList) in try builder.build(outputs: []) } == [
        "error[E0502]: the network has no output; declare at least one output"
      ])
  }
}
