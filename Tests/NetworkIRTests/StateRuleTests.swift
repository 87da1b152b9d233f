import Diagnostics
import FixedPoint
import NetworkIR
import Testing

@Suite("Rules of states and recurrences")
struct StateRuleTests {
  /// x and state, both [1x2], to their maximum, which is the next state.
  private func sound() throws -> Network {
    var builder = NetworkBuilder(name: "sound")
    let range = IntegerRange(-9, 9)
    let x = try builder.addInput(
      name: "x", shape: Shape([1, 2]), range: range, meaning: .itself, encoding: .integers)
    let state = try builder.addState(
      name: "state", shape: Shape([1, 2]), range: range, meaning: .itself, initial: [0, -9])
    let y = try builder.add(
      .extremum(.largest), name: "max", inputs: [x, state], outputNames: ["y"],
      meanings: [.itself])
    builder.setNext(of: state, to: y[0])
    return try builder.build(outputs: y)
  }

  private func faults(_ change: (inout Network) -> Void) throws -> [String] {
    var network = try sound()
    change(&network)
    return verify(network).diagnostics.map(\.description)
  }

  @Test("a state may keep itself, take an input or an operator's output")
  func soundNext() throws {
    for next in 0...2 {
      #expect(try faults { $0.states[0].next = TensorID(next) }.isEmpty)
    }
  }

  @Test("each broken rule of a state has its own diagnostic")
  func stateRules() throws {
    #expect(
      try faults { $0.states[0].initial = [0] } == [
        "error[E0502]: tensor \"state\": its shape [1x2] needs 2 elements, and it begins with 1; "
          + "give one initial integer per element"
      ])
    #expect(
      try faults { $0.states[0].initial = [0, 10] } == [
        "error[E0502]: tensor \"state\": it begins with 10, outside its range [-9, 9]; "
          + "give initial integers of its range"
      ])
    #expect(
      try faults { $0.states[0].next = TensorID(7) } == [
        "error[E0502]: tensor \"state\": its next elements are tensor 7, which does not exist; "
          + "number tensors from 0 to 2"
      ])
    #expect(
      try faults { $0.states[0].tensor = TensorID(7) }.first
        == "error[E0502]: state 0 is tensor 7, which does not exist; "
        + "number tensors from 0 to 2")
    #expect(
      try faults { $0.states.append($0.states[0]) } == [
        "error[E0502]: tensor \"state\": it gives tensor \"state\", which something before it gives "
          + "already; let exactly one input, state or operator give each tensor"
      ])
    #expect(
      try faults { $0.tensors[2].type = .int16 } == [
        "error[E0502]: tensor \"state\": it is int8 [1x2], and its next elements \"y\" are int16 "
          + "[1x2]; give it the next elements' shape and type"
      ])
    #expect(
      try faults { $0.tensors[0].range = IntegerRange(-9, 10) }.last
        == "error[E0502]: node \"max\" (extremum): its output \"y\" has the range [-9, 10], "
        + "not [-9, 9]; declare the range [-9, 10]")
  }

  @Test("a state's range holds its next elements")
  func inductive() throws {
    #expect(
      try faults { network in
        network.tensors[0].range = IntegerRange(-9, 10)
        network.tensors[2].range = IntegerRange(-9, 10)
      } == [
        "error[E0502]: tensor \"state\": its range [-9, 9] does not hold [-9, 10] of its next "
          + "elements \"y\"; declare a range that holds both"
      ])
  }

  private func refusal(_ body: Network, steps: Int = 2) -> [String] {
    NetworkIRTests.faults { () throws(DiagnosticList) in
      try inferOutputs(
        of: .recurrence(Recurrence(body: body, steps: steps)), name: "n",
        inputs: [
          TensorFacts(shape: Shape([2, 2]), range: IntegerRange(-9, 9)),
          TensorFacts(shape: Shape([1, 2]), range: IntegerRange(0, 0)),
        ])
    }
  }

  @Test("a recurrence's faulty body is refused with the place in it")
  func bodies() throws {
    let body = try sound()
    #expect(refusal(body).isEmpty)
    var broken = body
    broken.states[0].initial = []
    #expect(
      refusal(broken) == [
        "error[E0502]: node \"n\" (recurrence): in its body, tensor \"state\": its shape [1x2] needs "
          + "2 elements, and it begins with 0; correct the numbers of this operator"
      ])
    #expect(
      refusal(body, steps: 0).first?.contains("it runs 0 steps; 1 to 16777216 are allowed") == true)
    #expect(
      refusal(body, steps: 3).first?.contains(
        "the input \"x\" of its body needs the shape [3x2], not [2x2]") == true)
    var nested = body
    nested.operators[0].kind = .recurrence(Recurrence(body: body, steps: 1))
    #expect(
      refusal(nested).first?.contains("its body holds a recurrence; one level is allowed") == true)
  }

  @Test("a recurrence's states have the ranges of the body's next elements")
  func recurrenceRanges() throws {
    var builder = NetworkBuilder(name: "outer")
    let x = try builder.addInput(
      name: "x", shape: Shape([4, 2]), range: IntegerRange(-3, 3), meaning: .itself,
      encoding: .integers)
    let zero = try builder.addInput(
      name: "zero", shape: Shape([1, 2]), range: IntegerRange(0, 0), meaning: .itself,
      encoding: .integers)
    let ids = try builder.add(
      .recurrence(Recurrence(body: try sound(), steps: 4)), name: "loop", inputs: [x, zero],
      outputNames: ["y", "last"], meanings: [.itself, .itself])
    #expect(ids.map { builder[$0].shape } == [Shape([4, 2]), Shape([1, 2])])
    #expect(ids.map { builder[$0].range } == [IntegerRange(-9, 9), IntegerRange(-9, 9)])
  }

  @Test("a text nested deeper than one body is refused, with its line")
  func nestedText() throws {
    let text = """
      network "a"
      operator "r" recurrence %0 -> %1
        count 2
        body network "b"
        body operator "s" recurrence %0 -> %1
        field count 2
        field body network "c"
        body outputs %1
      outputs %1
      """
    let found = NetworkIRTests.faults { () throws(DiagnosticList) in try parseNetwork(text) }
    #expect(
      found == [
        "error[E0201]: file \"network\": line 5: a body holds no recurrence; "
          + "write it as docs/format.md describes"
      ])
  }
}
