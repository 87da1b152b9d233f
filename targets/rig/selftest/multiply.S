/* One multiplication of RISC-V's M extension: a core without it must trap (status 99). */
        .text
        .globl  measured
measured:
        .word   0x02b50533      /* mul a0, a0, a1 */
        ret
