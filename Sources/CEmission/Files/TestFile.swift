import CSyntax
import FixedPoint

/// test_NAME.c: a cmocka test that holds the C to the interpreter's golden vectors.
struct TestFile {
  let context: EmissionContext
  let interface: PublicInterface

  private var example: CallExample { CallExample(context: context, interface: interface) }
  private var vectors: [GoldenVector] { context.options.vectors }

  var file: CFile {
    CFile(
      [
        .comment([
          "Holds \(context.name).c to \(vectors.count) golden vectors of the interpreter.",
          "Needs cmocka: cc test_\(context.name).c \(context.name).c -lcmocka",
        ])
      ]
        + ["stdarg.h", "stddef.h", "setjmp.h", "stdint.h", "cmocka.h"].map {
          .include($0, isSystem: true)
        }
        + [.blank, .include("\(context.name).h", isSystem: false), .blank]
        + (interface.outputs.map { example.results($0) } + [example.scratch] + example.state)
        .map { .variable($0) } + [.blank, .function(spoil)]
        + example.pusher([.expression(.call("spoil_scratch", [.integer(-1)]))])
        + sequences.flatMap(sequence) + [.blank, .function(main)])
  }

  /// The code must not depend on what the scratch memory holds.
  private var spoil: CFunction {
    let words = CExpression.cast(
      .named("int32_t"),
      .binary(
        .name("(\(context.macroPrefix)_SCRATCH_BYTES >> 2)"), .add, .integer(1)))
    return CFunction(
      isStatic: true, result: .void, name: "spoil_scratch",
      parameters: [CParameter(.named("int32_t"), "pattern")],
      body: [
        .countUp(
          .named("int32_t"), "index", below: words,
          [.assign(.index(.name("scratch"), .name("index")), .set, .name("pattern"), note: nil)])
      ])
  }

  /// Vectors that one test runs: one from a reset state, and those that carry its state on.
  private var sequences: [Range<Int>] {
    let starts = vectors.indices.filter { $0 == 0 || !vectors[$0].continues }
    return zip(starts, starts.dropFirst() + [vectors.count]).map { $0..<$1 }
  }

  private func testName(_ sequence: Range<Int>) -> String {
    sequence.count == 1
      ? "vector_\(sequence.lowerBound)_gives_the_same_bits"
      : "vectors_\(sequence.lowerBound)_to_\(sequence.upperBound - 1)_in_a_row_give_the_same_bits"
  }

  private func array(_ index: Int, _ port: PublicInterface.Port) -> String {
    "vector_\(index)_\(port.identifier)"
  }

  private func sequence(_ indices: Range<Int>) -> [CItem] {
    [.blank] + indices.flatMap(arrays) + [.blank, .function(test(indices))]
  }

  private func arrays(_ index: Int) -> [CItem] {
    let vector = vectors[index]
    let arrays =
      zip(interface.inputs, vector.inputs).map { ($0, $1) }
      + zip(interface.outputs, vector.outputs).map { ($0, $1) }
    return arrays.map { port, values in
      .variable(example.values(values, of: port, named: array(index, port)))
    }
  }

  private func test(_ indices: Range<Int>) -> CFunction {
    CFunction(
      isStatic: true, result: .void, name: testName(indices),
      parameters: [CParameter(.pointer(to: .pointer(to: .void)), "state")],
      body: [.expression(.cast(.void, .name("state")))] + example.reset + indices.flatMap(step))
  }

  private func step(_ index: Int) -> [CStatement] {
    [
      .expression(.call("spoil_scratch", [.integer(index.isMultiple(of: 2) ? -1 : index)])),
      run(index),
    ] + interface.outputs.map { comparison(index, $0) }
  }

  private func run(_ index: Int) -> CStatement {
    let call = example.run { array(index, $0) }
    return .expression(
      interface.rows == nil ? call : .call("assert_int_equal", [call, .integer(1)]))
  }

  private func comparison(_ index: Int, _ port: PublicInterface.Port) -> CStatement {
    let place = CExpression.name("index")
    return example.forEach(
      port,
      [
        .expression(
          .call(
            "assert_int_equal",
            [
              .index(.name(port.identifier), place), .index(.name(array(index, port)), place),
            ]))
      ])
  }

  private var main: CFunction {
    let tests = sequences.map {
      CExpression.call("cmocka_unit_test", [.name(testName($0))])
    }
    let list = CVariable(
      .const(.named("struct CMUnitTest")), "tests", count: .integer(tests.count),
      initial: .list(tests))
    return CFunction(
      isStatic: false, result: .int, name: "main", parameters: [],
      body: [
        .declare(list, note: nil),
        .returnValue(
          .call("cmocka_run_group_tests", [.name("tests"), .name("NULL"), .name("NULL")])),
      ])
  }
}
