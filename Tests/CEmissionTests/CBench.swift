import CEmission
import Diagnostics
import Dispatch
import Foundation
import KernelIR
import NetworkIR
import Synchronization
import TargetDescription
import Testing

/// Compiles emitted folders with the C compilers of this machine.
struct CBench {
  static let strict = [
    "-std=c99", "-pedantic", "-Wall", "-Wextra", "-Wconversion", "-Wsign-conversion", "-Wshadow",
    "-Werror",
  ]
  static let sanitizers = ["-g", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"]

  let folder: URL

  init(_ files: [EmittedFile]) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "stapes-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for file in files {
      try file.text.write(
        to: folder.appending(path: file.path), atomically: true, encoding: .utf8)
    }
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }

  struct Outcome {
    let status: Int32
    let text: String
  }

  /// Tools run one at a time: on a small machine that is no slower, and no child inherits
  /// another's files.
  private static let turn = Mutex(())

  /// Runs a tool in the folder for at most two minutes; what it writes comes back.
  func run(_ tool: String, _ arguments: [String]) throws -> Outcome {
    try Self.turn.withLock { _ in
      let log = folder.appending(path: "tool.log")
      try Data().write(to: log)
      let process = Process()
      process.executableURL = URL(filePath: "/usr/bin/env")
      process.arguments = ["timeout", "120", tool] + arguments
      process.currentDirectoryURL = folder
      process.standardInput = FileHandle.nullDevice
      process.standardOutput = try FileHandle(forWritingTo: log)
      process.standardError = process.standardOutput
      let ended = DispatchSemaphore(value: 0)
      process.terminationHandler = { _ in ended.signal() }
      try process.run()
      ended.wait()
      return Outcome(
        status: process.terminationStatus, text: try String(contentsOf: log, encoding: .utf8))
    }
  }

  static func has(_ tool: String) -> Bool {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/\(tool)")
    }
  }

  /// The C compilers of this machine.
  static let hostCompilers = ["gcc", "clang"].filter(has)

  static let hasCmocka =
    !hostCompilers.isEmpty && FileManager.default.fileExists(atPath: "/usr/include/cmocka.h")

  /// Compilers that only translate, with their flags.
  static let crossCompilers = [
    ["avr-gcc", "-mmcu=atmega1284p"], ["arm-none-eabi-gcc", "-mcpu=cortex-m0", "-mthumb"],
    [
      "riscv64-unknown-elf-gcc", "-march=rv32ec", "-mabi=ilp32e", "--specs=picolibc.specs",
    ],
  ].filter { has($0[0]) }
}

extension KernelProgram {
  /// The emitted folder for a target, with the evaluator's results for the inputs as golden
  /// vectors.
  func emitted(
    _ network: Network, for target: String, inputs: [[[Int]]] = []
  ) throws -> [EmittedFile] {
    var options = Programs.options
    try verify(self).throwIfErrors()
    let evaluator = KernelEvaluator(self)
    options.vectors = try inputs.map { input in
      GoldenVector(inputs: input, outputs: try evaluator.run(inputs: input))
    }
    return emit(self, network: network, target: try Programs.target(target), options: options)
  }
}

extension [EmittedFile] {
  func text(_ path: String) throws -> String {
    try #require(first { $0.path == path }).text
  }
}
