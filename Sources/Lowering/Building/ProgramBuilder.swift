import FixedPoint
import KernelIR
import NetworkIR

/// Collects the tables, buffers and functions of a program; equal tables and functions of equal
/// shape are shared.
struct ProgramBuilder {
  private(set) var buffers: [Buffer] = []
  private(set) var tables: [ConstantTable] = []
  var functions: [KernelFunction] = []
  /// The lifetime of each arena buffer, in steps of the network.
  private(set) var lifetimes: [BufferID: ClosedRange<Int>] = [:]
  /// The ranges over the layers of each shared column loop.
  var columnHulls: [ColumnKey: ColumnHull] = [:]
  /// Registers of the target that hold values.
  var registers = 13
  /// Those that sums may stay in.
  var sumRegisters = SumRegisters(count: 7, bits: 32)
  /// The step that is being emitted.
  var step = 0
  /// The chosen strategy of each linear stage, by its step.
  var strategies: [Int: LinearStrategy] = [:]
  /// Whether linear operators emit nothing, so that all else can be weighed.
  var leavesOutKernels = false
  /// Through which step what a step reads and writes is in use, where that is not the step itself.
  var lastSteps: [Int: Int] = [:]
  /// What each stage but the recurrences added.
  var marks: [StageMark] = []
  /// What the entry function calls, in order.
  private(set) var calls: [Statement] = []
  /// The calls of each step, in order.
  private(set) var callsOfStep: [Int: [Statement]] = [:]
  /// The entry's pointers, which walk in its loops.
  private var entryPointers: [Pointer] = []
  private var initialStates: [InitialState] = []
  /// What runs for each row where the input arrives row by row.
  var pushing: PushingCall?
  /// The table that data-times-data products share.
  var quarterSquares: TableID?

  /// A table in the given type, or the narrowest that holds its values; an equal one is used again.
  mutating func table(
    _ name: String, _ values: [Int], as type: IntegerType? = nil, note: String
  ) -> TableID {
    let element = type ?? IntegerType.narrowest(holding: hull(values)) ?? .int32
    let equal = tables.indices.first { index in
      tables[index].values == values && tables[index].element == element
        && TableID(index) != quarterSquares
    }
    return equal.map { TableID($0) } ?? growingTable(name, values, as: element, note: note)
  }

  /// A table that ``extend(_:to:)`` may change: none that something else uses.
  mutating func growingTable(
    _ name: String, _ values: [Int], as type: IntegerType? = nil, note: String
  ) -> TableID {
    let element = type ?? IntegerType.narrowest(holding: hull(values)) ?? .int32
    tables.append(ConstantTable(name: name, element: element, values: values, note: note))
    return TableID(tables.count - 1)
  }

  func element(of table: TableID) -> IntegerType { tables[table.index].element }
  func range(of table: TableID) -> IntegerRange { hull(tables[table.index].values) }

  mutating func callerBuffer(_ tensor: Tensor, _ placement: Buffer.Placement) -> BufferID {
    add(
      Buffer(
        name: tensor.name, element: tensor.type, count: tensor.shape.elementCount,
        placement: placement, range: tensor.range))
  }

  /// Scratch memory that is live from one step of the network to another.
  mutating func arenaBuffer(
    _ name: String, _ element: IntegerType, count: Int, _ range: IntegerRange,
    live: ClosedRange<Int>
  ) -> BufferID {
    let id = add(
      Buffer(
        name: name, element: element, count: count, placement: .arena(offset: 0), range: range))
    lifetimes[id] = live
    return id
  }

  /// The function, or one that differs in ranges, name and note alone: its ranges then hold both.
  mutating func share(_ function: KernelFunction) -> FunctionID {
    if let index = functions.firstIndex(where: { $0.isSameCode(as: function) }) {
      functions[index].widen(with: function)
      return FunctionID(index)
    }
    functions.append(function)
    return FunctionID(functions.count - 1)
  }

  mutating func call(_ function: FunctionID, _ arguments: [Argument]) {
    calls.append(.call(function, arguments))
    callsOfStep[step, default: []].append(.call(function, arguments))
  }

  /// Adds a function that serves one place only and calls it.
  mutating func callOnce(_ function: KernelFunction) {
    functions.append(function)
    call(FunctionID(functions.count - 1), [])
  }

  /// The calls that `body` makes, which the entry then does not: what several of them use keeps its
  /// memory through all steps of the region.
  mutating func capturing(
    region steps: ClosedRange<Int>, _ body: (inout ProgramBuilder) -> Void
  ) -> [Statement] {
    let before = (calls, callsOfStep, buffers.count)
    body(&self)
    let made = calls.dropFirst(before.0.count).filter(\.isCall)
    (calls, callsOfStep) = (before.0, before.1)
    if made.count > 1 {
      for index in before.2..<buffers.count { lifetimes[BufferID(index)] = steps }
    }
    return made
  }

  mutating func comment(_ text: String) { calls.append(.comment(text)) }

  /// Takes what `body` makes the entry call and puts it into a loop of the entry.
  ///
  /// - Parameters:
  ///   - body: Makes the calls of one turn.
  ///   - advance: What stands at the end of a turn.
  mutating func repeating(
    _ count: Int, advance: [Statement], _ body: (inout ProgramBuilder) -> Void
  ) {
    let before = calls
    calls = []
    body(&self)
    calls = before + [.repeatTimes(count, calls + advance)]
  }

  /// What `body` makes the entry call, which the entry does not call.
  mutating func capturing(_ body: (inout ProgramBuilder) -> Void) -> [Statement] {
    let (before, ofStep) = (calls, callsOfStep)
    calls = []
    body(&self)
    let captured = calls
    (calls, callsOfStep) = (before, ofStep)
    return captured
  }

  /// Declares a pointer of the entry and points it at the start of a buffer.
  mutating func entryPointer(
    _ name: String, to tensor: Tensor, in memory: Pointer.Memory, at buffer: BufferID
  ) -> PointerID {
    entryPointers.append(
      Pointer(name: name, element: tensor.type, memory: memory, range: tensor.range))
    let id = PointerID(entryPointers.count - 1)
    calls.append(.point(id, Address(.buffer(buffer))))
    return id
  }

  /// The caller's memory of the next state.
  mutating func stateBuffer(_ tensor: Tensor, initial: [Int]) -> BufferID {
    let number = initialStates.count
    let values = Set(initial)
    if let value = initial.first, values.count == 1 {
      initialStates.append(.uniform(value))
    } else {
      initialStates.append(
        .table(
          table(
            tensor.name + "_initial", initial, as: tensor.type,
            note: "the state before the first run")))
    }
    return callerBuffer(tensor, .state(number))
  }

  /// The caller's memory of what a pushed row leaves for those behind it.
  mutating func rowState(
    _ name: String, _ element: IntegerType, count: Int, _ range: IntegerRange,
    initial: InitialState = .anything
  ) -> BufferID {
    initialStates.append(initial)
    return add(
      Buffer(
        name: name, element: element, count: count, placement: .state(initialStates.count - 1),
        range: range))
  }

  /// The same for a whole tensor.
  mutating func rowState(_ tensor: Tensor) -> BufferID {
    rowState(tensor.name, tensor.type, count: tensor.shape.elementCount, tensor.range)
  }

  /// Makes the values of a table longer; only loads from the table itself may use it.
  mutating func extend(_ id: TableID, to values: [Int]) {
    tables[id.index].values = values
    tables[id.index].element = IntegerType.narrowest(holding: hull(values)) ?? .int32
  }

  /// Places the arena buffers and closes the program.
  func finish(name: String, offsets: [BufferID: Int], scratchBytes: Int) -> KernelProgram {
    var placed = buffers
    for (id, offset) in offsets { placed[id.index].placement = .arena(offset: offset) }
    return KernelProgram(
      name: name, buffers: placed, tables: tables, functions: functions + [entry],
      entry: FunctionID(functions.count), scratchBytes: scratchBytes,
      initialStates: initialStates, rows: pushing?.rows)
  }

  private var entry: KernelFunction {
    let note = FunctionNote(
      nodes: [],
      formula: pushing == nil
        ? "the whole network, in order" : "what the next row makes possible, in order",
      strategy: "calls")
    return KernelFunction(
      name: pushing == nil ? "run" : "push_row", note: note, parameters: [],
      locals: pushing.map { [$0.nextRow] } ?? [], pointers: entryPointers,
      body: pushing?.body(lastly: calls) ?? calls)
  }

  private mutating func add(_ buffer: Buffer) -> BufferID {
    buffers.append(buffer)
    return BufferID(buffers.count - 1)
  }
}

/// The smallest range that holds the values; zero alone where there are none.
func hull(_ values: [Int]) -> IntegerRange {
  IntegerRange(values.min() ?? 0, values.max() ?? 0)
}

extension Statement {
  fileprivate var isCall: Bool { if case .call = self { true } else { false } }
}

extension KernelFunction {
  fileprivate func isSameCode(as other: KernelFunction) -> Bool {
    parameters == other.parameters && body == other.body
      && locals.map(\.name) == other.locals.map(\.name)
      && pointers.map(\.name) == other.pointers.map(\.name)
      && pointers.map(\.element) == other.pointers.map(\.element)
      && pointers.map(\.memory) == other.pointers.map(\.memory)
  }

  fileprivate mutating func widen(with other: KernelFunction) {
    for index in locals.indices {
      locals[index].range = locals[index].range.union(other.locals[index].range)
    }
    for index in pointers.indices {
      pointers[index].range = pointers[index].range.union(other.pointers[index].range)
    }
    note.nodes += other.note.nodes.filter { !note.nodes.contains($0) }
  }
}
