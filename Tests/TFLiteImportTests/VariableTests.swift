import NetworkIR
import TFLiteImport
import Testing

@Suite("Resource variables of TensorFlow Lite models")
struct VariableTests {
  /// y = RELU(what the variable holds); then the variable becomes x.
  private func model(
    _ shape: [Int] = [1, 4], name: String = "memory", inputType: Int = 9
  ) -> TestModel {
    let handle = TestTensor(name: "handle", shape: [], type: 13)
    var tensors = [
      TestTensor.int8("x", shape), handle, .int8("held", shape), .int8("y", shape),
    ]
    tensors[0].type = inputType
    return TestModel(
      outputs: [3], tensors: tensors,
      operators: [
        TestOperator(
          code: 142, inputs: [], outputs: [1], optionsType: 111, options: [1: .string(name)]),
        TestOperator(code: 143, inputs: [1], outputs: [2]),
        TestOperator(code: 19, inputs: [2], outputs: [3]),
        TestOperator(code: 144, inputs: [1, 0], outputs: []),
      ])
  }

  @Test("a variable becomes a state that takes the assigned tensor's elements")
  func state() throws {
    let network = try model().imported().network
    #expect(network.states.map { network[$0.tensor].name } == ["memory"])
    #expect(network.states.map(\.next) == network.inputs.map(\.tensor))
  }

  @Test("a variable without a name becomes a state that has one")
  func nameless() throws {
    let network = try model(name: "").imported().network
    #expect(network.states.map { network[$0.tensor].name } == ["variable"])
  }

  @Test("a variable named as a tensor of the file keeps apart from it")
  func sameName() throws {
    let network = try model(name: "y").imported().network
    #expect(Set(network.tensors.map(\.name)).count == network.tensors.count)
    #expect(network[network.outputs[0]].name != network[network.states[0].tensor].name)
  }

  @Test("a variable that is read in one type and assigned in another is refused")
  func types() {
    #expect(
      model(inputType: 7).refusal() == """
        error[E0202]: node "operator_3" (ASSIGN_VARIABLE), variable: "memory" holds int8, and \
        here int16; export the model again
        """)
  }

  @Test("a state of millions of elements, for which the file has no bytes, is refused")
  func size() {
    #expect(
      model([1 << 21]).refusal().hasPrefix(
        """
        error[E0203]: node "held" (READ_VARIABLE), variable: a state of 2097152 elements; states \
        of up to 2^20 elements are kept
        """))
  }
}
