import Diagnostics
import Foundation

/// A folder that is removed when the work in it ends.
struct TemporaryFolder: Sendable {
  let url: URL

  /// Runs `body` with a fresh folder and removes it afterwards, whatever happens.
  static func with<Value: Sendable>(
    _ body: (TemporaryFolder) async throws(DiagnosticList) -> Value
  ) async throws(DiagnosticList) -> Value {
    let url = FileManager.default.temporaryDirectory
      .appending(path: "stapes-\(UUID().uuidString)")
    do {
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    } catch {
      throw unwritable("the temporary folder").alone
    }
    defer { try? FileManager.default.removeItem(at: url) }
    return try await body(TemporaryFolder(url: url))
  }

  func path(_ name: String) -> String { url.appending(path: name).path }

  func write(_ text: String, to name: String) throws(DiagnosticList) {
    try write(Array(text.utf8), to: name)
  }

  func write(_ bytes: [UInt8], to name: String) throws(DiagnosticList) {
    do {
      try Data(bytes).write(to: url.appending(path: name))
    } catch {
      throw Self.unwritable(name).alone
    }
  }

  func read(_ name: String) -> String? {
    try? String(contentsOf: url.appending(path: name), encoding: .utf8)
  }

  private static func unwritable(_ name: String) -> Diagnostic {
    Diagnostic(
      .error, .unreadableFile, at: .file(name), cause: "it cannot be written",
      remedy: "make room in the folder for temporary files")
  }
}
