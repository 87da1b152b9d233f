/* Integer arithmetic for generated networks: what C leaves undefined or open, written once.
 *
 * SPDX-License-Identifier: Apache-2.0
 * The copy that stands beside generated code belongs to whoever generated it, free of any
 * condition: keep, change and ship it with or without this notice.
 *
 * C99 and later, C++11 and later. Nothing here multiplies, divides or computes in floating point.
 * Options, none of which changes a number:
 *   STAPES_NEEDS_BARRIER    hide shifts from compilers that would turn them into multiplications
 *   STAPES_CHECKED          check every stated range as it runs (STAPES_FAILED can be replaced)
 *   STAPES_TRACE            print every tensor (STAPES_TRACE_PUT can be replaced)
 *   STAPES_PORTABLE_SHIFT   use no compiler's promise about right shifts
 *   STAPES_FLASH            the attribute that places constants; PROGMEM on AVR, else empty */
#ifndef STAPES_SUPPORT_H
#define STAPES_SUPPORT_H

#include <stdint.h>

#if defined(__AVR__)
#include <avr/pgmspace.h>
#endif
#if defined(STAPES_CHECKED) && !defined(STAPES_FAILED)
#include <stdio.h>
#include <stdlib.h>
#endif
#if defined(STAPES_TRACE) && !defined(STAPES_TRACE_PUT)
#include <stdio.h>
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* Refuses to compile where the condition is 0: `name` is declared as a function, which is never
 * called, of an array of -1 elements then. */
#define STAPES_STATIC_ASSERT(condition, name) \
    extern void name(const char check[(condition) ? 1 : -1])

STAPES_STATIC_ASSERT((int16_t)(uint16_t)0xFFFFu == -1, stapes_requires_twos_complement_16);
STAPES_STATIC_ASSERT((int32_t)(uint32_t)0xFFFFFFFFu == -1, stapes_requires_twos_complement_32);

/* ---- Barriers ------------------------------------------------------------------------------- */

/* Makes the compiler forget where a variable's value came from, so that it cannot combine the
 * shifts and additions before and after into a multiplication. Costs no instruction. */
#if defined(STAPES_NEEDS_BARRIER) && defined(__GNUC__)
#define STAPES_BARRIER(variable) __asm__("" : "+r"(variable))
#else
#define STAPES_BARRIER(variable) ((void)0)
#endif

/* The index itself. A compiler that knew its few values would multiply it by the element's size. */
static inline int16_t stapes_index_16(int16_t index)
{
    STAPES_BARRIER(index);
    return index;
}

/* ---- Shifts --------------------------------------------------------------------------------- */

/* x * 2^bits. x: any whose result fits 32 bits; bits: 0 to 30. Defined for negative x too. */
static inline int32_t stapes_shift_left_32(int32_t x, int bits)
{
    int32_t result;
    STAPES_BARRIER(x);
    result = (int32_t)((uint32_t)x << (unsigned)bits);
    STAPES_BARRIER(result);
    return result;
}

/* x * 2^bits. x: any whose result fits 16 bits; bits: 0 to 14. Defined for negative x too. */
static inline int16_t stapes_shift_left_16(int16_t x, int bits)
{
    int16_t result;
    STAPES_BARRIER(x);
    result = (int16_t)(uint16_t)((uint16_t)x << (unsigned)bits);
    STAPES_BARRIER(result);
    return result;
}

/* floor(x / 2^bits). x: any; bits: 0 to 31.
 * PORTABILITY: GCC and Clang promise that >> keeps the sign; elsewhere no negative is shifted. */
static inline int32_t stapes_shift_right_32(int32_t x, int bits)
{
#if defined(__GNUC__) && !defined(STAPES_PORTABLE_SHIFT)
    STAPES_BARRIER(x);
    return x >> (unsigned)bits;
#else
    return (x < 0) ? (int32_t)~(~(uint32_t)x >> (unsigned)bits)
                   : (int32_t)((uint32_t)x >> (unsigned)bits);
#endif
}

/* floor(x / 2^bits). x: any; bits: 0 to 15.
 * PORTABILITY: as stapes_shift_right_32. */
static inline int16_t stapes_shift_right_16(int16_t x, int bits)
{
#if defined(__GNUC__) && !defined(STAPES_PORTABLE_SHIFT)
    STAPES_BARRIER(x);
    return (int16_t)(x >> (unsigned)bits);
#else
    return (int16_t)((x < 0) ? ~(~x >> (unsigned)bits) : (x >> (unsigned)bits));
#endif
}

/* ---- Addresses in bytes --------------------------------------------------------------------- */

/* The element that begins so many bytes behind `base`, to read (element) or to write (place);
 * bytes: a multiple of the element's size, within the array. An index would cost a shift on most
 * cores. */
static inline const int16_t *stapes_element_i16(const int16_t *base, int bytes)
{
    return (const int16_t *)(const void *)&((const uint8_t *)base)[bytes];
}

static inline int16_t *stapes_place_i16(int16_t *base, int bytes)
{
    return (int16_t *)(void *)&((uint8_t *)base)[bytes];
}

static inline const int32_t *stapes_element_i32(const int32_t *base, int bytes)
{
    return (const int32_t *)(const void *)&((const uint8_t *)base)[bytes];
}

static inline int32_t *stapes_place_i32(int32_t *base, int bytes)
{
    return (int32_t *)(void *)&((uint8_t *)base)[bytes];
}

/* The distance itself. A compiler that saw how it was computed would add each column's constant
 * to it and mask the sum again. */
static inline int stapes_distance(int bytes)
{
    STAPES_BARRIER(bytes);
    return bytes;
}

/* ---- Order ---------------------------------------------------------------------------------- */

/* The smaller of two values. */
static inline int32_t stapes_min_32(int32_t a, int32_t b)
{
    return (a < b) ? a : b;
}

static inline int16_t stapes_min_16(int16_t a, int16_t b)
{
    return (int16_t)((a < b) ? a : b);
}

/* The larger of two values. */
static inline int32_t stapes_max_32(int32_t a, int32_t b)
{
    return (a > b) ? a : b;
}

static inline int16_t stapes_max_16(int16_t a, int16_t b)
{
    return (int16_t)((a > b) ? a : b);
}

/* The value in [lower, upper] nearest to x; lower <= upper. */
static inline int32_t stapes_clamp_32(int32_t x, int32_t lower, int32_t upper)
{
    return (x < lower) ? lower : ((x > upper) ? upper : x);
}

static inline int16_t stapes_clamp_16(int16_t x, int16_t lower, int16_t upper)
{
    return (int16_t)((x < lower) ? lower : ((x > upper) ? upper : x));
}

/* ---- Constants in flash --------------------------------------------------------------------- */

/* STAPES_FLASH stands behind the declarator of every constant table; the readers take a pointer to
 * an element. On AVR, tables lie below 64 KB of flash and data loads would read RAM instead. */
#if defined(__AVR__)

#ifndef STAPES_FLASH
#define STAPES_FLASH PROGMEM
#endif

static inline int8_t stapes_flash_read_i8(const int8_t *element)
{
    return (int8_t)pgm_read_byte(element);
}

static inline uint8_t stapes_flash_read_u8(const uint8_t *element)
{
    return pgm_read_byte(element);
}

static inline int16_t stapes_flash_read_i16(const int16_t *element)
{
    return (int16_t)pgm_read_word(element);
}

static inline uint16_t stapes_flash_read_u16(const uint16_t *element)
{
    return pgm_read_word(element);
}

static inline int32_t stapes_flash_read_i32(const int32_t *element)
{
    return (int32_t)pgm_read_dword(element);
}

static inline uint32_t stapes_flash_read_u32(const uint32_t *element)
{
    return pgm_read_dword(element);
}

#else

#ifndef STAPES_FLASH
#define STAPES_FLASH
#endif

static inline int8_t stapes_flash_read_i8(const int8_t *element)
{
    return *element;
}

static inline uint8_t stapes_flash_read_u8(const uint8_t *element)
{
    return *element;
}

static inline int16_t stapes_flash_read_i16(const int16_t *element)
{
    return *element;
}

static inline uint16_t stapes_flash_read_u16(const uint16_t *element)
{
    return *element;
}

static inline int32_t stapes_flash_read_i32(const int32_t *element)
{
    return *element;
}

static inline uint32_t stapes_flash_read_u32(const uint32_t *element)
{
    return *element;
}

#endif

/* ---- Checked build -------------------------------------------------------------------------- */

/* STAPES_RANGE states the proved range of a variable; STAPES_WITHIN is a value and its proved
 * range; STAPES_INSIDE states that a pointer is at an element of an array;
 * STAPES_ELEMENTS states the range of each element of an array. A checked build holds the program
 * to all of them, and to what the functions above ask of their arguments.
 *
 * STAPES_FAILED(function, line, what, value, lower, upper) is called for what does not hold;
 * replace it on devices without stderr. function and what are strings, the others of type long. */
#ifdef STAPES_CHECKED

#ifndef STAPES_FAILED
#define STAPES_FAILED(function, line, what, value, lower, upper)                              \
    ((void)fprintf(stderr, "%s, line %ld: %s %ld is outside [%ld, %ld]\n", (function), (line), \
                   (what), (value), (lower), (upper)),                                        \
     abort())
#endif

static inline int32_t stapes_checked(int32_t value, int32_t lower, int32_t upper,
                                     const char *function, long line)
{
    if ((value < lower) || (value > upper)) {
        STAPES_FAILED(function, line, "the value", (long)value, (long)lower, (long)upper);
    }
    return value;
}

/* The index of the element that a pointer is at. */
static inline void stapes_checked_inside(long distance, long count, const char *what,
                                         const char *function, long line)
{
    if ((distance < 0L) || (distance >= count)) {
        STAPES_FAILED(function, line, what, distance, 0L, count - 1L);
    }
}

/* x, after it is held to what x * 2^bits may be. */
static inline int32_t stapes_checked_left(int32_t x, int bits, int32_t most, const char *function,
                                          long line)
{
    int32_t upper;
    (void)stapes_checked(bits, 0, 30, function, line);
    upper = most >> (unsigned)bits;
    if ((x > upper) || (x < -upper - 1)) {
        STAPES_FAILED(function, line, "a number to be shifted,", (long)x, -(long)upper - 1L,
                      (long)upper);
    }
    return x;
}

/* x, after the limits that it is clamped to are held to their order. */
static inline int32_t stapes_checked_limits(int32_t x, int32_t lower, int32_t upper,
                                            const char *function, long line)
{
    if (lower > upper) {
        STAPES_FAILED(function, line, "the lower limit", (long)lower, (long)INT32_MIN, (long)upper);
    }
    return x;
}

#define STAPES_HERE __func__, (long)__LINE__
#define STAPES_RANGE(value, lower, upper) \
    ((void)stapes_checked((value), (lower), (upper), STAPES_HERE))
#define STAPES_WITHIN(value, lower, upper) stapes_checked((value), (lower), (upper), STAPES_HERE)
#define STAPES_INSIDE(pointer, base, count)                                         \
    stapes_checked_inside((long)((pointer) - (base)), (count), "a pointer into " #base ",", \
                          STAPES_HERE)
#define STAPES_ELEMENTS(type, elements, count, lower, upper)                                 \
    do {                                                                                     \
        const type *stapes_element = (elements);                                             \
        int32_t stapes_left;                                                                 \
        for (stapes_left = (count); stapes_left > 0; --stapes_left) {                        \
            (void)stapes_checked((int32_t)*stapes_element, (lower), (upper), STAPES_HERE);   \
            ++stapes_element;                                                                \
        }                                                                                    \
    } while (0)

/* A macro is not replaced in its own text, so these call the functions above. */
#define stapes_shift_left_32(x, bits) \
    stapes_shift_left_32(stapes_checked_left((x), (bits), INT32_MAX, STAPES_HERE), (bits))
#define stapes_shift_left_16(x, bits) \
    stapes_shift_left_16((int16_t)stapes_checked_left((x), (bits), INT16_MAX, STAPES_HERE), (bits))
#define stapes_shift_right_32(x, bits) stapes_shift_right_32((x), (int)STAPES_WITHIN((bits), 0, 31))
#define stapes_shift_right_16(x, bits) stapes_shift_right_16((x), (int)STAPES_WITHIN((bits), 0, 15))
#define stapes_clamp_32(x, lower, upper)                                                    \
    stapes_clamp_32(stapes_checked_limits((x), (lower), (upper), STAPES_HERE), (lower), (upper))
#define stapes_clamp_16(x, lower, upper)                                                       \
    stapes_clamp_16((int16_t)stapes_checked_limits((x), (lower), (upper), STAPES_HERE), (lower), \
                    (upper))

#else

#define STAPES_RANGE(value, lower, upper) ((void)0)
#define STAPES_WITHIN(value, lower, upper) (value)
#define STAPES_INSIDE(pointer, base, count) ((void)0)
#define STAPES_ELEMENTS(type, elements, count, lower, upper) ((void)0)

#endif

/* ---- Trace build ---------------------------------------------------------------------------- */

/* A trace build prints, per inference, its inputs, the state before it, every tensor once it is
 * complete, and the state after it, for `stapes diverge`; docs/trace.md describes the lines. A line
 * is `$`, a text, `*` and the exclusive or of the text's characters as two hexadecimal digits.
 *
 * STAPES_TRACE_PUT(character) puts a character out; replace it on devices without putchar. */
#ifdef STAPES_TRACE

#ifndef STAPES_TRACE_PUT
#define STAPES_TRACE_PUT(character) ((void)putchar(character))
#endif

#if defined(__AVR__)
#define STAPES_TRACE_TEXT(text) PSTR(text)
static inline uint8_t stapes_trace_read(const char *text)
{
    return pgm_read_byte(text);
}
#else
#define STAPES_TRACE_TEXT(text) (text)
static inline uint8_t stapes_trace_read(const char *text)
{
    return (uint8_t)*text;
}
#endif

/* Each of these puts something and returns `sum` with its characters added, by exclusive or. */
static inline uint8_t stapes_trace_put(uint8_t sum, uint8_t character)
{
    STAPES_TRACE_PUT((char)character);
    return (uint8_t)(sum ^ character);
}

/* The lowest digits of a value: 2, 4 or 8. */
static inline uint8_t stapes_trace_hex(uint8_t sum, uint32_t value, uint8_t digits)
{
    uint32_t rest = (digits == 2u) ? (value << 24u) : ((digits == 4u) ? (value << 16u) : value);
    while (digits > 0u) {
        uint8_t digit = (uint8_t)(rest >> 28u);
        sum = stapes_trace_put(sum, (uint8_t)(digit + ((digit < 10u) ? 48u : 87u)));
        rest <<= 4u;
        --digits;
    }
    return sum;
}

/* A name; what would end it or is no printable character is `%` and two digits. */
static inline uint8_t stapes_trace_name(uint8_t sum, const char *name)
{
    uint8_t character = stapes_trace_read(name);
    while (character != 0u) {
        if ((character > 32u) && (character < 127u) && (character != 36u) && (character != 37u) &&
            (character != 42u)) {
            sum = stapes_trace_put(sum, character);
        } else {
            sum = stapes_trace_hex(stapes_trace_put(sum, 37u), character, 2u);
        }
        ++name;
        character = stapes_trace_read(name);
    }
    return sum;
}

/* `$`, a word, a space and a name. */
static inline uint8_t stapes_trace_start(const char *word, const char *name)
{
    uint8_t sum = 0;
    (void)stapes_trace_put(0, 36u);
    while (stapes_trace_read(word) != 0u) {
        sum = stapes_trace_put(sum, stapes_trace_read(word));
        ++word;
    }
    return stapes_trace_name(stapes_trace_put(sum, 32u), name);
}

static inline void stapes_trace_finish(uint8_t sum)
{
    (void)stapes_trace_put(0, 42u);
    (void)stapes_trace_hex(0, sum, 2u);
    (void)stapes_trace_put(0, 10u);
}

static inline uint8_t stapes_trace_number(uint8_t sum, uint32_t number)
{
    return stapes_trace_hex(stapes_trace_put(sum, 32u), number, (number > 0xFFFFu) ? 8u : 4u);
}

/* What stands before the elements from an index on. */
static inline uint8_t stapes_trace_line(const char *word, const char *name, int32_t row,
                                        uint32_t index)
{
    uint8_t sum = stapes_trace_start(word, name);
    if (row >= 0) {
        sum = stapes_trace_number(sum, (uint32_t)row);
    }
    return stapes_trace_number(sum, index);
}

#define STAPES_TRACE_ELEMENTS(word, name, type, elements, count, row)                             \
    do {                                                                                          \
        const type *stapes_element = (elements);                                                  \
        uint32_t stapes_index;                                                                    \
        uint8_t stapes_sum = 0;                                                                   \
        for (stapes_index = 0; stapes_index < (uint32_t)(count); ++stapes_index) {                \
            if ((stapes_index & 15u) == 0u) {                                                     \
                stapes_sum = stapes_trace_line(STAPES_TRACE_TEXT(word), STAPES_TRACE_TEXT(name),  \
                                               (row), stapes_index);                              \
            }                                                                                     \
            stapes_sum = stapes_trace_hex(stapes_trace_put(stapes_sum, 32u),                      \
                                          (uint32_t)*stapes_element,                              \
                                          (uint8_t)(sizeof(type) << 1u));                         \
            if (((stapes_index & 15u) == 15u) || (stapes_index + 1u == (uint32_t)(count))) {      \
                stapes_trace_finish(stapes_sum);                                                  \
            }                                                                                     \
            ++stapes_element;                                                                     \
        }                                                                                         \
    } while (0)

#define STAPES_TRACE_BEGIN(network) \
    stapes_trace_finish(            \
        stapes_trace_start(STAPES_TRACE_TEXT("trace 1"), STAPES_TRACE_TEXT(network)))
#define STAPES_TRACE_END(network) \
    stapes_trace_finish(stapes_trace_start(STAPES_TRACE_TEXT("end"), STAPES_TRACE_TEXT(network)))
#define STAPES_TRACE_INPUT(name, type, elements, count) \
    STAPES_TRACE_ELEMENTS("input", name, type, elements, count, -1)
#define STAPES_TRACE_STATE(name, type, elements, count) \
    STAPES_TRACE_ELEMENTS("state", name, type, elements, count, -1)
#define STAPES_TRACE_TENSOR(name, type, elements, count) \
    STAPES_TRACE_ELEMENTS("tensor", name, type, elements, count, -1)
#define STAPES_TRACE_NEXT(name, type, elements, count) \
    STAPES_TRACE_ELEMENTS("next", name, type, elements, count, -1)
/* The first row begins an inference. */
#define STAPES_TRACE_ROW(network, name, type, elements, count, row)                \
    do {                                                                           \
        if ((row) == 0) {                                                          \
            STAPES_TRACE_BEGIN(network);                                           \
        }                                                                          \
        STAPES_TRACE_ELEMENTS("row", name, type, elements, count, (int32_t)(row)); \
    } while (0)

#else

#define STAPES_TRACE_BEGIN(network) ((void)0)
#define STAPES_TRACE_END(network) ((void)0)
#define STAPES_TRACE_INPUT(name, type, elements, count) ((void)0)
#define STAPES_TRACE_STATE(name, type, elements, count) ((void)0)
#define STAPES_TRACE_TENSOR(name, type, elements, count) ((void)0)
#define STAPES_TRACE_NEXT(name, type, elements, count) ((void)0)
#define STAPES_TRACE_ROW(network, name, type, elements, count, row) ((void)0)

#endif

#ifdef __cplusplus
}
#endif

#endif
