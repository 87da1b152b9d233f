/// What a network costs on one target. Sizes are in bytes.
package struct Measurement: Hashable, Sendable, Codable {
  package let target: String
  /// The number of inferences that were counted.
  package let vectors: Int
  /// Mean per inference, rounded up; nil where nothing counts them.
  package let instructions: Int?
  package let instructionsMinimum: Int?
  package let instructionsMaximum: Int?
  /// Mean per inference, rounded up; nil where nothing counts them.
  package let cycles: Int?
  /// Code and constants that the network adds.
  package let flashBytes: Int
  package let stateBytes: Int
  package let scratchBytes: Int
  package let inputBytes: Int
  /// The deepest stack of all inferences; nil where it is not measured.
  package let stackBytes: Int?
  /// The most stack that any input can take; nil where there is no bound.
  package let stackBoundBytes: Int?
  /// Multiply, divide and floating-point instructions, and calls of helpers that stand for one.
  package let forbiddenInstructions: Int
  /// The first line of the compiler's account of itself.
  package let compiler: String
  package let flags: [String]

  enum CodingKeys: String, CodingKey {
    case target, vectors, instructions
    case instructionsMinimum = "instructions_minimum"
    case instructionsMaximum = "instructions_maximum"
    case cycles
    case flashBytes = "flash_bytes"
    case stateBytes = "state_bytes"
    case scratchBytes = "scratch_bytes"
    case inputBytes = "input_bytes"
    case stackBytes = "stack_bytes"
    case stackBoundBytes = "stack_bound_bytes"
    case forbiddenInstructions = "forbidden_instructions"
    case compiler, flags
  }

  package init(trial: PlaceTrial, network: GeneratedNetwork) {
    target = trial.place.label
    vectors = trial.outputs.count
    instructions = trial.instructions.map(Self.mean)
    instructionsMinimum = trial.instructions?.min()
    instructionsMaximum = trial.instructions?.max()
    cycles = trial.cycles.map(Self.mean)
    flashBytes = trial.footprint.flashBytes
    stateBytes = network.stateBytes
    scratchBytes = network.scratchBytes
    inputBytes = network.callInputBytes
    stackBytes = trial.stackBytes
    stackBoundBytes = trial.stackBound?.bytes
    forbiddenInstructions = trial.forbiddenInstructions
    compiler = trial.compiler
    flags = trial.place.networkFlags
  }

  /// All memory that one inference needs beside the program's own, with the stack that any input can
  /// take where that is known, else the deepest that was seen.
  package var ramBytes: Int {
    stateBytes + scratchBytes + inputBytes + (stackBoundBytes ?? stackBytes ?? 0)
  }

  /// - Parameter counts: not empty.
  private static func mean(_ counts: [Int]) -> Int {
    (counts.reduce(0, +) + counts.count - 1) / counts.count
  }
}
