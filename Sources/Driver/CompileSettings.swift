import Lowering

/// What the network may take of the device; nil leaves it to the target.
package struct DeviceLimits: Hashable, Sendable {
  package var flashBytes: Int?
  package var ramBytes: Int?
  /// Per inference; clock cycles where the target's emulator counts those.
  package var instructions: Int?

  package static let none = DeviceLimits()

  package init(flashBytes: Int? = nil, ramBytes: Int? = nil, instructions: Int? = nil) {
    self.flashBytes = flashBytes
    self.ramBytes = ramBytes
    self.instructions = instructions
  }
}

/// What the user asks of a compilation beside the model and the target.
package struct CompileSettings: Hashable, Sendable {
  package var limits: DeviceLimits
  /// By operator name; each applies to its operator.
  package var strategies: [String: LinearStrategy]
  package var activity: ActivationDensity
  package var fusion: RowFusion
  /// Whether the caller pushes the input row by row.
  package var pushesRows: Bool

  package static let none = CompileSettings()

  package init(
    limits: DeviceLimits = .none, strategies: [String: LinearStrategy] = [:],
    activity: ActivationDensity = .unknown, fusion: RowFusion = .automatic,
    pushesRows: Bool = false
  ) {
    self.fusion = fusion
    self.pushesRows = pushesRows
    self.limits = limits
    self.strategies = strategies
    self.activity = activity
  }

  /// The same for lowering.
  var lowering: LoweringOptions {
    LoweringOptions(
      maxFlashBytes: limits.flashBytes, maxRAMBytes: limits.ramBytes,
      maxInstructions: limits.instructions, strategies: strategies, activity: activity,
      fusion: fusion, pushesRows: pushesRows)
  }
}
