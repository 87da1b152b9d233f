import NetworkIR
import TargetDescription

/// The first comment of the C files: where they come from and what they need.
struct Banner {
  let context: EmissionContext
  let interface: PublicInterface
  let operations: OperationCount

  private var state: String {
    interface.states.isEmpty ? "" : ", \(interface.stateBytes) of state"
  }

  func lines(_ title: String) -> [String] {
    let options = context.options
    return [
      title,
      "",
      "command:    \(options.commandLine)",
      "generator:  stapes \(options.toolVersion)",
      "model:      SHA-256 \(options.modelDigest)",
      "target:     \(context.target.name)",
      "memory:     \(interface.tableBytes) bytes of constants, "
        + "\(interface.scratchBytes) of scratch, \(interface.inputBytes) of \(interface.inputWord), "
        + "\(interface.outputBytes) of output\(state)",
      "operations: \(operations.summary)\(interface.rows == nil ? "" : ", each branch of a row once")",
      "",
      "This file is yours: the generator's authors claim no rights in it. Integers only; no",
      "multiplication, no division. Regenerate it instead of changing it.",
    ]
  }
}
