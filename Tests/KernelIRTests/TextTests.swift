import Testing

@testable import KernelIR

@Suite struct TextTests {
  @Test("A program's text shows its memory, tables, ranges and every step")
  func programText() {
    #expect(
      lookupProgram.text == """
        program lookup, entry !run.2, scratch 4 bytes
        buffer @x.0: int8[4] in [-8, 7], input 0
        buffer @h.1: int16[1] in [-40, 31], scratch at 2
        buffer @y.2: uint8[1] in [0, 200], output 0
        table #levels.0: uint8 = 0 10 20 30 40 50 60 70 200
        function !gather.0(%bias.0, *x.0, *y.1)
          local %bias.0 in [-8, 3]
          local %sum.1 in [-40, 31], mutable
          pointer *x.0 to int8 in [-8, 7], read-only memory
          pointer *y.1 to int16 in [-40, 31], writable memory
          let %sum.1 = %bias.0
          repeat 4
            %sum.1 = (%sum.1 + *x.0[0])
            *x.0 += 1
          *y.1[0] = %sum.1
        function !squash.1()
          local %eighth.0 in [0, 8]
          let %eighth.0 = ((@h.1[0] + 40) >> 3)
          @y.2[0] = #levels.0[%eighth.0]
        function !run.2()
          !gather.0(3, &@x.0, &@h.1)
          // then the table
          !squash.1()

        """)
  }

  @Test("A branch and a loop over a count are indented")
  func control() {
    let body: [Statement] = [
      .define(a, 2),
      .repeatLocal(
        a,
        [
          .branch(
            Condition(x[0], .less, 0), then: [.store(y, index: 0, .negate(x[0]))],
            otherwise: [.store(y, index: 0, .shiftRightBy(x[0], 1))])
        ]),
    ]
    #expect(
      program(locals: [constant("a", 0, 2)], body).text.contains(
        """
          let %a.0 = 2
          repeat %a.0
            if @x.0[0] < 0
              @y.2[0] = neg(@x.0[0])
            else
              @y.2[0] = shr(@x.0[0], 1)

        """))
  }
}
