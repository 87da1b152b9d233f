import Diagnostics
import FixedPoint

/// Runs a kernel program step by step and checks at every step what the C takes for granted: the
/// declared range of each local and each element, 32 bits for each partial result, the bounds of
/// each memory, and that no element is read after another buffer's elements took its place.
package struct KernelEvaluator: Sendable {
  private let program: KernelProgram

  /// - Precondition: ``verify(_:)`` finds no fault in the program.
  package init(_ program: KernelProgram) { self.program = program }

  /// The first run after a reset.
  ///
  /// - Parameter inputs: One array of elements for each input, by number.
  /// - Returns: One array of elements for each output, by number.
  /// - Throws: E0103 for inputs that do not fit, E0503 at the first step that breaks a promise.
  package func run(inputs: [[Int]]) throws(DiagnosticList) -> [[Int]] {
    try run(inputs: inputs, states: program.resetStates).outputs
  }

  /// One inference: as many runs as the input has rows, where it arrives row by row.
  ///
  /// - Parameters:
  ///   - inputs: One array of elements for each input, by number; all rows of it.
  ///   - states: One array of elements for each state, by number.
  /// - Returns: One array of elements for each output, and what each state holds after the run.
  /// - Throws: E0103 for inputs or states that do not fit, E0503 at the first step that breaks a
  ///   promise.
  package func run(
    inputs: [[Int]], states: [[Int]]
  ) throws(DiagnosticList) -> (outputs: [[Int]], states: [[Int]]) {
    try check(inputs, program.inputBuffers, "inputs")
    try check(states, program.stateBuffers, "states")
    var frame = Frame(program, Memory(program, inputs: inputs, states: states), program.entry)
    do {
      if let rows = program.rows { try run(rows, of: inputs, in: &frame) } else { try frame.run() }
      let memory = frame.memory
      var outputs: [[Int]] = []
      for id in program.outputBuffers { outputs.append(try memory.contents(of: id)) }
      return (outputs, memory.states)
    } catch {
      throw frame.diagnostic(error).alone
    }
  }

  /// Pushes each row, with scratch memory that holds nothing of the row before.
  private func run(
    _ rows: PushedRows, of inputs: [[Int]], in frame: inout Frame
  ) throws(RunFault) {
    for row in 0..<rows.count {
      frame.memory.startRun(
        inputs: zip(program.inputBuffers, inputs).map { id, values in
          let count = program[id].count
          return Array(values[row * count..<(row + 1) * count])
        })
      try frame.run()
      let next = try frame.memory.load(.buffer(rows.counter), 0)
      guard next == (row + 1 == rows.count ? 0 : row + 1) else {
        throw RunFault.miscounted(next, after: row)
      }
    }
  }

  private func check(
    _ given: [[Int]], _ ids: [BufferID], _ kind: String
  ) throws(DiagnosticList) {
    let buffers = ids.map { program[$0] }
    guard given.count == buffers.count else {
      throw misfit(program.name, "\(given.count) \(kind) are given for \(buffers.count)")
    }
    for (buffer, values) in zip(buffers, given) {
      let count = buffer.isInput ? buffer.count * (program.rows?.count ?? 1) : buffer.count
      if values.count != count {
        throw misfit(buffer.name, "\(values.count) elements are given for \(count)")
      }
      if let value = values.first(where: { !buffer.range.contains($0) }) {
        throw misfit(buffer.name, "element \(value) is outside its range \(buffer.range)")
      }
    }
  }

  private func misfit(_ name: String, _ cause: String) -> DiagnosticList {
    Diagnostic(
      .badArray, at: .tensor(name), cause: cause, remedy: "give what the network takes"
    ).alone
  }
}

extension Buffer {
  fileprivate var isInput: Bool { if case .input = placement { true } else { false } }
}

extension Memory {
  fileprivate func contents(of id: BufferID) throws(RunFault) -> [Int] {
    var values: [Int] = []
    for index in 0..<program[id].count { values.append(try load(.buffer(id), index)) }
    return values
  }
}
