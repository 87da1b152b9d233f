/* Start-up code for Cortex-M in QEMU's mps2 boards. Console and exit go through semihosting.
 * It uses Thumb-1 only and is therefore valid ARMv6-M. */
        .syntax unified
        .thumb
        .equ    TRAP_STATUS, 99
        .equ    CONFIGURATION_CONTROL, 0xe000ed14
        .equ    TRAP_UNALIGNED, 1 << 3
        .equ    PAINT, 0xa5a5a5a5
        .equ    SYS_WRITEC, 0x03
        .equ    SYS_EXIT_EXTENDED, 0x20
        .equ    APPLICATION_EXIT, 0x20026

        .section .vectors,"a"
        .word   __stack_top
        .word   reset + 1
        .rept   14
        .word   fault + 1
        .endr

        .text
        .globl  reset
        .thumb_func
reset:  ldr     r0, =CONFIGURATION_CONTROL
        ldr     r1, [r0]
        movs    r2, #TRAP_UNALIGNED
        orrs    r1, r2
        str     r1, [r0]
        ldr     r0, =__data_load
        ldr     r1, =__data_start
        ldr     r2, =__data_end
1:      cmp     r1, r2
        bhs     2f
        ldr     r3, [r0]
        str     r3, [r1]
        adds    r0, #4
        adds    r1, #4
        b       1b
2:      ldr     r1, =__bss_start
        ldr     r2, =__bss_end
        movs    r3, #0
3:      cmp     r1, r2
        bhs     4f
        str     r3, [r1]
        adds    r1, #4
        b       3b
4:      bl      rig_main
        movs    r0, #0
        b       rig_exit

        .thumb_func
fault:  movs    r0, #TRAP_STATUS        /* for example an undefined instruction */
        .globl  rig_exit
        .thumb_func
rig_exit:
        ldr     r1, =exit_block
        str     r0, [r1, #4]
        ldr     r0, =APPLICATION_EXIT
        str     r0, [r1]
        movs    r0, #SYS_EXIT_EXTENDED
        bkpt    0xab
        b       .
        .ltorg

        .globl  rig_putc
        .thumb_func
rig_putc:
        ldr     r1, =char_block
        strb    r0, [r1]
        movs    r0, #SYS_WRITEC
        bkpt    0xab
        bx      lr
        .ltorg

/* Paints the free stack, calls, and looks for the lowest word that lost its paint. */
        .globl  rig_measure, rig_begin, rig_end
        .thumb_func
rig_measure:
        push    {r4, lr}
        ldr     r1, =__stack_limit
        ldr     r2, =PAINT
        mov     r3, sp
1:      cmp     r1, r3
        bhs     rig_begin
        str     r2, [r1]
        adds    r1, #4
        b       1b
rig_begin:
        bl      rig_call
rig_end:
        ldr     r1, =__stack_limit
        ldr     r2, =PAINT
        mov     r0, sp
2:      ldr     r3, [r1]
        cmp     r3, r2
        bne     3f
        adds    r1, #4
        cmp     r1, r0
        blo     2b
3:      subs    r0, r0, r1
        pop     {r4, pc}
        .ltorg

        .bss
        .balign 4
exit_block: .space 8
char_block: .space 4
