import Diagnostics
import Foundation
import Testing

@testable import ONNXImport

/// The model files of Tests/Fixtures, made by other tools than this importer.
private let fixtureFolder = URL(filePath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Fixtures")

private struct FixtureIndex: Decodable {
  struct Fixture: Decodable { let name: String }

  struct Refused: Decodable {
    let name: String
    let codes: [String]
  }

  let fixtures: [Fixture]
  let refused: [Refused]

  static let shared: FixtureIndex? = {
    let data = try? Data(contentsOf: fixtureFolder.appending(path: "index.json"))
    return data.flatMap { try? JSONDecoder().decode(FixtureIndex.self, from: $0) }
  }()
}

@Suite("Fixtures", .enabled(if: FixtureIndex.shared != nil, "Tests/Fixtures/index.json is absent"))
struct FixtureTests {
  /// The codes of the faults that refuse a file; none where it imports.
  private func codes(of name: String, in folder: URL) throws -> [String] {
    let bytes = [UInt8](try Data(contentsOf: folder.appending(path: "\(name).onnx")))
    do throws(DiagnosticList) {
      _ = try importONNX(bytes, name: name) { location in
        [UInt8](try Data(contentsOf: folder.appending(path: location)))
      }
      return []
    } catch {
      return error.diagnostics.map(\.code.rawValue)
    }
  }

  @Test("every fixture imports")
  func imports() throws {
    for fixture in try #require(FixtureIndex.shared).fixtures {
      #expect(try codes(of: fixture.name, in: fixtureFolder) == [], "\(fixture.name)")
    }
  }

  @Test("every refused file is refused for its own faults, unless a later stage finds them")
  func refused() throws {
    let folder = fixtureFolder.appending(path: "refused")
    for file in try #require(FixtureIndex.shared).refused {
      let expected = file.codes.filter { $0 < "E0400" }
      #expect(try codes(of: file.name, in: folder).sorted() == expected, "\(file.name)")
    }
  }
}
