/// The stable identity of a kind of fault; `stapes explain CODE` prints its page.
///
/// The hundreds tell the stage: 01 files and arguments, 02 reading a model, 03 unsupported
/// operators, 04 exactness (discretization), 05 ranges and lowering, 06 budgets, 07 targets and
/// tools, 08 verification.
package enum DiagnosticCode: String, Hashable, Sendable, CaseIterable {
  /// A file cannot be read or written.
  case unreadableFile = "E0101"
  /// An argument of the command line does not make sense.
  case badArgument = "E0102"
  /// A .npy file is broken, or its shape or type does not fit the network.
  case badArray = "E0103"
  /// A log holds no trace of the network, or not enough of one.
  case badTrace = "E0104"
  /// Bytes that are not a model of the announced kind, or end too early.
  case malformedModel = "E0201"
  /// A model names a tensor, shape or attribute that contradicts itself.
  case inconsistentModel = "E0202"
  /// A size, count or offset beyond what Stapes accepts.
  case tooLarge = "E0203"
  /// A constant is NaN or infinite.
  case nonFiniteConstant = "E0204"
  /// The graph has a cycle, or a tensor nobody produces.
  case brokenGraph = "E0205"
  /// The output does not depend on the input.
  case constantOutput = "E0206"
  /// An operator that Stapes does not know.
  case unsupportedOperator = "E0301"
  /// An attribute, type or form of a known operator that is not supported.
  case unsupportedForm = "E0302"
  /// A tensor is real-valued where an integer one is needed: a quantiser is missing.
  case notQuantized = "E0401"
  /// No exact integer form within bounds reproduces the function.
  case notExact = "E0402"
  /// Discretisation would leave a layer or value that is the same for every input.
  case collapsedLayer = "E0403"
  /// A value is not proved to fit its integer type.
  case rangeOverflow = "E0501"
  /// The network breaks a rule of the Network contract.
  case invalidNetwork = "E0502"
  /// The kernel program breaks a rule of its contract.
  case invalidKernel = "E0503"
  /// A flash, RAM or object size limit is exceeded.
  case budgetExceeded = "E0601"
  /// A target description is broken or unknown.
  case badTarget = "E0701"
  /// A compiler or emulator is missing.
  case missingTool = "E0702"
  /// A compiler or emulator failed.
  case toolFailed = "E0703"
  /// A compiler or emulator did not end in time.
  case toolTooSlow = "E0704"
  /// Two places gave different bits.
  case mismatch = "E0801"
  /// A multiply, divide or floating-point instruction was found in object code.
  case forbiddenInstruction = "E0802"
  /// Generated C, read back, is outside the subset that is printed, or cannot be followed.
  case unreadableCode = "E0803"
  /// A remark about what was dropped or assumed.
  case remark = "N0001"
}
