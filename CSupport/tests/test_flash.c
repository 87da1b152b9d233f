/* Constants read back through the flash readers, at the ends of each type. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "stapes_support.h"

static const int8_t table_i8[3] STAPES_FLASH = {INT8_MIN, 0, INT8_MAX};
static const uint8_t table_u8[2] STAPES_FLASH = {0, UINT8_MAX};
static const int16_t table_i16[3] STAPES_FLASH = {INT16_MIN, 0, INT16_MAX};
static const uint16_t table_u16[2] STAPES_FLASH = {0, UINT16_MAX};
static const int32_t table_i32[3] STAPES_FLASH = {INT32_MIN, 0, INT32_MAX};
static const uint32_t table_u32[2] STAPES_FLASH = {0, UINT32_MAX};

static void signed_elements_keep_their_sign(void **state)
{
    (void)state;
    for (int i = 0; i < 3; ++i) {
        assert_int_equal(stapes_flash_read_i8(table_i8 + i), table_i8[i]);
        assert_int_equal(stapes_flash_read_i16(table_i16 + i), table_i16[i]);
        assert_int_equal(stapes_flash_read_i32(table_i32 + i), table_i32[i]);
    }
}

static void unsigned_elements_keep_their_highest_bit(void **state)
{
    (void)state;
    for (int i = 0; i < 2; ++i) {
        assert_int_equal(stapes_flash_read_u8(table_u8 + i), table_u8[i]);
        assert_int_equal(stapes_flash_read_u16(table_u16 + i), table_u16[i]);
        assert_int_equal(stapes_flash_read_u32(table_u32 + i), table_u32[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(signed_elements_keep_their_sign),
        cmocka_unit_test(unsigned_elements_keep_their_highest_bit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
