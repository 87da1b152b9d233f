/* The checked and the trace build: each hook is called exactly where it should be. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static int failures;
static long failed_value;
static const char *failed_function;
static char trace[2000];
static size_t traced;

static void record(const char *function, long value)
{
    ++failures;
    failed_function = function;
    failed_value = value;
}

static void put(char character)
{
    if (traced + 1 < sizeof trace) {
        trace[traced] = character;
        ++traced;
        trace[traced] = '\0';
    }
}

#define STAPES_CHECKED 1
#define STAPES_FAILED(function, line, what, value, lower, upper) \
    ((void)(line), (void)(what), (void)(lower), (void)(upper), record((function), (value)))
#define STAPES_TRACE 1
#define STAPES_TRACE_PUT(character) put(character)

#include "stapes_support.h"

static int begin(void **state)
{
    (void)state;
    failures = 0;
    failed_function = "";
    traced = 0;
    trace[0] = '\0';
    return 0;
}

static void a_range_holds_its_ends(void **state)
{
    (void)state;
    STAPES_RANGE(-5, -5, 5);
    STAPES_RANGE(5, -5, 5);
    STAPES_RANGE(INT32_MIN, INT32_MIN, INT32_MIN);
    STAPES_RANGE(INT32_MAX, INT32_MAX, INT32_MAX);
    assert_int_equal(failures, 0);
}

static void a_value_beside_the_range_fails(void **state)
{
    (void)state;
    STAPES_RANGE(-6, -5, 5);
    STAPES_RANGE(6, -5, 5);
    STAPES_RANGE(INT32_MIN, -5, 5);
    assert_int_equal(failures, 3);
    assert_int_equal(failed_value, INT32_MIN);
    assert_string_equal(failed_function, "a_value_beside_the_range_fails");
    STAPES_RANGE(INT32_MAX, -5, 5);
    assert_int_equal(failures, 4);
}

static void within_gives_the_value_and_evaluates_it_once(void **state)
{
    int32_t evaluations = 0;
    (void)state;
    assert_int_equal(STAPES_WITHIN(++evaluations, 1, 1), 1);
    assert_int_equal(evaluations, 1);
    assert_int_equal(STAPES_WITHIN(9, 0, 8), 9);
    assert_int_equal(failures, 1);
}

static void a_pointer_may_be_at_each_element_and_nowhere_else(void **state)
{
    static const int16_t memory[8];
    const int16_t *array = memory + 2;
    const int16_t *pointer = array;
    (void)state;
    STAPES_INSIDE(pointer, array, 4);
    pointer = array + 3;
    STAPES_INSIDE(pointer, array, 4);
    assert_int_equal(failures, 0);
    pointer = array + 4;
    STAPES_INSIDE(pointer, array, 4);
    pointer = array - 1;
    STAPES_INSIDE(pointer, array, 4);
    assert_int_equal(failures, 2);
}

static void each_element_is_held_to_the_range(void **state)
{
    static const int8_t array[3] = {-4, 3, 4};
    (void)state;
    STAPES_ELEMENTS(int8_t, array, 3, -4, 4);
    STAPES_ELEMENTS(int8_t, array, 2, -4, 3);
    assert_int_equal(failures, 0);
    STAPES_ELEMENTS(int8_t, array, 3, -4, 3);
    assert_int_equal(failures, 1);
    assert_int_equal(failed_value, 4);
}

static void shifts_are_held_to_their_distance_and_their_result(void **state)
{
    (void)state;
    assert_int_equal(stapes_shift_left_32(3, 29), 3 * (1 << 29));
    assert_int_equal(stapes_shift_left_32(-4, 29), INT32_MIN);
    assert_int_equal(stapes_shift_left_16(-2, 14), INT16_MIN);
    assert_int_equal(stapes_shift_right_32(-1, 31), -1);
    assert_int_equal(failures, 0);
    (void)stapes_shift_left_32(4, 29);
    (void)stapes_shift_left_32(-5, 29);
    (void)stapes_shift_left_16(2, 14);
    assert_int_equal(failures, 3);
}

static void limits_are_held_to_their_order(void **state)
{
    (void)state;
    assert_int_equal(stapes_clamp_32(9, -3, 3), 3);
    assert_int_equal(stapes_clamp_16(-9, 3, 3), 3);
    assert_int_equal(failures, 0);
    (void)stapes_clamp_32(0, 4, 3);
    (void)stapes_clamp_16(0, 4, 3);
    assert_int_equal(failures, 2);
}

static void a_tensor_is_printed_sixteen_elements_a_line(void **state)
{
    int8_t tensor[17] = {-1, 2, -128, 127};
    (void)state;
    STAPES_TRACE_TENSOR("y", int8_t, tensor, 17);
    assert_string_equal(trace, "$tensor y 0000 ff 02 80 7f 00 00 00 00 00 00 00 00 00 00 00 00*33\n"
                               "$tensor y 0010 00*49\n");
}

static void an_inference_has_a_first_and_a_last_line(void **state)
{
    static const int16_t input[1] = {-2};
    static const int32_t kept[1] = {70000};
    (void)state;
    STAPES_TRACE_BEGIN("net");
    STAPES_TRACE_INPUT("a b$", int16_t, input, 1);
    STAPES_TRACE_STATE("h", int32_t, kept, 1);
    STAPES_TRACE_NEXT("h", int32_t, kept, 1);
    STAPES_TRACE_END("net");
    assert_string_equal(trace, "$trace 1 net*2f\n"
                               "$input a%20b%24 0000 fffe*52\n"
                               "$state h 0000 00011170*39\n"
                               "$next h 0000 00011170*49\n"
                               "$end net*30\n");
}

static void the_first_row_begins_an_inference(void **state)
{
    static const uint8_t row[2] = {1, 255};
    (void)state;
    STAPES_TRACE_ROW("net", "x", uint8_t, row, 2, 0);
    STAPES_TRACE_ROW("net", "x", uint8_t, row, 2, 1);
    assert_string_equal(trace, "$trace 1 net*2f\n"
                               "$row x 0000 0000 01 ff*33\n"
                               "$row x 0001 0000 01 ff*32\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_range_holds_its_ends, begin),
        cmocka_unit_test_setup(a_value_beside_the_range_fails, begin),
        cmocka_unit_test_setup(within_gives_the_value_and_evaluates_it_once, begin),
        cmocka_unit_test_setup(a_pointer_may_be_at_each_element_and_nowhere_else,
                               begin),
        cmocka_unit_test_setup(each_element_is_held_to_the_range, begin),
        cmocka_unit_test_setup(shifts_are_held_to_their_distance_and_their_result, begin),
        cmocka_unit_test_setup(limits_are_held_to_their_order, begin),
        cmocka_unit_test_setup(a_tensor_is_printed_sixteen_elements_a_line, begin),
        cmocka_unit_test_setup(an_inference_has_a_first_and_a_last_line, begin),
        cmocka_unit_test_setup(the_first_row_begins_an_inference, begin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
