/* The building machine as a target: vectors come from standard input, nothing is measured. */
#include <stdio.h>
#include <stdlib.h>

#include "rig.h"

int rig_getc(void)
{
    return getchar();
}

void rig_putc(int character)
{
    putchar(character);
}

void rig_exit(int status)
{
    exit(status);
}

unsigned long rig_measure(void)
{
    rig_call();
    return 0;
}

int main(void)
{
    rig_main();
    return 0;
}
