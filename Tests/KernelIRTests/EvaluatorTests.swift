import Diagnostics
import FixedPoint
import TestSupport
import Testing

@testable import KernelIR

/// The outputs of a run, or the text of its fault.
func outcome(_ program: KernelProgram, _ inputs: [[Int]]) -> Result<[[Int]], DiagnosticList> {
  Result { () throws(DiagnosticList) in try KernelEvaluator(program).run(inputs: inputs) }
}

/// The text of a run's fault, without what is always the same; nil where it had none.
func runFault(_ program: KernelProgram, _ inputs: [[Int]] = [[0, 0]]) -> String? {
  guard case .failure(let list) = outcome(program, inputs) else { return nil }
  return String(
    list.description.trimmingPrefix("error[E0503]: node \"work\" (function), while it ran: ")
  ).replacing("; report the network and this input", with: "")
}

@Suite struct EvaluatorTests {
  @Test("A program with a call, a loop, scratch and a lookup gives the formula's value everywhere")
  func lookup() {
    let levels = lookupProgram.tables[0].values
    var generator = SplitMix(seed: 5)
    for _ in 0..<500 {
      let x = (0..<4).map { _ in Int.random(in: -8...7, using: &generator) }
      let expected = levels[(3 + x.reduce(0, +) + 40) >> 3]
      #expect(outcome(lookupProgram, [x]) == .success([[expected]]), "seed 5, \(x)")
    }
  }

  @Test("Every operator has its defined value")
  func operators() {
    let values: [(Expression, Int)] = [
      (x[0] + x[1], -2), (x[0] - x[1], -8), (.negate(x[0]), 5), (x[0] << 3, -40),
      (.shiftLeftBy(x[0], x[1]), -40), (x[0] >> 1, -3), (.shiftRightBy(x[0], x[1]), -1),
      (.and(x[1], 6), 2), (.minimum(x[0], x[1]), -5), (.maximum(x[0], x[1]), 3),
      (.select(Condition(x[0], .less, x[1]), 7, otherwise: 9), 7),
    ]
    for (expression, expected) in values {
      let body: [Statement] = [.store(y, index: 0, expression), .store(y, index: 1, 0)]
      #expect(
        outcome(program(body), [[-5, 3]]) == .success([[expected, 0]]), "\(expression)")
    }
  }

  @Test("Every comparison holds exactly where it should", arguments: -1...1)
  func comparisons(difference: Int) {
    for comparison in Condition.Comparison.allCases {
      let holds =
        switch comparison {
        case .equal: difference == 0
        case .notEqual: difference != 0
        case .less: difference < 0
        case .lessOrEqual: difference <= 0
        case .greater: difference > 0
        case .greaterOrEqual: difference >= 0
        }
      let body: [Statement] = [
        .branch(
          Condition(x[0], comparison, 2), then: [.store(y, index: 0, 1)],
          otherwise: [.store(y, index: 0, 0)]),
        .store(y, index: 1, 0),
      ]
      #expect(
        outcome(program(body), [[2 + difference, 0]]) == .success([[holds ? 1 : 0, 0]]))
    }
  }

  @Test("Loops over a count of zero, and until a pointer reaches another")
  func loops() {
    let pointers = ["p", "end"].map {
      Pointer(name: $0, element: .int8, memory: .readOnlyRAM, range: IntegerRange(-8, 7))
    }
    let sum = variable("sum", -100, 100)
    let body: [Statement] = [
      .define(a, 0), .point(p, Address(x)), .point(q, Address(x, offset: 2)),
      .repeatUntil(p, reaches: q, [.assign(a, .local(a) + .element(p)), .advance(p, 1)]),
      .store(y, index: 0, .local(a)),
      .repoint(p, Address(x)), .define(b, .maximum(.element(p), 0)),
      .repeatLocal(b, [.assign(a, .local(a) - 1)]), .store(y, index: 1, .local(a)),
    ]
    let walk = program(locals: [sum, constant("count", 0, 7)], pointers: pointers, body)
    #expect(faults(walk) == [])
    #expect(outcome(walk, [[-3, 5]]) == .success([[2, 2]]))
    #expect(outcome(walk, [[4, 5]]) == .success([[9, 5]]))
  }

  @Test(
    "Reading scratch that another buffer overwrote is found, also where the bytes overlap in part")
  func overwritten() {
    var clash = program([
      .store(s, index: 0, 1), .store(.buffer(BufferID(3)), index: 1, 7),
      .store(y, index: 0, s[0]),
    ])
    clash.buffers.append(
      Buffer(
        name: "late", element: .int16, count: 2, placement: .arena(offset: 0),
        range: IntegerRange(0, 9)))
    #expect(runFault(clash) == "element 0 of @s.1 was overwritten by @late.3")
  }

  @Test("Reading what was never written, and an output left unwritten, are found")
  func unwritten() {
    #expect(
      runFault(program([.store(y, index: 0, s[1])])) == "element 1 of @s.1 was never written")
    #expect(
      outcome(program([.store(y, index: 0, 1)]), [[0, 0]])
        == .failure(
          Diagnostic(
            .invalidKernel, at: .node(name: "run", operator: "function", detail: "while it ran"),
            cause: "element 1 of @y.2 was never written",
            remedy: "report the network and this input"
          ).alone))
  }

  @Test("An accumulator that breaks its trusted range is found")
  func brokenAccumulator() {
    let body: [Statement] = [
      .define(a, 0), .repeatTimes(3, [.assign(a, .local(a) + x[0])]),
    ]
    let accumulate = program(locals: [variable("a", -16, 14)], body)
    #expect(faults(accumulate) == [])
    #expect(runFault(accumulate, [[7, 0]]) == "21 is outside the range [-16, 14] of %a.0")
  }

  @Test("Each promise broken at run time is found")
  func brokenPromises() {
    let reader = Pointer(
      name: "p", element: .int8, memory: .readOnlyRAM, range: IntegerRange(-8, 7))
    func fault(_ body: [Statement]) -> String? {
      runFault(program(pointers: [reader], body), [[7, -8]])
    }
    #expect(
      fault([.store(y, index: x[0], 1)]) == "element 7 of @y.2 does not exist; it has 2")
    #expect(
      fault([.store(y, index: 0, x[0] << 9)])
        == "3584 stored to @y.2 is outside its range [-1000, 1000]")
    #expect(
      fault([.store(y, index: 0, (x[0] << 30) >> 30)])
        == "7516192768 is outside the range [-2147483648, 2147483647] of (@x.0[0] << 30)")
    #expect(fault([.store(y, index: 0, .shiftRightBy(1, x[1]))]) == "it shifts by -8 bits")
    #expect(
      fault([.store(y, index: 0, .and(x[1], 1))])
        == "-8 is outside the range [0, 2147483647] of @x.0[1]")
    #expect(fault([.store(x, index: 0, 1)]) == "@x.0 is written, but may only be read")
    #expect(fault([.store(y, index: 0, .element(p))]) == "*p.0 points nowhere")
    #expect(
      fault([.point(p, Address(x)), .advance(p, -1), .store(y, index: 0, .element(p))])
        == "element -1 of @x.0 does not exist; it has 2")
  }

  @Test("Inputs of another count, length or range are refused")
  func inputs() {
    let whole = program([.store(y, index: 0, 1), .store(y, index: 1, 1)])
    let refusals: [([[Int]], String, String)] = [
      ([], "one", "0 inputs are given for 1"),
      ([[1]], "x", "1 elements are given for 2"),
      ([[1, 9]], "x", "element 9 is outside its range [-8, 7]"),
    ]
    for (inputs, name, cause) in refusals {
      #expect(
        outcome(whole, inputs)
          == .failure(
            Diagnostic(
              .badArray, at: .tensor(name), cause: cause, remedy: "give what the network takes"
            ).alone))
    }
  }

  @Test("Negative and wide elements come back from memory as they were stored")
  func encoding() {
    for type in IntegerType.allCases where type.bits <= 32 {
      let values = [type.range.lower, min(type.range.upper, IntegerType.int32.range.upper)]
      var copy = program([])
      copy.buffers[2] = Buffer(
        name: "y", element: type, count: 2, placement: .output(0), range: type.range)
      copy.functions[0].body = values.enumerated().map { index, value in
        .store(y, index: .constant(index), .constant(value))
      }
      #expect(outcome(copy, [[0, 0]]) == .success([values]), "\(type)")
    }
  }
}
