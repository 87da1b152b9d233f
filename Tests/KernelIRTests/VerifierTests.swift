import Diagnostics
import FixedPoint
import Testing

@testable import KernelIR

/// The faults of a program, an error's without its severity and code.
func faults(_ program: KernelProgram) -> [String] {
  verify(program).diagnostics.map { String($0.description.trimmingPrefix("error[E0503]: ")) }
}

@Suite struct VerifierTests {
  @Test("A sound program with a call, a loop and a lookup has no fault")
  func soundProgram() {
    #expect(faults(lookupProgram) == [])
  }

  @Test("A local that is read before it is defined, or outside its block, is refused")
  func scope() {
    let body: [Statement] = [
      .store(y, index: 0, .local(a)),
      .repeatTimes(2, [.define(a, 1)]),
      .store(y, index: 1, .local(a)),
    ]
    #expect(
      faults(program(locals: [constant("a", 0, 1)], body))
        == [1, 3].map {
          "node \"work\" (function), statement \($0): local %a.0 is not defined here; "
            + "define it before, in this block or around it"
        })
  }

  @Test("An immutable local that gets a second value is refused")
  func secondValue() {
    let body: [Statement] = [.define(a, 1), .assign(a, 0), .define(a, 1)]
    #expect(
      faults(program(locals: [constant("a", 0, 1)], body)) == [
        "node \"work\" (function), statement 2: %a.0 is not mutable; "
          + "define a new local, or make it mutable",
        "node \"work\" (function), statement 3: %a.0 is defined already; "
          + "define it once, or assign it",
      ])
  }

  @Test("A value that may leave its local's range is named with both ranges")
  func localRange() {
    let body: [Statement] = [.define(a, x[0] + x[1])]
    #expect(
      faults(program(locals: [constant("a", -8, 7)], body)) == [
        "warning[E0503]: node \"work\" (function), statement 1: "
          + "(@x.0[0] + @x.0[1]) has the range [-16, 14], "
          + "beyond [-8, 7] of %a.0; declare the wider range, or promise the narrower one and say why"
      ])
  }

  @Test("A promised range is trusted")
  func promise() {
    let promised = Local(
      name: "a", range: IntegerRange(-8, 7), isMutable: false, promise: "one of them is zero")
    #expect(faults(program(locals: [promised], [.define(a, x[0] + x[1])])) == [])
  }

  @Test("An accumulator is trusted to its declared range, any other assignment is not")
  func accumulator() {
    let sum = variable("sum", -16, 14)
    let loop = Statement.repeatTimes(2, [.assign(a, .local(a) + x[0])])
    #expect(faults(program(locals: [sum], [.define(a, 0), loop])) == [])
    #expect(
      faults(program(locals: [sum], [.define(a, 0), .assign(a, x[0] << 2)])) == [
        "warning[E0503]: node \"work\" (function), statement 2: "
          + "(@x.0[0] << 2) has the range [-32, 28], "
          + "beyond [-16, 14] of %sum.0; declare the wider range, or promise the narrower one "
          + "and say why"
      ])
  }

  @Test("What is computed from an accumulator is trusted; what another local holds is not")
  func lastValue() {
    let locals = [variable("sum", -16, 14), constant("b", 0, 1), constant("c", 0, 1)]
    let body: [Statement] = [
      .define(a, 0), .repeatTimes(2, [.assign(a, .local(a) + x[0])]),
      .define(b, .local(a)), .define(LocalID(2), x[0]),
    ]
    #expect(
      faults(program(locals: locals, body)) == [
        "warning[E0503]: node \"work\" (function), statement 4: "
          + "@x.0[0] has the range [-8, 7], beyond [0, 1] of "
          + "%c.2; declare the wider range, or promise the narrower one and say why"
      ])
  }

  @Test("A range that no derived value lies in is an error, not only unproved")
  func disjoint() {
    #expect(
      faults(program(locals: [constant("a", 8, 9)], [.define(a, x[0])])) == [
        "node \"work\" (function), statement 1: @x.0[0] has the range [-8, 7], beyond [8, 9] of "
          + "%a.0; declare the wider range, or promise the narrower one and say why"
      ])
  }

  @Test("A lookup has the range of the entries that its index reaches")
  func reachedEntries() {
    let table = ConstantTable(name: "t", element: .int16, values: [9000, 1, 5, 9000], note: "")
    let index = Expression.add(.and(.maximum(x[0], 0), 1), 1)
    let body: [Statement] = [.store(y, index: 0, .load(.table(TableID(0)), index: index))]
    #expect(faults(program(tables: [table], body)) == [])
  }

  @Test("The linear form proves what intervals alone cannot: (a + b) + (a - b) = 2 a")
  func linearForm() {
    let locals = [
      constant("a", -8, 7), constant("b", -8, 7), constant("sum", -16, 14),
      constant("difference", -15, 15), constant("twice", -16, 14),
    ]
    let body: [Statement] = [
      .define(a, x[0]), .define(b, x[1]),
      .define(LocalID(2), .local(a) + .local(b)), .define(LocalID(3), .local(a) - .local(b)),
      .define(LocalID(4), .local(LocalID(2)) + .local(LocalID(3))),
    ]
    #expect(faults(program(locals: locals, body)) == [])
  }

  @Test("A condition narrows what it compares: an absolute value, a clamp by selection, a branch")
  func narrowing() {
    let locals = [constant("a", -8, 7), constant("b", 0, 8)]
    let body: [Statement] = [
      .define(a, x[0]),
      .define(
        b,
        .select(Condition(.local(a), .less, 0), .negate(.local(a)), otherwise: .local(a))),
      .branch(
        Condition(.local(a), .greaterOrEqual, 0),
        then: [.store(y, index: 0, .and(.local(a), 3))], otherwise: []),
    ]
    #expect(faults(program(locals: locals, body)) == [])
  }

  @Test("A partial result beyond 32 bits is refused even where the whole would fit")
  func partialResult() {
    let body: [Statement] = [.store(y, index: 0, (x[0] << 29) >> 29)]
    #expect(
      faults(program(body)) == [
        "node \"work\" (function), statement 1: (@x.0[0] << 29) has the range "
          + "[-4294967296, 3758096384], beyond 32 bits signed; "
          + "narrow its operands, or use two words"
      ])
  }

  @Test("A shift amount out of range and a mask of a negative value are refused")
  func shiftsAndMasks() {
    let body: [Statement] = [
      .store(y, index: 0, .shiftRightBy(x[0], x[1])), .store(y, index: 0, .and(x[0], 3)),
    ]
    #expect(
      faults(program(body)) == [
        "node \"work\" (function), statement 1: it shifts by @x.0[1], whose range is [-8, 7]; "
          + "shift by 0 to 31 bits",
        "node \"work\" (function), statement 2: @x.0[0] in a bitwise and has the range [-8, 7]; "
          + "mask values that are not negative",
      ])
  }

  @Test(
    "A store that may leave the memory's range is named; one to the input or outside is refused")
  func stores() {
    let body: [Statement] = [
      .store(y, index: 0, x[0] << 8), .store(x, index: 0, 1), .store(y, index: 2, 1),
    ]
    #expect(
      faults(program(body)) == [
        "warning[E0503]: node \"work\" (function), statement 1: "
          + "it stores (@x.0[0] << 8) of range [-2048, 1792] "
          + "to @y.2 of range [-1000, 1000]; declare the wider range, or narrow the value",
        "node \"work\" (function), statement 2: it stores to @x.0, in read-only memory; "
          + "store to an output",
        "node \"work\" (function), statement 3: index 2 of @y.2 has the range [2, 2], "
          + "beyond its 2 elements; bound the index",
      ])
  }

  @Test("An element that accumulates is trusted to its memory's range")
  func memoryAccumulator() {
    #expect(faults(program([.store(s, index: 0, s[0] + x[0])])) == [])
  }

  @Test("A pointer to another element type, kind of memory or range is refused")
  func pointers() {
    let pointers = [
      Pointer(name: "p", element: .int16, memory: .writableRAM, range: IntegerRange(-8, 6))
    ]
    let body: [Statement] = [
      .point(p, Address(x)), .store(y, index: 0, .element(p)), .advance(q, 1),
    ]
    #expect(
      faults(program(pointers: pointers, body)) == [
        "node \"work\" (function), statement 1: @x.0 holds int8, but *p.0 points to int16; "
          + "use one element type",
        "node \"work\" (function), statement 1: @x.0 is in read-only memory, but *p.0 points to "
          + "writable memory; use one kind of memory",
        "warning[E0503]: node \"work\" (function), statement 1: "
          + "@x.0 of range [-8, 7] is read through *p.0 of "
          + "range [-8, 6]; declare the pointer's wider range",
        "node \"work\" (function), statement 3: pointer 1 does not exist; "
          + "point it before, in this block or around it",
      ])
  }

  @Test("What is written through a pointer must fit the memory that it points to")
  func writtenThroughPointer() {
    let pointers = [
      Pointer(name: "p", element: .int32, memory: .writableRAM, range: IntegerRange(-200, 200))
    ]
    let body: [Statement] = [.point(p, Address(s)), .store(.pointer(p), index: 0, 150)]
    #expect(
      faults(program(pointers: pointers, body)) == [
        "warning[E0503]: node \"work\" (function), statement 1: "
          + "@s.1 of range [-100, 100] is written through "
          + "*p.0 of range [-200, 200]; declare the memory's wider range"
      ])
  }
}

@Suite struct ProgramRuleTests {
  @Test("A call with too wide a value, too few arguments or to itself is refused")
  func calls() {
    var wide = lookupProgram
    wide.functions[2].body = [
      .call(
        FunctionID(0),
        [.value(4), .address(Address(x)), .address(Address(.buffer(BufferID(1))))]),
      .call(FunctionID(0), []), .call(FunctionID(2), []),
    ]
    #expect(
      faults(wide) == [
        "node \"run\" (function), statement 1: 4 of range [4, 4] is given for parameter \"bias\" "
          + "of range [-8, 3]; declare the parameter's wider range",
        "node \"run\" (function), statement 2: it gives !gather.0 0 arguments for 3 parameters; "
          + "give one for each",
        "node \"run\" (function), statement 3: it calls function 2, which does not stand before "
          + "it; call earlier functions only",
      ])
  }

  @Test("A table value beyond its type, and an empty table, are refused")
  func tables() {
    let tables = [
      ConstantTable(name: "t", element: .int8, values: [1, 128], note: ""),
      ConstantTable(name: "none", element: .int8, values: [], note: ""),
    ]
    #expect(
      faults(program(tables: tables, [])) == [
        "node \"t\" (table): value 128 at 1 does not fit int8; use a wider element type",
        "node \"none\" (table): it is empty; leave it out",
      ])
  }

  @Test("Scratch that is too small or not aligned is refused")
  func scratch() {
    var broken = program(scratch: 8, [])
    broken.buffers[1].placement = .arena(offset: 2)
    #expect(
      faults(broken) == [
        "node \"s\" (buffer): its bytes 2..<10 leave the 8 of scratch; "
          + "place it inside, or make scratch larger",
        "node \"s\" (buffer): offset 2 is not aligned for int32; use a multiple of 4",
      ])
  }

  @Test("An entry that is missing, or computes, is refused")
  func entry() {
    var missing = lookupProgram
    missing.entry = FunctionID(9)
    #expect(
      faults(missing) == [
        "node \"lookup\" (program): entry 9 is none of its 3 functions; "
          + "name the last function as entry"
      ])
    var computing = program([])
    computing.functions[1].body = [.store(y, index: 0, 1)]
    #expect(
      faults(computing) == [
        "node \"run\" (function): the entry does more than call; let it only call functions, in loops at most"
      ])
  }

  @Test("A loop that never runs, and a count that may be negative or changes, are refused")
  func loops() {
    let body: [Statement] = [
      .repeatTimes(0, []), .define(a, x[0]), .repeatLocal(a, [.assign(a, 1)]),
    ]
    #expect(
      faults(program(locals: [variable("a", -8, 7)], body)) == [
        "node \"work\" (function), statement 1: it repeats 0 times; repeat at least once",
        "node \"work\" (function), statement 3: it repeats %a.0 times, whose range is [-8, 7]; "
          + "repeat a local that is not negative",
        "node \"work\" (function), statement 3: the body changes the count %a.0; "
          + "count with another local",
      ])
  }

  @Test("A broken program's list ends at a hundred faults")
  func limit() {
    let body = (0..<300).map { Statement.store(y, index: .constant($0 + 2), 0) }
    #expect(verify(program(body)).diagnostics.count == 100)
  }
}
