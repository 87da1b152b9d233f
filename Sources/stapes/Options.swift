import ArgumentParser
import Diagnostics
import Driver
import Foundation
import Lowering

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

/// What the network may take of the device, and how it is computed.
struct BudgetOptions: ParsableArguments {
  @Option(help: "Most bytes of flash: code and constants that the network adds.")
  var maxFlash: Int?

  @Option(help: "Most bytes of RAM: input, state, scratch and stack.")
  var maxRam: Int?

  @Option(
    help: """
      Most instructions an inference (cycles, where the target counts those): the smallest code \
      that keeps them, instead of the fastest.
      """)
  var maxInstructions: Int?

  @Option(
    name: .customLong("strategy"),
    help: ArgumentHelp(
      "How a layer is computed; all=STRATEGY for every layer that it applies to.",
      valueName: "layer=strategy"))
  var strategies: [String] = []

  @Option(
    name: .customLong("rows"),
    help: ArgumentHelp(
      """
      Whether layers are computed row by row where that saves RAM: automatic (where the limit on \
      RAM needs it), never, or always.
      """, valueName: "when"))
  var rows: String = RowFusion.automatic.rawValue

  @Flag(
    name: .customLong("push-rows"),
    help: """
      The input (an image, a spectrogram) arrives row by row: NAME_push_row takes a row a call, \
      computes what it can, and keeps only the rows that are still needed.
      """)
  var pushesRows = false

  @Option(
    help: ArgumentHelp(
      """
      Inputs like the device's (.npy, or NAME=FILE for each), or a file that `stapes density` \
      wrote: how many activations are zero decides between strategies.
      """, valueName: "file"))
  var calibrate: [String] = []

  var limits: DeviceLimits {
    get throws {
      let given = [
        ("--max-flash", maxFlash, "bytes"), ("--max-ram", maxRam, "bytes"),
        ("--max-instructions", maxInstructions, "instructions"),
      ]
      for (name, value, unit) in given {
        if let value, value < 0 {
          throw Diagnostic(
            .badArgument, at: .argument(name), cause: "\(value) is negative",
            remedy: "give a number of \(unit)"
          ).alone
        }
      }
      return DeviceLimits(
        flashBytes: maxFlash, ramBytes: maxRam, instructions: maxInstructions)
    }
  }

  func settings(for model: LoadedModel, _ target: LoadedTarget) async throws -> CompileSettings {
    CompileSettings(
      limits: try limits,
      strategies: try parseStrategies(strategies, of: model.network, for: target.profile),
      activity: try await readActivity(calibrate, for: model.network), fusion: try fusion,
      pushesRows: pushesRows)
  }

  private var fusion: RowFusion {
    get throws {
      if let fusion = RowFusion(rawValue: rows) { return fusion }
      let words = RowFusion.allCases.map(\.rawValue).joined(separator: ", ")
      throw Diagnostic(
        .badArgument, at: .argument("--rows"), cause: "\"\(rows)\" is none of \(words)",
        remedy: "give one of them"
      ).alone
    }
  }

  /// The options as the command line gave them, without the folders of files.
  var words: [String] {
    [
      maxFlash.map { "--max-flash \($0)" }, maxRam.map { "--max-ram \($0)" },
      maxInstructions.map { "--max-instructions \($0)" },
      rows == RowFusion.automatic.rawValue ? nil : "--rows \(rows)",
      pushesRows ? "--push-rows" : nil,
    ].compactMap(\.self) + strategies.map { "--strategy \($0)" }
      + calibrate.map { "--calibrate \(URL(fileURLWithPath: $0).lastPathComponent)" }
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
