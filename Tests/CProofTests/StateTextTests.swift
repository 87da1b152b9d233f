import CProof
import FixedPoint
import NetworkIR
import Testing

@Suite("States in printed C")
struct StateTextTests {
  /// The input, and its sum with the last input as the output.
  private func network() throws -> Network {
    var builder = NetworkBuilder(name: "small")
    let x = try builder.addInput(
      name: "x", shape: Shape([1, 1]), range: IntegerRange(-8, 7), meaning: .itself,
      encoding: .integers)
    let last = try builder.addState(
      name: "last", shape: Shape([1, 1]), range: IntegerRange(-8, 7), meaning: .itself,
      initial: [5])
    let sum = try builder.add(
      .mappedSum([.weighted(Weight(1)), .weighted(Weight(1))]), name: "sum", inputs: [x, last],
      outputNames: ["sum"], meanings: [.itself])
    builder.setNext(of: last, to: x)
    return try builder.build(outputs: sum)
  }

  private let header = """
    #ifndef SMALL_H
    #define SMALL_H
    #include <stdint.h>
    #ifdef __cplusplus
    extern "C" {
    #endif
    #define SMALL_SCRATCH_BYTES 0
    typedef int8_t small_input_t;
    typedef int8_t small_output_t;
    typedef struct {
        int8_t last[1];
    } small_state_t;
    #ifdef __cplusplus
    }
    #endif
    #endif
    """

  private let source = """
    #include "small.h"
    #include "stapes_support.h"
    void small_run(small_state_t *state, const small_input_t *input, small_output_t *output,
        void *scratch)
    {
        int8_t *const last = state->last;
        (void)scratch;
        output[0] = (int8_t)(input[0] + last[0]);
        STAPES_TRACE_TENSOR("sum", int8_t, output, 1);
        last[0] = input[0];
    }
    void small_init(small_state_t *state)
    {
        int8_t *const last = state->last;
        last[0] = 5;
    }
    """

  private func statuses(_ source: String) throws -> [ProofStatus] {
    try prove(
      PrintedCode(name: "small", header: header, source: source, intBits: 32),
      computes: try network()
    ).tensors.map(\.status)
  }

  @Test("the state that a run leaves and the one before the first run are held to the network")
  func states() throws {
    #expect(try statuses(source) == [.proved, .proved])
    #expect(try statuses(source.replacing("] = 5", with: "] = 6")).contains(.differs))
    #expect(try statuses(source.replacing("    last[0] = 5;\n", with: "")).contains(.differs))
    #expect(
      try statuses(source.replacing("last[0] = input[0];", with: "last[0] = 0;")) != [
        .proved, .proved,
      ])
    #expect(
      try statuses(source.replacing("    last[0] = input[0];\n", with: "")) != [.proved, .proved])
  }
}
