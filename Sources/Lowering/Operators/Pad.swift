import FixedPoint
import KernelIR
import NetworkIR

extension ProgramBuilder {
  /// Rule A19.
  mutating func emitPad(_ before: [Int], _ value: Int, _ context: StageContext) {
    emitPadding(
      from: context.inputBuffer(), context.input(),
      into: (context.outputBuffer(), context.output().type, context.output().range), context,
      before: before,
      inner: context.input().shape.dimensions, outer: context.output().shape.dimensions,
      value: value)
  }

  /// Fills the target with the value, then copies the source's block of rows to its place.
  mutating func emitPadding(
    from source: BufferID, _ input: Tensor, into target: (BufferID, IntegerType, IntegerRange),
    _ context: StageContext, before: [Int], inner: [Int], outer: [Int], value: Int
  ) {
    var function = context.function("the input inside a border of \(value)")
    let from = function.reader("from", of: input)
    let into = function.pointer("into", to: target.1, in: .writableRAM, target.2)
    let strides = Shape(outer).strides
    let start = zip(before, strides).reduce(0) { $0 + $1.0 * $1.1 }
    // Without a border the value need not fit the target.
    let fill: [Statement] =
      inner == outer
      ? []
      : [
        .repeatTimes(
          Shape(outer).elementCount,
          [.store(.pointer(into), index: 0, .constant(value)), .advance(into, 1)]),
        .repoint(into, Address(.buffer(target.0), offset: start)),
      ]
    let copy = copyBlock(
      from: from, fromStrides: Shape(inner).strides, into: into,
      intoStrides: strides, sizes: inner)
    callOnce(
      function.finish(
        [.point(into, Address(.buffer(target.0)))] + fill
          + [.point(from, Address(.buffer(source)))] + copy))
  }
}

/// Nested loops that copy a block element by element.
func copyBlock(
  from: PointerID, fromStrides: [Int], into: PointerID, intoStrides: [Int], sizes: [Int]
) -> [Statement] {
  let loops = sizes.indices.map {
    LoopNest.Loop(count: sizes[$0], steps: [from: fromStrides[$0], into: intoStrides[$0]])
  }
  return LoopNest(loops).around([.store(.pointer(into), index: 0, .element(from))])
}
