/* Elements at distances in bytes, and values that pass through a barrier. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "stapes_support.h"

enum { COUNT = 5 };

static void every_element_is_found_from_every_other(void **state)
{
    const int16_t narrow[COUNT] = {INT16_MIN, -1, 0, 1, INT16_MAX};
    const int32_t wide[COUNT] = {INT32_MIN, -65536, 0, 65535, INT32_MAX};
    (void)state;
    for (int from = 0; from < COUNT; ++from) {
        for (int to = 0; to < COUNT; ++to) {
            assert_ptr_equal(stapes_element_i16(narrow + from, 2 * (to - from)), narrow + to);
            assert_ptr_equal(stapes_element_i32(wide + from, 4 * (to - from)), wide + to);
        }
    }
}

static void a_place_is_written_and_its_neighbours_are_not(void **state)
{
    (void)state;
    for (int from = 0; from < COUNT; ++from) {
        for (int to = 0; to < COUNT; ++to) {
            int16_t narrow[COUNT] = {0};
            int32_t wide[COUNT] = {0};
            *stapes_place_i16(narrow + from, 2 * (to - from)) = INT16_MIN;
            *stapes_place_i32(wide + from, 4 * (to - from)) = INT32_MIN;
            for (int i = 0; i < COUNT; ++i) {
                assert_int_equal(narrow[i], i == to ? INT16_MIN : 0);
                assert_int_equal(wide[i], i == to ? INT32_MIN : 0);
            }
        }
    }
}

static void a_distance_and_an_index_are_themselves(void **state)
{
    (void)state;
    for (int32_t x = INT16_MIN; x <= INT16_MAX; ++x) {
        assert_int_equal(stapes_index_16((int16_t)x), x);
        assert_int_equal(stapes_distance((int)x), x);
    }
}

static void a_barrier_keeps_values_and_pointers(void **state)
{
    const int8_t bytes[2] = {INT8_MIN, INT8_MAX};
    const int8_t *end = bytes + 2;
    int32_t least = INT32_MIN;
    (void)state;
    STAPES_BARRIER(end);
    STAPES_BARRIER(least);
    assert_ptr_equal(end, bytes + 2);
    assert_int_equal(least, INT32_MIN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_element_is_found_from_every_other),
        cmocka_unit_test(a_place_is_written_and_its_neighbours_are_not),
        cmocka_unit_test(a_distance_and_an_index_are_themselves),
        cmocka_unit_test(a_barrier_keeps_values_and_pointers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
