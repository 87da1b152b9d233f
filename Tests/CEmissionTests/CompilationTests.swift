import CEmission
import Foundation
import KernelIR
import NetworkIR
import Testing

/// Emitted C is compiled and run.
struct CompilationTests {
  static let targets = ["host", "rv32ec", "cortex-m4", "avr"]

  static let cases: [(target: String, compiler: String)] = targets.flatMap { target in
    CBench.hostCompilers.map { (target, $0) }
  }

  @Test(
    "every statement and expression gives the evaluator's integers, without undefined behaviour",
    .enabled(if: CBench.hasCmocka, "needs gcc or clang, and cmocka"), arguments: cases)
  func sampler(_ variant: (target: String, compiler: String)) throws {
    try check(Sampler.program, Sampler.network, Sampler.inputs, variant)
  }

  @Test(
    "straight-line code gives the formula's integers",
    .enabled(if: CBench.hasCmocka, "needs gcc or clang, and cmocka"), arguments: cases)
  func dense(_ variant: (target: String, compiler: String)) throws {
    let inputs = [[-128, 127, -128], [127, -128, 127], [0, 0, 0], [3, -5, 40], [-1, 1, 1]]
    try check(Programs.dense, Programs.denseNetwork, inputs.map { [$0] }, variant)
    for input in inputs {
      var evaluator = KernelEvaluator(Programs.dense)
      #expect(evaluator.run([input]) == [[Programs.denseResult(input)]])
    }
  }

  private func check(
    _ program: KernelProgram, _ network: Network, _ inputs: [[[Int]]],
    _ variant: (target: String, compiler: String)
  ) throws {
    let bench = try CBench(try program.emitted(network, for: variant.target, inputs: inputs))
    defer { bench.remove() }
    for options in [["-O2"], ["-DSTAPES_CHECKED", "-DSTAPES_TRACE", "-O1"] + CBench.sanitizers] {
      let build = try bench.run(
        variant.compiler,
        CBench.strict + options + ["test_sample.c", "sample.c", "-lcmocka", "-o", "test"])
      #expect(build.status == 0, "\(build.text)")
      let test = try bench.run("./test", [])
      #expect(test.status == 0, "\(test.text)")
    }
  }

  @Test(
    "cross compilers accept the C without a warning, also checked and traced",
    arguments: CBench.crossCompilers)
  func cross(_ compiler: [String]) throws {
    for target in Self.targets {
      let bench = try CBench(try Sampler.program.emitted(Sampler.network, for: target))
      defer { bench.remove() }
      for options in [["-O2"], ["-Os", "-DSTAPES_CHECKED", "-DSTAPES_TRACE"]] {
        let build = try bench.run(
          compiler[0],
          compiler.dropFirst() + CBench.strict + options + ["-c", "sample.c", "-o", "sample.o"])
        #expect(build.status == 0, "\(target): \(build.text)")
      }
    }
  }
}
