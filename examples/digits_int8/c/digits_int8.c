/* digits_int8.c: the network "digits_int8"
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

/* Renamed for C:
 * high_product_2 is "high_product"
 * first_2 is "first"
 * input_2 is "input" */

#define STAPES_NEEDS_BARRIER 1

/* scheduled before registers are given out, loads spill */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC optimize("no-schedule-insns")
#endif

#include "digits_int8.h"
#include "stapes_support.h"

STAPES_STATIC_ASSERT(sizeof(digits_int8_input_t) == 1u, digits_int8_input_has_8_bits);
STAPES_STATIC_ASSERT(sizeof(digits_int8_output_t) == 1u, digits_int8_output_has_8_bits);

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

/* column by column, 4 rows at a time, plus 128 */
static const uint8_t logits_accumulator_weights[1920] STAPES_FLASH = {
    98, 137, 134, 68, 137, 141, 207, 98, 88, 162, 149, 168, 143, 145, 124, 163, 114, 121, 158, 174,
    164, 133, 153, 128, 189, 141, 60, 73, 92, 102, 90, 156, 118, 67, 115, 138, 125, 113, 97, 41,
    118, 84, 78, 91, 116, 105, 94, 124, 131, 176, 72, 63, 137, 139, 159, 110, 106, 90, 106, 160,
    165, 141, 170, 105, 142, 96, 108, 130, 106, 131, 128, 147, 163, 207, 55, 63, 120, 118, 109, 145,
    130, 98, 125, 158, 117, 159, 123, 80, 127, 172, 106, 122, 113, 123, 109, 171, 125, 174, 88, 87,
    83, 103, 133, 123, 118, 156, 165, 167, 199, 130, 181, 115, 105, 119, 89, 79, 139, 149, 143, 73,
    69, 122, 173, 110, 140, 133, 93, 121, 137, 116, 170, 136, 135, 200, 159, 143, 180, 145, 149,
    113, 124, 146, 88, 112, 137, 127, 165, 121, 91, 91, 132, 96, 142, 134, 161, 164, 125, 121, 107,
    133, 108, 94, 78, 86, 143, 93, 104, 69, 120, 117, 165, 120, 142, 117, 101, 127, 134, 84, 104,
    117, 121, 125, 145, 142, 153, 118, 135, 119, 120, 89, 84, 94, 158, 132, 42, 53, 93, 137, 161,
    96, 127, 161, 89, 125, 78, 179, 129, 176, 138, 144, 170, 135, 39, 114, 130, 155, 109, 172, 207,
    133, 125, 92, 142, 95, 129, 152, 150, 55, 162, 136, 44, 142, 148, 110, 23, 42, 122, 105, 106,
    140, 118, 171, 94, 119, 126, 107, 143, 161, 142, 195, 125, 70, 131, 140, 155, 96, 107, 107, 172,
    149, 145, 122, 141, 112, 162, 108, 207, 66, 139, 120, 167, 125, 108, 125, 141, 114, 162, 165,
    135, 141, 99, 98, 110, 136, 59, 66, 133, 168, 118, 142, 120, 117, 122, 99, 185, 132, 120, 170,
    98, 117, 136, 159, 124, 106, 125, 63, 129, 158, 124, 146, 89, 147, 132, 140, 138, 105, 116, 135,
    176, 150, 117, 91, 103, 128, 185, 129, 144, 108, 114, 141, 78, 146, 151, 101, 177, 110, 128,
    151, 117, 125, 131, 117, 140, 151, 137, 92, 113, 138, 110, 116, 101, 175, 83, 109, 105, 151, 88,
    111, 151, 140, 142, 97, 135, 134, 98, 107, 175, 120, 98, 103, 114, 145, 147, 146, 176, 126, 145,
    114, 99, 126, 92, 116, 165, 111, 150, 143, 171, 48, 153, 70, 174, 122, 216, 126, 76, 109, 125,
    165, 102, 126, 94, 146, 99, 112, 128, 192, 76, 175, 66, 151, 114, 121, 96, 100, 104, 164, 137,
    111, 158, 126, 194, 146, 137, 94, 170, 108, 137, 108, 149, 93, 139, 130, 92, 147, 177, 59, 104,
    111, 178, 115, 144, 151, 97, 153, 159, 124, 79, 150, 129, 139, 157, 187, 134, 187, 94, 144, 83,
    134, 160, 157, 184, 143, 124, 128, 85, 112, 142, 100, 121, 172, 92, 88, 134, 151, 134, 124, 127,
    120, 152, 156, 142, 171, 136, 97, 170, 97, 115, 156, 81, 161, 71, 179, 84, 144, 164, 176, 137,
    92, 125, 147, 165, 174, 152, 107, 129, 141, 82, 115, 189, 130, 123, 112, 121, 116, 152, 106,
    151, 107, 92, 136, 52, 170, 144, 68, 172, 132, 132, 107, 163, 117, 101, 135, 145, 150, 117, 151,
    120, 89, 84, 167, 71, 155, 126, 163, 137, 135, 172, 128, 109, 181, 167, 44, 169, 112, 134, 94,
    89, 131, 132, 129, 76, 142, 188, 112, 127, 141, 76, 134, 91, 112, 155, 111, 150, 150, 214, 69,
    111, 121, 129, 115, 135, 84, 140, 132, 124, 132, 141, 145, 119, 105, 130, 100, 123, 138, 124,
    149, 129, 104, 130, 145, 146, 146, 175, 75, 149, 127, 135, 136, 135, 140, 179, 142, 66, 130, 96,
    109, 135, 109, 168, 114, 137, 115, 139, 199, 108, 138, 131, 159, 114, 126, 96, 67, 16, 223, 75,
    119, 186, 152, 188, 109, 107, 112, 86, 171, 158, 105, 127, 117, 79, 127, 149, 120, 158, 122,
    121, 115, 157, 126, 132, 164, 72, 138, 59, 131, 161, 139, 168, 126, 173, 90, 138, 160, 117, 166,
    56, 146, 102, 75, 139, 114, 119, 72, 95, 90, 208, 161, 145, 99, 84, 91, 127, 96, 55, 195, 110,
    94, 146, 101, 125, 159, 65, 175, 185, 129, 119, 152, 155, 125, 60, 175, 100, 150, 114, 145, 111,
    140, 123, 123, 126, 138, 136, 117, 73, 155, 124, 102, 131, 140, 47, 151, 131, 141, 139, 136,
    156, 122, 93, 130, 154, 147, 135, 89, 154, 102, 127, 129, 120, 169, 101, 127, 169, 125, 84, 88,
    186, 122, 129, 98, 137, 135, 129, 110, 116, 135, 96, 41, 76, 120, 169, 157, 180, 106, 125, 141,
    119, 127, 78, 154, 96, 53, 108, 168, 77, 181, 99, 72, 80, 128, 171, 42, 245, 176, 96, 109, 126,
    117, 224, 112, 138, 158, 188, 142, 133, 127, 173, 110, 184, 125, 131, 159, 134, 172, 153, 142,
    90, 78, 150, 166, 168, 64, 75, 115, 164, 105, 175, 117, 182, 182, 126, 120, 40, 162, 118, 115,
    115, 154, 50, 131, 130, 112, 114, 230, 166, 54, 123, 123, 109, 156, 89, 147, 102, 128, 194, 114,
    200, 77, 81, 162, 119, 183, 155, 110, 122, 79, 205, 160, 160, 91, 91, 121, 194, 138, 155, 5,
    107, 114, 130, 74, 72, 132, 131, 179, 143, 131, 72, 171, 119, 119, 170, 158, 164, 98, 103, 145,
    112, 143, 94, 109, 106, 143, 144, 122, 150, 88, 109, 134, 38, 149, 149, 147, 122, 175, 170, 112,
    83, 122, 134, 168, 170, 125, 129, 61, 99, 158, 106, 96, 142, 142, 157, 176, 163, 131, 139, 163,
    104, 104, 130, 152, 146, 136, 112, 130, 115, 142, 116, 141, 117, 154, 135, 98, 105, 141, 107,
    115, 90, 153, 132, 190, 133, 109, 154, 130, 173, 117, 142, 86, 55, 111, 160, 156, 45, 57, 78,
    149, 146, 160, 108, 98, 77, 228, 137, 163, 107, 132, 123, 104, 151, 126, 182, 144, 88, 87, 170,
    158, 116, 160, 142, 101, 152, 158, 143, 114, 159, 60, 154, 152, 117, 78, 106, 161, 165, 69, 87,
    124, 119, 143, 130, 167, 126, 137, 144, 118, 111, 126, 114, 132, 116, 135, 138, 117, 90, 108,
    194, 122, 104, 151, 164, 123, 144, 73, 148, 164, 128, 124, 68, 112, 111, 211, 136, 148, 145, 61,
    127, 104, 116, 98, 183, 124, 102, 134, 109, 70, 109, 98, 96, 132, 119, 126, 73, 181, 173, 122,
    141, 123, 125, 78, 72, 194, 145, 120, 78, 125, 123, 169, 125, 77, 147, 90, 116, 157, 149, 189,
    112, 113, 59, 154, 135, 125, 97, 139, 165, 82, 79, 132, 135, 140, 125, 104, 132, 61, 72, 120,
    143, 127, 137, 124, 100, 152, 132, 154, 156, 92, 77, 141, 154, 169, 107, 166, 128, 164, 114,
    125, 130, 121, 177, 121, 142, 173, 183, 128, 105, 113, 93, 112, 144, 119, 49, 132, 192, 85, 97,
    192, 74, 81, 179, 74, 118, 79, 131, 185, 104, 48, 160, 139, 138, 134, 100, 143, 142, 128, 74,
    174, 129, 161, 95, 88, 145, 126, 82, 236, 111, 151, 112, 132, 180, 139, 115, 56, 121, 80, 164,
    142, 119, 88, 157, 42, 102, 117, 137, 97, 104, 99, 175, 157, 115, 131, 119, 98, 122, 132, 119,
    154, 133, 131, 132, 128, 101, 178, 91, 96, 127, 118, 139, 124, 150, 138, 58, 150, 165, 161, 122,
    87, 137, 128, 150, 124, 141, 92, 95, 170, 159, 84, 156, 143, 59, 133, 158, 105, 154, 122, 58,
    215, 90, 144, 144, 159, 115, 181, 103, 124, 65, 194, 116, 68, 101, 130, 154, 127, 89, 143, 131,
    120, 125, 92, 131, 135, 68, 131, 145, 138, 155, 115, 135, 220, 87, 149, 128, 139, 165, 91, 138,
    155, 69, 128, 122, 130, 117, 129, 118, 121, 113, 99, 152, 150, 103, 167, 141, 87, 113, 166, 131,
    112, 138, 95, 135, 155, 205, 99, 101, 173, 115, 71, 133, 145, 114, 137, 122, 100, 136, 113, 116,
    115, 110, 141, 112, 131, 168, 106, 94, 116, 118, 74, 138, 56, 130, 106, 188, 144, 121, 149, 127,
    92, 109, 122, 100, 141, 114, 119, 141, 160, 112, 150, 135, 72, 107, 146, 132, 97, 124, 98, 134,
    153, 115, 116, 120, 141, 143, 98, 112, 85, 158, 117, 87, 167, 125, 135, 103, 114, 72, 133, 168,
    102, 72, 130, 159, 159, 171, 86, 114, 182, 165, 96, 94, 169, 75, 101, 176, 36, 108, 151, 120,
    151, 107, 107, 158, 83, 126, 119, 126, 96, 132, 137, 159, 162, 68, 158, 179, 47, 154, 124, 121,
    153, 76, 136, 142, 85, 50, 174, 171, 83, 148, 140, 118, 126, 156, 107, 103, 125, 166, 104, 101,
    179, 69, 128, 139, 119, 167, 104, 92, 152, 137, 108, 71, 190, 116, 132, 148, 117, 119, 182, 62,
    150, 122, 127, 156, 122, 111, 139, 110, 146, 99, 122, 146, 120, 96, 155, 168, 84, 95, 152, 150,
    149, 144, 135, 108, 133, 145, 118, 116, 157, 142, 120, 112, 160, 136, 127, 116, 114, 139, 107,
    120, 145, 108, 121, 133, 97, 154, 119, 107, 124, 167, 85, 116, 93, 111, 135, 137, 149, 112, 146,
    132, 126, 92, 104, 87, 162, 153, 101, 103, 127, 194, 58, 127, 54, 153, 161, 97, 68, 110, 214,
    173, 60, 146, 131, 128, 143, 118, 131, 180, 147, 101, 84, 85, 204, 56, 80, 130, 94, 122, 155,
    136, 175, 88, 187, 153, 133, 151, 154, 104, 55, 110, 102, 156, 151, 106, 12, 136, 115, 96, 137,
    108, 159, 152, 129, 126, 162, 129, 76, 134, 133, 114, 141, 91, 44, 100, 132, 130, 71, 143, 123,
    121, 130, 129, 141, 124, 164, 130, 105, 137, 160, 103, 148, 122, 130, 171, 117, 115, 124, 138,
    135, 118, 110, 107, 174, 158, 194, 91, 211, 62, 78, 161, 1, 108, 157, 51, 63, 138, 154, 97, 93,
    95, 158, 184, 201, 159, 130, 106, 132, 75, 133, 64, 115, 109, 147, 78, 161, 125, 130, 34, 81,
    115, 101, 73, 152, 117, 30, 167, 146, 164, 179, 83, 129, 146, 182, 113, 172, 79, 113, 161, 154,
    90, 89, 134, 76, 140, 109, 131, 81, 106, 164, 152, 151, 149, 94, 95, 117, 171, 95, 104, 167, 87,
    110, 187, 110, 137, 37, 133, 128, 121, 110, 126, 98, 102, 140, 139, 125, 149, 10, 167, 112, 86,
    145, 135, 167, 95, 159, 124, 156, 48, 164, 115, 94, 153, 101, 133, 94, 155, 53, 149, 103, 210,
    107, 162, 60, 118, 126, 69, 69, 90, 86, 93, 105, 119, 152, 64, 169, 9, 183, 122, 122, 141, 159,
    85, 135, 168, 80, 9, 146, 88, 119, 127, 113, 157, 69, 158, 83, 145, 77, 119, 195, 68, 83, 98,
    90, 132, 134, 119, 122, 147, 105, 122, 144, 107, 110, 166, 123, 132, 134, 61, 107, 102, 112,
    164, 127, 147, 128, 141, 116, 120, 161, 104, 199, 86, 133, 86, 135, 135, 96, 99, 137, 135, 134,
    127, 146, 163, 110, 130, 87, 126, 127, 138, 75, 87, 177, 153, 99, 112, 81, 101, 100, 166, 118,
    66, 170, 186, 82, 114, 136, 174, 102, 140, 141, 81, 126, 150, 77, 104, 187, 140, 104, 146, 68,
    66, 146, 126, 176, 50, 182, 44, 158, 159, 132, 103, 158, 120, 101, 103, 132, 144, 92, 156, 142,
    146, 98, 178, 132, 128, 110, 137, 120, 125, 145, 126, 137, 115, 117, 107, 144, 162, 106, 128,
    162, 135, 178, 124, 124, 139, 146, 126, 177
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
 *   (x[i] + 128), o < 6, i < 9, at 64 positions, then requantised
 * strategy: unrolled-columns-skip
 * cost: 712 loads, 12416 additions, 7424 shifts, 1304 comparisons, 699 stores, and more turns of
 *   loops over lists
 * in: input in [-128, 127]
 * out: first in [-128, 127], rows_of_image in [-128, 127] */
static void first_accumulator(const int8_t *input, int8_t *first, int8_t *rows_of_image)
{
    int32_t line = 0;  STAPES_RANGE(line, 0, 19);
    const int8_t *image = input;
    int8_t *into = rows_of_image;
    const int8_t *const end = &rows_of_image[51];
    const int8_t *kept = rows_of_image;
    for (int32_t turns = 51; turns > 0; --turns) {
        *into = -128;  STAPES_INSIDE(into, rows_of_image, 51);
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
                    *into = *image;  STAPES_INSIDE(into, rows_of_image, 51);
                    ++image;
                    ++into;
                }
            } else {
                for (int32_t turns_2 = 16; turns_2 > 0; --turns_2) {
                    *into = -128;  STAPES_INSIDE(into, rows_of_image, 51);
                    ++into;
                }
            }
            ++into;
            line += 1;  STAPES_RANGE(line, 0, 19);
            STAPES_BARRIER(into);
        } while (into != end);
        x = rows_of_image;
        y = y_row;
        for (int32_t turns_2 = 8; turns_2 > 0; --turns_2) {
            int32_t sum_0 = 0;                         STAPES_RANGE(sum_0, -44625, 190995);
            int32_t sum_1 = 0;                         STAPES_RANGE(sum_1, -94095, 160395);
            int32_t sum_2 = 0;                         STAPES_RANGE(sum_2, -93075, 76755);
            int32_t sum_3 = 0;                         STAPES_RANGE(sum_3, -92820, 112200);
            int32_t sum_4 = 0;                         STAPES_RANGE(sum_4, -28050, 88740);
            int32_t sum_5 = 0;                         STAPES_RANGE(sum_5, -128775, 48450);
            const int32_t x_0 = (int32_t)*x - (-128);  STAPES_RANGE(x_0, 0, 255);
            if (x_0 != 0) {
                const int32_t difference = x_0 - stapes_shift_left_32(x_0, 2);
                STAPES_RANGE(difference, -765, 0);
                const int32_t sum = x_0 + stapes_shift_left_32(x_0, 2);  STAPES_RANGE(sum, 0, 1275);
                sum_2 += x_0;                  STAPES_RANGE(sum_2, -93075, 76755);
                const int32_t x_0_times_4 = stapes_shift_left_32(x_0, 2);
                STAPES_RANGE(x_0_times_4, 0, 1020);
                sum_0 += x_0_times_4;          STAPES_RANGE(sum_0, -44625, 190995);
                const int32_t x_0_times_8 = stapes_shift_left_32(x_0_times_4, 1);
                STAPES_RANGE(x_0_times_8, 0, 2040);
                sum_1 += x_0_times_8;          STAPES_RANGE(sum_1, -94095, 160395);
                const int32_t x_0_times_32 = stapes_shift_left_32(x_0_times_8, 2);
                STAPES_RANGE(x_0_times_32, 0, 8160);
                sum_2 += x_0_times_32;         STAPES_RANGE(sum_2, -93075, 76755);
                sum_5 -= x_0_times_32;         STAPES_RANGE(sum_5, -128775, 48450);
                const int32_t x_0_times_64 = stapes_shift_left_32(x_0_times_32, 1);
                STAPES_RANGE(x_0_times_64, 0, 16320);
                sum_1 -= x_0_times_64;         STAPES_RANGE(sum_1, -94095, 160395);
                const int32_t difference_times_16 = stapes_shift_left_32(difference, 4);
                STAPES_RANGE(difference_times_16, -12240, 0);
                sum_3 -= difference_times_16;  STAPES_RANGE(sum_3, -92820, 112200);
                const int32_t difference_times_32 = stapes_shift_left_32(difference_times_16, 1);
                STAPES_RANGE(difference_times_32, -24480, 0);
                sum_0 -= difference_times_32;  STAPES_RANGE(sum_0, -44625, 190995);
                sum_3 += sum;                  STAPES_RANGE(sum_3, -92820, 112200);
                sum_5 -= sum;                  STAPES_RANGE(sum_5, -128775, 48450);
                const int32_t sum_times_8 = stapes_shift_left_32(sum, 3);
                STAPES_RANGE(sum_times_8, 0, 10200);
                sum_4 += sum_times_8;          STAPES_RANGE(sum_4, -28050, 88740);
            }
            const int32_t x_1 = (int32_t)x[1] - (-128);  STAPES_RANGE(x_1, 0, 255);
            if (x_1 != 0) {
                const int32_t difference_2 = x_1 - stapes_shift_left_32(x_1, 3);
                STAPES_RANGE(difference_2, -1785, 0);
                const int32_t difference_3 = x_1 - stapes_shift_left_32(x_1, 2);
                STAPES_RANGE(difference_3, -765, 0);
                sum_0 += x_1;                    STAPES_RANGE(sum_0, -44625, 190995);
                sum_4 -= x_1;                    STAPES_RANGE(sum_4, -28050, 88740);
                const int32_t x_1_times_2 = stapes_shift_left_32(x_1, 1);
                STAPES_RANGE(x_1_times_2, 0, 510);
                sum_5 -= x_1_times_2;            STAPES_RANGE(sum_5, -128775, 48450);
                const int32_t x_1_times_32 = stapes_shift_left_32(x_1_times_2, 4);
                STAPES_RANGE(x_1_times_32, 0, 8160);
                sum_3 += x_1_times_32;           STAPES_RANGE(sum_3, -92820, 112200);
                const int32_t x_1_times_128 = stapes_shift_left_32(x_1_times_32, 2);
                STAPES_RANGE(x_1_times_128, 0, 32640);
                sum_4 += x_1_times_128;          STAPES_RANGE(sum_4, -28050, 88740);
                sum_1 += difference_2;           STAPES_RANGE(sum_1, -94095, 160395);
                sum_3 -= difference_2;           STAPES_RANGE(sum_3, -92820, 112200);
                const int32_t difference_times_8 = stapes_shift_left_32(difference_2, 3);
                STAPES_RANGE(difference_times_8, -14280, 0);
                sum_0 += difference_times_8;     STAPES_RANGE(sum_0, -44625, 190995);
                sum_2 -= difference_3;           STAPES_RANGE(sum_2, -93075, 76755);
                const int32_t difference_times_32_2 = stapes_shift_left_32(difference_3, 5);
                STAPES_RANGE(difference_times_32_2, -24480, 0);
                sum_1 -= difference_times_32_2;  STAPES_RANGE(sum_1, -94095, 160395);
                sum_2 -= difference_times_32_2;  STAPES_RANGE(sum_2, -93075, 76755);
                sum_5 += difference_times_32_2;  STAPES_RANGE(sum_5, -128775, 48450);
            }
            const int32_t x_2 = (int32_t)x[2] - (-128);  STAPES_RANGE(x_2, 0, 255);
            if (x_2 != 0) {
                const int32_t difference_4 = x_2 - stapes_shift_left_32(x_2, 2);
                STAPES_RANGE(difference_4, -765, 0);
                sum_1 -= x_2;                    STAPES_RANGE(sum_1, -94095, 160395);
                sum_5 -= x_2;                    STAPES_RANGE(sum_5, -128775, 48450);
                const int32_t x_2_times_2 = stapes_shift_left_32(x_2, 1);
                STAPES_RANGE(x_2_times_2, 0, 510);
                sum_2 -= x_2_times_2;            STAPES_RANGE(sum_2, -93075, 76755);
                sum_4 += x_2_times_2;            STAPES_RANGE(sum_4, -28050, 88740);
                const int32_t x_2_times_8 = stapes_shift_left_32(x_2_times_2, 2);
                STAPES_RANGE(x_2_times_8, 0, 2040);
                sum_2 -= x_2_times_8;            STAPES_RANGE(sum_2, -93075, 76755);
                const int32_t x_2_times_16 = stapes_shift_left_32(x_2_times_8, 1);
                STAPES_RANGE(x_2_times_16, 0, 4080);
                sum_0 -= x_2_times_16;           STAPES_RANGE(sum_0, -44625, 190995);
                const int32_t x_2_times_32 = stapes_shift_left_32(x_2_times_16, 1);
                STAPES_RANGE(x_2_times_32, 0, 8160);
                sum_5 += x_2_times_32;           STAPES_RANGE(sum_5, -128775, 48450);
                const int32_t x_2_times_128 = stapes_shift_left_32(x_2_times_32, 2);
                STAPES_RANGE(x_2_times_128, 0, 32640);
                sum_1 += x_2_times_128;          STAPES_RANGE(sum_1, -94095, 160395);
                sum_0 -= difference_4;           STAPES_RANGE(sum_0, -44625, 190995);
                const int32_t difference_times_8_2 = stapes_shift_left_32(difference_4, 3);
                STAPES_RANGE(difference_times_8_2, -6120, 0);
                sum_3 -= difference_times_8_2;   STAPES_RANGE(sum_3, -92820, 112200);
                const int32_t difference_times_16_2 = stapes_shift_left_32(difference_times_8_2, 1);
                STAPES_RANGE(difference_times_16_2, -12240, 0);
                sum_4 -= difference_times_16_2;  STAPES_RANGE(sum_4, -28050, 88740);
                const int32_t difference_times_32_3 = stapes_shift_left_32(difference_times_16_2,
                    1);                          STAPES_RANGE(difference_times_32_3, -24480, 0);
                sum_2 -= difference_times_32_3;  STAPES_RANGE(sum_2, -93075, 76755);
            }
            const int32_t x_17 = (int32_t)x[17] - (-128);  STAPES_RANGE(x_17, 0, 255);
            if (x_17 != 0) {
                const int32_t sum_6 = x_17 + stapes_shift_left_32(x_17, 2);
                STAPES_RANGE(sum_6, 0, 1275);
                const int32_t difference_5 = stapes_shift_left_32(x_17, 5) - sum_6;
                STAPES_RANGE(difference_5, 0, 6885);
                sum_5 -= x_17;                STAPES_RANGE(sum_5, -128775, 48450);
                const int32_t x_17_times_2 = stapes_shift_left_32(x_17, 1);
                STAPES_RANGE(x_17_times_2, 0, 510);
                sum_3 += x_17_times_2;        STAPES_RANGE(sum_3, -92820, 112200);
                const int32_t x_17_times_16 = stapes_shift_left_32(x_17_times_2, 3);
                STAPES_RANGE(x_17_times_16, 0, 4080);
                sum_3 += x_17_times_16;       STAPES_RANGE(sum_3, -92820, 112200);
                const int32_t x_17_times_64 = stapes_shift_left_32(x_17_times_16, 2);
                STAPES_RANGE(x_17_times_64, 0, 16320);
                sum_2 -= x_17_times_64;       STAPES_RANGE(sum_2, -93075, 76755);
                sum_3 -= x_17_times_64;       STAPES_RANGE(sum_3, -92820, 112200);
                const int32_t sum_times_4 = stapes_shift_left_32(sum_6, 2);
                STAPES_RANGE(sum_times_4, 0, 5100);
                sum_2 -= sum_times_4;         STAPES_RANGE(sum_2, -93075, 76755);
                sum_5 += sum_times_4;         STAPES_RANGE(sum_5, -128775, 48450);
                const int32_t difference_times_4 = stapes_shift_left_32(difference_5, 2);
                STAPES_RANGE(difference_times_4, 0, 27540);
                sum_0 += difference_times_4;  STAPES_RANGE(sum_0, -44625, 190995);
                sum_1 += difference_times_4;  STAPES_RANGE(sum_1, -94095, 160395);
            }
            const int32_t x_18 = (int32_t)x[18] - (-128);  STAPES_RANGE(x_18, 0, 255);
            if (x_18 != 0) {
                const int32_t difference_6 = x_18 - stapes_shift_left_32(x_18, 2);
                STAPES_RANGE(difference_6, -765, 0);
                const int32_t sum_7 = x_18 + stapes_shift_left_32(x_18, 2);
                STAPES_RANGE(sum_7, 0, 1275);
                sum_2 += x_18;                   STAPES_RANGE(sum_2, -93075, 76755);
                sum_4 -= x_18;                   STAPES_RANGE(sum_4, -28050, 88740);
                const int32_t x_18_times_64 = stapes_shift_left_32(x_18, 6);
                STAPES_RANGE(x_18_times_64, 0, 16320);
                sum_0 += x_18_times_64;          STAPES_RANGE(sum_0, -44625, 190995);
                const int32_t x_18_times_128 = stapes_shift_left_32(x_18_times_64, 1);
                STAPES_RANGE(x_18_times_128, 0, 32640);
                sum_1 += x_18_times_128;         STAPES_RANGE(sum_1, -94095, 160395);
                sum_2 -= x_18_times_128;         STAPES_RANGE(sum_2, -93075, 76755);
                const int32_t difference_times_2 = stapes_shift_left_32(difference_6, 1);
                STAPES_RANGE(difference_times_2, -1530, 0);
                sum_0 += difference_times_2;     STAPES_RANGE(sum_0, -44625, 190995);
                sum_3 -= difference_times_2;     STAPES_RANGE(sum_3, -92820, 112200);
                const int32_t difference_times_32_4 = stapes_shift_left_32(difference_times_2, 4);
                STAPES_RANGE(difference_times_32_4, -24480, 0);
                sum_3 -= difference_times_32_4;  STAPES_RANGE(sum_3, -92820, 112200);
                sum_5 += difference_times_32_4;  STAPES_RANGE(sum_5, -128775, 48450);
                sum_5 += sum_7;                  STAPES_RANGE(sum_5, -128775, 48450);
                const int32_t sum_times_2 = stapes_shift_left_32(sum_7, 1);
                STAPES_RANGE(sum_times_2, 0, 2550);
                sum_1 -= sum_times_2;            STAPES_RANGE(sum_1, -94095, 160395);
                const int32_t sum_times_8_2 = stapes_shift_left_32(sum_times_2, 2);
                STAPES_RANGE(sum_times_8_2, 0, 10200);
                sum_4 += sum_times_8_2;          STAPES_RANGE(sum_4, -28050, 88740);
            }
            const int32_t x_19 = (int32_t)x[19] - (-128);  STAPES_RANGE(x_19, 0, 255);
            if (x_19 != 0) {
                const int32_t difference_7 = x_19 - stapes_shift_left_32(x_19, 2);
                STAPES_RANGE(difference_7, -765, 0);
                const int32_t sum_8 = x_19 + stapes_shift_left_32(x_19, 3);
                STAPES_RANGE(sum_8, 0, 2295);
                sum_1 -= x_19;                  STAPES_RANGE(sum_1, -94095, 160395);
                sum_5 += x_19;                  STAPES_RANGE(sum_5, -128775, 48450);
                const int32_t x_19_times_64 = stapes_shift_left_32(x_19, 6);
                STAPES_RANGE(x_19_times_64, 0, 16320);
                sum_0 += x_19_times_64;         STAPES_RANGE(sum_0, -44625, 190995);
                sum_2 -= x_19_times_64;         STAPES_RANGE(sum_2, -93075, 76755);
                const int32_t x_19_times_128 = stapes_shift_left_32(x_19_times_64, 1);
                STAPES_RANGE(x_19_times_128, 0, 32640);
                sum_3 += x_19_times_128;        STAPES_RANGE(sum_3, -92820, 112200);
                sum_5 -= x_19_times_128;        STAPES_RANGE(sum_5, -128775, 48450);
                const int32_t difference_times_2_2 = stapes_shift_left_32(difference_7, 1);
                STAPES_RANGE(difference_times_2_2, -1530, 0);
                sum_4 -= difference_times_2_2;  STAPES_RANGE(sum_4, -28050, 88740);
                const int32_t difference_times_4_2 = stapes_shift_left_32(difference_times_2_2, 1);
                STAPES_RANGE(difference_times_4_2, -3060, 0);
                sum_0 += difference_times_4_2;  STAPES_RANGE(sum_0, -44625, 190995);
                sum_3 += difference_times_4_2;  STAPES_RANGE(sum_3, -92820, 112200);
                sum_2 -= sum_8;                 STAPES_RANGE(sum_2, -93075, 76755);
                const int32_t sum_times_8_3 = stapes_shift_left_32(sum_8, 3);
                STAPES_RANGE(sum_times_8_3, 0, 18360);
                sum_1 += sum_times_8_3;         STAPES_RANGE(sum_1, -94095, 160395);
            }
            const int32_t x_34 = (int32_t)x[34] - (-128);  STAPES_RANGE(x_34, 0, 255);
            if (x_34 != 0) {
                const int32_t difference_8 = x_34 - stapes_shift_left_32(x_34, 2);
                STAPES_RANGE(difference_8, -765, 0);
                const int32_t difference_9 = x_34 - stapes_shift_left_32(difference_8, 3);
                STAPES_RANGE(difference_9, 0, 6375);
                sum_1 -= x_34;                  STAPES_RANGE(sum_1, -94095, 160395);
                sum_5 += x_34;                  STAPES_RANGE(sum_5, -128775, 48450);
                const int32_t x_34_times_2 = stapes_shift_left_32(x_34, 1);
                STAPES_RANGE(x_34_times_2, 0, 510);
                sum_2 += x_34_times_2;          STAPES_RANGE(sum_2, -93075, 76755);
                const int32_t x_34_times_16 = stapes_shift_left_32(x_34_times_2, 3);
                STAPES_RANGE(x_34_times_16, 0, 4080);
                sum_0 -= x_34_times_16;         STAPES_RANGE(sum_0, -44625, 190995);
                const int32_t x_34_times_32 = stapes_shift_left_32(x_34_times_16, 1);
                STAPES_RANGE(x_34_times_32, 0, 8160);
                sum_5 += x_34_times_32;         STAPES_RANGE(sum_5, -128775, 48450);
                const int32_t x_34_times_64 = stapes_shift_left_32(x_34_times_32, 1);
                STAPES_RANGE(x_34_times_64, 0, 16320);
                sum_3 -= x_34_times_64;         STAPES_RANGE(sum_3, -92820, 112200);
                const int32_t x_34_times_128 = stapes_shift_left_32(x_34_times_64, 1);
                STAPES_RANGE(x_34_times_128, 0, 32640);
                sum_0 += x_34_times_128;        STAPES_RANGE(sum_0, -44625, 190995);
                sum_0 -= difference_8;          STAPES_RANGE(sum_0, -44625, 190995);
                sum_3 -= difference_8;          STAPES_RANGE(sum_3, -92820, 112200);
                const int32_t difference_times_2_3 = stapes_shift_left_32(difference_9, 1);
                STAPES_RANGE(difference_times_2_3, 0, 12750);
                sum_4 += difference_times_2_3;  STAPES_RANGE(sum_4, -28050, 88740);
                const int32_t difference_times_4_3 = stapes_shift_left_32(difference_times_2_3, 1);
                STAPES_RANGE(difference_times_4_3, 0, 25500);
                sum_1 -= difference_times_4_3;  STAPES_RANGE(sum_1, -94095, 160395);
            }
            const int32_t x_35 = (int32_t)x[35] - (-128);  STAPES_RANGE(x_35, 0, 255);
            if (x_35 != 0) {
                const int32_t sum_9 = x_35 + stapes_shift_left_32(x_35, 5);
                STAPES_RANGE(sum_9, 0, 8415);
                const int32_t sum_10 = stapes_shift_left_32(x_35, 3) + sum_9;
                STAPES_RANGE(sum_10, 0, 10455);
                sum_2 += x_35;            STAPES_RANGE(sum_2, -93075, 76755);
                sum_3 += x_35;            STAPES_RANGE(sum_3, -92820, 112200);
                const int32_t x_35_times_4 = stapes_shift_left_32(x_35, 2);
                STAPES_RANGE(x_35_times_4, 0, 1020);
                sum_1 -= x_35_times_4;    STAPES_RANGE(sum_1, -94095, 160395);
                sum_2 -= x_35_times_4;    STAPES_RANGE(sum_2, -93075, 76755);
                const int32_t x_35_times_8 = stapes_shift_left_32(x_35_times_4, 1);
                STAPES_RANGE(x_35_times_8, 0, 2040);
                sum_5 -= x_35_times_8;    STAPES_RANGE(sum_5, -128775, 48450);
                const int32_t x_35_times_32 = stapes_shift_left_32(x_35_times_8, 2);
                STAPES_RANGE(x_35_times_32, 0, 8160);
                sum_1 -= x_35_times_32;   STAPES_RANGE(sum_1, -94095, 160395);
                const int32_t x_35_times_128 = stapes_shift_left_32(x_35_times_32, 2);
                STAPES_RANGE(x_35_times_128, 0, 32640);
                sum_3 -= x_35_times_128;  STAPES_RANGE(sum_3, -92820, 112200);
                sum_5 += sum_9;           STAPES_RANGE(sum_5, -128775, 48450);
                sum_4 -= sum_10;          STAPES_RANGE(sum_4, -28050, 88740);
                const int32_t sum_times_2_2 = stapes_shift_left_32(sum_10, 1);
                STAPES_RANGE(sum_times_2_2, 0, 20910);
                sum_0 += sum_times_2_2;   STAPES_RANGE(sum_0, -44625, 190995);
            }
            const int32_t x_36 = (int32_t)x[36] - (-128);  STAPES_RANGE(x_36, 0, 255);
            if (x_36 != 0) {
                const int32_t difference_10 = x_36 - stapes_shift_left_32(x_36, 2);
                STAPES_RANGE(difference_10, -765, 0);
                sum_0 -= x_36;                  STAPES_RANGE(sum_0, -44625, 190995);
                sum_4 -= x_36;                  STAPES_RANGE(sum_4, -28050, 88740);
                const int32_t x_36_times_4 = stapes_shift_left_32(x_36, 2);
                STAPES_RANGE(x_36_times_4, 0, 1020);
                sum_1 += x_36_times_4;          STAPES_RANGE(sum_1, -94095, 160395);
                const int32_t x_36_times_32 = stapes_shift_left_32(x_36_times_4, 3);
                STAPES_RANGE(x_36_times_32, 0, 8160);
                sum_4 -= x_36_times_32;         STAPES_RANGE(sum_4, -28050, 88740);
                const int32_t x_36_times_64 = stapes_shift_left_32(x_36_times_32, 1);
                STAPES_RANGE(x_36_times_64, 0, 16320);
                sum_1 -= x_36_times_64;         STAPES_RANGE(sum_1, -94095, 160395);
                sum_5 -= x_36_times_64;         STAPES_RANGE(sum_5, -128775, 48450);
                const int32_t x_36_times_128 = stapes_shift_left_32(x_36_times_64, 1);
                STAPES_RANGE(x_36_times_128, 0, 32640);
                sum_0 += x_36_times_128;        STAPES_RANGE(sum_0, -44625, 190995);
                sum_2 -= difference_10;         STAPES_RANGE(sum_2, -93075, 76755);
                const int32_t difference_times_2_4 = stapes_shift_left_32(difference_10, 1);
                STAPES_RANGE(difference_times_2_4, -1530, 0);
                sum_5 += difference_times_2_4;  STAPES_RANGE(sum_5, -128775, 48450);
                const int32_t difference_times_8_3 = stapes_shift_left_32(difference_times_2_4, 2);
                STAPES_RANGE(difference_times_8_3, -6120, 0);
                sum_3 += difference_times_8_3;  STAPES_RANGE(sum_3, -92820, 112200);
            }
            /* the sum over the whole row, each input in its range */
            const int32_t total_0 = sum_0 + 199;  STAPES_RANGE(total_0, -17141, 163909);
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
            *y = (int8_t)STAPES_WITHIN(stapes_clamp_32(stapes_shift_right_32(scaled, 10), -128, 64),
                -128, 127);                                       STAPES_INSIDE(y, first, 384);
            ++y;
            /* the sum over the whole row, each input in its range */
            const int32_t total_1 = sum_1 + 5030;  STAPES_RANGE(total_1, -59485, 135845);
            int32_t scaled_2 = -total_1;           STAPES_RANGE(scaled_2, -180585, 143590);
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
            *y = (int8_t)STAPES_WITHIN(stapes_clamp_32(stapes_shift_right_32(scaled_2, 9), -128,
                103), -128, 127);                  STAPES_INSIDE(y, first, 384);
            ++y;
            /* the sum over the whole row, each input in its range */
            const int32_t total_2 = sum_2 + 4523;  STAPES_RANGE(total_2, -68662, 61388);
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
            *y = (int8_t)STAPES_WITHIN(stapes_clamp_32(stapes_shift_right_32(scaled_3, 7), -128,
                127), -128, 127);                  STAPES_INSIDE(y, first, 384);
            ++y;
            /* the sum over the whole row, each input in its range */
            const int32_t total_3 = sum_3 + 1860;  STAPES_RANGE(total_3, -63930, 87030);
            int32_t scaled_4 = -total_3;           STAPES_RANGE(scaled_4, -114963, 97586);
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
            *y = (int8_t)STAPES_WITHIN(stapes_clamp_32(stapes_shift_right_32(scaled_4, 8), -128,
                127), -128, 127);                  STAPES_INSIDE(y, first, 384);
            ++y;
            /* the sum over the whole row, each input in its range */
            const int32_t total_4 = sum_4 + 4412;  STAPES_RANGE(total_4, -14458, 83972);
            int32_t scaled_5 = -total_4;           STAPES_RANGE(scaled_5, -104965, 105315);
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
                -128, 127);                        STAPES_INSIDE(y, first, 384);
            ++y;
            /* the sum over the whole row, each input in its range */
            const int32_t total_5 = sum_5 + 23232;  STAPES_RANGE(total_5, -84633, 50772);
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
            *y = (int8_t)STAPES_WITHIN(stapes_clamp_32(stapes_shift_right_32(scaled_6, 9), -128,
                -10), -128, 127);                   STAPES_INSIDE(y, first, 384);
            ++y;
            x = &x[2];
        }
        y_row = &y_row[48];
        kept = &rows_of_image[34];
        into = rows_of_image;
        do {
            *into = *kept;  STAPES_INSIDE(into, rows_of_image, 51);
            ++kept;
            ++into;
        } while (kept != end);
    }
}

/* depthwise1_accumulator (nodes "depthwise1_accumulator", "depthwise1"): y[o] = bias[o] + sum of
 *   weight[o, i] * x[i], o < 6, i < 9, at 64 positions, then requantised
 * strategy: straight-line
 * cost: 9544 loads, 12800 additions, 5440 shifts, 800 comparisons, 1724 stores, and more turns
 *   of loops over lists
 * in: first in [-128, 127]
 * out: depthwise1 in [-128, 127], rows_of_first in [-128, 127] */
static void depthwise1_accumulator(const int8_t *first, int8_t *depthwise1, int8_t *rows_of_first)
{
    int32_t line = -1;  STAPES_RANGE(line, -1, 10);
    const int8_t *image = first;
    int8_t *into = rows_of_first;
    const int8_t *const end = &rows_of_first[180];
    const int8_t *kept = rows_of_first;
    for (int32_t turns = 180; turns > 0; --turns) {
        *into = -128;  STAPES_INSIDE(into, rows_of_first, 180);
        ++into;
    }
    into = rows_of_first;
    const int8_t *x = rows_of_first;
    int8_t *y_row = depthwise1;
    int8_t *y = y_row;
    for (int32_t turns = 8; turns > 0; --turns) {
        do {
            into = &into[6];
            if (line < 0) {
                for (int32_t turns_2 = 48; turns_2 > 0; --turns_2) {
                    *into = -128;  STAPES_INSIDE(into, rows_of_first, 180);
                    ++into;
                }
            } else {
                if (line < 8) {
                    for (int32_t turns_2 = 48; turns_2 > 0; --turns_2) {
                        *into = *image;  STAPES_INSIDE(into, rows_of_first, 180);
                        ++image;
                        ++into;
                    }
                } else {
                    for (int32_t turns_2 = 48; turns_2 > 0; --turns_2) {
                        *into = -128;  STAPES_INSIDE(into, rows_of_first, 180);
                        ++into;
                    }
                }
            }
            into = &into[6];
            line += 1;  STAPES_RANGE(line, -1, 10);
            STAPES_BARRIER(into);
        } while (into != end);
        x = rows_of_first;
        y = y_row;
        for (int32_t turns_2 = 8; turns_2 > 0; --turns_2) {
            int32_t sum_0 = x[6];                             STAPES_RANGE(sum_0, -92466, 92409);
            sum_0 += x[66];                                   STAPES_RANGE(sum_0, -92466, 92409);
            sum_0 -= x[60];                                   STAPES_RANGE(sum_0, -92466, 92409);
            sum_0 = stapes_shift_left_32(sum_0, 1) - x[72];   STAPES_RANGE(sum_0, -92466, 92409);
            sum_0 -= x[132];                                  STAPES_RANGE(sum_0, -92466, 92409);
            sum_0 = stapes_shift_left_32(sum_0, 1) + x[60];   STAPES_RANGE(sum_0, -92466, 92409);
            sum_0 += x[126];                                  STAPES_RANGE(sum_0, -92466, 92409);
            sum_0 -= x[6];                                    STAPES_RANGE(sum_0, -92466, 92409);
            sum_0 -= x[120];                                  STAPES_RANGE(sum_0, -92466, 92409);
            sum_0 = stapes_shift_left_32(sum_0, 1) + *x;      STAPES_RANGE(sum_0, -92466, 92409);
            sum_0 += x[12];                                   STAPES_RANGE(sum_0, -92466, 92409);
            sum_0 += x[72];                                   STAPES_RANGE(sum_0, -92466, 92409);
            sum_0 += x[132];                                  STAPES_RANGE(sum_0, -92466, 92409);
            sum_0 = stapes_shift_left_32(sum_0, 1) - x[6];    STAPES_RANGE(sum_0, -92466, 92409);
            sum_0 = stapes_shift_left_32(sum_0, 1) + x[120];  STAPES_RANGE(sum_0, -92466, 92409);
            sum_0 = stapes_shift_left_32(sum_0, 1) - *x;      STAPES_RANGE(sum_0, -92466, 92409);
            sum_0 -= x[60];                                   STAPES_RANGE(sum_0, -92466, 92409);
            sum_0 = stapes_shift_left_32(sum_0, 1) + x[6];    STAPES_RANGE(sum_0, -92466, 92409);
            sum_0 += x[12];                                   STAPES_RANGE(sum_0, -92466, 92409);
            sum_0 += x[72];                                   STAPES_RANGE(sum_0, -92466, 92409);
            sum_0 -= x[66];                                   STAPES_RANGE(sum_0, -92466, 92409);
            sum_0 -= x[120];                                  STAPES_RANGE(sum_0, -92466, 92409);
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
            *y = (int8_t)STAPES_WITHIN(stapes_clamp_32(stapes_shift_right_32(scaled, 7), -128, 127),
                -128, 127);                                       STAPES_INSIDE(y, depthwise1, 384);
            ++y;
            int32_t sum_1 = x[1];                             STAPES_RANGE(sum_1, -78230, 78340);
            sum_1 -= x[73];                                   STAPES_RANGE(sum_1, -78230, 78340);
            sum_1 = stapes_shift_left_32(sum_1, 1) + x[7];    STAPES_RANGE(sum_1, -78230, 78340);
            sum_1 -= x[67];                                   STAPES_RANGE(sum_1, -78230, 78340);
            sum_1 -= x[127];                                  STAPES_RANGE(sum_1, -78230, 78340);
            sum_1 = stapes_shift_left_32(sum_1, 1) + x[13];   STAPES_RANGE(sum_1, -78230, 78340);
            sum_1 -= x[1];                                    STAPES_RANGE(sum_1, -78230, 78340);
            sum_1 = stapes_shift_left_32(sum_1, 1) + x[127];  STAPES_RANGE(sum_1, -78230, 78340);
            sum_1 -= x[7];                                    STAPES_RANGE(sum_1, -78230, 78340);
            sum_1 -= x[61];                                   STAPES_RANGE(sum_1, -78230, 78340);
            sum_1 -= x[67];                                   STAPES_RANGE(sum_1, -78230, 78340);
            sum_1 -= x[121];                                  STAPES_RANGE(sum_1, -78230, 78340);
            sum_1 = stapes_shift_left_32(sum_1, 1) - x[1];    STAPES_RANGE(sum_1, -78230, 78340);
            sum_1 = stapes_shift_left_32(sum_1, 1) + x[133];  STAPES_RANGE(sum_1, -78230, 78340);
            sum_1 = stapes_shift_left_32(sum_1, 1) + x[13];   STAPES_RANGE(sum_1, -78230, 78340);
            sum_1 += x[121];                                  STAPES_RANGE(sum_1, -78230, 78340);
            sum_1 += x[127];                                  STAPES_RANGE(sum_1, -78230, 78340);
            sum_1 = stapes_shift_left_32(sum_1, 1) + x[73];   STAPES_RANGE(sum_1, -78230, 78340);
            sum_1 += x[133];                                  STAPES_RANGE(sum_1, -78230, 78340);
            sum_1 -= x[1];                                    STAPES_RANGE(sum_1, -78230, 78340);
            sum_1 -= x[61];                                   STAPES_RANGE(sum_1, -78230, 78340);
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
            *y = (int8_t)STAPES_WITHIN(stapes_clamp_32(stapes_shift_right_32(scaled_2, 8), -128,
                127), -128, 127);                  STAPES_INSIDE(y, depthwise1, 384);
            ++y;
            int32_t sum_2 = x[62];                            STAPES_RANGE(sum_2, -110734, 110606);
            sum_2 += x[68];                                   STAPES_RANGE(sum_2, -110734, 110606);
            sum_2 += x[74];                                   STAPES_RANGE(sum_2, -110734, 110606);
            sum_2 -= x[122];                                  STAPES_RANGE(sum_2, -110734, 110606);
            sum_2 -= x[134];                                  STAPES_RANGE(sum_2, -110734, 110606);
            sum_2 = stapes_shift_left_32(sum_2, 2) + x[2];    STAPES_RANGE(sum_2, -110734, 110606);
            sum_2 += x[134];                                  STAPES_RANGE(sum_2, -110734, 110606);
            sum_2 -= x[8];                                    STAPES_RANGE(sum_2, -110734, 110606);
            sum_2 -= x[62];                                   STAPES_RANGE(sum_2, -110734, 110606);
            sum_2 -= x[128];                                  STAPES_RANGE(sum_2, -110734, 110606);
            sum_2 = stapes_shift_left_32(sum_2, 2) + x[2];    STAPES_RANGE(sum_2, -110734, 110606);
            sum_2 += x[8];                                    STAPES_RANGE(sum_2, -110734, 110606);
            sum_2 += x[62];                                   STAPES_RANGE(sum_2, -110734, 110606);
            sum_2 += x[122];                                  STAPES_RANGE(sum_2, -110734, 110606);
            sum_2 += x[134];                                  STAPES_RANGE(sum_2, -110734, 110606);
            sum_2 -= x[14];                                   STAPES_RANGE(sum_2, -110734, 110606);
            sum_2 -= x[68];                                   STAPES_RANGE(sum_2, -110734, 110606);
            sum_2 = stapes_shift_left_32(sum_2, 1) + x[128];  STAPES_RANGE(sum_2, -110734, 110606);
            sum_2 = stapes_shift_left_32(sum_2, 1) + x[68];   STAPES_RANGE(sum_2, -110734, 110606);
            sum_2 = stapes_shift_left_32(sum_2, 1) + x[2];    STAPES_RANGE(sum_2, -110734, 110606);
            sum_2 += x[8];                                    STAPES_RANGE(sum_2, -110734, 110606);
            sum_2 += x[14];                                   STAPES_RANGE(sum_2, -110734, 110606);
            sum_2 += x[134];                                  STAPES_RANGE(sum_2, -110734, 110606);
            sum_2 -= x[74];                                   STAPES_RANGE(sum_2, -110734, 110606);
            sum_2 -= x[128];                                  STAPES_RANGE(sum_2, -110734, 110606);
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
            *y = (int8_t)STAPES_WITHIN(stapes_clamp_32(stapes_shift_right_32(scaled_3, 8), -128,
                127), -128, 127);                   STAPES_INSIDE(y, depthwise1, 384);
            ++y;
            int32_t sum_3 = x[63];                            STAPES_RANGE(sum_3, -89840, 89680);
            sum_3 += x[129];                                  STAPES_RANGE(sum_3, -89840, 89680);
            sum_3 -= x[75];                                   STAPES_RANGE(sum_3, -89840, 89680);
            sum_3 = stapes_shift_left_32(sum_3, 1) + x[135];  STAPES_RANGE(sum_3, -89840, 89680);
            sum_3 -= x[69];                                   STAPES_RANGE(sum_3, -89840, 89680);
            sum_3 = stapes_shift_left_32(sum_3, 1) + x[15];   STAPES_RANGE(sum_3, -89840, 89680);
            sum_3 += x[123];                                  STAPES_RANGE(sum_3, -89840, 89680);
            sum_3 -= x[129];                                  STAPES_RANGE(sum_3, -89840, 89680);
            sum_3 = stapes_shift_left_32(sum_3, 1) + x[135];  STAPES_RANGE(sum_3, -89840, 89680);
            sum_3 -= x[3];                                    STAPES_RANGE(sum_3, -89840, 89680);
            sum_3 -= x[63];                                   STAPES_RANGE(sum_3, -89840, 89680);
            sum_3 = stapes_shift_left_32(sum_3, 1) + x[9];    STAPES_RANGE(sum_3, -89840, 89680);
            sum_3 += x[15];                                   STAPES_RANGE(sum_3, -89840, 89680);
            sum_3 += x[123];                                  STAPES_RANGE(sum_3, -89840, 89680);
            sum_3 -= x[129];                                  STAPES_RANGE(sum_3, -89840, 89680);
            sum_3 = stapes_shift_left_32(sum_3, 1) + x[69];   STAPES_RANGE(sum_3, -89840, 89680);
            sum_3 = stapes_shift_left_32(sum_3, 1) + x[123];  STAPES_RANGE(sum_3, -89840, 89680);
            sum_3 -= x[3];                                    STAPES_RANGE(sum_3, -89840, 89680);
            sum_3 -= x[63];                                   STAPES_RANGE(sum_3, -89840, 89680);
            sum_3 -= x[135];                                  STAPES_RANGE(sum_3, -89840, 89680);
            sum_3 = stapes_shift_left_32(sum_3, 1) + x[69];   STAPES_RANGE(sum_3, -89840, 89680);
            sum_3 += x[75];                                   STAPES_RANGE(sum_3, -89840, 89680);
            sum_3 -= x[9];                                    STAPES_RANGE(sum_3, -89840, 89680);
            sum_3 -= x[15];                                   STAPES_RANGE(sum_3, -89840, 89680);
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
            *y = (int8_t)STAPES_WITHIN(stapes_clamp_32(stapes_shift_right_32(scaled_4, 8), -128,
                127), -128, 127);                   STAPES_INSIDE(y, depthwise1, 384);
            ++y;
            int32_t sum_4 = x[64];                            STAPES_RANGE(sum_4, -77420, 77365);
            sum_4 = stapes_shift_left_32(sum_4, 1) + x[124];  STAPES_RANGE(sum_4, -77420, 77365);
            sum_4 += x[136];                                  STAPES_RANGE(sum_4, -77420, 77365);
            sum_4 -= x[10];                                   STAPES_RANGE(sum_4, -77420, 77365);
            sum_4 -= x[70];                                   STAPES_RANGE(sum_4, -77420, 77365);
            sum_4 -= x[76];                                   STAPES_RANGE(sum_4, -77420, 77365);
            sum_4 = stapes_shift_left_32(sum_4, 1) + x[4];    STAPES_RANGE(sum_4, -77420, 77365);
            sum_4 += x[130];                                  STAPES_RANGE(sum_4, -77420, 77365);
            sum_4 = stapes_shift_left_32(sum_4, 1) - x[16];   STAPES_RANGE(sum_4, -77420, 77365);
            sum_4 -= x[70];                                   STAPES_RANGE(sum_4, -77420, 77365);
            sum_4 -= x[124];                                  STAPES_RANGE(sum_4, -77420, 77365);
            sum_4 = stapes_shift_left_32(sum_4, 1) - x[10];   STAPES_RANGE(sum_4, -77420, 77365);
            sum_4 -= x[76];                                   STAPES_RANGE(sum_4, -77420, 77365);
            sum_4 -= x[130];                                  STAPES_RANGE(sum_4, -77420, 77365);
            sum_4 = stapes_shift_left_32(sum_4, 1) + x[124];  STAPES_RANGE(sum_4, -77420, 77365);
            sum_4 -= x[16];                                   STAPES_RANGE(sum_4, -77420, 77365);
            sum_4 -= x[136];                                  STAPES_RANGE(sum_4, -77420, 77365);
            sum_4 = stapes_shift_left_32(sum_4, 1) + x[70];   STAPES_RANGE(sum_4, -77420, 77365);
            sum_4 -= x[76];                                   STAPES_RANGE(sum_4, -77420, 77365);
            sum_4 = stapes_shift_left_32(sum_4, 1) + x[4];    STAPES_RANGE(sum_4, -77420, 77365);
            sum_4 += x[10];                                   STAPES_RANGE(sum_4, -77420, 77365);
            sum_4 += x[16];                                   STAPES_RANGE(sum_4, -77420, 77365);
            sum_4 += x[124];                                  STAPES_RANGE(sum_4, -77420, 77365);
            sum_4 += x[130];                                  STAPES_RANGE(sum_4, -77420, 77365);
            sum_4 -= x[64];                                   STAPES_RANGE(sum_4, -77420, 77365);
            sum_4 -= x[136];                                  STAPES_RANGE(sum_4, -77420, 77365);
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
            *y = (int8_t)STAPES_WITHIN(stapes_clamp_32(stapes_shift_right_32(scaled_5, 7), -128,
                127), -128, 127);                  STAPES_INSIDE(y, depthwise1, 384);
            ++y;
            int32_t sum_5 = x[5];                             STAPES_RANGE(sum_5, -97432, 97133);
            sum_5 += x[71];                                   STAPES_RANGE(sum_5, -97432, 97133);
            sum_5 += x[137];                                  STAPES_RANGE(sum_5, -97432, 97133);
            sum_5 -= x[125];                                  STAPES_RANGE(sum_5, -97432, 97133);
            sum_5 = stapes_shift_left_32(sum_5, 1) + x[11];   STAPES_RANGE(sum_5, -97432, 97133);
            sum_5 = stapes_shift_left_32(sum_5, 1) + x[125];  STAPES_RANGE(sum_5, -97432, 97133);
            sum_5 += x[131];                                  STAPES_RANGE(sum_5, -97432, 97133);
            sum_5 -= x[17];                                   STAPES_RANGE(sum_5, -97432, 97133);
            sum_5 -= x[137];                                  STAPES_RANGE(sum_5, -97432, 97133);
            sum_5 = stapes_shift_left_32(sum_5, 1) + x[65];   STAPES_RANGE(sum_5, -97432, 97133);
            sum_5 = stapes_shift_left_32(sum_5, 1) - x[77];   STAPES_RANGE(sum_5, -97432, 97133);
            sum_5 -= x[131];                                  STAPES_RANGE(sum_5, -97432, 97133);
            sum_5 = stapes_shift_left_32(sum_5, 1) - x[11];   STAPES_RANGE(sum_5, -97432, 97133);
            sum_5 -= x[17];                                   STAPES_RANGE(sum_5, -97432, 97133);
            sum_5 -= x[65];                                   STAPES_RANGE(sum_5, -97432, 97133);
            sum_5 -= x[137];                                  STAPES_RANGE(sum_5, -97432, 97133);
            sum_5 = stapes_shift_left_32(sum_5, 1) - x[71];   STAPES_RANGE(sum_5, -97432, 97133);
            sum_5 -= x[131];                                  STAPES_RANGE(sum_5, -97432, 97133);
            sum_5 = stapes_shift_left_32(sum_5, 1) + x[11];   STAPES_RANGE(sum_5, -97432, 97133);
            sum_5 += x[77];                                   STAPES_RANGE(sum_5, -97432, 97133);
            sum_5 += x[125];                                  STAPES_RANGE(sum_5, -97432, 97133);
            sum_5 -= x[5];                                    STAPES_RANGE(sum_5, -97432, 97133);
            sum_5 -= x[17];                                   STAPES_RANGE(sum_5, -97432, 97133);
            sum_5 -= x[65];                                   STAPES_RANGE(sum_5, -97432, 97133);
            sum_5 -= x[137];                                  STAPES_RANGE(sum_5, -97432, 97133);
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
            *y = (int8_t)STAPES_WITHIN(stapes_clamp_32(stapes_shift_right_32(scaled_6, 8), -128,
                127), -128, 127);                    STAPES_INSIDE(y, depthwise1, 384);
            ++y;
            x = &x[6];
        }
        y_row = &y_row[48];
        kept = &rows_of_first[60];
        into = rows_of_first;
        do {
            *into = *kept;  STAPES_INSIDE(into, rows_of_first, 180);
            ++kept;
            ++into;
        } while (kept != end);
    }
}

/* pointwise1_accumulator (nodes "pointwise1_accumulator", "pointwise1"): y[o] = bias[o] + sum of
 *   weight[o, i] * (x[i] + 128), o < 12, i < 6, at 64 positions, then requantised
 * strategy: unrolled-columns-skip
 * cost: 768 loads, 17728 additions, 10688 shifts, 2304 comparisons, 768 stores
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
            int32_t sum_0 = 0;                         STAPES_RANGE(sum_0, -10965, 76500);
            int32_t sum_1 = 0;                         STAPES_RANGE(sum_1, -6375, 75480);
            int32_t sum_3 = 0;                         STAPES_RANGE(sum_3, -55335, 45390);
            int32_t sum_5 = 0;                         STAPES_RANGE(sum_5, -84660, 34170);
            int32_t sum_7 = 0;                         STAPES_RANGE(sum_7, -101235, 52530);
            int32_t sum_8 = 0;                         STAPES_RANGE(sum_8, -68595, 103530);
            const int32_t x_0 = (int32_t)*x - (-128);  STAPES_RANGE(x_0, 0, 255);
            if (x_0 != 0) {
                const int32_t difference = x_0 - stapes_shift_left_32(x_0, 7);
                STAPES_RANGE(difference, -32385, 0);
                sum_7 += x_0;           STAPES_RANGE(sum_7, -101235, 52530);
                const int32_t x_0_times_2 = stapes_shift_left_32(x_0, 1);
                STAPES_RANGE(x_0_times_2, 0, 510);
                sum_0 += x_0_times_2;   STAPES_RANGE(sum_0, -10965, 76500);
                const int32_t x_0_times_4 = stapes_shift_left_32(x_0_times_2, 1);
                STAPES_RANGE(x_0_times_4, 0, 1020);
                sum_5 += x_0_times_4;   STAPES_RANGE(sum_5, -84660, 34170);
                const int32_t x_0_times_8 = stapes_shift_left_32(x_0_times_4, 1);
                STAPES_RANGE(x_0_times_8, 0, 2040);
                sum_3 -= x_0_times_8;   STAPES_RANGE(sum_3, -55335, 45390);
                const int32_t x_0_times_16 = stapes_shift_left_32(x_0_times_8, 1);
                STAPES_RANGE(x_0_times_16, 0, 4080);
                sum_7 += x_0_times_16;  STAPES_RANGE(sum_7, -101235, 52530);
                const int32_t x_0_times_32 = stapes_shift_left_32(x_0_times_16, 1);
                STAPES_RANGE(x_0_times_32, 0, 8160);
                sum_0 -= x_0_times_32;  STAPES_RANGE(sum_0, -10965, 76500);
                const int32_t x_0_times_64 = stapes_shift_left_32(x_0_times_32, 1);
                STAPES_RANGE(x_0_times_64, 0, 16320);
                sum_3 -= x_0_times_64;  STAPES_RANGE(sum_3, -55335, 45390);
                sum_7 += x_0_times_64;  STAPES_RANGE(sum_7, -101235, 52530);
                sum_1 -= difference;    STAPES_RANGE(sum_1, -6375, 75480);
                sum_8 += difference;    STAPES_RANGE(sum_8, -68595, 103530);
            }
            const int32_t x_1 = (int32_t)x[1] - (-128);  STAPES_RANGE(x_1, 0, 255);
            if (x_1 != 0) {
                const int32_t sum = x_1 + stapes_shift_left_32(x_1, 2);  STAPES_RANGE(sum, 0, 1275);
                const int32_t difference_2 = x_1 - stapes_shift_left_32(x_1, 2);
                STAPES_RANGE(difference_2, -765, 0);
                sum_0 -= x_1;                  STAPES_RANGE(sum_0, -10965, 76500);
                const int32_t x_1_times_8 = stapes_shift_left_32(x_1, 3);
                STAPES_RANGE(x_1_times_8, 0, 2040);
                sum_7 += x_1_times_8;          STAPES_RANGE(sum_7, -101235, 52530);
                const int32_t x_1_times_16 = stapes_shift_left_32(x_1_times_8, 1);
                STAPES_RANGE(x_1_times_16, 0, 4080);
                sum_0 += x_1_times_16;         STAPES_RANGE(sum_0, -10965, 76500);
                const int32_t x_1_times_64 = stapes_shift_left_32(x_1_times_16, 2);
                STAPES_RANGE(x_1_times_64, 0, 16320);
                sum_1 += x_1_times_64;         STAPES_RANGE(sum_1, -6375, 75480);
                sum_7 += x_1_times_64;         STAPES_RANGE(sum_7, -101235, 52530);
                sum_8 += sum;                  STAPES_RANGE(sum_8, -68595, 103530);
                const int32_t sum_times_4 = stapes_shift_left_32(sum, 2);
                STAPES_RANGE(sum_times_4, 0, 5100);
                sum_1 += sum_times_4;          STAPES_RANGE(sum_1, -6375, 75480);
                const int32_t sum_times_16 = stapes_shift_left_32(sum_times_4, 2);
                STAPES_RANGE(sum_times_16, 0, 20400);
                sum_3 -= sum_times_16;         STAPES_RANGE(sum_3, -55335, 45390);
                const int32_t difference_times_2 = stapes_shift_left_32(difference_2, 1);
                STAPES_RANGE(difference_times_2, -1530, 0);
                sum_5 += difference_times_2;   STAPES_RANGE(sum_5, -84660, 34170);
                const int32_t difference_times_32 = stapes_shift_left_32(difference_times_2, 4);
                STAPES_RANGE(difference_times_32, -24480, 0);
                sum_5 += difference_times_32;  STAPES_RANGE(sum_5, -84660, 34170);
                sum_8 -= difference_times_32;  STAPES_RANGE(sum_8, -68595, 103530);
            }
            const int32_t x_2 = (int32_t)x[2] - (-128);  STAPES_RANGE(x_2, 0, 255);
            if (x_2 != 0) {
                const int32_t sum_2 = x_2 + stapes_shift_left_32(x_2, 2);
                STAPES_RANGE(sum_2, 0, 1275);
                const int32_t difference_3 = x_2 - stapes_shift_left_32(sum_2, 4);
                STAPES_RANGE(difference_3, -20145, 0);
                const int32_t difference_4 = x_2 - stapes_shift_left_32(x_2, 2);
                STAPES_RANGE(difference_4, -765, 0);
                sum_3 += x_2;                  STAPES_RANGE(sum_3, -55335, 45390);
                sum_7 -= x_2;                  STAPES_RANGE(sum_7, -101235, 52530);
                const int32_t x_2_times_32 = stapes_shift_left_32(x_2, 5);
                STAPES_RANGE(x_2_times_32, 0, 8160);
                sum_1 += x_2_times_32;         STAPES_RANGE(sum_1, -6375, 75480);
                const int32_t x_2_times_64 = stapes_shift_left_32(x_2_times_32, 1);
                STAPES_RANGE(x_2_times_64, 0, 16320);
                sum_7 -= x_2_times_64;         STAPES_RANGE(sum_7, -101235, 52530);
                const int32_t sum_times_8 = stapes_shift_left_32(sum_2, 3);
                STAPES_RANGE(sum_times_8, 0, 10200);
                sum_3 += sum_times_8;          STAPES_RANGE(sum_3, -55335, 45390);
                sum_0 -= difference_3;         STAPES_RANGE(sum_0, -10965, 76500);
                sum_8 -= difference_3;         STAPES_RANGE(sum_8, -68595, 103530);
                sum_1 += difference_4;         STAPES_RANGE(sum_1, -6375, 75480);
                sum_5 += difference_4;         STAPES_RANGE(sum_5, -84660, 34170);
                const int32_t difference_times_4 = stapes_shift_left_32(difference_4, 2);
                STAPES_RANGE(difference_times_4, -3060, 0);
                sum_7 -= difference_times_4;   STAPES_RANGE(sum_7, -101235, 52530);
                const int32_t difference_times_16 = stapes_shift_left_32(difference_times_4, 2);
                STAPES_RANGE(difference_times_16, -12240, 0);
                sum_5 += difference_times_16;  STAPES_RANGE(sum_5, -84660, 34170);
            }
            const int32_t x_3 = (int32_t)x[3] - (-128);  STAPES_RANGE(x_3, 0, 255);
            if (x_3 != 0) {
                const int32_t difference_5 = x_3 - stapes_shift_left_32(x_3, 3);
                STAPES_RANGE(difference_5, -1785, 0);
                const int32_t sum_4 = x_3 + stapes_shift_left_32(x_3, 3);
                STAPES_RANGE(sum_4, 0, 2295);
                sum_3 -= x_3;                 STAPES_RANGE(sum_3, -55335, 45390);
                const int32_t x_3_times_32 = stapes_shift_left_32(x_3, 5);
                STAPES_RANGE(x_3_times_32, 0, 8160);
                sum_1 += x_3_times_32;        STAPES_RANGE(sum_1, -6375, 75480);
                sum_5 += x_3_times_32;        STAPES_RANGE(sum_5, -84660, 34170);
                const int32_t x_3_times_128 = stapes_shift_left_32(x_3_times_32, 2);
                STAPES_RANGE(x_3_times_128, 0, 32640);
                sum_3 += x_3_times_128;       STAPES_RANGE(sum_3, -55335, 45390);
                sum_7 -= x_3_times_128;       STAPES_RANGE(sum_7, -101235, 52530);
                const int32_t difference_times_8 = stapes_shift_left_32(difference_5, 3);
                STAPES_RANGE(difference_times_8, -14280, 0);
                sum_0 -= difference_times_8;  STAPES_RANGE(sum_0, -10965, 76500);
                sum_8 -= difference_times_8;  STAPES_RANGE(sum_8, -68595, 103530);
                sum_5 += sum_4;               STAPES_RANGE(sum_5, -84660, 34170);
                const int32_t sum_times_4_2 = stapes_shift_left_32(sum_4, 2);
                STAPES_RANGE(sum_times_4_2, 0, 9180);
                sum_7 += sum_times_4_2;       STAPES_RANGE(sum_7, -101235, 52530);
            }
            const int32_t x_4 = (int32_t)x[4] - (-128);  STAPES_RANGE(x_4, 0, 255);
            if (x_4 != 0) {
                const int32_t difference_6 = x_4 - stapes_shift_left_32(x_4, 7);
                STAPES_RANGE(difference_6, -32385, 0);
                sum_1 += x_4;           STAPES_RANGE(sum_1, -6375, 75480);
                const int32_t x_4_times_2 = stapes_shift_left_32(x_4, 1);
                STAPES_RANGE(x_4_times_2, 0, 510);
                sum_8 -= x_4_times_2;   STAPES_RANGE(sum_8, -68595, 103530);
                const int32_t x_4_times_4 = stapes_shift_left_32(x_4_times_2, 1);
                STAPES_RANGE(x_4_times_4, 0, 1020);
                sum_1 -= x_4_times_4;   STAPES_RANGE(sum_1, -6375, 75480);
                const int32_t x_4_times_16 = stapes_shift_left_32(x_4_times_4, 2);
                STAPES_RANGE(x_4_times_16, 0, 4080);
                sum_1 += x_4_times_16;  STAPES_RANGE(sum_1, -6375, 75480);
                const int32_t x_4_times_32 = stapes_shift_left_32(x_4_times_16, 1);
                STAPES_RANGE(x_4_times_32, 0, 8160);
                sum_3 -= x_4_times_32;  STAPES_RANGE(sum_3, -55335, 45390);
                const int32_t x_4_times_64 = stapes_shift_left_32(x_4_times_32, 1);
                STAPES_RANGE(x_4_times_64, 0, 16320);
                sum_8 -= x_4_times_64;  STAPES_RANGE(sum_8, -68595, 103530);
                sum_0 -= difference_6;  STAPES_RANGE(sum_0, -10965, 76500);
                sum_5 += difference_6;  STAPES_RANGE(sum_5, -84660, 34170);
                sum_7 += difference_6;  STAPES_RANGE(sum_7, -101235, 52530);
            }
            const int32_t x_5 = (int32_t)x[5] - (-128);  STAPES_RANGE(x_5, 0, 255);
            if (x_5 != 0) {
                const int32_t sum_6 = x_5 + stapes_shift_left_32(x_5, 3);
                STAPES_RANGE(sum_6, 0, 2295);
                sum_5 += x_5;            STAPES_RANGE(sum_5, -84660, 34170);
                const int32_t x_5_times_2 = stapes_shift_left_32(x_5, 1);
                STAPES_RANGE(x_5_times_2, 0, 510);
                sum_0 += x_5_times_2;    STAPES_RANGE(sum_0, -10965, 76500);
                sum_1 += x_5_times_2;    STAPES_RANGE(sum_1, -6375, 75480);
                sum_8 -= x_5_times_2;    STAPES_RANGE(sum_8, -68595, 103530);
                const int32_t x_5_times_8 = stapes_shift_left_32(x_5_times_2, 2);
                STAPES_RANGE(x_5_times_8, 0, 2040);
                sum_0 += x_5_times_8;    STAPES_RANGE(sum_0, -10965, 76500);
                const int32_t x_5_times_16 = stapes_shift_left_32(x_5_times_8, 1);
                STAPES_RANGE(x_5_times_16, 0, 4080);
                sum_1 -= x_5_times_16;   STAPES_RANGE(sum_1, -6375, 75480);
                const int32_t x_5_times_32 = stapes_shift_left_32(x_5_times_16, 1);
                STAPES_RANGE(x_5_times_32, 0, 8160);
                sum_3 -= x_5_times_32;   STAPES_RANGE(sum_3, -55335, 45390);
                sum_8 -= x_5_times_32;   STAPES_RANGE(sum_8, -68595, 103530);
                const int32_t x_5_times_128 = stapes_shift_left_32(x_5_times_32, 2);
                STAPES_RANGE(x_5_times_128, 0, 32640);
                sum_8 += x_5_times_128;  STAPES_RANGE(sum_8, -68595, 103530);
                sum_3 += sum_6;          STAPES_RANGE(sum_3, -55335, 45390);
                const int32_t sum_times_4_3 = stapes_shift_left_32(sum_6, 2);
                STAPES_RANGE(sum_times_4_3, 0, 9180);
                sum_5 += sum_times_4_3;  STAPES_RANGE(sum_5, -84660, 34170);
                const int32_t sum_times_8_2 = stapes_shift_left_32(sum_times_4_3, 1);
                STAPES_RANGE(sum_times_8_2, 0, 18360);
                sum_7 -= sum_times_8_2;  STAPES_RANGE(sum_7, -101235, 52530);
            }
            /* the sum over the whole row, each input in its range */
            const int32_t total_0 = sum_0 - 1014;  STAPES_RANGE(total_0, -8664, 72171);
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
            *y = (int8_t)STAPES_WITHIN(stapes_clamp_32(stapes_shift_right_32(scaled, 8), -128, 127),
                -128, 127);                                       STAPES_INSIDE(y, pointwise1, 768);
            ++y;
            /* the sum over the whole row, each input in its range */
            const int32_t total_1 = sum_1 - 4548;  STAPES_RANGE(total_1, -8118, 68127);
            int32_t scaled_2 = total_1;            STAPES_RANGE(scaled_2, -89481, 70925);
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
            *y = (int8_t)STAPES_WITHIN(stapes_clamp_32(stapes_shift_right_32(scaled_2, 7), -128,
                127), -128, 127);                  STAPES_INSIDE(y, pointwise1, 768);
            y = &y[2];
            /* the sum over the whole row, each input in its range */
            const int32_t total_3 = sum_3 + 4244;      STAPES_RANGE(total_3, -48541, 47084);
            int32_t scaled_3 = -total_3 - 1069515136;  STAPES_RANGE(scaled_3, -1069562220, 48541);
            scaled_3 = stapes_shift_right_32(scaled_3, 2) - total_3;
            STAPES_RANGE(scaled_3, -1069562220, 48541);
            scaled_3 = stapes_shift_right_32(scaled_3, 6) + total_3;
            STAPES_RANGE(scaled_3, -1069562220, 48541);
            scaled_3 = stapes_shift_right_32(scaled_3, 3) - total_3;
            STAPES_RANGE(scaled_3, -1069562220, 48541);
            scaled_3 = stapes_shift_right_32(scaled_3, 2) - total_3;
            STAPES_RANGE(scaled_3, -1069562220, 48541);
            scaled_3 = stapes_shift_right_32(scaled_3, 3) + total_3;
            STAPES_RANGE(scaled_3, -1069562220, 48541);
            *y = (int8_t)STAPES_WITHIN(stapes_clamp_32(stapes_shift_right_32(scaled_3, 7), -128,
                127), -128, 127);                      STAPES_INSIDE(y, pointwise1, 768);
            y = &y[2];
            /* the sum over the whole row, each input in its range */
            const int32_t total_5 = sum_5 + 4524;     STAPES_RANGE(total_5, -66876, 25434);
            int32_t scaled_4 = total_5 - 1069479808;  STAPES_RANGE(scaled_4, -1069546684, 66876);
            scaled_4 = stapes_shift_right_32(scaled_4, 6) - total_5;
            STAPES_RANGE(scaled_4, -1069546684, 66876);
            scaled_4 = stapes_shift_right_32(scaled_4, 2) - total_5;
            STAPES_RANGE(scaled_4, -1069546684, 66876);
            scaled_4 = stapes_shift_right_32(scaled_4, 2) - total_5;
            STAPES_RANGE(scaled_4, -1069546684, 66876);
            scaled_4 = stapes_shift_right_32(scaled_4, 3) + total_5;
            STAPES_RANGE(scaled_4, -1069546684, 66876);
            scaled_4 = stapes_shift_right_32(scaled_4, 3) + total_5;
            STAPES_RANGE(scaled_4, -1069546684, 66876);
            *y = (int8_t)STAPES_WITHIN(stapes_clamp_32(stapes_shift_right_32(scaled_4, 7), -128,
                91), -128, 127);                      STAPES_INSIDE(y, pointwise1, 768);
            y = &y[2];
            /* the sum over the whole row, each input in its range */
            const int32_t total_7 = sum_7 + 7602;  STAPES_RANGE(total_7, -80118, 46617);
            int32_t scaled_5 = -total_7;           STAPES_RANGE(scaled_5, -127654, 90132);
            scaled_5 = stapes_shift_right_32(scaled_5, 3) - total_7;
            STAPES_RANGE(scaled_5, -127654, 90132);
            scaled_5 = stapes_shift_right_32(scaled_5, 3) + total_7;
            STAPES_RANGE(scaled_5, -127654, 90132);
            scaled_5 = stapes_shift_right_32(scaled_5, 3) - total_7 + 1;
            STAPES_RANGE(scaled_5, -127654, 90132);
            scaled_5 = stapes_shift_right_32(scaled_5, 2) + total_7;
            STAPES_RANGE(scaled_5, -127654, 90132);
            scaled_5 = stapes_shift_right_32(scaled_5, 2) + total_7 + 7;
            STAPES_RANGE(scaled_5, -127654, 90132);
            scaled_5 = stapes_shift_right_32(scaled_5, 3) - total_7 + 1;
            STAPES_RANGE(scaled_5, -127654, 90132);
            scaled_5 = stapes_shift_right_32(scaled_5, 2) + total_7 - 32640;
            STAPES_RANGE(scaled_5, -127654, 90132);
            *y = (int8_t)STAPES_WITHIN(stapes_clamp_32(stapes_shift_right_32(scaled_5, 8), -128,
                15), -128, 127);                   STAPES_INSIDE(y, pointwise1, 768);
            ++y;
            /* the sum over the whole row, each input in its range */
            const int32_t total_8 = sum_8 - 1909;  STAPES_RANGE(total_8, -51124, 82241);
            int32_t scaled_6 = -total_8;           STAPES_RANGE(scaled_6, -102802, 100992);
            scaled_6 = stapes_shift_right_32(scaled_6, 2) - total_8;
            STAPES_RANGE(scaled_6, -102802, 100992);
            scaled_6 = stapes_shift_right_32(scaled_6, 5) - total_8;
            STAPES_RANGE(scaled_6, -102802, 100992);
            scaled_6 = stapes_shift_right_32(scaled_6, 2) + total_8 + 2;
            STAPES_RANGE(scaled_6, -102802, 100992);
            scaled_6 = stapes_shift_right_32(scaled_6, 2) - total_8 + 2;
            STAPES_RANGE(scaled_6, -102802, 100992);
            scaled_6 = stapes_shift_right_32(scaled_6, 2) + total_8;
            STAPES_RANGE(scaled_6, -102802, 100992);
            scaled_6 = stapes_shift_right_32(scaled_6, 4) - total_8 + 2;
            STAPES_RANGE(scaled_6, -102802, 100992);
            scaled_6 = stapes_shift_right_32(scaled_6, 2) + total_8 - 16320;
            STAPES_RANGE(scaled_6, -102802, 100992);
            *y = (int8_t)STAPES_WITHIN(stapes_clamp_32(stapes_shift_right_32(scaled_6, 7), -128,
                127), -128, 127);                  STAPES_INSIDE(y, pointwise1, 768);
            ++y;
            int32_t sum_2_2 = 0;                         STAPES_RANGE(sum_2_2, -44880, 70125);
            int32_t sum_4_2 = 0;                         STAPES_RANGE(sum_4_2, -17595, 123930);
            int32_t sum_6_2 = 0;                         STAPES_RANGE(sum_6_2, -50235, 109395);
            int32_t sum_9 = 0;                           STAPES_RANGE(sum_9, -70380, 21420);
            int32_t sum_10 = 0;                          STAPES_RANGE(sum_10, -86445, 38505);
            int32_t sum_11 = 0;                          STAPES_RANGE(sum_11, -64260, 78795);
            const int32_t x_0_2 = (int32_t)*x - (-128);  STAPES_RANGE(x_0_2, 0, 255);
            if (x_0_2 != 0) {
                const int32_t sum_12 = x_0_2 + stapes_shift_left_32(x_0_2, 2);
                STAPES_RANGE(sum_12, 0, 1275);
                const int32_t difference_7 = x_0_2 - stapes_shift_left_32(x_0_2, 3);
                STAPES_RANGE(difference_7, -1785, 0);
                sum_6_2 += x_0_2;                  STAPES_RANGE(sum_6_2, -50235, 109395);
                sum_10 += x_0_2;                   STAPES_RANGE(sum_10, -86445, 38505);
                const int32_t x_0_times_2_2 = stapes_shift_left_32(x_0_2, 1);
                STAPES_RANGE(x_0_times_2_2, 0, 510);
                sum_2_2 -= x_0_times_2_2;          STAPES_RANGE(sum_2_2, -44880, 70125);
                const int32_t x_0_times_64_2 = stapes_shift_left_32(x_0_times_2_2, 5);
                STAPES_RANGE(x_0_times_64_2, 0, 16320);
                sum_11 += x_0_times_64_2;          STAPES_RANGE(sum_11, -64260, 78795);
                const int32_t x_0_times_128 = stapes_shift_left_32(x_0_times_64_2, 1);
                STAPES_RANGE(x_0_times_128, 0, 32640);
                sum_2_2 -= x_0_times_128;          STAPES_RANGE(sum_2_2, -44880, 70125);
                sum_10 -= x_0_times_128;           STAPES_RANGE(sum_10, -86445, 38505);
                sum_4_2 += sum_12;                 STAPES_RANGE(sum_4_2, -17595, 123930);
                const int32_t sum_times_4_4 = stapes_shift_left_32(sum_12, 2);
                STAPES_RANGE(sum_times_4_4, 0, 5100);
                sum_9 += sum_times_4_4;            STAPES_RANGE(sum_9, -70380, 21420);
                const int32_t sum_times_8_3 = stapes_shift_left_32(sum_times_4_4, 1);
                STAPES_RANGE(sum_times_8_3, 0, 10200);
                sum_2_2 += sum_times_8_3;          STAPES_RANGE(sum_2_2, -44880, 70125);
                const int32_t sum_times_16_2 = stapes_shift_left_32(sum_times_8_3, 1);
                STAPES_RANGE(sum_times_16_2, 0, 20400);
                sum_4_2 += sum_times_16_2;         STAPES_RANGE(sum_4_2, -17595, 123930);
                sum_11 -= difference_7;            STAPES_RANGE(sum_11, -64260, 78795);
                const int32_t difference_times_4_2 = stapes_shift_left_32(difference_7, 2);
                STAPES_RANGE(difference_times_4_2, -7140, 0);
                sum_10 -= difference_times_4_2;    STAPES_RANGE(sum_10, -86445, 38505);
                const int32_t difference_times_16_2 = stapes_shift_left_32(difference_times_4_2, 2);
                STAPES_RANGE(difference_times_16_2, -28560, 0);
                sum_6_2 -= difference_times_16_2;  STAPES_RANGE(sum_6_2, -50235, 109395);
            }
            const int32_t x_1_2 = (int32_t)x[1] - (-128);  STAPES_RANGE(x_1_2, 0, 255);
            if (x_1_2 != 0) {
                const int32_t difference_8 = x_1_2 - stapes_shift_left_32(x_1_2, 7);
                STAPES_RANGE(difference_8, -32385, 0);
                const int32_t difference_9 = x_1_2 - stapes_shift_left_32(x_1_2, 2);
                STAPES_RANGE(difference_9, -765, 0);
                const int32_t x_1_times_16_2 = stapes_shift_left_32(x_1_2, 4);
                STAPES_RANGE(x_1_times_16_2, 0, 4080);
                sum_6_2 -= x_1_times_16_2;         STAPES_RANGE(sum_6_2, -50235, 109395);
                sum_9 -= x_1_times_16_2;           STAPES_RANGE(sum_9, -70380, 21420);
                sum_2_2 -= difference_8;           STAPES_RANGE(sum_2_2, -44880, 70125);
                sum_10 += difference_8;            STAPES_RANGE(sum_10, -86445, 38505);
                sum_11 -= difference_8;            STAPES_RANGE(sum_11, -64260, 78795);
                sum_4_2 += difference_9;           STAPES_RANGE(sum_4_2, -17595, 123930);
                sum_6_2 -= difference_9;           STAPES_RANGE(sum_6_2, -50235, 109395);
                sum_9 += difference_9;             STAPES_RANGE(sum_9, -70380, 21420);
                const int32_t difference_times_32_2 = stapes_shift_left_32(difference_9, 5);
                STAPES_RANGE(difference_times_32_2, -24480, 0);
                sum_4_2 -= difference_times_32_2;  STAPES_RANGE(sum_4_2, -17595, 123930);
            }
            const int32_t x_2_2 = (int32_t)x[2] - (-128);  STAPES_RANGE(x_2_2, 0, 255);
            if (x_2_2 != 0) {
                const int32_t difference_10 = x_2_2 - stapes_shift_left_32(x_2_2, 2);
                STAPES_RANGE(difference_10, -765, 0);
                const int32_t difference_11 = x_2_2 - stapes_shift_left_32(x_2_2, 7);
                STAPES_RANGE(difference_11, -32385, 0);
                const int32_t sum_13 = x_2_2 + stapes_shift_left_32(difference_10, 2);
                STAPES_RANGE(sum_13, -2805, 0);
                const int32_t x_2_times_2 = stapes_shift_left_32(x_2_2, 1);
                STAPES_RANGE(x_2_times_2, 0, 510);
                sum_11 += x_2_times_2;      STAPES_RANGE(sum_11, -64260, 78795);
                const int32_t x_2_times_64_2 = stapes_shift_left_32(x_2_times_2, 5);
                STAPES_RANGE(x_2_times_64_2, 0, 16320);
                sum_2_2 += x_2_times_64_2;  STAPES_RANGE(sum_2_2, -44880, 70125);
                sum_11 += x_2_times_64_2;   STAPES_RANGE(sum_11, -64260, 78795);
                sum_2_2 -= difference_10;   STAPES_RANGE(sum_2_2, -44880, 70125);
                sum_4_2 -= difference_11;   STAPES_RANGE(sum_4_2, -17595, 123930);
                sum_6_2 += difference_11;   STAPES_RANGE(sum_6_2, -50235, 109395);
                const int32_t sum_times_4_5 = stapes_shift_left_32(sum_13, 2);
                STAPES_RANGE(sum_times_4_5, -11220, 0);
                sum_9 += sum_times_4_5;     STAPES_RANGE(sum_9, -70380, 21420);
                sum_10 += sum_times_4_5;    STAPES_RANGE(sum_10, -86445, 38505);
            }
            const int32_t x_3_2 = (int32_t)x[3] - (-128);  STAPES_RANGE(x_3_2, 0, 255);
            if (x_3_2 != 0) {
                const int32_t sum_14 = x_3_2 + stapes_shift_left_32(x_3_2, 2);
                STAPES_RANGE(sum_14, 0, 1275);
                sum_6_2 += x_3_2;           STAPES_RANGE(sum_6_2, -50235, 109395);
                sum_11 += x_3_2;            STAPES_RANGE(sum_11, -64260, 78795);
                const int32_t x_3_times_4 = stapes_shift_left_32(x_3_2, 2);
                STAPES_RANGE(x_3_times_4, 0, 1020);
                sum_2_2 += x_3_times_4;     STAPES_RANGE(sum_2_2, -44880, 70125);
                sum_4_2 += x_3_times_4;     STAPES_RANGE(sum_4_2, -17595, 123930);
                sum_6_2 -= x_3_times_4;     STAPES_RANGE(sum_6_2, -50235, 109395);
                const int32_t x_3_times_32_2 = stapes_shift_left_32(x_3_times_4, 3);
                STAPES_RANGE(x_3_times_32_2, 0, 8160);
                sum_2_2 += x_3_times_32_2;  STAPES_RANGE(sum_2_2, -44880, 70125);
                sum_6_2 += x_3_times_32_2;  STAPES_RANGE(sum_6_2, -50235, 109395);
                sum_9 += x_3_times_32_2;    STAPES_RANGE(sum_9, -70380, 21420);
                sum_9 += sum_14;            STAPES_RANGE(sum_9, -70380, 21420);
                sum_10 -= sum_14;           STAPES_RANGE(sum_10, -86445, 38505);
                const int32_t sum_times_16_3 = stapes_shift_left_32(sum_14, 4);
                STAPES_RANGE(sum_times_16_3, 0, 20400);
                sum_11 -= sum_times_16_3;   STAPES_RANGE(sum_11, -64260, 78795);
            }
            const int32_t x_4_2 = (int32_t)x[4] - (-128);  STAPES_RANGE(x_4_2, 0, 255);
            if (x_4_2 != 0) {
                const int32_t difference_12 = x_4_2 - stapes_shift_left_32(x_4_2, 2);
                STAPES_RANGE(difference_12, -765, 0);
                const int32_t difference_13 = x_4_2 - stapes_shift_left_32(x_4_2, 4);
                STAPES_RANGE(difference_13, -3825, 0);
                sum_9 += x_4_2;                    STAPES_RANGE(sum_9, -70380, 21420);
                const int32_t x_4_times_4_2 = stapes_shift_left_32(x_4_2, 2);
                STAPES_RANGE(x_4_times_4_2, 0, 1020);
                sum_4_2 += x_4_times_4_2;          STAPES_RANGE(sum_4_2, -17595, 123930);
                const int32_t x_4_times_128 = stapes_shift_left_32(x_4_times_4_2, 5);
                STAPES_RANGE(x_4_times_128, 0, 32640);
                sum_6_2 += x_4_times_128;          STAPES_RANGE(sum_6_2, -50235, 109395);
                sum_2_2 += difference_12;          STAPES_RANGE(sum_2_2, -44880, 70125);
                const int32_t difference_times_32_3 = stapes_shift_left_32(difference_12, 5);
                STAPES_RANGE(difference_times_32_3, -24480, 0);
                sum_4_2 -= difference_times_32_3;  STAPES_RANGE(sum_4_2, -17595, 123930);
                sum_6_2 += difference_13;          STAPES_RANGE(sum_6_2, -50235, 109395);
                const int32_t difference_times_2_2 = stapes_shift_left_32(difference_13, 1);
                STAPES_RANGE(difference_times_2_2, -7650, 0);
                sum_10 -= difference_times_2_2;    STAPES_RANGE(sum_10, -86445, 38505);
                sum_11 -= difference_times_2_2;    STAPES_RANGE(sum_11, -64260, 78795);
                const int32_t difference_times_4_3 = stapes_shift_left_32(difference_times_2_2, 1);
                STAPES_RANGE(difference_times_4_3, -15300, 0);
                sum_9 += difference_times_4_3;     STAPES_RANGE(sum_9, -70380, 21420);
                const int32_t difference_times_8_2 = stapes_shift_left_32(difference_times_4_3, 1);
                STAPES_RANGE(difference_times_8_2, -30600, 0);
                sum_11 += difference_times_8_2;    STAPES_RANGE(sum_11, -64260, 78795);
            }
            const int32_t x_5_2 = (int32_t)x[5] - (-128);  STAPES_RANGE(x_5_2, 0, 255);
            if (x_5_2 != 0) {
                const int32_t difference_14 = x_5_2 - stapes_shift_left_32(x_5_2, 4);
                STAPES_RANGE(difference_14, -3825, 0);
                const int32_t difference_15 = stapes_shift_left_32(x_5_2, 2) - difference_14;
                STAPES_RANGE(difference_15, 0, 4845);
                sum_9 += x_5_2;                   STAPES_RANGE(sum_9, -70380, 21420);
                sum_10 += x_5_2;                  STAPES_RANGE(sum_10, -86445, 38505);
                const int32_t x_5_times_4 = stapes_shift_left_32(x_5_2, 2);
                STAPES_RANGE(x_5_times_4, 0, 1020);
                sum_6_2 += x_5_times_4;           STAPES_RANGE(sum_6_2, -50235, 109395);
                const int32_t x_5_times_8_2 = stapes_shift_left_32(x_5_times_4, 1);
                STAPES_RANGE(x_5_times_8_2, 0, 2040);
                sum_4_2 += x_5_times_8_2;         STAPES_RANGE(sum_4_2, -17595, 123930);
                sum_10 -= x_5_times_8_2;          STAPES_RANGE(sum_10, -86445, 38505);
                const int32_t x_5_times_64 = stapes_shift_left_32(x_5_times_8_2, 3);
                STAPES_RANGE(x_5_times_64, 0, 16320);
                sum_10 += x_5_times_64;           STAPES_RANGE(sum_10, -86445, 38505);
                const int32_t x_5_times_128_2 = stapes_shift_left_32(x_5_times_64, 1);
                STAPES_RANGE(x_5_times_128_2, 0, 32640);
                sum_6_2 += x_5_times_128_2;       STAPES_RANGE(sum_6_2, -50235, 109395);
                sum_9 -= x_5_times_128_2;         STAPES_RANGE(sum_9, -70380, 21420);
                sum_6_2 += difference_14;         STAPES_RANGE(sum_6_2, -50235, 109395);
                const int32_t difference_times_2_3 = stapes_shift_left_32(difference_15, 1);
                STAPES_RANGE(difference_times_2_3, 0, 9690);
                sum_2_2 -= difference_times_2_3;  STAPES_RANGE(sum_2_2, -44880, 70125);
                sum_11 -= difference_times_2_3;   STAPES_RANGE(sum_11, -64260, 78795);
            }
            y = &y[-7];
            /* the sum over the whole row, each input in its range */
            const int32_t total_2 = sum_2_2 + 143;  STAPES_RANGE(total_2, -33262, 58793);
            int32_t scaled_7 = -total_2;            STAPES_RANGE(scaled_7, -75024, 67865);
            scaled_7 = stapes_shift_right_32(scaled_7, 4) + total_2;
            STAPES_RANGE(scaled_7, -75024, 67865);
            scaled_7 = stapes_shift_right_32(scaled_7, 2) - total_2;
            STAPES_RANGE(scaled_7, -75024, 67865);
            scaled_7 = stapes_shift_right_32(scaled_7, 4) - total_2;
            STAPES_RANGE(scaled_7, -75024, 67865);
            scaled_7 = stapes_shift_right_32(scaled_7, 2) + total_2;
            STAPES_RANGE(scaled_7, -75024, 67865);
            scaled_7 = stapes_shift_right_32(scaled_7, 3) - total_2;
            STAPES_RANGE(scaled_7, -75024, 67865);
            scaled_7 = stapes_shift_right_32(scaled_7, 2) - total_2 + 4;
            STAPES_RANGE(scaled_7, -75024, 67865);
            scaled_7 = stapes_shift_right_32(scaled_7, 3) + total_2 - 16320;
            STAPES_RANGE(scaled_7, -75024, 67865);
            *y = (int8_t)STAPES_WITHIN(stapes_clamp_32(stapes_shift_right_32(scaled_7, 7), -128,
                127), -128, 127);                   STAPES_INSIDE(y, pointwise1, 768);
            y = &y[2];
            /* the sum over the whole row, each input in its range */
            const int32_t total_4 = sum_4_2 - 4612;  STAPES_RANGE(total_4, -4612, 101723);
            int32_t scaled_8 = -total_4;             STAPES_RANGE(scaled_8, -128744, 104488);
            scaled_8 = stapes_shift_right_32(scaled_8, 4) - total_4;
            STAPES_RANGE(scaled_8, -128744, 104488);
            scaled_8 = stapes_shift_right_32(scaled_8, 2) - total_4;
            STAPES_RANGE(scaled_8, -128744, 104488);
            scaled_8 = stapes_shift_right_32(scaled_8, 2) + total_4;
            STAPES_RANGE(scaled_8, -128744, 104488);
            scaled_8 = stapes_shift_right_32(scaled_8, 4) - total_4;
            STAPES_RANGE(scaled_8, -128744, 104488);
            scaled_8 = stapes_shift_right_32(scaled_8, 2) + total_4;
            STAPES_RANGE(scaled_8, -128744, 104488);
            scaled_8 = stapes_shift_right_32(scaled_8, 6) + total_4 - 32639;
            STAPES_RANGE(scaled_8, -128744, 104488);
            *y = (int8_t)STAPES_WITHIN(stapes_clamp_32(stapes_shift_right_32(scaled_8, 8), -128,
                127), -128, 127);                    STAPES_INSIDE(y, pointwise1, 768);
            y = &y[2];
            /* the sum over the whole row, each input in its range */
            const int32_t total_6 = sum_6_2 - 5631;  STAPES_RANGE(total_6, -41331, 89229);
            int32_t scaled_9 = -total_6;             STAPES_RANGE(scaled_9, -105139, 113605);
            scaled_9 = stapes_shift_right_32(scaled_9, 2) + total_6;
            STAPES_RANGE(scaled_9, -105139, 113605);
            scaled_9 = stapes_shift_right_32(scaled_9, 2) - total_6;
            STAPES_RANGE(scaled_9, -105139, 113605);
            scaled_9 = stapes_shift_right_32(scaled_9, 3) + total_6;
            STAPES_RANGE(scaled_9, -105139, 113605);
            scaled_9 = stapes_shift_right_32(scaled_9, 2) + total_6;
            STAPES_RANGE(scaled_9, -105139, 113605);
            scaled_9 = stapes_shift_right_32(scaled_9, 6) - total_6;
            STAPES_RANGE(scaled_9, -105139, 113605);
            scaled_9 = stapes_shift_right_32(scaled_9, 3) - total_6 + 2;
            STAPES_RANGE(scaled_9, -105139, 113605);
            scaled_9 = stapes_shift_right_32(scaled_9, 2) + total_6 - 16320;
            STAPES_RANGE(scaled_9, -105139, 113605);
            *y = (int8_t)STAPES_WITHIN(stapes_clamp_32(stapes_shift_right_32(scaled_9, 7), -128,
                127), -128, 127);                    STAPES_INSIDE(y, pointwise1, 768);
            y = &y[3];
            /* the sum over the whole row, each input in its range */
            const int32_t total_9 = sum_9 + 3365;  STAPES_RANGE(total_9, -60130, 17900);
            int32_t scaled_10 = total_9;           STAPES_RANGE(scaled_10, -84977, 62019);
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
            *y = (int8_t)STAPES_WITHIN(stapes_clamp_32(stapes_shift_right_32(scaled_10, 7), -128,
                31), -128, 127);                   STAPES_INSIDE(y, pointwise1, 768);
            ++y;
            /* the sum over the whole row, each input in its range */
            const int32_t total_10 = sum_10 + 4371;    STAPES_RANGE(total_10, -65754, 26556);
            int32_t scaled_11 = total_10 - 267378752;  STAPES_RANGE(scaled_11, -267444506, 65754);
            scaled_11 = stapes_shift_right_32(scaled_11, 5) - total_10;
            STAPES_RANGE(scaled_11, -267444506, 65754);
            scaled_11 = stapes_shift_right_32(scaled_11, 2) + total_10;
            STAPES_RANGE(scaled_11, -267444506, 65754);
            scaled_11 = stapes_shift_right_32(scaled_11, 2) - total_10;
            STAPES_RANGE(scaled_11, -267444506, 65754);
            scaled_11 = stapes_shift_right_32(scaled_11, 5) + total_10;
            STAPES_RANGE(scaled_11, -267444506, 65754);
            *y = (int8_t)STAPES_WITHIN(stapes_clamp_32(stapes_shift_right_32(scaled_11, 7), -128,
                74), -128, 127);                       STAPES_INSIDE(y, pointwise1, 768);
            ++y;
            /* the sum over the whole row, each input in its range */
            const int32_t total_11 = sum_11 - 2181;  STAPES_RANGE(total_11, -54966, 65139);
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
            *y = (int8_t)STAPES_WITHIN(stapes_clamp_32(stapes_shift_right_32(scaled_12, 7), -128,
                127), -128, 127);                    STAPES_INSIDE(y, pointwise1, 768);
            ++y;
            x = &x[6];
        }
        y_row = &y_row[96];
        x_row = &x_row[48];
    }
}

/* depthwise2_accumulator (nodes "depthwise2_accumulator", "depthwise2"): y[o] = bias[o] + sum of
 *   weight[o, i] * x[i], o < 12, i < 9, at 16 positions, then requantised
 * strategy: straight-line
 * cost: 4932 loads, 6048 additions, 2496 shifts, 396 comparisons, 1288 stores, and more turns of
 *   loops over lists
 * in: pointwise1 in [-128, 127]
 * out: depthwise2 in [-128, 127], rows_of_pointwise1 in [-128, 127] */
static void depthwise2_accumulator(const int8_t *pointwise1, int8_t *depthwise2,
    int8_t *rows_of_pointwise1)
{
    int32_t line = 0;  STAPES_RANGE(line, 0, 11);
    const int8_t *image = pointwise1;
    int8_t *into = rows_of_pointwise1;
    const int8_t *const end = &rows_of_pointwise1[324];
    const int8_t *kept = rows_of_pointwise1;
    for (int32_t turns = 324; turns > 0; --turns) {
        *into = -128;  STAPES_INSIDE(into, rows_of_pointwise1, 324);
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
                    *into = *image;  STAPES_INSIDE(into, rows_of_pointwise1, 324);
                    ++image;
                    ++into;
                }
            } else {
                for (int32_t turns_2 = 96; turns_2 > 0; --turns_2) {
                    *into = -128;  STAPES_INSIDE(into, rows_of_pointwise1, 324);
                    ++into;
                }
            }
            into = &into[12];
            line += 1;  STAPES_RANGE(line, 0, 11);
            STAPES_BARRIER(into);
        } while (into != end);
        x = rows_of_pointwise1;
        y = y_row;
        for (int32_t turns_2 = 4; turns_2 > 0; --turns_2) {
            int32_t sum_0 = -(int32_t)x[108];                 STAPES_RANGE(sum_0, -60650, 60985);
            sum_0 -= x[216];                                  STAPES_RANGE(sum_0, -60650, 60985);
            sum_0 = stapes_shift_left_32(sum_0, 1) - x[12];   STAPES_RANGE(sum_0, -60650, 60985);
            sum_0 -= x[120];                                  STAPES_RANGE(sum_0, -60650, 60985);
            sum_0 = stapes_shift_left_32(sum_0, 2) + x[120];  STAPES_RANGE(sum_0, -60650, 60985);
            sum_0 += x[132];                                  STAPES_RANGE(sum_0, -60650, 60985);
            sum_0 += x[240];                                  STAPES_RANGE(sum_0, -60650, 60985);
            sum_0 -= *x;                                      STAPES_RANGE(sum_0, -60650, 60985);
            sum_0 = stapes_shift_left_32(sum_0, 1) + x[12];   STAPES_RANGE(sum_0, -60650, 60985);
            sum_0 += x[228];                                  STAPES_RANGE(sum_0, -60650, 60985);
            sum_0 = stapes_shift_left_32(sum_0, 1) - x[24];   STAPES_RANGE(sum_0, -60650, 60985);
            sum_0 = stapes_shift_left_32(sum_0, 1) + x[240];  STAPES_RANGE(sum_0, -60650, 60985);
            sum_0 -= *x;                                      STAPES_RANGE(sum_0, -60650, 60985);
            sum_0 = stapes_shift_left_32(sum_0, 1) + x[12];   STAPES_RANGE(sum_0, -60650, 60985);
            sum_0 += x[108];                                  STAPES_RANGE(sum_0, -60650, 60985);
            sum_0 += x[120];                                  STAPES_RANGE(sum_0, -60650, 60985);
            sum_0 += x[132];                                  STAPES_RANGE(sum_0, -60650, 60985);
            sum_0 += x[216];                                  STAPES_RANGE(sum_0, -60650, 60985);
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
            *y = (int8_t)STAPES_WITHIN(stapes_clamp_32(stapes_shift_right_32(scaled, 7), -128, 14),
                -128, 127);                                       STAPES_INSIDE(y, depthwise2, 192);
            ++y;
            int32_t sum_1 = x[121];                           STAPES_RANGE(sum_1, -91060, 90755);
            sum_1 += x[133];                                  STAPES_RANGE(sum_1, -91060, 90755);
            sum_1 += x[229];                                  STAPES_RANGE(sum_1, -91060, 90755);
            sum_1 = stapes_shift_left_32(sum_1, 1) + x[241];  STAPES_RANGE(sum_1, -91060, 90755);
            sum_1 -= x[13];                                   STAPES_RANGE(sum_1, -91060, 90755);
            sum_1 = stapes_shift_left_32(sum_1, 1) - x[1];    STAPES_RANGE(sum_1, -91060, 90755);
            sum_1 -= x[25];                                   STAPES_RANGE(sum_1, -91060, 90755);
            sum_1 -= x[133];                                  STAPES_RANGE(sum_1, -91060, 90755);
            sum_1 -= x[229];                                  STAPES_RANGE(sum_1, -91060, 90755);
            sum_1 = stapes_shift_left_32(sum_1, 1) + x[13];   STAPES_RANGE(sum_1, -91060, 90755);
            sum_1 += x[109];                                  STAPES_RANGE(sum_1, -91060, 90755);
            sum_1 = stapes_shift_left_32(sum_1, 1) + x[1];    STAPES_RANGE(sum_1, -91060, 90755);
            sum_1 += x[229];                                  STAPES_RANGE(sum_1, -91060, 90755);
            sum_1 += x[241];                                  STAPES_RANGE(sum_1, -91060, 90755);
            sum_1 -= x[25];                                   STAPES_RANGE(sum_1, -91060, 90755);
            sum_1 = stapes_shift_left_32(sum_1, 1) + x[13];   STAPES_RANGE(sum_1, -91060, 90755);
            sum_1 = stapes_shift_left_32(sum_1, 2) + x[13];   STAPES_RANGE(sum_1, -91060, 90755);
            sum_1 -= x[1];                                    STAPES_RANGE(sum_1, -91060, 90755);
            sum_1 -= x[121];                                  STAPES_RANGE(sum_1, -91060, 90755);
            sum_1 -= x[217];                                  STAPES_RANGE(sum_1, -91060, 90755);
            sum_1 -= x[241];                                  STAPES_RANGE(sum_1, -91060, 90755);
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
            *y = (int8_t)STAPES_WITHIN(stapes_clamp_32(stapes_shift_right_32(scaled_2, 8), -128,
                127), -128, 127);                   STAPES_INSIDE(y, depthwise2, 192);
            ++y;
            int32_t sum_2 = -(int32_t)x[14];                  STAPES_RANGE(sum_2, -66303, 66297);
            sum_2 = stapes_shift_left_32(sum_2, 1) + x[110];  STAPES_RANGE(sum_2, -66303, 66297);
            sum_2 += x[218];                                  STAPES_RANGE(sum_2, -66303, 66297);
            sum_2 += x[230];                                  STAPES_RANGE(sum_2, -66303, 66297);
            sum_2 -= x[26];                                   STAPES_RANGE(sum_2, -66303, 66297);
            sum_2 = stapes_shift_left_32(sum_2, 1) + x[122];  STAPES_RANGE(sum_2, -66303, 66297);
            sum_2 = stapes_shift_left_32(sum_2, 1) + x[110];  STAPES_RANGE(sum_2, -66303, 66297);
            sum_2 -= x[26];                                   STAPES_RANGE(sum_2, -66303, 66297);
            sum_2 -= x[218];                                  STAPES_RANGE(sum_2, -66303, 66297);
            sum_2 -= x[242];                                  STAPES_RANGE(sum_2, -66303, 66297);
            sum_2 = stapes_shift_left_32(sum_2, 1) + x[122];  STAPES_RANGE(sum_2, -66303, 66297);
            sum_2 -= x[2];                                    STAPES_RANGE(sum_2, -66303, 66297);
            sum_2 = stapes_shift_left_32(sum_2, 1) + x[26];   STAPES_RANGE(sum_2, -66303, 66297);
            sum_2 += x[230];                                  STAPES_RANGE(sum_2, -66303, 66297);
            sum_2 -= x[110];                                  STAPES_RANGE(sum_2, -66303, 66297);
            sum_2 -= x[134];                                  STAPES_RANGE(sum_2, -66303, 66297);
            sum_2 = stapes_shift_left_32(sum_2, 1) + x[122];  STAPES_RANGE(sum_2, -66303, 66297);
            sum_2 += x[218];                                  STAPES_RANGE(sum_2, -66303, 66297);
            sum_2 = stapes_shift_left_32(sum_2, 1) + x[14];   STAPES_RANGE(sum_2, -66303, 66297);
            sum_2 += x[26];                                   STAPES_RANGE(sum_2, -66303, 66297);
            sum_2 += x[230];                                  STAPES_RANGE(sum_2, -66303, 66297);
            sum_2 -= x[2];                                    STAPES_RANGE(sum_2, -66303, 66297);
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
            *y = (int8_t)STAPES_WITHIN(stapes_clamp_32(stapes_shift_right_32(scaled_3, 7), -128,
                127), -128, 127);                 STAPES_INSIDE(y, depthwise2, 192);
            ++y;
            int32_t sum_3 = x[15];                            STAPES_RANGE(sum_3, -111508, 110852);
            sum_3 += x[111];                                  STAPES_RANGE(sum_3, -111508, 110852);
            sum_3 += x[123];                                  STAPES_RANGE(sum_3, -111508, 110852);
            sum_3 += x[219];                                  STAPES_RANGE(sum_3, -111508, 110852);
            sum_3 = stapes_shift_left_32(sum_3, 1) + x[27];   STAPES_RANGE(sum_3, -111508, 110852);
            sum_3 += x[135];                                  STAPES_RANGE(sum_3, -111508, 110852);
            sum_3 += x[231];                                  STAPES_RANGE(sum_3, -111508, 110852);
            sum_3 = stapes_shift_left_32(sum_3, 1) + x[3];    STAPES_RANGE(sum_3, -111508, 110852);
            sum_3 -= x[15];                                   STAPES_RANGE(sum_3, -111508, 110852);
            sum_3 -= x[219];                                  STAPES_RANGE(sum_3, -111508, 110852);
            sum_3 = stapes_shift_left_32(sum_3, 1) - x[111];  STAPES_RANGE(sum_3, -111508, 110852);
            sum_3 = stapes_shift_left_32(sum_3, 1) + x[27];   STAPES_RANGE(sum_3, -111508, 110852);
            sum_3 += x[243];                                  STAPES_RANGE(sum_3, -111508, 110852);
            sum_3 -= x[15];                                   STAPES_RANGE(sum_3, -111508, 110852);
            sum_3 -= x[219];                                  STAPES_RANGE(sum_3, -111508, 110852);
            sum_3 = stapes_shift_left_32(sum_3, 1) + x[111];  STAPES_RANGE(sum_3, -111508, 110852);
            sum_3 -= x[3];                                    STAPES_RANGE(sum_3, -111508, 110852);
            sum_3 -= x[135];                                  STAPES_RANGE(sum_3, -111508, 110852);
            sum_3 = stapes_shift_left_32(sum_3, 1) + x[15];   STAPES_RANGE(sum_3, -111508, 110852);
            sum_3 += x[27];                                   STAPES_RANGE(sum_3, -111508, 110852);
            sum_3 += x[231];                                  STAPES_RANGE(sum_3, -111508, 110852);
            sum_3 -= x[219];                                  STAPES_RANGE(sum_3, -111508, 110852);
            sum_3 = stapes_shift_left_32(sum_3, 1) + x[111];  STAPES_RANGE(sum_3, -111508, 110852);
            sum_3 += x[135];                                  STAPES_RANGE(sum_3, -111508, 110852);
            sum_3 -= x[3];                                    STAPES_RANGE(sum_3, -111508, 110852);
            sum_3 -= x[123];                                  STAPES_RANGE(sum_3, -111508, 110852);
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
            *y = (int8_t)STAPES_WITHIN(stapes_clamp_32(stapes_shift_right_32(scaled_4, 8), -128,
                127), -128, 127);                   STAPES_INSIDE(y, depthwise2, 192);
            ++y;
            int32_t sum_4 = -(int32_t)x[16];                  STAPES_RANGE(sum_4, -78564, 78771);
            sum_4 -= x[28];                                   STAPES_RANGE(sum_4, -78564, 78771);
            sum_4 -= x[124];                                  STAPES_RANGE(sum_4, -78564, 78771);
            sum_4 = stapes_shift_left_32(sum_4, 1) + x[4];    STAPES_RANGE(sum_4, -78564, 78771);
            sum_4 = stapes_shift_left_32(sum_4, 1) + x[28];   STAPES_RANGE(sum_4, -78564, 78771);
            sum_4 += x[124];                                  STAPES_RANGE(sum_4, -78564, 78771);
            sum_4 += x[244];                                  STAPES_RANGE(sum_4, -78564, 78771);
            sum_4 = stapes_shift_left_32(sum_4, 1) - x[136];  STAPES_RANGE(sum_4, -78564, 78771);
            sum_4 = stapes_shift_left_32(sum_4, 1) + x[28];   STAPES_RANGE(sum_4, -78564, 78771);
            sum_4 += x[112];                                  STAPES_RANGE(sum_4, -78564, 78771);
            sum_4 += x[124];                                  STAPES_RANGE(sum_4, -78564, 78771);
            sum_4 += x[244];                                  STAPES_RANGE(sum_4, -78564, 78771);
            sum_4 = stapes_shift_left_32(sum_4, 1) + x[136];  STAPES_RANGE(sum_4, -78564, 78771);
            sum_4 += x[220];                                  STAPES_RANGE(sum_4, -78564, 78771);
            sum_4 -= x[4];                                    STAPES_RANGE(sum_4, -78564, 78771);
            sum_4 -= x[232];                                  STAPES_RANGE(sum_4, -78564, 78771);
            sum_4 = stapes_shift_left_32(sum_4, 1) - x[244];  STAPES_RANGE(sum_4, -78564, 78771);
            sum_4 = stapes_shift_left_32(sum_4, 1) + x[4];    STAPES_RANGE(sum_4, -78564, 78771);
            sum_4 += x[16];                                   STAPES_RANGE(sum_4, -78564, 78771);
            sum_4 += x[124];                                  STAPES_RANGE(sum_4, -78564, 78771);
            sum_4 += x[136];                                  STAPES_RANGE(sum_4, -78564, 78771);
            sum_4 += x[220];                                  STAPES_RANGE(sum_4, -78564, 78771);
            sum_4 -= x[112];                                  STAPES_RANGE(sum_4, -78564, 78771);
            sum_4 -= x[232];                                  STAPES_RANGE(sum_4, -78564, 78771);
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
            *y = (int8_t)STAPES_WITHIN(stapes_clamp_32(stapes_shift_right_32(scaled_5, 7), -128,
                127), -128, 127);                      STAPES_INSIDE(y, depthwise2, 192);
            ++y;
            int32_t sum_5 = x[125];                           STAPES_RANGE(sum_5, -106679, 106246);
            sum_5 += x[137];                                  STAPES_RANGE(sum_5, -106679, 106246);
            sum_5 += x[233];                                  STAPES_RANGE(sum_5, -106679, 106246);
            sum_5 -= x[5];                                    STAPES_RANGE(sum_5, -106679, 106246);
            sum_5 = stapes_shift_left_32(sum_5, 1) + x[29];   STAPES_RANGE(sum_5, -106679, 106246);
            sum_5 += x[245];                                  STAPES_RANGE(sum_5, -106679, 106246);
            sum_5 = stapes_shift_left_32(sum_5, 1) + x[113];  STAPES_RANGE(sum_5, -106679, 106246);
            sum_5 += x[221];                                  STAPES_RANGE(sum_5, -106679, 106246);
            sum_5 -= x[137];                                  STAPES_RANGE(sum_5, -106679, 106246);
            sum_5 = stapes_shift_left_32(sum_5, 1) + x[5];    STAPES_RANGE(sum_5, -106679, 106246);
            sum_5 += x[245];                                  STAPES_RANGE(sum_5, -106679, 106246);
            sum_5 -= x[17];                                   STAPES_RANGE(sum_5, -106679, 106246);
            sum_5 = stapes_shift_left_32(sum_5, 1) + x[29];   STAPES_RANGE(sum_5, -106679, 106246);
            sum_5 += x[137];                                  STAPES_RANGE(sum_5, -106679, 106246);
            sum_5 -= x[113];                                  STAPES_RANGE(sum_5, -106679, 106246);
            sum_5 -= x[221];                                  STAPES_RANGE(sum_5, -106679, 106246);
            sum_5 = stapes_shift_left_32(sum_5, 1) + x[5];    STAPES_RANGE(sum_5, -106679, 106246);
            sum_5 += x[17];                                   STAPES_RANGE(sum_5, -106679, 106246);
            sum_5 -= x[125];                                  STAPES_RANGE(sum_5, -106679, 106246);
            sum_5 = stapes_shift_left_32(sum_5, 1) - x[137];  STAPES_RANGE(sum_5, -106679, 106246);
            sum_5 = stapes_shift_left_32(sum_5, 1) + x[5];    STAPES_RANGE(sum_5, -106679, 106246);
            sum_5 += x[125];                                  STAPES_RANGE(sum_5, -106679, 106246);
            sum_5 -= x[17];                                   STAPES_RANGE(sum_5, -106679, 106246);
            sum_5 -= x[113];                                  STAPES_RANGE(sum_5, -106679, 106246);
            sum_5 -= x[233];                                  STAPES_RANGE(sum_5, -106679, 106246);
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
            *y = (int8_t)STAPES_WITHIN(stapes_clamp_32(stapes_shift_right_32(scaled_6, 8), -128,
                127), -128, 127);                   STAPES_INSIDE(y, depthwise2, 192);
            ++y;
            int32_t sum_6 = x[114];                           STAPES_RANGE(sum_6, -124585, 124040);
            sum_6 += x[126];                                  STAPES_RANGE(sum_6, -124585, 124040);
            sum_6 += x[222];                                  STAPES_RANGE(sum_6, -124585, 124040);
            sum_6 += x[234];                                  STAPES_RANGE(sum_6, -124585, 124040);
            sum_6 -= x[30];                                   STAPES_RANGE(sum_6, -124585, 124040);
            sum_6 = stapes_shift_left_32(sum_6, 1) + x[6];    STAPES_RANGE(sum_6, -124585, 124040);
            sum_6 += x[18];                                   STAPES_RANGE(sum_6, -124585, 124040);
            sum_6 += x[246];                                  STAPES_RANGE(sum_6, -124585, 124040);
            sum_6 = stapes_shift_left_32(sum_6, 1) + x[30];   STAPES_RANGE(sum_6, -124585, 124040);
            sum_6 = stapes_shift_left_32(sum_6, 1) - x[6];    STAPES_RANGE(sum_6, -124585, 124040);
            sum_6 -= x[138];                                  STAPES_RANGE(sum_6, -124585, 124040);
            sum_6 -= x[222];                                  STAPES_RANGE(sum_6, -124585, 124040);
            sum_6 -= x[246];                                  STAPES_RANGE(sum_6, -124585, 124040);
            sum_6 = stapes_shift_left_32(sum_6, 1) + x[18];   STAPES_RANGE(sum_6, -124585, 124040);
            sum_6 += x[30];                                   STAPES_RANGE(sum_6, -124585, 124040);
            sum_6 -= x[126];                                  STAPES_RANGE(sum_6, -124585, 124040);
            sum_6 -= x[234];                                  STAPES_RANGE(sum_6, -124585, 124040);
            sum_6 = stapes_shift_left_32(sum_6, 1) + x[222];  STAPES_RANGE(sum_6, -124585, 124040);
            sum_6 = stapes_shift_left_32(sum_6, 1) + x[234];  STAPES_RANGE(sum_6, -124585, 124040);
            sum_6 -= x[18];                                   STAPES_RANGE(sum_6, -124585, 124040);
            sum_6 = stapes_shift_left_32(sum_6, 1) + x[6];    STAPES_RANGE(sum_6, -124585, 124040);
            sum_6 += x[246];                                  STAPES_RANGE(sum_6, -124585, 124040);
            sum_6 -= x[30];                                   STAPES_RANGE(sum_6, -124585, 124040);
            sum_6 -= x[114];                                  STAPES_RANGE(sum_6, -124585, 124040);
            sum_6 -= x[126];                                  STAPES_RANGE(sum_6, -124585, 124040);
            sum_6 -= x[138];                                  STAPES_RANGE(sum_6, -124585, 124040);
            sum_6 -= x[222];                                  STAPES_RANGE(sum_6, -124585, 124040);
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
            *y = (int8_t)STAPES_WITHIN(stapes_clamp_32(stapes_shift_right_32(scaled_7, 8), -128,
                127), -128, 127);                   STAPES_INSIDE(y, depthwise2, 192);
            ++y;
            int32_t sum_7 = x[223];                           STAPES_RANGE(sum_7, -112342, 112313);
            sum_7 += x[235];                                  STAPES_RANGE(sum_7, -112342, 112313);
            sum_7 += x[247];                                  STAPES_RANGE(sum_7, -112342, 112313);
            sum_7 -= x[7];                                    STAPES_RANGE(sum_7, -112342, 112313);
            sum_7 -= x[19];                                   STAPES_RANGE(sum_7, -112342, 112313);
            sum_7 = stapes_shift_left_32(sum_7, 2) + x[7];    STAPES_RANGE(sum_7, -112342, 112313);
            sum_7 -= x[31];                                   STAPES_RANGE(sum_7, -112342, 112313);
            sum_7 -= x[127];                                  STAPES_RANGE(sum_7, -112342, 112313);
            sum_7 -= x[223];                                  STAPES_RANGE(sum_7, -112342, 112313);
            sum_7 -= x[247];                                  STAPES_RANGE(sum_7, -112342, 112313);
            sum_7 = stapes_shift_left_32(sum_7, 1) - x[139];  STAPES_RANGE(sum_7, -112342, 112313);
            sum_7 -= x[235];                                  STAPES_RANGE(sum_7, -112342, 112313);
            sum_7 = stapes_shift_left_32(sum_7, 1) + x[7];    STAPES_RANGE(sum_7, -112342, 112313);
            sum_7 += x[31];                                   STAPES_RANGE(sum_7, -112342, 112313);
            sum_7 += x[115];                                  STAPES_RANGE(sum_7, -112342, 112313);
            sum_7 += x[223];                                  STAPES_RANGE(sum_7, -112342, 112313);
            sum_7 = stapes_shift_left_32(sum_7, 1) - x[127];  STAPES_RANGE(sum_7, -112342, 112313);
            sum_7 -= x[247];                                  STAPES_RANGE(sum_7, -112342, 112313);
            sum_7 = stapes_shift_left_32(sum_7, 1) + x[7];    STAPES_RANGE(sum_7, -112342, 112313);
            sum_7 += x[223];                                  STAPES_RANGE(sum_7, -112342, 112313);
            sum_7 -= x[31];                                   STAPES_RANGE(sum_7, -112342, 112313);
            sum_7 = stapes_shift_left_32(sum_7, 1) + x[19];   STAPES_RANGE(sum_7, -112342, 112313);
            sum_7 += x[115];                                  STAPES_RANGE(sum_7, -112342, 112313);
            sum_7 += x[139];                                  STAPES_RANGE(sum_7, -112342, 112313);
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
            *y = (int8_t)STAPES_WITHIN(stapes_clamp_32(stapes_shift_right_32(scaled_8, 7), -128,
                127), -128, 127);                  STAPES_INSIDE(y, depthwise2, 192);
            ++y;
            int32_t sum_8 = x[8];                             STAPES_RANGE(sum_8, -131978, 131182);
            sum_8 += x[32];                                   STAPES_RANGE(sum_8, -131978, 131182);
            sum_8 += x[116];                                  STAPES_RANGE(sum_8, -131978, 131182);
            sum_8 += x[128];                                  STAPES_RANGE(sum_8, -131978, 131182);
            sum_8 += x[140];                                  STAPES_RANGE(sum_8, -131978, 131182);
            sum_8 = stapes_shift_left_32(sum_8, 1) + x[20];   STAPES_RANGE(sum_8, -131978, 131182);
            sum_8 += x[236];                                  STAPES_RANGE(sum_8, -131978, 131182);
            sum_8 += x[248];                                  STAPES_RANGE(sum_8, -131978, 131182);
            sum_8 = stapes_shift_left_32(sum_8, 1) + x[224];  STAPES_RANGE(sum_8, -131978, 131182);
            sum_8 -= x[32];                                   STAPES_RANGE(sum_8, -131978, 131182);
            sum_8 -= x[140];                                  STAPES_RANGE(sum_8, -131978, 131182);
            sum_8 = stapes_shift_left_32(sum_8, 1) + x[20];   STAPES_RANGE(sum_8, -131978, 131182);
            sum_8 += x[248];                                  STAPES_RANGE(sum_8, -131978, 131182);
            sum_8 -= x[8];                                    STAPES_RANGE(sum_8, -131978, 131182);
            sum_8 -= x[116];                                  STAPES_RANGE(sum_8, -131978, 131182);
            sum_8 = stapes_shift_left_32(sum_8, 1) + x[32];   STAPES_RANGE(sum_8, -131978, 131182);
            sum_8 -= x[224];                                  STAPES_RANGE(sum_8, -131978, 131182);
            sum_8 -= x[236];                                  STAPES_RANGE(sum_8, -131978, 131182);
            sum_8 = stapes_shift_left_32(sum_8, 1) - x[140];  STAPES_RANGE(sum_8, -131978, 131182);
            sum_8 = stapes_shift_left_32(sum_8, 1) + x[116];  STAPES_RANGE(sum_8, -131978, 131182);
            sum_8 += x[224];                                  STAPES_RANGE(sum_8, -131978, 131182);
            sum_8 += x[236];                                  STAPES_RANGE(sum_8, -131978, 131182);
            sum_8 = stapes_shift_left_32(sum_8, 1) + x[20];   STAPES_RANGE(sum_8, -131978, 131182);
            sum_8 += x[32];                                   STAPES_RANGE(sum_8, -131978, 131182);
            sum_8 += x[140];                                  STAPES_RANGE(sum_8, -131978, 131182);
            sum_8 += x[248];                                  STAPES_RANGE(sum_8, -131978, 131182);
            sum_8 -= x[8];                                    STAPES_RANGE(sum_8, -131978, 131182);
            sum_8 -= x[128];                                  STAPES_RANGE(sum_8, -131978, 131182);
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
            *y = (int8_t)STAPES_WITHIN(stapes_clamp_32(stapes_shift_right_32(scaled_9, 7), -128,
                127), -128, 127);                      STAPES_INSIDE(y, depthwise2, 192);
            ++y;
            int32_t sum_9 = x[9];                             STAPES_RANGE(sum_9, -90720, 90585);
            sum_9 += x[33];                                   STAPES_RANGE(sum_9, -90720, 90585);
            sum_9 -= x[249];                                  STAPES_RANGE(sum_9, -90720, 90585);
            sum_9 = stapes_shift_left_32(sum_9, 1) + x[21];   STAPES_RANGE(sum_9, -90720, 90585);
            sum_9 += x[117];                                  STAPES_RANGE(sum_9, -90720, 90585);
            sum_9 = stapes_shift_left_32(sum_9, 1) + x[249];  STAPES_RANGE(sum_9, -90720, 90585);
            sum_9 -= x[33];                                   STAPES_RANGE(sum_9, -90720, 90585);
            sum_9 -= x[141];                                  STAPES_RANGE(sum_9, -90720, 90585);
            sum_9 -= x[225];                                  STAPES_RANGE(sum_9, -90720, 90585);
            sum_9 -= x[237];                                  STAPES_RANGE(sum_9, -90720, 90585);
            sum_9 = stapes_shift_left_32(sum_9, 2) - x[237];  STAPES_RANGE(sum_9, -90720, 90585);
            sum_9 -= x[249];                                  STAPES_RANGE(sum_9, -90720, 90585);
            sum_9 = stapes_shift_left_32(sum_9, 1) + x[33];   STAPES_RANGE(sum_9, -90720, 90585);
            sum_9 -= x[21];                                   STAPES_RANGE(sum_9, -90720, 90585);
            sum_9 -= x[117];                                  STAPES_RANGE(sum_9, -90720, 90585);
            sum_9 = stapes_shift_left_32(sum_9, 1) - x[129];  STAPES_RANGE(sum_9, -90720, 90585);
            sum_9 -= x[141];                                  STAPES_RANGE(sum_9, -90720, 90585);
            sum_9 -= x[237];                                  STAPES_RANGE(sum_9, -90720, 90585);
            sum_9 = stapes_shift_left_32(sum_9, 1) + x[21];   STAPES_RANGE(sum_9, -90720, 90585);
            sum_9 += x[117];                                  STAPES_RANGE(sum_9, -90720, 90585);
            sum_9 += x[225];                                  STAPES_RANGE(sum_9, -90720, 90585);
            sum_9 -= x[9];                                    STAPES_RANGE(sum_9, -90720, 90585);
            sum_9 -= x[249];                                  STAPES_RANGE(sum_9, -90720, 90585);
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
            *y = (int8_t)STAPES_WITHIN(stapes_clamp_32(stapes_shift_right_32(scaled_10, 7), -128,
                127), -128, 127);                     STAPES_INSIDE(y, depthwise2, 192);
            ++y;
            int32_t sum_10 = x[10];  STAPES_RANGE(sum_10, -123726, 123624);
            sum_10 += x[22];  STAPES_RANGE(sum_10, -123726, 123624);
            sum_10 -= x[226];  STAPES_RANGE(sum_10, -123726, 123624);
            sum_10 -= x[238];  STAPES_RANGE(sum_10, -123726, 123624);
            sum_10 -= x[250];  STAPES_RANGE(sum_10, -123726, 123624);
            sum_10 = stapes_shift_left_32(sum_10, 1) + x[34];
            STAPES_RANGE(sum_10, -123726, 123624);
            sum_10 += x[118];  STAPES_RANGE(sum_10, -123726, 123624);
            sum_10 += x[130];  STAPES_RANGE(sum_10, -123726, 123624);
            sum_10 += x[142];  STAPES_RANGE(sum_10, -123726, 123624);
            sum_10 = stapes_shift_left_32(sum_10, 2) + x[226];
            STAPES_RANGE(sum_10, -123726, 123624);
            sum_10 -= x[118];  STAPES_RANGE(sum_10, -123726, 123624);
            sum_10 = stapes_shift_left_32(sum_10, 1) - x[10];
            STAPES_RANGE(sum_10, -123726, 123624);
            sum_10 -= x[130];  STAPES_RANGE(sum_10, -123726, 123624);
            sum_10 -= x[142];  STAPES_RANGE(sum_10, -123726, 123624);
            sum_10 = stapes_shift_left_32(sum_10, 1) + x[250];
            STAPES_RANGE(sum_10, -123726, 123624);
            sum_10 -= x[118];  STAPES_RANGE(sum_10, -123726, 123624);
            sum_10 = stapes_shift_left_32(sum_10, 1) + x[238];
            STAPES_RANGE(sum_10, -123726, 123624);
            sum_10 -= x[34];  STAPES_RANGE(sum_10, -123726, 123624);
            sum_10 -= x[130];  STAPES_RANGE(sum_10, -123726, 123624);
            sum_10 = stapes_shift_left_32(sum_10, 1) + x[142];
            STAPES_RANGE(sum_10, -123726, 123624);
            sum_10 += x[226];  STAPES_RANGE(sum_10, -123726, 123624);
            sum_10 -= x[22];  STAPES_RANGE(sum_10, -123726, 123624);
            sum_10 -= x[118];  STAPES_RANGE(sum_10, -123726, 123624);
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
            *y = (int8_t)STAPES_WITHIN(stapes_clamp_32(stapes_shift_right_32(scaled_11, 7), -128,
                127), -128, 127);                       STAPES_INSIDE(y, depthwise2, 192);
            ++y;
            int32_t sum_11 = x[11];                             STAPES_RANGE(sum_11, -70444, 70061);
            sum_11 += x[119];                                   STAPES_RANGE(sum_11, -70444, 70061);
            sum_11 = stapes_shift_left_32(sum_11, 1) + x[23];   STAPES_RANGE(sum_11, -70444, 70061);
            sum_11 += x[131];                                   STAPES_RANGE(sum_11, -70444, 70061);
            sum_11 = stapes_shift_left_32(sum_11, 1) + x[35];   STAPES_RANGE(sum_11, -70444, 70061);
            sum_11 -= x[11];                                    STAPES_RANGE(sum_11, -70444, 70061);
            sum_11 -= x[227];                                   STAPES_RANGE(sum_11, -70444, 70061);
            sum_11 = stapes_shift_left_32(sum_11, 1) + x[23];   STAPES_RANGE(sum_11, -70444, 70061);
            sum_11 += x[143];                                   STAPES_RANGE(sum_11, -70444, 70061);
            sum_11 = stapes_shift_left_32(sum_11, 1) + x[251];  STAPES_RANGE(sum_11, -70444, 70061);
            sum_11 = stapes_shift_left_32(sum_11, 1) + x[35];   STAPES_RANGE(sum_11, -70444, 70061);
            sum_11 += x[227];                                   STAPES_RANGE(sum_11, -70444, 70061);
            sum_11 -= x[11];                                    STAPES_RANGE(sum_11, -70444, 70061);
            sum_11 -= x[131];                                   STAPES_RANGE(sum_11, -70444, 70061);
            sum_11 -= x[239];                                   STAPES_RANGE(sum_11, -70444, 70061);
            sum_11 = stapes_shift_left_32(sum_11, 1) - x[23];   STAPES_RANGE(sum_11, -70444, 70061);
            sum_11 -= x[143];                                   STAPES_RANGE(sum_11, -70444, 70061);
            sum_11 -= x[251];                                   STAPES_RANGE(sum_11, -70444, 70061);
            sum_11 = stapes_shift_left_32(sum_11, 1) + x[11];   STAPES_RANGE(sum_11, -70444, 70061);
            sum_11 += x[35];                                    STAPES_RANGE(sum_11, -70444, 70061);
            sum_11 += x[239];                                   STAPES_RANGE(sum_11, -70444, 70061);
            sum_11 -= x[119];                                   STAPES_RANGE(sum_11, -70444, 70061);
            sum_11 -= x[227];                                   STAPES_RANGE(sum_11, -70444, 70061);
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
            *y = (int8_t)STAPES_WITHIN(stapes_clamp_32(stapes_shift_right_32(scaled_12, 8), -128,
                127), -128, 127);                     STAPES_INSIDE(y, depthwise2, 192);
            ++y;
            x = &x[24];
        }
        y_row = &y_row[48];
        kept = &rows_of_pointwise1[216];
        into = rows_of_pointwise1;
        do {
            *into = *kept;  STAPES_INSIDE(into, rows_of_pointwise1, 324);
            ++kept;
            ++into;
        } while (kept != end);
    }
}

/* pointwise2_accumulator (nodes "pointwise2_accumulator", "pointwise2"): y[o] = bias[o] + sum of
 *   weight[o, i] * (x[i] + 128), o < 12, i < 12, at 16 positions, then requantised
 * strategy: unrolled-columns-skip
 * cost: 384 loads, 7152 additions, 4368 shifts, 768 comparisons, 192 stores
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
            int32_t sum_0 = 0;                         STAPES_RANGE(sum_0, -128520, 104040);
            int32_t sum_3 = 0;                         STAPES_RANGE(sum_3, -94605, 114240);
            int32_t sum_4 = 0;                         STAPES_RANGE(sum_4, -117810, 30600);
            int32_t sum_5 = 0;                         STAPES_RANGE(sum_5, -102510, 142035);
            int32_t sum_9 = 0;                         STAPES_RANGE(sum_9, -154020, 60180);
            int32_t sum_10 = 0;                        STAPES_RANGE(sum_10, -179265, 192015);
            const int32_t x_0 = (int32_t)*x - (-128);  STAPES_RANGE(x_0, 0, 255);
            if (x_0 != 0) {
                const int32_t sum = x_0 + stapes_shift_left_32(x_0, 2);  STAPES_RANGE(sum, 0, 1275);
                sum_4 += x_0;             STAPES_RANGE(sum_4, -117810, 30600);
                const int32_t x_0_times_2 = stapes_shift_left_32(x_0, 1);
                STAPES_RANGE(x_0_times_2, 0, 510);
                sum_0 += x_0_times_2;     STAPES_RANGE(sum_0, -128520, 104040);
                sum_3 -= x_0_times_2;     STAPES_RANGE(sum_3, -94605, 114240);
                sum_10 += x_0_times_2;    STAPES_RANGE(sum_10, -179265, 192015);
                const int32_t x_0_times_16 = stapes_shift_left_32(x_0_times_2, 3);
                STAPES_RANGE(x_0_times_16, 0, 4080);
                sum_3 -= x_0_times_16;    STAPES_RANGE(sum_3, -94605, 114240);
                const int32_t x_0_times_32 = stapes_shift_left_32(x_0_times_16, 1);
                STAPES_RANGE(x_0_times_32, 0, 8160);
                sum_0 += x_0_times_32;    STAPES_RANGE(sum_0, -128520, 104040);
                const int32_t x_0_times_64 = stapes_shift_left_32(x_0_times_32, 1);
                STAPES_RANGE(x_0_times_64, 0, 16320);
                sum_3 += x_0_times_64;    STAPES_RANGE(sum_3, -94605, 114240);
                sum_5 -= x_0_times_64;    STAPES_RANGE(sum_5, -102510, 142035);
                sum_9 += x_0_times_64;    STAPES_RANGE(sum_9, -154020, 60180);
                const int32_t x_0_times_128 = stapes_shift_left_32(x_0_times_64, 1);
                STAPES_RANGE(x_0_times_128, 0, 32640);
                sum_4 -= x_0_times_128;   STAPES_RANGE(sum_4, -117810, 30600);
                sum_10 += x_0_times_128;  STAPES_RANGE(sum_10, -179265, 192015);
                sum_5 += sum;             STAPES_RANGE(sum_5, -102510, 142035);
                const int32_t sum_times_4 = stapes_shift_left_32(sum, 2);
                STAPES_RANGE(sum_times_4, 0, 5100);
                sum_9 += sum_times_4;     STAPES_RANGE(sum_9, -154020, 60180);
                const int32_t sum_times_8 = stapes_shift_left_32(sum_times_4, 1);
                STAPES_RANGE(sum_times_8, 0, 10200);
                sum_10 -= sum_times_8;    STAPES_RANGE(sum_10, -179265, 192015);
            }
            const int32_t x_1 = (int32_t)x[1] - (-128);  STAPES_RANGE(x_1, 0, 255);
            if (x_1 != 0) {
                const int32_t difference = x_1 - stapes_shift_left_32(x_1, 3);
                STAPES_RANGE(difference, -1785, 0);
                const int32_t x_1_times_2 = stapes_shift_left_32(x_1, 1);
                STAPES_RANGE(x_1_times_2, 0, 510);
                sum_3 += x_1_times_2;         STAPES_RANGE(sum_3, -94605, 114240);
                const int32_t x_1_times_4 = stapes_shift_left_32(x_1_times_2, 1);
                STAPES_RANGE(x_1_times_4, 0, 1020);
                sum_10 -= x_1_times_4;        STAPES_RANGE(sum_10, -179265, 192015);
                const int32_t x_1_times_32 = stapes_shift_left_32(x_1_times_4, 3);
                STAPES_RANGE(x_1_times_32, 0, 8160);
                sum_5 -= x_1_times_32;        STAPES_RANGE(sum_5, -102510, 142035);
                const int32_t x_1_times_64 = stapes_shift_left_32(x_1_times_32, 1);
                STAPES_RANGE(x_1_times_64, 0, 16320);
                sum_0 += x_1_times_64;        STAPES_RANGE(sum_0, -128520, 104040);
                sum_4 -= x_1_times_64;        STAPES_RANGE(sum_4, -117810, 30600);
                sum_10 += x_1_times_64;       STAPES_RANGE(sum_10, -179265, 192015);
                sum_0 -= difference;          STAPES_RANGE(sum_0, -128520, 104040);
                sum_5 -= difference;          STAPES_RANGE(sum_5, -102510, 142035);
                sum_9 += difference;          STAPES_RANGE(sum_9, -154020, 60180);
                const int32_t difference_times_8 = stapes_shift_left_32(difference, 3);
                STAPES_RANGE(difference_times_8, -14280, 0);
                sum_3 -= difference_times_8;  STAPES_RANGE(sum_3, -94605, 114240);
            }
            const int32_t x_2 = (int32_t)x[2] - (-128);  STAPES_RANGE(x_2, 0, 255);
            if (x_2 != 0) {
                const int32_t difference_2 = x_2 - stapes_shift_left_32(x_2, 2);
                STAPES_RANGE(difference_2, -765, 0);
                const int32_t sum_2 = x_2 + stapes_shift_left_32(x_2, 3);
                STAPES_RANGE(sum_2, 0, 2295);
                sum_10 += x_2;                STAPES_RANGE(sum_10, -179265, 192015);
                const int32_t x_2_times_2 = stapes_shift_left_32(x_2, 1);
                STAPES_RANGE(x_2_times_2, 0, 510);
                sum_0 += x_2_times_2;         STAPES_RANGE(sum_0, -128520, 104040);
                sum_4 += x_2_times_2;         STAPES_RANGE(sum_4, -117810, 30600);
                const int32_t x_2_times_16 = stapes_shift_left_32(x_2_times_2, 3);
                STAPES_RANGE(x_2_times_16, 0, 4080);
                sum_0 -= x_2_times_16;        STAPES_RANGE(sum_0, -128520, 104040);
                const int32_t x_2_times_64 = stapes_shift_left_32(x_2_times_16, 2);
                STAPES_RANGE(x_2_times_64, 0, 16320);
                sum_0 -= x_2_times_64;        STAPES_RANGE(sum_0, -128520, 104040);
                sum_3 -= x_2_times_64;        STAPES_RANGE(sum_3, -94605, 114240);
                sum_5 += x_2_times_64;        STAPES_RANGE(sum_5, -102510, 142035);
                const int32_t x_2_times_128 = stapes_shift_left_32(x_2_times_64, 1);
                STAPES_RANGE(x_2_times_128, 0, 32640);
                sum_10 -= x_2_times_128;      STAPES_RANGE(sum_10, -179265, 192015);
                const int32_t difference_times_4 = stapes_shift_left_32(difference_2, 2);
                STAPES_RANGE(difference_times_4, -3060, 0);
                sum_3 -= difference_times_4;  STAPES_RANGE(sum_3, -94605, 114240);
                sum_9 += difference_times_4;  STAPES_RANGE(sum_9, -154020, 60180);
                sum_5 += sum_2;               STAPES_RANGE(sum_5, -102510, 142035);
                const int32_t sum_times_8_2 = stapes_shift_left_32(sum_2, 3);
                STAPES_RANGE(sum_times_8_2, 0, 18360);
                sum_4 += sum_times_8_2;       STAPES_RANGE(sum_4, -117810, 30600);
            }
            const int32_t x_3 = (int32_t)x[3] - (-128);  STAPES_RANGE(x_3, 0, 255);
            if (x_3 != 0) {
                const int32_t difference_3 = x_3 - stapes_shift_left_32(x_3, 4);
                STAPES_RANGE(difference_3, -3825, 0);
                const int32_t difference_4 = x_3 - stapes_shift_left_32(x_3, 2);
                STAPES_RANGE(difference_4, -765, 0);
                sum_9 -= x_3;                   STAPES_RANGE(sum_9, -154020, 60180);
                const int32_t x_3_times_8 = stapes_shift_left_32(x_3, 3);
                STAPES_RANGE(x_3_times_8, 0, 2040);
                sum_3 += x_3_times_8;           STAPES_RANGE(sum_3, -94605, 114240);
                const int32_t x_3_times_16 = stapes_shift_left_32(x_3_times_8, 1);
                STAPES_RANGE(x_3_times_16, 0, 4080);
                sum_4 += x_3_times_16;          STAPES_RANGE(sum_4, -117810, 30600);
                sum_5 -= x_3_times_16;          STAPES_RANGE(sum_5, -102510, 142035);
                const int32_t x_3_times_128 = stapes_shift_left_32(x_3_times_16, 3);
                STAPES_RANGE(x_3_times_128, 0, 32640);
                sum_5 += x_3_times_128;         STAPES_RANGE(sum_5, -102510, 142035);
                const int32_t difference_times_4_2 = stapes_shift_left_32(difference_3, 2);
                STAPES_RANGE(difference_times_4_2, -15300, 0);
                sum_0 += difference_times_4_2;  STAPES_RANGE(sum_0, -128520, 104040);
                const int32_t difference_times_8_2 = stapes_shift_left_32(difference_times_4_2, 1);
                STAPES_RANGE(difference_times_8_2, -30600, 0);
                sum_9 += difference_times_8_2;  STAPES_RANGE(sum_9, -154020, 60180);
                sum_4 += difference_4;          STAPES_RANGE(sum_4, -117810, 30600);
                sum_5 += difference_4;          STAPES_RANGE(sum_5, -102510, 142035);
                const int32_t difference_times_2 = stapes_shift_left_32(difference_4, 1);
                STAPES_RANGE(difference_times_2, -1530, 0);
                sum_10 += difference_times_2;   STAPES_RANGE(sum_10, -179265, 192015);
                const int32_t difference_times_32 = stapes_shift_left_32(difference_times_2, 4);
                STAPES_RANGE(difference_times_32, -24480, 0);
                sum_10 -= difference_times_32;  STAPES_RANGE(sum_10, -179265, 192015);
            }
            const int32_t x_4 = (int32_t)x[4] - (-128);  STAPES_RANGE(x_4, 0, 255);
            if (x_4 != 0) {
                const int32_t difference_5 = x_4 - stapes_shift_left_32(x_4, 2);
                STAPES_RANGE(difference_5, -765, 0);
                sum_0 -= x_4;                    STAPES_RANGE(sum_0, -128520, 104040);
                const int32_t x_4_times_32 = stapes_shift_left_32(x_4, 5);
                STAPES_RANGE(x_4_times_32, 0, 8160);
                sum_4 -= x_4_times_32;           STAPES_RANGE(sum_4, -117810, 30600);
                const int32_t x_4_times_64 = stapes_shift_left_32(x_4_times_32, 1);
                STAPES_RANGE(x_4_times_64, 0, 16320);
                sum_5 += x_4_times_64;           STAPES_RANGE(sum_5, -102510, 142035);
                const int32_t x_4_times_128 = stapes_shift_left_32(x_4_times_64, 1);
                STAPES_RANGE(x_4_times_128, 0, 32640);
                sum_0 += x_4_times_128;          STAPES_RANGE(sum_0, -128520, 104040);
                const int32_t difference_times_2_2 = stapes_shift_left_32(difference_5, 1);
                STAPES_RANGE(difference_times_2_2, -1530, 0);
                sum_5 -= difference_times_2_2;   STAPES_RANGE(sum_5, -102510, 142035);
                sum_9 += difference_times_2_2;   STAPES_RANGE(sum_9, -154020, 60180);
                const int32_t difference_times_4_3 = stapes_shift_left_32(difference_times_2_2, 1);
                STAPES_RANGE(difference_times_4_3, -3060, 0);
                sum_3 -= difference_times_4_3;   STAPES_RANGE(sum_3, -94605, 114240);
                const int32_t difference_times_16 = stapes_shift_left_32(difference_times_4_3, 2);
                STAPES_RANGE(difference_times_16, -12240, 0);
                sum_10 -= difference_times_16;   STAPES_RANGE(sum_10, -179265, 192015);
                const int32_t difference_times_32_2 = stapes_shift_left_32(difference_times_16, 1);
                STAPES_RANGE(difference_times_32_2, -24480, 0);
                sum_9 += difference_times_32_2;  STAPES_RANGE(sum_9, -154020, 60180);
            }
            const int32_t x_5 = (int32_t)x[5] - (-128);  STAPES_RANGE(x_5, 0, 255);
            if (x_5 != 0) {
                const int32_t difference_6 = x_5 - stapes_shift_left_32(x_5, 2);
                STAPES_RANGE(difference_6, -765, 0);
                const int32_t sum_6 = stapes_shift_left_32(x_5, 4) + difference_6;
                STAPES_RANGE(sum_6, 0, 3315);
                sum_0 -= x_5;                    STAPES_RANGE(sum_0, -128520, 104040);
                sum_5 -= x_5;                    STAPES_RANGE(sum_5, -102510, 142035);
                const int32_t x_5_times_8 = stapes_shift_left_32(x_5, 3);
                STAPES_RANGE(x_5_times_8, 0, 2040);
                sum_5 += x_5_times_8;            STAPES_RANGE(sum_5, -102510, 142035);
                const int32_t x_5_times_16 = stapes_shift_left_32(x_5_times_8, 1);
                STAPES_RANGE(x_5_times_16, 0, 4080);
                sum_4 -= x_5_times_16;           STAPES_RANGE(sum_4, -117810, 30600);
                const int32_t x_5_times_64 = stapes_shift_left_32(x_5_times_16, 2);
                STAPES_RANGE(x_5_times_64, 0, 16320);
                sum_5 -= x_5_times_64;           STAPES_RANGE(sum_5, -102510, 142035);
                sum_10 -= x_5_times_64;          STAPES_RANGE(sum_10, -179265, 192015);
                sum_4 += difference_6;           STAPES_RANGE(sum_4, -117810, 30600);
                const int32_t difference_times_16_2 = stapes_shift_left_32(difference_6, 4);
                STAPES_RANGE(difference_times_16_2, -12240, 0);
                sum_9 -= difference_times_16_2;  STAPES_RANGE(sum_9, -154020, 60180);
                sum_10 -= sum_6;                 STAPES_RANGE(sum_10, -179265, 192015);
                const int32_t sum_times_2 = stapes_shift_left_32(sum_6, 1);
                STAPES_RANGE(sum_times_2, 0, 6630);
                sum_3 -= sum_times_2;            STAPES_RANGE(sum_3, -94605, 114240);
                const int32_t sum_times_8_3 = stapes_shift_left_32(sum_times_2, 2);
                STAPES_RANGE(sum_times_8_3, 0, 26520);
                sum_0 += sum_times_8_3;          STAPES_RANGE(sum_0, -128520, 104040);
            }
            const int32_t x_6 = (int32_t)x[6] - (-128);  STAPES_RANGE(x_6, 0, 255);
            if (x_6 != 0) {
                const int32_t difference_7 = x_6 - stapes_shift_left_32(x_6, 2);
                STAPES_RANGE(difference_7, -765, 0);
                sum_4 += x_6;                    STAPES_RANGE(sum_4, -117810, 30600);
                sum_10 -= x_6;                   STAPES_RANGE(sum_10, -179265, 192015);
                const int32_t x_6_times_2 = stapes_shift_left_32(x_6, 1);
                STAPES_RANGE(x_6_times_2, 0, 510);
                sum_5 -= x_6_times_2;            STAPES_RANGE(sum_5, -102510, 142035);
                const int32_t x_6_times_4 = stapes_shift_left_32(x_6_times_2, 1);
                STAPES_RANGE(x_6_times_4, 0, 1020);
                sum_10 -= x_6_times_4;           STAPES_RANGE(sum_10, -179265, 192015);
                const int32_t x_6_times_64 = stapes_shift_left_32(x_6_times_4, 4);
                STAPES_RANGE(x_6_times_64, 0, 16320);
                sum_3 += x_6_times_64;           STAPES_RANGE(sum_3, -94605, 114240);
                sum_4 -= x_6_times_64;           STAPES_RANGE(sum_4, -117810, 30600);
                const int32_t x_6_times_128 = stapes_shift_left_32(x_6_times_64, 1);
                STAPES_RANGE(x_6_times_128, 0, 32640);
                sum_10 += x_6_times_128;         STAPES_RANGE(sum_10, -179265, 192015);
                const int32_t difference_times_2_3 = stapes_shift_left_32(difference_7, 1);
                STAPES_RANGE(difference_times_2_3, -1530, 0);
                sum_0 -= difference_times_2_3;   STAPES_RANGE(sum_0, -128520, 104040);
                sum_3 -= difference_times_2_3;   STAPES_RANGE(sum_3, -94605, 114240);
                const int32_t difference_times_4_4 = stapes_shift_left_32(difference_times_2_3, 1);
                STAPES_RANGE(difference_times_4_4, -3060, 0);
                sum_9 -= difference_times_4_4;   STAPES_RANGE(sum_9, -154020, 60180);
                const int32_t difference_times_16_3 = stapes_shift_left_32(difference_times_4_4, 2);
                STAPES_RANGE(difference_times_16_3, -12240, 0);
                sum_5 += difference_times_16_3;  STAPES_RANGE(sum_5, -102510, 142035);
            }
            const int32_t x_7 = (int32_t)x[7] - (-128);  STAPES_RANGE(x_7, 0, 255);
            if (x_7 != 0) {
                const int32_t sum_7 = x_7 + stapes_shift_left_32(x_7, 2);
                STAPES_RANGE(sum_7, 0, 1275);
                const int32_t difference_8 = x_7 - stapes_shift_left_32(x_7, 2);
                STAPES_RANGE(difference_8, -765, 0);
                const int32_t x_7_times_2 = stapes_shift_left_32(x_7, 1);
                STAPES_RANGE(x_7_times_2, 0, 510);
                sum_0 += x_7_times_2;            STAPES_RANGE(sum_0, -128520, 104040);
                const int32_t x_7_times_8 = stapes_shift_left_32(x_7_times_2, 2);
                STAPES_RANGE(x_7_times_8, 0, 2040);
                sum_4 -= x_7_times_8;            STAPES_RANGE(sum_4, -117810, 30600);
                const int32_t sum_times_4_2 = stapes_shift_left_32(sum_7, 2);
                STAPES_RANGE(sum_times_4_2, 0, 5100);
                sum_9 -= sum_times_4_2;          STAPES_RANGE(sum_9, -154020, 60180);
                const int32_t sum_times_16 = stapes_shift_left_32(sum_times_4_2, 2);
                STAPES_RANGE(sum_times_16, 0, 20400);
                sum_0 -= sum_times_16;           STAPES_RANGE(sum_0, -128520, 104040);
                sum_5 -= difference_8;           STAPES_RANGE(sum_5, -102510, 142035);
                const int32_t difference_times_8_3 = stapes_shift_left_32(difference_8, 3);
                STAPES_RANGE(difference_times_8_3, -6120, 0);
                sum_3 -= difference_times_8_3;   STAPES_RANGE(sum_3, -94605, 114240);
                sum_10 -= difference_times_8_3;  STAPES_RANGE(sum_10, -179265, 192015);
                const int32_t difference_times_16_4 = stapes_shift_left_32(difference_times_8_3, 1);
                STAPES_RANGE(difference_times_16_4, -12240, 0);
                sum_5 += difference_times_16_4;  STAPES_RANGE(sum_5, -102510, 142035);
            }
            const int32_t x_8 = (int32_t)x[8] - (-128);  STAPES_RANGE(x_8, 0, 255);
            if (x_8 != 0) {
                const int32_t difference_9 = x_8 - stapes_shift_left_32(x_8, 7);
                STAPES_RANGE(difference_9, -32385, 0);
                sum_0 += x_8;             STAPES_RANGE(sum_0, -128520, 104040);
                sum_4 -= x_8;             STAPES_RANGE(sum_4, -117810, 30600);
                const int32_t x_8_times_4 = stapes_shift_left_32(x_8, 2);
                STAPES_RANGE(x_8_times_4, 0, 1020);
                sum_10 += x_8_times_4;    STAPES_RANGE(sum_10, -179265, 192015);
                const int32_t x_8_times_8 = stapes_shift_left_32(x_8_times_4, 1);
                STAPES_RANGE(x_8_times_8, 0, 2040);
                sum_4 += x_8_times_8;     STAPES_RANGE(sum_4, -117810, 30600);
                const int32_t x_8_times_16 = stapes_shift_left_32(x_8_times_8, 1);
                STAPES_RANGE(x_8_times_16, 0, 4080);
                sum_0 -= x_8_times_16;    STAPES_RANGE(sum_0, -128520, 104040);
                const int32_t x_8_times_32 = stapes_shift_left_32(x_8_times_16, 1);
                STAPES_RANGE(x_8_times_32, 0, 8160);
                sum_10 += x_8_times_32;   STAPES_RANGE(sum_10, -179265, 192015);
                const int32_t x_8_times_64 = stapes_shift_left_32(x_8_times_32, 1);
                STAPES_RANGE(x_8_times_64, 0, 16320);
                sum_0 -= x_8_times_64;    STAPES_RANGE(sum_0, -128520, 104040);
                const int32_t x_8_times_128 = stapes_shift_left_32(x_8_times_64, 1);
                STAPES_RANGE(x_8_times_128, 0, 32640);
                sum_10 -= x_8_times_128;  STAPES_RANGE(sum_10, -179265, 192015);
                sum_3 -= difference_9;    STAPES_RANGE(sum_3, -94605, 114240);
                sum_5 -= difference_9;    STAPES_RANGE(sum_5, -102510, 142035);
                sum_9 += difference_9;    STAPES_RANGE(sum_9, -154020, 60180);
            }
            const int32_t x_9 = (int32_t)x[9] - (-128);  STAPES_RANGE(x_9, 0, 255);
            if (x_9 != 0) {
                const int32_t difference_10 = x_9 - stapes_shift_left_32(x_9, 2);
                STAPES_RANGE(difference_10, -765, 0);
                const int32_t sum_8 = x_9 + stapes_shift_left_32(x_9, 2);
                STAPES_RANGE(sum_8, 0, 1275);
                sum_3 += x_9;                     STAPES_RANGE(sum_3, -94605, 114240);
                const int32_t x_9_times_2 = stapes_shift_left_32(x_9, 1);
                STAPES_RANGE(x_9_times_2, 0, 510);
                sum_5 -= x_9_times_2;             STAPES_RANGE(sum_5, -102510, 142035);
                const int32_t x_9_times_4 = stapes_shift_left_32(x_9_times_2, 1);
                STAPES_RANGE(x_9_times_4, 0, 1020);
                sum_10 += x_9_times_4;            STAPES_RANGE(sum_10, -179265, 192015);
                const int32_t x_9_times_16 = stapes_shift_left_32(x_9_times_4, 2);
                STAPES_RANGE(x_9_times_16, 0, 4080);
                sum_9 -= x_9_times_16;            STAPES_RANGE(sum_9, -154020, 60180);
                const int32_t x_9_times_32 = stapes_shift_left_32(x_9_times_16, 1);
                STAPES_RANGE(x_9_times_32, 0, 8160);
                sum_5 += x_9_times_32;            STAPES_RANGE(sum_5, -102510, 142035);
                const int32_t difference_times_16_5 = stapes_shift_left_32(difference_10, 4);
                STAPES_RANGE(difference_times_16_5, -12240, 0);
                sum_0 += difference_times_16_5;   STAPES_RANGE(sum_0, -128520, 104040);
                const int32_t difference_times_32_3 = stapes_shift_left_32(difference_times_16_5,
                    1);                           STAPES_RANGE(difference_times_32_3, -24480, 0);
                sum_3 += difference_times_32_3;   STAPES_RANGE(sum_3, -94605, 114240);
                sum_10 -= difference_times_32_3;  STAPES_RANGE(sum_10, -179265, 192015);
                sum_0 += sum_8;                   STAPES_RANGE(sum_0, -128520, 104040);
                const int32_t sum_times_8_4 = stapes_shift_left_32(sum_8, 3);
                STAPES_RANGE(sum_times_8_4, 0, 10200);
                sum_4 -= sum_times_8_4;           STAPES_RANGE(sum_4, -117810, 30600);
            }
            const int32_t x_10 = (int32_t)x[10] - (-128);  STAPES_RANGE(x_10, 0, 255);
            if (x_10 != 0) {
                const int32_t difference_11 = x_10 - stapes_shift_left_32(x_10, 2);
                STAPES_RANGE(difference_11, -765, 0);
                sum_4 -= x_10;                   STAPES_RANGE(sum_4, -117810, 30600);
                sum_5 += x_10;                   STAPES_RANGE(sum_5, -102510, 142035);
                sum_10 -= x_10;                  STAPES_RANGE(sum_10, -179265, 192015);
                const int32_t x_10_times_2 = stapes_shift_left_32(x_10, 1);
                STAPES_RANGE(x_10_times_2, 0, 510);
                sum_0 -= x_10_times_2;           STAPES_RANGE(sum_0, -128520, 104040);
                const int32_t x_10_times_4 = stapes_shift_left_32(x_10_times_2, 1);
                STAPES_RANGE(x_10_times_4, 0, 1020);
                sum_3 += x_10_times_4;           STAPES_RANGE(sum_3, -94605, 114240);
                sum_4 -= x_10_times_4;           STAPES_RANGE(sum_4, -117810, 30600);
                const int32_t x_10_times_32 = stapes_shift_left_32(x_10_times_4, 3);
                STAPES_RANGE(x_10_times_32, 0, 8160);
                sum_0 -= x_10_times_32;          STAPES_RANGE(sum_0, -128520, 104040);
                sum_4 -= x_10_times_32;          STAPES_RANGE(sum_4, -117810, 30600);
                const int32_t x_10_times_64 = stapes_shift_left_32(x_10_times_32, 1);
                STAPES_RANGE(x_10_times_64, 0, 16320);
                sum_3 -= x_10_times_64;          STAPES_RANGE(sum_3, -94605, 114240);
                sum_9 -= x_10_times_64;          STAPES_RANGE(sum_9, -154020, 60180);
                const int32_t x_10_times_128 = stapes_shift_left_32(x_10_times_64, 1);
                STAPES_RANGE(x_10_times_128, 0, 32640);
                sum_10 -= x_10_times_128;        STAPES_RANGE(sum_10, -179265, 192015);
                const int32_t difference_times_2_4 = stapes_shift_left_32(difference_11, 1);
                STAPES_RANGE(difference_times_2_4, -1530, 0);
                sum_9 -= difference_times_2_4;   STAPES_RANGE(sum_9, -154020, 60180);
                const int32_t difference_times_8_4 = stapes_shift_left_32(difference_times_2_4, 2);
                STAPES_RANGE(difference_times_8_4, -6120, 0);
                sum_10 -= difference_times_8_4;  STAPES_RANGE(sum_10, -179265, 192015);
                const int32_t difference_times_16_6 = stapes_shift_left_32(difference_times_8_4, 1);
                STAPES_RANGE(difference_times_16_6, -12240, 0);
                sum_5 -= difference_times_16_6;  STAPES_RANGE(sum_5, -102510, 142035);
            }
            const int32_t x_11 = (int32_t)x[11] - (-128);  STAPES_RANGE(x_11, 0, 255);
            if (x_11 != 0) {
                const int32_t difference_12 = x_11 - stapes_shift_left_32(x_11, 2);
                STAPES_RANGE(difference_12, -765, 0);
                sum_0 -= x_11;                   STAPES_RANGE(sum_0, -128520, 104040);
                sum_9 -= x_11;                   STAPES_RANGE(sum_9, -154020, 60180);
                const int32_t x_11_times_2 = stapes_shift_left_32(x_11, 1);
                STAPES_RANGE(x_11_times_2, 0, 510);
                sum_4 += x_11_times_2;           STAPES_RANGE(sum_4, -117810, 30600);
                const int32_t x_11_times_4 = stapes_shift_left_32(x_11_times_2, 1);
                STAPES_RANGE(x_11_times_4, 0, 1020);
                sum_10 -= x_11_times_4;          STAPES_RANGE(sum_10, -179265, 192015);
                const int32_t x_11_times_16 = stapes_shift_left_32(x_11_times_4, 2);
                STAPES_RANGE(x_11_times_16, 0, 4080);
                sum_10 -= x_11_times_16;         STAPES_RANGE(sum_10, -179265, 192015);
                const int32_t x_11_times_32 = stapes_shift_left_32(x_11_times_16, 1);
                STAPES_RANGE(x_11_times_32, 0, 8160);
                sum_3 -= x_11_times_32;          STAPES_RANGE(sum_3, -94605, 114240);
                const int32_t x_11_times_64 = stapes_shift_left_32(x_11_times_32, 1);
                STAPES_RANGE(x_11_times_64, 0, 16320);
                sum_0 -= x_11_times_64;          STAPES_RANGE(sum_0, -128520, 104040);
                sum_5 -= x_11_times_64;          STAPES_RANGE(sum_5, -102510, 142035);
                sum_10 -= x_11_times_64;         STAPES_RANGE(sum_10, -179265, 192015);
                sum_3 += difference_12;          STAPES_RANGE(sum_3, -94605, 114240);
                sum_5 += difference_12;          STAPES_RANGE(sum_5, -102510, 142035);
                const int32_t difference_times_16_7 = stapes_shift_left_32(difference_12, 4);
                STAPES_RANGE(difference_times_16_7, -12240, 0);
                sum_4 += difference_times_16_7;  STAPES_RANGE(sum_4, -117810, 30600);
                sum_9 += difference_times_16_7;  STAPES_RANGE(sum_9, -154020, 60180);
            }
            /* the sum over the whole row, each input in its range */
            const int32_t total_0 = sum_0 + 2931;  STAPES_RANGE(total_0, -108504, 89886);
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
            *y = (int8_t)STAPES_WITHIN(stapes_clamp_32(stapes_shift_right_32(scaled, 7), -128, 127),
                -128, 127);                                       STAPES_INSIDE(y, pointwise2, 192);
            y = &y[3];
            /* the sum over the whole row, each input in its range */
            const int32_t total_3 = sum_3 - 3925;     STAPES_RANGE(total_3, -72265, 84050);
            int32_t scaled_2 = total_3 - 2138965504;  STAPES_RANGE(scaled_2, -2139037769, 84050);
            scaled_2 = stapes_shift_right_32(scaled_2, 2) - total_3;
            STAPES_RANGE(scaled_2, -2139037769, 84050);
            scaled_2 = stapes_shift_right_32(scaled_2, 5) - total_3;
            STAPES_RANGE(scaled_2, -2139037769, 84050);
            scaled_2 = stapes_shift_right_32(scaled_2, 3) - total_3;
            STAPES_RANGE(scaled_2, -2139037769, 84050);
            scaled_2 = stapes_shift_right_32(scaled_2, 3) + total_3;
            STAPES_RANGE(scaled_2, -2139037769, 84050);
            scaled_2 = stapes_shift_right_32(scaled_2, 4) + total_3;
            STAPES_RANGE(scaled_2, -2139037769, 84050);
            *y = (int8_t)STAPES_WITHIN(stapes_clamp_32(stapes_shift_right_32(scaled_2, 7), -128,
                127), -128, 127);                     STAPES_INSIDE(y, pointwise2, 192);
            ++y;
            /* the sum over the whole row, each input in its range */
            const int32_t total_4 = sum_4 + 8737;  STAPES_RANGE(total_4, -102443, 32707);
            int32_t scaled_3 = total_4;            STAPES_RANGE(scaled_3, -148433, 113101);
            scaled_3 = stapes_shift_right_32(scaled_3, 5) + total_4;
            STAPES_RANGE(scaled_3, -148433, 113101);
            scaled_3 = stapes_shift_right_32(scaled_3, 2) - total_4 + 7;
            STAPES_RANGE(scaled_3, -148433, 113101);
            scaled_3 = stapes_shift_right_32(scaled_3, 4) + total_4 + 3;
            STAPES_RANGE(scaled_3, -148433, 113101);
            scaled_3 = stapes_shift_right_32(scaled_3, 2) + total_4 + 3;
            STAPES_RANGE(scaled_3, -148433, 113101);
            scaled_3 = stapes_shift_right_32(scaled_3, 2) - total_4 + 3;
            STAPES_RANGE(scaled_3, -148433, 113101);
            scaled_3 = stapes_shift_right_32(scaled_3, 2) + total_4 + 3;
            STAPES_RANGE(scaled_3, -148433, 113101);
            scaled_3 = stapes_shift_right_32(scaled_3, 2) + total_4 - 16320;
            STAPES_RANGE(scaled_3, -148433, 113101);
            *y = (int8_t)STAPES_WITHIN(stapes_clamp_32(stapes_shift_right_32(scaled_3, 7), -128,
                127), -128, 127);                  STAPES_INSIDE(y, pointwise2, 192);
            ++y;
            /* the sum over the whole row, each input in its range */
            const int32_t total_5 = sum_5 - 6303;  STAPES_RANGE(total_5, -83568, 110487);
            int32_t scaled_4 = -total_5;           STAPES_RANGE(scaled_4, -139439, 120933);
            scaled_4 = stapes_shift_right_32(scaled_4, 3) + total_5;
            STAPES_RANGE(scaled_4, -139439, 120933);
            scaled_4 = stapes_shift_right_32(scaled_4, 6) + total_5 + 5;
            STAPES_RANGE(scaled_4, -139439, 120933);
            scaled_4 = stapes_shift_right_32(scaled_4, 4) - total_5;
            STAPES_RANGE(scaled_4, -139439, 120933);
            scaled_4 = stapes_shift_right_32(scaled_4, 2) - total_5 + 8;
            STAPES_RANGE(scaled_4, -139439, 120933);
            scaled_4 = stapes_shift_right_32(scaled_4, 4) + total_5 - 16320;
            STAPES_RANGE(scaled_4, -139439, 120933);
            *y = (int8_t)STAPES_WITHIN(stapes_clamp_32(stapes_shift_right_32(scaled_4, 7), -128,
                127), -128, 127);                  STAPES_INSIDE(y, pointwise2, 192);
            y = &y[4];
            /* the sum over the whole row, each input in its range */
            const int32_t total_9 = sum_9 + 12504;    STAPES_RANGE(total_9, -118056, 49224);
            int32_t scaled_5 = total_9 - 2139030272;  STAPES_RANGE(scaled_5, -2139148328, 118056);
            scaled_5 = stapes_shift_right_32(scaled_5, 2) - total_9;
            STAPES_RANGE(scaled_5, -2139148328, 118056);
            scaled_5 = stapes_shift_right_32(scaled_5, 4) + total_9;
            STAPES_RANGE(scaled_5, -2139148328, 118056);
            scaled_5 = stapes_shift_right_32(scaled_5, 2) + total_9;
            STAPES_RANGE(scaled_5, -2139148328, 118056);
            scaled_5 = stapes_shift_right_32(scaled_5, 2) + total_9;
            STAPES_RANGE(scaled_5, -2139148328, 118056);
            scaled_5 = stapes_shift_right_32(scaled_5, 3) - total_9;
            STAPES_RANGE(scaled_5, -2139148328, 118056);
            scaled_5 = stapes_shift_right_32(scaled_5, 4) + total_9;
            STAPES_RANGE(scaled_5, -2139148328, 118056);
            *y = (int8_t)STAPES_WITHIN(stapes_clamp_32(stapes_shift_right_32(scaled_5, 7), -128,
                127), -128, 127);                     STAPES_INSIDE(y, pointwise2, 192);
            ++y;
            /* the sum over the whole row, each input in its range */
            const int32_t total_10 = sum_10 - 1578;  STAPES_RANGE(total_10, -125253, 134847);
            int32_t scaled_6 = total_10;             STAPES_RANGE(scaled_6, -176180, 161334);
            scaled_6 = stapes_shift_right_32(scaled_6, 4) - total_10;
            STAPES_RANGE(scaled_6, -176180, 161334);
            scaled_6 = stapes_shift_right_32(scaled_6, 3) + total_10;
            STAPES_RANGE(scaled_6, -176180, 161334);
            scaled_6 = stapes_shift_right_32(scaled_6, 4) + total_10 + 3;
            STAPES_RANGE(scaled_6, -176180, 161334);
            scaled_6 = stapes_shift_right_32(scaled_6, 2) - total_10 + 1;
            STAPES_RANGE(scaled_6, -176180, 161334);
            scaled_6 = stapes_shift_right_32(scaled_6, 3) + total_10;
            STAPES_RANGE(scaled_6, -176180, 161334);
            scaled_6 = stapes_shift_right_32(scaled_6, 3) + total_10 - 32639;
            STAPES_RANGE(scaled_6, -176180, 161334);
            *y = (int8_t)STAPES_WITHIN(stapes_clamp_32(stapes_shift_right_32(scaled_6, 8), -128,
                127), -128, 127);                    STAPES_INSIDE(y, pointwise2, 192);
            ++y;
            int32_t sum_1 = 0;                           STAPES_RANGE(sum_1, -131070, 83640);
            int32_t sum_2_2 = 0;                         STAPES_RANGE(sum_2_2, -86700, 73185);
            int32_t sum_6_2 = 0;                         STAPES_RANGE(sum_6_2, -129795, 46920);
            int32_t sum_7_2 = 0;                         STAPES_RANGE(sum_7_2, -57120, 109905);
            int32_t sum_8_2 = 0;                         STAPES_RANGE(sum_8_2, -46920, 128520);
            int32_t sum_11 = 0;                          STAPES_RANGE(sum_11, -149430, 55845);
            const int32_t x_0_2 = (int32_t)*x - (-128);  STAPES_RANGE(x_0_2, 0, 255);
            if (x_0_2 != 0) {
                sum_1 -= x_0_2;             STAPES_RANGE(sum_1, -131070, 83640);
                sum_2_2 -= x_0_2;           STAPES_RANGE(sum_2_2, -86700, 73185);
                sum_7_2 += x_0_2;           STAPES_RANGE(sum_7_2, -57120, 109905);
                const int32_t x_0_times_4 = stapes_shift_left_32(x_0_2, 2);
                STAPES_RANGE(x_0_times_4, 0, 1020);
                sum_7_2 -= x_0_times_4;     STAPES_RANGE(sum_7_2, -57120, 109905);
                sum_8_2 -= x_0_times_4;     STAPES_RANGE(sum_8_2, -46920, 128520);
                sum_11 -= x_0_times_4;      STAPES_RANGE(sum_11, -149430, 55845);
                const int32_t x_0_times_8 = stapes_shift_left_32(x_0_times_4, 1);
                STAPES_RANGE(x_0_times_8, 0, 2040);
                sum_1 += x_0_times_8;       STAPES_RANGE(sum_1, -131070, 83640);
                const int32_t x_0_times_16_2 = stapes_shift_left_32(x_0_times_8, 1);
                STAPES_RANGE(x_0_times_16_2, 0, 4080);
                sum_6_2 += x_0_times_16_2;  STAPES_RANGE(sum_6_2, -129795, 46920);
                const int32_t x_0_times_32_2 = stapes_shift_left_32(x_0_times_16_2, 1);
                STAPES_RANGE(x_0_times_32_2, 0, 8160);
                sum_8_2 -= x_0_times_32_2;  STAPES_RANGE(sum_8_2, -46920, 128520);
                const int32_t x_0_times_64_2 = stapes_shift_left_32(x_0_times_32_2, 1);
                STAPES_RANGE(x_0_times_64_2, 0, 16320);
                sum_2_2 -= x_0_times_64_2;  STAPES_RANGE(sum_2_2, -86700, 73185);
                sum_11 -= x_0_times_64_2;   STAPES_RANGE(sum_11, -149430, 55845);
            }
            const int32_t x_1_2 = (int32_t)x[1] - (-128);  STAPES_RANGE(x_1_2, 0, 255);
            if (x_1_2 != 0) {
                const int32_t difference_13 = x_1_2 - stapes_shift_left_32(x_1_2, 2);
                STAPES_RANGE(difference_13, -765, 0);
                const int32_t sum_12 = x_1_2 + stapes_shift_left_32(difference_13, 4);
                STAPES_RANGE(sum_12, -11985, 0);
                const int32_t sum_13 = x_1_2 + stapes_shift_left_32(x_1_2, 6);
                STAPES_RANGE(sum_13, 0, 16575);
                const int32_t x_1_times_2_2 = stapes_shift_left_32(x_1_2, 1);
                STAPES_RANGE(x_1_times_2_2, 0, 510);
                sum_11 -= x_1_times_2_2;          STAPES_RANGE(sum_11, -149430, 55845);
                const int32_t x_1_times_4_2 = stapes_shift_left_32(x_1_times_2_2, 1);
                STAPES_RANGE(x_1_times_4_2, 0, 1020);
                sum_1 += x_1_times_4_2;           STAPES_RANGE(sum_1, -131070, 83640);
                sum_7_2 += x_1_times_4_2;         STAPES_RANGE(sum_7_2, -57120, 109905);
                const int32_t x_1_times_8 = stapes_shift_left_32(x_1_times_4_2, 1);
                STAPES_RANGE(x_1_times_8, 0, 2040);
                sum_11 -= x_1_times_8;            STAPES_RANGE(sum_11, -149430, 55845);
                const int32_t x_1_times_16 = stapes_shift_left_32(x_1_times_8, 1);
                STAPES_RANGE(x_1_times_16, 0, 4080);
                sum_8_2 -= x_1_times_16;          STAPES_RANGE(sum_8_2, -46920, 128520);
                const int32_t difference_times_4_5 = stapes_shift_left_32(difference_13, 2);
                STAPES_RANGE(difference_times_4_5, -3060, 0);
                sum_6_2 -= difference_times_4_5;  STAPES_RANGE(sum_6_2, -129795, 46920);
                const int32_t difference_times_32_4 = stapes_shift_left_32(difference_times_4_5, 3);
                STAPES_RANGE(difference_times_32_4, -24480, 0);
                sum_1 += difference_times_32_4;   STAPES_RANGE(sum_1, -131070, 83640);
                sum_2_2 += sum_12;                STAPES_RANGE(sum_2_2, -86700, 73185);
                sum_7_2 += sum_12;                STAPES_RANGE(sum_7_2, -57120, 109905);
                sum_6_2 -= sum_13;                STAPES_RANGE(sum_6_2, -129795, 46920);
                const int32_t sum_times_2_2 = stapes_shift_left_32(sum_13, 1);
                STAPES_RANGE(sum_times_2_2, 0, 33150);
                sum_8_2 += sum_times_2_2;         STAPES_RANGE(sum_8_2, -46920, 128520);
            }
            const int32_t x_2_2 = (int32_t)x[2] - (-128);  STAPES_RANGE(x_2_2, 0, 255);
            if (x_2_2 != 0) {
                const int32_t difference_14 = x_2_2 - stapes_shift_left_32(x_2_2, 2);
                STAPES_RANGE(difference_14, -765, 0);
                sum_1 -= x_2_2;                   STAPES_RANGE(sum_1, -131070, 83640);
                sum_2_2 -= x_2_2;                 STAPES_RANGE(sum_2_2, -86700, 73185);
                const int32_t x_2_times_4 = stapes_shift_left_32(x_2_2, 2);
                STAPES_RANGE(x_2_times_4, 0, 1020);
                sum_1 -= x_2_times_4;             STAPES_RANGE(sum_1, -131070, 83640);
                const int32_t x_2_times_8 = stapes_shift_left_32(x_2_times_4, 1);
                STAPES_RANGE(x_2_times_8, 0, 2040);
                sum_8_2 -= x_2_times_8;           STAPES_RANGE(sum_8_2, -46920, 128520);
                const int32_t x_2_times_16_2 = stapes_shift_left_32(x_2_times_8, 1);
                STAPES_RANGE(x_2_times_16_2, 0, 4080);
                sum_2_2 -= x_2_times_16_2;        STAPES_RANGE(sum_2_2, -86700, 73185);
                const int32_t x_2_times_32 = stapes_shift_left_32(x_2_times_16_2, 1);
                STAPES_RANGE(x_2_times_32, 0, 8160);
                sum_1 += x_2_times_32;            STAPES_RANGE(sum_1, -131070, 83640);
                sum_11 -= x_2_times_32;           STAPES_RANGE(sum_11, -149430, 55845);
                const int32_t difference_times_2_5 = stapes_shift_left_32(difference_14, 1);
                STAPES_RANGE(difference_times_2_5, -1530, 0);
                sum_6_2 += difference_times_2_5;  STAPES_RANGE(sum_6_2, -129795, 46920);
                sum_7_2 += difference_times_2_5;  STAPES_RANGE(sum_7_2, -57120, 109905);
            }
            const int32_t x_3_2 = (int32_t)x[3] - (-128);  STAPES_RANGE(x_3_2, 0, 255);
            if (x_3_2 != 0) {
                const int32_t sum_14 = x_3_2 + stapes_shift_left_32(x_3_2, 3);
                STAPES_RANGE(sum_14, 0, 2295);
                sum_2_2 += x_3_2;            STAPES_RANGE(sum_2_2, -86700, 73185);
                sum_7_2 -= x_3_2;            STAPES_RANGE(sum_7_2, -57120, 109905);
                const int32_t x_3_times_2 = stapes_shift_left_32(x_3_2, 1);
                STAPES_RANGE(x_3_times_2, 0, 510);
                sum_1 += x_3_times_2;        STAPES_RANGE(sum_1, -131070, 83640);
                sum_8_2 -= x_3_times_2;      STAPES_RANGE(sum_8_2, -46920, 128520);
                const int32_t x_3_times_4 = stapes_shift_left_32(x_3_times_2, 1);
                STAPES_RANGE(x_3_times_4, 0, 1020);
                sum_6_2 -= x_3_times_4;      STAPES_RANGE(sum_6_2, -129795, 46920);
                const int32_t x_3_times_16_2 = stapes_shift_left_32(x_3_times_4, 2);
                STAPES_RANGE(x_3_times_16_2, 0, 4080);
                sum_6_2 += x_3_times_16_2;   STAPES_RANGE(sum_6_2, -129795, 46920);
                const int32_t x_3_times_32 = stapes_shift_left_32(x_3_times_16_2, 1);
                STAPES_RANGE(x_3_times_32, 0, 8160);
                sum_1 -= x_3_times_32;       STAPES_RANGE(sum_1, -131070, 83640);
                const int32_t x_3_times_64 = stapes_shift_left_32(x_3_times_32, 1);
                STAPES_RANGE(x_3_times_64, 0, 16320);
                sum_11 += x_3_times_64;      STAPES_RANGE(sum_11, -149430, 55845);
                const int32_t x_3_times_128_2 = stapes_shift_left_32(x_3_times_64, 1);
                STAPES_RANGE(x_3_times_128_2, 0, 32640);
                sum_2_2 -= x_3_times_128_2;  STAPES_RANGE(sum_2_2, -86700, 73185);
                sum_6_2 -= x_3_times_128_2;  STAPES_RANGE(sum_6_2, -129795, 46920);
                sum_11 += sum_14;            STAPES_RANGE(sum_11, -149430, 55845);
                const int32_t sum_times_8_5 = stapes_shift_left_32(sum_14, 3);
                STAPES_RANGE(sum_times_8_5, 0, 18360);
                sum_7_2 += sum_times_8_5;    STAPES_RANGE(sum_7_2, -57120, 109905);
            }
            const int32_t x_4_2 = (int32_t)x[4] - (-128);  STAPES_RANGE(x_4_2, 0, 255);
            if (x_4_2 != 0) {
                const int32_t difference_15 = x_4_2 - stapes_shift_left_32(x_4_2, 2);
                STAPES_RANGE(difference_15, -765, 0);
                sum_1 += x_4_2;                   STAPES_RANGE(sum_1, -131070, 83640);
                sum_2_2 += x_4_2;                 STAPES_RANGE(sum_2_2, -86700, 73185);
                sum_8_2 -= x_4_2;                 STAPES_RANGE(sum_8_2, -46920, 128520);
                sum_11 -= x_4_2;                  STAPES_RANGE(sum_11, -149430, 55845);
                const int32_t x_4_times_4 = stapes_shift_left_32(x_4_2, 2);
                STAPES_RANGE(x_4_times_4, 0, 1020);
                sum_2_2 += x_4_times_4;           STAPES_RANGE(sum_2_2, -86700, 73185);
                const int32_t x_4_times_16 = stapes_shift_left_32(x_4_times_4, 2);
                STAPES_RANGE(x_4_times_16, 0, 4080);
                sum_6_2 -= x_4_times_16;          STAPES_RANGE(sum_6_2, -129795, 46920);
                const int32_t x_4_times_32_2 = stapes_shift_left_32(x_4_times_16, 1);
                STAPES_RANGE(x_4_times_32_2, 0, 8160);
                sum_1 -= x_4_times_32_2;          STAPES_RANGE(sum_1, -131070, 83640);
                const int32_t x_4_times_64_2 = stapes_shift_left_32(x_4_times_32_2, 1);
                STAPES_RANGE(x_4_times_64_2, 0, 16320);
                sum_7_2 += x_4_times_64_2;        STAPES_RANGE(sum_7_2, -57120, 109905);
                sum_7_2 += difference_15;         STAPES_RANGE(sum_7_2, -57120, 109905);
                const int32_t difference_times_8_5 = stapes_shift_left_32(difference_15, 3);
                STAPES_RANGE(difference_times_8_5, -6120, 0);
                sum_8_2 -= difference_times_8_5;  STAPES_RANGE(sum_8_2, -46920, 128520);
                const int32_t difference_times_16_8 = stapes_shift_left_32(difference_times_8_5, 1);
                STAPES_RANGE(difference_times_16_8, -12240, 0);
                sum_11 += difference_times_16_8;  STAPES_RANGE(sum_11, -149430, 55845);
            }
            const int32_t x_5_2 = (int32_t)x[5] - (-128);  STAPES_RANGE(x_5_2, 0, 255);
            if (x_5_2 != 0) {
                const int32_t sum_15 = x_5_2 + stapes_shift_left_32(x_5_2, 2);
                STAPES_RANGE(sum_15, 0, 1275);
                sum_7_2 += x_5_2;           STAPES_RANGE(sum_7_2, -57120, 109905);
                const int32_t x_5_times_2 = stapes_shift_left_32(x_5_2, 1);
                STAPES_RANGE(x_5_times_2, 0, 510);
                sum_6_2 += x_5_times_2;     STAPES_RANGE(sum_6_2, -129795, 46920);
                const int32_t x_5_times_4 = stapes_shift_left_32(x_5_times_2, 1);
                STAPES_RANGE(x_5_times_4, 0, 1020);
                sum_8_2 += x_5_times_4;     STAPES_RANGE(sum_8_2, -46920, 128520);
                const int32_t x_5_times_8_2 = stapes_shift_left_32(x_5_times_4, 1);
                STAPES_RANGE(x_5_times_8_2, 0, 2040);
                sum_6_2 -= x_5_times_8_2;   STAPES_RANGE(sum_6_2, -129795, 46920);
                const int32_t x_5_times_64_2 = stapes_shift_left_32(x_5_times_8_2, 3);
                STAPES_RANGE(x_5_times_64_2, 0, 16320);
                sum_8_2 -= x_5_times_64_2;  STAPES_RANGE(sum_8_2, -46920, 128520);
                sum_2_2 += sum_15;          STAPES_RANGE(sum_2_2, -86700, 73185);
                sum_11 -= sum_15;           STAPES_RANGE(sum_11, -149430, 55845);
                const int32_t sum_times_8_6 = stapes_shift_left_32(sum_15, 3);
                STAPES_RANGE(sum_times_8_6, 0, 10200);
                sum_1 -= sum_times_8_6;     STAPES_RANGE(sum_1, -131070, 83640);
                sum_7_2 += sum_times_8_6;   STAPES_RANGE(sum_7_2, -57120, 109905);
                const int32_t sum_times_16_2 = stapes_shift_left_32(sum_times_8_6, 1);
                STAPES_RANGE(sum_times_16_2, 0, 20400);
                sum_2_2 += sum_times_16_2;  STAPES_RANGE(sum_2_2, -86700, 73185);
                sum_11 += sum_times_16_2;   STAPES_RANGE(sum_11, -149430, 55845);
            }
            const int32_t x_6_2 = (int32_t)x[6] - (-128);  STAPES_RANGE(x_6_2, 0, 255);
            if (x_6_2 != 0) {
                const int32_t difference_16 = x_6_2 - stapes_shift_left_32(x_6_2, 3);
                STAPES_RANGE(difference_16, -1785, 0);
                const int32_t sum_16 = stapes_shift_left_32(x_6_2, 5) + difference_16;
                STAPES_RANGE(sum_16, 0, 6375);
                const int32_t sum_17 = x_6_2 + stapes_shift_left_32(x_6_2, 2);
                STAPES_RANGE(sum_17, 0, 1275);
                const int32_t x_6_times_32 = stapes_shift_left_32(x_6_2, 5);
                STAPES_RANGE(x_6_times_32, 0, 8160);
                sum_8_2 -= x_6_times_32;    STAPES_RANGE(sum_8_2, -46920, 128520);
                const int32_t x_6_times_64_2 = stapes_shift_left_32(x_6_times_32, 1);
                STAPES_RANGE(x_6_times_64_2, 0, 16320);
                sum_2_2 += x_6_times_64_2;  STAPES_RANGE(sum_2_2, -86700, 73185);
                sum_6_2 -= x_6_times_64_2;  STAPES_RANGE(sum_6_2, -129795, 46920);
                sum_2_2 += difference_16;   STAPES_RANGE(sum_2_2, -86700, 73185);
                sum_8_2 += difference_16;   STAPES_RANGE(sum_8_2, -46920, 128520);
                sum_11 -= sum_16;           STAPES_RANGE(sum_11, -149430, 55845);
                const int32_t sum_times_4_3 = stapes_shift_left_32(sum_16, 2);
                STAPES_RANGE(sum_times_4_3, 0, 25500);
                sum_1 -= sum_times_4_3;     STAPES_RANGE(sum_1, -131070, 83640);
                sum_7_2 -= sum_17;          STAPES_RANGE(sum_7_2, -57120, 109905);
                const int32_t sum_times_4_4 = stapes_shift_left_32(sum_17, 2);
                STAPES_RANGE(sum_times_4_4, 0, 5100);
                sum_6_2 += sum_times_4_4;   STAPES_RANGE(sum_6_2, -129795, 46920);
                const int32_t sum_times_16_3 = stapes_shift_left_32(sum_times_4_4, 2);
                STAPES_RANGE(sum_times_16_3, 0, 20400);
                sum_7_2 += sum_times_16_3;  STAPES_RANGE(sum_7_2, -57120, 109905);
            }
            const int32_t x_7_2 = (int32_t)x[7] - (-128);  STAPES_RANGE(x_7_2, 0, 255);
            if (x_7_2 != 0) {
                const int32_t difference_17 = x_7_2 - stapes_shift_left_32(x_7_2, 2);
                STAPES_RANGE(difference_17, -765, 0);
                const int32_t sum_18 = x_7_2 + stapes_shift_left_32(difference_17, 3);
                STAPES_RANGE(sum_18, -5865, 0);
                sum_11 += x_7_2;           STAPES_RANGE(sum_11, -149430, 55845);
                const int32_t x_7_times_4 = stapes_shift_left_32(x_7_2, 2);
                STAPES_RANGE(x_7_times_4, 0, 1020);
                sum_1 -= x_7_times_4;      STAPES_RANGE(sum_1, -131070, 83640);
                const int32_t x_7_times_8_2 = stapes_shift_left_32(x_7_times_4, 1);
                STAPES_RANGE(x_7_times_8_2, 0, 2040);
                sum_8_2 -= x_7_times_8_2;  STAPES_RANGE(sum_8_2, -46920, 128520);
                const int32_t x_7_times_16 = stapes_shift_left_32(x_7_times_8_2, 1);
                STAPES_RANGE(x_7_times_16, 0, 4080);
                sum_7_2 += x_7_times_16;   STAPES_RANGE(sum_7_2, -57120, 109905);
                const int32_t x_7_times_32 = stapes_shift_left_32(x_7_times_16, 1);
                STAPES_RANGE(x_7_times_32, 0, 8160);
                sum_1 += x_7_times_32;     STAPES_RANGE(sum_1, -131070, 83640);
                const int32_t x_7_times_128 = stapes_shift_left_32(x_7_times_32, 2);
                STAPES_RANGE(x_7_times_128, 0, 32640);
                sum_8_2 += x_7_times_128;  STAPES_RANGE(sum_8_2, -46920, 128520);
                sum_11 -= x_7_times_128;   STAPES_RANGE(sum_11, -149430, 55845);
                sum_7_2 -= difference_17;  STAPES_RANGE(sum_7_2, -57120, 109905);
                sum_2_2 -= sum_18;         STAPES_RANGE(sum_2_2, -86700, 73185);
                sum_6_2 += sum_18;         STAPES_RANGE(sum_6_2, -129795, 46920);
            }
            const int32_t x_8_2 = (int32_t)x[8] - (-128);  STAPES_RANGE(x_8_2, 0, 255);
            if (x_8_2 != 0) {
                const int32_t sum_19 = x_8_2 + stapes_shift_left_32(x_8_2, 3);
                STAPES_RANGE(sum_19, 0, 2295);
                const int32_t difference_18 = x_8_2 - stapes_shift_left_32(x_8_2, 2);
                STAPES_RANGE(difference_18, -765, 0);
                sum_8_2 += x_8_2;                 STAPES_RANGE(sum_8_2, -46920, 128520);
                const int32_t x_8_times_4_2 = stapes_shift_left_32(x_8_2, 2);
                STAPES_RANGE(x_8_times_4_2, 0, 1020);
                sum_8_2 += x_8_times_4_2;         STAPES_RANGE(sum_8_2, -46920, 128520);
                const int32_t x_8_times_16_2 = stapes_shift_left_32(x_8_times_4_2, 2);
                STAPES_RANGE(x_8_times_16_2, 0, 4080);
                sum_2_2 += x_8_times_16_2;        STAPES_RANGE(sum_2_2, -86700, 73185);
                sum_1 -= sum_19;                  STAPES_RANGE(sum_1, -131070, 83640);
                const int32_t sum_times_4_5 = stapes_shift_left_32(sum_19, 2);
                STAPES_RANGE(sum_times_4_5, 0, 9180);
                sum_6_2 -= sum_times_4_5;         STAPES_RANGE(sum_6_2, -129795, 46920);
                sum_2_2 += difference_18;         STAPES_RANGE(sum_2_2, -86700, 73185);
                sum_11 += difference_18;          STAPES_RANGE(sum_11, -149430, 55845);
                const int32_t difference_times_8_6 = stapes_shift_left_32(difference_18, 3);
                STAPES_RANGE(difference_times_8_6, -6120, 0);
                sum_7_2 -= difference_times_8_6;  STAPES_RANGE(sum_7_2, -57120, 109905);
                const int32_t difference_times_16_9 = stapes_shift_left_32(difference_times_8_6, 1);
                STAPES_RANGE(difference_times_16_9, -12240, 0);
                sum_11 += difference_times_16_9;  STAPES_RANGE(sum_11, -149430, 55845);
            }
            const int32_t x_9_2 = (int32_t)x[9] - (-128);  STAPES_RANGE(x_9_2, 0, 255);
            if (x_9_2 != 0) {
                sum_1 -= x_9_2;             STAPES_RANGE(sum_1, -131070, 83640);
                const int32_t x_9_times_2_2 = stapes_shift_left_32(x_9_2, 1);
                STAPES_RANGE(x_9_times_2_2, 0, 510);
                sum_8_2 += x_9_times_2_2;   STAPES_RANGE(sum_8_2, -46920, 128520);
                sum_11 -= x_9_times_2_2;    STAPES_RANGE(sum_11, -149430, 55845);
                const int32_t x_9_times_4_2 = stapes_shift_left_32(x_9_times_2_2, 1);
                STAPES_RANGE(x_9_times_4_2, 0, 1020);
                sum_6_2 += x_9_times_4_2;   STAPES_RANGE(sum_6_2, -129795, 46920);
                const int32_t x_9_times_8 = stapes_shift_left_32(x_9_times_4_2, 1);
                STAPES_RANGE(x_9_times_8, 0, 2040);
                sum_2_2 -= x_9_times_8;     STAPES_RANGE(sum_2_2, -86700, 73185);
                sum_11 += x_9_times_8;      STAPES_RANGE(sum_11, -149430, 55845);
                const int32_t x_9_times_16_2 = stapes_shift_left_32(x_9_times_8, 1);
                STAPES_RANGE(x_9_times_16_2, 0, 4080);
                sum_7_2 += x_9_times_16_2;  STAPES_RANGE(sum_7_2, -57120, 109905);
                const int32_t x_9_times_32_2 = stapes_shift_left_32(x_9_times_16_2, 1);
                STAPES_RANGE(x_9_times_32_2, 0, 8160);
                sum_6_2 += x_9_times_32_2;  STAPES_RANGE(sum_6_2, -129795, 46920);
                const int32_t x_9_times_64 = stapes_shift_left_32(x_9_times_32_2, 1);
                STAPES_RANGE(x_9_times_64, 0, 16320);
                sum_2_2 += x_9_times_64;    STAPES_RANGE(sum_2_2, -86700, 73185);
                const int32_t x_9_times_128 = stapes_shift_left_32(x_9_times_64, 1);
                STAPES_RANGE(x_9_times_128, 0, 32640);
                sum_1 += x_9_times_128;     STAPES_RANGE(sum_1, -131070, 83640);
            }
            const int32_t x_10_2 = (int32_t)x[10] - (-128);  STAPES_RANGE(x_10_2, 0, 255);
            if (x_10_2 != 0) {
                const int32_t sum_20 = x_10_2 + stapes_shift_left_32(x_10_2, 2);
                STAPES_RANGE(sum_20, 0, 1275);
                const int32_t difference_19 = x_10_2 - stapes_shift_left_32(x_10_2, 7);
                STAPES_RANGE(difference_19, -32385, 0);
                sum_7_2 -= x_10_2;          STAPES_RANGE(sum_7_2, -57120, 109905);
                const int32_t x_10_times_2_2 = stapes_shift_left_32(x_10_2, 1);
                STAPES_RANGE(x_10_times_2_2, 0, 510);
                sum_1 -= x_10_times_2_2;    STAPES_RANGE(sum_1, -131070, 83640);
                const int32_t x_10_times_16 = stapes_shift_left_32(x_10_times_2_2, 3);
                STAPES_RANGE(x_10_times_16, 0, 4080);
                sum_1 += x_10_times_16;     STAPES_RANGE(sum_1, -131070, 83640);
                const int32_t x_10_times_32_2 = stapes_shift_left_32(x_10_times_16, 1);
                STAPES_RANGE(x_10_times_32_2, 0, 8160);
                sum_11 -= x_10_times_32_2;  STAPES_RANGE(sum_11, -149430, 55845);
                sum_2_2 -= sum_20;          STAPES_RANGE(sum_2_2, -86700, 73185);
                const int32_t sum_times_2_3 = stapes_shift_left_32(sum_20, 1);
                STAPES_RANGE(sum_times_2_3, 0, 2550);
                sum_11 -= sum_times_2_3;    STAPES_RANGE(sum_11, -149430, 55845);
                const int32_t sum_times_16_4 = stapes_shift_left_32(sum_times_2_3, 3);
                STAPES_RANGE(sum_times_16_4, 0, 20400);
                sum_7_2 += sum_times_16_4;  STAPES_RANGE(sum_7_2, -57120, 109905);
                sum_6_2 += difference_19;   STAPES_RANGE(sum_6_2, -129795, 46920);
                sum_8_2 -= difference_19;   STAPES_RANGE(sum_8_2, -46920, 128520);
            }
            const int32_t x_11_2 = (int32_t)x[11] - (-128);  STAPES_RANGE(x_11_2, 0, 255);
            if (x_11_2 != 0) {
                const int32_t sum_21 = x_11_2 + stapes_shift_left_32(x_11_2, 5);
                STAPES_RANGE(sum_21, 0, 8415);
                const int32_t difference_20 = x_11_2 - stapes_shift_left_32(x_11_2, 4);
                STAPES_RANGE(difference_20, -3825, 0);
                sum_2_2 += x_11_2;              STAPES_RANGE(sum_2_2, -86700, 73185);
                sum_7_2 += x_11_2;              STAPES_RANGE(sum_7_2, -57120, 109905);
                const int32_t x_11_times_8 = stapes_shift_left_32(x_11_2, 3);
                STAPES_RANGE(x_11_times_8, 0, 2040);
                sum_8_2 += x_11_times_8;        STAPES_RANGE(sum_8_2, -46920, 128520);
                const int32_t x_11_times_16_2 = stapes_shift_left_32(x_11_times_8, 1);
                STAPES_RANGE(x_11_times_16_2, 0, 4080);
                sum_6_2 -= x_11_times_16_2;     STAPES_RANGE(sum_6_2, -129795, 46920);
                const int32_t x_11_times_32_2 = stapes_shift_left_32(x_11_times_16_2, 1);
                STAPES_RANGE(x_11_times_32_2, 0, 8160);
                sum_2_2 -= x_11_times_32_2;     STAPES_RANGE(sum_2_2, -86700, 73185);
                const int32_t x_11_times_128 = stapes_shift_left_32(x_11_times_32_2, 2);
                STAPES_RANGE(x_11_times_128, 0, 32640);
                sum_7_2 -= x_11_times_128;      STAPES_RANGE(sum_7_2, -57120, 109905);
                sum_1 += sum_21;                STAPES_RANGE(sum_1, -131070, 83640);
                const int32_t sum_times_2_4 = stapes_shift_left_32(sum_21, 1);
                STAPES_RANGE(sum_times_2_4, 0, 16830);
                sum_6_2 += sum_times_2_4;       STAPES_RANGE(sum_6_2, -129795, 46920);
                sum_8_2 += sum_times_2_4;       STAPES_RANGE(sum_8_2, -46920, 128520);
                const int32_t sum_times_4_6 = stapes_shift_left_32(sum_times_2_4, 1);
                STAPES_RANGE(sum_times_4_6, 0, 33660);
                sum_11 -= sum_times_4_6;        STAPES_RANGE(sum_11, -149430, 55845);
                sum_11 -= difference_20;        STAPES_RANGE(sum_11, -149430, 55845);
                const int32_t difference_times_8_7 = stapes_shift_left_32(difference_20, 3);
                STAPES_RANGE(difference_times_8_7, -30600, 0);
                sum_1 += difference_times_8_7;  STAPES_RANGE(sum_1, -131070, 83640);
            }
            y = &y[-10];
            /* the sum over the whole row, each input in its range */
            const int32_t total_1 = sum_1 + 6115;  STAPES_RANGE(total_1, -93080, 57880);
            int32_t scaled_7 = -total_1;           STAPES_RANGE(scaled_7, -113623, 123182);
            scaled_7 = stapes_shift_right_32(scaled_7, 3) - total_1;
            STAPES_RANGE(scaled_7, -113623, 123182);
            scaled_7 = stapes_shift_right_32(scaled_7, 4) + total_1;
            STAPES_RANGE(scaled_7, -113623, 123182);
            scaled_7 = stapes_shift_right_32(scaled_7, 2) - total_1 + 2;
            STAPES_RANGE(scaled_7, -113623, 123182);
            scaled_7 = stapes_shift_right_32(scaled_7, 2) - total_1 + 3;
            STAPES_RANGE(scaled_7, -113623, 123182);
            scaled_7 = stapes_shift_right_32(scaled_7, 2) - total_1 + 7;
            STAPES_RANGE(scaled_7, -113623, 123182);
            scaled_7 = stapes_shift_right_32(scaled_7, 3) - total_1 + 7;
            STAPES_RANGE(scaled_7, -113623, 123182);
            scaled_7 = stapes_shift_right_32(scaled_7, 4) + total_1 - 16320;
            STAPES_RANGE(scaled_7, -113623, 123182);
            *y = (int8_t)STAPES_WITHIN(stapes_clamp_32(stapes_shift_right_32(scaled_7, 7), -128,
                127), -128, 127);                  STAPES_INSIDE(y, pointwise2, 192);
            ++y;
            /* the sum over the whole row, each input in its range */
            const int32_t total_2 = sum_2_2 + 3342;  STAPES_RANGE(total_2, -71118, 64287);
            int32_t scaled_8 = total_2;              STAPES_RANGE(scaled_8, -109603, 94346);
            scaled_8 = stapes_shift_right_32(scaled_8, 2) - total_2;
            STAPES_RANGE(scaled_8, -109603, 94346);
            scaled_8 = stapes_shift_right_32(scaled_8, 2) - total_2;
            STAPES_RANGE(scaled_8, -109603, 94346);
            scaled_8 = stapes_shift_right_32(scaled_8, 2) - total_2;
            STAPES_RANGE(scaled_8, -109603, 94346);
            scaled_8 = stapes_shift_right_32(scaled_8, 2) + total_2;
            STAPES_RANGE(scaled_8, -109603, 94346);
            scaled_8 = stapes_shift_right_32(scaled_8, 2) + total_2 + 1;
            STAPES_RANGE(scaled_8, -109603, 94346);
            scaled_8 = stapes_shift_right_32(scaled_8, 4) - total_2;
            STAPES_RANGE(scaled_8, -109603, 94346);
            scaled_8 = stapes_shift_right_32(scaled_8, 2) + total_2;
            STAPES_RANGE(scaled_8, -109603, 94346);
            scaled_8 = stapes_shift_right_32(scaled_8, 2) + total_2 - 16319;
            STAPES_RANGE(scaled_8, -109603, 94346);
            *y = (int8_t)STAPES_WITHIN(stapes_clamp_32(stapes_shift_right_32(scaled_8, 7), -128,
                127), -128, 127);                    STAPES_INSIDE(y, pointwise2, 192);
            y = &y[4];
            /* the sum over the whole row, each input in its range */
            const int32_t total_6 = sum_6_2 + 10636;  STAPES_RANGE(total_6, -98249, 36646);
            int32_t scaled_9 = total_6;               STAPES_RANGE(scaled_9, -124596, 107410);
            scaled_9 = stapes_shift_right_32(scaled_9, 2) - total_6;
            STAPES_RANGE(scaled_9, -124596, 107410);
            scaled_9 = stapes_shift_right_32(scaled_9, 4) - total_6;
            STAPES_RANGE(scaled_9, -124596, 107410);
            scaled_9 = stapes_shift_right_32(scaled_9, 4) + total_6;
            STAPES_RANGE(scaled_9, -124596, 107410);
            scaled_9 = stapes_shift_right_32(scaled_9, 3) + total_6;
            STAPES_RANGE(scaled_9, -124596, 107410);
            scaled_9 = stapes_shift_right_32(scaled_9, 5) - total_6 + 2;
            STAPES_RANGE(scaled_9, -124596, 107410);
            scaled_9 = stapes_shift_right_32(scaled_9, 2) + total_6 - 16320;
            STAPES_RANGE(scaled_9, -124596, 107410);
            *y = (int8_t)STAPES_WITHIN(stapes_clamp_32(stapes_shift_right_32(scaled_9, 7), -128,
                89), -128, 127);                      STAPES_INSIDE(y, pointwise2, 192);
            ++y;
            /* the sum over the whole row, each input in its range */
            const int32_t total_7 = sum_7_2 - 5410;  STAPES_RANGE(total_7, -51055, 93020);
            int32_t scaled_10 = -total_7;            STAPES_RANGE(scaled_10, -123011, 120566);
            scaled_10 = stapes_shift_right_32(scaled_10, 4) - total_7;
            STAPES_RANGE(scaled_10, -123011, 120566);
            scaled_10 = stapes_shift_right_32(scaled_10, 3) + total_7;
            STAPES_RANGE(scaled_10, -123011, 120566);
            scaled_10 = stapes_shift_right_32(scaled_10, 3) + total_7;
            STAPES_RANGE(scaled_10, -123011, 120566);
            scaled_10 = stapes_shift_right_32(scaled_10, 2) - total_7 + 2;
            STAPES_RANGE(scaled_10, -123011, 120566);
            scaled_10 = stapes_shift_right_32(scaled_10, 2) - total_7;
            STAPES_RANGE(scaled_10, -123011, 120566);
            scaled_10 = stapes_shift_right_32(scaled_10, 2) - total_7;
            STAPES_RANGE(scaled_10, -123011, 120566);
            scaled_10 = stapes_shift_right_32(scaled_10, 2) + total_7;
            STAPES_RANGE(scaled_10, -123011, 120566);
            scaled_10 = stapes_shift_right_32(scaled_10, 2) + total_7 - 32639;
            STAPES_RANGE(scaled_10, -123011, 120566);
            *y = (int8_t)STAPES_WITHIN(stapes_clamp_32(stapes_shift_right_32(scaled_10, 8), -128,
                127), -128, 127);                    STAPES_INSIDE(y, pointwise2, 192);
            ++y;
            /* the sum over the whole row, each input in its range */
            const int32_t total_8 = sum_8_2 - 4305;  STAPES_RANGE(total_8, -41280, 114270);
            int32_t scaled_11 = -total_8;            STAPES_RANGE(scaled_11, -123113, 144615);
            scaled_11 = stapes_shift_right_32(scaled_11, 5) - total_8;
            STAPES_RANGE(scaled_11, -123113, 144615);
            scaled_11 = stapes_shift_right_32(scaled_11, 2) + total_8;
            STAPES_RANGE(scaled_11, -123113, 144615);
            scaled_11 = stapes_shift_right_32(scaled_11, 3) - total_8;
            STAPES_RANGE(scaled_11, -123113, 144615);
            scaled_11 = stapes_shift_right_32(scaled_11, 3) + total_8;
            STAPES_RANGE(scaled_11, -123113, 144615);
            scaled_11 = stapes_shift_right_32(scaled_11, 2) + total_8;
            STAPES_RANGE(scaled_11, -123113, 144615);
            scaled_11 = stapes_shift_right_32(scaled_11, 3) + total_8;
            STAPES_RANGE(scaled_11, -123113, 144615);
            scaled_11 = stapes_shift_right_32(scaled_11, 3) + total_8 - 32639;
            STAPES_RANGE(scaled_11, -123113, 144615);
            *y = (int8_t)STAPES_WITHIN(stapes_clamp_32(stapes_shift_right_32(scaled_11, 8), -128,
                127), -128, 127);                    STAPES_INSIDE(y, pointwise2, 192);
            y = &y[3];
            /* the sum over the whole row, each input in its range */
            const int32_t total_11 = sum_11 + 7401;  STAPES_RANGE(total_11, -125454, 46671);
            int32_t scaled_12 = -total_11;           STAPES_RANGE(scaled_12, -158434, 144962);
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
            *y = (int8_t)STAPES_WITHIN(stapes_clamp_32(stapes_shift_right_32(scaled_12, 7), -128,
                127), -128, 127);                    STAPES_INSIDE(y, pointwise2, 192);
            ++y;
            x = &x[12];
        }
        y_row = &y_row[48];
        x_row = &x_row[48];
    }
}

/* logits_accumulator (nodes "logits_accumulator", "logits"): y[o] = bias[o] + sum of weight[o,
 *   i] * x[i], o < 10, i < 192, then requantised
 * strategy: squares
 * cost: 4820 loads, 3020 additions, 130 shifts, 20 comparisons, 20 stores
 * in: pointwise2 in [-128, 127]
 * out: logits in [-128, 127], logits_accumulator_sums in [-862874, 706221] */
static void logits_accumulator(const int8_t *pointwise2, int8_t *logits,
    int32_t *logits_accumulator_sums)
{
    const int8_t *const x = pointwise2;
    int8_t *y = logits;
    int32_t *next = logits_accumulator_sums;
    const uint8_t *weight = logits_accumulator_weights;
    const int32_t *constant = logits_accumulator_constants;
    int32_t *const sum = logits_accumulator_sums;
    const uint16_t *square = &squares[127];
    int32_t input_squares = 0;  STAPES_RANGE(input_squares, 0, 12582912);
    const int8_t *input_2 = x;
    for (int32_t turns = 96; turns > 0; --turns) {
        square = &squares[127];
        square = &square[*input_2];
        input_squares += (int32_t)square[128];  STAPES_RANGE(input_squares, 0, 12582912);
        square = &squares[127];
        square = &square[input_2[1]];
        input_squares += (int32_t)square[128];  STAPES_RANGE(input_squares, 0, 12582912);
        input_2 = &input_2[2];
    }
    for (int32_t turns = 2; turns > 0; --turns) {
        int32_t sum_0 = 0;  STAPES_RANGE(sum_0, 0, 12582912);
        int32_t sum_1 = 0;  STAPES_RANGE(sum_1, 0, 12582912);
        int32_t sum_2 = 0;  STAPES_RANGE(sum_2, 0, 12582912);
        int32_t sum_3 = 0;  STAPES_RANGE(sum_3, 0, 12582912);
        input_2 = x;
        for (int32_t turns_2 = 96; turns_2 > 0; --turns_2) {
            square = &squares[127];
            square = &square[*input_2];
            sum_0 += (int32_t)square[*weight];    STAPES_RANGE(sum_0, 0, 12582912);
            sum_1 += (int32_t)square[weight[1]];  STAPES_RANGE(sum_1, 0, 12582912);
            sum_2 += (int32_t)square[weight[2]];  STAPES_RANGE(sum_2, 0, 12582912);
            sum_3 += (int32_t)square[weight[3]];  STAPES_RANGE(sum_3, 0, 12582912);
            square = &squares[127];
            square = &square[input_2[1]];
            sum_0 += (int32_t)square[weight[4]];  STAPES_RANGE(sum_0, 0, 12582912);
            sum_1 += (int32_t)square[weight[5]];  STAPES_RANGE(sum_1, 0, 12582912);
            sum_2 += (int32_t)square[weight[6]];  STAPES_RANGE(sum_2, 0, 12582912);
            sum_3 += (int32_t)square[weight[7]];  STAPES_RANGE(sum_3, 0, 12582912);
            weight = &weight[8];
            input_2 = &input_2[2];
        }
        *sum = STAPES_WITHIN(stapes_shift_right_32(sum_0 - input_squares + *constant, 1), -862874,
            706221);           STAPES_INSIDE(sum, logits_accumulator_sums, 4);
        sum[1] = STAPES_WITHIN(stapes_shift_right_32(sum_1 - input_squares + constant[1], 1),
            -862874, 706221);  STAPES_INSIDE(&sum[1], logits_accumulator_sums, 4);
        sum[2] = STAPES_WITHIN(stapes_shift_right_32(sum_2 - input_squares + constant[2], 1),
            -862874, 706221);  STAPES_INSIDE(&sum[2], logits_accumulator_sums, 4);
        sum[3] = STAPES_WITHIN(stapes_shift_right_32(sum_3 - input_squares + constant[3], 1),
            -862874, 706221);  STAPES_INSIDE(&sum[3], logits_accumulator_sums, 4);
        constant = &constant[4];
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
            *y = (int8_t)requantised;  STAPES_INSIDE(y, logits, 10);
            ++y;
        }
    }
    int32_t sum_0_2 = 0;  STAPES_RANGE(sum_0_2, 0, 12582912);
    int32_t sum_1_2 = 0;  STAPES_RANGE(sum_1_2, 0, 12582912);
    input_2 = x;
    for (int32_t turns = 96; turns > 0; --turns) {
        square = &squares[127];
        square = &square[*input_2];
        sum_0_2 += (int32_t)square[*weight];    STAPES_RANGE(sum_0_2, 0, 12582912);
        sum_1_2 += (int32_t)square[weight[1]];  STAPES_RANGE(sum_1_2, 0, 12582912);
        square = &squares[127];
        square = &square[input_2[1]];
        sum_0_2 += (int32_t)square[weight[2]];  STAPES_RANGE(sum_0_2, 0, 12582912);
        sum_1_2 += (int32_t)square[weight[3]];  STAPES_RANGE(sum_1_2, 0, 12582912);
        weight = &weight[4];
        input_2 = &input_2[2];
    }
    *sum = STAPES_WITHIN(stapes_shift_right_32(sum_0_2 - input_squares + *constant, 1), -862874,
        706221);  STAPES_INSIDE(sum, logits_accumulator_sums, 4);
    sum[1] = STAPES_WITHIN(stapes_shift_right_32(sum_1_2 - input_squares + constant[1], 1), -862874,
        706221);  STAPES_INSIDE(&sum[1], logits_accumulator_sums, 4);
    constant = &constant[2];
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
        *y = (int8_t)requantised;  STAPES_INSIDE(y, logits, 10);
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
    STAPES_RANGE(a, 0, 2147483647);
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
    x = &x[-10];
    int32_t sum = 0;  STAPES_RANGE(sum, 0, 2147483647);
    for (int32_t turns = 10; turns > 0; --turns) {
        /* no element is larger than the largest */
        const int32_t distance = largest - *x;  STAPES_RANGE(distance, 0, 255);
        if (distance <= 248) {
            sum +=
                stapes_shift_right_32(stapes_shift_right_32(scores_exponentials[STAPES_WITHIN(distance,
                0, 248)], 11) + 1, 1);  STAPES_RANGE(sum, 0, 2147483647);
        }
        ++x;
    }
    x = &x[-10];
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
            high_product_2(scores_exponentials[STAPES_WITHIN(distance_2, 0, 248)], scale,
                high_product);
            /* no factor is negative */
            const int32_t share = high_product[0];            STAPES_RANGE(share, 0, 2147483647);
            *y =
                (int8_t)STAPES_WITHIN(stapes_min_32(stapes_shift_right_32(stapes_shift_right_32(share,
                (int)shift) + 1, 1) - 128, 127), -128, 127);  STAPES_INSIDE(y, output, 10);
        } else {
            *y = -128;  STAPES_INSIDE(y, output, 10);
        }
        ++x;
        ++y;
    }
}

/* digits_int8_run: the whole network, in order
 * strategy: calls
 * cost: 21217 loads, 60827 additions, 32216 shifts, 6171 comparisons, 4728 stores, 24 calls, and
 *   more turns of loops over lists
 * in: input in [-128, 127]
 * out: output in [-128, 127] */
void digits_int8_run(const digits_int8_input_t *input, digits_int8_output_t *output, void *scratch)
{
    int8_t *const first = (int8_t *)scratch;
    int8_t *const depthwise1 = (int8_t *)(void *)&((uint8_t *)scratch)[388];
    int8_t *const pointwise1 = (int8_t *)scratch;
    int8_t *const depthwise2 = (int8_t *)scratch;
    int8_t *const pointwise2 = (int8_t *)(void *)&((uint8_t *)scratch)[192];
    int8_t *const logits = (int8_t *)(void *)&((uint8_t *)scratch)[16];
    int8_t *const rows_of_image = (int8_t *)(void *)&((uint8_t *)scratch)[384];
    int8_t *const rows_of_first = (int8_t *)(void *)&((uint8_t *)scratch)[772];
    int8_t *const rows_of_pointwise1 = (int8_t *)(void *)&((uint8_t *)scratch)[768];
    int32_t *const logits_accumulator_sums = (int32_t *)scratch;
    int32_t *const high_product = (int32_t *)scratch;
    STAPES_TRACE_BEGIN("digits_int8");
    STAPES_TRACE_INPUT("image", int8_t, input, 256);
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
    STAPES_TRACE_END("digits_int8");
}
