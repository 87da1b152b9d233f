import Foundation
import FuzzTargets
import Testing

@Suite("Inputs that readers once failed on")
struct FuzzCorpusTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "FuzzCorpus")

  /// A reader that traps ends the tests.
  @Test("Every reader ends, whatever it is given", arguments: FuzzTarget.allCases)
  func corpus(target: FuzzTarget) throws {
    let folder = Self.folder.appending(path: target.rawValue)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    for name in names.sorted() {
      target.read([UInt8](try Data(contentsOf: folder.appending(path: name))))
    }
  }

  @Test("Seeds of printed C are proved, so that the reader gets far")
  func code() throws {
    let folder = Self.folder.appending(path: FuzzTarget.code.rawValue)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    let seeds = names.filter { $0.hasPrefix("seed") }
    #expect(seeds.count >= 4)
    for name in seeds {
      let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
      #expect(FuzzTarget.proves(text), "\(name)")
    }
  }
}
