/* Holds digits_sparse.c to 12 golden vectors of the interpreter.
 * Needs cmocka: cc test_digits_sparse.c digits_sparse.c -lcmocka */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "digits_sparse.h"

static digits_sparse_output_t output[DIGITS_SPARSE_OUTPUT_COUNT];
static int32_t scratch[(DIGITS_SPARSE_SCRATCH_BYTES >> 2) + 1];

static void spoil_scratch(int32_t pattern)
{
    for (int32_t index = 0; index < (int32_t)((DIGITS_SPARSE_SCRATCH_BYTES >> 2) + 1); ++index) {
        scratch[index] = pattern;
    }
}

static const digits_sparse_input_t vector_0_input[DIGITS_SPARSE_INPUT_COUNT] = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
};
static const digits_sparse_output_t vector_0_output[DIGITS_SPARSE_OUTPUT_COUNT] = {
    -27, 933, -118, -98, -44, -22, -147, -123, -52, -138
};

static void vector_0_gives_the_same_bits(void **state)
{
    (void)state;
    spoil_scratch(-1);
    digits_sparse_run(vector_0_input, output, scratch);
    for (int32_t index = 0; index < DIGITS_SPARSE_OUTPUT_COUNT; ++index) {
        assert_int_equal(output[index], vector_0_output[index]);
    }
}

static const digits_sparse_input_t vector_1_input[DIGITS_SPARSE_INPUT_COUNT] = {
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255, 255, 255
};
static const digits_sparse_output_t vector_1_output[DIGITS_SPARSE_OUTPUT_COUNT] = {
    468, -374, -225, -241, -303, -189, -56, -348, 228, -132
};

static void vector_1_gives_the_same_bits(void **state)
{
    (void)state;
    spoil_scratch(1);
    digits_sparse_run(vector_1_input, output, scratch);
    for (int32_t index = 0; index < DIGITS_SPARSE_OUTPUT_COUNT; ++index) {
        assert_int_equal(output[index], vector_1_output[index]);
    }
}

static const digits_sparse_input_t vector_2_input[DIGITS_SPARSE_INPUT_COUNT] = {
    0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255,
    0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255,
    0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255,
    0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255,
    0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255,
    0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255,
    0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255,
    0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255,
    0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255,
    0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255,
    0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255
};
static const digits_sparse_output_t vector_2_output[DIGITS_SPARSE_OUTPUT_COUNT] = {
    279, -324, -260, -306, -386, -232, -125, -381, 481, -195
};

static void vector_2_gives_the_same_bits(void **state)
{
    (void)state;
    spoil_scratch(-1);
    digits_sparse_run(vector_2_input, output, scratch);
    for (int32_t index = 0; index < DIGITS_SPARSE_OUTPUT_COUNT; ++index) {
        assert_int_equal(output[index], vector_2_output[index]);
    }
}

static const digits_sparse_input_t vector_3_input[DIGITS_SPARSE_INPUT_COUNT] = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
};
static const digits_sparse_output_t vector_3_output[DIGITS_SPARSE_OUTPUT_COUNT] = {
    -27, 933, -118, -98, -44, -22, -147, -123, -52, -138
};

static void vector_3_gives_the_same_bits(void **state)
{
    (void)state;
    spoil_scratch(3);
    digits_sparse_run(vector_3_input, output, scratch);
    for (int32_t index = 0; index < DIGITS_SPARSE_OUTPUT_COUNT; ++index) {
        assert_int_equal(output[index], vector_3_output[index]);
    }
}

static const digits_sparse_input_t vector_4_input[DIGITS_SPARSE_INPUT_COUNT] = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0
};
static const digits_sparse_output_t vector_4_output[DIGITS_SPARSE_OUTPUT_COUNT] = {
    -35, 941, -116, -96, -42, -30, -145, -121, -44, -136
};

static void vector_4_gives_the_same_bits(void **state)
{
    (void)state;
    spoil_scratch(-1);
    digits_sparse_run(vector_4_input, output, scratch);
    for (int32_t index = 0; index < DIGITS_SPARSE_OUTPUT_COUNT; ++index) {
        assert_int_equal(output[index], vector_4_output[index]);
    }
}

static const digits_sparse_input_t vector_5_input[DIGITS_SPARSE_INPUT_COUNT] = {
    145, 190, 248, 113, 113, 195, 224, 133, 73, 203, 103, 154, 116, 135, 111, 42, 165, 208, 174,
    226, 16, 20, 126, 31, 73, 12, 131, 182, 11, 255, 153, 150, 101, 112, 64, 135, 139, 191, 209,
    171, 220, 181, 60, 167, 222, 214, 83, 40, 228, 233, 77, 33, 83, 240, 100, 22, 155, 39, 245, 224,
    134, 17, 192, 136, 184, 71, 9, 5, 145, 30, 41, 210, 249, 176, 144, 120, 159, 220, 206, 27, 166,
    56, 108, 227, 175, 240, 192, 32, 45, 188, 199, 99, 24, 243, 152, 24, 219, 216, 0, 79, 188, 150,
    170, 123, 118, 253, 163, 7, 217, 232, 98, 38, 162, 152, 47, 25, 253, 103, 121, 144, 177, 189,
    248, 122, 55, 50, 24, 101, 61, 82, 61, 133, 150, 20, 117, 11, 169, 9, 21, 99, 166, 189, 150,
    140, 232, 63, 210, 139, 212, 64, 62, 130, 55, 206, 59, 73, 226, 75, 40, 239, 0, 41, 184, 198,
    74, 90, 219, 112, 99, 16, 109, 108, 6, 225, 83, 9, 29, 86, 236, 202, 78, 114, 29, 109, 174, 82,
    212, 234, 74, 17, 78, 186, 222, 103, 39, 251, 24, 77, 95, 109, 33, 105, 109, 172, 16, 122, 251,
    17, 39, 102, 52, 180, 164, 22, 188, 226, 8, 211, 19, 181, 85, 3, 153, 149, 235, 21, 101, 127,
    88, 241, 185, 13, 161, 51, 80, 124, 45, 89, 118, 148, 35, 232, 248, 145, 106, 63, 139, 192, 109,
    62, 236, 246, 52, 120, 217, 32
};
static const digits_sparse_output_t vector_5_output[DIGITS_SPARSE_OUTPUT_COUNT] = {
    -18, -297, -319, -127, -373, -169, 16, -324, 597, -198
};

static void vector_5_gives_the_same_bits(void **state)
{
    (void)state;
    spoil_scratch(5);
    digits_sparse_run(vector_5_input, output, scratch);
    for (int32_t index = 0; index < DIGITS_SPARSE_OUTPUT_COUNT; ++index) {
        assert_int_equal(output[index], vector_5_output[index]);
    }
}

static const digits_sparse_input_t vector_6_input[DIGITS_SPARSE_INPUT_COUNT] = {
    0, 125, 188, 0, 0, 0, 0, 0, 83, 0, 0, 0, 0, 0, 89, 0, 36, 18, 0, 81, 0, 0, 0, 0, 123, 0, 0, 0,
    0, 106, 0, 0, 0, 0, 0, 0, 179, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 8, 156, 0, 0, 0, 0, 73, 0, 239, 0,
    0, 140, 82, 0, 0, 0, 122, 0, 0, 0, 0, 19, 0, 247, 0, 0, 33, 0, 109, 0, 0, 0, 0, 0, 0, 0, 0, 41,
    0, 0, 0, 0, 0, 167, 0, 123, 0, 164, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 96, 0, 252, 0, 38, 0, 0,
    0, 0, 0, 0, 0, 250, 0, 184, 0, 0, 0, 0, 96, 0, 0, 0, 0, 188, 144, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 165, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 78, 0, 0, 0, 0,
    132, 0, 45, 0, 0, 0, 0, 43, 0, 0, 133, 250, 0, 165, 0, 0, 0, 0, 0, 0, 0, 202, 0, 0, 0, 0, 0,
    182, 0, 0, 191, 0, 0, 0, 0, 237, 0, 235, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 66,
    0, 0, 0, 228, 0, 0, 0, 0, 0, 0, 0, 0, 172, 0, 0, 93, 226, 36, 0, 0, 0, 174, 56, 0, 231, 0, 0
};
static const digits_sparse_output_t vector_6_output[DIGITS_SPARSE_OUTPUT_COUNT] = {
    -526, -446, -243, 377, -453, -239, -471, -352, -136, -475
};

static void vector_6_gives_the_same_bits(void **state)
{
    (void)state;
    spoil_scratch(-1);
    digits_sparse_run(vector_6_input, output, scratch);
    for (int32_t index = 0; index < DIGITS_SPARSE_OUTPUT_COUNT; ++index) {
        assert_int_equal(output[index], vector_6_output[index]);
    }
}

static const digits_sparse_input_t vector_7_input[DIGITS_SPARSE_INPUT_COUNT] = {
    195, 178, 81, 42, 106, 30, 76, 17, 183, 27, 14, 218, 196, 19, 245, 46, 249, 185, 8, 232, 95, 44,
    57, 163, 224, 67, 182, 94, 153, 60, 196, 233, 192, 182, 202, 98, 49, 116, 90, 20, 124, 166, 157,
    167, 74, 225, 69, 239, 102, 135, 212, 111, 118, 41, 135, 167, 59, 22, 97, 104, 251, 255, 23,
    186, 237, 136, 234, 7, 179, 103, 83, 124, 217, 33, 1, 130, 199, 235, 101, 120, 154, 237, 106, 6,
    150, 12, 20, 90, 143, 156, 230, 25, 138, 17, 120, 9, 40, 142, 49, 94, 200, 195, 36, 66, 139, 67,
    49, 2, 94, 14, 39, 60, 109, 69, 35, 120, 167, 173, 255, 102, 6, 76, 196, 2, 122, 23, 226, 133,
    18, 50, 132, 139, 214, 207, 240, 67, 129, 149, 179, 244, 119, 53, 19, 1, 254, 87, 75, 114, 34,
    101, 108, 8, 184, 87, 231, 121, 95, 178, 6, 146, 152, 241, 54, 17, 54, 97, 72, 113, 50, 228, 47,
    99, 43, 236, 178, 56, 4, 116, 186, 75, 163, 212, 136, 54, 160, 102, 12, 219, 28, 122, 40, 172,
    121, 221, 128, 160, 225, 99, 37, 3, 209, 61, 89, 154, 198, 180, 152, 22, 127, 236, 50, 110, 178,
    255, 228, 241, 36, 82, 53, 91, 154, 150, 125, 199, 63, 209, 217, 208, 220, 75, 68, 231, 119, 34,
    71, 33, 56, 56, 9, 222, 142, 45, 78, 154, 142, 24, 227, 133, 129, 202, 194, 148, 12, 164, 245,
    157
};
static const digits_sparse_output_t vector_7_output[DIGITS_SPARSE_OUTPUT_COUNT] = {
    98, -194, -91, -229, -299, -173, -222, -254, 695, -117
};

static void vector_7_gives_the_same_bits(void **state)
{
    (void)state;
    spoil_scratch(7);
    digits_sparse_run(vector_7_input, output, scratch);
    for (int32_t index = 0; index < DIGITS_SPARSE_OUTPUT_COUNT; ++index) {
        assert_int_equal(output[index], vector_7_output[index]);
    }
}

static const digits_sparse_input_t vector_8_input[DIGITS_SPARSE_INPUT_COUNT] = {
    0, 214, 0, 0, 0, 0, 0, 0, 0, 0, 0, 221, 0, 0, 197, 0, 0, 0, 0, 0, 28, 66, 0, 0, 0, 0, 0, 253, 0,
    177, 0, 146, 0, 129, 65, 0, 0, 0, 0, 40, 0, 0, 0, 89, 0, 91, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    241, 0, 0, 194, 199, 60, 85, 139, 0, 0, 52, 0, 0, 0, 0, 0, 0, 0, 133, 147, 0, 0, 0, 177, 0, 0,
    0, 200, 0, 0, 212, 99, 0, 0, 0, 208, 0, 0, 0, 0, 0, 66, 250, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    26, 0, 0, 181, 0, 0, 66, 0, 0, 0, 0, 0, 0, 0, 0, 221, 9, 0, 0, 0, 209, 0, 0, 58, 0, 0, 0, 0, 0,
    161, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 235, 0, 144, 92, 0, 200, 0,
    0, 0, 0, 37, 0, 0, 0, 0, 0, 0, 156, 0, 0, 0, 0, 68, 0, 0, 0, 180, 0, 0, 187, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 131, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 14, 0, 204, 0, 181, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 16
};
static const digits_sparse_output_t vector_8_output[DIGITS_SPARSE_OUTPUT_COUNT] = {
    533, 5, -141, -113, -165, -67, -316, -8, -246, -1
};

static void vector_8_gives_the_same_bits(void **state)
{
    (void)state;
    spoil_scratch(-1);
    digits_sparse_run(vector_8_input, output, scratch);
    for (int32_t index = 0; index < DIGITS_SPARSE_OUTPUT_COUNT; ++index) {
        assert_int_equal(output[index], vector_8_output[index]);
    }
}

static const digits_sparse_input_t vector_9_input[DIGITS_SPARSE_INPUT_COUNT] = {
    244, 158, 95, 193, 87, 92, 9, 218, 48, 137, 192, 60, 34, 210, 57, 21, 73, 201, 3, 42, 28, 243,
    45, 83, 34, 52, 73, 227, 37, 83, 27, 145, 7, 156, 226, 236, 75, 137, 246, 15, 214, 6, 229, 140,
    51, 185, 148, 134, 33, 31, 112, 17, 219, 218, 255, 75, 186, 252, 57, 58, 10, 192, 172, 74, 169,
    117, 51, 145, 173, 146, 7, 230, 238, 87, 193, 181, 180, 66, 247, 128, 50, 169, 107, 157, 69,
    213, 102, 141, 162, 124, 5, 202, 87, 159, 72, 121, 151, 37, 41, 147, 154, 66, 151, 63, 149, 62,
    50, 0, 74, 184, 21, 166, 221, 92, 193, 122, 151, 171, 202, 36, 19, 78, 165, 86, 226, 130, 174,
    134, 76, 51, 184, 38, 158, 145, 9, 248, 103, 163, 118, 89, 143, 67, 143, 12, 186, 201, 147, 75,
    66, 146, 75, 164, 20, 58, 72, 61, 8, 13, 253, 82, 99, 174, 238, 202, 39, 150, 176, 92, 90, 197,
    28, 239, 56, 74, 227, 172, 187, 227, 159, 215, 14, 67, 232, 17, 73, 1, 63, 18, 247, 198, 162,
    220, 79, 35, 36, 73, 233, 139, 155, 95, 18, 84, 142, 110, 136, 22, 13, 120, 4, 123, 128, 148,
    103, 73, 90, 154, 152, 132, 241, 122, 18, 16, 155, 4, 12, 133, 2, 132, 43, 220, 251, 159, 251,
    129, 74, 173, 15, 141, 60, 186, 21, 85, 61, 136, 70, 32, 137, 157, 7, 19, 159, 15, 71, 198, 36,
    235
};
static const digits_sparse_output_t vector_9_output[DIGITS_SPARSE_OUTPUT_COUNT] = {
    542, -327, -267, -341, -323, -173, -252, -366, 268, -106
};

static void vector_9_gives_the_same_bits(void **state)
{
    (void)state;
    spoil_scratch(9);
    digits_sparse_run(vector_9_input, output, scratch);
    for (int32_t index = 0; index < DIGITS_SPARSE_OUTPUT_COUNT; ++index) {
        assert_int_equal(output[index], vector_9_output[index]);
    }
}

static const digits_sparse_input_t vector_10_input[DIGITS_SPARSE_INPUT_COUNT] = {
    0, 0, 0, 0, 0, 0, 0, 0, 246, 0, 0, 0, 0, 0, 0, 0, 0, 74, 0, 0, 0, 0, 0, 0, 0, 55, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 195, 109, 71, 72, 0, 114, 0, 131, 0, 0, 0, 0, 0, 0, 235, 0, 0, 46, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 87, 75, 0, 0, 0, 0, 0, 0, 254, 0, 0, 0, 140, 239, 0, 67, 0, 0, 215, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 135, 0, 0, 0, 18, 0, 0, 0, 0, 46, 28, 0, 16, 0, 147, 0, 0, 0, 244, 240, 0,
    89, 0, 0, 0, 0, 78, 114, 0, 0, 213, 0, 0, 233, 62, 0, 0, 0, 0, 0, 111, 23, 0, 0, 0, 85, 228, 0,
    86, 0, 0, 0, 0, 0, 0, 0, 0, 0, 109, 0, 0, 0, 0, 0, 0, 240, 209, 0, 0, 0, 0, 0, 0, 0, 183, 0, 0,
    0, 160, 108, 0, 0, 0, 0, 188, 242, 228, 133, 0, 0, 0, 0, 0, 95, 0, 0, 0, 120, 97, 0, 0, 0, 0, 0,
    203, 103, 0, 137, 0, 138, 0, 0, 0, 0, 0, 0, 0, 0, 0, 156, 0, 0, 0, 0, 0, 236, 158, 0, 0, 157, 0,
    236, 0, 0, 81, 126, 71, 0, 0, 0, 0, 30, 207, 101, 91, 0, 0, 81, 0, 83, 144, 0, 0, 61, 0, 0, 0,
    0, 0, 0, 0, 34
};
static const digits_sparse_output_t vector_10_output[DIGITS_SPARSE_OUTPUT_COUNT] = {
    -489, -315, -86, -340, -401, -364, -591, -371, -237, -381
};

static void vector_10_gives_the_same_bits(void **state)
{
    (void)state;
    spoil_scratch(-1);
    digits_sparse_run(vector_10_input, output, scratch);
    for (int32_t index = 0; index < DIGITS_SPARSE_OUTPUT_COUNT; ++index) {
        assert_int_equal(output[index], vector_10_output[index]);
    }
}

static const digits_sparse_input_t vector_11_input[DIGITS_SPARSE_INPUT_COUNT] = {
    199, 109, 195, 77, 135, 2, 247, 240, 211, 93, 176, 119, 255, 189, 201, 205, 100, 106, 217, 60,
    39, 231, 141, 30, 225, 95, 100, 216, 243, 143, 232, 228, 68, 163, 40, 144, 253, 214, 62, 5, 124,
    47, 93, 192, 113, 33, 19, 220, 218, 123, 230, 36, 47, 236, 250, 224, 64, 102, 167, 30, 164, 229,
    247, 175, 28, 20, 170, 147, 63, 241, 162, 184, 33, 244, 234, 236, 10, 103, 128, 236, 95, 160,
    79, 159, 45, 102, 246, 201, 22, 46, 42, 3, 138, 28, 210, 50, 109, 75, 75, 53, 58, 253, 236, 28,
    49, 144, 168, 4, 99, 173, 221, 48, 87, 162, 163, 160, 141, 64, 209, 250, 214, 143, 210, 247,
    132, 76, 14, 201, 71, 141, 235, 170, 21, 16, 16, 253, 251, 62, 111, 84, 50, 73, 97, 111, 131,
    86, 149, 221, 82, 145, 254, 146, 181, 34, 155, 223, 240, 12, 174, 19, 74, 52, 35, 194, 127, 19,
    200, 204, 40, 71, 190, 66, 103, 36, 164, 61, 98, 180, 171, 48, 92, 21, 100, 108, 147, 112, 119,
    154, 16, 17, 95, 249, 38, 57, 64, 192, 146, 20, 158, 14, 45, 210, 182, 252, 131, 101, 118, 199,
    53, 47, 33, 169, 181, 203, 60, 111, 122, 174, 72, 6, 60, 188, 33, 211, 43, 93, 62, 8, 193, 199,
    250, 27, 18, 26, 222, 196, 145, 74, 189, 217, 197, 249, 172, 92, 32, 63, 254, 204, 232, 190, 79,
    160, 180, 20, 23, 30
};
static const digits_sparse_output_t vector_11_output[DIGITS_SPARSE_OUTPUT_COUNT] = {
    73, -283, -212, -150, -347, -186, 13, -273, 597, -105
};

static void vector_11_gives_the_same_bits(void **state)
{
    (void)state;
    spoil_scratch(11);
    digits_sparse_run(vector_11_input, output, scratch);
    for (int32_t index = 0; index < DIGITS_SPARSE_OUTPUT_COUNT; ++index) {
        assert_int_equal(output[index], vector_11_output[index]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[12] = {
        cmocka_unit_test(vector_0_gives_the_same_bits),
        cmocka_unit_test(vector_1_gives_the_same_bits),
        cmocka_unit_test(vector_2_gives_the_same_bits),
        cmocka_unit_test(vector_3_gives_the_same_bits),
        cmocka_unit_test(vector_4_gives_the_same_bits),
        cmocka_unit_test(vector_5_gives_the_same_bits),
        cmocka_unit_test(vector_6_gives_the_same_bits),
        cmocka_unit_test(vector_7_gives_the_same_bits),
        cmocka_unit_test(vector_8_gives_the_same_bits),
        cmocka_unit_test(vector_9_gives_the_same_bits),
        cmocka_unit_test(vector_10_gives_the_same_bits),
        cmocka_unit_test(vector_11_gives_the_same_bits)
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
