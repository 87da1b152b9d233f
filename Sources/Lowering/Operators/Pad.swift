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

  /// Writes the target from its first element to its last, so that it may begin before its source
  /// in the same memory.
  mutating func emitPadding(
    from source: BufferID, _ input: Tensor, into target: (BufferID, IntegerType, IntegerRange),
    _ context: StageContext, before: [Int], inner: [Int], outer: [Int], value: Int
  ) {
    var function = context.function("the input inside a border of \(value)")
    let from = function.reader("from", of: input)
    let into = function.pointer("into", to: target.1, in: .writableRAM, target.2)
    let block = PaddedBlock(
      before: before, inner: inner, outer: outer, value: value, from: from, into: into)
    callOnce(
      function.finish(
        [.point(from, Address(.buffer(source))), .point(into, Address(.buffer(target.0)))]
          + block.statements(from: 0)))
  }
}

/// A block of elements inside a border, axis by axis.
private struct PaddedBlock {
  let before: [Int]
  let inner: [Int]
  let outer: [Int]
  let value: Int
  let from: PointerID
  let into: PointerID

  /// The border before, what is inside, and the border behind, along an axis and all that follow.
  func statements(from axis: Int) -> [Statement] {
    let rest = inner[axis...].reduce(1, *)
    if inner[axis...] == outer[axis...] {
      return repeated(rest, .element(from), [.advance(from, 1)])
    }
    let stride = outer[(axis + 1)...].reduce(1, *)
    let inside = statements(from: axis + 1)
    return border(before[axis] * stride)
      + (inner[axis] > 1 ? [.repeatTimes(inner[axis], inside)] : inside)
      + border((outer[axis] - inner[axis] - before[axis]) * stride)
  }

  private func border(_ count: Int) -> [Statement] { repeated(count, .constant(value), []) }

  private func repeated(
    _ count: Int, _ element: Expression, _ moves: [Statement]
  ) -> [Statement] {
    let body = [.store(.pointer(into), index: 0, element)] + moves + [.advance(into, 1)]
    guard count > 1 else { return count == 1 ? body : [] }
    return [.repeatTimes(count, body)]
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
