import Diagnostics
import Foundation
import Testing

@testable import TargetDescription

/// The folder of the target files of this package.
let targetsDirectory = URL(filePath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  .appending(path: "targets")

/// The tree of a target file that is known to be right.
func fields(of name: String) throws -> [String: Any] {
  let data = try Data(contentsOf: targetsDirectory.appending(path: "\(name).json"))
  return try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
}

/// The diagnostics of a tree, one per line; empty when it is accepted.
func refusal(of tree: [String: Any]) throws -> String {
  let text = String(decoding: try JSONSerialization.data(withJSONObject: tree), as: UTF8.self)
  do throws(DiagnosticList) {
    _ = try TargetProfile(json: text, file: "x.json")
    return ""
  } catch {
    return error.description
  }
}

@Suite struct TargetProfileTests {
  @Test("every shipped target is read, and its files exist")
  func shippedTargets() throws {
    let names = listTargets(directory: targetsDirectory)
    #expect(Set(names).isSuperset(of: ["host", "rv32ec", "rv32ic", "cortex-m0", "avr"]))
    for name in names {
      let profile = try loadTarget(named: name, directory: targetsDirectory)
      let files =
        profile.toolchain.startSources + [profile.toolchain.linkerScript].compactMap(\.self)
      for file in files {
        let path = targetsDirectory.appending(path: file).path
        #expect(FileManager.default.fileExists(atPath: path), "\(name) needs \(file)")
      }
    }
  }

  @Test("the fields of a shipped file arrive in the value")
  func values() throws {
    let avr = try loadTarget(named: "avr", directory: targetsDirectory)
    #expect(avr.machine.intWidth == 16 && avr.machine.wordWidth == 8)
    #expect(avr.machine.readsConstantsThroughMacro && !avr.machine.hasBarrelShifter)
    #expect(avr.memory.maxObjectBytes == 32767)
    #expect(avr.emulator.kind == .simavr && avr.emulator.countsCycles)
    #expect(avr.toolchain.compiler == "avr-gcc" && avr.toolchain.linkerScript == nil)
    let m0 = try loadTarget(named: "cortex-m0", directory: targetsDirectory)
    #expect(m0.machine.needsBarrier && m0.memory.maxObjectBytes == nil)
  }

  @Test("wrong, missing and unknown fields are reported all at once, each in its place")
  func allFaultsAtOnce() throws {
    var tree = try fields(of: "rv32ec")
    tree["colour"] = "blue"
    tree["description"] = 3
    var machine = try #require(tree["machine"] as? [String: Any])
    machine["intWidth"] = 24
    machine["needsBarrier"] = nil
    machine["endianness"] = "big"
    tree["machine"] = machine
    var emulator = try #require(tree["emulator"] as? [String: Any])
    emulator["kind"] = "spike"
    tree["emulator"] = emulator
    #expect(
      try refusal(of: tree) == """
        error[E0701]: file "x.json", field description: 3 where a string is needed; \
        correct the value
        error[E0701]: file "x.json", field machine.intWidth: 24 where one of 16, 32, 64 is needed; \
        correct the value
        error[E0701]: file "x.json", field machine.needsBarrier: the field is missing; \
        add it; it is true or false
        error[E0701]: file "x.json", field machine.endianness: the field is unknown; \
        remove it or correct its name
        error[E0701]: file "x.json", field emulator.kind: \
        "spike" where one of "qemu", "simavr", "native" is needed; correct the value
        error[E0701]: file "x.json", field colour: the field is unknown; \
        remove it or correct its name
        """)
  }

  @Test(
    "a value of the wrong kind is refused with the kind that is needed",
    arguments: [
      ("toolchain", "[1]", "field toolchain: a list where an object is needed"),
      ("memory", "{}", "field memory.flashBytes: the field is missing"),
      ("name", "null", "field name: null where a string is needed"),
      ("name", "1.5", "field name: 1.5 where a string is needed"),
      ("name", "\"\"", "field name: \"\" where a string is needed"),
    ])
  func wrongKinds(field: String, text: String, expected: String) throws {
    var tree = try fields(of: "rv32ec")
    tree[field] = try JSONSerialization.jsonObject(
      with: Data(text.utf8), options: .fragmentsAllowed)
    #expect(try refusal(of: tree).contains(expected))
  }

  @Test("a fault in the list of other compilers is reported with its place in the list")
  func otherCompilers() throws {
    var tree = try fields(of: "rv32ec")
    var toolchain = try #require(tree["toolchain"] as? [String: Any])
    var others = try #require(toolchain["otherCompilers"] as? [[String: Any]])
    others[1]["compiler"] = 14
    toolchain["otherCompilers"] = others
    tree["toolchain"] = toolchain
    #expect(
      try refusal(of: tree) == """
        error[E0701]: file "x.json", field toolchain.otherCompilers[1].compiler: \
        14 where a string is needed; correct the value
        """)
    toolchain["otherCompilers"] = ["clang"]
    tree["toolchain"] = toolchain
    #expect(
      try refusal(of: tree).contains(
        "field toolchain.otherCompilers: a list where a list of objects is needed"))
    toolchain["otherCompilers"] = nil
    tree["toolchain"] = toolchain
    #expect(try refusal(of: tree) == "")
  }

  @Test("a broken pattern is refused with its text")
  func brokenPattern() throws {
    var tree = try fields(of: "rv32ec")
    var inspection = try #require(tree["inspection"] as? [String: Any])
    inspection["divideMnemonics"] = ["^(div$"]
    tree["inspection"] = inspection
    #expect(
      try refusal(of: tree) == """
        error[E0701]: file "x.json", field inspection.divideMnemonics: \
        "^(div$" is not a regular expression; correct the pattern
        """)
  }

  @Test("text that is no JSON object is refused", arguments: ["", "[]", "{\"name\": ", "7"])
  func notAnObject(text: String) {
    let expected = Diagnostic(
      .error, .badTarget, at: .file("x.json"), cause: "the text is not a JSON object",
      remedy: "write it as targets/schema.json describes"
    ).alone
    #expect(throws: expected) { try TargetProfile(json: text, file: "x.json") }
  }

  @Test("fitted prices of kernels arrive in the value, and a wrong one is named")
  func kernels() throws {
    var tree = try fields(of: "host")
    let error = [
      "instructionsMean": 12, "instructionsMaximum": 41, "bytesMean": 3, "bytesMaximum": 9,
      "kernels": 19,
    ]
    var squares: [String: Any] = [
      "instructions": ["product": 512], "bytes": ["function": 22_000], "stackBytes": 48,
      "error": error,
    ]
    tree["kernels"] = ["squares": squares]
    let data = try JSONSerialization.data(withJSONObject: tree)
    let costs = try TargetProfile(json: String(decoding: data, as: UTF8.self), file: "x.json")
      .kernels["squares"]
    #expect(costs?.instructions == ["product": 512] && costs?.bytes == ["function": 22_000])
    #expect(costs?.stackBytes == 48 && costs?.error.instructionsMaximum == 41)
    squares["instructions"] = ["product": "cheap"]
    tree["kernels"] = ["squares": squares]
    #expect(
      try refusal(of: tree) == """
        error[E0701]: file "x.json", field kernels.squares.instructions.product: "cheap" where an \
        integer from -1000000 to 100000000 is needed; correct the value
        """)
  }

  @Test("an unknown target is refused with the known ones", arguments: ["pdp11", "../x", "schema"])
  func unknownTarget(name: String) {
    let names = listTargets(directory: targetsDirectory).joined(separator: ", ")
    let expected = Diagnostic(
      .error, .badTarget, at: .argument("--target"), cause: "there is no target \"\(name)\"",
      remedy: "use one of \(names)"
    ).alone
    #expect(throws: expected) { try loadTarget(named: name, directory: targetsDirectory) }
  }
}

@Suite struct SchemaTests {
  /// The required and optional fields of a schema, as dotted paths; a star for names that the file
  /// chooses.
  func paths(_ schema: [String: Any], prefix: String = "") -> Set<String> {
    var properties = schema["properties"] as? [String: [String: Any]] ?? [:]
    properties["*"] = schema["additionalProperties"] as? [String: Any]
    return properties.reduce(into: []) { result, property in
      result.insert(prefix + property.key)
      result.formUnion(paths(property.value, prefix: prefix + property.key + "."))
    }
  }

  func paths(in tree: [String: Any], prefix: String = "") -> Set<String> {
    let isOpen = prefix == "kernels." || prefix.contains(#/^kernels\.\*\.(instructions|bytes)\.$/#)
    return tree.reduce(into: []) { result, field in
      let path = prefix + (isOpen ? "*" : field.key)
      result.insert(path)
      let nested = field.value as? [String: Any] ?? [:]
      result.formUnion(paths(in: nested, prefix: path + "."))
    }
  }

  @Test("the schema describes exactly the fields that the reader knows")
  func schemaEqualsReader() throws {
    let data = try Data(contentsOf: targetsDirectory.appending(path: "schema.json"))
    let schema = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    let used = try listTargets(directory: targetsDirectory).reduce(into: Set<String>()) {
      $0.formUnion(paths(in: try fields(of: $1)))
    }
    // Each shipped file is accepted by the reader, which refuses unknown fields; together they use
    // every field, the optional ones included.
    #expect(paths(schema) == used)
  }
}
