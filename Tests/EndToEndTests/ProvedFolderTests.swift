import Foundation
import Testing

@Suite(
  "Proofs of a folder",
  .enabled(if: FileManager.default.isExecutableFile(atPath: program.path), "needs the program"))
struct ProvedFolderTests {
  @Test(
    "a folder is proved as it was written; another support header or a second network is refused")
  func folder() throws {
    let model = "Tests/Fixtures/ternary.onnx"
    let folder = FileManager.default.temporaryDirectory.appending(path: "stapes-\(UUID())")
    defer { try? FileManager.default.removeItem(at: folder) }
    let target = ["--target", "rv32ec"]
    #expect(try run(["compile", model, "-o", folder.path] + target).status == 0)
    func prove() throws -> (status: Int32, output: String, errors: String) {
      try run(["prove", model, "--code", folder.path] + target)
    }
    #expect(try prove().status == 0)

    let support = folder.appending(path: "stapes_support.h")
    let text = try String(contentsOf: support, encoding: .utf8)
    try text.replacing("(a < b) ? a : b", with: "a").write(
      to: support, atomically: true, encoding: .utf8)
    let changed = try prove()
    #expect(changed.status != 0)
    #expect(changed.errors.contains("stapes_support.h"))
    try text.write(to: support, atomically: true, encoding: .utf8)

    for suffix in ["h", "c"] {
      try FileManager.default.copyItem(
        at: folder.appending(path: "ternary.\(suffix)"),
        to: folder.appending(path: "another.\(suffix)"))
    }
    let doubled = try prove()
    #expect(doubled.status != 0)
    #expect(doubled.errors.contains("several networks"))
  }
}
