import Diagnostics
import Foundation
import TargetDescription

/// What building and running a network in one place gave.
package struct PlaceTrial: Hashable, Sendable {
  package let place: BuildPlace
  /// The first line of the compiler's account of itself.
  package let compiler: String
  /// The outputs of each vector, one list per output.
  package let outputs: [[[Int]]]
  /// The state after each vector, one list per member.
  package let states: [[[Int]]]
  /// Instructions of each inference, where they are counted.
  package let instructions: [Int]?
  /// Clock cycles of each inference, where they are counted.
  package let cycles: [Int]?
  /// The deepest stack of all inferences, where it is measured.
  package let stackBytes: Int?
  /// The most stack that any input can take, with the caller's frame as in `stackBytes`; nil where no
  /// compiler lists frames.
  package let stackBound: StackBound?
  package let footprint: Footprint
  /// What object code must not hold, in the order of the code.
  package let findings: [ObjectFinding]

  /// The number of forbidden instructions and calls of helpers that stand for one.
  package var forbiddenInstructions: Int { findings.forbiddenInstructions }

  /// The findings as errors; none where the target only reports them.
  package var violations: [Diagnostic] { findings.violations(at: place) + stackViolations }

  /// A bound that a run exceeded is no bound.
  private var stackViolations: [Diagnostic] {
    guard let seen = stackBytes, let bound = stackBound?.bytes, seen > bound else { return [] }
    return [
      Diagnostic(
        .error, .mismatch, at: .nowhere,
        cause: "\(place.label): a run took \(seen) bytes of stack, over the bound of \(bound)",
        remedy: "report the network; the bound is wrong")
    ]
  }
}

/// The rooms in which generated code is tried out: every target and the tools to use it.
package struct VerificationBench: Sendable {
  /// The folder of the target files, with `rig` in it.
  package let targetsDirectory: URL
  package let runner: ToolRunner
  /// The linker scripts hold 16 MB of vectors.
  private static let batchBytes = 8 << 20
  /// Long networks take seconds a vector under sanitizers, and a program minutes before it is ended.
  private static let batchVectors = 100

  package init(targetsDirectory: URL, runner: ToolRunner = ToolRunner()) {
    self.targetsDirectory = targetsDirectory
    self.runner = runner
  }

  /// Builds a network in one place, runs it on every vector, and reads its object code.
  ///
  /// - Parameter vectors: only their inputs matter.
  /// - Throws: values that do not fit the inputs, a missing or failing tool, a trap.
  package func tryOut(_ network: GeneratedNetwork, vectors: [TestVector], at place: BuildPlace)
    async throws(DiagnosticList) -> PlaceTrial
  {
    let inputs = try vectors.map { vector throws(DiagnosticList) in
      HarnessInput(bytes: try network.bytes(of: vector), continues: vector.continues)
    }
    return try await TemporaryFolder.with { folder throws(DiagnosticList) in
      let recipe = BuildRecipe(
        place: place, network: network, targetsDirectory: targetsDirectory, folder: folder,
        runner: runner)
      try await recipe.compileNetwork()
      let records = try await records(recipe, inputs)
      return try await trial(recipe, records: records)
    }
  }

  /// Runs the vectors in batches that the board's memory holds.
  private func records(_ recipe: BuildRecipe, _ vectors: [HarnessInput])
    async throws(DiagnosticList) -> [InferenceRecord]
  {
    var records: [InferenceRecord] = []
    for bytes in Self.batches(vectors) {
      let program = try await recipe.linkProgram(vectors: bytes)
      records += try await EmulatorRun(recipe: recipe, program: program).records(vectors: bytes)
    }
    guard records.count == vectors.count else {
      throw recipe.place.compiler.failure(
        cause: "\(recipe.place.label) gave \(records.count) results for \(vectors.count) vectors"
      ).alone
    }
    return records
  }

  /// A batch ends only where the next vector starts from a reset state.
  private static func batches(_ vectors: [HarnessInput]) -> [[UInt8]] {
    var batches: [[HarnessInput]] = []
    var bytes = 0
    for vector in vectors {
      let isFull =
        bytes + vector.bytes.count > batchBytes || (batches.last?.count ?? 0) >= batchVectors
      if batches.isEmpty || (isFull && !vector.continues) {
        batches.append([])
        bytes = 0
      }
      batches[batches.count - 1].append(vector)
      bytes += vector.bytes.count
    }
    return batches.map { $0.flatMap(\.bytes) }
  }

  private func trial(_ recipe: BuildRecipe, records: [InferenceRecord])
    async throws(DiagnosticList) -> PlaceTrial
  {
    let examination = try await ObjectExamination(recipe)
    let instructions = records.compactMap(\.instructions)
    let cycles = records.compactMap(\.cycles)
    let values = records.map { recipe.network.values(of: $0.outputBytes) }
    let outputs = recipe.network.outputs.count
    return PlaceTrial(
      place: recipe.place, compiler: try await recipe.compilerVersion(),
      outputs: values.map { Array($0.prefix(outputs)) },
      states: values.map { Array($0.dropFirst(outputs)) },
      instructions: instructions.isEmpty ? nil : instructions,
      cycles: cycles.isEmpty ? nil : cycles, stackBytes: records.compactMap(\.stackBytes).max(),
      stackBound: examination.stackBound, footprint: examination.footprint,
      findings: examination.findings)
  }
}

/// A vector as the test program reads it.
private struct HarnessInput: Hashable, Sendable {
  let bytes: [UInt8]
  let continues: Bool
}

extension GeneratedNetwork {
  /// The inputs of a vector, behind the mark of the first vector where there is a state.
  func bytes(of vector: TestVector) throws(DiagnosticList) -> [UInt8] {
    let counts = vector.inputs.map(\.count)
    guard counts == inputs.map(\.count) else {
      throw misfit("\(counts) values where \(inputs.map(\.count)) are needed").alone
    }
    for (port, values) in zip(inputs, vector.inputs) {
      if let value = values.first(where: { !port.element.range.contains($0) }) {
        throw misfit("\(value) does not fit \(port.element.rawValue) \(port.identifier)").alone
      }
    }
    let mark: [UInt8] = states.isEmpty ? [] : [vector.continues ? 0 : 1]
    return mark
      + zip(inputs, vector.inputs).flatMap { port, values in
        values.flatMap(port.element.bytes)
      }
  }

  private func misfit(_ cause: String) -> Diagnostic {
    Diagnostic(
      .error, .badArray, at: .nowhere, cause: "a test vector has \(cause)",
      remedy: "give the network's own integers")
  }

  /// The printed bytes as one list of values per output, then one per member of the state.
  fileprivate func values(of bytes: [UInt8]) -> [[Int]] {
    var rest = bytes[...]
    return (outputs + states).map { port in
      let own = rest.prefix(port.byteCount)
      rest = rest.dropFirst(port.byteCount)
      let step = port.element.byteCount
      return stride(from: own.startIndex, to: own.endIndex, by: step).map {
        port.element.value(of: own[$0..<min($0 + step, own.endIndex)])
      }
    }
  }
}
