/* Shifts against their definitions, at the ends of the types and over patterns between. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "stapes_support.h"

/* floor(x / 2^bits) by 64-bit division, which rounds towards zero. */
static int64_t floor_division(int64_t x, int bits)
{
    const int64_t divisor = (int64_t)1 << bits;
    const int64_t quotient = x / divisor;
    return x % divisor < 0 ? quotient - 1 : quotient;
}

static const int32_t values_32[] = {
    INT32_MIN, INT32_MIN + 1, -65537, -65536, -32769, -32768, -256, -255, -129, -128, -127, -3, -2,
    -1, 0, 1, 2, 3, 127, 128, 255, 256, 32767, 32768, 65535, 65536, INT32_MAX - 1, INT32_MAX
};

static void shift_right_32_is_floor(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof values_32 / sizeof values_32[0]; ++i) {
        for (int bits = 0; bits <= 31; ++bits) {
            assert_int_equal(
                stapes_shift_right_32(values_32[i], bits), floor_division(values_32[i], bits));
        }
    }
}

static void shift_right_16_is_floor_for_every_value(void **state)
{
    (void)state;
    for (int32_t x = INT16_MIN; x <= INT16_MAX; ++x) {
        for (int bits = 0; bits <= 15; ++bits) {
            assert_int_equal(
                stapes_shift_right_16((int16_t)x, bits), floor_division(x, bits));
        }
    }
}

static void shift_left_32_is_a_product_wherever_it_fits(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof values_32 / sizeof values_32[0]; ++i) {
        for (int bits = 0; bits <= 30; ++bits) {
            const int64_t product = (int64_t)values_32[i] * ((int64_t)1 << bits);
            if (product >= INT32_MIN && product <= INT32_MAX) {
                assert_int_equal(stapes_shift_left_32(values_32[i], bits), product);
            }
        }
    }
}

static void shift_left_16_is_a_product_wherever_it_fits(void **state)
{
    (void)state;
    for (int32_t x = INT16_MIN; x <= INT16_MAX; ++x) {
        for (int bits = 0; bits <= 14; ++bits) {
            const int64_t product = (int64_t)x * ((int64_t)1 << bits);
            if (product >= INT16_MIN && product <= INT16_MAX) {
                assert_int_equal(stapes_shift_left_16((int16_t)x, bits), product);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shift_right_32_is_floor),
        cmocka_unit_test(shift_right_16_is_floor_for_every_value),
        cmocka_unit_test(shift_left_32_is_a_product_wherever_it_fits),
        cmocka_unit_test(shift_left_16_is_a_product_wherever_it_fits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
