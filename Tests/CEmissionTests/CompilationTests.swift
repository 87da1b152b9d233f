import CEmission
import FixedPoint
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
      let evaluator = KernelEvaluator(Programs.dense)
      #expect(try evaluator.run(inputs: [input]) == [[Programs.denseResult(input)]])
    }
  }

  @Test(
    "random expressions give the evaluator's integers in both widths of int",
    .enabled(if: CBench.hasCmocka, "needs gcc or clang, and cmocka"),
    arguments: [("host", UInt64(1)), ("host", 2), ("avr", 3), ("avr", 4), ("cortex-m4", 5)])
  func random(_ target: String, _ seed: UInt64) throws {
    var random = RandomPrograms(seed: seed)
    let program = random.program()
    let inputs = (0..<20).map { _ in random.vector() }
    for compiler in CBench.hostCompilers {
      try check(
        program, RandomPrograms.network, inputs, (target: target, compiler: compiler),
        context: "seed \(seed)")
    }
  }

  private func check(
    _ program: KernelProgram, _ network: Network, _ inputs: [[[Int]]],
    _ variant: (target: String, compiler: String), context: String = ""
  ) throws {
    let bench = try CBench(try program.emitted(network, for: variant.target, inputs: inputs))
    defer { bench.remove() }
    for options in [["-O2"], ["-DSTAPES_CHECKED", "-DSTAPES_TRACE", "-O1"] + CBench.sanitizers] {
      let build = try bench.run(
        variant.compiler,
        CBench.strict + options + ["test_sample.c", "sample.c", "-lcmocka", "-o", "test"])
      #expect(build.status == 0, "\(context) \(build.text)")
      let test = try bench.run("./test", [])
      #expect(test.status == 0, "\(context) \(test.text)")
    }
  }

  @Test(
    "names that would break C, comments or strings do no harm",
    .enabled(if: CBench.hasCmocka, "needs gcc or clang, and cmocka"))
  func hostileNames() throws {
    let names = [
      "int", "*/ int x; /*", "\"quoted\"", "back\\slash", "line\nbreak", "x??/", "größe", "",
      "int", "input", "output", "sample_run", "scratch", "stapes_clamp_32", "printf", "9", "%d",
    ]
    var next = 0
    let name = { () -> String in
      next += 1
      return names[next % names.count]
    }
    var program = Sampler.program
    var network = Sampler.network
    network.name = name()
    for index in network.tensors.indices { network.tensors[index].name = name() }
    for index in program.buffers.indices { program.buffers[index].name = name() }
    for index in program.tables.indices {
      program.tables[index].name = name()
      program.tables[index].note = name()
    }
    for index in program.functions.indices {
      program.functions[index].name = name()
      program.functions[index].note = FunctionNote(
        nodes: [name()], formula: name(), strategy: name())
      for local in program.functions[index].locals.indices {
        program.functions[index].locals[local].name = name()
      }
      for pointer in program.functions[index].pointers.indices {
        program.functions[index].pointers[pointer].name = name()
      }
    }
    for compiler in CBench.hostCompilers {
      try check(program, network, Sampler.inputs, (target: "host", compiler: compiler))
    }
  }

  @Test(
    "C++ accepts the header and the C without a warning",
    .enabled(if: CBench.has("g++"), "needs g++"))
  func plusPlus() throws {
    let bench = try CBench(try Sampler.program.emitted(Sampler.network, for: "host"))
    defer { bench.remove() }
    let build = try bench.run(
      "g++",
      [
        "-x", "c++", "-std=c++11", "-pedantic", "-Wall", "-Wextra", "-Wconversion", "-Wshadow",
        "-Werror", "-c", "sample.c", "-o", "sample.o",
      ])
    #expect(build.status == 0, "\(build.text)")
  }

  @Test("cppcheck finds nothing", .enabled(if: CBench.has("cppcheck"), "needs cppcheck"))
  func cppcheck() throws {
    for target in ["host", "avr"] {
      let bench = try CBench(try Programs.dense.emitted(Programs.denseNetwork, for: target))
      defer { bench.remove() }
      let check = try bench.run(
        "cppcheck",
        [
          "--std=c99", "--enable=warning,style,performance,portability", "--error-exitcode=1",
          "--suppress=missingIncludeSystem", "--quiet", "sample.c", "main.c",
        ])
      #expect(check.status == 0, "\(check.text)")
      #expect(check.text == "")
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

  @Test(
    "a trace build prints every tensor once it is complete",
    .enabled(if: !CBench.hostCompilers.isEmpty, "needs gcc or clang"))
  func trace() throws {
    let bench = try CBench(
      try Programs.dense.emitted(Programs.denseNetwork, for: "host", inputs: [[[4, 0, 8]]]))
    defer { bench.remove() }
    let build = try bench.run(
      CBench.hostCompilers[0],
      CBench.strict + ["-DSTAPES_TRACE", "main.c", "sample.c", "-o", "example"])
    #expect(build.status == 0, "\(build.text)")
    let lines = [
      "$trace 1 sample*56", "$input x 0000 04 00 08*22", "$tensor y 0000 04*4c", "$end sample*49",
    ]
    #expect(try bench.run("./example", []).text == lines.joined(separator: "\n") + "\n4\n")
  }

  @Test(
    "a checked build stops at a value outside its proved range",
    .enabled(if: !CBench.hostCompilers.isEmpty, "needs gcc or clang"))
  func checked() throws {
    var program = Programs.dense
    program.functions[0].locals[6].range = IntegerRange(-3485, 200)
    var options = Programs.options
    options.vectors = [GoldenVector(inputs: [[127, -128, 127]], outputs: [[57]])]
    let bench = try CBench(
      emit(
        program, network: Programs.denseNetwork, target: try Programs.target("host"),
        options: options))
    defer { bench.remove() }
    for (flags, succeeds) in [([], true), (["-DSTAPES_CHECKED"], false)] {
      let build = try bench.run(
        CBench.hostCompilers[0],
        CBench.strict + flags + ["main.c", "sample.c", "-o", "example"])
      #expect(build.status == 0, "\(build.text)")
      #expect((try bench.run("./example", []).status == 0) == succeeds)
    }
  }

  @Test(
    "the Makefile builds the library and the example and runs the test",
    .enabled(if: CBench.hasCmocka && CBench.has("make"), "needs make, a compiler and cmocka"))
  func makefile() throws {
    let bench = try CBench(
      try Sampler.program.emitted(Sampler.network, for: "host", inputs: Sampler.inputs))
    defer { bench.remove() }
    let build = try bench.run("make", ["-s", "all", "test"])
    #expect(build.status == 0, "\(build.text)")
    #expect(build.text.contains("5 test(s) run"))
    #expect(!build.text.contains("warning"))
    let run = try bench.run("./example", [])
    let expected = ["-384", "0", "-384", "-7184", "-86", "-32768", "-69616", "4095"]
    #expect(run.text.split(separator: "\n").map(String.init) == expected)
  }

  @Test(
    "the CMake project builds and its test passes",
    .enabled(if: CBench.hasCmocka && CBench.has("cmake"), "needs cmake, a compiler and cmocka"))
  func cmake() throws {
    let bench = try CBench(
      try Sampler.program.emitted(Sampler.network, for: "host", inputs: Sampler.inputs))
    defer { bench.remove() }
    let steps = [["-S", ".", "-B", "build"], ["--build", "build"]]
    for step in steps {
      let outcome = try bench.run("cmake", step)
      #expect(outcome.status == 0, "\(outcome.text)")
    }
    #expect(try bench.run("build/test_sample", []).status == 0)
  }
}
