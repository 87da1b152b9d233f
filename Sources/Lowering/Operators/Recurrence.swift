import FixedPoint
import KernelIR
import NetworkIR

extension ProgramBuilder {
  /// Rule A36: the body's stages in a loop of the entry.
  mutating func emitRecurrence(_ recurrence: Recurrence, _ context: StageContext) {
    guard let schedule = context.item.bodies.first else { return }
    let body = recurrence.body
    let states = body.states.indices.map { bodyState($0, of: body, context) }
    for (index, state) in body.states.enumerated() {
      let outer = body.inputs.count + index
      emitCopy(
        of: context.input(outer), from: context.inputBuffer(outer),
        into: (states[index], body[state.tensor]))
    }
    var storage = TensorStorage(schedule, bodyOf: context.stage.main.name)
    storage.allocateBody(states: states, in: &self)
    let walk = RecurrenceWalk(body, context, storage, in: &self)
    repeating(recurrence.steps, advance: walk.advance) { builder in
      for turn in walk.inputs { builder.emitTurn(turn) }
      builder.emit(schedule, storage)
      builder.step = context.item.steps.upperBound
      for turn in walk.outputs { builder.emitTurn(turn) }
      builder.emitStateCopies(schedule, storage)
    }
    for (index, state) in body.states.enumerated() {
      let outer = body.outputs.count + index
      emitCopy(
        of: body[state.tensor], from: states[index],
        into: (context.outputBuffer(outer), context.output(outer)))
    }
  }

  /// The memory of the output that shows the state at the end, where that may hold every step's.
  private mutating func bodyState(
    _ index: Int, of body: Network, _ context: StageContext
  ) -> BufferID {
    let state = body[body.states[index].tensor]
    let output = context.output(body.outputs.count + index)
    if state.type == output.type && state.range == output.range {
      return context.outputBuffer(body.outputs.count + index)
    }
    return arenaBuffer(
      context.stage.main.name + "_" + state.name, state.type, count: state.shape.elementCount,
      state.range, live: context.item.steps)
  }

  /// Copies between a buffer of the body and the place that an entry's pointer has reached.
  fileprivate mutating func emitTurn(_ turn: RecurrenceWalk.Turn) {
    let note = FunctionNote(
      nodes: [turn.outer.name],
      formula: turn.isInput ? "the body's input of one step" : "the body's output of one step",
      strategy: "copy")
    var function = FunctionBuilder(name: "step_of_" + turn.outer.name, note: note)
    let place =
      turn.isInput
      ? function.pointerParameter("from", to: turn.outer.type, in: .readOnlyRAM, turn.outer.range)
      : function.pointerParameter("into", to: turn.outer.type, in: .writableRAM, turn.outer.range)
    let own =
      turn.isInput
      ? function.writer("into", of: turn.inner) : function.reader("from", of: turn.inner)
    let copy = copyBlock(
      from: turn.isInput ? place : own, fromStrides: [1], into: turn.isInput ? own : place,
      intoStrides: [1], sizes: [turn.inner.shape.elementCount])
    functions.append(function.finish([.point(own, Address(.buffer(turn.buffer)))] + copy))
    call(FunctionID(functions.count - 1), [.address(Address(.pointer(turn.pointer)))])
  }
}

/// The pointers that walk over the operator's inputs and outputs, one step's elements a turn.
private struct RecurrenceWalk {
  struct Turn {
    let pointer: PointerID
    let outer: Tensor
    let inner: Tensor
    let buffer: BufferID
    let isInput: Bool
  }
  let inputs: [Turn]
  let outputs: [Turn]

  init(
    _ body: Network, _ context: StageContext, _ storage: TensorStorage,
    in builder: inout ProgramBuilder
  ) {
    inputs = body.inputs.enumerated().map { index, input in
      let outer = context.input(index)
      let pointer = builder.entryPointer(
        outer.name + "_step", to: outer, in: .readOnlyRAM, at: context.inputBuffer(index))
      return Turn(
        pointer: pointer, outer: outer, inner: body[input.tensor], buffer: storage[input.tensor],
        isInput: true)
    }
    outputs = body.outputs.enumerated().map { index, output in
      let outer = context.output(index)
      let pointer = builder.entryPointer(
        outer.name + "_step", to: outer, in: .writableRAM, at: context.outputBuffer(index))
      return Turn(
        pointer: pointer, outer: outer, inner: body[output], buffer: storage[output],
        isInput: false)
    }
  }

  var advance: [Statement] {
    (inputs + outputs).map { .advance($0.pointer, .constant($0.inner.shape.elementCount)) }
  }
}
