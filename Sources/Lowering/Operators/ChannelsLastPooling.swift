import FixedPoint
import KernelIR
import NetworkIR

/// How the window of one output position is combined.
struct PoolJob {
  let window: WindowGeometry
  /// What the border counts as.
  let padding: Int
  let formula: String
  /// Before the first element: what changes nothing.
  let start: Int
  let combine: (Expression, Expression) -> Expression
}

extension ProgramBuilder {
  /// Rule A18 where the channels are the last axis: positions, then channels, then the window. A
  /// small window is written out.
  mutating func emitChannelsLastPool(
    _ pool: PoolJob, _ range: IntegerRange, _ context: StageContext
  ) {
    let plane = PoolPlane(pool.window, context)
    let source = plane.isPadded ? emitPadded(plane, pool, context) : context.inputBuffer()
    let own = context.input().range
    let inputs = plane.isPadded ? own.union(IntegerRange(exactly: pool.padding)) : own
    var function = context.function(pool.formula)
    let x = function.pointer(
      "x", to: plane.isPadded ? paddedElement(inputs) : context.input().type, in: .readOnlyRAM,
      inputs)
    let y = function.writer("y", of: context.output())
    let result = function.variable("result", range.union(IntegerRange(exactly: pool.start)))
    let body =
      plane.isSmall
      ? plane.writtenOut(x, result, pool) : plane.looped(x, result, pool)
    let store: [Statement] = [.store(.pointer(y), index: 0, .local(result)), .advance(y, 1)]
    callOnce(
      function.finish(
        [
          .point(x, Address(.buffer(source))),
          .point(y, Address(.buffer(context.outputBuffer()))),
        ] + LoopNest(plane.positions(x)).around(body + store)))
  }

  private mutating func emitPadded(
    _ plane: PoolPlane, _ pool: PoolJob, _ context: StageContext
  ) -> BufferID {
    let input = context.input()
    let range = input.range.union(IntegerRange(exactly: pool.padding))
    let outer = plane.padded + [plane.channels]
    let padded = arenaBuffer(
      "padded_" + input.name, paddedElement(range), count: Shape(outer).elementCount, range,
      live: context.step...context.step)
    emitPadding(
      from: context.inputBuffer(), input, into: (padded, paddedElement(range), range), context,
      before: pool.window.paddingBefore + [0], inner: plane.input + [plane.channels],
      outer: outer, value: pool.padding)
    return padded
  }
}

/// A pooling's sizes, one entry per spatial axis, with the channels last.
private struct PoolPlane {
  let channels: Int
  let input: [Int]
  let padded: [Int]
  private let output: [Int]
  private let window: WindowGeometry

  init(_ window: WindowGeometry, _ context: StageContext) {
    let shape = context.input().shape, result = context.output().shape
    self.window = window
    channels = shape[shape.rank - 1]
    input = window.layout.spatialAxes(rank: shape.rank).map { shape[$0] }
    output = window.layout.spatialAxes(rank: result.rank).map { result[$0] }
    padded = input.indices.map { [input, window] axis in
      input[axis] + window.paddingBefore[axis] + window.paddingAfter[axis]
    }
  }

  var isPadded: Bool { window.isPadded }
  var isSmall: Bool { window.kernelCount <= 9 }

  /// Between neighbours along each spatial axis of the padded input.
  private var strides: [Int] { Array(Shape(padded + [channels]).strides.dropLast()) }

  func positions(_ x: PointerID) -> [LoopNest.Loop] {
    output.indices.map {
      LoopNest.Loop(count: output[$0], steps: [x: strides[$0] * window.strides[$0]])
    } + [LoopNest.Loop(count: channels, steps: [x: 1])]
  }

  private func taps(_ x: PointerID) -> [LoopNest.Loop] {
    window.kernel.indices.map {
      LoopNest.Loop(count: window.kernel[$0], steps: [x: strides[$0] * window.dilations[$0]])
    }
  }

  func looped(_ x: PointerID, _ result: LocalID, _ pool: PoolJob) -> [Statement] {
    [.define(result, .constant(pool.start))]
      + LoopNest(taps(x)).around([.assign(result, pool.combine(.local(result), .element(x)))])
  }

  func writtenOut(_ x: PointerID, _ result: LocalID, _ pool: PoolJob) -> [Statement] {
    let offsets = window.kernel.indices.reduce([0]) { offsets, axis in
      offsets.flatMap { offset in
        (0..<window.kernel[axis]).map { offset + $0 * strides[axis] * window.dilations[axis] }
      }
    }
    return [.define(result, .element(x, offsets[0]))]
      + offsets.dropFirst().map { .assign(result, pool.combine(.local(result), .element(x, $0))) }
  }
}
