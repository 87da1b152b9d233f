import Diagnostics
import FixedPoint

/// Checks every rule of the ``KernelProgram`` contract and derives the range of every value from
/// the declared ones.
///
/// A value is bounded by interval arithmetic and by the linear form of the steps that made it,
/// whichever is tighter. These are trusted, not derived, and asserted by the evaluator and the
/// checked C build: the declared range of an accumulator (a mutable local assigned from an
/// expression that reads it, or an element stored from an expression that reads the same memory);
/// the range of what is computed from an accumulator, whose last value is narrower than those on
/// the way; what numbers in flash decide that a pointer walks over; a local's promise.
///
/// A declared range that is narrower than the derived one, and not trusted, is a warning, for it
/// may hold all the same; it is an error where the two have no value in common.
///
/// - Returns: One diagnostic (E0503) per broken rule and place: the program's memory, then each
///   function in order; empty for a sound program. At most ``KernelVerifier/limit`` of a severity.
package func verify(_ program: KernelProgram) -> DiagnosticList {
  var verifier = KernelVerifier(program)
  verifier.checkBuffers()
  verifier.checkTables()
  verifier.checkEntry()
  verifier.checkRows()
  verifier.checkFunctions()
  verifier.checkOverlaps()
  return verifier.faults
}

/// What has been seen of a program while its rules are checked.
struct KernelVerifier {
  /// A broken lowering must not make a list of millions.
  static let limit = 100

  let program: KernelProgram
  private(set) var faults = DiagnosticList()

  init(_ program: KernelProgram) { self.program = program }

  private mutating func report(
    _ kind: String, _ name: String, _ cause: String, _ remedy: String
  ) {
    add(
      Diagnostic(
        .invalidKernel, at: .node(name: name, operator: kind), cause: cause,
        remedy: remedy))
  }

  private mutating func add(_ diagnostic: Diagnostic) {
    let alike = faults.diagnostics.count { $0.severity == diagnostic.severity }
    if alike < Self.limit { faults.add(diagnostic) }
  }

  mutating func checkBuffers() {
    for buffer in program.buffers {
      if buffer.count < 1 {
        report("buffer", buffer.name, "it holds \(buffer.count) elements", "hold at least one")
      }
      if !buffer.element.range.contains(buffer.range) {
        report(
          "buffer", buffer.name, "its range \(buffer.range) does not fit \(buffer.element)",
          "use a wider element type")
      }
      if buffer.element == .int64 {
        report("buffer", buffer.name, "its elements have 64 bits", "use two words")
      }
      if case .arena(let offset) = buffer.placement { checkArena(buffer, offset: offset) }
    }
    checkNumbers("input") { if case .input(let number) = $0 { number } else { nil } }
    checkNumbers("output") { if case .output(let number) = $0 { number } else { nil } }
    checkNumbers("state") { if case .state(let number) = $0 { number } else { nil } }
    checkStates()
  }

  private mutating func checkArena(_ buffer: Buffer, offset: Int) {
    if offset < 0 || offset + buffer.bytes > program.scratchBytes {
      report(
        "buffer", buffer.name,
        "its bytes \(offset)..<\(offset + buffer.bytes) leave the \(program.scratchBytes) of scratch",
        "place it inside, or make scratch larger")
    }
    if offset % buffer.element.bytes != 0 {
      report(
        "buffer", buffer.name, "offset \(offset) is not aligned for \(buffer.element)",
        "use a multiple of \(buffer.element.bytes)")
    }
  }

  private mutating func checkNumbers(_ kind: String, _ number: (Buffer.Placement) -> Int?) {
    let numbers = program.buffers.compactMap { number($0.placement) }.sorted()
    if numbers != Array(numbers.indices) {
      report(
        "program", program.name, "its \(kind)s have the numbers \(numbers)",
        "number the \(kind)s from 0, each once")
    }
  }

  private mutating func checkStates() {
    let states = program.stateBuffers.map { program[$0] }
    if states.count != program.initialStates.count {
      report(
        "program", program.name,
        "it has \(states.count) states and \(program.initialStates.count) initial states",
        "say of each state what it holds before the first run")
    }
    for (state, initial) in zip(states, program.initialStates) { check(initial, of: state) }
  }

  private mutating func check(_ initial: InitialState, of state: Buffer) {
    let (values, type) = content(initial, of: state)
    if values.count != state.count || type != state.element {
      report(
        "buffer", state.name,
        "its \(state.count) elements of \(state.element) start as \(values.count) of \(type)",
        "give one of its type for each")
    }
    if let value = values.first(where: { !state.range.contains($0) }) {
      report(
        "buffer", state.name, "it starts with \(value), outside its range \(state.range)",
        "declare the wider range")
    }
  }

  private func content(_ initial: InitialState, of state: Buffer) -> ([Int], IntegerType) {
    switch initial {
    case .uniform(let value):
      return (Array(repeating: value, count: state.count), state.element)
    case .anything:
      return (Array(repeating: state.range.lower, count: state.count), state.element)
    case .table(let id):
      guard program.tables.indices ~= id.index else { return ([], state.element) }
      return (program[id].values, program[id].element)
    }
  }

  mutating func checkTables() {
    for table in program.tables {
      if table.values.isEmpty {
        report("table", table.name, "it is empty", "leave it out")
      }
      if let place = table.values.firstIndex(where: { !table.element.range.contains($0) }) {
        report(
          "table", table.name,
          "value \(table.values[place]) at \(place) does not fit \(table.element)",
          "use a wider element type")
      }
    }
  }

  mutating func checkEntry() {
    guard program.functions.indices ~= program.entry.index else {
      report(
        "program", program.name,
        "entry \(program.entry.index) is none of its "
          + "\(program.functions.count) functions", "name the last function as entry")
      return
    }
    let entry = program[program.entry]
    if program.entry.index != program.functions.count - 1 {
      report("function", entry.name, "it is the entry but not the last", "put the entry last")
    }
    if !entry.parameters.isEmpty {
      report("function", entry.name, "the entry has parameters", "let it have none")
    }
    if !(program.rows == nil ? entry.body[...] : calls(beforeLastRow: entry.body)).allSatisfy(
      \.isCallInLoops)
    {
      report(
        "function", entry.name, "the entry does more than call",
        "let it only call functions, in loops at most")
    }
  }

  /// An input that arrives row by row is the only one, and a state of one element counts its rows.
  mutating func checkRows() {
    guard let rows = program.rows else { return }
    if program.inputBuffers.count != 1 {
      report(
        "program", program.name, "it takes \(program.inputBuffers.count) inputs row by row",
        "take one")
    }
    guard program.buffers.indices ~= rows.counter.index,
      case .state(let number) = program[rows.counter].placement,
      program.initialStates.indices ~= number, program.initialStates[number] == .uniform(0),
      program[rows.counter].count == 1, rows.count > 1,
      program[rows.counter].range == IntegerRange(0, rows.count - 1)
    else {
      report(
        "program", program.name, "nothing counts its \(rows.count) rows",
        "keep a state of one element from 0 to the last row, 0 before the first run")
      return
    }
  }

  mutating func checkFunctions() {
    var uses: [[PointerUse]] = []
    for (number, function) in program.functions.enumerated() {
      uses.append(function.pointerUses(program: program, earlier: uses))
      var checker = FunctionVerifier(program, number: number, uses: uses)
      checker.run()
      checker.faults.forEach { add($0) }
    }
  }

  /// - Precondition: the other checks have run; a program that they refuse is not followed.
  mutating func checkOverlaps() {
    guard !faults.hasErrors else { return }
    for (one, two) in OverlapRules(program).faults() {
      report(
        "buffer", program[two].name,
        "it shares bytes with \(program[one].name) while both are in use",
        "place one of them elsewhere")
    }
  }
}

extension KernelVerifier {
  /// What an entry that takes a row does for every row: all of it but, at its end, the number of the
  /// next row and what is called where that is the first again.
  fileprivate func calls(beforeLastRow body: [Statement]) -> ArraySlice<Statement> {
    guard let rows = program.rows, body.count >= 2,
      case .branch(let condition, let then, []) = body[body.count - 1],
      case .define(let next, .load(.buffer(rows.counter), .constant(0))) = body[body.count - 2],
      condition == Condition(.local(next), .equal, 0), then.allSatisfy(\.isCallInLoops)
    else { return body[...] }
    return body.dropLast(2)
  }
}

extension Statement {
  /// A call, or what it takes to make calls again and again with pointers that walk.
  fileprivate var isCallInLoops: Bool {
    switch self {
    case .call, .comment, .point, .repoint, .advance: true
    case .repeatTimes(_, let body): body.allSatisfy(\.isCallInLoops)
    case .define, .assign, .store, .repeatLocal, .repeatUntil, .branch: false
    }
  }
}
