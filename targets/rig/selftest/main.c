/* Measures `measured` twice and prints the stack bytes of each call in hexadecimal. */
#include "rig.h"

void measured(void);

void rig_call(void)
{
    measured();
}

void rig_main(void)
{
    for (int turn = 0; turn < 2; turn++) {
        unsigned long stack = rig_measure();
        rig_putc('V');
        rig_putc(' ');
        for (int shift = 28; shift >= 0; shift -= 4)
            rig_putc("0123456789abcdef"[stack >> shift & 15]);
        rig_putc('\n');
    }
    rig_exit(0);
}
