import ArgumentParser
import Diagnostics
import Driver

/// The model and how its inputs arrive.
struct ModelOptions: ParsableArguments {
  @Argument(help: "The network: .onnx (ONNX or QONNX), .tflite or .stapes.")
  var model: String

  @Option(
    name: .customLong("input-format"),
    help: ArgumentHelp(
      "Raw device samples: TYPE*SCALE[+OFFSET], as u8*1/255; NAME=… where there are several inputs.",
      valueName: "format"))
  var inputFormats: [String] = []

  @Option(
    help: "Whose kernels define the integers of a .tflite file: tflm (the default) or litert.")
  var contract: String?

  @Flag(help: "Errors only.")
  var quiet = false

  /// The network, its remarks reported on standard error.
  func load() throws -> LoadedModel {
    let model = try loadModel(
      atPath: model, inputFormats: try inputFormats.map(parseInputFormat),
      contract: try contract.map(parseContract))
    Console.report(model.notes, isQuiet: quiet)
    return model
  }
}

/// The core that code is made for.
struct TargetOptions: ParsableArguments {
  @Option(help: "The core: a name that `stapes targets` lists.")
  var target: String

  @Option(help: ArgumentHelp("The folder of target descriptions.", visibility: .hidden))
  var targets: String?

  func load() throws -> LoadedTarget {
    try loadTarget(target, inFolder: targets)
  }
}

/// What the network may take of the device.
struct BudgetOptions: ParsableArguments {
  @Option(help: "Most bytes of flash: code and constants that the network adds.")
  var maxFlash: Int?

  @Option(help: "Most bytes of RAM: input, state, scratch and stack.")
  var maxRam: Int?

  var limits: MemoryLimits {
    get throws {
      for (name, value) in [("--max-flash", maxFlash), ("--max-ram", maxRam)] {
        if let value, value < 0 {
          throw Diagnostic(
            .badArgument, at: .argument(name), cause: "\(value) is negative",
            remedy: "give a number of bytes"
          ).alone
        }
      }
      return MemoryLimits(flashBytes: maxFlash, ramBytes: maxRam)
    }
  }
}

/// The arrays that go into a network: one file, or NAME=FILE for each of several inputs.
struct ArrayOptions: ParsableArguments {
  @Option(
    name: .customLong("input"),
    help: ArgumentHelp(
      "A .npy file, first axis the batch; NAME=FILE where there are several inputs.",
      valueName: "file"))
  var inputs: [String] = []

  @Flag(
    help: """
      The rows are consecutive steps of one stream, and state is carried from each to the next; \
      else every row starts from the reset state.
      """)
  var stream = false
}
