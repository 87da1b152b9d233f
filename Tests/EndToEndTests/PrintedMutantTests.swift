import CEmission
import CProof
import FixedPoint
import Foundation
import Interpreter
import Lowering
import NetworkIR
import TestSupport
import Testing

/// Wrong C is what gcc and the interpreter say it is: the reader that the proof uses has no part in
/// that.
@Suite("Changed C that computes something else", .enabled(if: toolsAreInstalled))
struct PrintedMutantTests {
  @Test(
    "A line that is changed, lost or moved in the C of a strategy is not called proved",
    arguments: LinearStrategy.allCases)
  func mutants(strategy: LinearStrategy) throws {
    var random = SplitMix(seed: 71)
    var sketch = try NetworkSketch([1, 7], IntegerRange(0, 15))
    try sketch.add(
      .dense(randomWeights(5, 7, from: Alphabet.ternary.values, bias: 300, &random)))
    try sketch.add(
      .requantize(
        Requantize(functions: [
          .shift(bits: 2, rounding: .halfToEven, clamp: IntegerRange(-100, 100))
        ])))
    let network = try sketch.build()
    let code = try printedCode(
      network, LoweringOptions(strategies: ["convolution": strategy, "dense": strategy]))
    let mutants = mutants(of: code, count: 24, &random)
    let wrong = try HostJudge(network, &random).wrong(mutants.map(\.source), header: code.header)
    let sane = try prove(code, computes: network).tensors.map(\.status)
    #expect(wrong.count >= 3, "\(strategy): only \(wrong.count) changed an output")
    for number in wrong {
      let mutant = mutants[number]
      let report = try? prove(
        PrintedCode(
          name: code.name, header: code.header, source: mutant.source, intBits: code.intBits),
        computes: network)
      #expect(
        report.map { $0.tensors.map(\.status) != sane } ?? true,
        "\(strategy): \(mutant.change) survived")
    }
  }

  private struct Mutant {
    let source: String
    let change: String
  }

  private func mutants(
    of code: PrintedCode, count: Int, _ random: inout SplitMix
  ) -> [Mutant] {
    let lines = code.source.split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
    let candidates = lines.indices.filter { index in
      let line = lines[index]
      return index > 20 && !line.hasPrefix("/*") && !line.hasPrefix(" *") && !line.hasPrefix("#")
        && line.contains { $0.isLetter || $0.isNumber }
    }
    return (0..<count).compactMap { _ in
      let index = candidates.randomElement(using: &random) ?? 0
      var text = lines
      guard change(&text, at: index, &random), text != lines else { return nil }
      return Mutant(
        source: text.joined(separator: "\n"),
        change: "line \(index + 1): \(lines[index]) -> \(text[index])")
    }
  }

  /// One of: another number, another operator or type, a lost statement, two in another order.
  private func change(
    _ lines: inout [String], at index: Int, _ random: inout SplitMix
  ) -> Bool {
    let line = lines[index]
    switch Int.random(in: 0..<6, using: &random) {
    case 0 where line.hasSuffix(";"): lines[index] = ""
    case 1 where line.hasSuffix(";") && lines[index + 1].hasSuffix(";"):
      lines.swapAt(index, index + 1)
    case 0...3:
      let pairs = [
        (" + ", " - "), (" - ", " + "), (" += ", " -= "), (" -= ", " += "), (" != ", " == "),
        ("++", "--"), ("int8_t", "uint8_t"), ("int32_t", "int16_t"), ("(int8_t)", ""),
        ("min_", "max_"), ("left_", "right_"), ("clamp_32", "clamp_16"), ("-", ""),
      ]
      guard
        let pair = pairs.filter({ line.contains($0.0) }).randomElement(using: &random)
      else { return false }
      lines[index] = line.replacingOccurrences(of: pair.0, with: pair.1)
    default:
      guard
        let number = line.matches(of: /[\[ (]([0-9]+)[\]),;]/).randomElement(using: &random),
        let value = Int(number.output.1)
      else { return false }
      lines[index].replaceSubrange(
        number.output.1.startIndex..<number.output.1.endIndex,
        with: "\(Bool.random(using: &random) ? value + 1 : max(0, value - 1))")
    }
    return true
  }
}

/// Builds variants of the C of a network with gcc and runs them on some inputs.
private struct HostJudge {
  private let inputs: [[Int]]
  private let expected: [[Int]]
  private let folder: URL

  init(_ network: Network, _ random: inout SplitMix) throws {
    let tensor = network[network.inputs[0].tensor]
    var inputs: [[Int]] = []
    for round in 0..<12 {
      inputs.append(
        (0..<tensor.shape.elementCount).map { _ in
          round % 2 == 0 || Bool.random(using: &random)
            ? Int.random(in: tensor.range.lower...tensor.range.upper, using: &random)
            : max(0, tensor.range.lower)
        })
    }
    self.inputs = inputs
    let interpreter = try ReferenceInterpreter(network)
    expected = try inputs.map { try interpreter.run(inputs: [$0]).outputs[0] }
    folder = FileManager.default.temporaryDirectory.appending(path: "stapes-\(UUID())")
  }

  /// The numbers of the sources that compile and give another output, or stop.
  func wrong(_ sources: [String], header: String) throws -> [Int] {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var files = [
      "net.h": header, "stapes_support.h": supportHeaderText, "main.c": main(sources.count),
    ]
    for (number, source) in sources.enumerated() {
      files["m\(number).c"] = source.replacing("net_run(", with: "net_run_\(number)(")
    }
    for (name, text) in files {
      try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
    }
    // Those that do not compile leave no object, and the others are linked without them.
    _ = try run("gcc -std=gnu99 -O1 -w -c *.c")
    let printed = try run("gcc *.o -o judge && ./judge")
    var found: [Int: [[Int]]] = [:]
    for line in printed.split(separator: "\n") {
      let numbers = line.split(separator: " ").compactMap { Int($0) }
      found[numbers[0], default: []].append(Array(numbers.dropFirst()))
    }
    return found.filter { $0.value != expected }.keys.sorted()
  }

  private func run(_ command: String) throws -> String {
    let log = folder.appending(path: "log.txt")
    try Data().write(to: log)
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", command]
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: log)
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return try String(contentsOf: log, encoding: .utf8)
  }

  /// Runs each variant that there is on all inputs, in a process of its own for a fifth of a second
  /// at most; prints its number and the outputs, a line for each input.
  private func main(_ count: Int) -> String {
    let rows = inputs.map { "{" + $0.map(String.init).joined(separator: ", ") + "}" }
    let names = (0..<count).map { "net_run_\($0)" }
    return """
      #include <stdint.h>
      #include <stdio.h>
      #include <sys/wait.h>
      #include <unistd.h>
      #include "net.h"
      typedef void runner(const void *, void *, void *);
      \(names.map { "extern runner \($0) __attribute__((weak));" }.joined(separator: "\n"))
      static runner *const runners[] = {\(names.joined(separator: ", "))};
      static const net_input_t inputs[][NET_INPUT_COUNT] = {\(rows.joined(separator: ", "))};
      static int32_t scratch[NET_SCRATCH_BYTES + 1024];
      static net_output_t output[NET_OUTPUT_COUNT + 1024];
      int main(void)
      {
          for (int number = 0; number < \(count); ++number) {
              if (!runners[number]) continue;
              fflush(stdout);
              if (!fork()) {
                  ualarm(200000, 0);
                  for (int row = 0; row < \(rows.count); ++row) {
                      runners[number](inputs[row], output, scratch + 256);
                      printf("%d", number);
                      for (int k = 0; k < NET_OUTPUT_COUNT; ++k) printf(" %ld", (long)output[k]);
                      printf("\\n");
                  }
                  fflush(stdout);
                  _exit(0);
              }
              int status = 0;
              wait(&status);
              if (status) printf("%d\\n", number);
          }
          return 0;
      }
      """
  }
}
