import Diagnostics
import FixedPoint
import NetworkIR
import Testing

@Suite("The verifier")
struct VerifierTests {
  /// x [1x4] in [0, 3] → dense [1x2] → steps.
  private func sound() throws -> Network {
    var builder = NetworkBuilder(name: "sound")
    let x = try builder.addInput(
      name: "x", shape: Shape([1, 4]), range: IntegerRange(0, 3), meaning: .itself,
      encoding: .integers)
    let sum = try builder.add(
      .dense(
        LinearWeights(
          outputs: 2, inputs: 4, weights: [1, -1, 0, 2, 3, 0, 0, -4].map { Weight($0) },
          bias: [5, 0])), name: "fc", inputs: [x], outputNames: ["sum"], meanings: [.itself])
    let y = try builder.add(
      .requantize(
        Requantize(functions: [.steps(StepFunction(thresholds: [0, 4], values: [0, 1, 2]))])),
      name: "quant", inputs: sum, outputNames: ["y"], meanings: [.itself])
    return try builder.build(outputs: y)
  }

  private func faults(_ change: (inout Network) -> Void) throws -> [String] {
    var network = try sound()
    change(&network)
    return verify(network).diagnostics.map(\.description)
  }

  @Test("random networks keep every rule")
  func soundNetworks() throws {
    for seed in 0..<200 as Range<UInt64> {
      let found = verify(try NetworkGenerator.network(seed: seed))
      #expect(found.diagnostics.isEmpty, "seed \(seed): \(found)")
    }
  }

  @Test("each broken rule of tensors has its own diagnostic")
  func tensorRules() throws {
    #expect(
      try faults { $0.tensors[1].name = "x" } == [
        "error[E0502]: tensor \"x\": the name of tensor 1 is empty or taken; give each tensor a name of its own"
      ])
    #expect(
      try faults {
        $0.tensors[2].type = .uint8; $0.tensors[2].range = IntegerRange(-1, 2)
      } == [
        "error[E0502]: tensor \"y\": its range [-1, 2] does not fit uint8; store it as int8"
      ])
    #expect(
      try faults { $0.tensors[0].range = IntegerRange(0, 1 << 40) } == [
        "error[E0502]: tensor \"x\": its range [0, 1099511627776] does not fit int8; quantise it to at most 32 bits"
      ])
    #expect(
      try faults { $0.tensors[0].shape = Shape([1, 0]) } == [
        "error[E0502]: tensor \"x\": its shape [1x0] is empty or too large; "
          + "give every dimension a size of at least 1, and at most 2^24 elements in all"
      ])
    #expect(
      try faults { $0.tensors[1].meaning = Meaning(axis: 1, scale: [.one], offset: [.zero, .one]) }
        == [
          "error[E0502]: tensor \"sum\": its meaning has 1 scale and 2 offsets, 2 of each are needed; "
            + "give one scale and offset, or one of each per index of the axis"
        ])
    #expect(
      try faults { $0.tensors[1].meaning = Meaning(axis: 2, scale: [.one], offset: [.one]) } == [
        "error[E0502]: tensor \"sum\": the axis 2 of its meaning does not exist in the shape [1x2]; "
          + "give one scale and offset, or one of each per index of the axis"
      ])
  }

  @Test("all tensors together are bounded")
  func totalSize() throws {
    let found = try faults { network in
      network.tensors += (0..<4).map {
        Tensor(
          name: "t\($0)", shape: Shape([1 << 24]), type: .int8, range: IntegerRange(0, 0),
          meaning: .itself)
      }
    }
    #expect(
      found.first
        == "error[E0502]: its tensors have 67108872 elements together; keep all tensors together "
        + "within 67108864 elements")
  }

  @Test("each broken rule of the graph has its own diagnostic")
  func graphRules() throws {
    #expect(
      try faults { $0.operators.swapAt(0, 1) } == [
        "error[E0502]: node \"quant\" (requantize): it reads tensor \"sum\", which nothing before it gives; "
          + "put operators into topological order"
      ])
    #expect(
      try faults { $0.operators[1].inputs = [TensorID(9)] } == [
        "error[E0502]: node \"quant\" (requantize): it reads tensor 9, which does not exist; number tensors from 0 to 2"
      ])
    #expect(
      try faults { $0.operators[1].outputs = [TensorID(1)] }.prefix(3) == [
        "error[E0502]: node \"quant\" (requantize): its output \"sum\" has the range [0, 2], not [-12, 14]; declare the range [0, 2]",
        "error[E0502]: node \"quant\" (requantize): it gives tensor \"sum\", which something before it gives already; "
          + "let exactly one input, state or operator give each tensor",
        "error[E0502]: tensor \"y\": nothing gives it; remove it, or let an input, state or operator give it",
      ])
    #expect(
      try faults { $0.operators[1].name = "fc" } == [
        "error[E0502]: node \"fc\" (requantize): the name of operator 1 is empty or taken; give each operator a name of its own"
      ])
    #expect(
      try faults { $0.operators[1].outputs = [] } == [
        "error[E0502]: node \"quant\" (requantize): it gives 1 output and lists 0; list one tensor per output",
        "error[E0502]: tensor \"y\": nothing gives it; remove it, or let an input, state or operator give it",
      ])
    #expect(
      try faults { $0.operators[1].inputs = [] } == [
        "error[E0502]: node \"quant\" (requantize): it takes 1 input and has 0; give the operator inputs whose shapes agree"
      ])
    #expect(
      try faults { $0.outputs = [TensorID(2), TensorID(2), TensorID(-1)] } == [
        "error[E0502]: tensor \"y\": it is an output twice; list each output once",
        "error[E0502]: an output is tensor -1, which does not exist; number tensors from 0 to 2",
      ])
    #expect(
      try faults { $0.outputs = [] } == [
        "error[E0502]: the network has no output; declare at least one output"
      ])
  }

  @Test("shapes and ranges are derived again")
  func derivedFacts() throws {
    #expect(
      try faults { $0.tensors[1].shape = Shape([2]) } == [
        "error[E0502]: node \"fc\" (dense): its output \"sum\" has the shape [1x2], not [2]; declare the shape [1x2]",
        "error[E0502]: node \"quant\" (requantize): its output \"y\" has the shape [2], not [1x2]; declare the shape [2]",
      ])
    #expect(
      try faults { $0.tensors[1].range = IntegerRange(-12, 15) } == [
        "error[E0502]: node \"fc\" (dense): its output \"sum\" has the range [-12, 14], not [-12, 15]; "
          + "declare the range [-12, 14]"
      ])
  }

  @Test("each broken rule of inputs has its own diagnostic")
  func inputRules() throws {
    func step(_ step: FloatStep) throws -> [String] {
      try faults { $0.inputs[0].encoding = .float32([.bipolar, step]) }
    }
    let head = "error[E0502]: tensor \"x\": step 1 of its encoding "
    let remedy = "; correct the input's quantiser"
    #expect(try step(.divide(FloatParameter(values: [-0.0]))) == [head + "divides by 0" + remedy])
    #expect(
      try step(.add(FloatParameter(values: [.nan]))) == [
        head + "has a parameter that is not finite" + remedy
      ])
    #expect(
      try step(.add(FloatParameter(axis: 1, values: [1]))) == [
        head + "has a parameter of 1 value where 4 are needed" + remedy
      ])
    #expect(
      try step(.add(FloatParameter(axis: 3, values: [1]))) == [
        head + "has a parameter along axis 3, which the shape [1x4] has not" + remedy
      ])
    #expect(
      try step(.clamp(lower: 1, upper: 0)) == [
        head + "clamps to [1.0, 0.0], which is empty or not finite" + remedy
      ])
    #expect(
      try faults { $0.inputs[0].encoding = .samples(scale: .zero, offset: .zero) } == [
        "error[E0502]: tensor \"x\": the scale of its samples is 0; declare a scale that is not 0"
      ])
    #expect(
      try faults { $0.inputs[0].tensor = TensorID(7) }.first
        == "error[E0502]: input 0 is tensor 7, which does not exist; number tensors from 0 to 2")
    #expect(
      try faults { $0.inputs = [] }.first
        == "error[E0502]: the network has no input; declare at least one input")
  }

  @Test("a network of faults alone gives a bounded list")
  func boundedList() throws {
    let found = try faults { network in
      network.tensors = (0..<1000).map { _ in
        Tensor(
          name: "", shape: Shape([0]), type: .int8, range: IntegerRange(0, 0), meaning: .itself)
      }
    }
    #expect(found.count <= 100)
  }
}
