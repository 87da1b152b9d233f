import KernelIR
import NetworkIR

extension ProgramBuilder {
  /// Rule A37: nothing where all readers find the elements in flash, else a copy in memory.
  mutating func emitConstant(_ context: StageContext) {
    let output = context.stage.outputs[0]
    guard context.storage.isInMemory(output) else { return }
    var function = context.function("the constant's elements, from flash")
    let from = constantOperand("from", output, context, offset: 0, in: &function)
    let into = function.writer("into", of: context.output())
    let copy = copyBlock(
      from: from.pointer, fromStrides: [1], into: into, intoStrides: [1],
      sizes: [context.output().shape.elementCount])
    callOnce(
      function.finish([from.start, .point(into, Address(.buffer(context.outputBuffer())))] + copy))
  }

  /// A pointer to an input, in flash where it is a constant, and the statement that points it.
  mutating func operand(
    _ name: String, _ index: Int = 0, _ context: StageContext, offset: Int = 0,
    in function: inout FunctionBuilder
  ) -> Operand {
    let id = context.stage.main.inputs[index]
    if context.storage.constants[id] != nil {
      return constantOperand(name, id, context, offset: offset, in: &function)
    }
    let pointer = function.reader(name, of: context.input(index))
    let address = Address(.buffer(context.inputBuffer(index)), offset: offset)
    return Operand(pointer: pointer, start: .point(pointer, address))
  }

  private mutating func constantOperand(
    _ name: String, _ id: TensorID, _ context: StageContext, offset: Int,
    in function: inout FunctionBuilder
  ) -> Operand {
    let tensor = context.network[id]
    let table = table(
      tensor.name, context.storage.constants[id] ?? [], as: tensor.type,
      note: "elements of \(tensor.shape)")
    let pointer = function.pointer(name, to: tensor.type, in: .flash, tensor.range)
    return Operand(pointer: pointer, start: .point(pointer, Address(.table(table), offset: offset)))
  }
}

/// How a function reads an input: through a pointer, once it is pointed at the first element.
struct Operand {
  let pointer: PointerID
  let start: Statement
}
