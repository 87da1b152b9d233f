/* digits_quiet_pot.h: the network "digits_quiet_pot"
 *
 * command:    stapes compile digits_quiet_pot.onnx --target rv32ec --input-format u8*1/255
 *   --max-flash 16384 --max-ram 2048 --calibrate density_quiet_pot.json
 * generator:  stapes 0.1.0
 * model:      SHA-256 e3b79ea54170e8671df296a8cb3354f6a3267c1295474e68ee1682c32cc54660
 * target:     rv32ec
 * memory:     13332 bytes of constants, 840 of scratch, 256 of input, 40 of output
 * operations: 900 loads, 528 additions, 520 shifts, 664 comparisons, 828 stores, 17 calls, and
 *   more turns of loops over lists
 *
 * This file is yours: the generator's authors claim no rights in it. Integers only; no
 * multiplication, no division. Regenerate it instead of changing it. */
#ifndef DIGITS_QUIET_POT_H
#define DIGITS_QUIET_POT_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Input "image", shape [1x256], row-major.
 * Its integers mean 0.00392156862745098 * integer.
 * They are raw samples: real value = 1/255 * sample + 0. */
#define DIGITS_QUIET_POT_INPUT_COUNT 256
#define DIGITS_QUIET_POT_INPUT_SHAPE {1, 256}
#define DIGITS_QUIET_POT_INPUT_MIN 0
#define DIGITS_QUIET_POT_INPUT_MAX 255
#define DIGITS_QUIET_POT_INPUT_SCALE "1/255"  /* 0.00392156862745098 */
#define DIGITS_QUIET_POT_INPUT_OFFSET "0"  /* 0.0 */
#define DIGITS_QUIET_POT_INPUT_ZERO_POINT 0
typedef uint8_t digits_quiet_pot_input_t;

/* Output "logits", shape [1x10], row-major.
 * Its integers mean 0.000244140625 * integer. */
#define DIGITS_QUIET_POT_OUTPUT_COUNT 10
#define DIGITS_QUIET_POT_OUTPUT_SHAPE {1, 10}
#define DIGITS_QUIET_POT_OUTPUT_MIN (-80802)
#define DIGITS_QUIET_POT_OUTPUT_MAX 76685
#define DIGITS_QUIET_POT_OUTPUT_SCALE "1/4096"  /* 0.000244140625 */
#define DIGITS_QUIET_POT_OUTPUT_OFFSET "0"  /* 0.0 */
#define DIGITS_QUIET_POT_OUTPUT_ZERO_POINT 0
typedef int32_t digits_quiet_pot_output_t;

/* Memory that the caller provides, in bytes; scratch is aligned for int32_t. */
#define DIGITS_QUIET_POT_SCRATCH_BYTES 840
#define DIGITS_QUIET_POT_STATE_BYTES 0

/* Runs the network once. Every input element lies in its range. Scratch points to
 * DIGITS_QUIET_POT_SCRATCH_BYTES bytes aligned for int32_t; what they hold before and
 * after means nothing. Arrays do not overlap. Nothing is kept between calls, so calls with
 * memory of their own may run at the same time. */
void digits_quiet_pot_run(const digits_quiet_pot_input_t *input, digits_quiet_pot_output_t *output,
    void *scratch);

#ifdef __cplusplus
}
#endif

#endif
