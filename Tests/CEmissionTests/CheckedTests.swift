import CEmission
import Foundation
import KernelIR
import NetworkIR
import Testing

@Suite("The checked build")
struct CheckedTests {
  /// A change of the printed text, and the function and range that the failure must name.
  struct Corruption: Sendable, CustomTestStringConvertible {
    let kind: String
    let from: String
    let to: String
    let function: String
    let range: String

    var testDescription: String { kind }

    init(_ kind: String, _ from: String, _ to: String, in function: String, _ range: String) {
      (self.kind, self.from, self.to) = (kind, from, to)
      (self.function, self.range) = (function, range)
    }
  }

  private static let corruptions = [
    Corruption(
      "a local", "stapes_shift_left_32(value, 2)", "stapes_shift_left_32(value, 4)",
      in: "spread", "[0, 400]"),
    Corruption(
      "packed lanes", "stapes_shift_left_32(value, 8)", "stapes_shift_left_32(value, 9)",
      in: "spread", "[0, 25603]"),
    Corruption(
      "a promised range", "number += 1", "number += 3",
      in: "collect", "[0, 4]"),
    Corruption("a queue's length", "count += 1", "count += 3", in: "collect", "[0, 4]"),
    Corruption("a stored value", "-400, 400)", "-400, 900)", in: "spread", "[-400, 400]"),
    Corruption("the limits of a clamp", "-400, 400)", "400, -400)", in: "spread", "-400]"),
    Corruption("the distance of a shift", "(packed, 6)", "(packed, 40)", in: "spread", "[0, 31]"),
    Corruption("a shifted value", "(value, 8)", "(value, 28)", in: "spread", "[-8, 7]"),
    Corruption("an index of a table", "value & 7", "value & 63", in: "spread", "[0, 7]"),
    Corruption("an index of an array", "place & 3", "place + 3", in: "spread", "[0, 3]"),
    Corruption(
      "an element behind a pointer", "++place;", "place += 9;", in: "collect",
      "into queue, 9 is outside [0, 3]"),
    Corruption("how often a loop runs", "turns = 4", "turns = 9", in: "collect", "[0, "),
    Corruption("an argument", "total, length[0]", "total, 5 + length[0]", in: "spread", "[0, 4]"),
    Corruption("a stored state", "-1000, 1000)", "-1000, 2000)", in: "spread", "[-1000, 1000]"),
    Corruption("a state at the start", "= -1;", "= 2000;", in: "sample_run", "[-1000, 1000]"),
  ]

  private func outcome(
    _ input: [Int], _ corruption: Corruption? = nil, for target: String = "host"
  ) throws -> CBench.Outcome {
    var options = Programs.options
    options.vectors = [GoldenVector(inputs: [input], outputs: [[0, 0, 0, 0]])]
    let files = emit(
      CheckedProgram.program, network: CheckedProgram.network,
      target: try Programs.target(target), options: options)
    let bench = try CBench(
      files.map { file in
        guard let corruption, file.path == "sample.c" else { return file }
        #expect(file.text.contains(corruption.from), "\(file.text)")
        return EmittedFile(
          path: file.path,
          text: file.text.replacing(corruption.from, with: corruption.to, maxReplacements: 1))
      })
    defer { bench.remove() }
    let build = try bench.run(
      CBench.hostCompilers[0],
      ["-std=c99", "-O1", "-w", "-DSTAPES_CHECKED", "main.c", "sample.c", "-o", "example"])
    #expect(build.status == 0, "\(build.text)")
    return try bench.run("./example", [])
  }

  @Test(
    "each kind of step that leaves its range is stopped, with its function and range",
    .enabled(if: !CBench.hostCompilers.isEmpty, "needs gcc or clang"), arguments: corruptions)
  func fires(_ corruption: Corruption) throws {
    let run = try outcome([100, -3, 63, 100], corruption)
    #expect(run.status != 0)
    #expect(run.text.contains(corruption.function + ", line "), "\(run.text)")
    #expect(run.text.contains(corruption.range), "\(run.text)")
  }

  @Test(
    "what is in its range passes, also where int has 16 bits; an input that is not is stopped",
    .enabled(if: !CBench.hostCompilers.isEmpty, "needs gcc or clang"))
  func passes() throws {
    for target in ["host", "avr"] {
      #expect(try outcome([100, -3, 63, 9], for: target).status == 0)
      let outside = try outcome([101, -3, 63, 9], for: target)
      #expect(outside.status != 0 && outside.text.contains("sample_run, line "))
      #expect(outside.text.contains("101 is outside [-100, 100]"))
    }
  }
}
