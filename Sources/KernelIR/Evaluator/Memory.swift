import Diagnostics
import FixedPoint

/// The memory of a run: the caller's inputs, outputs and states, the scratch that arena buffers
/// share, and the tables.
///
/// Every memory is bytes, little-endian, and every byte of scratch and outputs knows which buffer
/// wrote it last, so that reading an element that another buffer overwrote, or that nothing wrote,
/// is found.
struct Memory {
  let program: KernelProgram
  private let tables: [[Int]]
  private var inputs: [[Int]]
  /// What each state holds, by its number; complete from the start.
  private(set) var states: [[Int]]
  /// By buffer; empty for all but outputs.
  private var outputs: [[UInt8]]
  private var scratch: [UInt8]
  /// Per byte of an output or of scratch, the number of the buffer that wrote it, or -1.
  private var outputWriters: [[Int]]
  private var scratchWriters: [Int]

  init(_ program: KernelProgram, inputs: [[Int]], states: [[Int]]) {
    self.program = program
    self.inputs = inputs
    self.states = states
    tables = program.tables.map(\.values)
    outputs = program.buffers.map { [UInt8](repeating: 0xA5, count: $0.outputBytes) }
    outputWriters = program.buffers.map { [Int](repeating: -1, count: $0.outputBytes) }
    scratch = [UInt8](repeating: 0xA5, count: program.scratchBytes)
    scratchWriters = [Int](repeating: -1, count: program.scratchBytes)
  }

  /// Gives the next inputs, and forgets the scratch memory's elements.
  mutating func startRun(inputs: [[Int]]) {
    self.inputs = inputs
    scratch = [UInt8](repeating: 0xA5, count: program.scratchBytes)
    scratchWriters = [Int](repeating: -1, count: program.scratchBytes)
  }

  /// The element of a table or buffer, or why it may not be read.
  func load(_ root: Root, _ index: Int) throws(RunFault) -> Int {
    guard 0..<root.count(in: program) ~= index else { throw RunFault.outside(index, root) }
    switch root {
    case .table(let id): return tables[id.index][index]
    case .buffer(let id):
      switch program[id].placement {
      case .input(let number): return inputs[number][index]
      case .output:
        return try element(
          of: outputs[id.index], writers: outputWriters[id.index], start: 0, index, id)
      case .state(let number): return states[number][index]
      case .arena(let offset):
        return try element(of: scratch, writers: scratchWriters, start: offset, index, id)
      }
    }
  }

  private func element(
    of bytes: [UInt8], writers: [Int], start: Int, _ index: Int, _ id: BufferID
  ) throws(RunFault) -> Int {
    let type = program[id].element
    let first = start + index * type.bytes
    for byte in first..<first + type.bytes where writers[byte] != id.index {
      throw writers[byte] < 0
        ? RunFault.unwritten(index, id)
        : RunFault.overwritten(index, id, by: BufferID(writers[byte]))
    }
    return type.decoded(bytes[first..<first + type.bytes])
  }

  /// Stores a value that lies in the buffer's range.
  mutating func store(_ value: Int, _ root: Root, _ index: Int) throws(RunFault) {
    guard 0..<root.count(in: program) ~= index else { throw RunFault.outside(index, root) }
    guard case .buffer(let id) = root else { throw RunFault.readOnly(root) }
    guard program[id].range.contains(value) else { throw RunFault.beyond(value, id) }
    let type = program[id].element
    for (place, byte) in type.encoded(value).enumerated() {
      let position = index * type.bytes + place
      switch program[id].placement {
      case .input: throw RunFault.readOnly(root)
      case .output:
        outputs[id.index][position] = byte
        outputWriters[id.index][position] = id.index
      case .state(let number): states[number][index] = value
      case .arena(let offset):
        scratch[offset + position] = byte
        scratchWriters[offset + position] = id.index
      }
    }
  }
}

extension Buffer {
  fileprivate var outputBytes: Int {
    switch placement {
    case .output: bytes
    case .input, .arena, .state: 0
    }
  }
}

/// What a pointer points into.
enum Root: Hashable {
  case buffer(BufferID)
  case table(TableID)

  func count(in program: KernelProgram) -> Int {
    switch self {
    case .buffer(let id): program[id].count
    case .table(let id): program[id].values.count
    }
  }
}

extension KernelProgram {
  /// The caller's buffers, by their numbers.
  package var inputBuffers: [BufferID] {
    callers { if case .input(let number) = $0 { number } else { nil } }
  }

  package var outputBuffers: [BufferID] {
    callers { if case .output(let number) = $0 { number } else { nil } }
  }

  package var stateBuffers: [BufferID] {
    callers { if case .state(let number) = $0 { number } else { nil } }
  }

  /// One array of elements for each state before the first run, by number.
  package var resetStates: [[Int]] {
    zip(stateBuffers, initialStates).map { id, initial in
      switch initial {
      case .uniform(let value): Array(repeating: value, count: self[id].count)
      case .table(let table): self[table].values
      // The evaluator's own choice: what must not matter is hardly right by chance.
      case .anything: Array(repeating: self[id].range.upper, count: self[id].count)
      }
    }
  }

  private func callers(_ number: (Buffer.Placement) -> Int?) -> [BufferID] {
    buffers.enumerated().compactMap { index, buffer in
      number(buffer.placement).map { (number: $0, id: BufferID(index)) }
    }.sorted { $0.number < $1.number }.map(\.id)
  }
}

extension IntegerType {
  fileprivate func encoded(_ value: Int) -> [UInt8] {
    (0..<bytes).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  fileprivate func decoded(_ bytes: ArraySlice<UInt8>) -> Int {
    let value = bytes.reversed().reduce(0) { $0 << 8 | Int($1) }
    return isSigned && value >> (bits - 1) == 1 ? value - 1 << bits : value
  }
}
