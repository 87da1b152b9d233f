import CEmission
import Foundation
import KernelIR
import NetworkIR
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

  /// Runs a tool in the folder; what it writes comes back.
  func run(_ tool: String, _ arguments: [String]) throws -> Outcome {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [tool] + arguments
    process.currentDirectoryURL = folder
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return Outcome(status: process.terminationStatus, text: String(decoding: data, as: UTF8.self))
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
  /// The emitted folder for a target, with the evaluator's results for the inputs as golden vectors.
  func emitted(
    _ network: Network, for target: String, inputs: [[[Int]]] = []
  ) throws -> [EmittedFile] {
    var options = Programs.options
    options.vectors = inputs.map { input in
      var evaluator = KernelEvaluator(self)
      return GoldenVector(inputs: input, outputs: evaluator.run(input))
    }
    return emit(self, network: network, target: try Programs.target(target), options: options)
  }
}

extension [EmittedFile] {
  func text(_ path: String) throws -> String {
    try #require(first { $0.path == path }).text
  }
}
