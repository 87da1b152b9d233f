/* The checked and the trace build: each hook is called exactly where it should be. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

static int failures;
static long traced_sum;
static long traced_count;

#define STAPES_CHECKED 1
#define STAPES_ASSERT(condition) ((condition) ? (void)0 : (void)++failures)
#define STAPES_TRACE 1
#define STAPES_TRACE_VALUE(name, index, value) \
    ((void)((name)[0] == 't' && ++traced_count), (void)(traced_sum += (long)(index) + (value)))

#include "stapes_support.h"

static void a_range_holds_its_ends(void **state)
{
    (void)state;
    failures = 0;
    STAPES_RANGE(-5, -5, 5);
    STAPES_RANGE(5, -5, 5);
    STAPES_RANGE(INT32_MIN, INT32_MIN, INT32_MIN);
    STAPES_RANGE(INT32_MAX, INT32_MAX, INT32_MAX);
    assert_int_equal(failures, 0);
}

static void a_value_beside_the_range_fails(void **state)
{
    (void)state;
    failures = 0;
    STAPES_RANGE(-6, -5, 5);
    STAPES_RANGE(6, -5, 5);
    STAPES_RANGE(INT32_MIN, -5, 5);
    STAPES_RANGE(INT32_MAX, -5, 5);
    assert_int_equal(failures, 4);
}

static void within_gives_the_value_and_evaluates_it_once(void **state)
{
    int32_t evaluations = 0;
    (void)state;
    failures = 0;
    assert_int_equal(STAPES_WITHIN(++evaluations, 1, 1), 1);
    assert_int_equal(evaluations, 1);
    assert_int_equal(STAPES_WITHIN(9, 0, 8), 9);
    assert_int_equal(failures, 1);
}

static void a_trace_visits_every_element_with_its_index(void **state)
{
    static const int8_t tensor[4] = {-1, 2, -3, 4};
    (void)state;
    traced_count = 0;
    traced_sum = 0;
    STAPES_TRACE_TENSOR("tensor", int8_t, tensor, 4);
    assert_int_equal(traced_count, 4);
    assert_int_equal(traced_sum, 0 + 1 + 2 + 3 - 1 + 2 - 3 + 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_range_holds_its_ends),
        cmocka_unit_test(a_value_beside_the_range_fails),
        cmocka_unit_test(within_gives_the_value_and_evaluates_it_once),
        cmocka_unit_test(a_trace_visits_every_element_with_its_index),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
