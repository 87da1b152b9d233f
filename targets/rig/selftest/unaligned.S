/* One unaligned load, which ARMv6-M does not have: it must trap (status 99). */
        .syntax unified
        .thumb
        .text
        .globl  measured
        .thumb_func
measured:
        ldr     r0, =0x20000001
        ldr     r0, [r0]
        bx      lr
        .ltorg
