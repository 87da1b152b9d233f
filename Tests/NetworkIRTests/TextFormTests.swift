import Diagnostics
import FixedPoint
import Foundation
import NetworkIR
import TestSupport
import Testing

@Suite("The text form")
struct TextFormTests {
  @Test("300 random networks parse back from their text")
  func roundTrip() throws {
    for seed in 0..<300 as Range<UInt64> {
      let network = try NetworkGenerator.network(seed: seed)
      #expect(try parseNetwork(network.text) == network, "seed \(seed)")
    }
  }

  @Test("the random networks hold every operator, and states that change")
  func everyOperator() throws {
    var seen: Set<String> = []
    var changing = 0
    for seed in 0..<300 as Range<UInt64> {
      let network = try NetworkGenerator.network(seed: seed)
      for node in network.operators { seen.insert(node.kind.keyword) }
      changing += network.states.count { $0.next != $0.tensor }
    }
    #expect(changing > 50)
    #expect(seen.count == 20, "\(seen.sorted())")
  }

  static let sample = """
    network "digits"
    tensor %0 "x" [1x2] uint8 [0, 255] scale 1/255 offset 0
    tensor %1 "sum" [1x2] int16 [-265, 775] axis 1 scale 1/510 2 offset 0 -1/2
    tensor %2 "y" [1x2] int8 [-1, 1] scale 1 offset 0
    input %0 float32
      divide axis 1 : 0.003921569 1e-05
      clamp 0.0 255.0
      round halfToEven
    operator "MatMul" dense %0 -> %1
      matrix 2 2
      bias 10 -10
      weights 1 2
      weights -1 0
    operator "Quant" requantize %1 -> %2
      axis 1
      steps -3 4 : -1 0 1
      chain 3 -7 5 [-1, 1]
    outputs %2

    """

  @Test("the text of a small network is what docs/format.md shows")
  func sampleText() throws {
    let network = try parseNetwork(Self.sample)
    #expect(network.text == Self.sample)
    #expect(network.operators.map(\.name) == ["MatMul", "Quant"])
    #expect(verify(network).diagnostics.isEmpty)
    let page = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../docs/format.md").standardizedFileURL
    #expect(try String(contentsOf: page, encoding: .utf8).contains(Self.sample))
  }

  @Test(
    "each broken line is refused with its number and reason",
    arguments: [
      ("network \"a", "line 1: a quoted string does not end"),
      ("network \"\\q\"", "line 1: a quoted string has an unknown escape"),
      ("network a", "line 1: expected the network's name, found a"),
      ("network \"a\" b", "line 1: unexpected b"),
      ("network \"a\"\nnetwork \"b\"", "line 2: the statement network is repeated"),
      ("graph \"a\"", "line 1: the statement graph is unknown"),
      ("  kernel 1", "line 1: an indented line needs a statement above it"),
      (
        "tensor %1 \"x\" [1] int8 [0, 1] scale 1 offset 0",
        "line 1: tensors are numbered in order; this one is %0"
      ),
      (
        "tensor %0 \"x\" [1y] int8 [0, 1] scale 1 offset 0",
        "line 1: expected dimensions such as 1x16x16, found 1y"
      ),
      (
        "tensor %0 \"x\" [1] int4 [0, 1] scale 1 offset 0",
        "line 1: expected one of int8, uint8, int16, uint16, int32, uint32, found int4"
      ),
      ("tensor %0 \"x\" [1] int8 [2, 1] scale 1 offset 0", "line 1: the range [2, 1] is empty"),
      (
        "tensor %0 \"x\" [1] int8 [0, 99999999999999999999] scale 1 offset 0",
        "line 1: expected an integer, found 99999999999999999999"
      ),
      ("tensor %0 \"x\" [1] int8 [0, 1] scale 1/0 offset 0", "line 1: expected offset, found 1/0"),
      ("input x integers", "line 1: expected a tensor such as %0, found x"),
      ("input %0 bytes", "line 1: the encoding bytes is unknown"),
      ("input %0 integers\n  round floor", "line 2: the field round is unknown or repeated"),
      ("input %0 float32\n  halve 2", "line 2: the step halve is unknown"),
      (
        "input %0 float32\n  round up",
        "line 2: expected one of floor, ceiling, towardZero, awayFromZero, halfUp, halfAwayFromZero, halfTowardZero, halfToEven, found up"
      ),
      ("operator \"a\" multiply %0 -> %1", "line 1: the operator multiply is unknown"),
      ("operator \"a\" reshape %0", "line 1: expected ->, found the end of the line"),
      ("operator \"a\" dense %0 -> %1\n  bias 1", "line 1: the field matrix is missing"),
      (
        "operator \"a\" dense %0 -> %1\n  matrix 1 1\n  bias 0\n  weights 1073741824",
        "line 4: unexpected 1073741824"
      ),
      (
        "operator \"a\" dense %0 -> %1\n  matrix 1 1\n  bias 0\n  bias 0",
        "line 4: the field bias is unknown"
      ),
      ("operator \"a\" requantize %0 -> %1\n  round 1", "line 2: the function round is unknown"),
      ("operator \"a\" mappedSum %0 -> %1\n  steps 1", "line 2: the map steps is unknown"),
      (
        "operator \"a\" argMax %0 -> %1\n  axis 1\n  tie middle",
        "line 3: expected one of first, last, found middle"
      ),
      (
        "operator \"a\" concatenate %0 -> %1\n  axis 1\n  axis 1",
        "line 3: the field axis is unknown or repeated"
      ),
    ])
  func refusals(text: String, cause: String) {
    let found = faults { () throws(DiagnosticList) in try parseNetwork(text, file: "n.txt") }
    #expect(
      found.contains(
        "error[E0201]: file \"n.txt\": \(cause); write it as docs/format.md describes"),
      "\(found)")
  }

  @Test("all faulty statements are reported, in the order of their lines")
  func allFaults() {
    let found = faults { () throws(DiagnosticList) in
      try parseNetwork("graph\ninput %0 bytes\noutputs x\n")
    }
    let causes = [
      "line 1: the statement graph is unknown", "line 1: the statement network is missing",
      "line 2: the encoding bytes is unknown", "line 3: unexpected x",
    ]
    #expect(
      found
        == causes.map {
          "error[E0201]: file \"network\": \($0); write it as docs/format.md describes"
        })
  }

  @Test("3000 mutated texts parse or are refused")
  func mutations() throws {
    let seed: UInt64 = 7
    var random = SplitMix(seed: seed)
    var refused = 0
    let texts = try (0..<20 as Range<UInt64>).map {
      Array(try NetworkGenerator.network(seed: $0).text.utf8.prefix(4000))
    }
    for round in 0..<3000 {
      var bytes = texts[round % texts.count]
      for _ in 0...Int.random(in: 0...4, using: &random) {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] =
          round % 2 == 0
          ? UInt8.random(in: 0...255, using: &random)
          : Array(" -[]:,\"%0123456789\n".utf8).randomElement(using: &random) ?? 0
      }
      do throws(DiagnosticList) {
        _ = verify(try parseNetwork(String(decoding: bytes, as: UTF8.self)))
      } catch {
        refused += 1
        #expect(!error.diagnostics.isEmpty, "seed \(seed), round \(round)")
      }
    }
    #expect(refused > 1000, "mutations hardly ever hurt, seed \(seed)")
  }
}

/// The texts of the diagnostics that are thrown.
func faults(_ body: () throws(DiagnosticList) -> some Any) -> [String] {
  do throws(DiagnosticList) {
    _ = try body()
    return []
  } catch {
    return error.diagnostics.map(\.description)
  }
}
