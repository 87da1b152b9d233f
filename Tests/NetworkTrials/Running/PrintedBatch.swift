import CEmission
import Diagnostics
import Foundation
import Verification

/// Programs that kept every bit, with what they must give.
package struct BatchEntry: Sendable {
  let program: CompiledProgram
  let expected: Expectation

  package init(_ result: TrialResult, _ expected: Expectation) {
    program = result.program
    self.expected = expected
  }
}

/// How C is compiled for the building machine.
package enum HostBuild: String, Hashable, Sendable, CaseIterable, Codable {
  /// Faults of memory and undefined behaviour end the program, and every range is asserted.
  case checked
  case optimised

  var flags: [String] {
    switch self {
    case .checked:
      [
        "-O1", "-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-DSTAPES_CHECKED",
      ]
    case .optimised: ["-O2"]
    }
  }
}

/// Compiles the C of many networks into one program and holds it to the interpreter.
package struct PrintedBatch: Sendable {
  private let runner = ToolRunner(timeout: .seconds(300))
  private let compiler = Tool(command: "gcc", debianPackages: ["gcc"])

  package init() {}

  /// - Returns: one failure, or none, for each entry.
  /// - Throws: a missing compiler.
  package func run(
    _ entries: [BatchEntry], _ build: HostBuild
  ) async throws(DiagnosticList) -> [Failure?] {
    guard !entries.isEmpty else { return [] }
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "trials-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let cases = entries.enumerated().map { index, entry in
      let printed = entry.program.printed(name: "n\(index)")
      return (
        files: printed.files,
        text: BatchCase(
          number: index, interface: printed.interface, runs: entry.expected.inputs.runs.count),
        bytes: entry.inputBytes(printed.interface), wanted: entry.wanted(printed.interface)
      )
    }
    guard write(cases.map { ($0.files, $0.text) }, to: folder) else {
      return entries.map { _ in Failure(kind: .doesNotCompile, detail: "no folder can be written") }
    }
    if let fault = try await compile(cases.count, in: folder, build) {
      return try await split(entries, build, fault)
    }
    return try await execute(cases.map { ($0.bytes, $0.wanted) }, in: folder)
  }

  /// One by one, where together they do not compile.
  private func split(
    _ entries: [BatchEntry], _ build: HostBuild, _ fault: String
  ) async throws(DiagnosticList) -> [Failure?] {
    guard entries.count > 1 else { return [Failure(kind: .doesNotCompile, detail: fault)] }
    let half = entries.count / 2
    return try await run(Array(entries[..<half]), build) + run(Array(entries[half...]), build)
  }

  private func write(_ cases: [(files: [EmittedFile], text: BatchCase)], to folder: URL) -> Bool {
    func write(_ text: String, _ name: String) throws {
      try Data(text.utf8).write(to: folder.appending(path: name))
    }
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try write(BatchSource.header, "batch.h")
      try write(BatchSource.main(cases: cases.count), "main.c")
      for (index, one) in cases.enumerated() {
        try write(one.text.text, "case\(index).c")
        for file in one.files
        where file.path.hasPrefix("n\(index).") || file.path == "stapes_support.h" {
          try write(file.text, file.path)
        }
      }
      return true
    } catch {
      return false
    }
  }

  /// - Returns: what the compiler says, where it says anything.
  private func compile(
    _ count: Int, in folder: URL, _ build: HostBuild
  ) async throws(DiagnosticList) -> String? {
    let sources = ["main.c"] + (0..<count).map { "case\($0).c" }
    let output = try await runner.run(
      compiler,
      ["-std=c99", "-Wall", "-Wextra", "-Werror", "-Wno-unused-function"] + build.flags
        + sources.map { folder.appending(path: $0).path }
        + ["-o", folder.appending(path: "batch").path])
    return output.status == 0 ? nil : String(output.errorText.prefix(2000))
  }

  private func execute(
    _ cases: [(bytes: [UInt8], wanted: String)], in folder: URL
  ) async throws(DiagnosticList) -> [Failure?] {
    let tool = Tool(command: folder.appending(path: "batch").path, debianPackages: [])
    var failures: [Failure?] = []
    while failures.count < cases.count {
      let first = failures.count
      let output = try await runner.run(
        tool, ["\(first)"], input: cases[first...].flatMap(\.bytes))
      for line in output.text.split(separator: "\n", omittingEmptySubsequences: true) {
        let fields = line.split(separator: " ", omittingEmptySubsequences: false)
        guard fields.count == 2, Int(fields[0]) == failures.count, failures.count < cases.count,
          output.status == 0 || fields[1].count == cases[failures.count].wanted.count
        else { break }
        failures.append(comparison(String(fields[1]), cases[failures.count].wanted))
      }
      guard failures.count < cases.count else { break }
      failures.append(
        Failure(
          kind: .codeFails, detail: "status \(output.status): \(output.errorText.prefix(1500))"))
    }
    return failures
  }

  private func comparison(_ found: String, _ wanted: String) -> Failure? {
    guard found != wanted else { return nil }
    let place = zip(found.utf8, wanted.utf8).enumerated().first { $0.element.0 != $0.element.1 }
    return Failure(
      kind: .codeDiffers, detail: "the outputs differ from byte \((place?.offset ?? 0) / 2) on")
  }
}

extension BatchEntry {
  fileprivate func inputBytes(_ interface: PublicInterface) -> [UInt8] {
    expected.inputs.runs.flatMap { run in
      zip(run, interface.inputs).flatMap { $1.element.bytes(of: $0) }
    }
  }

  fileprivate func wanted(_ interface: PublicInterface) -> String {
    expected.outputs.map { outputs in
      zip(outputs, interface.outputs).map { $1.element.text(of: $0) }.joined()
    }.joined()
  }
}
