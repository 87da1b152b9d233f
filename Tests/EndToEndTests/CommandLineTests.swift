import Foundation
import Testing

/// The program beside the test bundle.
let program: URL = {
  let running = Bundle.main.executableURL?.deletingLastPathComponent()
  let bundles = Bundle.allBundles.map { $0.bundleURL.deletingLastPathComponent() }
  let folders = (running.map { [$0] } ?? []) + bundles
  return folders.map { $0.appending(path: "stapes") }
    .first { FileManager.default.isExecutableFile(atPath: $0.path) }
    ?? repository.appending(path: ".build/release/stapes")
}()

/// The exit status of a command, and what it wrote on standard output and standard error.
///
/// - Parameter launcher: A command that starts the program.
func run(
  _ arguments: [String], environment: [String: String] = [:], launcher: [String] = []
) throws -> (status: Int32, output: String, errors: String) {
  let process = Process()
  process.executableURL = launcher.isEmpty ? program : URL(filePath: "/usr/bin/env")
  process.arguments = (launcher.isEmpty ? [] : launcher + [program.path]) + arguments
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

  @Test("what only a choice of weights heeds is refused where the weights are given")
  func discretizationTarget() throws {
    let result = try run([
      "discretize", "absent.onnx", "--calibration", "absent.npy", "--target", "rv32ec", "-o",
      "out/x",
    ])
    #expect(result.status == 2)
    #expect(
      result.errors.contains(
        "error[E0102]: argument --weights: a target, limits and pictures belong to the choice of "
          + "weights, which are given; use --weights auto, or give target and limits to `stapes "
          + "compile`"))
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

  private static let measured = ["compile", fixtures + "ternary.onnx", "--target", "rv32ec"]

  @Test(
    "a strategy that cannot be is refused with what can",
    arguments: [
      ("MatMul", "\"MatMul\" is not LAYER=STRATEGY; write it as all=index-lists"),
      (
        "nobody=squares",
        "no layer with weights is named \"nobody\"; use all, or one of \"hidden_node\", \"scores_node\""
      ),
      (
        "all=magic",
        """
        there is no strategy "magic"; use one of index-lists, scatter, packed-columns, \
        packed-ternary, byte-columns, subset-sums, product-tiles, shift-loop, straight-line, \
        shared-sums, unrolled-columns, unrolled-columns-skip, squares, unrolled-squares
        """
      ),
    ])
  func refusesStrategy(order: String, message: String) throws {
    let result = try run(Self.measured + ["-o", "out/x", "--strategy", order])
    #expect(result.status == 2)
    #expect(result.errors == "error[E0102]: argument --strategy: \(message)\n")
  }

  @Test("a forced strategy is taken, and compile --explain shows the others beside it")
  func explains() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    let result = try run(
      Self.measured + ["-o", folder.path, "--strategy", "all=straight-line", "--explain"])
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains(#/\n\*  straight-line +[0-9,]+ /#))
    #expect(result.output.contains(#/\n   index-lists +[0-9,]+ /#))
    #expect(result.output.contains("\n1,024 more bytes of flash "))
    #expect(result.output.contains("\n100 more bytes of RAM "))
    let banner = try String(contentsOf: folder.appending(path: "ternary.c"), encoding: .utf8)
    #expect(banner.contains("--strategy all=straight-line"))
  }

  @Test("explore writes a table, JSON and a picture of the same points")
  func explores() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString + ".svg")
    defer { try? FileManager.default.removeItem(at: file) }
    let arguments = ["explore", fixtures + "ternary.onnx", "--target", "rv32ec", "--points", "3"]
    let table = try run(arguments + ["--svg", file.path])
    #expect(table.status == 0, "\(table.errors)")
    #expect(table.output.hasSuffix("(estimates; --count counts)\n"))
    let picture = try String(contentsOf: file, encoding: .utf8)
    #expect(picture.hasPrefix("<svg "))
    let object = try JSONSerialization.jsonObject(
      with: Data(try run(arguments + ["--json"]).output.utf8))
    let points = try #require((object as? [String: Any])?["points"] as? [[String: Any]])
    #expect((1...3).contains(points.count))
    #expect(picture.matches(of: #/<circle /#).count == 2 * points.count)
    #expect(try run(arguments + ["--points", "0"]).status == 2)
  }

  @Test(
    "negative limits are refused, each by its name",
    arguments: [
      ("--max-flash", "bytes"), ("--max-instructions", "instructions"),
    ])
  func refusesNegative(option: String, unit: String) throws {
    let result = try run(Self.measured + ["-o", "out/x", "\(option)=-1"])
    #expect(result.status == 2)
    #expect(
      result.errors
        == "error[E0102]: argument \(option): -1 is negative; give a number of \(unit)\n")
  }

  @Test("density is a table of tensors, and its JSON is taken by --calibrate")
  func density() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString + ".json")
    defer { try? FileManager.default.removeItem(at: file) }
    let arguments = [
      "density", fixtures + "ternary.onnx", "--input", fixtures + "ternary.input.npy",
    ]
    #expect(try run(arguments).output.hasPrefix("tensor "))
    let json = try run(arguments + ["--json"])
    #expect(json.status == 0, "\(json.errors)")
    try Data(json.output.utf8).write(to: file)
    let result = try run([
      "explore", fixtures + "ternary.onnx", "--target", "rv32ec", "--calibrate", file.path,
    ])
    #expect(result.status == 0, "\(result.errors)")
  }
}
