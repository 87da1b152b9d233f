/* digits_sparse.h: the network "digits_sparse"
 *
 * command:    stapes compile digits_sparse.onnx --target rv32ec --input-format u8*1/255
 *   --max-flash 16384 --max-ram 2048 --calibrate density_sparse.json
 * generator:  stapes 0.1.0
 * model:      SHA-256 012d4606efe3bde4664ee665cd7d0408c1a2a9e46327f1374eff1ca3c512489b
 * target:     rv32ec
 * memory:     5734 bytes of constants, 500 of scratch, 256 of input, 20 of output
 * operations: 889 loads, 1439 additions, 367 shifts, 648 comparisons, 629 stores, 9 calls, and
 *   more turns of loops over lists
 *
 * This file is yours: the generator's authors claim no rights in it. Integers only; no
 * multiplication, no division. Regenerate it instead of changing it. */
#ifndef DIGITS_SPARSE_H
#define DIGITS_SPARSE_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Input "image", shape [1x256], row-major.
 * Its integers mean 0.00392156862745098 * integer.
 * They are raw samples: real value = 1/255 * sample + 0. */
#define DIGITS_SPARSE_INPUT_COUNT 256
#define DIGITS_SPARSE_INPUT_SHAPE {1, 256}
#define DIGITS_SPARSE_INPUT_MIN 0
#define DIGITS_SPARSE_INPUT_MAX 255
#define DIGITS_SPARSE_INPUT_SCALE "1/255"  /* 0.00392156862745098 */
#define DIGITS_SPARSE_INPUT_OFFSET "0"  /* 0.0 */
#define DIGITS_SPARSE_INPUT_ZERO_POINT 0
typedef uint8_t digits_sparse_input_t;

/* Output "logits", shape [1x10], row-major.
 * Its integers mean 0.001953125 * integer. */
#define DIGITS_SPARSE_OUTPUT_COUNT 10
#define DIGITS_SPARSE_OUTPUT_SHAPE {1, 10}
#define DIGITS_SPARSE_OUTPUT_MIN (-2118)
#define DIGITS_SPARSE_OUTPUT_MAX 1009
#define DIGITS_SPARSE_OUTPUT_SCALE "1/512"  /* 0.001953125 */
#define DIGITS_SPARSE_OUTPUT_OFFSET "0"  /* 0.0 */
#define DIGITS_SPARSE_OUTPUT_ZERO_POINT 0
typedef int16_t digits_sparse_output_t;

/* Memory that the caller provides, in bytes; scratch is aligned for int32_t. */
#define DIGITS_SPARSE_SCRATCH_BYTES 500
#define DIGITS_SPARSE_STATE_BYTES 0

/* Runs the network once. Every input element lies in its range. Scratch points to
 * DIGITS_SPARSE_SCRATCH_BYTES bytes aligned for int32_t; what they hold before and
 * after means nothing. Arrays do not overlap. Nothing is kept between calls, so calls with
 * memory of their own may run at the same time. */
void digits_sparse_run(const digits_sparse_input_t *input, digits_sparse_output_t *output,
    void *scratch);

#ifdef __cplusplus
}
#endif

#endif
