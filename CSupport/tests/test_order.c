/* Minimum, maximum and clamp, with the ends of the types among their arguments. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "stapes_support.h"

static const int32_t values[] = {
    INT32_MIN, INT32_MIN + 1, -32768, -129, -1, 0, 1, 128, 32767, INT32_MAX - 1, INT32_MAX
};
enum { COUNT = sizeof values / sizeof values[0] };

static void values_ascend(void **state)
{
    (void)state;
    for (int i = 1; i < COUNT; ++i) {
        assert_true(values[i - 1] < values[i]);
    }
}

static void minimum_and_maximum_pick_by_place_in_the_order(void **state)
{
    (void)state;
    for (int i = 0; i < COUNT; ++i) {
        for (int j = 0; j < COUNT; ++j) {
            assert_int_equal(stapes_min_32(values[i], values[j]), values[i < j ? i : j]);
            assert_int_equal(stapes_max_32(values[i], values[j]), values[i > j ? i : j]);
        }
    }
}

static void clamp_32_gives_the_nearest_value_inside(void **state)
{
    (void)state;
    for (int low = 0; low < COUNT; ++low) {
        for (int high = low; high < COUNT; ++high) {
            for (int i = 0; i < COUNT; ++i) {
                const int nearest = i < low ? low : (i > high ? high : i);
                assert_int_equal(
                    stapes_clamp_32(values[i], values[low], values[high]), values[nearest]);
            }
        }
    }
}

static void the_16_bit_forms_agree_with_the_32_bit_ones(void **state)
{
    static const int16_t limits[] = {INT16_MIN, -100, -1, 0, 1, 99, INT16_MAX};
    (void)state;
    for (int i = 0; i < 7; ++i) {
        for (int32_t x = INT16_MIN; x <= INT16_MAX; ++x) {
            const int16_t value = (int16_t)x;
            assert_int_equal(stapes_min_16(value, limits[i]), stapes_min_32(x, limits[i]));
            assert_int_equal(stapes_max_16(value, limits[i]), stapes_max_32(x, limits[i]));
            assert_int_equal(
                stapes_clamp_16(value, limits[i], INT16_MAX),
                stapes_clamp_32(x, limits[i], INT16_MAX));
            assert_int_equal(
                stapes_clamp_16(value, INT16_MIN, limits[i]),
                stapes_clamp_32(x, INT16_MIN, limits[i]));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_ascend),
        cmocka_unit_test(minimum_and_maximum_pick_by_place_in_the_order),
        cmocka_unit_test(clamp_32_gives_the_nearest_value_inside),
        cmocka_unit_test(the_16_bit_forms_agree_with_the_32_bit_ones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
