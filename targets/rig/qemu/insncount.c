/* insncount: a QEMU plug-in that counts the instructions executed between two addresses.
 *
 * Arguments:  begin=HEX,end=HEX,skip=HEX-HEX,out=FILE
 * The instruction at `begin` is the call of what is measured, the one at `end` its return point;
 * neither is counted, nor are those in the half-open range `skip`. Every passage from begin to end
 * is one segment and writes one line to FILE:
 *   S <segment> <instructions>
 *
 * It speaks version 1 of the plug-in interface (QEMU 4.2 to 8.x). The declarations are written out
 * because Debian does not package qemu-plugin.h. */
#include <inttypes.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef uint64_t qemu_plugin_id_t;
typedef struct qemu_info_t qemu_info_t;
struct qemu_plugin_tb;
struct qemu_plugin_insn;
enum { CALLBACK_READS_NO_REGISTERS = 0 };
enum { INLINE_ADD_U64 = 0 };

size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *block);
struct qemu_plugin_insn *qemu_plugin_tb_get_insn(const struct qemu_plugin_tb *block, size_t index);
uint64_t qemu_plugin_insn_vaddr(const struct qemu_plugin_insn *instruction);
void qemu_plugin_register_vcpu_tb_trans_cb(
    qemu_plugin_id_t id, void (*callback)(qemu_plugin_id_t, struct qemu_plugin_tb *));
void qemu_plugin_register_vcpu_insn_exec_cb(
    struct qemu_plugin_insn *instruction, void (*callback)(unsigned, void *), int flags,
    void *data);
void qemu_plugin_register_vcpu_insn_exec_inline(
    struct qemu_plugin_insn *instruction, int operation, void *counter, uint64_t amount);
void qemu_plugin_register_atexit_cb(
    qemu_plugin_id_t id, void (*callback)(qemu_plugin_id_t, void *), void *data);

#define EXPORTED __attribute__((visibility("default")))
EXPORTED extern int qemu_plugin_version;
EXPORTED int qemu_plugin_install(qemu_plugin_id_t id, const qemu_info_t *info, int argc,
                                 char **argv);

int qemu_plugin_version = 1;

static uint64_t begin_address, end_address, skip_from, skip_to;
static uint64_t executed, executed_at_begin;
static unsigned segment;
static int inside;
static FILE *out;

static void on_begin(unsigned processor, void *data)
{
    (void)processor;
    (void)data;
    executed_at_begin = executed;
    inside = 1;
}

static void on_end(unsigned processor, void *data)
{
    (void)processor;
    (void)data;
    if (inside)
        fprintf(out, "S %u %" PRIu64 "\n", segment++, executed - executed_at_begin);
    inside = 0;
}

static void on_translate(qemu_plugin_id_t id, struct qemu_plugin_tb *block)
{
    size_t count = qemu_plugin_tb_n_insns(block);
    (void)id;
    for (size_t i = 0; i < count; i++) {
        struct qemu_plugin_insn *instruction = qemu_plugin_tb_get_insn(block, i);
        uint64_t address = qemu_plugin_insn_vaddr(instruction);
        if (address == begin_address)
            qemu_plugin_register_vcpu_insn_exec_cb(
                instruction, on_begin, CALLBACK_READS_NO_REGISTERS, NULL);
        else if (address == end_address)
            qemu_plugin_register_vcpu_insn_exec_cb(
                instruction, on_end, CALLBACK_READS_NO_REGISTERS, NULL);
        else if (address < skip_from || address >= skip_to)
            qemu_plugin_register_vcpu_insn_exec_inline(instruction, INLINE_ADD_U64, &executed, 1);
    }
}

static void on_exit_of_qemu(qemu_plugin_id_t id, void *data)
{
    (void)id;
    (void)data;
    fclose(out);
}

int qemu_plugin_install(qemu_plugin_id_t id, const qemu_info_t *info, int argc, char **argv)
{
    const char *path = NULL;
    (void)info;
    for (int i = 0; i < argc; i++) {
        if (!strncmp(argv[i], "begin=", 6))
            begin_address = strtoull(argv[i] + 6, NULL, 16);
        else if (!strncmp(argv[i], "end=", 4))
            end_address = strtoull(argv[i] + 4, NULL, 16);
        else if (!strncmp(argv[i], "skip=", 5)) {
            char *rest;
            skip_from = strtoull(argv[i] + 5, &rest, 16);
            skip_to = *rest == '-' ? strtoull(rest + 1, NULL, 16) : skip_from;
        } else if (!strncmp(argv[i], "out=", 4))
            path = argv[i] + 4;
    }
    out = path ? fopen(path, "w") : NULL;
    if (!out)
        return -1;
    qemu_plugin_register_vcpu_tb_trans_cb(id, on_translate);
    qemu_plugin_register_atexit_cb(id, on_exit_of_qemu, NULL);
    return 0;
}
