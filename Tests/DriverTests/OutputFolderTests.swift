import CEmission
import Diagnostics
import Driver
import Foundation
import Testing

@Suite("The output folder")
struct OutputFolderTests {
  @Test(
    "a folder of another tool is refused and left as it is",
    arguments: [#"{"name": "site"}"#, #"{"generator": "webpack"}"#, "no JSON"])
  func othersAreRefused(_ manifest: String) throws {
    let folder = try makeFolder(manifest: manifest)
    defer { try? FileManager.default.removeItem(at: folder) }
    let list = #expect(throws: DiagnosticList.self) {
      try writeFolder([EmittedFile(path: "a.c", text: "new")], to: folder.path)
    }
    #expect(list?.diagnostics.map(\.code) == [.badArgument])
    #expect(try contents(of: folder) == ["manifest.json", "own.txt"])
  }

  @Test("a generated folder is replaced whole")
  func ownIsReplaced() throws {
    let folder = try makeFolder(manifest: #"{"generator": "stapes 0.1.0"}"#)
    defer { try? FileManager.default.removeItem(at: folder) }
    try writeFolder([EmittedFile(path: "a.c", text: "new")], to: folder.path)
    #expect(try contents(of: folder) == ["a.c"])
  }

  private func makeFolder(manifest: String) throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    for (name, text) in [("manifest.json", manifest), ("own.txt", "mine")] {
      try Data(text.utf8).write(to: folder.appendingPathComponent(name))
    }
    return folder
  }

  private func contents(of folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }
}
