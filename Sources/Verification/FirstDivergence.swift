import Diagnostics
import Interpreter

/// Finds the layer behind a mismatch by the trace build.
package struct DivergenceFinder: Sendable {
  private let interpreter: ReferenceInterpreter

  package init(_ interpreter: ReferenceInterpreter) { self.interpreter = interpreter }

  /// Where the first vector that differs first differs in a place; nil where its trace does not.
  ///
  /// - Parameter vector: its number.
  func divergence(
    of network: GeneratedNetwork, vectors: [TestVector], vector: Int, at place: BuildPlace,
    on bench: VerificationBench
  ) async -> Divergence? {
    // A stream is run from its last reset on.
    let first = vectors[...vector].lastIndex { !$0.continues } ?? 0
    do throws(DiagnosticList) {
      let log = try await bench.trace(
        network, vectors: Array(vectors[first...vector]), at: place)
      var divergence = try interpreter.compareLast(ofLog: Array(log.utf8))
      divergence?.inference = vector
      return divergence
    } catch {
      // The mismatch stands; only its layer stays unknown.
      return nil
    }
  }
}

extension VerificationBench {
  /// Runs the trace build of a network in one place.
  ///
  /// - Parameter vectors: only their inputs matter; all in one run, so few.
  /// - Returns: what it printed, with the lines of the test program between.
  package func trace(
    _ network: GeneratedNetwork, vectors: [TestVector], at place: BuildPlace
  ) async throws(DiagnosticList) -> String {
    let traced = network.tracing
    let bytes = try vectors.map { vector throws(DiagnosticList) in try traced.bytes(of: vector) }
    let input = bytes.flatMap(\.self)
    return try await TemporaryFolder.with { folder throws(DiagnosticList) in
      let recipe = BuildRecipe(
        place: place, network: traced, targetsDirectory: targetsDirectory, folder: folder,
        runner: runner)
      try await recipe.compileNetwork()
      let program = try await recipe.linkProgram(vectors: input)
      return try await EmulatorRun(recipe: recipe, program: program).console(vectors: input)
    }
  }
}

extension GeneratedNetwork {
  /// The same, printing its trace by the test program's own output.
  fileprivate var tracing: GeneratedNetwork {
    var files = files
    files["\(name).c"] = """
      #define STAPES_TRACE 1
      #define STAPES_TRACE_PUT(character) rig_putc(character)
      extern void rig_putc(int character);
      \(files["\(name).c"] ?? "")
      """
    return GeneratedNetwork(
      name: name, inputs: inputs, outputs: outputs, states: states, scratchBytes: scratchBytes,
      stateBytes: stateBytes, rows: rows, files: files)
  }
}
