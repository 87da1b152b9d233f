import KernelIR
import NetworkIR

extension ProgramBuilder {
  /// Rule A19: nothing where the result shares its source's memory, else a copy.
  mutating func emitReshape(_ context: StageContext) {
    guard !context.storage.isAlias(context.stage) else { return }
    var function = context.function("the same elements in another shape")
    let copy = copyTensor(
      0, context, &function, fromStrides: [1], intoStrides: [1],
      sizes: [context.input().shape.elementCount], offset: 0)
    callOnce(function.finish(copy))
  }

  /// Outputs of the network that are inputs of it too, or outputs twice.
  mutating func emitOutputCopies(_ network: Network, _ storage: TensorStorage) {
    for (id, into) in storage.copies {
      let tensor = network[id]
      var function = FunctionBuilder(
        name: "copy_" + tensor.name,
        note: FunctionNote(
          nodes: [tensor.name], formula: "the same elements as a further output",
          strategy: "copy"))
      let from = function.reader("from", of: tensor)
      let place = function.writer("into", of: tensor)
      let start: [Statement] = [
        .point(from, Address(.buffer(storage[id]))), .point(place, Address(.buffer(into))),
      ]
      let copy = copyBlock(
        from: from, fromStrides: [1], into: place, intoStrides: [1],
        sizes: [tensor.shape.elementCount])
      callOnce(function.finish(start + copy))
    }
  }

  /// Copies one input of the stage into the output, walking both by the given strides.
  mutating func copyTensor(
    _ index: Int, _ context: StageContext, _ function: inout FunctionBuilder, fromStrides: [Int],
    intoStrides: [Int], sizes: [Int], offset: Int, fromOffset: Int = 0
  ) -> [Statement] {
    let from = operand("from", index, context, offset: fromOffset, in: &function)
    let into = function.writer("into", of: context.output())
    return [
      from.start, .point(into, Address(.buffer(context.outputBuffer()), offset: offset)),
    ]
      + copyBlock(
        from: from.pointer, fromStrides: fromStrides, into: into, intoStrides: intoStrides,
        sizes: sizes)
  }
}
