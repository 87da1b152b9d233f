/// The text of CSupport/include/stapes_support.h; refreshed by CSupport/embed.
enum SupportHeader {
  static let text = #"""
    /* Integer arithmetic for generated networks: what C leaves undefined or open, written once.
     *
     * SPDX-License-Identifier: Apache-2.0
     * The copy that stands beside generated code belongs to whoever generated it, free of any
     * condition: keep, change and ship it with or without this notice.
     *
     * C99 and later, C++11 and later. Nothing here multiplies, divides or computes in floating point.
     * Options, none of which changes a number:
     *   STAPES_NEEDS_BARRIER    hide shifts from compilers that would turn them into multiplications
     *   STAPES_CHECKED          assert the range of every value (STAPES_ASSERT can be replaced)
     *   STAPES_TRACE            print every tensor (STAPES_TRACE_VALUE can be replaced)
     *   STAPES_PORTABLE_SHIFT   use no compiler's promise about right shifts
     *   STAPES_FLASH            the attribute that places constants; PROGMEM on AVR, else empty */
    #ifndef STAPES_SUPPORT_H
    #define STAPES_SUPPORT_H

    #include <stdint.h>

    #if defined(__AVR__)
    #include <avr/pgmspace.h>
    #endif
    #if defined(STAPES_CHECKED) && !defined(STAPES_ASSERT)
    #include <assert.h>
    #endif
    #if defined(STAPES_TRACE) && !defined(STAPES_TRACE_VALUE)
    #include <stdio.h>
    #endif

    #ifdef __cplusplus
    extern "C" {
    #endif

    /* Refuses to compile where the condition is 0. `name` becomes part of an identifier. */
    #define STAPES_STATIC_ASSERT(condition, name) typedef char name[(condition) ? 1 : -1]

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
        return (const int16_t *)(const void *)((const uint8_t *)base + bytes);
    }

    static inline int16_t *stapes_place_i16(int16_t *base, int bytes)
    {
        return (int16_t *)(void *)((uint8_t *)base + bytes);
    }

    static inline const int32_t *stapes_element_i32(const int32_t *base, int bytes)
    {
        return (const int32_t *)(const void *)((const uint8_t *)base + bytes);
    }

    static inline int32_t *stapes_place_i32(int32_t *base, int bytes)
    {
        return (int32_t *)(void *)((uint8_t *)base + bytes);
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
     * range. A checked build asserts both. Replace STAPES_ASSERT on devices without assert. */
    #ifdef STAPES_CHECKED

    #ifndef STAPES_ASSERT
    #define STAPES_ASSERT(condition) assert(condition)
    #endif

    static inline int32_t stapes_checked(int32_t value, int32_t lower, int32_t upper)
    {
        STAPES_ASSERT((value >= lower) && (value <= upper));
        return value;
    }

    #define STAPES_RANGE(value, lower, upper) ((void)stapes_checked((value), (lower), (upper)))
    #define STAPES_WITHIN(value, lower, upper) stapes_checked((value), (lower), (upper))

    #else

    #define STAPES_RANGE(value, lower, upper) ((void)0)
    #define STAPES_WITHIN(value, lower, upper) (value)

    #endif

    /* ---- Trace build ---------------------------------------------------------------------------- */

    /* STAPES_TRACE_TENSOR prints `trace NAME INDEX VALUE` for each of `count` elements, a line each,
     * exactly as the interpreter does. `type` is the element's type. */
    #ifdef STAPES_TRACE

    #ifndef STAPES_TRACE_VALUE
    #define STAPES_TRACE_VALUE(name, index, value) \
        ((void)printf("trace %s %lu %ld\n", (name), (unsigned long)(index), (long)(value)))
    #endif

    #define STAPES_TRACE_TENSOR(name, type, elements, count)                        \
        do {                                                                        \
            const type *stapes_element = (elements);                                \
            uint32_t stapes_index;                                                  \
            for (stapes_index = 0; stapes_index < (count); ++stapes_index) {        \
                STAPES_TRACE_VALUE((name), stapes_index, *stapes_element);          \
                ++stapes_element;                                                   \
            }                                                                       \
        } while (0)

    #else

    #define STAPES_TRACE_TENSOR(name, type, elements, count) ((void)0)

    #endif

    #ifdef __cplusplus
    }
    #endif

    #endif

    """#
}
