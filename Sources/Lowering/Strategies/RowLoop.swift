import FixedPoint
import KernelIR
import NetworkIR

/// The frame that all row-wise strategies share: loops over positions, and within each the rows one
/// after another.
struct RowFrame {
  var function: FunctionBuilder
  /// The start of the current position's inputs.
  let x: PointerID
  /// Where the next output goes.
  let y: PointerID
  /// Where the next output of the second position goes, of two that are taken together.
  let second: PointerID?
  private let job: LinearJob
  private let readsInput: Bool
  private let inputRow: PointerID?
  private let outputRow: PointerID?
  /// Where the position's outputs go: `y`, but where an ending makes them.
  private let outputs: PointerID
  private let filler: StripFiller?
  /// The row that the outputs' pointers stand at, where rows are not taken in order.
  private var place = 0

  /// - Parameter readsInput: false where the rows are finished from sums elsewhere, at one
  ///   position.
  init(_ job: LinearJob, strategy: LinearStrategy, readsInput: Bool = true) {
    self.job = job
    self.readsInput = readsInput
    var function = FunctionBuilder(
      name: job.name,
      note: FunctionNote(
        nodes: job.names, formula: job.formula, strategy: strategy.rawValue))
    if let ending = job.pairEnding {
      y = function.pointerParameter("first", to: ending.element, in: .writableRAM, ending.range)
      second = function.pointerParameter(
        "second", to: ending.element, in: .writableRAM, ending.range)
      x = function.pointer("x", to: job.inputElement, in: .readOnlyRAM, job.storedRange)
    } else {
      x = function.pointer("x", to: job.inputElement, in: .readOnlyRAM, job.storedRange)
      y = function.pointer("y", to: job.outputElement, in: .writableRAM, job.outputRange)
      second = nil
    }
    let isNested = job.positions.loops.count > 1
    inputRow =
      isNested && job.strip == nil
      ? function.pointer("x_row", to: job.inputElement, in: .readOnlyRAM, job.storedRange) : nil
    outputRow =
      isNested
      ? function.pointer(
        "y_row", to: job.ending?.element ?? job.outputElement, in: .writableRAM,
        job.ending?.range ?? job.outputRange) : nil
    outputs =
      job.ending.map {
        function.pointer("outputs", to: $0.element, in: .writableRAM, $0.range)
      } ?? y
    filler = job.strip.map { StripFiller($0, in: &function) }
    self.function = function
  }

  /// Moves from behind the row that was moved to before, and stored, to a row's outputs.
  mutating func move(to row: Int) -> [Statement] {
    let rows = row - place
    place = row + 1
    let stride = job.pairEnding?.rowStride ?? job.positions.rowStride
    guard rows != 0 else { return [] }
    return ([y] + (second.map { [$0] } ?? [])).map { .advance($0, .constant(rows * stride)) }
  }

  /// Stores a row's result and moves to where the next row's goes.
  func store(_ value: Expression) -> [Statement] {
    [
      .store(.pointer(y), index: 0, value),
      .advance(y, .constant(job.positions.rowStride)),
    ]
  }

  /// Wraps what one position does, all rows stored, into the loops over positions.
  func overPositions(_ rows: [Statement]) -> [Statement] {
    let body = position(rows)
    guard let inner = job.positions.loops.last, job.positions.count > 1 else {
      return start + body
    }
    let stored = job.ending == nil ? job.linear.outputs * job.positions.rowStride : 0
    let turn = body + step(inner.inputStep, inner.outputStep - stored)
    return overRows([.repeatTimes(inner.count, turn)])
  }

  /// Wraps what two neighbouring positions do, which moves no pointer, into the loops over
  /// positions; at each odd end what one does.
  func overPairs(_ pair: [Statement], last: [Statement]) -> [Statement] {
    guard let inner = job.positions.loops.last else { return [] }
    let turn = pair + step(2 * inner.inputStep, 2 * inner.outputStep)
    let rest = inner.count.isMultiple(of: 2) ? [] : last
    return overRows([.repeatTimes(inner.count / 2, turn)] + rest)
  }

  /// Points at the first position.
  private var start: [Statement] {
    let input = readsInput ? [Statement.point(x, Address(.buffer(job.input)))] : []
    return input + outputStart(at: outputBuffer)
  }

  private func step(_ input: Int, _ output: Int) -> [Statement] {
    [.advance(x, .constant(input)), .advance(outputs, .constant(output))].filter {
      $0 != .advance(x, 0) && $0 != .advance(outputs, 0)
    }
  }

  /// Wraps the loop over a row of positions into the loop over the rows.
  private func overRows(_ row: [Statement]) -> [Statement] {
    let loops = job.positions.loops
    guard loops.count == 2, let outputRow else { return start + row }
    let outer = outerStep(loops[0])
    return outer.start + [.point(outputRow, outputBuffer)]
      + outputStart(at: Address(.pointer(outputRow))) + [
        .repeatTimes(
          loops[0].count,
          outer.turn + [.repoint(outputs, Address(.pointer(outputRow)))] + row
            + [.advance(outputRow, .constant(loops[0].outputStep))] + outer.end)
      ]
  }

  private var outputBuffer: Address { Address(.buffer(job.ending?.output ?? job.output)) }

  /// Points at the first outputs; and at the rows, where an ending makes outputs of them.
  private func outputStart(at place: Address) -> [Statement] {
    if second != nil { return [] }
    let rows = job.ending == nil ? [] : [Statement.point(y, Address(.buffer(job.output)))]
    return rows + [.point(outputs, place)]
  }

  /// One position: its rows, and what makes outputs of them.
  private func position(_ rows: [Statement]) -> [Statement] {
    guard let ending = job.ending else { return rows }
    let finish = Statement.call(ending.function, [.address(Address(.pointer(outputs)))])
    let again = Statement.repoint(y, Address(.buffer(job.output)))
    return (job.positions.count > 1 ? [again] : []) + rows + [finish]
  }

  /// How x comes to the start of each row of positions: what stands before the loop over the rows,
  /// at the start and at the end of a turn.
  private func outerStep(
    _ loop: Positions.Loop
  ) -> (start: [Statement], turn: [Statement], end: [Statement]) {
    let input = Address(.buffer(job.input))
    if let filler {
      return (filler.start + [.point(x, input)], filler.turn + [.repoint(x, input)], filler.end)
    }
    guard let inputRow else { return ([], [], []) }
    return (
      [.point(inputRow, input), .point(x, Address(.pointer(inputRow)))],
      [.repoint(x, Address(.pointer(inputRow)))],
      [.advance(inputRow, .constant(loop.inputStep))]
    )
  }
}

extension LinearJob {
  var formula: String {
    let x = origin == 0 ? "x[i]" : origin > 0 ? "(x[i] - \(origin))" : "(x[i] + \(-origin))"
    let rows =
      "y[o] = bias[o] + sum of weight[o, i] * \(x), o < \(linear.outputs), i < \(linear.inputs)"
    let places = positions.count == 1 ? "" : ", at \(positions.count) positions"
    return rows + places + (requantize == nil ? "" : ", then requantised")
  }
}
