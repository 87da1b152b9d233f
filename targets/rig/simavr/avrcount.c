/* avrcount: runs an AVR program in simavr one instruction at a time and counts the instructions,
 * clock cycles and stack bytes used between two addresses.
 *
 *   avrcount CORE ELF begin=HEX end=HEX skip=HEX-HEX getc=HEX putc=HEX exit=HEX out=FILE
 *
 * Addresses are byte addresses in flash. The instruction at `begin` is the call of what is
 * measured, the one at `end` its return point; neither is counted, nor are those in the half-open
 * range `skip`. Reaching `getc` puts the next byte of standard input, or -1, into r25:r24;
 * reaching `putc` prints r24; reaching `exit` ends with status r24. No peripheral is used, so any
 * core with enough memory will do. Every passage from begin to end is one segment and writes
 *   S <segment> <instructions> <cycles> <stack bytes, return addresses included> */
#include <simavr/avr_flash.h>
#include <simavr/sim_avr.h>
#include <simavr/sim_elf.h>

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { USAGE_STATUS = 2, CRASH_STATUS = 97, RETURN_ADDRESS_BYTES = 2 };

struct addresses {
    uint32_t begin, end, skip_from, skip_to, getc, putc, exit;
};

static unsigned stack_pointer(const avr_t *avr)
{
    return avr->data[0x5d] | (unsigned)avr->data[0x5e] << 8;
}

/* Whether an instruction writes the upper byte of the stack pointer (`out 0x3e`). Compilers write the
 * lower one two instructions later, with interrupts off: until then the pointer means nothing. */
static int parts_stack_pointer(const avr_t *avr, uint32_t address)
{
    unsigned opcode = avr->flash[address] | (unsigned)avr->flash[address + 1] << 8;
    return (opcode & 0xfe0fu) == 0xbe0eu;
}

/* Whether it writes the lower one (`out 0x3d`). */
static int joins_stack_pointer(const avr_t *avr, uint32_t address)
{
    unsigned opcode = avr->flash[address] | (unsigned)avr->flash[address + 1] << 8;
    return (opcode & 0xfe0fu) == 0xbe0du;
}

static void log_errors_only(avr_t *avr, const int level, const char *format, va_list arguments)
{
    (void)avr;
    if (level <= LOG_ERROR)
        vfprintf(stderr, format, arguments);
}

static int parse(int argc, char **argv, struct addresses *at, FILE **out)
{
    for (int i = 3; i < argc; i++) {
        char *value = strchr(argv[i], '='), *rest;
        if (!value)
            return 0;
        *value++ = 0;
        uint32_t address = (uint32_t)strtoul(value, &rest, 16);
        if (!strcmp(argv[i], "begin"))
            at->begin = address;
        else if (!strcmp(argv[i], "end"))
            at->end = address;
        else if (!strcmp(argv[i], "skip")) {
            at->skip_from = address;
            at->skip_to = *rest == '-' ? (uint32_t)strtoul(rest + 1, NULL, 16) : address;
        } else if (!strcmp(argv[i], "getc"))
            at->getc = address;
        else if (!strcmp(argv[i], "putc"))
            at->putc = address;
        else if (!strcmp(argv[i], "exit"))
            at->exit = address;
        else if (!strcmp(argv[i], "out"))
            *out = fopen(value, "w");
        else
            return 0;
    }
    return *out != NULL;
}

static avr_t *load(const char *core, const char *path)
{
    static elf_firmware_t firmware;
    avr_global_logger_set(log_errors_only);
    if (elf_read_firmware(path, &firmware))
        return NULL;
    avr_t *avr = avr_make_mcu_by_name(core);
    if (!avr)
        return NULL;
    avr_init(avr);
    firmware.frequency = 16000000;
    avr_load_firmware(avr, &firmware);
    avr->run_cycle_limit = 1; /* exactly one instruction a step */
    avr->run_cycle_count = 1;
    return avr;
}

static int run(avr_t *avr, const struct addresses *at, FILE *out)
{
    uint64_t instructions = 0, cycles = 0;
    unsigned segment = 0, stack_before = 0, stack_lowest = 0;
    int inside = 0, is_parted = 0;
    for (;;) {
        uint32_t address = avr->pc;
        if (address == at->exit)
            return avr->data[24];
        if (address == at->putc)
            putchar(avr->data[24]);
        if (address == at->getc) {
            int byte = getchar();
            avr->data[24] = (uint8_t)byte;
            avr->data[25] = byte < 0 ? 0xff : 0;
        }
        if (address == at->end && inside) {
            fprintf(out, "S %u %" PRIu64 " %" PRIu64 " %u\n", segment++, instructions, cycles,
                    stack_before - stack_lowest);
            inside = 0;
        }
        if (parts_stack_pointer(avr, address))
            is_parted = 1;
        else if (joins_stack_pointer(avr, address))
            is_parted = 0;
        avr_cycle_count_t cycles_before = avr->cycle;
        int state = avr_run(avr);
        if (state == cpu_Crashed || state == cpu_Done) {
            fprintf(stderr, "avrcount: the program stopped at %" PRIx32 "\n", address);
            return CRASH_STATUS;
        }
        if (address == at->begin) {
            inside = 1;
            instructions = cycles = 0;
            stack_lowest = stack_pointer(avr);
            stack_before = stack_lowest + RETURN_ADDRESS_BYTES;
        } else if (inside) {
            if (address < at->skip_from || address >= at->skip_to) {
                instructions++;
                cycles += avr->cycle - cycles_before;
            }
            if (!is_parted && stack_pointer(avr) < stack_lowest)
                stack_lowest = stack_pointer(avr);
        }
    }
}

int main(int argc, char **argv)
{
    struct addresses at = {0, 0, 0, 0, UINT32_MAX, UINT32_MAX, UINT32_MAX};
    FILE *out = NULL;
    if (argc < 3 || !parse(argc, argv, &at, &out)) {
        fprintf(stderr, "avrcount: wrong arguments\n");
        return USAGE_STATUS;
    }
    avr_t *avr = load(argv[1], argv[2]);
    if (!avr) {
        fprintf(stderr, "avrcount: cannot load %s into %s\n", argv[2], argv[1]);
        return USAGE_STATUS;
    }
    int status = run(avr, &at, out);
    fclose(out);
    fflush(stdout);
    return status;
}
