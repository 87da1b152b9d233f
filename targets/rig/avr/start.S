; Start-up code for AVR in simavr. No interrupt is used, so there is no vector table.
; simavr/avrcount.c recognises rig_getc, rig_putc and rig_exit by their addresses and measures the
; stack by watching its pointer.
        .section .vectors,"ax",@progbits
        .globl  __vectors
__vectors:
        clr     r1
        ldi     r28, lo8(RIG_RAMEND)
        ldi     r29, hi8(RIG_RAMEND)
        out     0x3e, r29
        out     0x3d, r28
        ldi     r26, lo8(__data_start)
        ldi     r27, hi8(__data_start)
        ldi     r30, lo8(__data_load_start)
        ldi     r31, hi8(__data_load_start)
#ifdef __AVR_HAVE_RAMPZ__
        ldi     r16, hh8(__data_load_start)
        out     0x3b, r16
#endif
        ldi     r18, lo8(__data_end)
        ldi     r19, hi8(__data_end)
1:      cp      r26, r18
        cpc     r27, r19
        breq    2f
#ifdef __AVR_HAVE_ELPMX__
        elpm    r0, Z+
#else
        lpm     r0, Z+
#endif
        st      X+, r0
        rjmp    1b
2:      ldi     r18, lo8(__bss_end)             ; .bss follows .data
        ldi     r19, hi8(__bss_end)
3:      cp      r26, r18
        cpc     r27, r19
        brsh    4f
        st      X+, r1
        rjmp    3b
4:      call    rig_main
        clr     r24
        .globl  rig_exit
rig_exit:
        rjmp    rig_exit

        .globl  rig_getc, rig_putc
rig_getc:
        ret
rig_putc:
        ret

        .globl  rig_measure, rig_begin, rig_end
rig_measure:
rig_begin:
        call    rig_call
rig_end:
        clr     r22                             ; the stack is measured from outside
        clr     r23
        clr     r24
        clr     r25
        ret
