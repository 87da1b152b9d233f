import CEmission
import FixedPoint
import KernelIR
import NetworkIR
import TargetDescription
import Testing

/// Networks that keep a state between runs.
struct StateTests {
  private static let inputs = [
    [3, -4], [127, -128], [127, -128], [100, 1], [5, 5], [127, -128], [127, -128], [127, -128],
    [127, -128], [127, -128], [127, -128], [127, -128], [127, -128], [0, 0], [1, 1],
  ]

  private func files(for target: String) throws -> [EmittedFile] {
    var options = Programs.options
    options.vectors = StatePrograms.vectors(Self.inputs, resetAt: [0, 1, 4])
    return emit(
      StatePrograms.program, network: StatePrograms.network, target: try Programs.target(target),
      options: options)
  }

  @Test("the header declares the state, its size and the reset")
  func header() throws {
    let text = try files(for: "host").text("sample.h")
    #expect(
      text.contains(
        """
        #define SAMPLE_STATE_BYTES 6

        /* What the network keeps between calls: a sample_state_t per instance, at most
         * SAMPLE_STATE_BYTES bytes, in RAM of the caller. A copy of it is a snapshot. */
        typedef struct {
            /* "total", shape [1x2], in [-1000, 1000].
             * Its integers are their own values. */
            int16_t total[2];
            /* "window", shape [1x2], in [-128, 127].
             * Its integers are their own values. */
            int8_t window[2];
        } sample_state_t;

        /* Sets the state to its contents before the first call. */
        void sample_init(sample_state_t *state);
        """))
    #expect(
      text.contains(
        """
        void sample_run(sample_state_t *state, const sample_input_t *input, sample_output_t *output,
            void *scratch);
        """))
  }

  @Test(
    "the reset walks over every state, and reads flash as the core does",
    arguments: [
      ("host", "STAPES_WITHIN(*initial, -1000, 1000);"), ("avr", "stapes_flash_read_i16(initial)"),
    ])
  func reset(_ target: String, _ read: String) throws {
    let text = try files(for: target).text("sample.c")
    let function = try #require(text.split(separator: "void sample_init(").last)
    #expect(function.contains("int16_t *const total = state->total;"))
    #expect(function.contains("int8_t *const window = state->window;"))
    #expect(function.contains("= -1;") && function.contains(read), "\(function)")
  }

  @Test("the manifest lists the states and names the reset")
  func manifest() throws {
    let text = try files(for: "host").text("manifest.json")
    #expect(text.contains(#""init": "sample_init","#))
    #expect(text.contains(#""member": "window","#))
    #expect(text.contains(#""state_bytes": 6,"#))
  }

  @Test("a network without a state has no word of it")
  func stateless() throws {
    for file in try Programs.dense.emitted(Programs.denseNetwork, for: "host") {
      #expect(!file.text.contains("_init") && !file.text.contains("state_t"), "\(file.path)")
    }
  }

  @Test(
    "vectors from a reset state and in a row give the formula's integers",
    .enabled(if: CBench.hasCmocka, "needs gcc or clang, and cmocka"),
    arguments: CompilationTests.cases)
  func sequences(_ variant: (target: String, compiler: String)) throws {
    let bench = try CBench(try files(for: variant.target))
    defer { bench.remove() }
    for options in [["-O2"], ["-DSTAPES_CHECKED", "-DSTAPES_TRACE", "-O1"] + CBench.sanitizers] {
      let build = try bench.run(
        variant.compiler,
        CBench.strict + options + ["test_sample.c", "sample.c", "-lcmocka", "-o", "test"])
      #expect(build.status == 0, "\(build.text)")
      let test = try bench.run("./test", [])
      #expect(test.status == 0, "\(test.text)")
      #expect(test.text.contains("vectors_1_to_3_in_a_row_give_the_same_bits"))
    }
    let example = try bench.run(
      variant.compiler, CBench.strict + ["main.c", "sample.c", "-o", "example"])
    #expect(example.status == 0, "\(example.text)")
    #expect(try bench.run("./example", []).text == "99\n-201\n")
  }

  @Test("instances side by side keep out of each other's way", .enabled(if: CBench.has("gcc")))
  func instances() throws {
    let program = """
      #include <stdio.h>
      #include "sample.h"
      int main(void)
      {
          static sample_state_t a, b;
          const sample_input_t one[2] = {1, 1}, nine[2] = {9, 9};
          sample_output_t y[2];
          int step;
          sample_init(&a);
          sample_init(&b);
          for (step = 0; step < 3; ++step) {
              sample_run(&a, one, y, 0);
              printf("%d ", y[0]);
              sample_run(&b, nine, y, 0);
              printf("%d ", y[0]);
          }
          return 0;
      }
      """
    let bench = try CBench(
      try files(for: "host") + [EmittedFile(path: "instances.c", text: program)])
    defer { bench.remove() }
    let build = try bench.run("gcc", ["instances.c", "sample.c", "-o", "instances"])
    #expect(build.status == 0, "\(build.text)")
    #expect(try bench.run("./instances", []).text == "99 99 100 108 101 117 ")
  }

  @Test("cross compilers and C++ accept the state without a warning")
  func cross() throws {
    let plusPlus = ["g++", "-x", "c++", "-std=c++11"]
    for compiler in CBench.crossCompilers + (CBench.has("g++") ? [plusPlus] : []) {
      let bench = try CBench(try files(for: "avr"))
      defer { bench.remove() }
      let strict = compiler == plusPlus ? ["-Wall", "-Wextra", "-Werror"] : CBench.strict
      let build = try bench.run(
        compiler[0], compiler.dropFirst() + strict + ["-O2", "-c", "sample.c", "-o", "sample.o"])
      #expect(build.status == 0, "\(compiler[0]): \(build.text)")
    }
  }
}
