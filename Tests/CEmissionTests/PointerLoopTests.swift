import CEmission
import FixedPoint
import KernelIR
import NetworkIR
import Testing

@Suite("Loops that end at a pointer")
struct PointerLoopTests {
  /// Stores 1 into every `step`-th of so many elements.
  private func program(_ element: IntegerType, step: Int, count: Int) -> KernelProgram {
    let into = PointerID(0)
    let end = PointerID(1)
    let buffer = BufferID(1)
    let pointer = { (name: String) in
      Pointer(name: name, element: element, memory: .writableRAM, range: element.range)
    }
    let fill = KernelFunction(
      name: "fill", note: FunctionNote(nodes: ["fill"], formula: "y = 1", strategy: "loop"),
      parameters: [], locals: [], pointers: [pointer("into"), pointer("end")],
      body: [
        .point(into, Address(.buffer(buffer))),
        .point(end, Address(.buffer(buffer), offset: count)),
        .repeatUntil(
          into, reaches: end,
          [
            .store(.pointer(into), index: .constant(0), .constant(1)),
            .branch(
              Condition(.load(.pointer(into), index: .constant(0)), .less, .constant(0)),
              then: [.advance(into, .constant(step))], otherwise: [.advance(into, .constant(step))]),
          ]),
      ])
    return KernelProgram(
      name: "sample",
      buffers: [
        Programs.buffer("x", .int8, count: 1, .input(0)),
        Programs.buffer("y", element, count: count, .output(0)),
      ],
      tables: [], functions: [fill, Programs.entry(calls: 1)], entry: FunctionID(1), scratchBytes: 0
    )
  }

  private func text(_ element: IntegerType, step: Int, target: String) throws -> String {
    let network = Programs.network(
      input: Programs.tensor("x", count: 1, .int8),
      output: Programs.tensor("y", count: 24, element))
    return try program(element, step: step, count: 24).emitted(network, for: target)
      .text("sample.c")
  }

  @Test(
    "GCC may count the turns where a step is a power of two bytes, and not where it would multiply",
    arguments: [
      (IntegerType.int8, 1, false), (.int8, 12, true), (.int8, 8, false), (.int16, 3, true),
      (.int16, 4, false), (.int32, 6, true),
    ])
  func barrier(element: IntegerType, step: Int, isHidden: Bool) throws {
    let text = try text(element, step: step, target: "cortex-m0")
    #expect(text.contains("STAPES_BARRIER(into);") == isHidden)
    #expect(try !self.text(element, step: step, target: "host").contains("STAPES_BARRIER"))
  }
}
