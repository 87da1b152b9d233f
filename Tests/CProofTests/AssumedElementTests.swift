import CProof
import FixedPoint
import NetworkIR
import Testing

/// What is known of an element that a text computes, besides its function.
@Suite("Elements behind functions")
struct AssumedElementTests {
  private func code(_ functions: String) -> PrintedCode {
    PrintedCode(
      name: "small",
      header: smallHeader.replacing("BYTES 4", with: "BYTES 8"),
      source: "#include \"small.h\"\n#include \"stapes_support.h\"\n\n" + functions, intBits: 32)
  }

  /// z = 2 * y + 3, y being half of a sum within limits.
  private func doubled() throws -> Network {
    var builder = NetworkBuilder(name: "small")
    let x = try builder.addInput(
      name: "x", shape: Shape([1, 3]), range: IntegerRange(-8, 7), meaning: .itself,
      encoding: .integers)
    let sums = try builder.add(
      .dense(
        LinearWeights(outputs: 1, inputs: 3, weights: [1, -2, 5].map { Weight($0) }, bias: [4])),
      name: "first", inputs: [x], outputNames: ["sums"], meanings: [.itself])
    let y = try builder.add(
      .requantize(
        Requantize(functions: [
          .shift(bits: 1, rounding: .halfUp, clamp: IntegerRange(-10, 20))
        ])), name: "half", inputs: sums, outputNames: ["y"], meanings: [.itself])
    let z = try builder.add(
      .dense(LinearWeights(outputs: 1, inputs: 1, weights: [Weight(2)], bias: [3])),
      name: "second", inputs: y, outputNames: ["z"], meanings: [.itself])
    return try builder.build(outputs: z)
  }

  @Test("an element times a factor is not the element")
  func factor() throws {
    let run = """
      void small_run(const small_input_t *input, small_output_t *output, void *scratch)
      {
          (void)scratch;
          const int32_t sum = 4 + input[0] - stapes_shift_left_32(input[1], 1) + input[2]
              + stapes_shift_left_32(input[2], 2);
          const int32_t half = stapes_clamp_32(stapes_shift_right_32(sum + 1, 1), -10, 20);
          if (input[0] != 3) {
              *output = (int8_t)half;
          } else {
              *output = (int8_t)half;
          }
      }
      """
    let report = try prove(code(run), computes: try doubled())
    #expect(report.tensors.count == 1)
    #expect(report.tensors.allSatisfy { $0.status != .proved })
  }

  /// y is 1 in a narrow range of a sum that is too wide to try; z = clamp(2 * y_0 - 3 * y_1).
  private func spike() throws -> Network {
    var builder = NetworkBuilder(name: "small")
    let x = try builder.addInput(
      name: "x", shape: Shape([1, 2]), range: IntegerRange(-32768, 32767), meaning: .itself,
      encoding: .integers)
    func dense(_ weights: [Int], _ inputs: [TensorID], _ name: String) throws -> [TensorID] {
      try builder.add(
        .dense(
          LinearWeights(
            outputs: weights.count / 2, inputs: 2, weights: weights.map { Weight($0) },
            bias: Array(repeating: 0, count: weights.count / 2))),
        name: name, inputs: inputs, outputNames: [name + "_out"], meanings: [.itself])
    }
    let sums = try dense([256, 1, 256, -1], [x], "first")
    let y = try builder.add(
      .requantize(
        Requantize(functions: [
          .steps(StepFunction(thresholds: [1_234_567, 1_234_570], values: [0, 1, 0]))
        ])), name: "steps", inputs: sums, outputNames: ["y"], meanings: [.itself])
    let q = try dense([2, -3], y, "second")
    let z = try builder.add(
      .requantize(
        Requantize(functions: [.shift(bits: 0, rounding: .floor, clamp: IntegerRange(-1, 1))])),
      name: "last", inputs: q, outputNames: ["z"], meanings: [.itself])
    return try builder.build(outputs: z)
  }

  @Test(
    "what rests on a function that was tried at some values is sampled", arguments: [true, false])
  func sampled(isTraced: Bool) throws {
    let trace = isTraced ? "STAPES_TRACE_TENSOR(\"y\", int8_t, kept, 2);" : ""
    let run = """
      static void first(const int16_t *x, int8_t *y)
      {
          const int32_t a = stapes_shift_left_32(x[0], 8) + x[1];
          const int32_t b = stapes_shift_left_32(x[0], 8) - x[1];
          y[0] = (int8_t)stapes_max_32(0, (a >= 1234567) - (a >= 1234570));
          y[1] = (int8_t)stapes_max_32(0, (b >= 1234567) - (b >= 1234570));
      }

      static void second(const int8_t *y, int8_t *z)
      {
          const int32_t sum = stapes_shift_left_32(y[0], 1) - y[1] - stapes_shift_left_32(y[1], 1);
          *z = (int8_t)stapes_clamp_32(sum, -1, 1);
      }

      void small_run(const small_input_t *input, small_output_t *output, void *scratch)
      {
          int8_t *const kept = (int8_t *)scratch;
          first(input, kept);
          \(trace)
          second(kept, output);
      }
      """
    var spiked = code(run)
    spiked = PrintedCode(
      name: "small",
      header: spiked.header.replacing("int8_t small_input_t", with: "int16_t small_input_t"),
      source: spiked.source, intBits: 32)
    let report = try prove(spiked, computes: try spike())
    #expect(report.tensors.map(\.status) == (isTraced ? [.sampled, .proved] : [.sampled]))
  }
}
