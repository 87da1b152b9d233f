import FixedPoint
import Interpreter
import NetworkIR
import Testing

@Suite("Requantisation A12 to A16")
struct RequantizeTests {
  private let wide = IntegerRange(-70, 70)

  private func results(_ function: RequantizeFunction) throws -> [Int] {
    let elements = Array(wide.lower...wide.upper)
    let kind = OperatorKind.requantize(Requantize(functions: [function]))
    return try run(kind, Example([elements.count], wide, elements))[0]
  }

  @Test("A12: a shift rounds the exact quotient, then clamps", arguments: Rounding.allCases)
  func shift(rounding: Rounding) throws {
    for bits in 0...5 {
      let clamp = IntegerRange(-3, 9)
      let found = try results(.shift(bits: bits, rounding: rounding, clamp: clamp))
      for (x, y) in zip(wide.lower...wide.upper, found) {
        let quotient = Int((Rational(x) / Rational(1 << bits)).rounded(rounding))
        #expect(y == min(max(quotient, -3), 9), "\(x) / 2^\(bits)")
      }
    }
  }

  @Test("A13: a table's ends serve all indices beyond them")
  func table() throws {
    let found = try results(.table(LookupTable(first: -1, entries: [7, -5, 3])))
    #expect(found[wide.upper - 2] == 7)  // x = -2
    #expect(found[69...71] == [7, -5, 3])  // x = -1, 0, 1
    #expect(found[72] == 3 && found[140] == 3 && found[0] == 7)
  }

  @Test("A14: the table is read at the floor of the shifted value")
  func shiftThenTable() throws {
    let found = try results(.shiftThenTable(bits: 2, LookupTable(first: -1, entries: [7, -5, 3])))
    // x = -5 … -4 → -2, below the table; -4 … -1 → -1; 0 … 3 → 0; 4 … 7 → 1.
    #expect(found[65...78] == [7, 7, 7, 7, 7, -5, -5, -5, -5, 3, 3, 3, 3, 3])
  }

  @Test("A15: a step begins at its threshold")
  func steps() throws {
    let found = try results(.steps(StepFunction(thresholds: [-2, 0, 3], values: [4, -1, 8, 0])))
    #expect(found[67...74] == [4, -1, -1, 8, 8, 8, 0, 0])
  }

  @Test("A16: a chain is the clamped floor of the exact line", arguments: [-21, -1, 0, 5, 1000])
  func chain(multiplier: Int) throws {
    for bits in [0, 1, 6] {
      let chain = ShiftAddChain(
        multiplier: Weight(multiplier), addend: 37, bits: bits, clamp: IntegerRange(-128, 127))
      for (x, y) in zip(wide.lower...wide.upper, try results(.chain(chain))) {
        let exact = (Rational(x * multiplier + 37) / Rational(1 << bits)).rounded(.floor)
        #expect(y == min(max(Int(exact), -128), 127), "\(x)")
      }
    }
  }

  @Test("along an axis, each index has its own function")
  func perChannel() throws {
    let functions: [RequantizeFunction] = [
      .table(LookupTable(first: 0, entries: [0, 1, 2])),
      .table(LookupTable(first: 0, entries: [10, 20, 30])),
    ]
    let kind = OperatorKind.requantize(Requantize(axis: 1, functions: functions))
    let y = try run(kind, Example([2, 2, 2], [0, 1, 0, 1, 2, 1, 2, 1]))
    #expect(y == [[0, 1, 10, 20, 2, 1, 30, 20]])
  }
}
