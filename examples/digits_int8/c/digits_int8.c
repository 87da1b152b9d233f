/* digits_int8.c: the network "digits_int8"
 *
 * command:    stapes compile digits_int8.tflite --target rv32ec --max-flash 16384 --max-ram 2048
 * generator:  stapes 0.1.0
 * model:      SHA-256 9c29e2546ae0bb6f3a323d91c53e25c0b19172ef33f0ec75e36e1be7d1152037
 * target:     rv32ec
 * memory:     3978 bytes of constants, 1092 of scratch, 256 of input, 10 of output
 * operations: 12705 loads, 52543 additions, 35976 shifts, 4443 comparisons, 4728 stores, 24
 *   calls, and more turns of loops over lists
 *
 * This file is yours: the generator's authors claim no rights in it. Integers only; no
 * multiplication, no division. Regenerate it instead of changing it. */

/* Renamed for C:
 * high_product_2 is "high_product"
 * first_2 is "first"
 * input_2 is "input" */

#define STAPES_NEEDS_BARRIER 1

#include "digits_int8.h"
#include "stapes_support.h"

STAPES_STATIC_ASSERT(sizeof(digits_int8_input_t) == 1, digits_int8_input_has_8_bits);
STAPES_STATIC_ASSERT(sizeof(digits_int8_output_t) == 1, digits_int8_output_has_8_bits);

/* of the numbers from -255 to 255 */
static const uint16_t squares[511] STAPES_FLASH = {
    65025, 64516, 64009, 63504, 63001, 62500, 62001, 61504, 61009, 60516, 60025, 59536, 59049,
    58564, 58081, 57600, 57121, 56644, 56169, 55696, 55225, 54756, 54289, 53824, 53361, 52900,
    52441, 51984, 51529, 51076, 50625, 50176, 49729, 49284, 48841, 48400, 47961, 47524, 47089,
    46656, 46225, 45796, 45369, 44944, 44521, 44100, 43681, 43264, 42849, 42436, 42025, 41616,
    41209, 40804, 40401, 40000, 39601, 39204, 38809, 38416, 38025, 37636, 37249, 36864, 36481,
    36100, 35721, 35344, 34969, 34596, 34225, 33856, 33489, 33124, 32761, 32400, 32041, 31684,
    31329, 30976, 30625, 30276, 29929, 29584, 29241, 28900, 28561, 28224, 27889, 27556, 27225,
    26896, 26569, 26244, 25921, 25600, 25281, 24964, 24649, 24336, 24025, 23716, 23409, 23104,
    22801, 22500, 22201, 21904, 21609, 21316, 21025, 20736, 20449, 20164, 19881, 19600, 19321,
    19044, 18769, 18496, 18225, 17956, 17689, 17424, 17161, 16900, 16641, 16384, 16129, 15876,
    15625, 15376, 15129, 14884, 14641, 14400, 14161, 13924, 13689, 13456, 13225, 12996, 12769,
    12544, 12321, 12100, 11881, 11664, 11449, 11236, 11025, 10816, 10609, 10404, 10201, 10000, 9801,
    9604, 9409, 9216, 9025, 8836, 8649, 8464, 8281, 8100, 7921, 7744, 7569, 7396, 7225, 7056, 6889,
    6724, 6561, 6400, 6241, 6084, 5929, 5776, 5625, 5476, 5329, 5184, 5041, 4900, 4761, 4624, 4489,
    4356, 4225, 4096, 3969, 3844, 3721, 3600, 3481, 3364, 3249, 3136, 3025, 2916, 2809, 2704, 2601,
    2500, 2401, 2304, 2209, 2116, 2025, 1936, 1849, 1764, 1681, 1600, 1521, 1444, 1369, 1296, 1225,
    1156, 1089, 1024, 961, 900, 841, 784, 729, 676, 625, 576, 529, 484, 441, 400, 361, 324, 289,
    256, 225, 196, 169, 144, 121, 100, 81, 64, 49, 36, 25, 16, 9, 4, 1, 0, 1, 4, 9, 16, 25, 36, 49,
    64, 81, 100, 121, 144, 169, 196, 225, 256, 289, 324, 361, 400, 441, 484, 529, 576, 625, 676,
    729, 784, 841, 900, 961, 1024, 1089, 1156, 1225, 1296, 1369, 1444, 1521, 1600, 1681, 1764, 1849,
    1936, 2025, 2116, 2209, 2304, 2401, 2500, 2601, 2704, 2809, 2916, 3025, 3136, 3249, 3364, 3481,
    3600, 3721, 3844, 3969, 4096, 4225, 4356, 4489, 4624, 4761, 4900, 5041, 5184, 5329, 5476, 5625,
    5776, 5929, 6084, 6241, 6400, 6561, 6724, 6889, 7056, 7225, 7396, 7569, 7744, 7921, 8100, 8281,
    8464, 8649, 8836, 9025, 9216, 9409, 9604, 9801, 10000, 10201, 10404, 10609, 10816, 11025, 11236,
    11449, 11664, 11881, 12100, 12321, 12544, 12769, 12996, 13225, 13456, 13689, 13924, 14161,
    14400, 14641, 14884, 15129, 15376, 15625, 15876, 16129, 16384, 16641, 16900, 17161, 17424,
    17689, 17956, 18225, 18496, 18769, 19044, 19321, 19600, 19881, 20164, 20449, 20736, 21025,
    21316, 21609, 21904, 22201, 22500, 22801, 23104, 23409, 23716, 24025, 24336, 24649, 24964,
    25281, 25600, 25921, 26244, 26569, 26896, 27225, 27556, 27889, 28224, 28561, 28900, 29241,
    29584, 29929, 30276, 30625, 30976, 31329, 31684, 32041, 32400, 32761, 33124, 33489, 33856,
    34225, 34596, 34969, 35344, 35721, 36100, 36481, 36864, 37249, 37636, 38025, 38416, 38809,
    39204, 39601, 40000, 40401, 40804, 41209, 41616, 42025, 42436, 42849, 43264, 43681, 44100,
    44521, 44944, 45369, 45796, 46225, 46656, 47089, 47524, 47961, 48400, 48841, 49284, 49729,
    50176, 50625, 51076, 51529, 51984, 52441, 52900, 53361, 53824, 54289, 54756, 55225, 55696,
    56169, 56644, 57121, 57600, 58081, 58564, 59049, 59536, 60025, 60516, 61009, 61504, 62001,
    62500, 63001, 63504, 64009, 64516, 65025
};

/* column by column, 4 rows at a time */
static const int8_t logits_accumulator_weights[1920] STAPES_FLASH = {
    -30, 9, 6, -60, 9, 13, 79, -30, -40, 34, 21, 40, 15, 17, -4, 35, -14, -7, 30, 46, 36, 5, 25, 0,
    61, 13, -68, -55, -36, -26, -38, 28, -10, -61, -13, 10, -3, -15, -31, -87, -10, -44, -50, -37,
    -12, -23, -34, -4, 3, 48, -56, -65, 9, 11, 31, -18, -22, -38, -22, 32, 37, 13, 42, -23, 14, -32,
    -20, 2, -22, 3, 0, 19, 35, 79, -73, -65, -8, -10, -19, 17, 2, -30, -3, 30, -11, 31, -5, -48, -1,
    44, -22, -6, -15, -5, -19, 43, -3, 46, -40, -41, -45, -25, 5, -5, -10, 28, 37, 39, 71, 2, 53,
    -13, -23, -9, -39, -49, 11, 21, 15, -55, -59, -6, 45, -18, 12, 5, -35, -7, 9, -12, 42, 8, 7, 72,
    31, 15, 52, 17, 21, -15, -4, 18, -40, -16, 9, -1, 37, -7, -37, -37, 4, -32, 14, 6, 33, 36, -3,
    -7, -21, 5, -20, -34, -50, -42, 15, -35, -24, -59, -8, -11, 37, -8, 14, -11, -27, -1, 6, -44,
    -24, -11, -7, -3, 17, 14, 25, -10, 7, -9, -8, -39, -44, -34, 30, 4, -86, -75, -35, 9, 33, -32,
    -1, 33, -39, -3, -50, 51, 1, 48, 10, 16, 42, 7, -89, -14, 2, 27, -19, 44, 79, 5, -3, -36, 14,
    -33, 1, 24, 22, -73, 34, 8, -84, 14, 20, -18, -105, -86, -6, -23, -22, 12, -10, 43, -34, -9, -2,
    -21, 15, 33, 14, 67, -3, -58, 3, 12, 27, -32, -21, -21, 44, 21, 17, -6, 13, -16, 34, -20, 79,
    -62, 11, -8, 39, -3, -20, -3, 13, -14, 34, 37, 7, 13, -29, -30, -18, 8, -69, -62, 5, 40, -10,
    14, -8, -11, -6, -29, 57, 4, -8, 42, -30, -11, 8, 31, -4, -22, -3, -65, 1, 30, -4, 18, -39, 19,
    4, 12, 10, -23, -12, 7, 48, 22, -11, -37, -25, 0, 57, 1, 16, -20, -14, 13, -50, 18, 23, -27, 49,
    -18, 0, 23, -11, -3, 3, -11, 12, 23, 9, -36, -15, 10, -18, -12, -27, 47, -45, -19, -23, 23, -40,
    -17, 23, 12, 14, -31, 7, 6, -30, -21, 47, -8, -30, -25, -14, 17, 19, 18, 48, -2, 17, -14, -29,
    -2, -36, -12, 37, -17, 22, 15, 43, -80, 25, -58, 46, -6, 88, -2, -52, -19, -3, 37, -26, -2, -34,
    18, -29, -16, 0, 64, -52, 47, -62, 23, -14, -7, -32, -28, -24, 36, 9, -17, 30, -2, 66, 18, 9,
    -34, 42, -20, 9, -20, 21, -35, 11, 2, -36, 19, 49, -69, -24, -17, 50, -13, 16, 23, -31, 25, 31,
    -4, -49, 22, 1, 11, 29, 59, 6, 59, -34, 16, -45, 6, 32, 29, 56, 15, -4, 0, -43, -16, 14, -28,
    -7, 44, -36, -40, 6, 23, 6, -4, -1, -8, 24, 28, 14, 43, 8, -31, 42, -31, -13, 28, -47, 33, -57,
    51, -44, 16, 36, 48, 9, -36, -3, 19, 37, 46, 24, -21, 1, 13, -46, -13, 61, 2, -5, -16, -7, -12,
    24, -22, 23, -21, -36, 8, -76, 42, 16, -60, 44, 4, 4, -21, 35, -11, -27, 7, 17, 22, -11, 23, -8,
    -39, -44, 39, -57, 27, -2, 35, 9, 7, 44, 0, -19, 53, 39, -84, 41, -16, 6, -34, -39, 3, 4, 1,
    -52, 14, 60, -16, -1, 13, -52, 6, -37, -16, 27, -17, 22, 22, 86, -59, -17, -7, 1, -13, 7, -44,
    12, 4, -4, 4, 13, 17, -9, -23, 2, -28, -5, 10, -4, 21, 1, -24, 2, 17, 18, 18, 47, -53, 21, -1,
    7, 8, 7, 12, 51, 14, -62, 2, -32, -19, 7, -19, 40, -14, 9, -13, 11, 71, -20, 10, 3, 31, -14, -2,
    -32, -61, -112, 95, -53, -9, 58, 24, 60, -19, -21, -16, -42, 43, 30, -23, -1, -11, -49, -1, 21,
    -8, 30, -6, -7, -13, 29, -2, 4, 36, -56, 10, -69, 3, 33, 11, 40, -2, 45, -38, 10, 32, -11, 38,
    -72, 18, -26, -53, 11, -14, -9, -56, -33, -38, 80, 33, 17, -29, -44, -37, -1, -32, -73, 67, -18,
    -34, 18, -27, -3, 31, -63, 47, 57, 1, -9, 24, 27, -3, -68, 47, -28, 22, -14, 17, -17, 12, -5,
    -5, -2, 10, 8, -11, -55, 27, -4, -26, 3, 12, -81, 23, 3, 13, 11, 8, 28, -6, -35, 2, 26, 19, 7,
    -39, 26, -26, -1, 1, -8, 41, -27, -1, 41, -3, -44, -40, 58, -6, 1, -30, 9, 7, 1, -18, -12, 7,
    -32, -87, -52, -8, 41, 29, 52, -22, -3, 13, -9, -1, -50, 26, -32, -75, -20, 40, -51, 53, -29,
    -56, -48, 0, 43, -86, 117, 48, -32, -19, -2, -11, 96, -16, 10, 30, 60, 14, 5, -1, 45, -18, 56,
    -3, 3, 31, 6, 44, 25, 14, -38, -50, 22, 38, 40, -64, -53, -13, 36, -23, 47, -11, 54, 54, -2, -8,
    -88, 34, -10, -13, -13, 26, -78, 3, 2, -16, -14, 102, 38, -74, -5, -5, -19, 28, -39, 19, -26, 0,
    66, -14, 72, -51, -47, 34, -9, 55, 27, -18, -6, -49, 77, 32, 32, -37, -37, -7, 66, 10, 27, -123,
    -21, -14, 2, -54, -56, 4, 3, 51, 15, 3, -56, 43, -9, -9, 42, 30, 36, -30, -25, 17, -16, 15, -34,
    -19, -22, 15, 16, -6, 22, -40, -19, 6, -90, 21, 21, 19, -6, 47, 42, -16, -45, -6, 6, 40, 42, -3,
    1, -67, -29, 30, -22, -32, 14, 14, 29, 48, 35, 3, 11, 35, -24, -24, 2, 24, 18, 8, -16, 2, -13,
    14, -12, 13, -11, 26, 7, -30, -23, 13, -21, -13, -38, 25, 4, 62, 5, -19, 26, 2, 45, -11, 14,
    -42, -73, -17, 32, 28, -83, -71, -50, 21, 18, 32, -20, -30, -51, 100, 9, 35, -21, 4, -5, -24,
    23, -2, 54, 16, -40, -41, 42, 30, -12, 32, 14, -27, 24, 30, 15, -14, 31, -68, 26, 24, -11, -50,
    -22, 33, 37, -59, -41, -4, -9, 15, 2, 39, -2, 9, 16, -10, -17, -2, -14, 4, -12, 7, 10, -11, -38,
    -20, 66, -6, -24, 23, 36, -5, 16, -55, 20, 36, 0, -4, -60, -16, -17, 83, 8, 20, 17, -67, -1,
    -24, -12, -30, 55, -4, -26, 6, -19, -58, -19, -30, -32, 4, -9, -2, -55, 53, 45, -6, 13, -5, -3,
    -50, -56, 66, 17, -8, -50, -3, -5, 41, -3, -51, 19, -38, -12, 29, 21, 61, -16, -15, -69, 26, 7,
    -3, -31, 11, 37, -46, -49, 4, 7, 12, -3, -24, 4, -67, -56, -8, 15, -1, 9, -4, -28, 24, 4, 26,
    28, -36, -51, 13, 26, 41, -21, 38, 0, 36, -14, -3, 2, -7, 49, -7, 14, 45, 55, 0, -23, -15, -35,
    -16, 16, -9, -79, 4, 64, -43, -31, 64, -54, -47, 51, -54, -10, -49, 3, 57, -24, -80, 32, 11, 10,
    6, -28, 15, 14, 0, -54, 46, 1, 33, -33, -40, 17, -2, -46, 108, -17, 23, -16, 4, 52, 11, -13,
    -72, -7, -48, 36, 14, -9, -40, 29, -86, -26, -11, 9, -31, -24, -29, 47, 29, -13, 3, -9, -30, -6,
    4, -9, 26, 5, 3, 4, 0, -27, 50, -37, -32, -1, -10, 11, -4, 22, 10, -70, 22, 37, 33, -6, -41, 9,
    0, 22, -4, 13, -36, -33, 42, 31, -44, 28, 15, -69, 5, 30, -23, 26, -6, -70, 87, -38, 16, 16, 31,
    -13, 53, -25, -4, -63, 66, -12, -60, -27, 2, 26, -1, -39, 15, 3, -8, -3, -36, 3, 7, -60, 3, 17,
    10, 27, -13, 7, 92, -41, 21, 0, 11, 37, -37, 10, 27, -59, 0, -6, 2, -11, 1, -10, -7, -15, -29,
    24, 22, -25, 39, 13, -41, -15, 38, 3, -16, 10, -33, 7, 27, 77, -29, -27, 45, -13, -57, 5, 17,
    -14, 9, -6, -28, 8, -15, -12, -13, -18, 13, -16, 3, 40, -22, -34, -12, -10, -54, 10, -72, 2,
    -22, 60, 16, -7, 21, -1, -36, -19, -6, -28, 13, -14, -9, 13, 32, -16, 22, 7, -56, -21, 18, 4,
    -31, -4, -30, 6, 25, -13, -12, -8, 13, 15, -30, -16, -43, 30, -11, -41, 39, -3, 7, -25, -14,
    -56, 5, 40, -26, -56, 2, 31, 31, 43, -42, -14, 54, 37, -32, -34, 41, -53, -27, 48, -92, -20, 23,
    -8, 23, -21, -21, 30, -45, -2, -9, -2, -32, 4, 9, 31, 34, -60, 30, 51, -81, 26, -4, -7, 25, -52,
    8, 14, -43, -78, 46, 43, -45, 20, 12, -10, -2, 28, -21, -25, -3, 38, -24, -27, 51, -59, 0, 11,
    -9, 39, -24, -36, 24, 9, -20, -57, 62, -12, 4, 20, -11, -9, 54, -66, 22, -6, -1, 28, -6, -17,
    11, -18, 18, -29, -6, 18, -8, -32, 27, 40, -44, -33, 24, 22, 21, 16, 7, -20, 5, 17, -10, -12,
    29, 14, -8, -16, 32, 8, -1, -12, -14, 11, -21, -8, 17, -20, -7, 5, -31, 26, -9, -21, -4, 39,
    -43, -12, -35, -17, 7, 9, 21, -16, 18, 4, -2, -36, -24, -41, 34, 25, -27, -25, -1, 66, -70, -1,
    -74, 25, 33, -31, -60, -18, 86, 45, -68, 18, 3, 0, 15, -10, 3, 52, 19, -27, -44, -43, 76, -72,
    -48, 2, -34, -6, 27, 8, 47, -40, 59, 25, 5, 23, 26, -24, -73, -18, -26, 28, 23, -22, -116, 8,
    -13, -32, 9, -20, 31, 24, 1, -2, 34, 1, -52, 6, 5, -14, 13, -37, -84, -28, 4, 2, -57, 15, -5,
    -7, 2, 1, 13, -4, 36, 2, -23, 9, 32, -25, 20, -6, 2, 43, -11, -13, -4, 10, 7, -10, -18, -21, 46,
    30, 66, -37, 83, -66, -50, 33, -127, -20, 29, -77, -65, 10, 26, -31, -35, -33, 30, 56, 73, 31,
    2, -22, 4, -53, 5, -64, -13, -19, 19, -50, 33, -3, 2, -94, -47, -13, -27, -55, 24, -11, -98, 39,
    18, 36, 51, -45, 1, 18, 54, -15, 44, -49, -15, 33, 26, -38, -39, 6, -52, 12, -19, 3, -47, -22,
    36, 24, 23, 21, -34, -33, -11, 43, -33, -24, 39, -41, -18, 59, -18, 9, -91, 5, 0, -7, -18, -2,
    -30, -26, 12, 11, -3, 21, -118, 39, -16, -42, 17, 7, 39, -33, 31, -4, 28, -80, 36, -13, -34, 25,
    -27, 5, -34, 27, -75, 21, -25, 82, -21, 34, -68, -10, -2, -59, -59, -38, -42, -35, -23, -9, 24,
    -64, 41, -119, 55, -6, -6, 13, 31, -43, 7, 40, -48, -119, 18, -40, -9, -1, -15, 29, -59, 30,
    -45, 17, -51, -9, 67, -60, -45, -30, -38, 4, 6, -9, -6, 19, -23, -6, 16, -21, -18, 38, -5, 4, 6,
    -67, -21, -26, -16, 36, -1, 19, 0, 13, -12, -8, 33, -24, 71, -42, 5, -42, 7, 7, -32, -29, 9, 7,
    6, -1, 18, 35, -18, 2, -41, -2, -1, 10, -53, -41, 49, 25, -29, -16, -47, -27, -28, 38, -10, -62,
    42, 58, -46, -14, 8, 46, -26, 12, 13, -47, -2, 22, -51, -24, 59, 12, -24, 18, -60, -62, 18, -2,
    48, -78, 54, -84, 30, 31, 4, -25, 30, -8, -27, -25, 4, 16, -36, 28, 14, 18, -30, 50, 4, 0, -18,
    9, -8, -3, 17, -2, 9, -13, -11, -21, 16, 34, -22, 0, 34, 7, 50, -4, -4, 11, 18, -2, 49
};

/* twice the bias less the squares of the weights, one a row */
static const int32_t logits_accumulator_constants[10] STAPES_FLASH = {
    -376222, -150699, -213387, -394228, -293790, -245608, -370606, -253904, -541179, -518292
};

/* of the distance from the largest, in units of 2^-31 */
static const int32_t scores_exponentials[249] STAPES_FLASH = {
    2147483647, 1960425559, 1789661280, 1633771418, 1491460700, 1361545997, 1242947481, 1134679683,
    1035842703, 945614779, 863246323, 788052474, 719408742, 656744137, 599537915, 547314779,
    499640547, 456118977, 416388411, 380118650, 347008095, 316781710, 289188155, 263998265,
    241002507, 220009796, 200845697, 183350897, 167379975, 152800226, 139490471, 127340036,
    116247990, 106122108, 96878282, 88439631, 80736028, 73703463, 67283472, 61422694, 56072426,
    51188206, 46729413, 42659014, 38943164, 35550997, 32454302, 29627345, 27046635, 24690720,
    22540016, 20576652, 18784311, 17148087, 15654391, 14290802, 13045993, 11909613, 10872217,
    9925185, 9060645, 8271411, 7550923, 6893196, 6292758, 5744623, 5244233, 4787431, 4370418,
    3989730, 3642201, 3324945, 3035323, 2770929, 2529566, 2309226, 2108079, 1924453, 1756822,
    1603793, 1464094, 1336563, 1220140, 1113859, 1016836, 928264, 847406, 773592, 706209, 644694,
    588537, 537272, 490473, 447750, 408748, 373144, 340641, 310969, 283882, 259154, 236580, 215973,
    197160, 179987, 164309, 149997, 136931, 125004, 114115, 104175, 95101, 86817, 79255, 72351,
    66049, 60296, 55044, 50249, 45872, 41876, 38229, 34899, 31859, 29084, 26550, 24238, 22126,
    20199, 18440, 16833, 15367, 14029, 12807, 11691, 10673, 9743, 8894, 8120, 7412, 6767, 6177,
    5639, 5148, 4700, 4290, 3917, 3575, 3264, 2980, 2720, 2483, 2267, 2069, 1889, 1725, 1574, 1437,
    1312, 1198, 1093, 998, 911, 832, 759, 693, 633, 578, 527, 481, 440, 401, 366, 334, 305, 279,
    254, 233, 212, 194, 177, 162, 147, 135, 123, 112, 102, 93, 85, 78, 71, 65, 59, 54, 49, 45, 41,
    38, 34, 31, 29, 26, 24, 22, 20, 18, 17, 15, 14, 13, 11, 10, 10, 9, 8, 7, 7, 6, 6, 5, 5, 4, 4, 4,
    3, 3, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0
};

/* first_accumulator (nodes "first_accumulator", "first"): y[o] = bias[o] + sum of weight[o, i] *
 *   x[i], o < 6, i < 9, at 64 positions, then requantised
 * strategy: shared-sums
 * cost: 712 loads, 10440 additions, 7488 shifts, 728 comparisons, 699 stores, and more turns of
 *   loops over lists
 * in: input in [-128, 127]
 * out: first in [-128, 127], rows_of_image in [-128, 127] */
static void first_accumulator(const int8_t *input, int8_t *first, int8_t *rows_of_image)
{
    int32_t line = 0;  STAPES_RANGE(line, 0, 19);
    const int8_t *image = input;
    int8_t *into = rows_of_image;
    const int8_t *const end = rows_of_image + 51;
    const int8_t *kept = rows_of_image;
    for (int32_t turns = 51; turns > 0; --turns) {
        *into = -128;
        ++into;
    }
    into = rows_of_image;
    const int8_t *x = rows_of_image;
    int8_t *y_row = first;
    int8_t *y = y_row;
    for (int32_t turns = 8; turns > 0; --turns) {
        do {
            if (line < 16) {
                for (int32_t turns_2 = 16; turns_2 > 0; --turns_2) {
                    *into = *image;
                    ++image;
                    ++into;
                }
            } else {
                for (int32_t turns_2 = 16; turns_2 > 0; --turns_2) {
                    *into = -128;
                    ++into;
                }
            }
            ++into;
            line += 1;  STAPES_RANGE(line, 0, 19);
        } while (into != end);
        x = rows_of_image;
        y = y_row;
        for (int32_t turns_2 = 8; turns_2 > 0; --turns_2) {
            const int32_t x_19 = x[19];                  STAPES_RANGE(x_19, -128, 127);
            const int32_t x_36 = x[36];                  STAPES_RANGE(x_36, -128, 127);
            const int32_t x_0 = *x;                      STAPES_RANGE(x_0, -128, 127);
            const int32_t x_17 = x[17];                  STAPES_RANGE(x_17, -128, 127);
            const int32_t shared = x_0 - stapes_shift_left_32(x_17, 2);
            STAPES_RANGE(shared, -636, 639);
            const int32_t x_1 = x[1];                    STAPES_RANGE(x_1, -128, 127);
            const int32_t x_18 = x[18];                  STAPES_RANGE(x_18, -128, 127);
            const int32_t shared_2 = x_1 - stapes_shift_left_32(x_18, 3);
            STAPES_RANGE(shared_2, -1144, 1151);
            const int32_t x_34 = x[34];                  STAPES_RANGE(x_34, -128, 127);
            const int32_t shared_3 = x_0 + x_34;         STAPES_RANGE(shared_3, -256, 254);
            const int32_t shared_4 = stapes_shift_left_32(x_1, 1) - x_17;
            STAPES_RANGE(shared_4, -383, 382);
            const int32_t x_35 = x[35];                  STAPES_RANGE(x_35, -128, 127);
            const int32_t shared_5 = x_18 + x_35;        STAPES_RANGE(shared_5, -256, 254);
            const int32_t shared_6 = shared_5 + stapes_shift_left_32(shared_5, 5);
            STAPES_RANGE(shared_6, -8448, 8382);
            const int32_t x_2 = x[2];                    STAPES_RANGE(x_2, -128, 127);
            const int32_t shared_7 = x_2 + x_34;         STAPES_RANGE(shared_7, -256, 254);
            const int32_t shared_8 = stapes_shift_left_32(x_19, 4) + x_36;
            STAPES_RANGE(shared_8, -2176, 2159);
            const int32_t shared_9 = stapes_shift_left_32(x_1, 2) - x_35;
            STAPES_RANGE(shared_9, -639, 636);
            const int32_t shared_10 = shared_7 - stapes_shift_left_32(shared_7, 2);
            STAPES_RANGE(shared_10, -762, 768);
            int32_t sum_0 = stapes_shift_left_32(x_19, 2) + stapes_shift_left_32(x_19, 6);
            STAPES_RANGE(sum_0, -117587, 117013);
            sum_0 += stapes_shift_left_32(x_36, 7);      STAPES_RANGE(sum_0, -117587, 117013);
            sum_0 += stapes_shift_left_32(shared, 2);    STAPES_RANGE(sum_0, -117587, 117013);
            sum_0 += shared_2;                           STAPES_RANGE(sum_0, -117587, 117013);
            sum_0 += stapes_shift_left_32(shared_3, 7);  STAPES_RANGE(sum_0, -117587, 117013);
            sum_0 += stapes_shift_left_32(shared_4, 2);  STAPES_RANGE(sum_0, -117587, 117013);
            sum_0 += stapes_shift_left_32(shared_6, 1);  STAPES_RANGE(sum_0, -117587, 117013);
            sum_0 -= stapes_shift_left_32(shared_7, 4);  STAPES_RANGE(sum_0, -117587, 117013);
            sum_0 -= stapes_shift_left_32(shared, 5);    STAPES_RANGE(sum_0, -117587, 117013);
            sum_0 -= shared_8;                           STAPES_RANGE(sum_0, -117587, 117013);
            sum_0 -= stapes_shift_left_32(shared_9, 4);  STAPES_RANGE(sum_0, -117587, 117013);
            sum_0 -= shared_10;                          STAPES_RANGE(sum_0, -117587, 117013);
            /* the sum over the whole row, each input in its range */
            const int32_t total_0 = sum_0 + 73671;  STAPES_RANGE(total_0, -17141, 163909);
            int32_t scaled = -total_0;  STAPES_RANGE(scaled, -166682, 210672);
            scaled = stapes_shift_right_32(scaled, 2) + total_0;
            STAPES_RANGE(scaled, -166682, 210672);
            scaled = stapes_shift_right_32(scaled, 3) + total_0;
            STAPES_RANGE(scaled, -166682, 210672);
            scaled = stapes_shift_right_32(scaled, 3) + total_0;
            STAPES_RANGE(scaled, -166682, 210672);
            scaled = stapes_shift_right_32(scaled, 2) + total_0 + 7;
            STAPES_RANGE(scaled, -166682, 210672);
            scaled = stapes_shift_right_32(scaled, 3) - total_0;
            STAPES_RANGE(scaled, -166682, 210672);
            scaled = stapes_shift_right_32(scaled, 2) + total_0;
            STAPES_RANGE(scaled, -166682, 210672);
            scaled = stapes_shift_right_32(scaled, 2) + total_0 - 130559;
            STAPES_RANGE(scaled, -166682, 210672);
            *y = (int8_t)stapes_clamp_32(stapes_shift_right_32(scaled, 10), -128, 64);
            ++y;
            const int32_t shared_11 = x_2 - x_34;         STAPES_RANGE(shared_11, -255, 255);
            const int32_t shared_12 = stapes_shift_left_32(x_1, 1) + x_17;
            STAPES_RANGE(shared_12, -384, 381);
            const int32_t shared_13 = stapes_shift_left_32(x_0, 1) - shared_12;
            STAPES_RANGE(shared_13, -637, 638);
            const int32_t shared_14 = x_19 + stapes_shift_left_32(x_34, 2);
            STAPES_RANGE(shared_14, -640, 635);
            const int32_t shared_15 = x_0 - stapes_shift_left_32(x_18, 1);
            STAPES_RANGE(shared_15, -382, 383);
            const int32_t shared_16 = x_35 + stapes_shift_left_32(shared_12, 2);
            STAPES_RANGE(shared_16, -1664, 1651);
            int32_t sum_1 = stapes_shift_left_32(x_17, 7) + shared_2;
            STAPES_RANGE(sum_1, -127375, 127115);
            sum_1 += stapes_shift_left_32(shared_8, 2);   STAPES_RANGE(sum_1, -127375, 127115);
            sum_1 += stapes_shift_left_32(shared_9, 5);   STAPES_RANGE(sum_1, -127375, 127115);
            sum_1 += stapes_shift_left_32(shared_11, 7);  STAPES_RANGE(sum_1, -127375, 127115);
            sum_1 += stapes_shift_left_32(shared_13, 2);  STAPES_RANGE(sum_1, -127375, 127115);
            sum_1 += stapes_shift_left_32(shared_14, 3);  STAPES_RANGE(sum_1, -127375, 127115);
            sum_1 -= stapes_shift_left_32(x_18, 1);       STAPES_RANGE(sum_1, -127375, 127115);
            sum_1 -= stapes_shift_left_32(x_36, 6);       STAPES_RANGE(sum_1, -127375, 127115);
            sum_1 -= shared_7;                            STAPES_RANGE(sum_1, -127375, 127115);
            sum_1 -= stapes_shift_left_32(shared_15, 6);  STAPES_RANGE(sum_1, -127375, 127115);
            sum_1 -= shared_14;                           STAPES_RANGE(sum_1, -127375, 127115);
            sum_1 -= stapes_shift_left_32(shared_16, 2);  STAPES_RANGE(sum_1, -127375, 127115);
            /* the sum over the whole row, each input in its range */
            const int32_t total_1 = sum_1 + 38310;  STAPES_RANGE(total_1, -59485, 135845);
            int32_t scaled_2 = -total_1;            STAPES_RANGE(scaled_2, -180585, 143590);
            scaled_2 = stapes_shift_right_32(scaled_2, 2) - total_1;
            STAPES_RANGE(scaled_2, -180585, 143590);
            scaled_2 = stapes_shift_right_32(scaled_2, 4) - total_1;
            STAPES_RANGE(scaled_2, -180585, 143590);
            scaled_2 = stapes_shift_right_32(scaled_2, 2) - total_1;
            STAPES_RANGE(scaled_2, -180585, 143590);
            scaled_2 = stapes_shift_right_32(scaled_2, 2) - total_1;
            STAPES_RANGE(scaled_2, -180585, 143590);
            scaled_2 = stapes_shift_right_32(scaled_2, 2) - total_1 + 2;
            STAPES_RANGE(scaled_2, -180585, 143590);
            scaled_2 = stapes_shift_right_32(scaled_2, 5) - total_1 + 4;
            STAPES_RANGE(scaled_2, -180585, 143590);
            scaled_2 = stapes_shift_right_32(scaled_2, 3) + total_1 - 65280;
            STAPES_RANGE(scaled_2, -180585, 143590);
            *y = (int8_t)stapes_clamp_32(stapes_shift_right_32(scaled_2, 9), -128, 103);
            ++y;
            const int32_t shared_17 = stapes_shift_left_32(x_0, 2) - x_19;
            STAPES_RANGE(shared_17, -639, 636);
            const int32_t shared_18 = x_1 + x_36;         STAPES_RANGE(shared_18, -256, 254);
            const int32_t shared_19 = x_2 + stapes_shift_left_32(x_18, 2);
            STAPES_RANGE(shared_19, -640, 635);
            int32_t sum_2 = stapes_shift_left_32(x_2, 7) + shared_5;
            STAPES_RANGE(sum_2, -84883, 84947);
            sum_2 += stapes_shift_left_32(shared_17, 3);  STAPES_RANGE(sum_2, -84883, 84947);
            sum_2 += shared;                              STAPES_RANGE(sum_2, -84883, 84947);
            sum_2 += stapes_shift_left_32(shared_4, 6);   STAPES_RANGE(sum_2, -84883, 84947);
            sum_2 += stapes_shift_left_32(shared_18, 2);  STAPES_RANGE(sum_2, -84883, 84947);
            sum_2 -= stapes_shift_left_32(x_2, 3);        STAPES_RANGE(sum_2, -84883, 84947);
            sum_2 -= x_19;                                STAPES_RANGE(sum_2, -84883, 84947);
            sum_2 -= stapes_shift_left_32(x_19, 6);       STAPES_RANGE(sum_2, -84883, 84947);
            sum_2 -= stapes_shift_left_32(shared_19, 5);  STAPES_RANGE(sum_2, -84883, 84947);
            sum_2 -= stapes_shift_left_32(shared_11, 1);  STAPES_RANGE(sum_2, -84883, 84947);
            sum_2 -= shared_18;                           STAPES_RANGE(sum_2, -84883, 84947);
            sum_2 -= stapes_shift_left_32(shared_16, 2);  STAPES_RANGE(sum_2, -84883, 84947);
            /* the sum over the whole row, each input in its range */
            const int32_t total_2 = sum_2 - 3669;  STAPES_RANGE(total_2, -68662, 61388);
            int32_t scaled_3 = -total_2;           STAPES_RANGE(scaled_3, -102527, 81648);
            scaled_3 = stapes_shift_right_32(scaled_3, 2) + total_2;
            STAPES_RANGE(scaled_3, -102527, 81648);
            scaled_3 = stapes_shift_right_32(scaled_3, 2) + total_2;
            STAPES_RANGE(scaled_3, -102527, 81648);
            scaled_3 = stapes_shift_right_32(scaled_3, 2) + total_2 + 4;
            STAPES_RANGE(scaled_3, -102527, 81648);
            scaled_3 = stapes_shift_right_32(scaled_3, 5) + total_2 + 6;
            STAPES_RANGE(scaled_3, -102527, 81648);
            scaled_3 = stapes_shift_right_32(scaled_3, 3) - total_2 + 7;
            STAPES_RANGE(scaled_3, -102527, 81648);
            scaled_3 = stapes_shift_right_32(scaled_3, 3) - total_2 + 1;
            STAPES_RANGE(scaled_3, -102527, 81648);
            scaled_3 = stapes_shift_right_32(scaled_3, 2) + total_2 - 16320;
            STAPES_RANGE(scaled_3, -102527, 81648);
            *y = (int8_t)stapes_clamp_32(stapes_shift_right_32(scaled_3, 7), -128, 127);
            ++y;
            const int32_t shared_20 = shared_12 + shared_17;  STAPES_RANGE(shared_20, -1023, 1017);
            const int32_t shared_21 = stapes_shift_left_32(x_36, 5) + shared_2;
            STAPES_RANGE(shared_21, -5240, 5215);
            int32_t sum_3 = stapes_shift_left_32(x_1, 3) + stapes_shift_left_32(x_17, 1);
            STAPES_RANGE(sum_3, -102548, 102472);
            sum_3 += x_35;                                    STAPES_RANGE(sum_3, -102548, 102472);
            sum_3 += stapes_shift_left_32(shared_8, 3);       STAPES_RANGE(sum_3, -102548, 102472);
            sum_3 += stapes_shift_left_32(shared_19, 5);      STAPES_RANGE(sum_3, -102548, 102472);
            sum_3 += shared_15;                               STAPES_RANGE(sum_3, -102548, 102472);
            sum_3 += stapes_shift_left_32(shared_3, 2);       STAPES_RANGE(sum_3, -102548, 102472);
            sum_3 += stapes_shift_left_32(shared_20, 4);      STAPES_RANGE(sum_3, -102548, 102472);
            sum_3 -= stapes_shift_left_32(x_17, 6);           STAPES_RANGE(sum_3, -102548, 102472);
            sum_3 -= x_34;                                    STAPES_RANGE(sum_3, -102548, 102472);
            sum_3 -= stapes_shift_left_32(x_34, 6);           STAPES_RANGE(sum_3, -102548, 102472);
            sum_3 -= stapes_shift_left_32(x_35, 7);           STAPES_RANGE(sum_3, -102548, 102472);
            sum_3 -= stapes_shift_left_32(shared_17, 2);      STAPES_RANGE(sum_3, -102548, 102472);
            sum_3 -= stapes_shift_left_32(shared_19, 3);      STAPES_RANGE(sum_3, -102548, 102472);
            sum_3 -= shared_21;                               STAPES_RANGE(sum_3, -102548, 102472);
            /* the sum over the whole row, each input in its range */
            const int32_t total_3 = sum_3 + 11588;  STAPES_RANGE(total_3, -63930, 87030);
            int32_t scaled_4 = -total_3;            STAPES_RANGE(scaled_4, -114963, 97586);
            scaled_4 = stapes_shift_right_32(scaled_4, 3) + total_3;
            STAPES_RANGE(scaled_4, -114963, 97586);
            scaled_4 = stapes_shift_right_32(scaled_4, 2) - total_3;
            STAPES_RANGE(scaled_4, -114963, 97586);
            scaled_4 = stapes_shift_right_32(scaled_4, 2) - total_3;
            STAPES_RANGE(scaled_4, -114963, 97586);
            scaled_4 = stapes_shift_right_32(scaled_4, 4) - total_3;
            STAPES_RANGE(scaled_4, -114963, 97586);
            scaled_4 = stapes_shift_right_32(scaled_4, 3) - total_3 + 1;
            STAPES_RANGE(scaled_4, -114963, 97586);
            scaled_4 = stapes_shift_right_32(scaled_4, 2) - total_3;
            STAPES_RANGE(scaled_4, -114963, 97586);
            scaled_4 = stapes_shift_right_32(scaled_4, 2) - total_3 + 4;
            STAPES_RANGE(scaled_4, -114963, 97586);
            scaled_4 = stapes_shift_right_32(scaled_4, 3) + total_3 - 32640;
            STAPES_RANGE(scaled_4, -114963, 97586);
            *y = (int8_t)stapes_clamp_32(stapes_shift_right_32(scaled_4, 8), -128, 127);
            ++y;
            int32_t sum_4 = stapes_shift_left_32(x_0, 5) + stapes_shift_left_32(x_18, 5);
            STAPES_RANGE(sum_4, -50354, 50116);
            sum_4 += stapes_shift_left_32(x_19, 3);       STAPES_RANGE(sum_4, -50354, 50116);
            sum_4 += stapes_shift_left_32(shared_7, 1);   STAPES_RANGE(sum_4, -50354, 50116);
            sum_4 += stapes_shift_left_32(shared_17, 1);  STAPES_RANGE(sum_4, -50354, 50116);
            sum_4 += stapes_shift_left_32(shared_9, 5);   STAPES_RANGE(sum_4, -50354, 50116);
            sum_4 -= stapes_shift_left_32(x_35, 3);       STAPES_RANGE(sum_4, -50354, 50116);
            sum_4 -= x_36;                                STAPES_RANGE(sum_4, -50354, 50116);
            sum_4 -= shared_5;                            STAPES_RANGE(sum_4, -50354, 50116);
            sum_4 -= stapes_shift_left_32(shared_10, 4);  STAPES_RANGE(sum_4, -50354, 50116);
            sum_4 -= shared_21;                           STAPES_RANGE(sum_4, -50354, 50116);
            /* the sum over the whole row, each input in its range */
            const int32_t total_4 = sum_4 + 34876;  STAPES_RANGE(total_4, -14458, 83972);
            int32_t scaled_5 = -total_4;            STAPES_RANGE(scaled_5, -104965, 105315);
            scaled_5 = stapes_shift_right_32(scaled_5, 2) - total_4;
            STAPES_RANGE(scaled_5, -104965, 105315);
            scaled_5 = stapes_shift_right_32(scaled_5, 2) + total_4;
            STAPES_RANGE(scaled_5, -104965, 105315);
            scaled_5 = stapes_shift_right_32(scaled_5, 6) + total_4 + 2;
            STAPES_RANGE(scaled_5, -104965, 105315);
            scaled_5 = stapes_shift_right_32(scaled_5, 2) + total_4 + 4;
            STAPES_RANGE(scaled_5, -104965, 105315);
            scaled_5 = stapes_shift_right_32(scaled_5, 8) + total_4 - 65279;
            STAPES_RANGE(scaled_5, -104965, 105315);
            *y = (int8_t)STAPES_WITHIN(stapes_max_32(stapes_shift_right_32(scaled_5, 9), -128),
                -128, 127);
            ++y;
            const int32_t shared_22 = stapes_shift_left_32(x_18, 1) + x_36;
            STAPES_RANGE(shared_22, -384, 381);
            int32_t sum_5 = stapes_shift_left_32(shared_7, 5) + stapes_shift_left_32(shared_22, 1);
            STAPES_RANGE(sum_5, -88455, 88770);
            sum_5 += shared_6;                            STAPES_RANGE(sum_5, -88455, 88770);
            sum_5 -= stapes_shift_left_32(x_1, 7);        STAPES_RANGE(sum_5, -88455, 88770);
            sum_5 -= stapes_shift_left_32(x_35, 3);       STAPES_RANGE(sum_5, -88455, 88770);
            sum_5 -= shared;                              STAPES_RANGE(sum_5, -88455, 88770);
            sum_5 -= stapes_shift_left_32(shared_8, 3);   STAPES_RANGE(sum_5, -88455, 88770);
            sum_5 -= shared_11;                           STAPES_RANGE(sum_5, -88455, 88770);
            sum_5 -= stapes_shift_left_32(shared_13, 4);  STAPES_RANGE(sum_5, -88455, 88770);
            sum_5 -= stapes_shift_left_32(shared_22, 6);  STAPES_RANGE(sum_5, -88455, 88770);
            sum_5 -= shared_20;                           STAPES_RANGE(sum_5, -88455, 88770);
            /* the sum over the whole row, each input in its range */
            const int32_t total_5 = sum_5 - 17088;  STAPES_RANGE(total_5, -84633, 50772);
            int32_t scaled_6 = total_5;             STAPES_RANGE(scaled_6, -174348, 87806);
            scaled_6 = stapes_shift_right_32(scaled_6, 4) - total_5;
            STAPES_RANGE(scaled_6, -174348, 87806);
            scaled_6 = stapes_shift_right_32(scaled_6, 4) + total_5;
            STAPES_RANGE(scaled_6, -174348, 87806);
            scaled_6 = stapes_shift_right_32(scaled_6, 2) + total_5 + 48;
            STAPES_RANGE(scaled_6, -174348, 87806);
            scaled_6 = stapes_shift_right_32(scaled_6, 6) - total_5 + 3;
            STAPES_RANGE(scaled_6, -174348, 87806);
            scaled_6 = stapes_shift_right_32(scaled_6, 2) + total_5 + 3;
            STAPES_RANGE(scaled_6, -174348, 87806);
            scaled_6 = stapes_shift_right_32(scaled_6, 2) + total_5 - 65280;
            STAPES_RANGE(scaled_6, -174348, 87806);
            *y = (int8_t)stapes_clamp_32(stapes_shift_right_32(scaled_6, 9), -128, -10);
            ++y;
            x += 2;
        }
        y_row += 48;
        kept = rows_of_image + 34;
        into = rows_of_image;
        do {
            *into = *kept;
            ++kept;
            ++into;
        } while (kept != end);
    }
}

/* depthwise1_accumulator (nodes "depthwise1_accumulator", "depthwise1"): y[o] = bias[o] + sum of
 *   weight[o, i] * x[i], o < 6, i < 9, at 64 positions, then requantised
 * strategy: shared-sums
 * cost: 3848 loads, 10824 additions, 7680 shifts, 800 comparisons, 1724 stores, and more turns
 *   of loops over lists
 * in: first in [-128, 127]
 * out: depthwise1 in [-128, 127], rows_of_first in [-128, 127] */
static void depthwise1_accumulator(const int8_t *first, int8_t *depthwise1, int8_t *rows_of_first)
{
    int32_t line = -1;  STAPES_RANGE(line, -1, 10);
    const int8_t *image = first;
    int8_t *into = rows_of_first;
    const int8_t *const end = rows_of_first + 180;
    const int8_t *kept = rows_of_first;
    for (int32_t turns = 180; turns > 0; --turns) {
        *into = -128;
        ++into;
    }
    into = rows_of_first;
    const int8_t *x = rows_of_first;
    int8_t *y_row = depthwise1;
    int8_t *y = y_row;
    for (int32_t turns = 8; turns > 0; --turns) {
        do {
            into += 6;
            if (line < 0) {
                for (int32_t turns_2 = 48; turns_2 > 0; --turns_2) {
                    *into = -128;
                    ++into;
                }
            } else {
                if (line < 8) {
                    for (int32_t turns_2 = 48; turns_2 > 0; --turns_2) {
                        *into = *image;
                        ++image;
                        ++into;
                    }
                } else {
                    for (int32_t turns_2 = 48; turns_2 > 0; --turns_2) {
                        *into = -128;
                        ++into;
                    }
                }
            }
            into += 6;
            line += 1;  STAPES_RANGE(line, -1, 10);
        } while (into != end);
        x = rows_of_first;
        y = y_row;
        for (int32_t turns_2 = 8; turns_2 > 0; --turns_2) {
            const int32_t x_66 = x[66];                  STAPES_RANGE(x_66, -128, 127);
            const int32_t x_126 = x[126];                STAPES_RANGE(x_126, -128, 127);
            const int32_t x_0 = *x;                      STAPES_RANGE(x_0, -128, 127);
            const int32_t x_6 = x[6];                    STAPES_RANGE(x_6, -128, 127);
            const int32_t shared = stapes_shift_left_32(x_0, 1) - x_6;
            STAPES_RANGE(shared, -383, 382);
            const int32_t x_12 = x[12];                  STAPES_RANGE(x_12, -128, 127);
            const int32_t x_72 = x[72];                  STAPES_RANGE(x_72, -128, 127);
            const int32_t shared_2 = x_12 + x_72;        STAPES_RANGE(shared_2, -256, 254);
            const int32_t x_60 = x[60];                  STAPES_RANGE(x_60, -128, 127);
            const int32_t shared_3 = x_6 - x_60;         STAPES_RANGE(shared_3, -255, 255);
            const int32_t x_120 = x[120];                STAPES_RANGE(x_120, -128, 127);
            const int32_t x_132 = x[132];                STAPES_RANGE(x_132, -128, 127);
            const int32_t shared_4 = x_120 - stapes_shift_left_32(x_132, 4);
            STAPES_RANGE(shared_4, -2160, 2175);
            const int32_t shared_5 = stapes_shift_left_32(shared_3, 5) + shared_4;
            STAPES_RANGE(shared_5, -10320, 10335);
            int32_t sum_0 = stapes_shift_left_32(x_66, 7) + stapes_shift_left_32(x_126, 5);
            STAPES_RANGE(sum_0, -92466, 92409);
            sum_0 += stapes_shift_left_32(shared, 3);    STAPES_RANGE(sum_0, -92466, 92409);
            sum_0 += shared_2;                           STAPES_RANGE(sum_0, -92466, 92409);
            sum_0 += stapes_shift_left_32(shared_2, 4);  STAPES_RANGE(sum_0, -92466, 92409);
            sum_0 += stapes_shift_left_32(shared_5, 2);  STAPES_RANGE(sum_0, -92466, 92409);
            sum_0 -= stapes_shift_left_32(x_60, 1);      STAPES_RANGE(sum_0, -92466, 92409);
            sum_0 -= x_66;                               STAPES_RANGE(sum_0, -92466, 92409);
            sum_0 -= stapes_shift_left_32(x_72, 6);      STAPES_RANGE(sum_0, -92466, 92409);
            sum_0 -= stapes_shift_left_32(x_120, 5);     STAPES_RANGE(sum_0, -92466, 92409);
            sum_0 -= shared;                             STAPES_RANGE(sum_0, -92466, 92409);
            sum_0 -= shared_5;                           STAPES_RANGE(sum_0, -92466, 92409);
            /* the sum over the whole row, each input in its range */
            const int32_t total_0 = sum_0 + 8486;  STAPES_RANGE(total_0, -55420, 72335);
            int32_t scaled = -total_0;  STAPES_RANGE(scaled, -95470, 92778);
            scaled = stapes_shift_right_32(scaled, 2) - total_0;
            STAPES_RANGE(scaled, -95470, 92778);
            scaled = stapes_shift_right_32(scaled, 3) - total_0;
            STAPES_RANGE(scaled, -95470, 92778);
            scaled = stapes_shift_right_32(scaled, 3) + total_0;
            STAPES_RANGE(scaled, -95470, 92778);
            scaled = stapes_shift_right_32(scaled, 2) - total_0;
            STAPES_RANGE(scaled, -95470, 92778);
            scaled = stapes_shift_right_32(scaled, 3) + total_0 + 2;
            STAPES_RANGE(scaled, -95470, 92778);
            scaled = stapes_shift_right_32(scaled, 2) + total_0;
            STAPES_RANGE(scaled, -95470, 92778);
            scaled = stapes_shift_right_32(scaled, 2) - total_0;
            STAPES_RANGE(scaled, -95470, 92778);
            scaled = stapes_shift_right_32(scaled, 2) - total_0 + 2;
            STAPES_RANGE(scaled, -95470, 92778);
            scaled = stapes_shift_right_32(scaled, 2) + total_0 - 16320;
            STAPES_RANGE(scaled, -95470, 92778);
            *y = (int8_t)stapes_clamp_32(stapes_shift_right_32(scaled, 7), -128, 127);
            ++y;
            const int32_t x_73 = x[73];                  STAPES_RANGE(x_73, -128, 127);
            const int32_t x_121 = x[121];                STAPES_RANGE(x_121, -128, 127);
            const int32_t x_1 = x[1];                    STAPES_RANGE(x_1, -128, 127);
            const int32_t x_7 = x[7];                    STAPES_RANGE(x_7, -128, 127);
            const int32_t shared_6 = stapes_shift_left_32(x_1, 1) + x_7;
            STAPES_RANGE(shared_6, -384, 381);
            const int32_t x_13 = x[13];                  STAPES_RANGE(x_13, -128, 127);
            const int32_t x_61 = x[61];                  STAPES_RANGE(x_61, -128, 127);
            const int32_t shared_7 = stapes_shift_left_32(x_13, 1) - x_61;
            STAPES_RANGE(shared_7, -383, 382);
            const int32_t x_127 = x[127];                STAPES_RANGE(x_127, -128, 127);
            const int32_t shared_8 = x_1 - stapes_shift_left_32(x_127, 1);
            STAPES_RANGE(shared_8, -382, 383);
            const int32_t x_67 = x[67];                  STAPES_RANGE(x_67, -128, 127);
            const int32_t x_133 = x[133];                STAPES_RANGE(x_133, -128, 127);
            const int32_t shared_9 = stapes_shift_left_32(x_67, 4) - x_133;
            STAPES_RANGE(shared_9, -2175, 2160);
            int32_t sum_1 = x_73 + stapes_shift_left_32(x_121, 1);
            STAPES_RANGE(sum_1, -78230, 78340);
            sum_1 += stapes_shift_left_32(shared_6, 6);  STAPES_RANGE(sum_1, -78230, 78340);
            sum_1 += shared_7;                           STAPES_RANGE(sum_1, -78230, 78340);
            sum_1 += stapes_shift_left_32(shared_7, 4);  STAPES_RANGE(sum_1, -78230, 78340);
            sum_1 -= stapes_shift_left_32(x_73, 7);      STAPES_RANGE(sum_1, -78230, 78340);
            sum_1 -= stapes_shift_left_32(x_121, 4);     STAPES_RANGE(sum_1, -78230, 78340);
            sum_1 -= stapes_shift_left_32(x_127, 6);     STAPES_RANGE(sum_1, -78230, 78340);
            sum_1 -= stapes_shift_left_32(shared_6, 4);  STAPES_RANGE(sum_1, -78230, 78340);
            sum_1 -= shared_8;                           STAPES_RANGE(sum_1, -78230, 78340);
            sum_1 -= stapes_shift_left_32(shared_8, 3);  STAPES_RANGE(sum_1, -78230, 78340);
            sum_1 -= shared_9;                           STAPES_RANGE(sum_1, -78230, 78340);
            sum_1 -= stapes_shift_left_32(shared_9, 2);  STAPES_RANGE(sum_1, -78230, 78340);
            /* the sum over the whole row, each input in its range */
            const int32_t total_1 = sum_1 - 7675;  STAPES_RANGE(total_1, -66015, 50775);
            int32_t scaled_2 = -total_1;           STAPES_RANGE(scaled_2, -120107, 74266);
            scaled_2 = stapes_shift_right_32(scaled_2, 3) - total_1;
            STAPES_RANGE(scaled_2, -120107, 74266);
            scaled_2 = stapes_shift_right_32(scaled_2, 3) + total_1;
            STAPES_RANGE(scaled_2, -120107, 74266);
            scaled_2 = stapes_shift_right_32(scaled_2, 3) - total_1;
            STAPES_RANGE(scaled_2, -120107, 74266);
            scaled_2 = stapes_shift_right_32(scaled_2, 5) - total_1 + 1;
            STAPES_RANGE(scaled_2, -120107, 74266);
            scaled_2 = stapes_shift_right_32(scaled_2, 2) + total_1;
            STAPES_RANGE(scaled_2, -120107, 74266);
            scaled_2 = stapes_shift_right_32(scaled_2, 2) + total_1;
            STAPES_RANGE(scaled_2, -120107, 74266);
            scaled_2 = stapes_shift_right_32(scaled_2, 2) + total_1 - 32639;
            STAPES_RANGE(scaled_2, -120107, 74266);
            *y = (int8_t)stapes_clamp_32(stapes_shift_right_32(scaled_2, 8), -128, 127);
            ++y;
            const int32_t x_8 = x[8];                             STAPES_RANGE(x_8, -128, 127);
            const int32_t x_62 = x[62];                           STAPES_RANGE(x_62, -128, 127);
            const int32_t x_68 = x[68];                           STAPES_RANGE(x_68, -128, 127);
            const int32_t x_74 = x[74];                           STAPES_RANGE(x_74, -128, 127);
            const int32_t x_2 = x[2];                             STAPES_RANGE(x_2, -128, 127);
            const int32_t x_134 = x[134];                         STAPES_RANGE(x_134, -128, 127);
            const int32_t shared_10 = x_2 + x_134;  STAPES_RANGE(shared_10, -256, 254);
            const int32_t shared_11 = x_8 + x_62;  STAPES_RANGE(shared_11, -256, 254);
            const int32_t x_14 = x[14];                           STAPES_RANGE(x_14, -128, 127);
            const int32_t x_128 = x[128];                         STAPES_RANGE(x_128, -128, 127);
            const int32_t shared_12 = x_14 + stapes_shift_left_32(x_128, 2);
            STAPES_RANGE(shared_12, -640, 635);
            const int32_t x_122 = x[122];                         STAPES_RANGE(x_122, -128, 127);
            const int32_t shared_13 = x_68 - x_122;  STAPES_RANGE(shared_13, -255, 255);
            int32_t sum_2 = x_8 + stapes_shift_left_32(x_62, 7);
            STAPES_RANGE(sum_2, -110734, 110606);
            sum_2 += stapes_shift_left_32(x_68, 1);  STAPES_RANGE(sum_2, -110734, 110606);
            sum_2 += stapes_shift_left_32(x_74, 7);  STAPES_RANGE(sum_2, -110734, 110606);
            sum_2 += shared_10;  STAPES_RANGE(sum_2, -110734, 110606);
            sum_2 += stapes_shift_left_32(shared_10, 3);  STAPES_RANGE(sum_2, -110734, 110606);
            sum_2 += stapes_shift_left_32(shared_10, 5);  STAPES_RANGE(sum_2, -110734, 110606);
            sum_2 += stapes_shift_left_32(shared_11, 3);  STAPES_RANGE(sum_2, -110734, 110606);
            sum_2 += shared_12;  STAPES_RANGE(sum_2, -110734, 110606);
            sum_2 += stapes_shift_left_32(shared_13, 7);  STAPES_RANGE(sum_2, -110734, 110606);
            sum_2 -= x_74;  STAPES_RANGE(sum_2, -110734, 110606);
            sum_2 -= x_128;  STAPES_RANGE(sum_2, -110734, 110606);
            sum_2 -= stapes_shift_left_32(x_134, 7);  STAPES_RANGE(sum_2, -110734, 110606);
            sum_2 -= stapes_shift_left_32(shared_11, 5);  STAPES_RANGE(sum_2, -110734, 110606);
            sum_2 -= stapes_shift_left_32(shared_12, 3);  STAPES_RANGE(sum_2, -110734, 110606);
            sum_2 -= stapes_shift_left_32(shared_13, 3);  STAPES_RANGE(sum_2, -110734, 110606);
            /* the sum over the whole row, each input in its range */
            const int32_t total_2 = sum_2 + 13491;  STAPES_RANGE(total_2, -70723, 97577);
            int32_t scaled_3 = total_2;             STAPES_RANGE(scaled_3, -133528, 124829);
            scaled_3 = stapes_shift_right_32(scaled_3, 3) + total_2;
            STAPES_RANGE(scaled_3, -133528, 124829);
            scaled_3 = stapes_shift_right_32(scaled_3, 2) - total_2;
            STAPES_RANGE(scaled_3, -133528, 124829);
            scaled_3 = stapes_shift_right_32(scaled_3, 3) - total_2 + 2;
            STAPES_RANGE(scaled_3, -133528, 124829);
            scaled_3 = stapes_shift_right_32(scaled_3, 2) - total_2;
            STAPES_RANGE(scaled_3, -133528, 124829);
            scaled_3 = stapes_shift_right_32(scaled_3, 3) + total_2;
            STAPES_RANGE(scaled_3, -133528, 124829);
            scaled_3 = stapes_shift_right_32(scaled_3, 2) + total_2;
            STAPES_RANGE(scaled_3, -133528, 124829);
            scaled_3 = stapes_shift_right_32(scaled_3, 2) - total_2 + 2;
            STAPES_RANGE(scaled_3, -133528, 124829);
            scaled_3 = stapes_shift_right_32(scaled_3, 2) + total_2 - 32640;
            STAPES_RANGE(scaled_3, -133528, 124829);
            *y = (int8_t)stapes_clamp_32(stapes_shift_right_32(scaled_3, 8), -128, 127);
            ++y;
            const int32_t x_63 = x[63];                   STAPES_RANGE(x_63, -128, 127);
            const int32_t x_75 = x[75];                   STAPES_RANGE(x_75, -128, 127);
            const int32_t x_123 = x[123];                 STAPES_RANGE(x_123, -128, 127);
            const int32_t x_129 = x[129];                 STAPES_RANGE(x_129, -128, 127);
            const int32_t x_15 = x[15];                   STAPES_RANGE(x_15, -128, 127);
            const int32_t x_135 = x[135];                 STAPES_RANGE(x_135, -128, 127);
            const int32_t shared_14 = x_15 + stapes_shift_left_32(x_135, 1);
            STAPES_RANGE(shared_14, -384, 381);
            const int32_t x_9 = x[9];                     STAPES_RANGE(x_9, -128, 127);
            const int32_t shared_15 = x_9 + shared_14;    STAPES_RANGE(shared_15, -512, 508);
            const int32_t x_69 = x[69];                   STAPES_RANGE(x_69, -128, 127);
            const int32_t x_3 = x[3];                     STAPES_RANGE(x_3, -128, 127);
            const int32_t shared_16 = x_3 + x_63;         STAPES_RANGE(shared_16, -256, 254);
            const int32_t shared_17 = x_69 + stapes_shift_left_32(x_123, 1);
            STAPES_RANGE(shared_17, -384, 381);
            const int32_t shared_18 = stapes_shift_left_32(x_129, 3) - shared_17;
            STAPES_RANGE(shared_18, -1405, 1400);
            int32_t sum_3 = stapes_shift_left_32(x_63, 7) + x_75;
            STAPES_RANGE(sum_3, -89840, 89680);
            sum_3 += stapes_shift_left_32(x_123, 5);      STAPES_RANGE(sum_3, -89840, 89680);
            sum_3 += stapes_shift_left_32(x_129, 7);      STAPES_RANGE(sum_3, -89840, 89680);
            sum_3 += stapes_shift_left_32(shared_14, 5);  STAPES_RANGE(sum_3, -89840, 89680);
            sum_3 += stapes_shift_left_32(shared_15, 3);  STAPES_RANGE(sum_3, -89840, 89680);
            sum_3 -= stapes_shift_left_32(x_69, 6);       STAPES_RANGE(sum_3, -89840, 89680);
            sum_3 -= stapes_shift_left_32(x_75, 7);       STAPES_RANGE(sum_3, -89840, 89680);
            sum_3 -= stapes_shift_left_32(shared_16, 1);  STAPES_RANGE(sum_3, -89840, 89680);
            sum_3 -= stapes_shift_left_32(shared_16, 4);  STAPES_RANGE(sum_3, -89840, 89680);
            sum_3 -= shared_15;                           STAPES_RANGE(sum_3, -89840, 89680);
            sum_3 -= shared_18;                           STAPES_RANGE(sum_3, -89840, 89680);
            sum_3 -= stapes_shift_left_32(shared_18, 2);  STAPES_RANGE(sum_3, -89840, 89680);
            /* the sum over the whole row, each input in its range */
            const int32_t total_3 = sum_3 + 20009;  STAPES_RANGE(total_3, -52491, 92349);
            int32_t scaled_4 = total_3;             STAPES_RANGE(scaled_4, -116982, 95662);
            scaled_4 = stapes_shift_right_32(scaled_4, 3) - total_3;
            STAPES_RANGE(scaled_4, -116982, 95662);
            scaled_4 = stapes_shift_right_32(scaled_4, 4) - total_3;
            STAPES_RANGE(scaled_4, -116982, 95662);
            scaled_4 = stapes_shift_right_32(scaled_4, 2) - total_3 + 10;
            STAPES_RANGE(scaled_4, -116982, 95662);
            scaled_4 = stapes_shift_right_32(scaled_4, 7) - total_3 + 8;
            STAPES_RANGE(scaled_4, -116982, 95662);
            scaled_4 = stapes_shift_right_32(scaled_4, 4) + total_3 - 32640;
            STAPES_RANGE(scaled_4, -116982, 95662);
            *y = (int8_t)stapes_clamp_32(stapes_shift_right_32(scaled_4, 8), -128, 127);
            ++y;
            const int32_t x_16 = x[16];                   STAPES_RANGE(x_16, -128, 127);
            const int32_t x_64 = x[64];                   STAPES_RANGE(x_64, -128, 127);
            const int32_t x_130 = x[130];                 STAPES_RANGE(x_130, -128, 127);
            const int32_t x_136 = x[136];                 STAPES_RANGE(x_136, -128, 127);
            const int32_t x_4 = x[4];                     STAPES_RANGE(x_4, -128, 127);
            const int32_t x_76 = x[76];                   STAPES_RANGE(x_76, -128, 127);
            const int32_t shared_19 = x_4 - stapes_shift_left_32(x_76, 1);
            STAPES_RANGE(shared_19, -382, 383);
            const int32_t x_10 = x[10];                   STAPES_RANGE(x_10, -128, 127);
            const int32_t x_70 = x[70];                   STAPES_RANGE(x_70, -128, 127);
            const int32_t shared_20 = x_10 + stapes_shift_left_32(x_70, 1);
            STAPES_RANGE(shared_20, -384, 381);
            const int32_t x_124 = x[124];                 STAPES_RANGE(x_124, -128, 127);
            const int32_t shared_21 = stapes_shift_left_32(x_124, 1) + x_130;
            STAPES_RANGE(shared_21, -384, 381);
            const int32_t shared_22 = stapes_shift_left_32(x_16, 2) - x_124;
            STAPES_RANGE(shared_22, -639, 636);
            const int32_t shared_23 = x_136 + shared_22;  STAPES_RANGE(shared_23, -767, 763);
            int32_t sum_4 = x_16 + stapes_shift_left_32(x_64, 7);
            STAPES_RANGE(sum_4, -77420, 77365);
            sum_4 += x_130;                               STAPES_RANGE(sum_4, -77420, 77365);
            sum_4 += stapes_shift_left_32(x_136, 6);      STAPES_RANGE(sum_4, -77420, 77365);
            sum_4 += shared_19;                           STAPES_RANGE(sum_4, -77420, 77365);
            sum_4 += stapes_shift_left_32(shared_19, 5);  STAPES_RANGE(sum_4, -77420, 77365);
            sum_4 += shared_20;                           STAPES_RANGE(sum_4, -77420, 77365);
            sum_4 += stapes_shift_left_32(shared_21, 5);  STAPES_RANGE(sum_4, -77420, 77365);
            sum_4 -= stapes_shift_left_32(x_10, 6);       STAPES_RANGE(sum_4, -77420, 77365);
            sum_4 -= x_64;                                STAPES_RANGE(sum_4, -77420, 77365);
            sum_4 -= stapes_shift_left_32(x_70, 6);       STAPES_RANGE(sum_4, -77420, 77365);
            sum_4 -= stapes_shift_left_32(x_76, 3);       STAPES_RANGE(sum_4, -77420, 77365);
            sum_4 -= stapes_shift_left_32(shared_20, 3);  STAPES_RANGE(sum_4, -77420, 77365);
            sum_4 -= stapes_shift_left_32(shared_21, 3);  STAPES_RANGE(sum_4, -77420, 77365);
            sum_4 -= shared_23;                           STAPES_RANGE(sum_4, -77420, 77365);
            sum_4 -= stapes_shift_left_32(shared_23, 2);  STAPES_RANGE(sum_4, -77420, 77365);
            /* the sum over the whole row, each input in its range */
            const int32_t total_4 = sum_4 + 7667;  STAPES_RANGE(total_4, -61083, 76362);
            int32_t scaled_5 = total_4;            STAPES_RANGE(scaled_5, -96563, 91716);
            scaled_5 = stapes_shift_right_32(scaled_5, 4) + total_4;
            STAPES_RANGE(scaled_5, -96563, 91716);
            scaled_5 = stapes_shift_right_32(scaled_5, 3) - total_4 + 2;
            STAPES_RANGE(scaled_5, -96563, 91716);
            scaled_5 = stapes_shift_right_32(scaled_5, 3) + total_4 + 238;
            STAPES_RANGE(scaled_5, -96563, 91716);
            scaled_5 = stapes_shift_right_32(scaled_5, 8) - total_4 + 1;
            STAPES_RANGE(scaled_5, -96563, 91716);
            scaled_5 = stapes_shift_right_32(scaled_5, 2) + total_4 - 16320;
            STAPES_RANGE(scaled_5, -96563, 91716);
            *y = (int8_t)stapes_clamp_32(stapes_shift_right_32(scaled_5, 7), -128, 127);
            ++y;
            const int32_t x_11 = x[11];                   STAPES_RANGE(x_11, -128, 127);
            const int32_t x_71 = x[71];                   STAPES_RANGE(x_71, -128, 127);
            const int32_t x_77 = x[77];                   STAPES_RANGE(x_77, -128, 127);
            const int32_t x_125 = x[125];                 STAPES_RANGE(x_125, -128, 127);
            const int32_t x_137 = x[137];                 STAPES_RANGE(x_137, -128, 127);
            const int32_t x_5 = x[5];                     STAPES_RANGE(x_5, -128, 127);
            const int32_t shared_24 = x_5 - x_125;        STAPES_RANGE(shared_24, -255, 255);
            const int32_t x_65 = x[65];                   STAPES_RANGE(x_65, -128, 127);
            const int32_t x_131 = x[131];                 STAPES_RANGE(x_131, -128, 127);
            const int32_t shared_25 = x_65 + stapes_shift_left_32(x_131, 1);
            STAPES_RANGE(shared_25, -384, 381);
            const int32_t shared_26 = stapes_shift_left_32(x_11, 2) + shared_25;
            STAPES_RANGE(shared_26, -896, 889);
            const int32_t x_17 = x[17];                   STAPES_RANGE(x_17, -128, 127);
            const int32_t shared_27 = x_17 + x_137;       STAPES_RANGE(shared_27, -256, 254);
            int32_t sum_5 = x_11 + stapes_shift_left_32(x_71, 7);
            STAPES_RANGE(sum_5, -97432, 97133);
            sum_5 += x_77;                                STAPES_RANGE(sum_5, -97432, 97133);
            sum_5 += stapes_shift_left_32(x_125, 5);      STAPES_RANGE(sum_5, -97432, 97133);
            sum_5 += stapes_shift_left_32(x_137, 7);      STAPES_RANGE(sum_5, -97432, 97133);
            sum_5 += stapes_shift_left_32(shared_24, 7);  STAPES_RANGE(sum_5, -97432, 97133);
            sum_5 += stapes_shift_left_32(shared_26, 4);  STAPES_RANGE(sum_5, -97432, 97133);
            sum_5 -= stapes_shift_left_32(x_71, 1);       STAPES_RANGE(sum_5, -97432, 97133);
            sum_5 -= stapes_shift_left_32(x_77, 3);       STAPES_RANGE(sum_5, -97432, 97133);
            sum_5 -= shared_27;                           STAPES_RANGE(sum_5, -97432, 97133);
            sum_5 -= stapes_shift_left_32(shared_27, 2);  STAPES_RANGE(sum_5, -97432, 97133);
            sum_5 -= stapes_shift_left_32(shared_27, 5);  STAPES_RANGE(sum_5, -97432, 97133);
            sum_5 -= stapes_shift_left_32(shared_25, 2);  STAPES_RANGE(sum_5, -97432, 97133);
            sum_5 -= shared_24;                           STAPES_RANGE(sum_5, -97432, 97133);
            sum_5 -= shared_26;                           STAPES_RANGE(sum_5, -97432, 97133);
            /* the sum over the whole row, each input in its range */
            const int32_t total_5 = sum_5 + 33615;   STAPES_RANGE(total_5, -40102, 107033);
            int32_t scaled_6 = total_5 - 267378688;  STAPES_RANGE(scaled_6, -267418790, 107033);
            scaled_6 = stapes_shift_right_32(scaled_6, 2) - total_5;
            STAPES_RANGE(scaled_6, -267418790, 107033);
            scaled_6 = stapes_shift_right_32(scaled_6, 3) - total_5;
            STAPES_RANGE(scaled_6, -267418790, 107033);
            scaled_6 = stapes_shift_right_32(scaled_6, 3) - total_5;
            STAPES_RANGE(scaled_6, -267418790, 107033);
            scaled_6 = stapes_shift_right_32(scaled_6, 3) + total_5;
            STAPES_RANGE(scaled_6, -267418790, 107033);
            scaled_6 = stapes_shift_right_32(scaled_6, 2) + total_5;
            STAPES_RANGE(scaled_6, -267418790, 107033);
            *y = (int8_t)stapes_clamp_32(stapes_shift_right_32(scaled_6, 8), -128, 127);
            ++y;
            x += 6;
        }
        y_row += 48;
        kept = rows_of_first + 60;
        into = rows_of_first;
        do {
            *into = *kept;
            ++kept;
            ++into;
        } while (kept != end);
    }
}

/* pointwise1_accumulator (nodes "pointwise1_accumulator", "pointwise1"): y[o] = bias[o] + sum of
 *   weight[o, i] * x[i], o < 12, i < 6, at 64 positions, then requantised
 * strategy: shared-sums
 * cost: 768 loads, 15232 additions, 11264 shifts, 1536 comparisons, 768 stores
 * in: depthwise1 in [-128, 127]
 * out: pointwise1 in [-128, 127] */
static void pointwise1_accumulator(const int8_t *depthwise1, int8_t *pointwise1)
{
    const int8_t *x_row = depthwise1;
    const int8_t *x = x_row;
    int8_t *y_row = pointwise1;
    int8_t *y = y_row;
    for (int32_t turns = 8; turns > 0; --turns) {
        x = x_row;
        y = y_row;
        for (int32_t turns_2 = 8; turns_2 > 0; --turns_2) {
            const int32_t x_2 = x[2];                    STAPES_RANGE(x_2, -128, 127);
            const int32_t x_4 = x[4];                    STAPES_RANGE(x_4, -128, 127);
            const int32_t x_5 = x[5];                    STAPES_RANGE(x_5, -128, 127);
            const int32_t x_1 = x[1];                    STAPES_RANGE(x_1, -128, 127);
            const int32_t shared = stapes_shift_left_32(x_1, 4) - x_2;
            STAPES_RANGE(shared, -2175, 2160);
            const int32_t x_0 = *x;                      STAPES_RANGE(x_0, -128, 127);
            const int32_t shared_2 = stapes_shift_left_32(x_0, 1) - x_4;
            STAPES_RANGE(shared_2, -383, 382);
            const int32_t x_3 = x[3];                    STAPES_RANGE(x_3, -128, 127);
            const int32_t shared_3 = x_2 + x_3;          STAPES_RANGE(shared_3, -256, 254);
            const int32_t shared_4 = stapes_shift_left_32(x_0, 2) + x_3;
            STAPES_RANGE(shared_4, -640, 635);
            const int32_t shared_5 = x_1 - stapes_shift_left_32(x_5, 3);
            STAPES_RANGE(shared_5, -1144, 1151);
            int32_t sum_0 = stapes_shift_left_32(x_2, 4) + stapes_shift_left_32(x_4, 7);
            STAPES_RANGE(sum_0, -43861, 43604);
            sum_0 += stapes_shift_left_32(x_5, 1);       STAPES_RANGE(sum_0, -43861, 43604);
            sum_0 += shared;                             STAPES_RANGE(sum_0, -43861, 43604);
            sum_0 += shared_2;                           STAPES_RANGE(sum_0, -43861, 43604);
            sum_0 += stapes_shift_left_32(shared_3, 6);  STAPES_RANGE(sum_0, -43861, 43604);
            sum_0 -= stapes_shift_left_32(shared_4, 3);  STAPES_RANGE(sum_0, -43861, 43604);
            sum_0 -= shared_5;                           STAPES_RANGE(sum_0, -43861, 43604);
            /* the sum over the whole row, each input in its range */
            const int32_t total_0 = sum_0 + 31882;  STAPES_RANGE(total_0, -8664, 72171);
            int32_t scaled = total_0;  STAPES_RANGE(scaled, -73254, 91487);
            scaled = stapes_shift_right_32(scaled, 3) - total_0;
            STAPES_RANGE(scaled, -73254, 91487);
            scaled = stapes_shift_right_32(scaled, 3) + total_0;
            STAPES_RANGE(scaled, -73254, 91487);
            scaled = stapes_shift_right_32(scaled, 3) + total_0 + 8;
            STAPES_RANGE(scaled, -73254, 91487);
            scaled = stapes_shift_right_32(scaled, 4) + total_0 + 1;
            STAPES_RANGE(scaled, -73254, 91487);
            scaled = stapes_shift_right_32(scaled, 2) + total_0;
            STAPES_RANGE(scaled, -73254, 91487);
            scaled = stapes_shift_right_32(scaled, 3) + total_0;
            STAPES_RANGE(scaled, -73254, 91487);
            scaled = stapes_shift_right_32(scaled, 3) + total_0 - 32639;
            STAPES_RANGE(scaled, -73254, 91487);
            *y = (int8_t)stapes_clamp_32(stapes_shift_right_32(scaled, 8), -128, 127);
            ++y;
            const int32_t shared_6 = stapes_shift_left_32(x_2, 1) - x_5;
            STAPES_RANGE(shared_6, -383, 382);
            const int32_t shared_7 = x_4 + stapes_shift_left_32(x_5, 1);
            STAPES_RANGE(shared_7, -384, 381);
            const int32_t shared_8 = x_0 - x_2;          STAPES_RANGE(shared_8, -255, 255);
            int32_t sum_1 = stapes_shift_left_32(x_1, 2) + stapes_shift_left_32(x_1, 4);
            STAPES_RANGE(sum_1, -41063, 40792);
            sum_1 += stapes_shift_left_32(x_4, 4);       STAPES_RANGE(sum_1, -41063, 40792);
            sum_1 += stapes_shift_left_32(shared_4, 5);  STAPES_RANGE(sum_1, -41063, 40792);
            sum_1 += stapes_shift_left_32(shared, 2);    STAPES_RANGE(sum_1, -41063, 40792);
            sum_1 += stapes_shift_left_32(shared_6, 4);  STAPES_RANGE(sum_1, -41063, 40792);
            sum_1 += shared_7;                           STAPES_RANGE(sum_1, -41063, 40792);
            sum_1 -= stapes_shift_left_32(x_4, 2);       STAPES_RANGE(sum_1, -41063, 40792);
            sum_1 -= shared_8;                           STAPES_RANGE(sum_1, -41063, 40792);
            /* the sum over the whole row, each input in its range */
            const int32_t total_1 = sum_1 + 30140;  STAPES_RANGE(total_1, -8118, 68127);
            int32_t scaled_2 = total_1;             STAPES_RANGE(scaled_2, -89481, 70925);
            scaled_2 = stapes_shift_right_32(scaled_2, 3) - total_1;
            STAPES_RANGE(scaled_2, -89481, 70925);
            scaled_2 = stapes_shift_right_32(scaled_2, 2) - total_1;
            STAPES_RANGE(scaled_2, -89481, 70925);
            scaled_2 = stapes_shift_right_32(scaled_2, 2) - total_1 + 2;
            STAPES_RANGE(scaled_2, -89481, 70925);
            scaled_2 = stapes_shift_right_32(scaled_2, 2) + total_1 + 1;
            STAPES_RANGE(scaled_2, -89481, 70925);
            scaled_2 = stapes_shift_right_32(scaled_2, 2) - total_1 + 14;
            STAPES_RANGE(scaled_2, -89481, 70925);
            scaled_2 = stapes_shift_right_32(scaled_2, 4) - total_1 + 7;
            STAPES_RANGE(scaled_2, -89481, 70925);
            scaled_2 = stapes_shift_right_32(scaled_2, 4) + total_1 - 16320;
            STAPES_RANGE(scaled_2, -89481, 70925);
            *y = (int8_t)stapes_clamp_32(stapes_shift_right_32(scaled_2, 7), -128, 127);
            ++y;
            const int32_t shared_9 = x_0 + x_3;           STAPES_RANGE(shared_9, -256, 254);
            const int32_t shared_10 = stapes_shift_left_32(x_0, 6) - x_5;
            STAPES_RANGE(shared_10, -8319, 8256);
            int32_t sum_2 = stapes_shift_left_32(x_1, 7) + stapes_shift_left_32(shared_2, 2);
            STAPES_RANGE(sum_2, -57552, 57453);
            sum_2 += stapes_shift_left_32(shared_6, 5);   STAPES_RANGE(sum_2, -57552, 57453);
            sum_2 += stapes_shift_left_32(shared_3, 2);   STAPES_RANGE(sum_2, -57552, 57453);
            sum_2 += stapes_shift_left_32(shared_9, 5);   STAPES_RANGE(sum_2, -57552, 57453);
            sum_2 -= x_1;                                 STAPES_RANGE(sum_2, -57552, 57453);
            sum_2 -= x_2;                                 STAPES_RANGE(sum_2, -57552, 57453);
            sum_2 -= stapes_shift_left_32(x_5, 3);        STAPES_RANGE(sum_2, -57552, 57453);
            sum_2 -= shared_2;                            STAPES_RANGE(sum_2, -57552, 57453);
            sum_2 -= stapes_shift_left_32(shared_10, 1);  STAPES_RANGE(sum_2, -57552, 57453);
            /* the sum over the whole row, each input in its range */
            const int32_t total_2 = sum_2 + 12815;  STAPES_RANGE(total_2, -33262, 58793);
            int32_t scaled_3 = -total_2;            STAPES_RANGE(scaled_3, -75024, 67865);
            scaled_3 = stapes_shift_right_32(scaled_3, 4) + total_2;
            STAPES_RANGE(scaled_3, -75024, 67865);
            scaled_3 = stapes_shift_right_32(scaled_3, 2) - total_2;
            STAPES_RANGE(scaled_3, -75024, 67865);
            scaled_3 = stapes_shift_right_32(scaled_3, 4) - total_2;
            STAPES_RANGE(scaled_3, -75024, 67865);
            scaled_3 = stapes_shift_right_32(scaled_3, 2) + total_2;
            STAPES_RANGE(scaled_3, -75024, 67865);
            scaled_3 = stapes_shift_right_32(scaled_3, 3) - total_2;
            STAPES_RANGE(scaled_3, -75024, 67865);
            scaled_3 = stapes_shift_right_32(scaled_3, 2) - total_2 + 4;
            STAPES_RANGE(scaled_3, -75024, 67865);
            scaled_3 = stapes_shift_right_32(scaled_3, 3) + total_2 - 16320;
            STAPES_RANGE(scaled_3, -75024, 67865);
            *y = (int8_t)stapes_clamp_32(stapes_shift_right_32(scaled_3, 7), -128, 127);
            ++y;
            const int32_t shared_11 = stapes_shift_left_32(x_2, 2) + x_5;
            STAPES_RANGE(shared_11, -640, 635);
            const int32_t shared_12 = x_4 + x_5;          STAPES_RANGE(shared_12, -256, 254);
            int32_t sum_3 = stapes_shift_left_32(x_3, 7) + stapes_shift_left_32(shared_11, 3);
            STAPES_RANGE(sum_3, -50343, 50382);
            sum_3 -= stapes_shift_left_32(x_1, 6);        STAPES_RANGE(sum_3, -50343, 50382);
            sum_3 -= x_3;                                 STAPES_RANGE(sum_3, -50343, 50382);
            sum_3 -= stapes_shift_left_32(shared_8, 3);   STAPES_RANGE(sum_3, -50343, 50382);
            sum_3 -= shared;                              STAPES_RANGE(sum_3, -50343, 50382);
            sum_3 -= stapes_shift_left_32(shared_12, 5);  STAPES_RANGE(sum_3, -50343, 50382);
            sum_3 -= shared_10;                           STAPES_RANGE(sum_3, -50343, 50382);
            /* the sum over the whole row, each input in its range */
            const int32_t total_3 = sum_3 - 748;       STAPES_RANGE(total_3, -48541, 47084);
            int32_t scaled_4 = -total_3 - 1069515136;  STAPES_RANGE(scaled_4, -1069562220, 48541);
            scaled_4 = stapes_shift_right_32(scaled_4, 2) - total_3;
            STAPES_RANGE(scaled_4, -1069562220, 48541);
            scaled_4 = stapes_shift_right_32(scaled_4, 6) + total_3;
            STAPES_RANGE(scaled_4, -1069562220, 48541);
            scaled_4 = stapes_shift_right_32(scaled_4, 3) - total_3;
            STAPES_RANGE(scaled_4, -1069562220, 48541);
            scaled_4 = stapes_shift_right_32(scaled_4, 2) - total_3;
            STAPES_RANGE(scaled_4, -1069562220, 48541);
            scaled_4 = stapes_shift_right_32(scaled_4, 3) + total_3;
            STAPES_RANGE(scaled_4, -1069562220, 48541);
            *y = (int8_t)stapes_clamp_32(stapes_shift_right_32(scaled_4, 7), -128, 127);
            ++y;
            const int32_t shared_13 = x_1 - stapes_shift_left_32(x_1, 2);
            STAPES_RANGE(shared_13, -381, 384);
            const int32_t shared_14 = shared_8 + stapes_shift_left_32(shared_4, 2);
            STAPES_RANGE(shared_14, -2815, 2795);
            int32_t sum_4 = stapes_shift_left_32(x_0, 2) + stapes_shift_left_32(x_2, 7);
            STAPES_RANGE(sum_4, -62556, 62139);
            sum_4 += stapes_shift_left_32(x_4, 7);        STAPES_RANGE(sum_4, -62556, 62139);
            sum_4 += shared_13;                           STAPES_RANGE(sum_4, -62556, 62139);
            sum_4 += stapes_shift_left_32(shared_2, 5);   STAPES_RANGE(sum_4, -62556, 62139);
            sum_4 += stapes_shift_left_32(shared_7, 2);   STAPES_RANGE(sum_4, -62556, 62139);
            sum_4 += shared_14;                           STAPES_RANGE(sum_4, -62556, 62139);
            sum_4 -= stapes_shift_left_32(shared_13, 5);  STAPES_RANGE(sum_4, -62556, 62139);
            /* the sum over the whole row, each input in its range */
            const int32_t total_4 = sum_4 + 48764;  STAPES_RANGE(total_4, -4612, 101723);
            int32_t scaled_5 = -total_4;            STAPES_RANGE(scaled_5, -128744, 104488);
            scaled_5 = stapes_shift_right_32(scaled_5, 4) - total_4;
            STAPES_RANGE(scaled_5, -128744, 104488);
            scaled_5 = stapes_shift_right_32(scaled_5, 2) - total_4;
            STAPES_RANGE(scaled_5, -128744, 104488);
            scaled_5 = stapes_shift_right_32(scaled_5, 2) + total_4;
            STAPES_RANGE(scaled_5, -128744, 104488);
            scaled_5 = stapes_shift_right_32(scaled_5, 4) - total_4;
            STAPES_RANGE(scaled_5, -128744, 104488);
            scaled_5 = stapes_shift_right_32(scaled_5, 2) + total_4;
            STAPES_RANGE(scaled_5, -128744, 104488);
            scaled_5 = stapes_shift_right_32(scaled_5, 6) + total_4 - 32639;
            STAPES_RANGE(scaled_5, -128744, 104488);
            *y = (int8_t)stapes_clamp_32(stapes_shift_right_32(scaled_5, 8), -128, 127);
            ++y;
            const int32_t shared_15 = x_3 - stapes_shift_left_32(x_4, 2);
            STAPES_RANGE(shared_15, -636, 639);
            int32_t sum_5 = stapes_shift_left_32(x_3, 3) + stapes_shift_left_32(shared_8, 2);
            STAPES_RANGE(sum_5, -50646, 50844);
            sum_5 += stapes_shift_left_32(shared_13, 1);  STAPES_RANGE(sum_5, -50646, 50844);
            sum_5 += stapes_shift_left_32(shared_13, 5);  STAPES_RANGE(sum_5, -50646, 50844);
            sum_5 += shared_12;                           STAPES_RANGE(sum_5, -50646, 50844);
            sum_5 += shared_3;                            STAPES_RANGE(sum_5, -50646, 50844);
            sum_5 += stapes_shift_left_32(shared_11, 2);  STAPES_RANGE(sum_5, -50646, 50844);
            sum_5 += stapes_shift_left_32(shared_15, 5);  STAPES_RANGE(sum_5, -50646, 50844);
            sum_5 -= stapes_shift_left_32(shared_6, 5);   STAPES_RANGE(sum_5, -50646, 50844);
            /* the sum over the whole row, each input in its range */
            const int32_t total_5 = sum_5 - 20820;    STAPES_RANGE(total_5, -66876, 25434);
            int32_t scaled_6 = total_5 - 1069479808;  STAPES_RANGE(scaled_6, -1069546684, 66876);
            scaled_6 = stapes_shift_right_32(scaled_6, 6) - total_5;
            STAPES_RANGE(scaled_6, -1069546684, 66876);
            scaled_6 = stapes_shift_right_32(scaled_6, 2) - total_5;
            STAPES_RANGE(scaled_6, -1069546684, 66876);
            scaled_6 = stapes_shift_right_32(scaled_6, 2) - total_5;
            STAPES_RANGE(scaled_6, -1069546684, 66876);
            scaled_6 = stapes_shift_right_32(scaled_6, 3) + total_5;
            STAPES_RANGE(scaled_6, -1069546684, 66876);
            scaled_6 = stapes_shift_right_32(scaled_6, 3) + total_5;
            STAPES_RANGE(scaled_6, -1069546684, 66876);
            *y = (int8_t)stapes_clamp_32(stapes_shift_right_32(scaled_6, 7), -128, 91);
            ++y;
            const int32_t shared_16 = stapes_shift_left_32(x_3, 5) - shared;
            STAPES_RANGE(shared_16, -6256, 6239);
            int32_t sum_6 = stapes_shift_left_32(x_5, 2) + stapes_shift_left_32(shared_8, 7);
            STAPES_RANGE(sum_6, -79676, 79444);
            sum_6 += shared_12;                           STAPES_RANGE(sum_6, -79676, 79444);
            sum_6 += stapes_shift_left_32(shared_12, 7);  STAPES_RANGE(sum_6, -79676, 79444);
            sum_6 += shared_9;                            STAPES_RANGE(sum_6, -79676, 79444);
            sum_6 += shared_16;                           STAPES_RANGE(sum_6, -79676, 79444);
            sum_6 -= shared_13;                           STAPES_RANGE(sum_6, -79676, 79444);
            sum_6 -= stapes_shift_left_32(shared_4, 2);   STAPES_RANGE(sum_6, -79676, 79444);
            sum_6 -= stapes_shift_left_32(shared_12, 4);  STAPES_RANGE(sum_6, -79676, 79444);
            /* the sum over the whole row, each input in its range */
            const int32_t total_6 = sum_6 + 24065;  STAPES_RANGE(total_6, -41331, 89229);
            int32_t scaled_7 = -total_6;            STAPES_RANGE(scaled_7, -105139, 113605);
            scaled_7 = stapes_shift_right_32(scaled_7, 2) + total_6;
            STAPES_RANGE(scaled_7, -105139, 113605);
            scaled_7 = stapes_shift_right_32(scaled_7, 2) - total_6;
            STAPES_RANGE(scaled_7, -105139, 113605);
            scaled_7 = stapes_shift_right_32(scaled_7, 3) + total_6;
            STAPES_RANGE(scaled_7, -105139, 113605);
            scaled_7 = stapes_shift_right_32(scaled_7, 2) + total_6;
            STAPES_RANGE(scaled_7, -105139, 113605);
            scaled_7 = stapes_shift_right_32(scaled_7, 6) - total_6;
            STAPES_RANGE(scaled_7, -105139, 113605);
            scaled_7 = stapes_shift_right_32(scaled_7, 3) - total_6 + 2;
            STAPES_RANGE(scaled_7, -105139, 113605);
            scaled_7 = stapes_shift_right_32(scaled_7, 2) + total_6 - 16320;
            STAPES_RANGE(scaled_7, -105139, 113605);
            *y = (int8_t)stapes_clamp_32(stapes_shift_right_32(scaled_7, 7), -128, 127);
            ++y;
            int32_t sum_7 = x_4 + stapes_shift_left_32(shared_8, 6);
            STAPES_RANGE(sum_7, -76787, 76978);
            sum_7 += stapes_shift_left_32(shared_6, 3);   STAPES_RANGE(sum_7, -76787, 76978);
            sum_7 += stapes_shift_left_32(shared_5, 3);   STAPES_RANGE(sum_7, -76787, 76978);
            sum_7 += stapes_shift_left_32(shared_15, 5);  STAPES_RANGE(sum_7, -76787, 76978);
            sum_7 += shared_14;                           STAPES_RANGE(sum_7, -76787, 76978);
            sum_7 -= stapes_shift_left_32(shared_16, 2);  STAPES_RANGE(sum_7, -76787, 76978);
            /* the sum over the whole row, each input in its range */
            const int32_t total_7 = sum_7 - 16846;  STAPES_RANGE(total_7, -80118, 46617);
            int32_t scaled_8 = -total_7;            STAPES_RANGE(scaled_8, -127654, 90132);
            scaled_8 = stapes_shift_right_32(scaled_8, 3) - total_7;
            STAPES_RANGE(scaled_8, -127654, 90132);
            scaled_8 = stapes_shift_right_32(scaled_8, 3) + total_7;
            STAPES_RANGE(scaled_8, -127654, 90132);
            scaled_8 = stapes_shift_right_32(scaled_8, 3) - total_7 + 1;
            STAPES_RANGE(scaled_8, -127654, 90132);
            scaled_8 = stapes_shift_right_32(scaled_8, 2) + total_7;
            STAPES_RANGE(scaled_8, -127654, 90132);
            scaled_8 = stapes_shift_right_32(scaled_8, 2) + total_7 + 7;
            STAPES_RANGE(scaled_8, -127654, 90132);
            scaled_8 = stapes_shift_right_32(scaled_8, 3) - total_7 + 1;
            STAPES_RANGE(scaled_8, -127654, 90132);
            scaled_8 = stapes_shift_right_32(scaled_8, 2) + total_7 - 32640;
            STAPES_RANGE(scaled_8, -127654, 90132);
            *y = (int8_t)stapes_clamp_32(stapes_shift_right_32(scaled_8, 8), -128, 15);
            ++y;
            const int32_t x_1_2 = x[1];                   STAPES_RANGE(x_1_2, -128, 127);
            const int32_t x_2_2 = x[2];                   STAPES_RANGE(x_2_2, -128, 127);
            const int32_t shared_17 = x_1_2 + stapes_shift_left_32(x_2_2, 4);
            STAPES_RANGE(shared_17, -2176, 2159);
            const int32_t x_3_2 = x[3];                   STAPES_RANGE(x_3_2, -128, 127);
            const int32_t x_5_2 = x[5];                   STAPES_RANGE(x_5_2, -128, 127);
            const int32_t shared_18 = x_3_2 + stapes_shift_left_32(x_5_2, 1);
            STAPES_RANGE(shared_18, -384, 381);
            const int32_t x_0_2 = *x;                     STAPES_RANGE(x_0_2, -128, 127);
            const int32_t shared_19 = x_0_2 - stapes_shift_left_32(x_0_2, 7);
            STAPES_RANGE(shared_19, -16129, 16256);
            const int32_t x_4_2 = x[4];                   STAPES_RANGE(x_4_2, -128, 127);
            const int32_t shared_20 = x_2_2 + stapes_shift_left_32(x_3_2, 3);
            STAPES_RANGE(shared_20, -1152, 1143);
            int32_t sum_8 = stapes_shift_left_32(x_1_2, 7) + shared_17;
            STAPES_RANGE(sum_8, -85876, 85739);
            sum_8 += stapes_shift_left_32(shared_17, 2);  STAPES_RANGE(sum_8, -85876, 85739);
            sum_8 += stapes_shift_left_32(shared_18, 6);  STAPES_RANGE(sum_8, -85876, 85739);
            sum_8 += shared_19;                           STAPES_RANGE(sum_8, -85876, 85739);
            sum_8 -= stapes_shift_left_32(x_1_2, 5);      STAPES_RANGE(sum_8, -85876, 85739);
            sum_8 -= stapes_shift_left_32(x_4_2, 1);      STAPES_RANGE(sum_8, -85876, 85739);
            sum_8 -= stapes_shift_left_32(x_4_2, 6);      STAPES_RANGE(sum_8, -85876, 85739);
            sum_8 -= stapes_shift_left_32(x_5_2, 1);      STAPES_RANGE(sum_8, -85876, 85739);
            sum_8 -= stapes_shift_left_32(x_5_2, 5);      STAPES_RANGE(sum_8, -85876, 85739);
            sum_8 -= shared_20;                           STAPES_RANGE(sum_8, -85876, 85739);
            /* the sum over the whole row, each input in its range */
            const int32_t total_8 = sum_8 + 15627;  STAPES_RANGE(total_8, -51124, 82241);
            int32_t scaled_9 = -total_8;            STAPES_RANGE(scaled_9, -102802, 100992);
            scaled_9 = stapes_shift_right_32(scaled_9, 2) - total_8;
            STAPES_RANGE(scaled_9, -102802, 100992);
            scaled_9 = stapes_shift_right_32(scaled_9, 5) - total_8;
            STAPES_RANGE(scaled_9, -102802, 100992);
            scaled_9 = stapes_shift_right_32(scaled_9, 2) + total_8 + 2;
            STAPES_RANGE(scaled_9, -102802, 100992);
            scaled_9 = stapes_shift_right_32(scaled_9, 2) - total_8 + 2;
            STAPES_RANGE(scaled_9, -102802, 100992);
            scaled_9 = stapes_shift_right_32(scaled_9, 2) + total_8;
            STAPES_RANGE(scaled_9, -102802, 100992);
            scaled_9 = stapes_shift_right_32(scaled_9, 4) - total_8 + 2;
            STAPES_RANGE(scaled_9, -102802, 100992);
            scaled_9 = stapes_shift_right_32(scaled_9, 2) + total_8 - 16320;
            STAPES_RANGE(scaled_9, -102802, 100992);
            *y = (int8_t)stapes_clamp_32(stapes_shift_right_32(scaled_9, 7), -128, 127);
            ++y;
            const int32_t shared_21 = stapes_shift_left_32(x_0_2, 2) + x_3_2;
            STAPES_RANGE(shared_21, -640, 635);
            const int32_t shared_22 = stapes_shift_left_32(x_1_2, 4) - x_5_2;
            STAPES_RANGE(shared_22, -2175, 2160);
            const int32_t shared_23 = x_4_2 - stapes_shift_left_32(x_4_2, 4);
            STAPES_RANGE(shared_23, -1905, 1920);
            const int32_t shared_24 = stapes_shift_left_32(x_5_2, 5) - shared_23;
            STAPES_RANGE(shared_24, -6016, 5969);
            const int32_t shared_25 = shared_17 - shared_21;  STAPES_RANGE(shared_25, -2811, 2799);
            int32_t sum_9 = x_4_2 + shared_17;                STAPES_RANGE(sum_9, -44784, 44976);
            sum_9 += shared_21;                               STAPES_RANGE(sum_9, -44784, 44976);
            sum_9 += stapes_shift_left_32(shared_20, 2);      STAPES_RANGE(sum_9, -44784, 44976);
            sum_9 -= shared_22;                               STAPES_RANGE(sum_9, -44784, 44976);
            sum_9 -= stapes_shift_left_32(shared_24, 2);      STAPES_RANGE(sum_9, -44784, 44976);
            sum_9 -= stapes_shift_left_32(shared_25, 2);      STAPES_RANGE(sum_9, -44784, 44976);
            /* the sum over the whole row, each input in its range */
            const int32_t total_9 = sum_9 - 21211;  STAPES_RANGE(total_9, -60130, 17900);
            int32_t scaled_10 = total_9;            STAPES_RANGE(scaled_10, -84977, 62019);
            scaled_10 = stapes_shift_right_32(scaled_10, 6) - total_9;
            STAPES_RANGE(scaled_10, -84977, 62019);
            scaled_10 = stapes_shift_right_32(scaled_10, 5) - total_9 + 2;
            STAPES_RANGE(scaled_10, -84977, 62019);
            scaled_10 = stapes_shift_right_32(scaled_10, 2) + total_9;
            STAPES_RANGE(scaled_10, -84977, 62019);
            scaled_10 = stapes_shift_right_32(scaled_10, 3) + total_9;
            STAPES_RANGE(scaled_10, -84977, 62019);
            scaled_10 = stapes_shift_right_32(scaled_10, 3) + total_9 - 16319;
            STAPES_RANGE(scaled_10, -84977, 62019);
            *y = (int8_t)stapes_clamp_32(stapes_shift_right_32(scaled_10, 7), -128, 31);
            ++y;
            const int32_t shared_26 = x_0_2 - stapes_shift_left_32(x_2_2, 1);
            STAPES_RANGE(shared_26, -382, 383);
            int32_t sum_10 = stapes_shift_left_32(x_2_2, 2) + x_5_2;
            STAPES_RANGE(sum_10, -61616, 61804);
            sum_10 += shared_19;                           STAPES_RANGE(sum_10, -61616, 61804);
            sum_10 += stapes_shift_left_32(shared_26, 5);  STAPES_RANGE(sum_10, -61616, 61804);
            sum_10 += stapes_shift_left_32(shared_24, 1);  STAPES_RANGE(sum_10, -61616, 61804);
            sum_10 += shared_25;                           STAPES_RANGE(sum_10, -61616, 61804);
            sum_10 -= stapes_shift_left_32(x_1_2, 7);      STAPES_RANGE(sum_10, -61616, 61804);
            sum_10 -= stapes_shift_left_32(shared_18, 2);  STAPES_RANGE(sum_10, -61616, 61804);
            /* the sum over the whole row, each input in its range */
            const int32_t total_10 = sum_10 - 19693;   STAPES_RANGE(total_10, -65754, 26556);
            int32_t scaled_11 = total_10 - 267378752;  STAPES_RANGE(scaled_11, -267444506, 65754);
            scaled_11 = stapes_shift_right_32(scaled_11, 5) - total_10;
            STAPES_RANGE(scaled_11, -267444506, 65754);
            scaled_11 = stapes_shift_right_32(scaled_11, 2) + total_10;
            STAPES_RANGE(scaled_11, -267444506, 65754);
            scaled_11 = stapes_shift_right_32(scaled_11, 2) - total_10;
            STAPES_RANGE(scaled_11, -267444506, 65754);
            scaled_11 = stapes_shift_right_32(scaled_11, 5) + total_10;
            STAPES_RANGE(scaled_11, -267444506, 65754);
            *y = (int8_t)stapes_clamp_32(stapes_shift_right_32(scaled_11, 7), -128, 74);
            ++y;
            int32_t sum_11 = stapes_shift_left_32(x_0_2, 3) + stapes_shift_left_32(x_0_2, 6);
            STAPES_RANGE(sum_11, -69006, 68949);
            sum_11 += stapes_shift_left_32(x_2_2, 6);      STAPES_RANGE(sum_11, -69006, 68949);
            sum_11 += shared_18;                           STAPES_RANGE(sum_11, -69006, 68949);
            sum_11 += stapes_shift_left_32(shared_23, 3);  STAPES_RANGE(sum_11, -69006, 68949);
            sum_11 += stapes_shift_left_32(shared_22, 3);  STAPES_RANGE(sum_11, -69006, 68949);
            sum_11 -= x_1_2;                               STAPES_RANGE(sum_11, -69006, 68949);
            sum_11 -= stapes_shift_left_32(x_3_2, 6);      STAPES_RANGE(sum_11, -69006, 68949);
            sum_11 -= stapes_shift_left_32(shared_18, 4);  STAPES_RANGE(sum_11, -69006, 68949);
            sum_11 -= stapes_shift_left_32(shared_23, 1);  STAPES_RANGE(sum_11, -69006, 68949);
            sum_11 -= shared_26;                           STAPES_RANGE(sum_11, -69006, 68949);
            /* the sum over the whole row, each input in its range */
            const int32_t total_11 = sum_11 + 5115;  STAPES_RANGE(total_11, -54966, 65139);
            int32_t scaled_12 = total_11;            STAPES_RANGE(scaled_12, -80599, 74395);
            scaled_12 = stapes_shift_right_32(scaled_12, 3) + total_11;
            STAPES_RANGE(scaled_12, -80599, 74395);
            scaled_12 = stapes_shift_right_32(scaled_12, 2) - total_11;
            STAPES_RANGE(scaled_12, -80599, 74395);
            scaled_12 = stapes_shift_right_32(scaled_12, 3) + total_11 + 96;
            STAPES_RANGE(scaled_12, -80599, 74395);
            scaled_12 = stapes_shift_right_32(scaled_12, 7) - total_11 + 7;
            STAPES_RANGE(scaled_12, -80599, 74395);
            scaled_12 = stapes_shift_right_32(scaled_12, 4) + total_11 - 16320;
            STAPES_RANGE(scaled_12, -80599, 74395);
            *y = (int8_t)stapes_clamp_32(stapes_shift_right_32(scaled_12, 7), -128, 127);
            ++y;
            x += 6;
        }
        y_row += 96;
        x_row += 48;
    }
}

/* depthwise2_accumulator (nodes "depthwise2_accumulator", "depthwise2"): y[o] = bias[o] + sum of
 *   weight[o, i] * x[i], o < 12, i < 9, at 16 positions, then requantised
 * strategy: shared-sums
 * cost: 2116 loads, 5012 additions, 3728 shifts, 396 comparisons, 1288 stores, and more turns of
 *   loops over lists
 * in: pointwise1 in [-128, 127]
 * out: depthwise2 in [-128, 127], rows_of_pointwise1 in [-128, 127] */
static void depthwise2_accumulator(const int8_t *pointwise1, int8_t *depthwise2,
    int8_t *rows_of_pointwise1)
{
    int32_t line = 0;  STAPES_RANGE(line, 0, 11);
    const int8_t *image = pointwise1;
    int8_t *into = rows_of_pointwise1;
    const int8_t *const end = rows_of_pointwise1 + 324;
    const int8_t *kept = rows_of_pointwise1;
    for (int32_t turns = 324; turns > 0; --turns) {
        *into = -128;
        ++into;
    }
    into = rows_of_pointwise1;
    const int8_t *x = rows_of_pointwise1;
    int8_t *y_row = depthwise2;
    int8_t *y = y_row;
    for (int32_t turns = 4; turns > 0; --turns) {
        do {
            if (line < 8) {
                for (int32_t turns_2 = 96; turns_2 > 0; --turns_2) {
                    *into = *image;
                    ++image;
                    ++into;
                }
            } else {
                for (int32_t turns_2 = 96; turns_2 > 0; --turns_2) {
                    *into = -128;
                    ++into;
                }
            }
            into += 12;
            line += 1;  STAPES_RANGE(line, 0, 11);
        } while (into != end);
        x = rows_of_pointwise1;
        y = y_row;
        for (int32_t turns_2 = 4; turns_2 > 0; --turns_2) {
            const int32_t x_228 = x[228];                STAPES_RANGE(x_228, -128, 127);
            const int32_t x_108 = x[108];                STAPES_RANGE(x_108, -128, 127);
            const int32_t x_216 = x[216];                STAPES_RANGE(x_216, -128, 127);
            const int32_t shared = x_108 + x_216;        STAPES_RANGE(shared, -256, 254);
            const int32_t x_120 = x[120];                STAPES_RANGE(x_120, -128, 127);
            const int32_t x_132 = x[132];                STAPES_RANGE(x_132, -128, 127);
            const int32_t shared_2 = x_120 + x_132;      STAPES_RANGE(shared_2, -256, 254);
            const int32_t x_240 = x[240];                STAPES_RANGE(x_240, -128, 127);
            const int32_t x_0 = *x;                      STAPES_RANGE(x_0, -128, 127);
            const int32_t x_12 = x[12];                  STAPES_RANGE(x_12, -128, 127);
            const int32_t shared_3 = stapes_shift_left_32(x_0, 1) - x_12;
            STAPES_RANGE(shared_3, -383, 382);
            const int32_t shared_4 = stapes_shift_left_32(x_240, 1) - shared_3;
            STAPES_RANGE(shared_4, -638, 637);
            const int32_t x_24 = x[24];                  STAPES_RANGE(x_24, -128, 127);
            int32_t sum_0 = stapes_shift_left_32(x_228, 3) + shared;
            STAPES_RANGE(sum_0, -60650, 60985);
            sum_0 += shared_2;                           STAPES_RANGE(sum_0, -60650, 60985);
            sum_0 += stapes_shift_left_32(shared_2, 4);  STAPES_RANGE(sum_0, -60650, 60985);
            sum_0 += shared_4;                           STAPES_RANGE(sum_0, -60650, 60985);
            sum_0 += stapes_shift_left_32(shared_4, 3);  STAPES_RANGE(sum_0, -60650, 60985);
            sum_0 -= stapes_shift_left_32(x_12, 6);      STAPES_RANGE(sum_0, -60650, 60985);
            sum_0 -= stapes_shift_left_32(x_24, 2);      STAPES_RANGE(sum_0, -60650, 60985);
            sum_0 -= stapes_shift_left_32(x_120, 6);     STAPES_RANGE(sum_0, -60650, 60985);
            sum_0 -= stapes_shift_left_32(shared, 7);    STAPES_RANGE(sum_0, -60650, 60985);
            /* the sum over the whole row, each input in its range */
            const int32_t total_0 = sum_0 - 37643;  STAPES_RANGE(total_0, -91153, 16202);
            int32_t scaled = total_0 - 66842624;  STAPES_RANGE(scaled, -66933777, 91153);
            scaled = stapes_shift_right_32(scaled, 2) - total_0;
            STAPES_RANGE(scaled, -66933777, 91153);
            scaled = stapes_shift_right_32(scaled, 2) - total_0;
            STAPES_RANGE(scaled, -66933777, 91153);
            scaled = stapes_shift_right_32(scaled, 5) + total_0;
            STAPES_RANGE(scaled, -66933777, 91153);
            scaled = stapes_shift_right_32(scaled, 3) + total_0;
            STAPES_RANGE(scaled, -66933777, 91153);
            *y = (int8_t)stapes_clamp_32(stapes_shift_right_32(scaled, 7), -128, 14);
            ++y;
            const int32_t x_109 = x[109];                  STAPES_RANGE(x_109, -128, 127);
            const int32_t x_121 = x[121];                  STAPES_RANGE(x_121, -128, 127);
            const int32_t x_229 = x[229];                  STAPES_RANGE(x_229, -128, 127);
            const int32_t x_241 = x[241];                  STAPES_RANGE(x_241, -128, 127);
            const int32_t x_13 = x[13];                    STAPES_RANGE(x_13, -128, 127);
            const int32_t x_25 = x[25];                    STAPES_RANGE(x_25, -128, 127);
            const int32_t shared_5 = x_13 - stapes_shift_left_32(x_25, 3);
            STAPES_RANGE(shared_5, -1144, 1151);
            const int32_t x_1 = x[1];                      STAPES_RANGE(x_1, -128, 127);
            const int32_t shared_6 = x_1 + stapes_shift_left_32(x_13, 1);
            STAPES_RANGE(shared_6, -384, 381);
            const int32_t x_133 = x[133];                  STAPES_RANGE(x_133, -128, 127);
            const int32_t shared_7 = stapes_shift_left_32(x_133, 2) - x_229;
            STAPES_RANGE(shared_7, -639, 636);
            const int32_t shared_8 = shared_6 - shared_7;  STAPES_RANGE(shared_8, -1020, 1020);
            const int32_t x_217 = x[217];                  STAPES_RANGE(x_217, -128, 127);
            int32_t sum_1 = stapes_shift_left_32(x_109, 4) + stapes_shift_left_32(x_121, 7);
            STAPES_RANGE(sum_1, -91060, 90755);
            sum_1 += stapes_shift_left_32(x_229, 7);       STAPES_RANGE(sum_1, -91060, 90755);
            sum_1 += stapes_shift_left_32(x_241, 3);       STAPES_RANGE(sum_1, -91060, 90755);
            sum_1 += stapes_shift_left_32(x_241, 6);       STAPES_RANGE(sum_1, -91060, 90755);
            sum_1 += shared_5;                             STAPES_RANGE(sum_1, -91060, 90755);
            sum_1 += stapes_shift_left_32(shared_5, 2);    STAPES_RANGE(sum_1, -91060, 90755);
            sum_1 += stapes_shift_left_32(shared_8, 3);    STAPES_RANGE(sum_1, -91060, 90755);
            sum_1 -= x_1;                                  STAPES_RANGE(sum_1, -91060, 90755);
            sum_1 -= x_121;                                STAPES_RANGE(sum_1, -91060, 90755);
            sum_1 -= x_217;                                STAPES_RANGE(sum_1, -91060, 90755);
            sum_1 -= x_241;                                STAPES_RANGE(sum_1, -91060, 90755);
            sum_1 -= stapes_shift_left_32(shared_8, 5);    STAPES_RANGE(sum_1, -91060, 90755);
            /* the sum over the whole row, each input in its range */
            const int32_t total_1 = sum_1 + 39855;  STAPES_RANGE(total_1, -26980, 106385);
            int32_t scaled_2 = -total_1;            STAPES_RANGE(scaled_2, -113035, 133460);
            scaled_2 = stapes_shift_right_32(scaled_2, 4) - total_1;
            STAPES_RANGE(scaled_2, -113035, 133460);
            scaled_2 = stapes_shift_right_32(scaled_2, 5) + total_1;
            STAPES_RANGE(scaled_2, -113035, 133460);
            scaled_2 = stapes_shift_right_32(scaled_2, 2) + total_1 + 255;
            STAPES_RANGE(scaled_2, -113035, 133460);
            scaled_2 = stapes_shift_right_32(scaled_2, 8) + total_1 - 32640;
            STAPES_RANGE(scaled_2, -113035, 133460);
            *y = (int8_t)stapes_clamp_32(stapes_shift_right_32(scaled_2, 8), -128, 127);
            ++y;
            const int32_t x_14 = x[14];                   STAPES_RANGE(x_14, -128, 127);
            const int32_t x_26 = x[26];                   STAPES_RANGE(x_26, -128, 127);
            const int32_t x_122 = x[122];                 STAPES_RANGE(x_122, -128, 127);
            const int32_t x_218 = x[218];                 STAPES_RANGE(x_218, -128, 127);
            const int32_t x_230 = x[230];                 STAPES_RANGE(x_230, -128, 127);
            const int32_t shared_9 = stapes_shift_left_32(x_122, 3) + x_230;
            STAPES_RANGE(shared_9, -1152, 1143);
            const int32_t x_110 = x[110];                 STAPES_RANGE(x_110, -128, 127);
            const int32_t shared_10 = x_26 - x_110;       STAPES_RANGE(shared_10, -255, 255);
            const int32_t shared_11 = stapes_shift_left_32(x_218, 2) - shared_10;
            STAPES_RANGE(shared_11, -767, 763);
            const int32_t x_2 = x[2];                     STAPES_RANGE(x_2, -128, 127);
            const int32_t x_134 = x[134];                 STAPES_RANGE(x_134, -128, 127);
            const int32_t x_242 = x[242];                 STAPES_RANGE(x_242, -128, 127);
            int32_t sum_2 = x_14 + x_26;                  STAPES_RANGE(sum_2, -66303, 66297);
            sum_2 += stapes_shift_left_32(x_122, 1);      STAPES_RANGE(sum_2, -66303, 66297);
            sum_2 += stapes_shift_left_32(x_218, 1);      STAPES_RANGE(sum_2, -66303, 66297);
            sum_2 += stapes_shift_left_32(x_230, 6);      STAPES_RANGE(sum_2, -66303, 66297);
            sum_2 += shared_9;                            STAPES_RANGE(sum_2, -66303, 66297);
            sum_2 += stapes_shift_left_32(shared_9, 2);   STAPES_RANGE(sum_2, -66303, 66297);
            sum_2 += stapes_shift_left_32(shared_11, 4);  STAPES_RANGE(sum_2, -66303, 66297);
            sum_2 -= x_2;                                 STAPES_RANGE(sum_2, -66303, 66297);
            sum_2 -= stapes_shift_left_32(x_2, 3);        STAPES_RANGE(sum_2, -66303, 66297);
            sum_2 -= stapes_shift_left_32(x_14, 7);       STAPES_RANGE(sum_2, -66303, 66297);
            sum_2 -= stapes_shift_left_32(x_134, 2);      STAPES_RANGE(sum_2, -66303, 66297);
            sum_2 -= stapes_shift_left_32(x_242, 4);      STAPES_RANGE(sum_2, -66303, 66297);
            sum_2 -= stapes_shift_left_32(shared_10, 6);  STAPES_RANGE(sum_2, -66303, 66297);
            sum_2 -= stapes_shift_left_32(shared_11, 2);  STAPES_RANGE(sum_2, -66303, 66297);
            /* the sum over the whole row, each input in its range */
            const int32_t total_2 = sum_2 + 799;  STAPES_RANGE(total_2, -58874, 60466);
            int32_t scaled_3 = total_2;           STAPES_RANGE(scaled_3, -80070, 79118);
            scaled_3 = stapes_shift_right_32(scaled_3, 2) + total_2;
            STAPES_RANGE(scaled_3, -80070, 79118);
            scaled_3 = stapes_shift_right_32(scaled_3, 4) + total_2;
            STAPES_RANGE(scaled_3, -80070, 79118);
            scaled_3 = stapes_shift_right_32(scaled_3, 4) - total_2;
            STAPES_RANGE(scaled_3, -80070, 79118);
            scaled_3 = stapes_shift_right_32(scaled_3, 2) - total_2;
            STAPES_RANGE(scaled_3, -80070, 79118);
            scaled_3 = stapes_shift_right_32(scaled_3, 2) + total_2;
            STAPES_RANGE(scaled_3, -80070, 79118);
            scaled_3 = stapes_shift_right_32(scaled_3, 4) + total_2 - 16319;
            STAPES_RANGE(scaled_3, -80070, 79118);
            *y = (int8_t)stapes_clamp_32(stapes_shift_right_32(scaled_3, 7), -128, 127);
            ++y;
            const int32_t x_3 = x[3];                     STAPES_RANGE(x_3, -128, 127);
            const int32_t x_15 = x[15];                   STAPES_RANGE(x_15, -128, 127);
            const int32_t x_27 = x[27];                   STAPES_RANGE(x_27, -128, 127);
            const int32_t x_111 = x[111];                 STAPES_RANGE(x_111, -128, 127);
            const int32_t x_123 = x[123];                 STAPES_RANGE(x_123, -128, 127);
            const int32_t x_135 = x[135];                 STAPES_RANGE(x_135, -128, 127);
            const int32_t x_231 = x[231];                 STAPES_RANGE(x_231, -128, 127);
            const int32_t x_243 = x[243];                 STAPES_RANGE(x_243, -128, 127);
            const int32_t x_219 = x[219];                 STAPES_RANGE(x_219, -128, 127);
            const int32_t shared_12 = stapes_shift_left_32(x_15, 3) - x_111;
            STAPES_RANGE(shared_12, -1151, 1144);
            const int32_t shared_13 = stapes_shift_left_32(x_219, 3) + shared_12;
            STAPES_RANGE(shared_13, -2175, 2160);
            const int32_t shared_14 = stapes_shift_left_32(x_135, 2) + shared_13;
            STAPES_RANGE(shared_14, -2687, 2668);
            const int32_t shared_15 = x_3 - stapes_shift_left_32(x_27, 1);
            STAPES_RANGE(shared_15, -382, 383);
            int32_t sum_3 = stapes_shift_left_32(x_3, 5) + stapes_shift_left_32(x_15, 1);
            STAPES_RANGE(sum_3, -111508, 110852);
            sum_3 += stapes_shift_left_32(x_27, 6);       STAPES_RANGE(sum_3, -111508, 110852);
            sum_3 += stapes_shift_left_32(x_111, 7);      STAPES_RANGE(sum_3, -111508, 110852);
            sum_3 += stapes_shift_left_32(x_123, 7);      STAPES_RANGE(sum_3, -111508, 110852);
            sum_3 += x_135;                               STAPES_RANGE(sum_3, -111508, 110852);
            sum_3 += stapes_shift_left_32(x_231, 1);      STAPES_RANGE(sum_3, -111508, 110852);
            sum_3 += stapes_shift_left_32(x_231, 6);      STAPES_RANGE(sum_3, -111508, 110852);
            sum_3 += stapes_shift_left_32(x_243, 3);      STAPES_RANGE(sum_3, -111508, 110852);
            sum_3 += stapes_shift_left_32(shared_14, 4);  STAPES_RANGE(sum_3, -111508, 110852);
            sum_3 -= x_123;                               STAPES_RANGE(sum_3, -111508, 110852);
            sum_3 -= stapes_shift_left_32(x_219, 1);      STAPES_RANGE(sum_3, -111508, 110852);
            sum_3 -= stapes_shift_left_32(shared_13, 2);  STAPES_RANGE(sum_3, -111508, 110852);
            sum_3 -= shared_15;                           STAPES_RANGE(sum_3, -111508, 110852);
            sum_3 -= stapes_shift_left_32(shared_15, 2);  STAPES_RANGE(sum_3, -111508, 110852);
            sum_3 -= shared_14;                           STAPES_RANGE(sum_3, -111508, 110852);
            /* the sum over the whole row, each input in its range */
            const int32_t total_3 = sum_3 + 83649;  STAPES_RANGE(total_3, -319, 166961);
            int32_t scaled_4 = total_3;             STAPES_RANGE(scaled_4, -167004, 210127);
            scaled_4 = stapes_shift_right_32(scaled_4, 2) + total_3;
            STAPES_RANGE(scaled_4, -167004, 210127);
            scaled_4 = stapes_shift_right_32(scaled_4, 6) + total_3;
            STAPES_RANGE(scaled_4, -167004, 210127);
            scaled_4 = stapes_shift_right_32(scaled_4, 2) + total_3;
            STAPES_RANGE(scaled_4, -167004, 210127);
            scaled_4 = stapes_shift_right_32(scaled_4, 4) + total_3 + 1;
            STAPES_RANGE(scaled_4, -167004, 210127);
            scaled_4 = stapes_shift_right_32(scaled_4, 3) - total_3;
            STAPES_RANGE(scaled_4, -167004, 210127);
            scaled_4 = stapes_shift_right_32(scaled_4, 2) + total_3;
            STAPES_RANGE(scaled_4, -167004, 210127);
            scaled_4 = stapes_shift_right_32(scaled_4, 2) + total_3 - 32639;
            STAPES_RANGE(scaled_4, -167004, 210127);
            *y = (int8_t)stapes_clamp_32(stapes_shift_right_32(scaled_4, 8), -128, 127);
            ++y;
            const int32_t x_4 = x[4];                     STAPES_RANGE(x_4, -128, 127);
            const int32_t x_16 = x[16];                   STAPES_RANGE(x_16, -128, 127);
            const int32_t x_112 = x[112];                 STAPES_RANGE(x_112, -128, 127);
            const int32_t x_124 = x[124];                 STAPES_RANGE(x_124, -128, 127);
            const int32_t x_244 = x[244];                 STAPES_RANGE(x_244, -128, 127);
            const int32_t x_136 = x[136];                 STAPES_RANGE(x_136, -128, 127);
            const int32_t x_28 = x[28];                   STAPES_RANGE(x_28, -128, 127);
            const int32_t shared_16 = x_28 + x_124;       STAPES_RANGE(shared_16, -256, 254);
            const int32_t shared_17 = x_136 + stapes_shift_left_32(shared_16, 3);
            STAPES_RANGE(shared_17, -2176, 2159);
            const int32_t x_220 = x[220];                 STAPES_RANGE(x_220, -128, 127);
            const int32_t x_232 = x[232];                 STAPES_RANGE(x_232, -128, 127);
            const int32_t shared_18 = x_220 - x_232;      STAPES_RANGE(shared_18, -255, 255);
            const int32_t shared_19 = stapes_shift_left_32(x_4, 1) + x_244;
            STAPES_RANGE(shared_19, -384, 381);
            const int32_t shared_20 = shared_17 - stapes_shift_left_32(shared_19, 1);
            STAPES_RANGE(shared_20, -2938, 2927);
            int32_t sum_4 = x_4 + x_16;                   STAPES_RANGE(sum_4, -78564, 78771);
            sum_4 += stapes_shift_left_32(x_112, 3);      STAPES_RANGE(sum_4, -78564, 78771);
            sum_4 += x_124;                               STAPES_RANGE(sum_4, -78564, 78771);
            sum_4 += stapes_shift_left_32(x_244, 3);      STAPES_RANGE(sum_4, -78564, 78771);
            sum_4 += stapes_shift_left_32(shared_17, 2);  STAPES_RANGE(sum_4, -78564, 78771);
            sum_4 += shared_18;                           STAPES_RANGE(sum_4, -78564, 78771);
            sum_4 += stapes_shift_left_32(shared_18, 2);  STAPES_RANGE(sum_4, -78564, 78771);
            sum_4 += shared_20;                           STAPES_RANGE(sum_4, -78564, 78771);
            sum_4 -= stapes_shift_left_32(x_16, 7);       STAPES_RANGE(sum_4, -78564, 78771);
            sum_4 -= x_112;                               STAPES_RANGE(sum_4, -78564, 78771);
            sum_4 -= stapes_shift_left_32(shared_20, 4);  STAPES_RANGE(sum_4, -78564, 78771);
            /* the sum over the whole row, each input in its range */
            const int32_t total_4 = sum_4 - 22666;     STAPES_RANGE(total_4, -77260, 32135);
            int32_t scaled_5 = -total_4 - 2138963456;  STAPES_RANGE(scaled_5, -2138995591, 77260);
            scaled_5 = stapes_shift_right_32(scaled_5, 4) + total_4;
            STAPES_RANGE(scaled_5, -2138995591, 77260);
            scaled_5 = stapes_shift_right_32(scaled_5, 4) - total_4;
            STAPES_RANGE(scaled_5, -2138995591, 77260);
            scaled_5 = stapes_shift_right_32(scaled_5, 2) + total_4;
            STAPES_RANGE(scaled_5, -2138995591, 77260);
            scaled_5 = stapes_shift_right_32(scaled_5, 2) + total_4;
            STAPES_RANGE(scaled_5, -2138995591, 77260);
            scaled_5 = stapes_shift_right_32(scaled_5, 5) + total_4;
            STAPES_RANGE(scaled_5, -2138995591, 77260);
            *y = (int8_t)stapes_clamp_32(stapes_shift_right_32(scaled_5, 7), -128, 127);
            ++y;
            const int32_t x_29 = x[29];                   STAPES_RANGE(x_29, -128, 127);
            const int32_t x_125 = x[125];                 STAPES_RANGE(x_125, -128, 127);
            const int32_t x_137 = x[137];                 STAPES_RANGE(x_137, -128, 127);
            const int32_t x_233 = x[233];                 STAPES_RANGE(x_233, -128, 127);
            const int32_t x_245 = x[245];                 STAPES_RANGE(x_245, -128, 127);
            const int32_t x_17 = x[17];                   STAPES_RANGE(x_17, -128, 127);
            const int32_t shared_21 = x_17 + stapes_shift_left_32(x_137, 1);
            STAPES_RANGE(shared_21, -384, 381);
            const int32_t x_5 = x[5];                     STAPES_RANGE(x_5, -128, 127);
            const int32_t x_113 = x[113];                 STAPES_RANGE(x_113, -128, 127);
            const int32_t shared_22 = stapes_shift_left_32(x_5, 2) - x_113;
            STAPES_RANGE(shared_22, -639, 636);
            const int32_t shared_23 = x_5 - shared_21;    STAPES_RANGE(shared_23, -509, 511);
            const int32_t x_221 = x[221];                 STAPES_RANGE(x_221, -128, 127);
            const int32_t shared_24 = x_125 - stapes_shift_left_32(x_221, 3);
            STAPES_RANGE(shared_24, -1144, 1151);
            int32_t sum_5 = stapes_shift_left_32(x_29, 3) + stapes_shift_left_32(x_29, 6);
            STAPES_RANGE(sum_5, -106679, 106246);
            sum_5 += stapes_shift_left_32(x_125, 7);      STAPES_RANGE(sum_5, -106679, 106246);
            sum_5 += stapes_shift_left_32(x_137, 7);      STAPES_RANGE(sum_5, -106679, 106246);
            sum_5 += stapes_shift_left_32(x_233, 7);      STAPES_RANGE(sum_5, -106679, 106246);
            sum_5 += stapes_shift_left_32(x_245, 4);      STAPES_RANGE(sum_5, -106679, 106246);
            sum_5 += stapes_shift_left_32(x_245, 6);      STAPES_RANGE(sum_5, -106679, 106246);
            sum_5 += stapes_shift_left_32(shared_21, 2);  STAPES_RANGE(sum_5, -106679, 106246);
            sum_5 += shared_22;                           STAPES_RANGE(sum_5, -106679, 106246);
            sum_5 += shared_23;                           STAPES_RANGE(sum_5, -106679, 106246);
            sum_5 += stapes_shift_left_32(shared_23, 4);  STAPES_RANGE(sum_5, -106679, 106246);
            sum_5 += shared_24;                           STAPES_RANGE(sum_5, -106679, 106246);
            sum_5 -= stapes_shift_left_32(x_113, 3);      STAPES_RANGE(sum_5, -106679, 106246);
            sum_5 -= x_233;                               STAPES_RANGE(sum_5, -106679, 106246);
            sum_5 -= stapes_shift_left_32(shared_22, 5);  STAPES_RANGE(sum_5, -106679, 106246);
            sum_5 -= stapes_shift_left_32(shared_24, 2);  STAPES_RANGE(sum_5, -106679, 106246);
            /* the sum over the whole row, each input in its range */
            const int32_t total_5 = sum_5 + 55829;  STAPES_RANGE(total_5, -30195, 141420);
            int32_t scaled_6 = -total_5;            STAPES_RANGE(scaled_6, -159472, 185649);
            scaled_6 = stapes_shift_right_32(scaled_6, 3) + total_5;
            STAPES_RANGE(scaled_6, -159472, 185649);
            scaled_6 = stapes_shift_right_32(scaled_6, 4) - total_5;
            STAPES_RANGE(scaled_6, -159472, 185649);
            scaled_6 = stapes_shift_right_32(scaled_6, 3) - total_5 + 60;
            STAPES_RANGE(scaled_6, -159472, 185649);
            scaled_6 = stapes_shift_right_32(scaled_6, 6) + total_5 + 3;
            STAPES_RANGE(scaled_6, -159472, 185649);
            scaled_6 = stapes_shift_right_32(scaled_6, 2) + total_5 + 3;
            STAPES_RANGE(scaled_6, -159472, 185649);
            scaled_6 = stapes_shift_right_32(scaled_6, 2) + total_5 - 32640;
            STAPES_RANGE(scaled_6, -159472, 185649);
            *y = (int8_t)stapes_clamp_32(stapes_shift_right_32(scaled_6, 8), -128, 127);
            ++y;
            const int32_t x_18 = x[18];                   STAPES_RANGE(x_18, -128, 127);
            const int32_t x_234 = x[234];                 STAPES_RANGE(x_234, -128, 127);
            const int32_t x_6 = x[6];                     STAPES_RANGE(x_6, -128, 127);
            const int32_t x_246 = x[246];                 STAPES_RANGE(x_246, -128, 127);
            const int32_t shared_25 = x_6 + x_246;        STAPES_RANGE(shared_25, -256, 254);
            const int32_t x_30 = x[30];                   STAPES_RANGE(x_30, -128, 127);
            const int32_t shared_26 = stapes_shift_left_32(x_18, 1) + x_30;
            STAPES_RANGE(shared_26, -384, 381);
            const int32_t x_114 = x[114];                 STAPES_RANGE(x_114, -128, 127);
            const int32_t x_222 = x[222];                 STAPES_RANGE(x_222, -128, 127);
            const int32_t shared_27 = x_114 + x_222;      STAPES_RANGE(shared_27, -256, 254);
            const int32_t shared_28 = stapes_shift_left_32(x_222, 1) + x_234;
            STAPES_RANGE(shared_28, -384, 381);
            const int32_t x_126 = x[126];                 STAPES_RANGE(x_126, -128, 127);
            const int32_t shared_29 = x_30 - x_126;       STAPES_RANGE(shared_29, -255, 255);
            const int32_t shared_30 = shared_25 + stapes_shift_left_32(shared_29, 3);
            STAPES_RANGE(shared_30, -2296, 2294);
            const int32_t x_138 = x[138];                 STAPES_RANGE(x_138, -128, 127);
            int32_t sum_6 = stapes_shift_left_32(x_18, 3) + stapes_shift_left_32(x_234, 7);
            STAPES_RANGE(sum_6, -124585, 124040);
            sum_6 += stapes_shift_left_32(shared_25, 6);  STAPES_RANGE(sum_6, -124585, 124040);
            sum_6 += stapes_shift_left_32(shared_26, 5);  STAPES_RANGE(sum_6, -124585, 124040);
            sum_6 += stapes_shift_left_32(shared_27, 7);  STAPES_RANGE(sum_6, -124585, 124040);
            sum_6 += stapes_shift_left_32(shared_28, 1);  STAPES_RANGE(sum_6, -124585, 124040);
            sum_6 += shared_30;                           STAPES_RANGE(sum_6, -124585, 124040);
            sum_6 -= x_126;                               STAPES_RANGE(sum_6, -124585, 124040);
            sum_6 -= x_138;                               STAPES_RANGE(sum_6, -124585, 124040);
            sum_6 -= stapes_shift_left_32(x_138, 4);      STAPES_RANGE(sum_6, -124585, 124040);
            sum_6 -= shared_26;                           STAPES_RANGE(sum_6, -124585, 124040);
            sum_6 -= shared_27;                           STAPES_RANGE(sum_6, -124585, 124040);
            sum_6 -= stapes_shift_left_32(shared_28, 3);  STAPES_RANGE(sum_6, -124585, 124040);
            sum_6 -= stapes_shift_left_32(shared_30, 4);  STAPES_RANGE(sum_6, -124585, 124040);
            /* the sum over the whole row, each input in its range */
            const int32_t total_6 = sum_6 + 68133;  STAPES_RANGE(total_6, -28657, 164378);
            int32_t scaled_7 = total_6;             STAPES_RANGE(scaled_7, -208376, 175220);
            scaled_7 = stapes_shift_right_32(scaled_7, 2) - total_6;
            STAPES_RANGE(scaled_7, -208376, 175220);
            scaled_7 = stapes_shift_right_32(scaled_7, 3) - total_6;
            STAPES_RANGE(scaled_7, -208376, 175220);
            scaled_7 = stapes_shift_right_32(scaled_7, 4) - total_6;
            STAPES_RANGE(scaled_7, -208376, 175220);
            scaled_7 = stapes_shift_right_32(scaled_7, 2) - total_6;
            STAPES_RANGE(scaled_7, -208376, 175220);
            scaled_7 = stapes_shift_right_32(scaled_7, 2) + total_6;
            STAPES_RANGE(scaled_7, -208376, 175220);
            scaled_7 = stapes_shift_right_32(scaled_7, 4) + total_6 - 32639;
            STAPES_RANGE(scaled_7, -208376, 175220);
            *y = (int8_t)stapes_clamp_32(stapes_shift_right_32(scaled_7, 8), -128, 127);
            ++y;
            const int32_t x_7 = x[7];                             STAPES_RANGE(x_7, -128, 127);
            const int32_t x_19 = x[19];                           STAPES_RANGE(x_19, -128, 127);
            const int32_t x_223 = x[223];                         STAPES_RANGE(x_223, -128, 127);
            const int32_t x_235 = x[235];                         STAPES_RANGE(x_235, -128, 127);
            const int32_t shared_31 = stapes_shift_left_32(x_7, 2) + x_223;
            STAPES_RANGE(shared_31, -640, 635);
            const int32_t x_31 = x[31];                           STAPES_RANGE(x_31, -128, 127);
            const int32_t x_247 = x[247];                         STAPES_RANGE(x_247, -128, 127);
            const int32_t shared_32 = x_31 - stapes_shift_left_32(x_247, 2);
            STAPES_RANGE(shared_32, -636, 639);
            const int32_t x_115 = x[115];                         STAPES_RANGE(x_115, -128, 127);
            const int32_t x_127 = x[127];                         STAPES_RANGE(x_127, -128, 127);
            const int32_t shared_33 = x_115 - stapes_shift_left_32(x_127, 2);
            STAPES_RANGE(shared_33, -636, 639);
            const int32_t x_139 = x[139];                         STAPES_RANGE(x_139, -128, 127);
            const int32_t shared_34 = x_139 + stapes_shift_left_32(shared_31, 1);
            STAPES_RANGE(shared_34, -1408, 1397);
            int32_t sum_7 = stapes_shift_left_32(x_7, 1) + x_19;
            STAPES_RANGE(sum_7, -112342, 112313);
            sum_7 += stapes_shift_left_32(x_223, 7);  STAPES_RANGE(sum_7, -112342, 112313);
            sum_7 += stapes_shift_left_32(x_235, 7);  STAPES_RANGE(sum_7, -112342, 112313);
            sum_7 += stapes_shift_left_32(shared_31, 3);  STAPES_RANGE(sum_7, -112342, 112313);
            sum_7 += stapes_shift_left_32(shared_32, 3);  STAPES_RANGE(sum_7, -112342, 112313);
            sum_7 += shared_33;  STAPES_RANGE(sum_7, -112342, 112313);
            sum_7 += stapes_shift_left_32(shared_33, 3);  STAPES_RANGE(sum_7, -112342, 112313);
            sum_7 += shared_34;  STAPES_RANGE(sum_7, -112342, 112313);
            sum_7 -= stapes_shift_left_32(x_19, 7);  STAPES_RANGE(sum_7, -112342, 112313);
            sum_7 -= stapes_shift_left_32(x_31, 1);  STAPES_RANGE(sum_7, -112342, 112313);
            sum_7 -= stapes_shift_left_32(x_235, 4);  STAPES_RANGE(sum_7, -112342, 112313);
            sum_7 -= stapes_shift_left_32(x_247, 2);  STAPES_RANGE(sum_7, -112342, 112313);
            sum_7 -= stapes_shift_left_32(shared_32, 5);  STAPES_RANGE(sum_7, -112342, 112313);
            sum_7 -= stapes_shift_left_32(shared_34, 4);  STAPES_RANGE(sum_7, -112342, 112313);
            /* the sum over the whole row, each input in its range */
            const int32_t total_7 = sum_7 + 6142;  STAPES_RANGE(total_7, -71520, 83775);
            int32_t scaled_8 = -total_7;           STAPES_RANGE(scaled_8, -111697, 104852);
            scaled_8 = stapes_shift_right_32(scaled_8, 3) - total_7;
            STAPES_RANGE(scaled_8, -111697, 104852);
            scaled_8 = stapes_shift_right_32(scaled_8, 3) - total_7;
            STAPES_RANGE(scaled_8, -111697, 104852);
            scaled_8 = stapes_shift_right_32(scaled_8, 5) - total_7;
            STAPES_RANGE(scaled_8, -111697, 104852);
            scaled_8 = stapes_shift_right_32(scaled_8, 2) + total_7;
            STAPES_RANGE(scaled_8, -111697, 104852);
            scaled_8 = stapes_shift_right_32(scaled_8, 3) - total_7 + 2;
            STAPES_RANGE(scaled_8, -111697, 104852);
            scaled_8 = stapes_shift_right_32(scaled_8, 2) + total_7 - 16320;
            STAPES_RANGE(scaled_8, -111697, 104852);
            *y = (int8_t)stapes_clamp_32(stapes_shift_right_32(scaled_8, 7), -128, 127);
            ++y;
            const int32_t x_32 = x[32];                   STAPES_RANGE(x_32, -128, 127);
            const int32_t x_116 = x[116];                 STAPES_RANGE(x_116, -128, 127);
            const int32_t x_128 = x[128];                 STAPES_RANGE(x_128, -128, 127);
            const int32_t x_224 = x[224];                 STAPES_RANGE(x_224, -128, 127);
            const int32_t x_236 = x[236];                 STAPES_RANGE(x_236, -128, 127);
            const int32_t x_20 = x[20];                   STAPES_RANGE(x_20, -128, 127);
            const int32_t x_248 = x[248];                 STAPES_RANGE(x_248, -128, 127);
            const int32_t shared_35 = x_20 + x_248;       STAPES_RANGE(shared_35, -256, 254);
            const int32_t x_140 = x[140];                 STAPES_RANGE(x_140, -128, 127);
            const int32_t shared_36 = x_32 + x_140;       STAPES_RANGE(shared_36, -256, 254);
            const int32_t x_8 = x[8];                     STAPES_RANGE(x_8, -128, 127);
            const int32_t shared_37 = stapes_shift_left_32(x_8, 3) - x_116;
            STAPES_RANGE(shared_37, -1151, 1144);
            const int32_t shared_38 = stapes_shift_left_32(x_224, 2) - x_236;
            STAPES_RANGE(shared_38, -639, 636);
            const int32_t shared_39 = stapes_shift_left_32(shared_36, 4) + shared_38;
            STAPES_RANGE(shared_39, -4735, 4700);
            int32_t sum_8 = stapes_shift_left_32(x_32, 3) + stapes_shift_left_32(x_116, 7);
            STAPES_RANGE(sum_8, -131978, 131182);
            sum_8 += stapes_shift_left_32(x_128, 7);      STAPES_RANGE(sum_8, -131978, 131182);
            sum_8 += stapes_shift_left_32(x_224, 1);      STAPES_RANGE(sum_8, -131978, 131182);
            sum_8 += stapes_shift_left_32(x_236, 6);      STAPES_RANGE(sum_8, -131978, 131182);
            sum_8 += shared_35;                           STAPES_RANGE(sum_8, -131978, 131182);
            sum_8 += stapes_shift_left_32(shared_35, 4);  STAPES_RANGE(sum_8, -131978, 131182);
            sum_8 += stapes_shift_left_32(shared_35, 6);  STAPES_RANGE(sum_8, -131978, 131182);
            sum_8 += shared_36;                           STAPES_RANGE(sum_8, -131978, 131182);
            sum_8 += stapes_shift_left_32(shared_37, 4);  STAPES_RANGE(sum_8, -131978, 131182);
            sum_8 += stapes_shift_left_32(shared_39, 3);  STAPES_RANGE(sum_8, -131978, 131182);
            sum_8 -= x_8;                                 STAPES_RANGE(sum_8, -131978, 131182);
            sum_8 -= x_128;                               STAPES_RANGE(sum_8, -131978, 131182);
            sum_8 -= stapes_shift_left_32(x_140, 2);      STAPES_RANGE(sum_8, -131978, 131182);
            sum_8 -= stapes_shift_left_32(shared_37, 1);  STAPES_RANGE(sum_8, -131978, 131182);
            sum_8 -= stapes_shift_left_32(shared_39, 1);  STAPES_RANGE(sum_8, -131978, 131182);
            /* the sum over the whole row, each input in its range */
            const int32_t total_8 = sum_8 + 96639;     STAPES_RANGE(total_8, -5249, 197731);
            int32_t scaled_9 = -total_8 - 2139028992;  STAPES_RANGE(scaled_9, -2139226723, 197731);
            scaled_9 = stapes_shift_right_32(scaled_9, 3) - total_8;
            STAPES_RANGE(scaled_9, -2139226723, 197731);
            scaled_9 = stapes_shift_right_32(scaled_9, 2) - total_8;
            STAPES_RANGE(scaled_9, -2139226723, 197731);
            scaled_9 = stapes_shift_right_32(scaled_9, 4) - total_8;
            STAPES_RANGE(scaled_9, -2139226723, 197731);
            scaled_9 = stapes_shift_right_32(scaled_9, 3) + total_8;
            STAPES_RANGE(scaled_9, -2139226723, 197731);
            scaled_9 = stapes_shift_right_32(scaled_9, 3) - total_8;
            STAPES_RANGE(scaled_9, -2139226723, 197731);
            scaled_9 = stapes_shift_right_32(scaled_9, 2) + total_8;
            STAPES_RANGE(scaled_9, -2139226723, 197731);
            *y = (int8_t)stapes_clamp_32(stapes_shift_right_32(scaled_9, 7), -128, 127);
            ++y;
            const int32_t x_9 = x[9];                     STAPES_RANGE(x_9, -128, 127);
            const int32_t x_33 = x[33];                   STAPES_RANGE(x_33, -128, 127);
            const int32_t x_225 = x[225];                 STAPES_RANGE(x_225, -128, 127);
            const int32_t x_21 = x[21];                   STAPES_RANGE(x_21, -128, 127);
            const int32_t x_117 = x[117];                 STAPES_RANGE(x_117, -128, 127);
            const int32_t shared_40 = x_21 + x_117;       STAPES_RANGE(shared_40, -256, 254);
            const int32_t x_249 = x[249];                 STAPES_RANGE(x_249, -128, 127);
            const int32_t shared_41 = stapes_shift_left_32(x_33, 2) + x_249;
            STAPES_RANGE(shared_41, -640, 635);
            const int32_t shared_42 = shared_40 - stapes_shift_left_32(shared_41, 3);
            STAPES_RANGE(shared_42, -5336, 5374);
            const int32_t x_129 = x[129];                 STAPES_RANGE(x_129, -128, 127);
            const int32_t x_237 = x[237];                 STAPES_RANGE(x_237, -128, 127);
            const int32_t x_141 = x[141];                 STAPES_RANGE(x_141, -128, 127);
            const int32_t shared_43 = x_141 + x_237;      STAPES_RANGE(shared_43, -256, 254);
            int32_t sum_9 = stapes_shift_left_32(x_9, 7) + stapes_shift_left_32(x_33, 2);
            STAPES_RANGE(sum_9, -90720, 90585);
            sum_9 += x_225;                               STAPES_RANGE(sum_9, -90720, 90585);
            sum_9 += stapes_shift_left_32(shared_40, 6);  STAPES_RANGE(sum_9, -90720, 90585);
            sum_9 += shared_42;                           STAPES_RANGE(sum_9, -90720, 90585);
            sum_9 -= x_9;                                 STAPES_RANGE(sum_9, -90720, 90585);
            sum_9 -= stapes_shift_left_32(x_129, 1);      STAPES_RANGE(sum_9, -90720, 90585);
            sum_9 -= stapes_shift_left_32(x_225, 5);      STAPES_RANGE(sum_9, -90720, 90585);
            sum_9 -= stapes_shift_left_32(x_237, 3);      STAPES_RANGE(sum_9, -90720, 90585);
            sum_9 -= x_249;                               STAPES_RANGE(sum_9, -90720, 90585);
            sum_9 -= stapes_shift_left_32(x_249, 7);      STAPES_RANGE(sum_9, -90720, 90585);
            sum_9 -= stapes_shift_left_32(shared_43, 1);  STAPES_RANGE(sum_9, -90720, 90585);
            sum_9 -= stapes_shift_left_32(shared_43, 5);  STAPES_RANGE(sum_9, -90720, 90585);
            sum_9 -= stapes_shift_left_32(shared_42, 2);  STAPES_RANGE(sum_9, -90720, 90585);
            /* the sum over the whole row, each input in its range */
            const int32_t total_9 = sum_9 + 17739;    STAPES_RANGE(total_9, -54111, 89454);
            int32_t scaled_10 = total_9 - 534747136;  STAPES_RANGE(scaled_10, -534801247, 89454);
            scaled_10 = stapes_shift_right_32(scaled_10, 2) + total_9;
            STAPES_RANGE(scaled_10, -534801247, 89454);
            scaled_10 = stapes_shift_right_32(scaled_10, 5) - total_9;
            STAPES_RANGE(scaled_10, -534801247, 89454);
            scaled_10 = stapes_shift_right_32(scaled_10, 2) + total_9;
            STAPES_RANGE(scaled_10, -534801247, 89454);
            scaled_10 = stapes_shift_right_32(scaled_10, 6) + total_9;
            STAPES_RANGE(scaled_10, -534801247, 89454);
            *y = (int8_t)stapes_clamp_32(stapes_shift_right_32(scaled_10, 7), -128, 127);
            ++y;
            const int32_t x_142 = x[142];                  STAPES_RANGE(x_142, -128, 127);
            const int32_t x_226 = x[226];                  STAPES_RANGE(x_226, -128, 127);
            const int32_t x_238 = x[238];                  STAPES_RANGE(x_238, -128, 127);
            const int32_t x_10 = x[10];                    STAPES_RANGE(x_10, -128, 127);
            const int32_t x_118 = x[118];                  STAPES_RANGE(x_118, -128, 127);
            const int32_t shared_44 = stapes_shift_left_32(x_10, 1) + x_118;
            STAPES_RANGE(shared_44, -384, 381);
            const int32_t x_22 = x[22];                    STAPES_RANGE(x_22, -128, 127);
            const int32_t shared_45 = x_22 - x_226;        STAPES_RANGE(shared_45, -255, 255);
            const int32_t x_250 = x[250];                  STAPES_RANGE(x_250, -128, 127);
            const int32_t x_34 = x[34];                    STAPES_RANGE(x_34, -128, 127);
            const int32_t x_130 = x[130];                  STAPES_RANGE(x_130, -128, 127);
            const int32_t shared_46 = x_34 + x_130;        STAPES_RANGE(shared_46, -256, 254);
            const int32_t shared_47 = stapes_shift_left_32(x_250, 1) - shared_46;
            STAPES_RANGE(shared_47, -510, 510);
            int32_t sum_10 = x_142 + stapes_shift_left_32(x_142, 6);
            STAPES_RANGE(sum_10, -123726, 123624);
            sum_10 += stapes_shift_left_32(x_226, 4);      STAPES_RANGE(sum_10, -123726, 123624);
            sum_10 += stapes_shift_left_32(x_238, 1);      STAPES_RANGE(sum_10, -123726, 123624);
            sum_10 += stapes_shift_left_32(shared_44, 6);  STAPES_RANGE(sum_10, -123726, 123624);
            sum_10 += stapes_shift_left_32(shared_45, 7);  STAPES_RANGE(sum_10, -123726, 123624);
            sum_10 += stapes_shift_left_32(shared_47, 1);  STAPES_RANGE(sum_10, -123726, 123624);
            sum_10 -= x_118;                               STAPES_RANGE(sum_10, -123726, 123624);
            sum_10 -= stapes_shift_left_32(x_118, 4);      STAPES_RANGE(sum_10, -123726, 123624);
            sum_10 -= stapes_shift_left_32(x_130, 3);      STAPES_RANGE(sum_10, -123726, 123624);
            sum_10 -= stapes_shift_left_32(x_142, 3);      STAPES_RANGE(sum_10, -123726, 123624);
            sum_10 -= stapes_shift_left_32(x_238, 7);      STAPES_RANGE(sum_10, -123726, 123624);
            sum_10 -= stapes_shift_left_32(shared_44, 2);  STAPES_RANGE(sum_10, -123726, 123624);
            sum_10 -= shared_45;                           STAPES_RANGE(sum_10, -123726, 123624);
            sum_10 -= stapes_shift_left_32(shared_47, 6);  STAPES_RANGE(sum_10, -123726, 123624);
            /* the sum over the whole row, each input in its range */
            const int32_t total_10 = sum_10 + 12392;    STAPES_RANGE(total_10, -92719, 117401);
            int32_t scaled_11 = -total_10 - 133686704;  STAPES_RANGE(scaled_11, -133804105, 126221);
            scaled_11 = stapes_shift_right_32(scaled_11, 3) + total_10;
            STAPES_RANGE(scaled_11, -133804105, 126221);
            scaled_11 = stapes_shift_right_32(scaled_11, 4) + total_10;
            STAPES_RANGE(scaled_11, -133804105, 126221);
            scaled_11 = stapes_shift_right_32(scaled_11, 4) - total_10;
            STAPES_RANGE(scaled_11, -133804105, 126221);
            scaled_11 = stapes_shift_right_32(scaled_11, 2) + total_10;
            STAPES_RANGE(scaled_11, -133804105, 126221);
            *y = (int8_t)stapes_clamp_32(stapes_shift_right_32(scaled_11, 7), -128, 127);
            ++y;
            const int32_t x_35 = x[35];                    STAPES_RANGE(x_35, -128, 127);
            const int32_t x_119 = x[119];                  STAPES_RANGE(x_119, -128, 127);
            const int32_t x_131 = x[131];                  STAPES_RANGE(x_131, -128, 127);
            const int32_t x_11 = x[11];                    STAPES_RANGE(x_11, -128, 127);
            const int32_t shared_48 = x_11 - stapes_shift_left_32(x_11, 2);
            STAPES_RANGE(shared_48, -381, 384);
            const int32_t x_23 = x[23];                    STAPES_RANGE(x_23, -128, 127);
            const int32_t shared_49 = stapes_shift_left_32(x_23, 4) + x_35;
            STAPES_RANGE(shared_49, -2176, 2159);
            const int32_t x_143 = x[143];                  STAPES_RANGE(x_143, -128, 127);
            const int32_t x_227 = x[227];                  STAPES_RANGE(x_227, -128, 127);
            const int32_t shared_50 = x_143 - stapes_shift_left_32(x_227, 1);
            STAPES_RANGE(shared_50, -382, 383);
            const int32_t x_239 = x[239];                  STAPES_RANGE(x_239, -128, 127);
            const int32_t x_251 = x[251];                  STAPES_RANGE(x_251, -128, 127);
            const int32_t shared_51 = x_239 - stapes_shift_left_32(x_251, 1);
            STAPES_RANGE(shared_51, -382, 383);
            int32_t sum_11 = stapes_shift_left_32(x_35, 5) + stapes_shift_left_32(x_119, 7);
            STAPES_RANGE(sum_11, -62029, 61646);
            sum_11 += stapes_shift_left_32(x_131, 6);      STAPES_RANGE(sum_11, -62029, 61646);
            sum_11 += shared_48;                           STAPES_RANGE(sum_11, -62029, 61646);
            sum_11 += shared_49;                           STAPES_RANGE(sum_11, -62029, 61646);
            sum_11 += stapes_shift_left_32(shared_49, 2);  STAPES_RANGE(sum_11, -62029, 61646);
            sum_11 += stapes_shift_left_32(shared_50, 4);  STAPES_RANGE(sum_11, -62029, 61646);
            sum_11 += shared_51;                           STAPES_RANGE(sum_11, -62029, 61646);
            sum_11 -= stapes_shift_left_32(x_23, 1);       STAPES_RANGE(sum_11, -62029, 61646);
            sum_11 -= x_119;                               STAPES_RANGE(sum_11, -62029, 61646);
            sum_11 -= stapes_shift_left_32(x_131, 2);      STAPES_RANGE(sum_11, -62029, 61646);
            sum_11 -= x_227;                               STAPES_RANGE(sum_11, -62029, 61646);
            sum_11 -= stapes_shift_left_32(shared_48, 5);  STAPES_RANGE(sum_11, -62029, 61646);
            sum_11 -= stapes_shift_left_32(shared_50, 1);  STAPES_RANGE(sum_11, -62029, 61646);
            sum_11 -= stapes_shift_left_32(shared_51, 2);  STAPES_RANGE(sum_11, -62029, 61646);
            /* the sum over the whole row, each input in its range */
            const int32_t total_11 = sum_11 + 48959;  STAPES_RANGE(total_11, -8225, 105760);
            int32_t scaled_12 = -total_11;            STAPES_RANGE(scaled_12, -109983, 134801);
            scaled_12 = stapes_shift_right_32(scaled_12, 2) + total_11;
            STAPES_RANGE(scaled_12, -109983, 134801);
            scaled_12 = stapes_shift_right_32(scaled_12, 2) + total_11;
            STAPES_RANGE(scaled_12, -109983, 134801);
            scaled_12 = stapes_shift_right_32(scaled_12, 2) - total_11;
            STAPES_RANGE(scaled_12, -109983, 134801);
            scaled_12 = stapes_shift_right_32(scaled_12, 2) + total_11;
            STAPES_RANGE(scaled_12, -109983, 134801);
            scaled_12 = stapes_shift_right_32(scaled_12, 2) + total_11 + 14;
            STAPES_RANGE(scaled_12, -109983, 134801);
            scaled_12 = stapes_shift_right_32(scaled_12, 4) + total_11;
            STAPES_RANGE(scaled_12, -109983, 134801);
            scaled_12 = stapes_shift_right_32(scaled_12, 3) + total_11 - 32639;
            STAPES_RANGE(scaled_12, -109983, 134801);
            *y = (int8_t)stapes_clamp_32(stapes_shift_right_32(scaled_12, 8), -128, 127);
            ++y;
            x += 24;
        }
        y_row += 48;
        kept = rows_of_pointwise1 + 216;
        into = rows_of_pointwise1;
        do {
            *into = *kept;
            ++kept;
            ++into;
        } while (kept != end);
    }
}

/* pointwise2_accumulator (nodes "pointwise2_accumulator", "pointwise2"): y[o] = bias[o] + sum of
 *   weight[o, i] * x[i], o < 12, i < 12, at 16 positions, then requantised
 * strategy: shared-sums
 * cost: 384 loads, 5584 additions, 4016 shifts, 384 comparisons, 192 stores
 * in: depthwise2 in [-128, 127]
 * out: pointwise2 in [-128, 127] */
static void pointwise2_accumulator(const int8_t *depthwise2, int8_t *pointwise2)
{
    const int8_t *x_row = depthwise2;
    const int8_t *x = x_row;
    int8_t *y_row = pointwise2;
    int8_t *y = y_row;
    for (int32_t turns = 4; turns > 0; --turns) {
        x = x_row;
        y = y_row;
        for (int32_t turns_2 = 4; turns_2 > 0; --turns_2) {
            const int32_t x_1 = x[1];                     STAPES_RANGE(x_1, -128, 127);
            const int32_t x_6 = x[6];                     STAPES_RANGE(x_6, -128, 127);
            const int32_t shared = x_1 + x_6;             STAPES_RANGE(shared, -256, 254);
            const int32_t x_0 = *x;                       STAPES_RANGE(x_0, -128, 127);
            const int32_t x_10 = x[10];                   STAPES_RANGE(x_10, -128, 127);
            const int32_t shared_2 = x_0 - x_10;          STAPES_RANGE(shared_2, -255, 255);
            const int32_t x_4 = x[4];                     STAPES_RANGE(x_4, -128, 127);
            const int32_t x_5 = x[5];                     STAPES_RANGE(x_5, -128, 127);
            const int32_t shared_3 = x_4 + x_5;           STAPES_RANGE(shared_3, -256, 254);
            const int32_t x_2 = x[2];                     STAPES_RANGE(x_2, -128, 127);
            const int32_t x_7 = x[7];                     STAPES_RANGE(x_7, -128, 127);
            const int32_t shared_4 = x_2 + x_7;           STAPES_RANGE(shared_4, -256, 254);
            const int32_t x_3 = x[3];                     STAPES_RANGE(x_3, -128, 127);
            const int32_t x_9 = x[9];                     STAPES_RANGE(x_9, -128, 127);
            const int32_t shared_5 = stapes_shift_left_32(x_3, 2) + x_9;
            STAPES_RANGE(shared_5, -640, 635);
            const int32_t x_8 = x[8];                     STAPES_RANGE(x_8, -128, 127);
            const int32_t shared_6 = x_8 - x_9;           STAPES_RANGE(shared_6, -255, 255);
            const int32_t shared_7 = x_5 - stapes_shift_left_32(shared_6, 1);
            STAPES_RANGE(shared_7, -638, 637);
            const int32_t shared_8 = x_8 + stapes_shift_left_32(x_9, 2);
            STAPES_RANGE(shared_8, -640, 635);
            const int32_t x_11 = x[11];                   STAPES_RANGE(x_11, -128, 127);
            const int32_t shared_9 = x_3 + x_11;          STAPES_RANGE(shared_9, -256, 254);
            const int32_t shared_10 = x_1 + stapes_shift_left_32(x_6, 1);
            STAPES_RANGE(shared_10, -384, 381);
            const int32_t shared_11 = stapes_shift_left_32(x_2, 4) + x_11;
            STAPES_RANGE(shared_11, -2176, 2159);
            const int32_t shared_12 = x_8 + x_9;          STAPES_RANGE(shared_12, -256, 254);
            const int32_t shared_13 = stapes_shift_left_32(x_5, 1) + x_7;
            STAPES_RANGE(shared_13, -384, 381);
            const int32_t shared_14 = stapes_shift_left_32(shared_13, 4) + shared_3;
            STAPES_RANGE(shared_14, -6400, 6350);
            int32_t sum_0 = stapes_shift_left_32(x_1, 6) + stapes_shift_left_32(shared, 3);
            STAPES_RANGE(sum_0, -116232, 116328);
            sum_0 += stapes_shift_left_32(shared_2, 1);   STAPES_RANGE(sum_0, -116232, 116328);
            sum_0 += stapes_shift_left_32(shared_2, 5);   STAPES_RANGE(sum_0, -116232, 116328);
            sum_0 += stapes_shift_left_32(shared_3, 7);   STAPES_RANGE(sum_0, -116232, 116328);
            sum_0 += stapes_shift_left_32(shared_4, 1);   STAPES_RANGE(sum_0, -116232, 116328);
            sum_0 += shared_5;                            STAPES_RANGE(sum_0, -116232, 116328);
            sum_0 += stapes_shift_left_32(shared_7, 3);   STAPES_RANGE(sum_0, -116232, 116328);
            sum_0 += shared_8;                            STAPES_RANGE(sum_0, -116232, 116328);
            sum_0 -= stapes_shift_left_32(shared_9, 6);   STAPES_RANGE(sum_0, -116232, 116328);
            sum_0 -= shared_10;                           STAPES_RANGE(sum_0, -116232, 116328);
            sum_0 -= stapes_shift_left_32(shared_4, 6);   STAPES_RANGE(sum_0, -116232, 116328);
            sum_0 -= shared_11;                           STAPES_RANGE(sum_0, -116232, 116328);
            sum_0 -= stapes_shift_left_32(shared_12, 6);  STAPES_RANGE(sum_0, -116232, 116328);
            sum_0 -= shared_14;                           STAPES_RANGE(sum_0, -116232, 116328);
            /* the sum over the whole row, each input in its range */
            const int32_t total_0 = sum_0 - 9357;  STAPES_RANGE(total_0, -108504, 89886);
            int32_t scaled = total_0;  STAPES_RANGE(scaled, -137007, 122507);
            scaled = stapes_shift_right_32(scaled, 2) + total_0;
            STAPES_RANGE(scaled, -137007, 122507);
            scaled = stapes_shift_right_32(scaled, 5) - total_0;
            STAPES_RANGE(scaled, -137007, 122507);
            scaled = stapes_shift_right_32(scaled, 3) - total_0 + 2;
            STAPES_RANGE(scaled, -137007, 122507);
            scaled = stapes_shift_right_32(scaled, 3) + total_0;
            STAPES_RANGE(scaled, -137007, 122507);
            scaled = stapes_shift_right_32(scaled, 4) - total_0 + 4;
            STAPES_RANGE(scaled, -137007, 122507);
            scaled = stapes_shift_right_32(scaled, 3) + total_0 - 16320;
            STAPES_RANGE(scaled, -137007, 122507);
            *y = (int8_t)stapes_clamp_32(stapes_shift_right_32(scaled, 7), -128, 127);
            ++y;
            const int32_t shared_15 = x_1 - x_6;            STAPES_RANGE(shared_15, -255, 255);
            const int32_t shared_16 = stapes_shift_left_32(x_9, 3) + x_10;
            STAPES_RANGE(shared_16, -1152, 1143);
            const int32_t shared_17 = x_2 - stapes_shift_left_32(x_3, 1);
            STAPES_RANGE(shared_17, -382, 383);
            const int32_t shared_18 = stapes_shift_left_32(x_11, 3) - shared_17;
            STAPES_RANGE(shared_18, -1407, 1398);
            const int32_t shared_19 = stapes_shift_left_32(x_0, 1) - x_2;
            STAPES_RANGE(shared_19, -383, 382);
            const int32_t shared_20 = x_11 + shared;        STAPES_RANGE(shared_20, -384, 381);
            const int32_t shared_21 = x_4 - stapes_shift_left_32(x_10, 1);
            STAPES_RANGE(shared_21, -382, 383);
            const int32_t shared_22 = x_11 - stapes_shift_left_32(shared_13, 2);
            STAPES_RANGE(shared_22, -1652, 1663);
            const int32_t shared_23 = shared_3 - shared_4;  STAPES_RANGE(shared_23, -510, 510);
            int32_t sum_1 = stapes_shift_left_32(shared_15, 2) + stapes_shift_left_32(shared_16, 4);
            STAPES_RANGE(sum_1, -107262, 107448);
            sum_1 += shared_18;                             STAPES_RANGE(sum_1, -107262, 107448);
            sum_1 += stapes_shift_left_32(shared_19, 2);    STAPES_RANGE(sum_1, -107262, 107448);
            sum_1 += stapes_shift_left_32(shared_20, 5);    STAPES_RANGE(sum_1, -107262, 107448);
            sum_1 += shared_21;                             STAPES_RANGE(sum_1, -107262, 107448);
            sum_1 += shared_22;                             STAPES_RANGE(sum_1, -107262, 107448);
            sum_1 -= x_0;                                   STAPES_RANGE(sum_1, -107262, 107448);
            sum_1 -= stapes_shift_left_32(x_3, 5);          STAPES_RANGE(sum_1, -107262, 107448);
            sum_1 -= stapes_shift_left_32(x_8, 3);          STAPES_RANGE(sum_1, -107262, 107448);
            sum_1 -= stapes_shift_left_32(shared_20, 7);    STAPES_RANGE(sum_1, -107262, 107448);
            sum_1 -= shared_12;                             STAPES_RANGE(sum_1, -107262, 107448);
            sum_1 -= stapes_shift_left_32(shared_23, 5);    STAPES_RANGE(sum_1, -107262, 107448);
            /* the sum over the whole row, each input in its range */
            const int32_t total_1 = sum_1 - 17693;  STAPES_RANGE(total_1, -93080, 57880);
            int32_t scaled_2 = -total_1;            STAPES_RANGE(scaled_2, -113623, 123182);
            scaled_2 = stapes_shift_right_32(scaled_2, 3) - total_1;
            STAPES_RANGE(scaled_2, -113623, 123182);
            scaled_2 = stapes_shift_right_32(scaled_2, 4) + total_1;
            STAPES_RANGE(scaled_2, -113623, 123182);
            scaled_2 = stapes_shift_right_32(scaled_2, 2) - total_1 + 2;
            STAPES_RANGE(scaled_2, -113623, 123182);
            scaled_2 = stapes_shift_right_32(scaled_2, 2) - total_1 + 3;
            STAPES_RANGE(scaled_2, -113623, 123182);
            scaled_2 = stapes_shift_right_32(scaled_2, 2) - total_1 + 7;
            STAPES_RANGE(scaled_2, -113623, 123182);
            scaled_2 = stapes_shift_right_32(scaled_2, 3) - total_1 + 7;
            STAPES_RANGE(scaled_2, -113623, 123182);
            scaled_2 = stapes_shift_right_32(scaled_2, 4) + total_1 - 16320;
            STAPES_RANGE(scaled_2, -113623, 123182);
            *y = (int8_t)stapes_clamp_32(stapes_shift_right_32(scaled_2, 7), -128, 127);
            ++y;
            const int32_t shared_24 = x_8 - stapes_shift_left_32(x_8, 2);
            STAPES_RANGE(shared_24, -381, 384);
            const int32_t shared_25 = x_1 - stapes_shift_left_32(x_11, 1);
            STAPES_RANGE(shared_25, -382, 383);
            const int32_t shared_26 = x_7 - stapes_shift_left_32(shared_13, 2);
            STAPES_RANGE(shared_26, -1397, 1408);
            const int32_t shared_27 = stapes_shift_left_32(x_0, 2) + x_2;
            STAPES_RANGE(shared_27, -640, 635);
            const int32_t shared_28 = stapes_shift_left_32(x_3, 1) + shared_15;
            STAPES_RANGE(shared_28, -511, 509);
            int32_t sum_2 = stapes_shift_left_32(x_5, 4) + shared;
            STAPES_RANGE(sum_2, -77621, 77674);
            sum_2 += stapes_shift_left_32(shared_3, 2);   STAPES_RANGE(sum_2, -77621, 77674);
            sum_2 += shared_9;                            STAPES_RANGE(sum_2, -77621, 77674);
            sum_2 += shared_24;                           STAPES_RANGE(sum_2, -77621, 77674);
            sum_2 += stapes_shift_left_32(shared_25, 4);  STAPES_RANGE(sum_2, -77621, 77674);
            sum_2 += stapes_shift_left_32(shared_8, 4);   STAPES_RANGE(sum_2, -77621, 77674);
            sum_2 += shared_23;                           STAPES_RANGE(sum_2, -77621, 77674);
            sum_2 -= x_0;                                 STAPES_RANGE(sum_2, -77621, 77674);
            sum_2 -= stapes_shift_left_32(x_6, 3);        STAPES_RANGE(sum_2, -77621, 77674);
            sum_2 -= stapes_shift_left_32(x_10, 2);       STAPES_RANGE(sum_2, -77621, 77674);
            sum_2 -= shared_16;                           STAPES_RANGE(sum_2, -77621, 77674);
            sum_2 -= stapes_shift_left_32(shared_26, 3);  STAPES_RANGE(sum_2, -77621, 77674);
            sum_2 -= stapes_shift_left_32(shared_27, 4);  STAPES_RANGE(sum_2, -77621, 77674);
            sum_2 -= stapes_shift_left_32(shared_28, 6);  STAPES_RANGE(sum_2, -77621, 77674);
            /* the sum over the whole row, each input in its range */
            const int32_t total_2 = sum_2 - 3442;  STAPES_RANGE(total_2, -71118, 64287);
            int32_t scaled_3 = total_2;            STAPES_RANGE(scaled_3, -109603, 94346);
            scaled_3 = stapes_shift_right_32(scaled_3, 2) - total_2;
            STAPES_RANGE(scaled_3, -109603, 94346);
            scaled_3 = stapes_shift_right_32(scaled_3, 2) - total_2;
            STAPES_RANGE(scaled_3, -109603, 94346);
            scaled_3 = stapes_shift_right_32(scaled_3, 2) - total_2;
            STAPES_RANGE(scaled_3, -109603, 94346);
            scaled_3 = stapes_shift_right_32(scaled_3, 2) + total_2;
            STAPES_RANGE(scaled_3, -109603, 94346);
            scaled_3 = stapes_shift_right_32(scaled_3, 2) + total_2 + 1;
            STAPES_RANGE(scaled_3, -109603, 94346);
            scaled_3 = stapes_shift_right_32(scaled_3, 4) - total_2;
            STAPES_RANGE(scaled_3, -109603, 94346);
            scaled_3 = stapes_shift_right_32(scaled_3, 2) + total_2;
            STAPES_RANGE(scaled_3, -109603, 94346);
            scaled_3 = stapes_shift_right_32(scaled_3, 2) + total_2 - 16319;
            STAPES_RANGE(scaled_3, -109603, 94346);
            *y = (int8_t)stapes_clamp_32(stapes_shift_right_32(scaled_3, 7), -128, 127);
            ++y;
            const int32_t shared_29 = stapes_shift_left_32(x_4, 1) + x_5;
            STAPES_RANGE(shared_29, -384, 381);
            const int32_t shared_30 = shared_15 - shared_29;  STAPES_RANGE(shared_30, -636, 639);
            const int32_t shared_31 = shared_11 + stapes_shift_left_32(shared_30, 1);
            STAPES_RANGE(shared_31, -3448, 3437);
            const int32_t shared_32 = x_7 - stapes_shift_left_32(x_7, 2);
            STAPES_RANGE(shared_32, -381, 384);
            const int32_t shared_33 = x_0 - stapes_shift_left_32(shared, 2);
            STAPES_RANGE(shared_33, -1144, 1151);
            const int32_t shared_34 = shared_32 + stapes_shift_left_32(shared_33, 1);
            STAPES_RANGE(shared_34, -2669, 2686);
            int32_t sum_3 = stapes_shift_left_32(shared_2, 6) + stapes_shift_left_32(shared_6, 7);
            STAPES_RANGE(sum_3, -102421, 102344);
            sum_3 += stapes_shift_left_32(shared_16, 2);      STAPES_RANGE(sum_3, -102421, 102344);
            sum_3 += shared_31;                               STAPES_RANGE(sum_3, -102421, 102344);
            sum_3 -= stapes_shift_left_32(x_0, 1);            STAPES_RANGE(sum_3, -102421, 102344);
            sum_3 -= stapes_shift_left_32(x_5, 5);            STAPES_RANGE(sum_3, -102421, 102344);
            sum_3 -= stapes_shift_left_32(x_11, 5);           STAPES_RANGE(sum_3, -102421, 102344);
            sum_3 -= stapes_shift_left_32(shared_17, 2);      STAPES_RANGE(sum_3, -102421, 102344);
            sum_3 -= shared_6;                                STAPES_RANGE(sum_3, -102421, 102344);
            sum_3 -= stapes_shift_left_32(shared_31, 2);      STAPES_RANGE(sum_3, -102421, 102344);
            sum_3 -= stapes_shift_left_32(shared_34, 3);      STAPES_RANGE(sum_3, -102421, 102344);
            /* the sum over the whole row, each input in its range */
            const int32_t total_3 = sum_3 + 5931;     STAPES_RANGE(total_3, -72265, 84050);
            int32_t scaled_4 = total_3 - 2138965504;  STAPES_RANGE(scaled_4, -2139037769, 84050);
            scaled_4 = stapes_shift_right_32(scaled_4, 2) - total_3;
            STAPES_RANGE(scaled_4, -2139037769, 84050);
            scaled_4 = stapes_shift_right_32(scaled_4, 5) - total_3;
            STAPES_RANGE(scaled_4, -2139037769, 84050);
            scaled_4 = stapes_shift_right_32(scaled_4, 3) - total_3;
            STAPES_RANGE(scaled_4, -2139037769, 84050);
            scaled_4 = stapes_shift_right_32(scaled_4, 3) + total_3;
            STAPES_RANGE(scaled_4, -2139037769, 84050);
            scaled_4 = stapes_shift_right_32(scaled_4, 4) + total_3;
            STAPES_RANGE(scaled_4, -2139037769, 84050);
            *y = (int8_t)stapes_clamp_32(stapes_shift_right_32(scaled_4, 7), -128, 127);
            ++y;
            const int32_t shared_35 = stapes_shift_left_32(x_2, 3) + x_3;
            STAPES_RANGE(shared_35, -1152, 1143);
            const int32_t shared_36 = x_5 + shared_2;     STAPES_RANGE(shared_36, -383, 382);
            const int32_t shared_37 = x_4 + x_10;         STAPES_RANGE(shared_37, -256, 254);
            int32_t sum_4 = x_6 + stapes_shift_left_32(shared_17, 1);
            STAPES_RANGE(sum_4, -74034, 74376);
            sum_4 += stapes_shift_left_32(shared_9, 4);   STAPES_RANGE(sum_4, -74034, 74376);
            sum_4 += shared_35;                           STAPES_RANGE(sum_4, -74034, 74376);
            sum_4 += shared_36;                           STAPES_RANGE(sum_4, -74034, 74376);
            sum_4 += stapes_shift_left_32(shared_22, 1);  STAPES_RANGE(sum_4, -74034, 74376);
            sum_4 -= x_8;                                 STAPES_RANGE(sum_4, -74034, 74376);
            sum_4 -= stapes_shift_left_32(shared_16, 2);  STAPES_RANGE(sum_4, -74034, 74376);
            sum_4 -= stapes_shift_left_32(shared_19, 6);  STAPES_RANGE(sum_4, -74034, 74376);
            sum_4 -= stapes_shift_left_32(shared_20, 6);  STAPES_RANGE(sum_4, -74034, 74376);
            sum_4 -= stapes_shift_left_32(shared_37, 5);  STAPES_RANGE(sum_4, -74034, 74376);
            sum_4 -= stapes_shift_left_32(shared_7, 2);   STAPES_RANGE(sum_4, -74034, 74376);
            /* the sum over the whole row, each input in its range */
            const int32_t total_4 = sum_4 - 35039;  STAPES_RANGE(total_4, -102443, 32707);
            int32_t scaled_5 = total_4;             STAPES_RANGE(scaled_5, -148433, 113101);
            scaled_5 = stapes_shift_right_32(scaled_5, 5) + total_4;
            STAPES_RANGE(scaled_5, -148433, 113101);
            scaled_5 = stapes_shift_right_32(scaled_5, 2) - total_4 + 7;
            STAPES_RANGE(scaled_5, -148433, 113101);
            scaled_5 = stapes_shift_right_32(scaled_5, 4) + total_4 + 3;
            STAPES_RANGE(scaled_5, -148433, 113101);
            scaled_5 = stapes_shift_right_32(scaled_5, 2) + total_4 + 3;
            STAPES_RANGE(scaled_5, -148433, 113101);
            scaled_5 = stapes_shift_right_32(scaled_5, 2) - total_4 + 3;
            STAPES_RANGE(scaled_5, -148433, 113101);
            scaled_5 = stapes_shift_right_32(scaled_5, 2) + total_4 + 3;
            STAPES_RANGE(scaled_5, -148433, 113101);
            scaled_5 = stapes_shift_right_32(scaled_5, 2) + total_4 - 16320;
            STAPES_RANGE(scaled_5, -148433, 113101);
            *y = (int8_t)stapes_clamp_32(stapes_shift_right_32(scaled_5, 7), -128, 127);
            ++y;
            const int32_t shared_38 = shared_9 + stapes_shift_left_32(shared_10, 3);
            STAPES_RANGE(shared_38, -3328, 3302);
            int32_t sum_5 = x_0 + stapes_shift_left_32(x_2, 6);
            STAPES_RANGE(sum_5, -118015, 117860);
            sum_5 += stapes_shift_left_32(x_4, 6);  STAPES_RANGE(sum_5, -118015, 117860);
            sum_5 += stapes_shift_left_32(x_8, 7);  STAPES_RANGE(sum_5, -118015, 117860);
            sum_5 += x_10;  STAPES_RANGE(sum_5, -118015, 117860);
            sum_5 += stapes_shift_left_32(shared_5, 5);  STAPES_RANGE(sum_5, -118015, 117860);
            sum_5 += stapes_shift_left_32(shared_32, 4);  STAPES_RANGE(sum_5, -118015, 117860);
            sum_5 += shared_27;  STAPES_RANGE(sum_5, -118015, 117860);
            sum_5 += stapes_shift_left_32(shared_21, 3);  STAPES_RANGE(sum_5, -118015, 117860);
            sum_5 += shared_38;  STAPES_RANGE(sum_5, -118015, 117860);
            sum_5 -= x_8;  STAPES_RANGE(sum_5, -118015, 117860);
            sum_5 -= stapes_shift_left_32(x_9, 1);  STAPES_RANGE(sum_5, -118015, 117860);
            sum_5 -= shared_10;  STAPES_RANGE(sum_5, -118015, 117860);
            sum_5 -= shared_29;  STAPES_RANGE(sum_5, -118015, 117860);
            sum_5 -= stapes_shift_left_32(shared_18, 3);  STAPES_RANGE(sum_5, -118015, 117860);
            sum_5 -= shared_26;  STAPES_RANGE(sum_5, -118015, 117860);
            sum_5 -= stapes_shift_left_32(shared_36, 6);  STAPES_RANGE(sum_5, -118015, 117860);
            sum_5 -= stapes_shift_left_32(shared_38, 2);  STAPES_RANGE(sum_5, -118015, 117860);
            /* the sum over the whole row, each input in its range */
            const int32_t total_5 = sum_5 + 13537;  STAPES_RANGE(total_5, -83568, 110487);
            int32_t scaled_6 = -total_5;            STAPES_RANGE(scaled_6, -139439, 120933);
            scaled_6 = stapes_shift_right_32(scaled_6, 3) + total_5;
            STAPES_RANGE(scaled_6, -139439, 120933);
            scaled_6 = stapes_shift_right_32(scaled_6, 6) + total_5 + 5;
            STAPES_RANGE(scaled_6, -139439, 120933);
            scaled_6 = stapes_shift_right_32(scaled_6, 4) - total_5;
            STAPES_RANGE(scaled_6, -139439, 120933);
            scaled_6 = stapes_shift_right_32(scaled_6, 2) - total_5 + 8;
            STAPES_RANGE(scaled_6, -139439, 120933);
            scaled_6 = stapes_shift_right_32(scaled_6, 4) + total_5 - 16320;
            STAPES_RANGE(scaled_6, -139439, 120933);
            *y = (int8_t)stapes_clamp_32(stapes_shift_right_32(scaled_6, 7), -128, 127);
            ++y;
            const int32_t shared_39 = x_10 - stapes_shift_left_32(shared_15, 2);
            STAPES_RANGE(shared_39, -1148, 1147);
            int32_t sum_6 = stapes_shift_left_32(shared, 4) + shared_13;
            STAPES_RANGE(sum_6, -86155, 86480);
            sum_6 += stapes_shift_left_32(shared_18, 3);  STAPES_RANGE(sum_6, -86155, 86480);
            sum_6 += shared_39;                           STAPES_RANGE(sum_6, -86155, 86480);
            sum_6 += stapes_shift_left_32(shared_34, 3);  STAPES_RANGE(sum_6, -86155, 86480);
            sum_6 -= stapes_shift_left_32(x_3, 7);        STAPES_RANGE(sum_6, -86155, 86480);
            sum_6 -= stapes_shift_left_32(x_10, 7);       STAPES_RANGE(sum_6, -86155, 86480);
            sum_6 -= stapes_shift_left_32(shared_6, 2);   STAPES_RANGE(sum_6, -86155, 86480);
            sum_6 -= stapes_shift_left_32(shared_6, 5);   STAPES_RANGE(sum_6, -86155, 86480);
            sum_6 -= stapes_shift_left_32(shared_29, 3);  STAPES_RANGE(sum_6, -86155, 86480);
            sum_6 -= stapes_shift_left_32(shared_18, 1);  STAPES_RANGE(sum_6, -86155, 86480);
            sum_6 -= shared_25;                           STAPES_RANGE(sum_6, -86155, 86480);
            /* the sum over the whole row, each input in its range */
            const int32_t total_6 = sum_6 - 30964;  STAPES_RANGE(total_6, -98249, 36646);
            int32_t scaled_7 = total_6;             STAPES_RANGE(scaled_7, -124596, 107410);
            scaled_7 = stapes_shift_right_32(scaled_7, 2) - total_6;
            STAPES_RANGE(scaled_7, -124596, 107410);
            scaled_7 = stapes_shift_right_32(scaled_7, 4) - total_6;
            STAPES_RANGE(scaled_7, -124596, 107410);
            scaled_7 = stapes_shift_right_32(scaled_7, 4) + total_6;
            STAPES_RANGE(scaled_7, -124596, 107410);
            scaled_7 = stapes_shift_right_32(scaled_7, 3) + total_6;
            STAPES_RANGE(scaled_7, -124596, 107410);
            scaled_7 = stapes_shift_right_32(scaled_7, 5) - total_6 + 2;
            STAPES_RANGE(scaled_7, -124596, 107410);
            scaled_7 = stapes_shift_right_32(scaled_7, 2) + total_6 - 16320;
            STAPES_RANGE(scaled_7, -124596, 107410);
            *y = (int8_t)stapes_clamp_32(stapes_shift_right_32(scaled_7, 7), -128, 89);
            ++y;
            int32_t sum_7 = x_11 + stapes_shift_left_32(shared, 4);
            STAPES_RANGE(sum_7, -81321, 81114);
            sum_7 += shared_15;                           STAPES_RANGE(sum_7, -81321, 81114);
            sum_7 += shared_2;                            STAPES_RANGE(sum_7, -81321, 81114);
            sum_7 += stapes_shift_left_32(shared_5, 4);   STAPES_RANGE(sum_7, -81321, 81114);
            sum_7 += stapes_shift_left_32(shared_28, 2);  STAPES_RANGE(sum_7, -81321, 81114);
            sum_7 += stapes_shift_left_32(shared_37, 6);  STAPES_RANGE(sum_7, -81321, 81114);
            sum_7 += stapes_shift_left_32(shared_39, 4);  STAPES_RANGE(sum_7, -81321, 81114);
            sum_7 += shared_14;                           STAPES_RANGE(sum_7, -81321, 81114);
            sum_7 -= stapes_shift_left_32(x_4, 2);        STAPES_RANGE(sum_7, -81321, 81114);
            sum_7 -= stapes_shift_left_32(x_11, 7);       STAPES_RANGE(sum_7, -81321, 81114);
            sum_7 -= stapes_shift_left_32(shared_19, 1);  STAPES_RANGE(sum_7, -81321, 81114);
            sum_7 -= shared_26;                           STAPES_RANGE(sum_7, -81321, 81114);
            sum_7 -= stapes_shift_left_32(shared_24, 3);  STAPES_RANGE(sum_7, -81321, 81114);
            sum_7 -= shared_35;                           STAPES_RANGE(sum_7, -81321, 81114);
            /* the sum over the whole row, each input in its range */
            const int32_t total_7 = sum_7 + 21086;  STAPES_RANGE(total_7, -51055, 93020);
            int32_t scaled_8 = -total_7;            STAPES_RANGE(scaled_8, -123011, 120566);
            scaled_8 = stapes_shift_right_32(scaled_8, 4) - total_7;
            STAPES_RANGE(scaled_8, -123011, 120566);
            scaled_8 = stapes_shift_right_32(scaled_8, 3) + total_7;
            STAPES_RANGE(scaled_8, -123011, 120566);
            scaled_8 = stapes_shift_right_32(scaled_8, 3) + total_7;
            STAPES_RANGE(scaled_8, -123011, 120566);
            scaled_8 = stapes_shift_right_32(scaled_8, 2) - total_7 + 2;
            STAPES_RANGE(scaled_8, -123011, 120566);
            scaled_8 = stapes_shift_right_32(scaled_8, 2) - total_7;
            STAPES_RANGE(scaled_8, -123011, 120566);
            scaled_8 = stapes_shift_right_32(scaled_8, 2) - total_7;
            STAPES_RANGE(scaled_8, -123011, 120566);
            scaled_8 = stapes_shift_right_32(scaled_8, 2) + total_7;
            STAPES_RANGE(scaled_8, -123011, 120566);
            scaled_8 = stapes_shift_right_32(scaled_8, 2) + total_7 - 32639;
            STAPES_RANGE(scaled_8, -123011, 120566);
            *y = (int8_t)stapes_clamp_32(stapes_shift_right_32(scaled_8, 8), -128, 127);
            ++y;
            const int32_t x_6_2 = x[6];                   STAPES_RANGE(x_6_2, -128, 127);
            const int32_t x_8_2 = x[8];                   STAPES_RANGE(x_8_2, -128, 127);
            const int32_t x_11_2 = x[11];                 STAPES_RANGE(x_11_2, -128, 127);
            const int32_t x_5_2 = x[5];                   STAPES_RANGE(x_5_2, -128, 127);
            const int32_t x_7_2 = x[7];                   STAPES_RANGE(x_7_2, -128, 127);
            const int32_t shared_40 = x_5_2 - stapes_shift_left_32(x_7_2, 1);
            STAPES_RANGE(shared_40, -382, 383);
            const int32_t x_1_2 = x[1];                   STAPES_RANGE(x_1_2, -128, 127);
            const int32_t x_3_2 = x[3];                   STAPES_RANGE(x_3_2, -128, 127);
            const int32_t shared_41 = x_1_2 - x_3_2;      STAPES_RANGE(shared_41, -255, 255);
            const int32_t x_10_2 = x[10];                 STAPES_RANGE(x_10_2, -128, 127);
            const int32_t shared_42 = stapes_shift_left_32(x_10_2, 1) + x_11_2;
            STAPES_RANGE(shared_42, -384, 381);
            const int32_t shared_43 = stapes_shift_left_32(x_1_2, 1) + shared_42;
            STAPES_RANGE(shared_43, -640, 635);
            const int32_t shared_44 = stapes_shift_left_32(x_8_2, 2) - x_10_2;
            STAPES_RANGE(shared_44, -639, 636);
            const int32_t x_0_2 = *x;                     STAPES_RANGE(x_0_2, -128, 127);
            const int32_t x_4_2 = x[4];                   STAPES_RANGE(x_4_2, -128, 127);
            const int32_t shared_45 = x_4_2 - stapes_shift_left_32(x_4_2, 2);
            STAPES_RANGE(shared_45, -381, 384);
            const int32_t x_2_2 = x[2];                   STAPES_RANGE(x_2_2, -128, 127);
            const int32_t x_9_2 = x[9];                   STAPES_RANGE(x_9_2, -128, 127);
            const int32_t shared_46 = stapes_shift_left_32(x_6_2, 2) - x_9_2;
            STAPES_RANGE(shared_46, -639, 636);
            const int32_t shared_47 = stapes_shift_left_32(x_2_2, 2) + shared_46;
            STAPES_RANGE(shared_47, -1151, 1144);
            const int32_t shared_48 = stapes_shift_left_32(x_0_2, 1) + x_1_2;
            STAPES_RANGE(shared_48, -384, 381);
            const int32_t shared_49 = shared_48 + stapes_shift_left_32(shared_40, 2);
            STAPES_RANGE(shared_49, -1912, 1913);
            int32_t sum_8 = x_6_2 + x_8_2;                STAPES_RANGE(sum_8, -85840, 85520);
            sum_8 += stapes_shift_left_32(x_11_2, 1);     STAPES_RANGE(sum_8, -85840, 85520);
            sum_8 += stapes_shift_left_32(x_11_2, 3);     STAPES_RANGE(sum_8, -85840, 85520);
            sum_8 += stapes_shift_left_32(shared_40, 2);  STAPES_RANGE(sum_8, -85840, 85520);
            sum_8 += stapes_shift_left_32(shared_41, 1);  STAPES_RANGE(sum_8, -85840, 85520);
            sum_8 += stapes_shift_left_32(shared_43, 6);  STAPES_RANGE(sum_8, -85840, 85520);
            sum_8 += shared_44;                           STAPES_RANGE(sum_8, -85840, 85520);
            sum_8 -= stapes_shift_left_32(x_0_2, 2);      STAPES_RANGE(sum_8, -85840, 85520);
            sum_8 -= x_4_2;                               STAPES_RANGE(sum_8, -85840, 85520);
            sum_8 -= stapes_shift_left_32(x_6_2, 5);      STAPES_RANGE(sum_8, -85840, 85520);
            sum_8 -= stapes_shift_left_32(shared_45, 3);  STAPES_RANGE(sum_8, -85840, 85520);
            sum_8 -= stapes_shift_left_32(shared_47, 1);  STAPES_RANGE(sum_8, -85840, 85520);
            sum_8 -= stapes_shift_left_32(shared_49, 4);  STAPES_RANGE(sum_8, -85840, 85520);
            /* the sum over the whole row, each input in its range */
            const int32_t total_8 = sum_8 + 36655;  STAPES_RANGE(total_8, -41280, 114270);
            int32_t scaled_9 = -total_8;            STAPES_RANGE(scaled_9, -123113, 144615);
            scaled_9 = stapes_shift_right_32(scaled_9, 5) - total_8;
            STAPES_RANGE(scaled_9, -123113, 144615);
            scaled_9 = stapes_shift_right_32(scaled_9, 2) + total_8;
            STAPES_RANGE(scaled_9, -123113, 144615);
            scaled_9 = stapes_shift_right_32(scaled_9, 3) - total_8;
            STAPES_RANGE(scaled_9, -123113, 144615);
            scaled_9 = stapes_shift_right_32(scaled_9, 3) + total_8;
            STAPES_RANGE(scaled_9, -123113, 144615);
            scaled_9 = stapes_shift_right_32(scaled_9, 2) + total_8;
            STAPES_RANGE(scaled_9, -123113, 144615);
            scaled_9 = stapes_shift_right_32(scaled_9, 3) + total_8;
            STAPES_RANGE(scaled_9, -123113, 144615);
            scaled_9 = stapes_shift_right_32(scaled_9, 3) + total_8 - 32639;
            STAPES_RANGE(scaled_9, -123113, 144615);
            *y = (int8_t)stapes_clamp_32(stapes_shift_right_32(scaled_9, 8), -128, 127);
            ++y;
            const int32_t shared_50 = stapes_shift_left_32(x_0_2, 1) + shared_45;
            STAPES_RANGE(shared_50, -637, 638);
            const int32_t shared_51 = stapes_shift_left_32(x_0_2, 1) + x_10_2;
            STAPES_RANGE(shared_51, -384, 381);
            const int32_t shared_52 = x_2_2 - x_6_2;      STAPES_RANGE(shared_52, -255, 255);
            const int32_t shared_53 = x_7_2 + stapes_shift_left_32(x_9_2, 2);
            STAPES_RANGE(shared_53, -640, 635);
            const int32_t shared_54 = stapes_shift_left_32(x_3_2, 1) - x_5_2;
            STAPES_RANGE(shared_54, -383, 382);
            const int32_t shared_55 = x_7_2 + stapes_shift_left_32(shared_54, 2);
            STAPES_RANGE(shared_55, -1660, 1655);
            const int32_t shared_56 = stapes_shift_left_32(x_10_2, 1) - shared_50;
            STAPES_RANGE(shared_56, -894, 891);
            const int32_t shared_57 = stapes_shift_left_32(x_11_2, 4) - shared_52;
            STAPES_RANGE(shared_57, -2303, 2287);
            int32_t sum_9 = x_8_2 + stapes_shift_left_32(x_11_2, 4);
            STAPES_RANGE(sum_9, -98246, 98614);
            sum_9 += stapes_shift_left_32(shared_50, 1);  STAPES_RANGE(sum_9, -98246, 98614);
            sum_9 += shared_41;                           STAPES_RANGE(sum_9, -98246, 98614);
            sum_9 += stapes_shift_left_32(shared_51, 3);  STAPES_RANGE(sum_9, -98246, 98614);
            sum_9 -= stapes_shift_left_32(x_5_2, 4);      STAPES_RANGE(sum_9, -98246, 98614);
            sum_9 -= stapes_shift_left_32(x_8_2, 7);      STAPES_RANGE(sum_9, -98246, 98614);
            sum_9 -= shared_42;                           STAPES_RANGE(sum_9, -98246, 98614);
            sum_9 -= stapes_shift_left_32(shared_52, 4);  STAPES_RANGE(sum_9, -98246, 98614);
            sum_9 -= stapes_shift_left_32(shared_41, 3);  STAPES_RANGE(sum_9, -98246, 98614);
            sum_9 -= stapes_shift_left_32(shared_53, 2);  STAPES_RANGE(sum_9, -98246, 98614);
            sum_9 -= stapes_shift_left_32(shared_55, 4);  STAPES_RANGE(sum_9, -98246, 98614);
            sum_9 -= stapes_shift_left_32(shared_56, 5);  STAPES_RANGE(sum_9, -98246, 98614);
            sum_9 -= stapes_shift_left_32(shared_57, 2);  STAPES_RANGE(sum_9, -98246, 98614);
            /* the sum over the whole row, each input in its range */
            const int32_t total_9 = sum_9 - 34600;     STAPES_RANGE(total_9, -118056, 49224);
            int32_t scaled_10 = total_9 - 2139030272;  STAPES_RANGE(scaled_10, -2139148328, 118056);
            scaled_10 = stapes_shift_right_32(scaled_10, 2) - total_9;
            STAPES_RANGE(scaled_10, -2139148328, 118056);
            scaled_10 = stapes_shift_right_32(scaled_10, 4) + total_9;
            STAPES_RANGE(scaled_10, -2139148328, 118056);
            scaled_10 = stapes_shift_right_32(scaled_10, 2) + total_9;
            STAPES_RANGE(scaled_10, -2139148328, 118056);
            scaled_10 = stapes_shift_right_32(scaled_10, 2) + total_9;
            STAPES_RANGE(scaled_10, -2139148328, 118056);
            scaled_10 = stapes_shift_right_32(scaled_10, 3) - total_9;
            STAPES_RANGE(scaled_10, -2139148328, 118056);
            scaled_10 = stapes_shift_right_32(scaled_10, 4) + total_9;
            STAPES_RANGE(scaled_10, -2139148328, 118056);
            *y = (int8_t)stapes_clamp_32(stapes_shift_right_32(scaled_10, 7), -128, 127);
            ++y;
            const int32_t shared_58 = x_8_2 - stapes_shift_left_32(x_8_2, 2);
            STAPES_RANGE(shared_58, -381, 384);
            const int32_t shared_59 = x_3_2 - stapes_shift_left_32(shared_48, 1);
            STAPES_RANGE(shared_59, -890, 895);
            const int32_t shared_60 = x_6_2 + shared_42;   STAPES_RANGE(shared_60, -512, 508);
            int32_t sum_10 = stapes_shift_left_32(x_0_2, 1) + stapes_shift_left_32(x_9_2, 2);
            STAPES_RANGE(sum_10, -173425, 173375);
            sum_10 += stapes_shift_left_32(x_9_2, 7);      STAPES_RANGE(sum_10, -173425, 173375);
            sum_10 += shared_54;                           STAPES_RANGE(sum_10, -173425, 173375);
            sum_10 += stapes_shift_left_32(shared_54, 6);  STAPES_RANGE(sum_10, -173425, 173375);
            sum_10 += stapes_shift_left_32(shared_58, 5);  STAPES_RANGE(sum_10, -173425, 173375);
            sum_10 += shared_44;                           STAPES_RANGE(sum_10, -173425, 173375);
            sum_10 += stapes_shift_left_32(shared_56, 4);  STAPES_RANGE(sum_10, -173425, 173375);
            sum_10 -= stapes_shift_left_32(shared_42, 6);  STAPES_RANGE(sum_10, -173425, 173375);
            sum_10 -= stapes_shift_left_32(shared_54, 2);  STAPES_RANGE(sum_10, -173425, 173375);
            sum_10 -= stapes_shift_left_32(shared_52, 7);  STAPES_RANGE(sum_10, -173425, 173375);
            sum_10 -= stapes_shift_left_32(shared_59, 5);  STAPES_RANGE(sum_10, -173425, 173375);
            sum_10 -= stapes_shift_left_32(shared_60, 2);  STAPES_RANGE(sum_10, -173425, 173375);
            sum_10 -= stapes_shift_left_32(shared_53, 3);  STAPES_RANGE(sum_10, -173425, 173375);
            sum_10 -= shared_57;                           STAPES_RANGE(sum_10, -173425, 173375);
            sum_10 -= stapes_shift_left_32(shared_49, 2);  STAPES_RANGE(sum_10, -173425, 173375);
            /* the sum over the whole row, each input in its range */
            const int32_t total_10 = sum_10 + 4822;  STAPES_RANGE(total_10, -125253, 134847);
            int32_t scaled_11 = total_10;            STAPES_RANGE(scaled_11, -176180, 161334);
            scaled_11 = stapes_shift_right_32(scaled_11, 4) - total_10;
            STAPES_RANGE(scaled_11, -176180, 161334);
            scaled_11 = stapes_shift_right_32(scaled_11, 3) + total_10;
            STAPES_RANGE(scaled_11, -176180, 161334);
            scaled_11 = stapes_shift_right_32(scaled_11, 4) + total_10 + 3;
            STAPES_RANGE(scaled_11, -176180, 161334);
            scaled_11 = stapes_shift_right_32(scaled_11, 2) - total_10 + 1;
            STAPES_RANGE(scaled_11, -176180, 161334);
            scaled_11 = stapes_shift_right_32(scaled_11, 3) + total_10;
            STAPES_RANGE(scaled_11, -176180, 161334);
            scaled_11 = stapes_shift_right_32(scaled_11, 3) + total_10 - 32639;
            STAPES_RANGE(scaled_11, -176180, 161334);
            *y = (int8_t)stapes_clamp_32(stapes_shift_right_32(scaled_11, 8), -128, 127);
            ++y;
            int32_t sum_11 = stapes_shift_left_32(x_3_2, 6) + stapes_shift_left_32(x_5_2, 4);
            STAPES_RANGE(sum_11, -94039, 94406);
            sum_11 += stapes_shift_left_32(x_11_2, 4);     STAPES_RANGE(sum_11, -94039, 94406);
            sum_11 += stapes_shift_left_32(shared_45, 4);  STAPES_RANGE(sum_11, -94039, 94406);
            sum_11 += stapes_shift_left_32(shared_40, 6);  STAPES_RANGE(sum_11, -94039, 94406);
            sum_11 += shared_58;                           STAPES_RANGE(sum_11, -94039, 94406);
            sum_11 += stapes_shift_left_32(shared_58, 4);  STAPES_RANGE(sum_11, -94039, 94406);
            sum_11 += stapes_shift_left_32(shared_46, 1);  STAPES_RANGE(sum_11, -94039, 94406);
            sum_11 += shared_59;                           STAPES_RANGE(sum_11, -94039, 94406);
            sum_11 += shared_55;                           STAPES_RANGE(sum_11, -94039, 94406);
            sum_11 -= x_4_2;                               STAPES_RANGE(sum_11, -94039, 94406);
            sum_11 -= x_5_2;                               STAPES_RANGE(sum_11, -94039, 94406);
            sum_11 -= stapes_shift_left_32(x_11_2, 7);     STAPES_RANGE(sum_11, -94039, 94406);
            sum_11 -= stapes_shift_left_32(shared_51, 5);  STAPES_RANGE(sum_11, -94039, 94406);
            sum_11 -= stapes_shift_left_32(shared_43, 2);  STAPES_RANGE(sum_11, -94039, 94406);
            sum_11 -= stapes_shift_left_32(shared_47, 3);  STAPES_RANGE(sum_11, -94039, 94406);
            sum_11 -= shared_60;                           STAPES_RANGE(sum_11, -94039, 94406);
            /* the sum over the whole row, each input in its range */
            const int32_t total_11 = sum_11 - 39575;  STAPES_RANGE(total_11, -125454, 46671);
            int32_t scaled_12 = -total_11;            STAPES_RANGE(scaled_12, -158434, 144962);
            scaled_12 = stapes_shift_right_32(scaled_12, 2) + total_11;
            STAPES_RANGE(scaled_12, -158434, 144962);
            scaled_12 = stapes_shift_right_32(scaled_12, 2) - total_11;
            STAPES_RANGE(scaled_12, -158434, 144962);
            scaled_12 = stapes_shift_right_32(scaled_12, 4) - total_11 + 4;
            STAPES_RANGE(scaled_12, -158434, 144962);
            scaled_12 = stapes_shift_right_32(scaled_12, 3) + total_11 + 2;
            STAPES_RANGE(scaled_12, -158434, 144962);
            scaled_12 = stapes_shift_right_32(scaled_12, 2) + total_11 + 7;
            STAPES_RANGE(scaled_12, -158434, 144962);
            scaled_12 = stapes_shift_right_32(scaled_12, 3) - total_11 + 1;
            STAPES_RANGE(scaled_12, -158434, 144962);
            scaled_12 = stapes_shift_right_32(scaled_12, 2) + total_11 - 16320;
            STAPES_RANGE(scaled_12, -158434, 144962);
            *y = (int8_t)stapes_clamp_32(stapes_shift_right_32(scaled_12, 7), -128, 127);
            ++y;
            x += 12;
        }
        y_row += 48;
        x_row += 48;
    }
}

/* logits_accumulator (nodes "logits_accumulator", "logits"): y[o] = bias[o] + sum of weight[o,
 *   i] * x[i], o < 10, i < 192, then requantised
 * strategy: squares
 * cost: 4820 loads, 3788 additions, 130 shifts, 20 comparisons, 20 stores
 * in: pointwise2 in [-128, 127]
 * out: logits in [-128, 127], logits_accumulator_sums in [-862874, 706221] */
static void logits_accumulator(const int8_t *pointwise2, int8_t *logits,
    int32_t *logits_accumulator_sums)
{
    const int8_t *const x = pointwise2;
    int8_t *y = logits;
    int32_t *next = logits_accumulator_sums;
    const int8_t *weight = logits_accumulator_weights;
    const int32_t *constant = logits_accumulator_constants;
    int32_t *const sum = logits_accumulator_sums;
    const uint16_t *square = squares + 255;
    int32_t input_squares = 0;  STAPES_RANGE(input_squares, 0, 12582912);
    const int8_t *input_2 = x;
    for (int32_t turns = 96; turns > 0; --turns) {
        square = squares + 255;
        square += *input_2;
        input_squares += *square;  STAPES_RANGE(input_squares, 0, 12582912);
        square = squares + 255;
        square += input_2[1];
        input_squares += *square;  STAPES_RANGE(input_squares, 0, 12582912);
        input_2 += 2;
    }
    for (int32_t turns = 2; turns > 0; --turns) {
        int32_t sum_0 = 0;  STAPES_RANGE(sum_0, 0, 12582912);
        int32_t sum_1 = 0;  STAPES_RANGE(sum_1, 0, 12582912);
        int32_t sum_2 = 0;  STAPES_RANGE(sum_2, 0, 12582912);
        int32_t sum_3 = 0;  STAPES_RANGE(sum_3, 0, 12582912);
        input_2 = x;
        for (int32_t turns_2 = 96; turns_2 > 0; --turns_2) {
            square = squares + 255;
            square += *input_2;
            sum_0 += square[*weight];    STAPES_RANGE(sum_0, 0, 12582912);
            sum_1 += square[weight[1]];  STAPES_RANGE(sum_1, 0, 12582912);
            sum_2 += square[weight[2]];  STAPES_RANGE(sum_2, 0, 12582912);
            sum_3 += square[weight[3]];  STAPES_RANGE(sum_3, 0, 12582912);
            square = squares + 255;
            square += input_2[1];
            sum_0 += square[weight[4]];  STAPES_RANGE(sum_0, 0, 12582912);
            sum_1 += square[weight[5]];  STAPES_RANGE(sum_1, 0, 12582912);
            sum_2 += square[weight[6]];  STAPES_RANGE(sum_2, 0, 12582912);
            sum_3 += square[weight[7]];  STAPES_RANGE(sum_3, 0, 12582912);
            weight += 8;
            input_2 += 2;
        }
        *sum = STAPES_WITHIN(stapes_shift_right_32(sum_0 - input_squares + *constant, 1), -862874,
            706221);
        sum[1] = STAPES_WITHIN(stapes_shift_right_32(sum_1 - input_squares + constant[1], 1),
            -862874, 706221);
        sum[2] = STAPES_WITHIN(stapes_shift_right_32(sum_2 - input_squares + constant[2], 1),
            -862874, 706221);
        sum[3] = STAPES_WITHIN(stapes_shift_right_32(sum_3 - input_squares + constant[3], 1),
            -862874, 706221);
        constant += 4;
        next = logits_accumulator_sums;
        for (int32_t turns_2 = 4; turns_2 > 0; --turns_2) {
            const int32_t total = *next;  STAPES_RANGE(total, -862874, 706221);
            ++next;
            const int32_t v = total;                        STAPES_RANGE(v, -862874, 706221);
            int32_t scaled = -v + 67108864;                 STAPES_RANGE(scaled, -919784, 67971738);
            scaled = stapes_shift_right_32(scaled, 2) + v;  STAPES_RANGE(scaled, -919784, 67971738);
            scaled = stapes_shift_right_32(scaled, 4) + v;  STAPES_RANGE(scaled, -919784, 67971738);
            scaled = stapes_shift_right_32(scaled, 3) - v;  STAPES_RANGE(scaled, -919784, 67971738);
            scaled = stapes_shift_right_32(scaled, 3) - v;  STAPES_RANGE(scaled, -919784, 67971738);
            scaled = stapes_shift_right_32(scaled, 2) - v;  STAPES_RANGE(scaled, -919784, 67971738);
            scaled = stapes_shift_right_32(scaled, 4) - v;  STAPES_RANGE(scaled, -919784, 67971738);
            scaled = stapes_shift_right_32(scaled, 4) + v;  STAPES_RANGE(scaled, -919784, 67971738);
            scaled = stapes_shift_right_32(scaled, 4) + v;  STAPES_RANGE(scaled, -919784, 67971738);
            /* the digits' sum over the accumulator's range */
            const int32_t first_2 = stapes_shift_right_32(scaled, 1);
            STAPES_RANGE(first_2, -459892, 377001);
            /* the function's values at the ends of its range */
            const int32_t requantised =
                stapes_clamp_32(stapes_shift_right_32(stapes_shift_right_32(first_2
                + stapes_shift_right_32(first_2, 31), 7) + 1, 1), -128, 127);
            STAPES_RANGE(requantised, -128, 127);
            *y = (int8_t)requantised;
            ++y;
        }
    }
    int32_t sum_0_2 = 0;  STAPES_RANGE(sum_0_2, 0, 12582912);
    int32_t sum_1_2 = 0;  STAPES_RANGE(sum_1_2, 0, 12582912);
    input_2 = x;
    for (int32_t turns = 96; turns > 0; --turns) {
        square = squares + 255;
        square += *input_2;
        sum_0_2 += square[*weight];    STAPES_RANGE(sum_0_2, 0, 12582912);
        sum_1_2 += square[weight[1]];  STAPES_RANGE(sum_1_2, 0, 12582912);
        square = squares + 255;
        square += input_2[1];
        sum_0_2 += square[weight[2]];  STAPES_RANGE(sum_0_2, 0, 12582912);
        sum_1_2 += square[weight[3]];  STAPES_RANGE(sum_1_2, 0, 12582912);
        weight += 4;
        input_2 += 2;
    }
    *sum = STAPES_WITHIN(stapes_shift_right_32(sum_0_2 - input_squares + *constant, 1), -862874,
        706221);
    sum[1] = STAPES_WITHIN(stapes_shift_right_32(sum_1_2 - input_squares + constant[1], 1), -862874,
        706221);
    constant += 2;
    next = logits_accumulator_sums;
    for (int32_t turns = 2; turns > 0; --turns) {
        const int32_t total = *next;  STAPES_RANGE(total, -862874, 706221);
        ++next;
        const int32_t v = total;                        STAPES_RANGE(v, -862874, 706221);
        int32_t scaled = -v + 67108864;                 STAPES_RANGE(scaled, -919784, 67971738);
        scaled = stapes_shift_right_32(scaled, 2) + v;  STAPES_RANGE(scaled, -919784, 67971738);
        scaled = stapes_shift_right_32(scaled, 4) + v;  STAPES_RANGE(scaled, -919784, 67971738);
        scaled = stapes_shift_right_32(scaled, 3) - v;  STAPES_RANGE(scaled, -919784, 67971738);
        scaled = stapes_shift_right_32(scaled, 3) - v;  STAPES_RANGE(scaled, -919784, 67971738);
        scaled = stapes_shift_right_32(scaled, 2) - v;  STAPES_RANGE(scaled, -919784, 67971738);
        scaled = stapes_shift_right_32(scaled, 4) - v;  STAPES_RANGE(scaled, -919784, 67971738);
        scaled = stapes_shift_right_32(scaled, 4) + v;  STAPES_RANGE(scaled, -919784, 67971738);
        scaled = stapes_shift_right_32(scaled, 4) + v;  STAPES_RANGE(scaled, -919784, 67971738);
        /* the digits' sum over the accumulator's range */
        const int32_t first_2 = stapes_shift_right_32(scaled, 1);
        STAPES_RANGE(first_2, -459892, 377001);
        /* the function's values at the ends of its range */
        const int32_t requantised =
            stapes_clamp_32(stapes_shift_right_32(stapes_shift_right_32(first_2
            + stapes_shift_right_32(first_2, 31), 7) + 1, 1), -128, 127);
        STAPES_RANGE(requantised, -128, 127);
        *y = (int8_t)requantised;
        ++y;
    }
}

/* high_product_2: floor((a * b + 2^30) / 2^31), bit by bit of a
 * strategy: shared
 * cost: 94 additions, 95 shifts, 31 comparisons, 1 store
 * in: a in [0, 2147483647], b in [-2147483648, 2147483647]
 * out: result[] in [-2147483648, 2147483647] */
static void high_product_2(const int32_t a, const int32_t b, int32_t *result)
{
    const int32_t b_half = stapes_shift_right_32(b, 1);
    STAPES_RANGE(b_half, -1073741824, 1073741823);
    int32_t remainder = b;
    remainder -= stapes_shift_left_32(b_half, 1);
    /* the lowest bit of b */
    const int32_t b_odd = remainder;  STAPES_RANGE(b_odd, 0, 1);
    int32_t rest = a;                 STAPES_RANGE(rest, 0, 2147483647);
    int32_t sum = 1073741824;         STAPES_RANGE(sum, -2147483647 - 1, 2147483646);
    for (int32_t turns = 31; turns > 0; --turns) {
        if ((rest & 1) != 0) {
            sum = b_half + stapes_shift_right_32(sum + b_odd, 1);
            STAPES_RANGE(sum, -2147483647 - 1, 2147483646);
        } else {
            sum = stapes_shift_right_32(sum, 1);  STAPES_RANGE(sum, -2147483647 - 1, 2147483646);
        }
        rest = stapes_shift_right_32(rest, 1);  STAPES_RANGE(rest, 0, 2147483647);
    }
    *result = sum;
}

/* scores (node "scores"): exp(x) over the row's sum, in fixed point
 * strategy: softmax
 * cost: 57 loads, 1663 additions, 1670 shifts, 579 comparisons, 37 stores, 17 calls
 * in: logits in [-128, 127]
 * out: output in [-128, 127], high_product in [-2147483648, 2147483647] */
static void scores(const int8_t *logits, int8_t *output, int32_t *high_product)
{
    const int8_t *x = logits;
    int8_t *y = output;
    int32_t largest = -128;  STAPES_RANGE(largest, -128, 127);
    for (int32_t turns = 10; turns > 0; --turns) {
        largest = stapes_max_32(largest, *x);  STAPES_RANGE(largest, -128, 127);
        ++x;
    }
    x -= 10;
    int32_t sum = 0;  STAPES_RANGE(sum, 0, 2147483647);
    for (int32_t turns = 10; turns > 0; --turns) {
        /* no element is larger than the largest */
        const int32_t distance = largest - *x;  STAPES_RANGE(distance, 0, 255);
        if (distance <= 248) {
            sum += stapes_shift_right_32(stapes_shift_right_32(scores_exponentials[distance], 11)
                + 1, 1);  STAPES_RANGE(sum, 0, 2147483647);
        }
        ++x;
    }
    x -= 10;
    int32_t zeros = 1;  STAPES_RANGE(zeros, 1, 31);
    for (int32_t turns = 11; turns > 0; --turns) {
        if (sum < 1073741824) {
            sum = stapes_shift_left_32(sum, 1);  STAPES_RANGE(sum, 0, 2147483647);
            zeros += 1;                          STAPES_RANGE(zeros, 1, 31);
        }
    }
    /* the highest value bit is one */
    const int32_t normalized = sum;  STAPES_RANGE(normalized, 1073741824, 2147483647);
    high_product_2(normalized, -1010580540, high_product);
    /* one factor is below 1 */
    const int32_t line = high_product[0];    STAPES_RANGE(line, -1010580540, 0);
    int32_t reciprocal = line + 1515870810;  STAPES_RANGE(reciprocal, 0, 2147483647);
    for (int32_t turns = 3; turns > 0; --turns) {
        high_product_2(normalized, reciprocal, high_product);
        /* the product of a value and its reciprocal */
        const int32_t near_one = high_product[0];  STAPES_RANGE(near_one, 0, 1073741824);
        high_product_2(reciprocal, 536870912 - near_one, high_product);
        /* the step is less than the value */
        const int32_t change = high_product[0];         STAPES_RANGE(change, -268435456, 268435456);
        reciprocal += stapes_shift_left_32(change, 2);  STAPES_RANGE(reciprocal, 0, 2147483647);
    }
    const int32_t scale = (reciprocal >= 1073741824) ? 2147483647 : stapes_shift_left_32(reciprocal,
        1);  STAPES_RANGE(scale, 0, 2147483647);
    /* the sum is between 1 and the row's length */
    const int32_t shift = 34 - zeros;  STAPES_RANGE(shift, 14, 30);
    for (int32_t turns = 10; turns > 0; --turns) {
        /* no element is larger than the largest */
        const int32_t distance_2 = largest - *x;  STAPES_RANGE(distance_2, 0, 255);
        if (distance_2 <= 248) {
            high_product_2(scores_exponentials[distance_2], scale, high_product);
            /* no factor is negative */
            const int32_t share = high_product[0];  STAPES_RANGE(share, 0, 2147483647);
            *y = (int8_t)stapes_min_32(stapes_shift_right_32(stapes_shift_right_32(share,
                (int)shift) + 1, 1) - 128, 127);
        } else {
            *y = -128;
        }
        ++x;
        ++y;
    }
}

/* digits_int8_run: the whole network, in order
 * strategy: calls
 * cost: 12705 loads, 52543 additions, 35976 shifts, 4443 comparisons, 4728 stores, 24 calls, and
 *   more turns of loops over lists
 * in: input in [-128, 127]
 * out: output in [-128, 127] */
void digits_int8_run(const digits_int8_input_t *input, digits_int8_output_t *output, void *scratch)
{
    int8_t *const first = (int8_t *)scratch;
    int8_t *const depthwise1 = (int8_t *)(void *)((uint8_t *)scratch + 388);
    int8_t *const pointwise1 = (int8_t *)scratch;
    int8_t *const depthwise2 = (int8_t *)scratch;
    int8_t *const pointwise2 = (int8_t *)(void *)((uint8_t *)scratch + 192);
    int8_t *const logits = (int8_t *)(void *)((uint8_t *)scratch + 16);
    int8_t *const rows_of_image = (int8_t *)(void *)((uint8_t *)scratch + 384);
    int8_t *const rows_of_first = (int8_t *)(void *)((uint8_t *)scratch + 772);
    int8_t *const rows_of_pointwise1 = (int8_t *)(void *)((uint8_t *)scratch + 768);
    int32_t *const logits_accumulator_sums = (int32_t *)scratch;
    int32_t *const high_product = (int32_t *)scratch;
    first_accumulator(input, first, rows_of_image);
    STAPES_TRACE_TENSOR("first", int8_t, first, 384);
    depthwise1_accumulator(first, depthwise1, rows_of_first);
    STAPES_TRACE_TENSOR("depthwise1", int8_t, depthwise1, 384);
    pointwise1_accumulator(depthwise1, pointwise1);
    STAPES_TRACE_TENSOR("pointwise1", int8_t, pointwise1, 768);
    depthwise2_accumulator(pointwise1, depthwise2, rows_of_pointwise1);
    STAPES_TRACE_TENSOR("depthwise2", int8_t, depthwise2, 192);
    pointwise2_accumulator(depthwise2, pointwise2);
    STAPES_TRACE_TENSOR("pointwise2", int8_t, pointwise2, 192);
    logits_accumulator(pointwise2, logits, logits_accumulator_sums);
    STAPES_TRACE_TENSOR("logits", int8_t, logits, 10);
    scores(logits, output, high_product);
    STAPES_TRACE_TENSOR("scores", int8_t, output, 10);
}
