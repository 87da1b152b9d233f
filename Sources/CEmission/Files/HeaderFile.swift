import CSyntax
import FixedPoint
import KernelIR
import NetworkIR

/// NAME.h: sizes, types, meanings and the one function.
struct HeaderFile {
  let context: EmissionContext
  let interface: PublicInterface
  let operations: OperationCount

  var file: CFile {
    let banner = Banner(context: context, interface: interface, operations: operations)
    return CFile([
      .comment(banner.lines("\(context.name).h: the network \"\(context.network.name)\"")),
      .guarded(
        "\(context.macroPrefix)_H",
        [.include("stdint.h", isSystem: true), .blank, .externC(declarations)]),
    ])
  }

  private var declarations: [CItem] {
    interface.inputs.flatMap { port($0, role: "Input") }
      + interface.outputs.flatMap { port($0, role: "Output") }
      + memory + states.declarations + [.blank, .comment(contract), .function(prototype)]
  }

  // MARK: Ports

  private func port(_ port: PublicInterface.Port, role: String) -> [CItem] {
    let prefix = "\(context.macroPrefix)_\(port.macroStem)"
    let meaning = MeaningText(port.tensor.meaning)
    let range = port.tensor.range
    let isRow = role == "Input" && interface.rows != nil
    let shape = isRow ? Shape(Array(port.tensor.shape.dimensions.dropFirst(2))) : port.tensor.shape
    return [
      .comment(
        ["\(role) \"\(port.tensor.name)\", shape \(port.tensor.shape), row-major."]
          + (isRow ? rowOrder(shape) : []) + meaning.lines
          + (port.encoding.map { EncodingText.lines($0) } ?? [])),
      .define("\(prefix)_COUNT", .integer(port.count), note: nil),
      .define("\(prefix)_SHAPE", self.shape(shape), note: nil),
      .define("\(prefix)_MIN", context.widths.literal(range.lower), note: nil),
      .define("\(prefix)_MAX", context.widths.literal(range.upper), note: nil),
    ] + (isRow ? rowCount : []) + meaning.macros(prefix) + [
      .typedef(port.element.cType, port.typeName),
      .blank,
    ]
  }

  private func rowOrder(_ shape: Shape) -> [String] {
    ["It arrives in \(interface.rows ?? 0) rows of shape \(shape), the first first."]
  }

  private var rowCount: [CItem] {
    [.define("\(context.macroPrefix)_ROWS", .integer(interface.rows ?? 0), note: nil)]
  }

  private func shape(_ shape: Shape) -> CExpression {
    .name("{" + shape.dimensions.map(String.init).joined(separator: ", ") + "}")
  }

  // MARK: Memory and the function

  private var memory: [CItem] {
    [
      .comment(["Memory that the caller provides, in bytes; scratch is aligned for int32_t."]),
      .define("\(context.macroPrefix)_SCRATCH_BYTES", .integer(interface.scratchBytes), note: nil),
      .define("\(context.macroPrefix)_STATE_BYTES", .integer(interface.stateBytes), note: nil),
    ]
  }

  private var states: StateDeclarations {
    StateDeclarations(context: context, interface: interface)
  }

  private var contract: [String] {
    guard interface.rows == nil else { return pushing }
    return [
      "Runs the network once. Every input element lies in its range. Scratch points to",
      "\(context.macroPrefix)_SCRATCH_BYTES bytes aligned for int32_t; what they hold before and",
    ] + (interface.states.isEmpty ? keepsNothing : keepsState)
  }

  private var pushing: [String] {
    [
      "Takes the next row of the input. Every element lies in its range. Returns 1 where it was the",
      "last one: the outputs are ready, and the next row is the first of the next input. Returns 0",
      "before; outputs are then incomplete, must be the same arrays for all rows of an input, and",
      "what they hold must not be changed until it returns 1.",
      "Scratch points to \(context.macroPrefix)_SCRATCH_BYTES bytes aligned for int32_t; what they",
      "hold before and after means nothing. Arrays do not overlap. What later rows need of this one",
      "is kept in *state, which \(context.name)_init has set before the first row, and sets again",
      "to drop an unfinished input; calls with a state and memory of their own may run at the same",
      "time.",
    ]
  }

  private var keepsNothing: [String] {
    [
      "after means nothing. Arrays do not overlap. Nothing is kept between calls, so calls with",
      "memory of their own may run at the same time.",
    ]
  }

  private var keepsState: [String] {
    [
      "after means nothing. Arrays do not overlap. What the next call needs of this one is kept in",
      "*state, which \(context.name)_init has set before the first call; calls with a state and",
      "memory of their own may run at the same time.",
    ]
  }

  private var prototype: CFunction {
    EntryEmitter(program: context).prototype
  }
}
