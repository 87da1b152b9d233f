import CSyntax
import FixedPoint
import KernelIR
import NetworkIR
import TargetDescription

/// NAME.c: tables, one function per kernel function, the entry last.
struct SourceFile {
  let context: EmissionContext
  let interface: PublicInterface
  let functions: [EmittedFunction]

  /// A function with what is counted in it.
  struct EmittedFunction {
    let id: FunctionID
    let code: CFunction
    let operations: OperationCount
  }

  init(_ context: EmissionContext) {
    self.context = context
    interface = PublicInterface(context)
    var emitted: [EmittedFunction] = []
    var counts: [String: OperationCount] = [:]
    for index in context.program.functions.indices {
      let id = FunctionID(index)
      let code =
        id == context.program.entry
        ? EntryEmitter(program: context).emit() : FunctionEmitter(program: context).emit(id)
      let operations = OperationCount(of: code.body ?? [], callees: counts)
      counts[code.name] = operations
      emitted.append(EmittedFunction(id: id, code: code, operations: operations))
    }
    functions = emitted
  }

  /// The operations of one inference.
  var operations: OperationCount {
    functions.first { $0.id == context.program.entry }?.operations ?? OperationCount()
  }

  var file: CFile {
    let banner = Banner(context: context, interface: interface, operations: operations)
    var items: [CItem] = [.comment(banner.lines("\(context.name).c: \(title)"))]
    items += renamingList + includes + sizeChecks
    for index in context.program.tables.indices { items += table(TableID(index)) }
    for function in functions {
      items += [.blank, .comment(note(function)), .function(function.code)]
    }
    return CFile(items + reset)
  }

  /// The function that resets the state, where there is one.
  private var reset: [CItem] {
    guard !interface.states.isEmpty else { return [] }
    let code = ResetEmitter(program: context).emit()
    return [
      .blank, .comment(["\(code.name): every state as it is before the first run"]),
      .function(code),
    ]
  }

  private var title: String { "the network \"\(context.network.name)\"" }

  private var includes: [CItem] {
    let barrier: [CItem] =
      context.target.machine.needsBarrier
      ? [.define("STAPES_NEEDS_BARRIER", .integer(1), note: nil), .blank] : []
    return [.blank] + barrier + scheduling + [
      .include("\(context.name).h", isSystem: false),
      .include("stapes_support.h", isSystem: false),
    ]
  }

  /// GCC's first scheduling pass takes loads and the addresses of look-ups far ahead of their use
  /// and spills them: three times as many instructions in straight-line code of products from
  /// tables, nearly twice as many where sums of many loaded inputs stay in registers.
  private var scheduling: [CItem] {
    [
      .comment(["scheduled before registers are given out, loads spill"]),
      .optimisation("no-schedule-insns"), .blank,
    ]
  }

  /// The types of the header have the sizes that the arrays of the caller are laid out by.
  private var sizeChecks: [CItem] {
    [.blank]
      + (interface.inputs + interface.outputs).map { port in
        .macro(
          .call(
            "STAPES_STATIC_ASSERT",
            [
              .binary(.sizeOf(.named(port.typeName)), .equal, .unsigned(UInt(port.element.bytes))),
              .name("\(context.name)_\(port.identifier)_has_\(port.element.bits)_bits"),
            ]))
      } + stateCheck
  }

  private var stateCheck: [CItem] {
    guard !interface.states.isEmpty else { return [] }
    return [
      .macro(
        .call(
          "STAPES_STATIC_ASSERT",
          [
            .binary(
              .sizeOf(.named("\(context.name)_state_t")), .lessOrEqual,
              .unsigned(UInt(interface.stateBytes))),
            .name("\(context.name)_state_has_its_size"),
          ]))
    ]
  }

  /// Every name that could not be kept, once, in the order of the file.
  var renamings: [Identifiers.Renaming] {
    var seen: Set<Identifiers.Renaming> = []
    return (context.identifiers.renamings + localRenamings).filter { seen.insert($0).inserted }
  }

  private var renamingList: [CItem] {
    let lines = renamings.map { "\($0.identifier) is \"\($0.original)\"" }
    return lines.isEmpty ? [] : [.blank, .comment(["Renamed for C:"] + lines)]
  }

  private var localRenamings: [Identifiers.Renaming] {
    context.program.functions.flatMap {
      FunctionScope($0, outer: context.identifiers).identifiers.renamings
    }
  }

  private func table(_ id: TableID) -> [CItem] {
    let table = context.program[id]
    let variable = CVariable(
      isStatic: true, .const(table.element.cType), context.tables[id.index],
      count: .integer(table.values.count), attribute: "STAPES_FLASH",
      initial: .list(table.values.map { context.widths.literal($0) }))
    let note = table.note.isEmpty ? [] : [CItem.comment([table.note])]
    return [.blank] + note + [.variable(variable)]
  }

  // MARK: Comments above functions

  private func note(_ function: EmittedFunction) -> [String] {
    let note = context.program[function.id].note
    let nodes = note.nodes.map { "\"\($0)\"" }.joined(separator: ", ")
    let label = note.nodes.count == 1 ? "node" : "nodes"
    let head = nodes.isEmpty ? function.code.name : "\(function.code.name) (\(label) \(nodes))"
    let text =
      note.formula.isEmpty && function.id == context.program.entry
      ? "every layer, in order" : note.formula
    let formula = text.isEmpty ? head : "\(head): \(text)"
    let strategy = note.strategy.isEmpty ? [] : ["strategy: \(note.strategy)"]
    return [formula] + strategy + ["cost: \(function.operations.summary)"]
      + bounds("in", memory(function.id, isWritten: false))
      + bounds("out", memory(function.id, isWritten: true))
  }

  private func bounds(_ label: String, _ parts: [String]) -> [String] {
    parts.isEmpty ? [] : ["\(label): " + parts.joined(separator: ", ")]
  }

  /// The ranges of the memory that a function reads, or writes.
  private func memory(_ id: FunctionID, isWritten: Bool) -> [String] {
    let kernel = context.program[id]
    let use = context.uses[id.index]
    let scope = FunctionScope(kernel, outer: context.identifiers)
    let isEntry = id == context.program.entry
    let buffers = use.ordered.filter {
      use.written.contains($0) == isWritten && !(isEntry && context.program[$0].isScratch)
    }.map { "\(context.buffers[$0.index]) in \(context.program[$0].range)" }
    return buffers
      + kernel.parameters.compactMap { parameter in
        switch parameter {
        case .value(let local):
          isWritten ? nil : "\(scope.name(of: local)) in \(kernel[local].range)"
        case .pointer(let pointer):
          (kernel[pointer].memory == .writableRAM) == isWritten
            ? "\(scope.name(of: pointer))[] in \(kernel[pointer].range)" : nil
        }
      }
  }
}
