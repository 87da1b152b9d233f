import CSyntax
import FixedPoint
import KernelIR
import NetworkIR
import TargetDescription

/// manifest.json: everything that the C says in comments, for machines. Keys keep this order.
struct Manifest {
  let context: EmissionContext
  let interface: PublicInterface
  let functions: [SourceFile.EmittedFunction]
  let operations: OperationCount
  let renamings: [Identifiers.Renaming]
  let files: [String]

  var text: String {
    let options = context.options
    return JSONText.object(
      [
        ("format", .integer(1)),
        ("name", .string(context.name)),
        ("network", .string(context.network.name)),
        ("command", .string(options.commandLine)),
        ("generator", .string("stapes \(options.toolVersion)")),
        ("model_sha256", .string(options.modelDigest)),
        ("target", .string(context.target.name)),
        ("entry", .string(context.entryName)),
      ]
        + rowFields + stateFields + fields
    ).text
  }

  /// Only networks whose input is pushed have them; `operations` counts each branch of a row once.
  private var rowFields: [(String, JSONText)] {
    interface.rows.map { [("rows", .integer($0))] } ?? []
  }

  /// Only networks that keep something have them.
  private var stateFields: [(String, JSONText)] {
    guard !interface.states.isEmpty else { return [] }
    return [
      ("init", .string("\(context.name)_init")), ("states", .array(interface.states.map(state))),
    ]
  }

  private var fields: [(String, JSONText)] {
    [
      ("memory", memory),
      ("operations", count(operations)),
      ("inputs", .array(interface.inputs.map(port))),
      ("outputs", .array(interface.outputs.map(port))),
      ("functions", .array(functions.map(function))),
      ("tables", .array(context.program.tables.indices.map(table))),
      ("buffers", .array(context.program.buffers.indices.map(buffer))),
      ("renamed", .array(renamings.map(renaming))),
      ("golden_vectors", .integer(context.options.vectors.count)),
      ("files", .strings(files)),
    ]
  }

  private var memory: JSONText {
    .object([
      ("constant_bytes", .integer(interface.tableBytes)),
      ("state_bytes", .integer(interface.stateBytes)),
      ("scratch_bytes", .integer(interface.scratchBytes)),
      ("input_bytes", .integer(interface.inputBytes)),
      ("output_bytes", .integer(interface.outputBytes)),
    ])
  }

  private func count(_ count: OperationCount) -> JSONText {
    .object([
      ("loads", .integer(count.loads)),
      ("stores", .integer(count.stores)),
      ("additions", .integer(count.additions)),
      ("shifts", .integer(count.shifts)),
      ("comparisons", .integer(count.comparisons)),
      ("calls", .integer(count.calls)),
      ("is_lower_bound", .boolean(count.isLowerBound)),
    ])
  }

  private func state(_ state: PublicInterface.State) -> JSONText {
    guard let tensor = state.tensor else { return kept(state) }
    return .object([
      ("tensor", .string(tensor.name)),
      ("member", .string(state.identifier)),
      ("type", .string(state.element.spelling)),
      ("shape", .integers(tensor.shape.dimensions)),
      ("bytes", .integer(state.bytes)),
      ("range", .integers([tensor.range.lower, tensor.range.upper])),
      ("meaning", meaning(tensor.meaning)),
    ])
  }

  /// What pushed rows leave for later ones.
  private func kept(_ state: PublicInterface.State) -> JSONText {
    .object([
      ("member", .string(state.identifier)),
      ("type", .string(state.element.spelling)),
      ("bytes", .integer(state.bytes)),
      ("range", .integers([state.range.lower, state.range.upper])),
    ])
  }

  private func port(_ port: PublicInterface.Port) -> JSONText {
    let tensor = port.tensor
    return .object(
      [
        ("tensor", .string(tensor.name)),
        ("argument", .string(port.identifier)),
        ("type", .string(port.element.spelling)),
        ("shape", .integers(tensor.shape.dimensions)),
        ("range", .integers([tensor.range.lower, tensor.range.upper])),
        ("meaning", meaning(tensor.meaning)),
      ] + (port.encoding.map { [("encoding", EncodingJSON.value($0))] } ?? []))
  }

  /// Exact rationals as text: real value = scale * integer + offset.
  private func meaning(_ meaning: Meaning) -> JSONText {
    .object([
      ("axis", meaning.axis.map { .integer($0) } ?? .null),
      ("scale", .strings(meaning.scale.map(\.description))),
      ("offset", .strings(meaning.offset.map(\.description))),
    ])
  }

  private func function(_ function: SourceFile.EmittedFunction) -> JSONText {
    let note = context.program[function.id].note
    return .object([
      ("name", .string(function.code.name)),
      ("nodes", .strings(note.nodes)),
      ("formula", .string(note.formula)),
      ("strategy", .string(note.strategy)),
      ("operations", count(function.operations)),
    ])
  }

  private func table(_ index: Int) -> JSONText {
    let table = context.program.tables[index]
    return .object([
      ("name", .string(context.tables[index])),
      ("type", .string(table.element.spelling)),
      ("count", .integer(table.values.count)),
      ("bytes", .integer(table.values.count * table.element.bytes)),
      ("note", .string(table.note)),
    ])
  }

  private func buffer(_ index: Int) -> JSONText {
    let buffer = context.program.buffers[index]
    return .object([
      ("name", .string(context.buffers[index])),
      ("tensor", .string(buffer.name)),
      ("type", .string(buffer.element.spelling)),
      ("count", .integer(buffer.count)),
      ("range", .integers([buffer.range.lower, buffer.range.upper])),
      ("scratch_offset", offset(buffer.placement)),
    ])
  }

  private func offset(_ placement: Buffer.Placement) -> JSONText {
    switch placement {
    case .arena(let offset): .integer(offset)
    case .input, .output, .state: .null
    }
  }

  private func renaming(_ renaming: Identifiers.Renaming) -> JSONText {
    .object([
      ("original", .string(renaming.original)), ("identifier", .string(renaming.identifier)),
    ])
  }
}

/// How a user's array becomes an input, as JSON.
enum EncodingJSON {
  static func value(_ encoding: InputEncoding) -> JSONText {
    switch encoding {
    case .integers: .object([("kind", .string("integers"))])
    case .samples(let scale, let offset):
      .object([
        ("kind", .string("samples")), ("scale", .string("\(scale)")),
        ("offset", .string("\(offset)")),
      ])
    case .float32(let steps):
      .object([("kind", .string("float32")), ("steps", .array(steps.map(step)))])
    }
  }

  private static func step(_ step: FloatStep) -> JSONText {
    switch step {
    case .add(let value): parameter("add", value)
    case .subtract(let value): parameter("subtract", value)
    case .subtractFrom(let value): parameter("subtract_from", value)
    case .multiply(let value): parameter("multiply", value)
    case .divide(let value): parameter("divide", value)
    case .clamp(let lower, let upper):
      .object([
        ("step", .string("clamp")), ("lower", number(lower)), ("upper", number(upper)),
      ])
    case .round(let rounding):
      .object([("step", .string("round")), ("rounding", .string(rounding.rawValue))])
    case .bipolar: .object([("step", .string("bipolar"))])
    }
  }

  private static func parameter(_ name: String, _ parameter: FloatParameter) -> JSONText {
    .object([
      ("step", .string(name)), ("axis", parameter.axis.map { .integer($0) } ?? .null),
      ("values", .array(parameter.values.map(number))),
    ])
  }

  /// The shortest decimal that reads back as the same float32; infinities, which JSON lacks, as
  /// text.
  private static func number(_ value: Float) -> JSONText {
    value.isFinite ? .number("\(value)") : .string("\(value)")
  }
}
