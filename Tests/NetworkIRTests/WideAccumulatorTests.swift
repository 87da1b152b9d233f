import Diagnostics
import FixedPoint
import NetworkIR
import Testing

@Suite("Sums beyond 32 bits")
struct WideAccumulatorTests {
  private func scaling(
    shift: Int = -16, _ scheme: ScalingScheme = .reducedTo16, inputOffset: Int = 0
  ) -> FixedPointMultiplier {
    FixedPointMultiplier(
      inputOffset: inputOffset, multiplier: 3 << 29, shift: shift, scheme: scheme,
      clamp: IntegerRange(-32768, 32767))
  }

  private func requantize(_ multiplier: FixedPointMultiplier, axis: Int? = nil) -> OperatorKind {
    let functions = [RequantizeFunction](
      repeating: .multiplier(multiplier), count: axis == nil ? 1 : 2)
    return .requantize(Requantize(axis: axis, functions: functions))
  }

  /// x [1x2] → two sums with the bias → y.
  private func network(
    bias: Int = 1 << 38, weight: Int = 100, reader: OperatorKind? = nil, allowsWide: Bool = true,
    _ change: (inout Network) -> Void = { _ in }
  ) throws(DiagnosticList) -> Network {
    var builder = NetworkBuilder(name: "wide")
    let x = try builder.addInput(
      name: "x", shape: Shape([1, 2]), range: IntegerRange(-32768, 32767), meaning: .itself,
      encoding: .integers)
    let sums = try builder.add(
      .dense(
        LinearWeights(
          outputs: 2, inputs: 2, weights: [weight, 1, -1, 0].map { Weight($0) }, bias: [bias, 0])),
      name: "fc", inputs: [x], outputNames: ["sums"], meanings: [.itself], allowsWide: allowsWide)
    let y = try builder.add(
      reader ?? requantize(scaling()), name: "quant", inputs: sums, outputNames: ["y"],
      meanings: [.itself])
    return try builder.build(outputs: y)
  }

  private func faults(_ change: (inout Network) -> Void) throws -> [String] {
    var network = try network()
    change(&network)
    return verify(network).diagnostics.map(\.description)
  }

  private func refusal(_ make: () throws(DiagnosticList) -> Network) -> String {
    do {
      _ = try make()
      return ""
    } catch { return error.diagnostics.map(\.description).joined(separator: "\n") }
  }

  @Test("sums that a requantisation by A25, A26 or A27 alone reads are int64, in both forms too")
  func sums() throws {
    let network = try network()
    #expect(network.tensors[1].type == .int64)
    #expect(network.tensors[1].range.upper == 1 << 38 + 101 * 32767)
    #expect(try parseNetwork(network.text) == network)
    #expect(try readContainer(writeContainer(network), file: "wide.stapes") == network)
    for reader in [
      requantize(scaling(), axis: 1), requantize(scaling(.singleRounding)),
      requantize(scaling(.doubleRounding)), requantize(scaling(.doubleRounding), axis: 1),
    ] {
      #expect(try self.network(reader: reader).tensors[1].type == .int64)
    }
  }

  @Test("any other reader of such sums is refused")
  func readers() throws {
    let wrong: [OperatorKind] = [
      requantize(scaling(inputOffset: 1)), requantize(scaling(.doubleRounding, inputOffset: 1)),
      requantize(scaling(shift: 0)), requantize(scaling(shift: 0, .doubleRounding)),
      requantize(scaling(), axis: 0),
      .requantize(
        Requantize(functions: [
          .shift(bits: 20, rounding: .floor, clamp: IntegerRange(-128, 127))
        ])), .transpose(permutation: [1, 0]),
    ]
    for (index, kind) in wrong.enumerated() {
      let text = refusal { () throws(DiagnosticList) in try network(reader: kind) }
      #expect(text.contains("error[E050"), "\(index) \(text)")
    }
    let shared = try faults { $0.outputs.append(TensorID(1)) }
    #expect(shared.first?.contains("leaves 32 signed bits") == true, "\(shared)")
    let narrow = refusal { () throws(DiagnosticList) in try network(allowsWide: false) }
    #expect(narrow.contains("error[E0501]: node \"fc\" (dense): its accumulator"), "\(narrow)")
  }

  @Test("sums keep to 47 bits, each product to 32, and no other tensor has 64")
  func limits() throws {
    let sum = refusal { () throws(DiagnosticList) in try network(bias: 1 << 46) }
    #expect(sum.contains("leaves 47 signed bits"), "\(sum)")
    let far = refusal { () throws(DiagnosticList) in try network(bias: Int.max) }
    #expect(far.contains("does not fit 62 bits"), "\(far)")
    let product = refusal { () throws(DiagnosticList) in try network(weight: 1 << 17) }
    #expect(product.contains("a product of the weight 131072"), "\(product)")
    let cause = "its type int64 is for sums beyond 32 bits alone"
    #expect(
      try faults { $0.tensors[0].type = .int64 } == [
        "error[E0502]: tensor \"x\": \(cause); store it as int16"
      ])
    #expect(
      try faults {
        $0.tensors[0].type = .int64
        $0.tensors[0].range = IntegerRange(0, 1 << 40)
      }.first == "error[E0502]: tensor \"x\": \(cause); quantise it to at most 32 bits")
  }
}
