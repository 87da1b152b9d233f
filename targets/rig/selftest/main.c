/* Measures `measured` twice and prints the stack of each call, as a test of a network does. */
#include "rig.h"

void measured(void);

void rig_call(void)
{
    measured();
}

static void print(const char *text)
{
    while (*text)
        rig_putc(*text++);
}

void rig_main(void)
{
    for (int turn = 0; turn < 2; turn++) {
        unsigned long stack = rig_measure();
        print("V 00 S ");
        for (int shift = 28; shift >= 0; shift -= 4)
            rig_putc("0123456789abcdef"[stack >> shift & 15]);
        rig_putc('\n');
    }
    rig_exit(0);
}
