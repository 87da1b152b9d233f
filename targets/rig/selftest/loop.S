/* Loops that can be counted by hand.
 * RISC-V: li 1 + 1000 x (addi, bnez) + ret 1       = 2002 instructions
 * Arm:    ldr 1 + 1000 x (subs, bne) + bx 1        = 2002 instructions
 * AVR:    ldi 1 + 250 x (dec, brne) + clr 1 + ret 1 = 503 instructions,
 *         1 + 250*1 + 249*2 + 1 + 1 + 4             = 755 cycles */
        .text
        .globl  measured
#if defined __riscv
measured:
        li      a0, 1000
1:      addi    a0, a0, -1
        bnez    a0, 1b
        ret
#elif defined __arm__
        .syntax unified
        .thumb
        .thumb_func
measured:
        ldr     r0, =1000
1:      subs    r0, #1
        bne     1b
        bx      lr
        .ltorg
#else
measured:
        ldi     r24, 250
1:      dec     r24
        brne    1b
        clr     r25
        ret
#endif
