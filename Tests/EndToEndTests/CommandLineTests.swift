import Foundation
import Testing

/// The program beside the test bundle.
private let program: URL = {
  let built = Bundle.allBundles.map { $0.bundleURL.deletingLastPathComponent() }
  let folders = built + [repository.appending(path: ".build/debug")]
  return folders.map { $0.appending(path: "stapes") }
    .first { FileManager.default.isExecutableFile(atPath: $0.path) }
    ?? repository.appending(path: ".build/debug/stapes")
}()

/// The exit status of a command, and what it wrote on standard output and standard error.
private func run(
  _ arguments: [String], environment: [String: String] = [:]
) throws -> (status: Int32, output: String, errors: String) {
  let process = Process()
  process.executableURL = program
  process.arguments = arguments
  process.currentDirectoryURL = repository
  process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
  let (output, errors) = (Pipe(), Pipe())
  process.standardOutput = output
  process.standardError = errors
  try process.run()
  let texts = [output, errors].map {
    String(decoding: $0.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  }
  process.waitUntilExit()
  return (process.terminationStatus, texts[0], texts[1])
}

private let fixtures = "Tests/Fixtures/"

@Suite(
  "The command line",
  .enabled(if: FileManager.default.isExecutableFile(atPath: program.path), "needs the program"))
struct CommandLineTests {
  @Test(
    "exit codes: 2 for usage, 3 for a model that cannot be compiled, 4 for a budget",
    arguments: [
      (["compile"], 2), (["nonsense"], 2), (["explain", "E9999"], 2),
      (["inspect", "absent.onnx"], 2),
      (["compile", fixtures + "ternary.onnx", "--target", "absent", "-o", "out/x"], 2),
      (["inspect", fixtures + "refused/cycle.onnx"], 3),
      (
        [
          "compile", fixtures + "ternary.onnx", "--target", "rv32ec", "-o", "out/x", "--max-flash",
          "9",
        ], 4
      ), (["explain", "E0401"], 0), (["targets"], 0), (["ops", "--json"], 0),
      (["inspect", fixtures + "ternary.onnx", "--json"], 0),
    ] as [([String], Int32)])
  func exitCodes(_ arguments: [String], _ status: Int32) throws {
    let result = try run(arguments)
    #expect(result.status == status, "\(result.errors)")
    #expect(status == 0 ? !result.output.isEmpty : !result.errors.isEmpty)
  }

  @Test("a missing cross compiler is exit 5 and names the package")
  func missingTool() throws {
    let result = try run(
      ["measure", fixtures + "ternary.onnx", "--target", "rv32ec"],
      environment: ["PATH": "/nowhere"])
    #expect(result.status == 5)
    #expect(result.errors.contains("gcc-riscv64-unknown-elf"))
  }

  @Test("a refused model leaves no folder behind")
  func leavesNothingBehind() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    let result = try run([
      "compile", fixtures + "refused/nan_weight.onnx", "--target", "rv32ec", "-o", folder.path,
    ])
    #expect(result.status == 3)
    #expect(result.errors.contains("E0204"))
    #expect(!FileManager.default.fileExists(atPath: folder.path))
  }

  @Test("run writes the outputs and every tensor under the file's own name")
  func runWritesTensors() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let result = try run([
      "run", fixtures + "ternary.onnx", "--input", fixtures + "ternary.input.npy", "--output",
      folder.appending(path: "y.npy").path, "--tensors", folder.appending(path: "all").path,
    ])
    #expect(result.status == 0, "\(result.errors)")
    #expect(FileManager.default.fileExists(atPath: folder.appending(path: "y.npy").path))
    for fixture in FixtureIndex.all.fixtures where fixture.name == "ternary" {
      for tensor in fixture.tensors {
        let file = folder.appending(path: "all/\(tensor.name).npy")
        #expect(FileManager.default.fileExists(atPath: file.path), "\(tensor.name)")
      }
    }
  }
}
