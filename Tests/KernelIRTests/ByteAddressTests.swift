import FixedPoint
import TestSupport
import Testing

@testable import KernelIR

/// y0 = s[byte / 4 + more], where s0 and s1 are 10 and 20.
private func reading(_ byte: Expression, size: Int = 4, more: Int = 0) -> KernelProgram {
  let index = Expression.constant(more) + .elementAt(byte: byte, size: size)
  return program([
    .store(s, index: 0, 10), .store(s, index: 1, 20),
    .store(y, index: 0, .load(s, index: index)), .store(y, index: 1, 0),
  ])
}

@Suite("Elements at distances in bytes")
struct ByteAddressTests {
  /// 0 where x0 is below 0, else 4.
  private let byte = Expression.select(Condition(x[0], .less, 0), 0, otherwise: 4)

  @Test("The element that begins at the byte is read, whatever number of elements is added")
  func reads() {
    for (input, element) in [(-1, 10), (0, 20)] {
      #expect(outcome(reading(byte), [[input, 0]]) == .success([[element, 0]]))
    }
    #expect(faults(reading(byte)) == [])
    #expect(outcome(reading(byte, more: -1), [[0, 0]]) == .success([[10, 0]]))
    #expect(outcome(reading(byte, more: 1), [[-1, 0]]) == .success([[20, 0]]))
  }

  @Test("A pointer into the middle of its memory reaches elements before it")
  func backwards() {
    let middle = Pointer(
      name: "p", element: .int16, memory: .writableRAM, range: IntegerRange(-1000, 1000))
    let body: [Statement] = [
      .point(p, Address(y, offset: 1)),
      .store(.pointer(p), index: .elementAt(byte: .constant(-2), size: 2), x[0]),
      .store(.pointer(p), index: .elementAt(byte: .constant(0), size: 2), x[1]),
    ]
    let backwards = program(pointers: [middle], body)
    #expect(faults(backwards) == [])
    #expect(outcome(backwards, [[5, -7]]) == .success([[5, -7]]))
  }

  @Test("A byte inside an element is found when it runs")
  func unaligned() {
    for byte in [1, 2, 3, 6, -2] {
      #expect(
        runFault(reading(.constant(byte))) == "no element of 4 bytes begins at byte \(byte)")
    }
  }

  @Test("A byte beyond the elements is refused by the verifier and found when it runs")
  func beyond() {
    let beyond = reading(.shiftLeft(.maximum(x[0], 0), 2))
    #expect(
      faults(beyond) == [
        "node \"work\" (function), statement 3: index (byte (max(@x.0[0], 0) << 2) / 4) of @s.1 "
          + "has the range [0, 7], beyond its 2 elements; bound the index"
      ])
    #expect(runFault(beyond, [[2, 0]]) == "element 2 of @s.1 does not exist; it has 2")
  }

  @Test("Elements of another size than the memory's, of 1 byte, or in flash are refused")
  func sizes() {
    let remedy = "address elements of 2 or 4 bytes outside flash"
    #expect(
      faults(reading(0, size: 2)) == [
        "node \"work\" (function), statement 3: @s.1 of int32 in writable memory is addressed by "
          + "bytes of elements of 2; \(remedy)"
      ])
    let bytes = program([
      .store(y, index: 0, .load(x, index: .elementAt(byte: 1, size: 1)))
    ])
    #expect(
      faults(bytes).first
        == "node \"work\" (function), statement 1: it addresses bytes of elements of 1 bytes; "
        + "use elements of 2 or 4 bytes")
    let table = ConstantTable(name: "t", element: .int16, values: [1, 2], note: "")
    let flash = program(
      tables: [table],
      [
        .store(y, index: 0, .load(.table(TableID(0)), index: .elementAt(byte: 2, size: 2)))
      ])
    #expect(
      faults(flash) == [
        "node \"work\" (function), statement 1: #t.0 of int16 in flash is addressed by bytes of "
          + "elements of 2; \(remedy)"
      ])
  }

  @Test("Random aligned bytes read what the index of their element reads")
  func random() {
    let seed: UInt64 = 28
    var random = SplitMix(seed: seed)
    for size in [2, 4] {
      for _ in 0..<20 {
        let element = Int.random(in: 0...1, using: &random)
        let more = Int.random(in: -1...1, using: &random)
        let base = size == 4 ? s : y
        let at = Expression.elementAt(byte: .constant((element - more) * size), size: size)
        let body: [Statement] = [
          .store(base, index: 0, 3), .store(base, index: 1, 4),
          .store(y, index: 0, .load(base, index: .constant(more) + at)), .store(y, index: 1, 0),
        ]
        #expect(
          outcome(program(body), [[0, 0]]) == .success([[3 + element, 0]]),
          "seed \(seed), size \(size), element \(element), more \(more)")
      }
    }
  }
}
