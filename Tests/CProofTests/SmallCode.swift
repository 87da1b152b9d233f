import CProof
import FixedPoint
import NetworkIR

/// A dense layer of two rows and three inputs, with a shift and a clamp behind it.
func smallNetwork() throws -> Network {
  var builder = NetworkBuilder(name: "small")
  let x = try builder.addInput(
    name: "x", shape: Shape([1, 3]), range: IntegerRange(-8, 7), meaning: .itself,
    encoding: .integers)
  let sums = try builder.add(
    .dense(
      LinearWeights(
        outputs: 2, inputs: 3, weights: [1, -2, 5, 0, 3, -1].map { Weight($0) }, bias: [4, -9])),
    name: "dense", inputs: [x], outputNames: ["sums"], meanings: [.itself])
  let y = try builder.add(
    .requantize(
      Requantize(functions: [
        .shift(bits: 1, rounding: .halfUp, clamp: IntegerRange(-10, 20))
      ])),
    name: "requantize", inputs: sums, outputNames: ["y"], meanings: [.itself])
  return try builder.build(outputs: y)
}

/// C of that layer, as Stapes would print it.
let smallSource = """
  #include "small.h"
  #include "stapes_support.h"

  static const int8_t bias[2] STAPES_FLASH = {
      4, -9
  };

  static void layer(const int8_t *x, int8_t *y)
  {
      const int32_t x_2 = x[2];  STAPES_RANGE(x_2, -8, 7);
      int32_t sum_0 = *bias + x[0] - stapes_shift_left_32(x[1], 1);
      sum_0 += x_2 + stapes_shift_left_32(x_2, 2);  STAPES_RANGE(sum_0, -58, 63);
      int32_t sum_1 = bias[1];
      if (x[1] != 0) {
          sum_1 += stapes_shift_left_32(x[1], 1) + x[1];
      }
      sum_1 -= x_2;
      *y = (int8_t)stapes_clamp_32(stapes_shift_right_32(sum_0 + 1, 1), -10, 20);
      ++y;
      *y = (int8_t)stapes_clamp_32(stapes_shift_right_32(sum_1 + 1, 1), -10, 20);
  }

  void small_run(const small_input_t *input, small_output_t *output, void *scratch)
  {
      layer(input, output);
      STAPES_TRACE_TENSOR("y", int8_t, output, 2);
  }
  """

let smallHeader = """
  #ifndef SMALL_H
  #define SMALL_H
  #include <stdint.h>
  #ifdef __cplusplus
  extern "C" {
  #endif
  #define SMALL_INPUT_MIN (-8)
  #define SMALL_INPUT_SHAPE {1, 3}
  #define SMALL_OUTPUT_SCALE "1/2"  /* 0.5 */
  #define SMALL_SCRATCH_BYTES 4
  typedef int8_t small_input_t;
  typedef int8_t small_output_t;
  void small_run(const small_input_t *input, small_output_t *output, void *scratch);
  #ifdef __cplusplus
  }
  #endif
  #endif
  """

func proveSmall(
  _ source: String, header: String = smallHeader, intBits: Int = 32,
  limits: ProofLimits = ProofLimits()
) throws -> ProofReport {
  try prove(
    PrintedCode(name: "small", header: header, source: source, intBits: intBits),
    computes: try smallNetwork(), limits: limits)
}
