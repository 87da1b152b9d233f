import NetworkIR
import Testing

@testable import ONNXImport

@Suite("Recurrent operators")
struct RecurrentTests {
  /// Five steps of three inputs, two units.
  private func model(
    _ name: String, batch: Int = 1, inputs: [String] = ["x", "W", "R"],
    _ attributes: [TestModel.Attribute] = []
  ) -> TestModel {
    let gates = ["RNN": 1, "GRU": 3, "LSTM": 4][name] ?? 1
    let rows = 2 * gates
    return TestModel().input("x", [5, batch, 3]).output("y")
      .floats("W", [1, rows, 3], (0..<rows * 3).map { Float($0) })
      .floats("R", [1, rows, 2], (0..<rows * 2).map { Float($0) })
      .integers("lengths", [1], [4], .int32).floats("P", [1, 6], [1, 2, 3, 4, 5, 6])
      .node(name, inputs, ["y"], attributes)
  }

  private func body(_ network: SourceNetwork) -> SourceRecurrence? {
    for node in network.nodes {
      if case .recurrence(let recurrence) = node.operation { return recurrence }
    }
    return nil
  }

  @Test("every operator becomes a recurrence with its states", arguments: ["RNN", "GRU", "LSTM"])
  func recurrence(name: String) throws {
    let network = try model(name).network()
    let recurrence = try #require(body(network))
    #expect(recurrence.steps == 5)
    #expect(recurrence.stateCount == (name == "LSTM" ? 2 : 1))
    #expect(recurrence.sequenceCount == 1)
    #expect(recurrence.outputCount == 1)
    #expect(network.outputShape == [5, 1, 1, 2])
  }

  @Test("a gate has its own rows of the file's matrices")
  func gateRows() throws {
    let recurrence = try #require(body(try model("LSTM").network()))
    // Rows 4 and 5 of W are the forget gate's; columns become rows.
    let weights = recurrence.body.tensor("n/forget_x_weights")
    #expect(weights?.constant == .real([12, 15, 13, 16, 14, 17]))
    #expect(weights?.shape == Shape([3, 2]))
  }

  @Test("the last state alone leaves the sequence unread")
  func lastState() throws {
    let network = try TestModel().input("x", [5, 1, 3]).output("h")
      .floats("W", [1, 2, 3], [1, 2, 3, 4, 5, 6]).floats("R", [1, 2, 2], [1, 2, 3, 4])
      .node("RNN", ["x", "W", "R"], ["", "h"]).network()
    #expect(network.operations.count == 3)
    #expect(network.outputShape == [1, 1, 2])
  }

  @Test("batch first is a matter of shapes")
  func batchFirst() throws {
    let network = try TestModel(opset: 14).input("x", [1, 5, 3]).output("y")
      .floats("W", [1, 2, 3], [1, 2, 3, 4, 5, 6]).floats("R", [1, 2, 2], [1, 2, 3, 4])
      .node("RNN", ["x", "W", "R"], ["y"], [.int("layout", 1)]).network()
    #expect(network.outputShape == [1, 5, 1, 2])
  }

  @Test("what is not the plain forward form is refused, with what to do")
  func variants() {
    let cases: [(TestModel, String)] = [
      (
        model("LSTM", [.string("direction", "bidirectional")]),
        "attribute direction: it is \"bidirectional\"; only forward is supported: a device sees the "
          + "past, not what comes"
      ),
      (
        model("GRU", [.string("direction", "reverse")]),
        "attribute direction: it is \"reverse\"; only forward is supported: a device sees the past, "
          + "not what comes"
      ),
      (
        model("RNN", [.strings("activations", ["Relu"])]),
        "attribute activations: they are Relu; the default Tanh is supported"
      ),
      (
        model("RNN", [.floats("activation_alpha", [0.5])]),
        "attribute activation_alpha: its activations have parameters; the default activations, "
          + "which have none, are supported"
      ),
      (
        model("LSTM", [.float("clip", 3)]),
        "attribute clip: it clips the arguments of the activations; train without clip; sigmoid and "
          + "tanh bound their values anyway"
      ),
      (
        model("LSTM", [.int("input_forget", 1)]),
        "attribute input_forget: it couples the input and forget gates; gates of their own are "
          + "supported"
      ),
      (
        model("GRU", inputs: ["x", "W", "R", "", "lengths"]),
        "input sequence_lens: it shortens the sequence of 5 steps; leave it out, and run the network "
          + "on as many steps as there are"
      ),
      (
        model("LSTM", inputs: ["x", "W", "R", "", "", "", "", "P"]),
        "input P: its gates see the cell through peepholes; train without peepholes"
      ),
      (
        model("RNN", inputs: ["x", "W", "R", "", "", "x"]),
        "input initial_h: it is no constant of real numbers; make it a constant of the model"
      ),
      (
        model("RNN", batch: 2), "input X: its batch is 2; a batch of 1 is supported"
      ),
    ]
    for (model, text) in cases {
      let name = model.model.graph.node[0].opType
      #expect(model.refusal == "error[E0302]: node \"n\" (\(name)), \(text)")
    }
  }

  @Test("matrices that are left out, and sizes of 0, are refused")
  func emptyParts() {
    #expect(
      model("RNN", inputs: ["x", "", "R"]).refusal
        == "error[E0202]: node \"n\" (RNN), input W: it is missing; export the model again")
    let empty = TestModel().input("x", [5, 1, 3]).output("y")
      .floats("W", [1, 0, 3], []).floats("R", [1, 0, 0], []).node("RNN", ["x", "W", "R"], ["y"])
    #expect(
      empty.refusal
        == "error[E0202]: node \"n\" (RNN), input X: it has 5 steps of 3 inputs for 0 units; at "
        + "least 1 of each is needed")
  }

  @Test("default activations, spelt out, and full lengths are taken")
  func defaults() throws {
    let lengths = model("RNN", inputs: ["x", "W", "R", "", "five"]).integers(
      "five", [1], [5], .int32)
    #expect(lengths.refusal == "imported")
    let named = model("GRU", [.strings("activations", ["Sigmoid", "Tanh"])])
    #expect(named.refusal == "imported")
  }
}
