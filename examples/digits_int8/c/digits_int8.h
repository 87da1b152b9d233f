/* digits_int8.h: the network "digits_int8"
 *
 * command:    stapes compile digits_int8.tflite --target rv32ec --max-flash 16384 --max-ram 2048
 * generator:  stapes 0.1.0
 * model:      SHA-256 9c29e2546ae0bb6f3a323d91c53e25c0b19172ef33f0ec75e36e1be7d1152037
 * target:     rv32ec
 * memory:     3978 bytes of constants, 1092 of scratch, 256 of input, 10 of output
 * operations: 21217 loads, 60827 additions, 32216 shifts, 6171 comparisons, 4728 stores, 24
 *   calls, and more turns of loops over lists
 *
 * This file is yours: the generator's authors claim no rights in it. Integers only; no
 * multiplication, no division. Regenerate it instead of changing it. */
#ifndef DIGITS_INT8_H
#define DIGITS_INT8_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Input "image", shape [1x16x16x1], row-major.
 * Its integers mean 0.003921568859368563 * integer + 0.501960813999176.
 * The model's own input is these integers. */
#define DIGITS_INT8_INPUT_COUNT 256
#define DIGITS_INT8_INPUT_SHAPE {1, 16, 16, 1}
#define DIGITS_INT8_INPUT_MIN (-128)
#define DIGITS_INT8_INPUT_MAX 127
#define DIGITS_INT8_INPUT_SCALE "8421505/2147483648"  /* 0.003921568859368563 */
#define DIGITS_INT8_INPUT_OFFSET "8421505/16777216"  /* 0.501960813999176 */
#define DIGITS_INT8_INPUT_ZERO_POINT (-128)
typedef int8_t digits_int8_input_t;

/* Output "scores", shape [1x10], row-major.
 * Its integers mean 0.00390625 * integer + 0.5. */
#define DIGITS_INT8_OUTPUT_COUNT 10
#define DIGITS_INT8_OUTPUT_SHAPE {1, 10}
#define DIGITS_INT8_OUTPUT_MIN (-128)
#define DIGITS_INT8_OUTPUT_MAX 127
#define DIGITS_INT8_OUTPUT_SCALE "1/256"  /* 0.00390625 */
#define DIGITS_INT8_OUTPUT_OFFSET "1/2"  /* 0.5 */
#define DIGITS_INT8_OUTPUT_ZERO_POINT (-128)
typedef int8_t digits_int8_output_t;

/* Memory that the caller provides, in bytes; scratch is aligned for int32_t. */
#define DIGITS_INT8_SCRATCH_BYTES 1092
#define DIGITS_INT8_STATE_BYTES 0

/* Runs the network once. Every input element lies in its range. Scratch points to
 * DIGITS_INT8_SCRATCH_BYTES bytes aligned for int32_t; what they hold before and
 * after means nothing. Arrays do not overlap. Nothing is kept between calls, so calls with
 * memory of their own may run at the same time. */
void digits_int8_run(const digits_int8_input_t *input, digits_int8_output_t *output, void *scratch);

#ifdef __cplusplus
}
#endif

#endif
