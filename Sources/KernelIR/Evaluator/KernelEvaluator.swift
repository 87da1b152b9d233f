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

  /// - Parameters:
  ///   - inputs: One array of elements for each input, by number.
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
      try frame.run()
      let memory = frame.memory
      var outputs: [[Int]] = []
      for id in program.outputBuffers { outputs.append(try memory.contents(of: id)) }
      return (outputs, memory.states)
    } catch {
      throw frame.diagnostic(error).alone
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
      if values.count != buffer.count {
        throw misfit(buffer.name, "\(values.count) elements are given for \(buffer.count)")
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

extension Memory {
  fileprivate func contents(of id: BufferID) throws(RunFault) -> [Int] {
    var values: [Int] = []
    for index in 0..<program[id].count { values.append(try load(.buffer(id), index)) }
    return values
  }
}
