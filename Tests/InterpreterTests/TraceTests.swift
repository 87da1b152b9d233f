import Diagnostics
import FixedPoint
import NetworkIR
import TestSupport
import Testing

@testable import Interpreter

@Suite("Traces")
struct TraceTests {
  private static let bytes = IntegerRange(-128, 127)

  /// state = clamp(state + x), and the sum before the clamp; the output is half the clamped sum.
  private func network(count: Int = 2) throws -> Network {
    let shape = Shape([1, count])
    var builder = NetworkBuilder(name: "adder *1")
    let x = try builder.addInput(
      name: "x", shape: shape, range: IntegerRange(-4, 4), meaning: .itself, encoding: .integers)
    let state = try builder.addState(
      name: "state", shape: shape, range: Self.bytes, meaning: .itself,
      initial: Array(repeating: 5, count: count))
    let sum = try builder.add(
      .mappedSum([.weighted(Weight(1)), .weighted(Weight(1))]), name: "add", inputs: [x, state],
      outputNames: ["sum"], meanings: [.itself])
    let next = try builder.add(
      shift(0), name: "clamp", inputs: sum, outputNames: ["next"], meanings: [.itself])
    let half = try builder.add(
      shift(1), name: "halve", inputs: next, outputNames: ["half"], meanings: [.itself])
    builder.setNext(of: state, to: next[0])
    return try builder.build(outputs: half)
  }

  private func shift(_ bits: Int) -> OperatorKind {
    .requantize(
      Requantize(functions: [.shift(bits: bits, rounding: .floor, clamp: Self.bytes)]))
  }

  /// The traces of steps of a stream.
  private func log(
    _ network: Network, _ inputs: [[Int]], without missing: Set<String> = [], rows: Int? = nil
  ) throws -> String {
    let interpreter = try ReferenceInterpreter(network)
    let names = ["sum", "next", "half"].filter { !missing.contains($0) }
    let writer = TraceWriter(network, tensors: names, rows: rows)
    return try interpreter.runStream(
      count: inputs.count, inputs: { [inputs[$0]] }, collect: { writer.text(of: $1) }
    ).joined()
  }

  private func compare(_ log: String, _ network: Network) throws -> TraceComparison {
    try ReferenceInterpreter(network).compare(log: Array(log.utf8))
  }

  /// The line with its check sum made right.
  private func line(_ body: String) -> String {
    let sum = String(TraceLine.sum(body.utf8), radix: 16)
    return "$\(body)*\(sum.count == 1 ? "0" : "")\(sum)\n"
  }

  @Test("The lines of an inference, each with the sum of its characters")
  func text() throws {
    #expect(
      try log(try network(), [[4, -4]])
        == [
          "trace 1 adder%20%2a1", "input x 0000 04 fc", "state state 0000 05 05",
          "tensor sum 0000 0009 0001", "tensor next 0000 09 01", "tensor half 0000 04 00",
          "next state 0000 09 01", "end adder%20%2a1",
        ].map(line).joined())
  }

  @Test("Sixteen elements stand on a line, and rows have numbers")
  func lines() throws {
    let network = try network(count: 34)
    let lines = try log(network, [Array(repeating: 1, count: 34)], rows: 2).split(separator: "\n")
    let firsts = lines.filter { $0.hasPrefix("$row") }.map { $0.dropFirst(7).prefix(9) }
    #expect(firsts == ["0000 0000", "0000 0010", "0001 0000", "0001 0010"])
    #expect(
      try compare(log(network, [[Int](repeating: 2, count: 34)], rows: 2), network).inferences == 1)
  }

  @Test("A trace is equal to itself, whatever stands around its lines")
  func noise() throws {
    let network = try network(count: 20)
    let clean = try log(network, [[Int](repeating: 3, count: 20), [Int](repeating: -4, count: 20)])
    let noisy =
      "boot v1.2 $ok\r\n$GPGGA,1,2*70\r\n\u{1B}[0m"
      + clean.replacing("\n", with: "\r\n").replacing("$tensor next", with: "tick 12* $tensor next")
      + "$tensor half 0000 01 0"
    let report = try compare(noisy, network)
    #expect(report.divergence == nil && report.inferences == 2)
    #expect(report.compared == ["sum", "next", "half"] && report.missing == [])
    #expect(report.notes == ["1 lines are cut off or changed"])
  }

  @Test("The first wrong element is named with its layer, and so is who is to blame")
  func divergence() throws {
    let network = try network()
    let right = try log(network, [[1, 2], [3, -3]])
    let wrong = right.replacing(
      line("tensor next 0000 09 04"), with: line("tensor next 0000 09 05")
    )
    .replacing(line("tensor half 0000 04 02"), with: line("tensor half 0000 04 03"))
    let found = try #require(try compare(wrong, network).divergence)
    #expect(found.inference == 1 && found.tensor == "next" && found.layer == "clamp")
    #expect(found.element == 1 && found.coordinates == [0, 1])
    #expect(found.expected == 4 && found.found == 5 && found.suspects == ["clamp"])
    #expect(
      found.description
        == "inference 1, layer \"clamp\", tensor \"next\", element 1 [0, 1]: 4 expected, 5 found; "
        + "layer \"clamp\" is to blame: all that it reads is right")
  }

  @Test("Where the log lacks what lies between, each layer there may be to blame")
  func suspects() throws {
    let network = try network()
    let right = try log(network, [[1, 2]], without: ["sum", "next"])
    let wrong = right.replacing(
      line("tensor half 0000 03 03"), with: line("tensor half 0000 03 04"))
    let report = try compare(wrong, network)
    #expect(report.divergence?.suspects == ["add", "clamp", "halve"])
    #expect(report.compared == ["half"] && report.missing == ["sum", "next"])
    let cut = try log(network, [[1, 2]], without: ["next"]).replacing(
      line("tensor half 0000 03 03"), with: line("tensor half 0000 03 04"))
    #expect(try compare(cut, network).divergence?.suspects == ["clamp", "halve"])
  }

  @Test("A state that is wrong after a run, or changed between two, is named")
  func states() throws {
    let network = try network()
    let right = try log(network, [[1, 2], [3, -3]])
    let after = right.replacing(line("next state 0000 06 07"), with: line("next state 0000 06 08"))
    let left = try #require(try compare(after, network).divergence)
    #expect(left.stage == .stateAfter && left.layer == "clamp" && left.inference == 0)
    let second = try ReferenceInterpreter(network).run(inputs: [[3, -3]], states: [[6, 9]])
    let changed =
      try log(network, [[1, 2]]) + TraceWriter(network).text(of: second)
    let between = try #require(try compare(changed, network).divergence)
    #expect(between.stage == .stateBefore && between.inference == 1 && between.suspects == [])
    #expect(between.expected == 7 && between.found == 9)
    let reset = try log(network, [[1, 2]]) + log(network, [[3, 3]])
    #expect(try compare(reset, network).divergence == nil)
  }

  @Test("Inferences that lost a part are left out and counted")
  func losses() throws {
    let network = try network()
    let one = try log(network, [[1, 2]])
    let lines = one.split(separator: "\n").map { $0 + "\n" }
    let headless = lines.dropFirst().joined()
    let report = try compare(
      headless + one + log(network, [[2, 2]]) + lines[0] + lines[2], network)
    #expect(report.inferences == 2)
    #expect(
      report.notes == [
        "1 inferences lack a part of their inputs", "1 inferences do not end",
        "6 lines stand before any inference",
      ])
    let merged = try compare(one + log(network, [[2, 2]]).dropFirst(lines[0].count), network)
    #expect(merged.inferences == 1)
  }

  @Test(
    "A log that is none of this network is refused with one diagnostic",
    arguments: [
      ("", "holds no line"), ("nonsense $ * $trace 1 x*00\n", "holds 1 lines"),
      ("|trace 2 adder", "version 2"), ("|input x 0000 01 02", "not the first"),
      ("|trace 1 a\n|input z 0000 01", "\"z\""), ("|trace 1 a\n|tensor x", "none of its 1"),
      ("|trace 1 a\n|input x 0001 01 02", "elements from 1 on"),
      ("|trace 1 a\n|input x ffffffff 01", "elements from 4294967295 on"),
      ("|trace 1 a\n|input x 0000 0001 0001", "of 16 bits"),
      ("|trace 1 a\n|input sum 0000 0001 0001", "an input \"sum\""),
      ("|trace 1 a\n|row x ffffffff ffffffff 01", "none of its 1"),
      ("|trace 1 a\n|input x 0000 7f 7f\n|state state 0000 05 05", "outside the range"),
      ("|trace 1 a\n|input x 0000 01 02", "lack a part of the state"),
      ("\u{0}\u{FF}$trace \u{7}", "holds 1 lines"),
      ("|trace 1 %4", "holds 1 lines"),
    ] as [(String, String)])
  func refusals(_ text: String, _ cause: String) throws {
    let network = try network()
    let log = text.split(separator: "\n").map { part in
      part.hasPrefix("|") ? line(String(part.dropFirst())) : part + "\n"
    }.joined()
    do {
      _ = try compare(log, network)
      Issue.record("it was accepted")
    } catch let list as DiagnosticList {
      #expect(list.diagnostics.count == 1 && list.description.contains(cause), "\(list)")
    }
  }

  @Test("Changed and random bytes are refused or compared, never trusted and never a crash")
  func mutations() throws {
    var random = SplitMix(seed: 11)
    let network = try network(count: 18)
    let clean = Array(
      try log(network, [[Int](repeating: 1, count: 18), [Int](repeating: -2, count: 18)]).utf8)
    let interpreter = try ReferenceInterpreter(network)
    for _ in 0..<400 {
      var bytes = clean
      for _ in 0...Int.random(in: 0..<8, using: &random) {
        let place = Int.random(in: bytes.indices, using: &random)
        let length = Int.random(in: 0..<60, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.removeSubrange(place..<min(bytes.count, place + length))
        default: bytes.insert(contentsOf: bytes.prefix(length), at: place)
        }
      }
      do throws(DiagnosticList) {
        // A changed line does not have the sum of its characters, so nothing wrong is believed.
        let report = try interpreter.compare(log: bytes)
        #expect(report.divergence == nil)
      } catch {
        #expect(error.diagnostics.allSatisfy { $0.code == .badTrace })
      }
    }
  }
}
