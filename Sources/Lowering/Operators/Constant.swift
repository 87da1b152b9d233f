import KernelIR
import NetworkIR

extension ProgramBuilder {
  /// Rule A37, and A19 of constants: nothing where all readers find the elements in flash, else a
  /// copy in memory.
  mutating func emitConstant(_ context: StageContext) {
    let output = context.stage.outputs[0]
    guard let view = context.storage.constants[output], context.storage.isInMemory(output) else {
      return
    }
    var function = context.function("elements of a constant, from flash")
    let from = operand("from", view, offset: 0, in: &function)
    let into = function.writer("into", of: context.output())
    let copy = copyBlock(
      from: from.pointer, fromStrides: from.strides, into: into,
      intoStrides: context.output().shape.strides, sizes: context.output().shape.dimensions)
    callOnce(
      function.finish([from.start, .point(into, Address(.buffer(context.outputBuffer())))] + copy))
  }

  /// A pointer to an input, in flash where it is a constant, and the statement that points it.
  mutating func operand(
    _ name: String, _ index: Int = 0, _ context: StageContext, offset: Int = 0,
    in function: inout FunctionBuilder
  ) -> Operand {
    if let view = context.view(index) {
      return operand(name, view, offset: offset, in: &function)
    }
    let tensor = context.input(index)
    let pointer = function.reader(name, of: tensor)
    let address = Address(.buffer(context.inputBuffer(index)), offset: offset)
    return Operand(
      pointer: pointer, start: .point(pointer, address), strides: tensor.shape.strides,
      isContiguous: true)
  }

  private mutating func operand(
    _ name: String, _ view: ConstantView, offset: Int, in function: inout FunctionBuilder
  ) -> Operand {
    let tensor = view.tensor
    let table = table(
      tensor.name, view.elements, as: tensor.type, note: "elements of \(tensor.shape)")
    let pointer = function.pointer(name, to: tensor.type, in: .flash, tensor.range)
    let address = Address(.table(table), offset: view.start + offset)
    return Operand(
      pointer: pointer, start: .point(pointer, address), strides: view.strides,
      isContiguous: view.isContiguous)
  }
}

/// How a function reads an input: through a pointer, once it is pointed at the first element.
struct Operand {
  let pointer: PointerID
  let start: Statement
  /// How far the next element along each axis is.
  let strides: [Int]
  /// Whether the elements stand in row-major order.
  let isContiguous: Bool
}

/// The body once per element of a shape; the operands' pointers and the result's walk along.
func forEachElement(
  of shape: Shape, _ operands: [Operand], into result: PointerID, _ body: [Statement]
) -> [Statement] {
  guard operands.contains(where: { !$0.isContiguous }) else {
    let walk = operands.map(\.pointer) + [result]
    return [.repeatTimes(shape.elementCount, body + walk.map { .advance($0, 1) })]
  }
  let loops = shape.dimensions.indices.map { axis in
    var steps = [result: shape.strides[axis]]
    for operand in operands { steps[operand.pointer] = operand.strides[axis] }
    return LoopNest.Loop(count: shape[axis], steps: steps)
  }
  return LoopNest(loops).around(body)
}
