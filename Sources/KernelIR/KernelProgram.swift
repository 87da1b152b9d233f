import FixedPoint

/// The lowered form of a network: functions of integer steps and loops over caller-owned memory and
/// constant tables.
///
/// Everything is sayable except multiplication and division. Every local and every memory element
/// has a proved range; every expression's value fits 32 bits signed. Pointers walk; no address is
/// computed by a product.
package struct KernelProgram: Hashable, Sendable {
  package var name: String
  package var buffers: [Buffer]
  package var tables: [ConstantTable]
  /// In execution order; functions called by others stand before them. `entry` is the last.
  package var functions: [KernelFunction]
  /// The function that runs the whole network: no parameters, only calls, some of them in loops of
  /// constant length with pointers that walk. Where the input arrives row by row, it takes a row; what
  /// runs after the last one alone stands in a branch.
  package var entry: FunctionID
  /// Bytes of the caller's scratch memory that all arena buffers share.
  package var scratchBytes: Int
  /// What each state holds before the first run, by its number.
  package var initialStates: [InitialState]
  /// How the input arrives row by row; nil where a run takes whole inputs.
  package var rows: PushedRows?

  package init(
    name: String, buffers: [Buffer], tables: [ConstantTable], functions: [KernelFunction],
    entry: FunctionID, scratchBytes: Int, initialStates: [InitialState] = [],
    rows: PushedRows? = nil
  ) {
    self.rows = rows
    self.initialStates = initialStates
    self.name = name
    self.buffers = buffers
    self.tables = tables
    self.functions = functions
    self.entry = entry
    self.scratchBytes = scratchBytes
  }

  package subscript(id: BufferID) -> Buffer { buffers[id.index] }
  package subscript(id: TableID) -> ConstantTable { tables[id.index] }
  package subscript(id: FunctionID) -> KernelFunction { functions[id.index] }
}

package struct BufferID: Hashable, Sendable {
  package let index: Int
  package init(_ index: Int) { self.index = index }
}

package struct TableID: Hashable, Sendable {
  package let index: Int
  package init(_ index: Int) { self.index = index }
}

package struct FunctionID: Hashable, Sendable {
  package let index: Int
  package init(_ index: Int) { self.index = index }
}

package struct LocalID: Hashable, Sendable {
  package let index: Int
  package init(_ index: Int) { self.index = index }
}

package struct PointerID: Hashable, Sendable {
  package let index: Int
  package init(_ index: Int) { self.index = index }
}

/// Memory that kernels read and write, in elements of one type.
package struct Buffer: Hashable, Sendable {
  package var name: String
  package var element: IntegerType
  package var count: Int
  package var placement: Placement
  /// Every element that is ever stored lies in this range.
  package var range: IntegerRange

  package init(
    name: String, element: IntegerType, count: Int, placement: Placement, range: IntegerRange
  ) {
    self.name = name
    self.element = element
    self.count = count
    self.placement = placement
    self.range = range
  }

  /// Where a buffer lives; all of it is the caller's memory.
  package enum Placement: Hashable, Sendable {
    /// The caller's input number n, read only.
    case input(Int)
    /// The caller's output number n.
    case output(Int)
    /// The caller's state number n, which keeps its elements between runs.
    case state(Int)
    /// Scratch memory at a byte offset that suits the element's alignment.
    case arena(offset: Int)
  }
}

/// The content of a state buffer before the first run.
package enum InitialState: Hashable, Sendable {
  /// Every element has this value.
  case uniform(Int)
  /// As many elements as the buffer has, of its type.
  case table(TableID)
  /// Anything: an inference writes what it reads.
  case anything
}

/// Constants in flash.
package struct ConstantTable: Hashable, Sendable {
  package var name: String
  package var element: IntegerType
  package var values: [Int]
  /// How to read the values, for the comment above the table.
  package var note: String

  package init(name: String, element: IntegerType, values: [Int], note: String) {
    self.name = name
    self.element = element
    self.values = values
    self.note = note
  }
}

/// A function of the lowered program. Parameters are the first locals and pointers.
package struct KernelFunction: Hashable, Sendable {
  package var name: String
  package var note: FunctionNote
  package var parameters: [Parameter]
  package var locals: [Local]
  package var pointers: [Pointer]
  package var body: [Statement]

  package init(
    name: String, note: FunctionNote, parameters: [Parameter], locals: [Local],
    pointers: [Pointer], body: [Statement]
  ) {
    self.name = name
    self.note = note
    self.parameters = parameters
    self.locals = locals
    self.pointers = pointers
    self.body = body
  }

  package subscript(id: LocalID) -> Local { locals[id.index] }
  package subscript(id: PointerID) -> Pointer { pointers[id.index] }
}

/// What a reader of the C wants to know about a function.
package struct FunctionNote: Hashable, Sendable {
  /// The source nodes that it serves.
  package var nodes: [String]
  /// The formula in the terms of docs/arithmetic.md.
  package var formula: String
  /// The strategy's name and its price.
  package var strategy: String

  package init(nodes: [String], formula: String, strategy: String) {
    self.nodes = nodes
    self.formula = formula
    self.strategy = strategy
  }
}

package enum Parameter: Hashable, Sendable {
  case value(LocalID)
  case pointer(PointerID)
}

/// A scalar of a function.
package struct Local: Hashable, Sendable {
  package var name: String
  /// Every value that it ever holds.
  package var range: IntegerRange
  package var isMutable: Bool
  /// Why the range holds where no arithmetic on ranges shows it; nil where it must be derived.
  package var promise: String?

  package init(name: String, range: IntegerRange, isMutable: Bool, promise: String? = nil) {
    self.name = name
    self.range = range
    self.isMutable = isMutable
    self.promise = promise
  }
}

/// A pointer of a function, to elements of one type in one kind of memory.
package struct Pointer: Hashable, Sendable {
  package var name: String
  package var element: IntegerType
  package var memory: Memory
  /// Every element that may be read through it.
  package var range: IntegerRange

  package init(name: String, element: IntegerType, memory: Memory, range: IntegerRange) {
    self.name = name
    self.element = element
    self.memory = memory
    self.range = range
  }

  package enum Memory: Hashable, Sendable {
    case flash
    case readOnlyRAM
    case writableRAM
  }
}
