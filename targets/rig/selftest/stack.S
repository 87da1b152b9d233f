/* Uses exactly 48 bytes of stack; AVR: 16 and the 2 of each return address. */
        .text
        .globl  measured
#if defined __riscv
measured:
        addi    sp, sp, -48
        sw      zero, 0(sp)
        addi    sp, sp, 48
        ret
#elif defined __arm__
        .syntax unified
        .thumb
        .thumb_func
measured:
        sub     sp, #48
        str     r0, [sp]
        add     sp, #48
        bx      lr
#else
measured:
        .rept 16
        push    r1
        .endr
        .rept 16
        pop     r0
        .endr
        ret
#endif
