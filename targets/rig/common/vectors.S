/* The test vectors, byte for byte, in a region of their own: they are no part of the program. */
        .section .rig_vectors,"a"
        .globl  rig_vectors, rig_vectors_end
rig_vectors:
        .incbin "vectors.bin"
rig_vectors_end:
        .byte   0               /* the section exists even without vectors */
