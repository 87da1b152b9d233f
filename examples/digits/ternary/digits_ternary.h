/* digits_ternary.h: the network "digits_ternary"
 *
 * command:    stapes compile digits_ternary.onnx --target rv32ec --input-format u8*1/255
 *   --max-flash 16384 --max-ram 2048
 * generator:  stapes 0.1.0
 * model:      SHA-256 93c001435e57aa2f859e157e50810c6f033645bda057b53de7d43bb12728d32b
 * target:     rv32ec
 * memory:     13784 bytes of constants, 904 of scratch, 256 of input, 20 of output
 * operations: 795 loads, 822 additions, 894 shifts, 856 comparisons, 824 stores, 17 calls, and
 *   more turns of loops over lists
 *
 * This file is yours: the generator's authors claim no rights in it. Integers only; no
 * multiplication, no division. Regenerate it instead of changing it. */
#ifndef DIGITS_TERNARY_H
#define DIGITS_TERNARY_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Input "image", shape [1x256], row-major.
 * Its integers mean 0.00392156862745098 * integer.
 * They are raw samples: real value = 1/255 * sample + 0. */
#define DIGITS_TERNARY_INPUT_COUNT 256
#define DIGITS_TERNARY_INPUT_SHAPE {1, 256}
#define DIGITS_TERNARY_INPUT_MIN 0
#define DIGITS_TERNARY_INPUT_MAX 255
#define DIGITS_TERNARY_INPUT_SCALE "1/255"  /* 0.00392156862745098 */
#define DIGITS_TERNARY_INPUT_OFFSET "0"  /* 0.0 */
#define DIGITS_TERNARY_INPUT_ZERO_POINT 0
typedef uint8_t digits_ternary_input_t;

/* Output "logits", shape [1x10], row-major.
 * Its integers mean 0.001953125 * integer. */
#define DIGITS_TERNARY_OUTPUT_COUNT 10
#define DIGITS_TERNARY_OUTPUT_SHAPE {1, 10}
#define DIGITS_TERNARY_OUTPUT_MIN (-4832)
#define DIGITS_TERNARY_OUTPUT_MAX 2455
#define DIGITS_TERNARY_OUTPUT_SCALE "1/512"  /* 0.001953125 */
#define DIGITS_TERNARY_OUTPUT_OFFSET "0"  /* 0.0 */
#define DIGITS_TERNARY_OUTPUT_ZERO_POINT 0
typedef int16_t digits_ternary_output_t;

/* Memory that the caller provides, in bytes; scratch is aligned for int32_t. */
#define DIGITS_TERNARY_SCRATCH_BYTES 904
#define DIGITS_TERNARY_STATE_BYTES 0

/* Runs the network once. Every input element lies in its range. Scratch points to
 * DIGITS_TERNARY_SCRATCH_BYTES bytes aligned for int32_t; what they hold before and
 * after means nothing. Arrays do not overlap. Nothing is kept between calls, so calls with
 * memory of their own may run at the same time. */
void digits_ternary_run(const digits_ternary_input_t *input, digits_ternary_output_t *output,
    void *scratch);

#ifdef __cplusplus
}
#endif

#endif
