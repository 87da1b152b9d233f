/* What start-up code offers to a test program, the same on every target.
 *
 * A test program defines rig_main and rig_call. rig_measure calls rig_call once; what is counted
 * runs from the first instruction that rig_call calls into to the last: the instructions of
 * rig_call itself, which only loads arguments, are left out by their addresses. */
#ifndef RIG_H
#define RIG_H

/* The next byte of the test vectors, or -1 after the last. */
int rig_getc(void);

/* Writes one character to the console. */
void rig_putc(int character);

/* Ends the program. Status 99 is reserved for a trap or fault. */
__attribute__((noreturn)) void rig_exit(int status);

/* Calls rig_call and returns the bytes of stack that it used, 0 where that is not measured. */
unsigned long rig_measure(void);

void rig_main(void);
void rig_call(void);

#endif
