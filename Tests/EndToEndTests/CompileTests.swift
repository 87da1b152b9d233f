import CEmission
import Diagnostics
import Driver
import Foundation
import Testing

@Suite("Compiling into a folder")
struct CompileTests {
  private func fixture(_ name: String) throws -> LoadedModel {
    try loadModel(
      atPath: Fixture.folder.appending(path: name + ".onnx").path, inputFormats: [])
  }

  private func compiled(limits: DeviceLimits = .none) throws
    -> CompiledModel
  {
    try compile(
      try fixture("bipolar_mlp"), for: try loadTarget("rv32ec", inFolder: nil).profile,
      settings: CompileSettings(limits: limits), name: "net", command: "stapes compile")
  }

  @Test("two compiles give the same bytes")
  func isDeterministic() throws {
    #expect(try compiled().files == compiled().files)
  }

  @Test("the generated files name no multiplication, division or float outside comments")
  func namesNoProduct() throws {
    let source = try #require(try compiled().files.first { $0.path == "net.c" }).text
    let code = source.replacing(/(?s:\/\*.*?\*\/)/, with: "")
    #expect(!code.contains(/\bfloat\b|\bdouble\b/))
    #expect(!code.contains(/[\w\)\]] [*\/%] [\w\(]/))
  }

  @Test("a budget that cannot be met is E0601 with the sizes per layer")
  func refusesBudget() throws {
    let list = #expect(throws: DiagnosticList.self) {
      _ = try compiled(limits: DeviceLimits(flashBytes: 10, ramBytes: 10))
    }
    let diagnostics = try #require(list).diagnostics
    #expect(diagnostics.allSatisfy { $0.code == .budgetExceeded })
    #expect(diagnostics.contains { $0.cause.contains("per layer") })
    #expect(CommandStatus(for: try #require(list)) == .budgetExceeded)
  }

  @Test("a folder that Stapes did not write is left alone")
  func keepsForeignFolder() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let own = folder.appending(path: "mine.txt")
    try Data("mine".utf8).write(to: own)
    #expect(throws: DiagnosticList.self) { try writeFolder(try compiled().files, to: folder.path) }
    #expect(try String(contentsOf: own, encoding: .utf8) == "mine")
  }
}
