/* Start-up code for QEMU's RISC-V virt board: UART at 0x10000000, test finisher at 0x100000.
 * It uses registers x0 to x15 only and is therefore valid RV32E. */
        .equ    UART, 0x10000000
        .equ    FINISHER, 0x100000
        .equ    PAINT, 0xa5a5a5a5
        .equ    TRAP_STATUS, 99

        .section .init,"ax"
        .globl  _start
_start: .option push
        .option norelax
        la      gp, __global_pointer$
        .option pop
        la      sp, __stack_top
        la      t0, trap
        csrw    mtvec, t0
        la      a0, __bss_start
        la      a1, __bss_end
1:      bgeu    a0, a1, 2f
        sw      zero, 0(a0)
        addi    a0, a0, 4
        j       1b
2:      call    rig_main
        li      a0, 0

/* The finisher takes 0x5555 for success, 0x3333 with the status above for failure. */
        .globl  rig_exit
rig_exit:
        li      a1, FINISHER
        li      a2, 0x5555
        beqz    a0, 1f
        slli    a0, a0, 16
        li      a2, 0x3333
        or      a2, a2, a0
1:      sw      a2, 0(a1)
        j       .

        .balign 4
trap:   li      a0, TRAP_STATUS         /* for example an illegal instruction */
        j       rig_exit

        .text
        .globl  rig_putc
rig_putc:
        li      a1, UART
        sb      a0, 0(a1)
        ret

/* Paints the free stack, calls, and looks for the lowest word that lost its paint. */
        .globl  rig_measure, rig_begin, rig_end
rig_measure:
        addi    sp, sp, -16
        sw      ra, 12(sp)
        li      a2, PAINT
        la      a1, __stack_limit
1:      bgeu    a1, sp, rig_begin
        sw      a2, 0(a1)
        addi    a1, a1, 4
        j       1b
rig_begin:
        jal     ra, rig_call
rig_end:
        la      a1, __stack_limit
        li      a2, PAINT
2:      lw      a3, 0(a1)
        bne     a3, a2, 3f
        addi    a1, a1, 4
        bltu    a1, sp, 2b
3:      sub     a0, sp, a1
        lw      ra, 12(sp)
        addi    sp, sp, 16
        ret
