import CSyntax
import FixedPoint
import KernelIR
import NetworkIR
import TargetDescription

/// A kernel program with the decisions that all its files share: names, types, who uses which
/// memory.
struct EmissionContext {
  let program: KernelProgram
  let network: Network
  let target: TargetProfile
  let options: EmissionOptions
  let widths: MachineWidths
  /// The prefix of everything public, in lower case.
  let name: String
  let buffers: [String]
  let tables: [String]
  let functions: [String]
  /// The scope of the C file; function scopes lie inside.
  let identifiers: Identifiers
  let uses: [BufferUse]
  private let tableRanges: [IntegerRange]

  init(
    _ program: KernelProgram, network: Network, target: TargetProfile, options: EmissionOptions
  ) {
    self.program = program
    self.network = network
    self.target = target
    self.options = options
    widths = MachineWidths(hasNarrowInt: target.machine.intWidth == 16)
    let names = FileNames(program, name: options.name)
    name = names.prefix
    buffers = names.buffers
    tables = names.tables
    functions = names.functions
    identifiers = names.identifiers
    uses = BufferUse.analyse(program)
    tableRanges = program.tables.map { table in
      IntegerRange(table.values.min() ?? 0, table.values.max() ?? 0)
    }
  }

  /// The name of the function that a caller runs the network by.
  var entryName: String { functions[program.entry.index] }

  /// The prefix of macros.
  var macroPrefix: String { name.uppercased() }

  /// What a base of memory is in the C of a function.
  func memory(_ base: MemoryBase, _ scope: FunctionScope) -> MemoryView {
    let isMacro = target.machine.readsConstantsThroughMacro
    switch base {
    case .pointer(let id):
      let pointer = scope.function[id]
      return MemoryView(
        name: scope.name(of: id), element: pointer.element, range: pointer.range,
        isPointer: true, isBehindMacro: isMacro && pointer.memory == .flash, count: nil)
    case .buffer(let id):
      let buffer = program[id]
      return MemoryView(
        name: buffers[id.index], element: buffer.element, range: buffer.range,
        isPointer: false, isBehindMacro: false, count: buffer.count)
    case .table(let id):
      return MemoryView(
        name: tables[id.index], element: program[id].element, range: tableRanges[id.index],
        isPointer: false, isBehindMacro: isMacro, count: program[id].values.count)
    }
  }
}

/// Memory as an expression sees it.
struct MemoryView {
  let name: String
  let element: IntegerType
  let range: IntegerRange
  /// A pointer that walks; its first element reads as `*name`.
  let isPointer: Bool
  let isBehindMacro: Bool
  /// The elements of an array; nil for a pointer.
  let count: Int?
}

/// The names at file scope, claimed in the order in which a reader meets them.
struct FileNames {
  let prefix: String
  private(set) var identifiers = Identifiers()
  private(set) var buffers: [String] = []
  private(set) var tables: [String] = []
  private(set) var functions: [String] = []

  init(_ program: KernelProgram, name: String) {
    // External names stay different within the 31 characters that C99 compares.
    prefix = String(Identifiers.sanitized(name, fallback: "network").lowercased().prefix(20))
    let entry = program.rows == nil ? "run" : "push_row"
    let input = program.rows == nil ? "input" : "row"
    for suffix in [entry, "\(input)_t", "output_t"] { identifiers.reserve("\(prefix)_\(suffix)") }
    if !program.initialStates.isEmpty {
      for own in ["state", "\(prefix)_init", "\(prefix)_state_t"] { identifiers.reserve(own) }
    }
    let inputs = program.buffers.filter { $0.isInput }.count
    let outputs = program.buffers.filter { $0.isOutput }.count
    for buffer in program.buffers {
      buffers.append(claim(buffer, input: input, of: inputs, outputs: outputs))
    }
    tables = program.tables.map { identifiers.claim($0.name, fallback: "table") }
    for (index, function) in program.functions.enumerated() {
      let isEntry = index == program.entry.index
      functions.append(
        isEntry ? "\(prefix)_\(entry)" : identifiers.claim(function.name, fallback: "kernel"))
    }
  }

  private mutating func claim(
    _ buffer: Buffer, input: String, of inputs: Int, outputs: Int
  ) -> String {
    let identifier: String
    switch buffer.placement {
    case .input(let index): identifier = numbered(input, index, of: inputs)
    case .output(let index): identifier = numbered("output", index, of: outputs)
    case .arena, .state: return identifiers.claim(buffer.name, fallback: "buffer")
    }
    identifiers.reserve(identifier)
    return identifier
  }
}

/// `stem` alone where there is one, else with its number behind.
func numbered(_ stem: String, _ index: Int, of count: Int) -> String {
  count == 1 ? stem : "\(stem)_\(index)"
}

extension Buffer {
  var isInput: Bool { if case .input = placement { true } else { false } }
  var isState: Bool { if case .state = placement { true } else { false } }
  var isScratch: Bool { if case .arena = placement { true } else { false } }
  var isOutput: Bool { if case .output = placement { true } else { false } }
}
