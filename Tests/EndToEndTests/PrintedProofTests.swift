import CEmission
import CProof
import FixedPoint
import Foundation
import Interpreter
import Lowering
import NetworkIR
import TargetDescription
import TestSupport
import Testing

/// The C of a network as text.
func printedCode(
  _ network: Network, on targetName: String = "rv32ec", _ options: LoweringOptions = .init()
) throws -> PrintedCode {
  let profile = try target(targetName)
  let program = try lower(network, for: profile, options: options).program
  let files = emit(
    program, network: network, target: profile,
    options: EmissionOptions(
      name: "net", commandLine: "stapes", toolVersion: "0", modelDigest: "0"))
  func text(_ path: String) -> String { files.first { $0.path == path }?.text ?? "" }
  return PrintedCode(
    name: "net", header: text("net.h"), source: text("net.c"),
    intBits: profile.machine.intWidth)
}

@Suite("Proofs from the printed C of every strategy")
struct PrintedProofTests {
  /// What a strategy may give: those that queue the inputs that are not zero are followed for some
  /// patterns of zeros.
  private func accepted(_ strategy: LinearStrategy) -> Set<ProofStatus> {
    switch strategy {
    case .packedColumns, .packedTernary, .byteColumns, .pairedPackedColumns:
      [.proved, .sampled, .notProved]
    case .indexLists, .scatter, .subsetSums, .productTiles, .shiftLoop, .straightLine,
      .sharedSums, .unrolledColumns, .unrolledColumnsSkipping, .squares, .unrolledSquares,
      .pairedIndexLists, .pairedScatter, .pairedSubsetSums, .pairedSharedSums,
      .pairedUnrolledColumns:
      [.proved]
    }
  }

  private func requantized(_ channels: Int, _ random: inout SplitMix) -> Requantize {
    Requantize(
      axis: 1,
      functions: (0..<channels).map { _ in
        .shift(
          bits: Int.random(in: 0...4, using: &random), rounding: .halfToEven,
          clamp: IntegerRange(-20, 20))
      })
  }

  private func denseNetwork(_ alphabet: Alphabet, seed: UInt64) throws -> Network {
    var random = SplitMix(seed: seed)
    let outputs = Int.random(in: 2...9, using: &random)
    let inputs = Int.random(in: 2...19, using: &random)
    var sketch = try NetworkSketch(
      [1, inputs], [IntegerRange(0, 15), IntegerRange(-128, 127)][Int(seed % 2)])
    try sketch.add(
      .dense(randomWeights(outputs, inputs, from: alphabet.values, bias: 300, &random)))
    try sketch.add(.requantize(requantized(outputs, &random)))
    return try sketch.build()
  }

  private func convolutionNetwork(
    _ groups: Int, seed: UInt64, from alphabet: Alphabet = .powersAndZero
  ) throws -> Network {
    var random = SplitMix(seed: seed)
    let geometry = window([3, 2], strides: [1, 2], before: [1, 0], after: [1, 1])
    let linear = randomWeights(
      4, 4 / groups * geometry.kernelCount, from: alphabet.values, bias: 90, &random)
    var sketch = try NetworkSketch([1, 4, 6, 6], IntegerRange(0, 30))
    try sketch.add(
      .convolution(
        Convolution(geometry: geometry, groups: groups, paddingValue: 7, linear: linear)))
    try sketch.add(.requantize(requantized(4, &random)))
    return try sketch.build()
  }

  @Test(
    "Dense layers are proved from their text",
    arguments: LinearStrategy.allCases, [Alphabet.ternary, .powersAndZero, .bytes])
  func dense(strategy: LinearStrategy, alphabet: Alphabet) throws {
    for seed in UInt64(1)...2 {
      let network = try denseNetwork(alphabet, seed: seed)
      for target in ["rv32ec", "avr"] {
        try expectProof(network, strategy, on: target, "\(alphabet) seed \(seed)")
      }
    }
  }

  @Test(
    "Convolutions are proved from their text, padding included",
    arguments: LinearStrategy.allCases, [1, 4])
  func convolution(strategy: LinearStrategy, groups: Int) throws {
    let network = try convolutionNetwork(groups, seed: 9)
    try expectProof(network, strategy, on: "rv32ec", "groups \(groups)")
  }

  @Test(
    "Every strategy is printed for some network under its name, and not left unproved",
    arguments: LinearStrategy.allCases)
  func named(strategy: LinearStrategy) throws {
    let options = LoweringOptions(strategies: ["convolution": strategy, "dense": strategy])
    let alphabets = [Alphabet.ternary, .powersAndZero, .bytes]
    let networks =
      try alphabets.flatMap { alphabet in
        try [1, 2].map { try denseNetwork(alphabet, seed: $0) }
      } + [1, 4].map { try convolutionNetwork($0, seed: 9) }
      + alphabets.map { try convolutionNetwork(1, seed: 9, from: $0) }
    let codes = try networks.map { ($0, try printedCode($0, options)) }.filter {
      $0.1.source.contains("strategy: \(strategy.rawValue)")
    }
    #expect(!codes.isEmpty, "\(strategy) is printed for none of the networks")
    let isShown = try codes.contains { network, code in
      let report = try prove(code, computes: network)
      return report.tensors.allSatisfy { [.proved, .sampled].contains($0.status) }
    }
    // A guard there is on a word of two positions, which is no element; that is not followed.
    let isOpen = strategy == .pairedPackedColumns
    #expect(isShown != isOpen, "\(strategy) is proved for \(isShown ? "one" : "none") of them")
  }

  private func expectProof(
    _ network: Network, _ strategy: LinearStrategy, on target: String, _ context: String
  ) throws {
    let options = LoweringOptions(strategies: ["convolution": strategy, "dense": strategy])
    let report = try prove(
      try printedCode(network, on: target, options), computes: network)
    #expect(!report.tensors.isEmpty)
    for tensor in report.tensors {
      #expect(
        accepted(strategy).contains(tensor.status),
        "\(strategy) \(target) \(context): \(tensor.tensor) \(tensor.status) \(tensor.detail)")
    }
    #expect(report.ranges.notFitting == [], "\(strategy) \(target) \(context)")
  }

  @Test(
    "A changed sign, number or comparison that changes an output is found",
    arguments: LinearStrategy.allCases)
  func mutants(strategy: LinearStrategy) throws {
    let options = LoweringOptions(strategies: ["convolution": strategy, "dense": strategy])
    var found = 0
    for (seed, alphabet) in [(UInt64(3), Alphabet.powersAndZero), (4, .ternary)] {
      let network = try denseNetwork(alphabet, seed: seed)
      let code = try printedCode(network, options)
      var random = SplitMix(seed: seed)
      let sane = try prove(code, computes: network)
      for mutant in mutants(of: code, count: 60, &random) {
        guard try changesOutputs(mutant.code, network, &random) else { continue }
        found += 1
        let report = try? prove(mutant.code, computes: network)
        #expect(
          report.map { $0.tensors.map(\.status) != sane.tensors.map(\.status) } ?? true,
          "\(strategy) seed \(seed): \(mutant.change) survived")
      }
    }
    #expect(found >= 10, "\(strategy): only \(found) mutants changed an output")
  }

  private struct Mutant {
    let code: PrintedCode
    let change: String
  }

  /// Copies of the code with one token of the functions or tables changed.
  private func mutants(
    of code: PrintedCode, count: Int, _ random: inout SplitMix
  ) -> [Mutant] {
    let lines = code.source.split(separator: "\n", omittingEmptySubsequences: false).map(
      String.init)
    let candidates = lines.indices.filter { index in
      index > 20 && !lines[index].hasPrefix(" *") && !lines[index].hasPrefix("/*")
        && !statement(lines[index]).replacing("STAPES_WITHIN", with: "").contains("STAPES_")
    }
    return (0..<count).compactMap { _ in
      let index = candidates.randomElement(using: &random) ?? 0
      guard let line = changed(statement(lines[index]), &random) else { return nil }
      var text = lines
      text[index] = line + lines[index].dropFirst(statement(lines[index]).count)
      return Mutant(
        code: PrintedCode(
          name: code.name, header: code.header, source: text.joined(separator: "\n"),
          intBits: code.intBits),
        change: "line \(index + 1): \(lines[index]) -> \(line)")
    }
  }

  /// What an ordinary build does: a stored value with its range counts, a fact behind it does not.
  private func statement(_ line: String) -> String {
    line.range(of: "  STAPES_INSIDE(").map { String(line[..<$0.lowerBound]) } ?? line
  }

  private func changed(_ line: String, _ random: inout SplitMix) -> String? {
    let pairs = [
      (" + ", " - "), (" - ", " + "), (" += ", " -= "), (" -= ", " += "), (" != ", " == "),
      ("++", "--"),
    ]
    if let pair = pairs.filter({ line.contains($0.0) }).randomElement(using: &random),
      Bool.random(using: &random)
    {
      return line.replacingOccurrences(of: pair.0, with: pair.1)
    }
    let numbers = line.matches(of: /[\[ (]([0-9]+)[\]),;]/)
    guard let number = numbers.randomElement(using: &random), let value = Int(number.output.1)
    else { return nil }
    var text = line
    text.replaceSubrange(
      number.output.1.startIndex..<number.output.1.endIndex, with: "\(value + 1)")
    return text
  }

  /// Whether the outputs on some inputs are not the interpreter's, or there are none.
  private func changesOutputs(
    _ code: PrintedCode, _ network: Network, _ random: inout SplitMix
  ) throws -> Bool {
    let interpreter = try ReferenceInterpreter(network)
    let tensor = network[network.inputs[0].tensor]
    for round in 0..<8 {
      let input = (0..<tensor.shape.elementCount).map { _ in
        round % 2 == 0 || Bool.random(using: &random)
          ? Int.random(in: tensor.range.lower...tensor.range.upper, using: &random)
          : max(0, tensor.range.lower)
      }
      let expected = try interpreter.run(inputs: [input]).outputs
      guard let actual = try? execute(code, of: network, inputs: [input]), actual == expected
      else { return true }
    }
    return false
  }
}
