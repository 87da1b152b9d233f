extension TargetProfile {
  /// What the kernels of one strategy cost: fitted by `tools/fit-costs` to counted runs.
  ///
  /// A price is the sum of coefficients times counts; which counts there are, the strategy says.
  package struct KernelCosts: Hashable, Sendable {
    /// Hundredths of an instruction for each unit of a count; of a clock cycle where the emulator
    /// counts those.
    package let instructions: [String: Int]
    /// Hundredths of a byte of flash for each unit of a count.
    package let bytes: [String: Int]
    /// The deepest stack that was seen, in bytes.
    package let stackBytes: Int
    package let error: FitError
  }

  /// How far fitted prices are from what was counted, in tenths of a per cent.
  package struct FitError: Hashable, Sendable {
    package let instructionsMean: Int
    package let instructionsMaximum: Int
    package let bytesMean: Int
    package let bytesMaximum: Int
    /// How many kernels were counted.
    package let kernels: Int
  }

  /// What prices count: clock cycles where the emulator counts those.
  package var unit: String { emulator.countsCycles ? "cycles" : "instructions" }
}

extension TargetProfile.KernelCosts {
  init(reading reader: inout FieldReader) {
    instructions = reader.integers("instructions", in: -1_000_000...100_000_000)
    bytes = reader.integers("bytes", in: -1_000_000...100_000_000)
    stackBytes = reader.integer("stackBytes", in: 0...1_000_000)
    error = reader.object("error") { TargetProfile.FitError(reading: &$0) }
  }
}

extension TargetProfile.FitError {
  private static let bounds = 0...1_000_000

  fileprivate init(reading reader: inout FieldReader) {
    instructionsMean = reader.integer("instructionsMean", in: Self.bounds)
    instructionsMaximum = reader.integer("instructionsMaximum", in: Self.bounds)
    bytesMean = reader.integer("bytesMean", in: Self.bounds)
    bytesMaximum = reader.integer("bytesMaximum", in: Self.bounds)
    kernels = reader.integer("kernels", in: Self.bounds)
  }
}
