import CEmission
import FixedPoint
import Foundation
import KernelIR
import NetworkIR
import TargetDescription
import Testing

/// The text of the generated files.
struct FileTextTests {
  private let banner = """
     *
     * command:    stapes compile sample.onnx --target host -o sample
     * generator:  stapes 0.1.0
     * model:      SHA-256 abababababababababababababababababababababababababababababababab
     * target:     host
     * memory:     0 bytes of constants, 0 of scratch, 3 of input, 1 of output
     * operations: 3 loads, 6 additions, 5 shifts, 2 comparisons, 1 store, 1 call
     *
     * This file is yours: the generator's authors claim no rights in it. Integers only; no
     * multiplication, no division. Regenerate it instead of changing it. */
    """

  @Test("the source of a straight-line program")
  func source() throws {
    let text = try Programs.dense.emitted(Programs.denseNetwork, for: "host").text("sample.c")
    #expect(
      text == """
        /* sample.c: the network "sample"
        \(banner)

        /* scheduled before registers are given out, loads spill */
        #if defined(__GNUC__) && !defined(__clang__)
        #pragma GCC optimize("no-schedule-insns")
        #endif

        #include "sample.h"
        #include "stapes_support.h"

        STAPES_STATIC_ASSERT(sizeof(sample_input_t) == 1u, sample_input_has_8_bits);
        STAPES_STATIC_ASSERT(sizeof(sample_output_t) == 1u, sample_output_has_8_bits);

        /* dense_1 (node "Gemm_12"): y = clamp(floor((5*x0 - 3*x1 + 20*x2 + 96) / 2^6), 0, 127)
         * strategy: straight line
         * cost: 3 loads, 6 additions, 5 shifts, 2 comparisons, 1 store
         * in: input in [-128, 127]
         * out: output in [0, 57] */
        static void dense_1(const int8_t *input, int8_t *output)
        {
            const int32_t x0 = input[0];                            STAPES_RANGE(x0, -128, 127);
            const int32_t x1 = input[1];                            STAPES_RANGE(x1, -128, 127);
            const int32_t x2 = input[2];                            STAPES_RANGE(x2, -128, 127);
            const int32_t x0_5 = x0 + stapes_shift_left_32(x0, 2);  STAPES_RANGE(x0_5, -640, 635);
            const int32_t x1_3 = x1 + stapes_shift_left_32(x1, 1);  STAPES_RANGE(x1_3, -384, 381);
            const int32_t x2_5 = x2 + stapes_shift_left_32(x2, 2);  STAPES_RANGE(x2_5, -640, 635);
            int32_t acc = 96 + x0_5;                                STAPES_RANGE(acc, -3485, 3655);
            acc -= x1_3;                                            STAPES_RANGE(acc, -3485, 3655);
            acc += stapes_shift_left_32(x2_5, 2);                   STAPES_RANGE(acc, -3485, 3655);
            output[0] = (int8_t)STAPES_WITHIN(stapes_clamp_32(stapes_shift_right_32(acc, 6), 0, 127), 0,
                57);
        }

        /* sample_run: every layer, in order
         * cost: 3 loads, 6 additions, 5 shifts, 2 comparisons, 1 store, 1 call
         * in: input in [-128, 127]
         * out: output in [0, 57] */
        void sample_run(const sample_input_t *input, sample_output_t *output, void *scratch)
        {
            (void)scratch;
            STAPES_TRACE_BEGIN("sample");
            STAPES_TRACE_INPUT("x", int8_t, input, 3);
            dense_1(input, output);
            STAPES_TRACE_TENSOR("y", int8_t, output, 1);
            STAPES_TRACE_END("sample");
        }

        """)
  }

  @Test("where int has 16 bits, values that fit are computed in 16 bits")
  func narrow() throws {
    let text = try Programs.dense.emitted(Programs.denseNetwork, for: "avr").text("sample.c")
    let function = text.split(separator: "static void ")[1].split(separator: "}")[0]
    #expect(
      "static void \(function)" == """
        static void dense_1(const int8_t *input, int8_t *output)
        {
            const int16_t x0 = input[0];                           STAPES_RANGE(x0, -128, 127);
            const int16_t x1 = input[1];                           STAPES_RANGE(x1, -128, 127);
            const int16_t x2 = input[2];                           STAPES_RANGE(x2, -128, 127);
            const int16_t x0_5 = (int16_t)(x0 + stapes_shift_left_16(x0, 2));
            STAPES_RANGE(x0_5, -640, 635);
            const int16_t x1_3 = (int16_t)(x1 + stapes_shift_left_16(x1, 1));
            STAPES_RANGE(x1_3, -384, 381);
            const int16_t x2_5 = (int16_t)(x2 + stapes_shift_left_16(x2, 2));
            STAPES_RANGE(x2_5, -640, 635);
            int16_t acc = (int16_t)(96 + x0_5);                    STAPES_RANGE(acc, -3485, 3655);
            acc = (int16_t)(acc - x1_3);                           STAPES_RANGE(acc, -3485, 3655);
            acc = (int16_t)(acc + stapes_shift_left_16(x2_5, 2));  STAPES_RANGE(acc, -3485, 3655);
            output[0] = (int8_t)STAPES_WITHIN(stapes_clamp_16(stapes_shift_right_16(acc, 6), 0, 127), 0,
                57);

        """)
  }

  @Test("the header states sizes, types and the meaning of both ends")
  func header() throws {
    var network = Programs.denseNetwork
    network.tensors[0].meaning = Meaning(scale: [Rational(1) / Rational(128)], offset: [.zero])
    network.tensors[1].meaning = Meaning(
      scale: [Rational(1) / Rational(3)], offset: [Rational(2) / Rational(3)])
    network.inputs[0].encoding = .float32([
      .divide(FloatParameter(values: [0.0078125])), .round(.halfToEven),
      .clamp(lower: -128, upper: 127),
    ])
    let text = try Programs.dense.emitted(network, for: "host").text("sample.h")
    #expect(
      text == """
        /* sample.h: the network "sample"
        \(banner)
        #ifndef SAMPLE_H
        #define SAMPLE_H

        #include <stdint.h>

        #ifdef __cplusplus
        extern "C" {
        #endif

        /* Input "x", shape [1x3], row-major.
         * Its integers mean 0.0078125 * integer.
         * The model's own input is real; off the device it becomes these integers by: divide by
         *   0.0078125, round (halfToEven), clamp to [-128.0, 127.0]. */
        #define SAMPLE_INPUT_COUNT 3
        #define SAMPLE_INPUT_SHAPE {1, 3}
        #define SAMPLE_INPUT_MIN (-128)
        #define SAMPLE_INPUT_MAX 127
        #define SAMPLE_INPUT_SCALE "1/128"  /* 0.0078125 */
        #define SAMPLE_INPUT_OFFSET "0"  /* 0.0 */
        #define SAMPLE_INPUT_ZERO_POINT 0
        typedef int8_t sample_input_t;

        /* Output "y", shape [1x1], row-major.
         * Its integers mean 0.3333333333333333 * integer + 0.6666666666666666. */
        #define SAMPLE_OUTPUT_COUNT 1
        #define SAMPLE_OUTPUT_SHAPE {1, 1}
        #define SAMPLE_OUTPUT_MIN 0
        #define SAMPLE_OUTPUT_MAX 57
        #define SAMPLE_OUTPUT_SCALE "1/3"  /* 0.3333333333333333 */
        #define SAMPLE_OUTPUT_OFFSET "2/3"  /* 0.6666666666666666 */
        #define SAMPLE_OUTPUT_ZERO_POINT (-2)
        typedef int8_t sample_output_t;

        /* Memory that the caller provides, in bytes; scratch is aligned for int32_t. */
        #define SAMPLE_SCRATCH_BYTES 0
        #define SAMPLE_STATE_BYTES 0

        /* Runs the network once. Every input element lies in its range. Scratch points to
         * SAMPLE_SCRATCH_BYTES bytes aligned for int32_t; what they hold before and
         * after means nothing. Arrays do not overlap. Nothing is kept between calls, so calls with
         * memory of their own may run at the same time. */
        void sample_run(const sample_input_t *input, sample_output_t *output, void *scratch);

        #ifdef __cplusplus
        }
        #endif

        #endif

        """)
  }

  @Test("two emissions give the same bytes, in the same order", arguments: ["host", "avr"])
  func determinism(_ target: String) throws {
    let first = try Sampler.program.emitted(Sampler.network, for: target, inputs: Sampler.inputs)
    let second = try Sampler.program.emitted(Sampler.network, for: target, inputs: Sampler.inputs)
    #expect(first == second)
    #expect(
      first.map(\.path) == [
        "sample.h", "sample.c", "stapes_support.h", "main.c", "test_sample.c", "Makefile",
        "CMakeLists.txt", "README.md", "manifest.json",
      ])
  }

  @Test("the code has no floating-point type, product, quotient or remainder")
  func forbiddenWords() throws {
    for target in CompilationTests.targets {
      let files = try Sampler.program.emitted(Sampler.network, for: target)
      for path in ["sample.c", "sample.h"] {
        let code = try files.text(path)
          .replacing(/\/\*.*?\*\//.dotMatchesNewlines(), with: "")
          .replacing(/"[^"]*"/, with: "")
        #expect(!code.contains("/"))
        #expect(!code.contains("%"))
        #expect(!code.contains(#/[A-Za-z0-9_)\]] \* /#))
        #expect(!code.contains(/\b(float|double|malloc)\b/))
      }
    }
  }

  @Test("names that C does not allow are listed at the top of the source")
  func renamings() throws {
    let text = try Sampler.program.emitted(Sampler.network, for: "host").text("sample.c")
    #expect(
      text.contains(
        """
        /* Renamed for C:
         * conv_out_1 is "/conv/out 1"
         * int_value is "int"
         * short_value is "short" */
        """))
  }

  @Test("constants of targets with their own constant space are read through the support header")
  func flash() throws {
    let avr = try Sampler.program.emitted(Sampler.network, for: "avr").text("sample.c")
    let words = avr.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("stapes_flash_read_u16(squares + stapes_index_16(magnitude))"))
    #expect(avr.contains("stapes_flash_read_i8(weight)"))
    #expect(!avr.contains("(*weight"))
    let host = try Sampler.program.emitted(Sampler.network, for: "host").text("sample.c")
    #expect(host.contains("squares[magnitude]"))
    #expect(!host.contains("stapes_flash_read"))
  }

  @Test("a range that is promised instead of derived has its reason above it")
  func promises() throws {
    var program = Programs.dense
    program.functions[0].locals[4].promise = "the tests say so"
    let text = try program.emitted(Programs.denseNetwork, for: "host").text("sample.c")
    #expect(
      text.contains(
        """
            /* the tests say so */
            const int32_t x1_3 = x1 + stapes_shift_left_32(x1, 1);  STAPES_RANGE(x1_3, -384, 381);
        """))
  }

  @Test("targets that need barriers ask the support header for them")
  func barriers() throws {
    for target in CompilationTests.targets {
      let text = try Sampler.program.emitted(Sampler.network, for: target).text("sample.c")
      let needs = try Programs.target(target).machine.needsBarrier
      #expect(text.contains("#define STAPES_NEEDS_BARRIER 1\n") == needs)
    }
  }

  @Test("no line is longer than 100 columns", arguments: CompilationTests.targets)
  func widths(_ target: String) throws {
    for file in try Sampler.program.emitted(Sampler.network, for: target)
    where file.path.hasSuffix(".c") || file.path.hasSuffix(".h") {
      for line in file.text.split(separator: "\n") {
        #expect(line.count <= 100, "\(file.path): \(line)")
      }
    }
  }

  @Test("the manifest is JSON that names sizes, strategies and every file")
  func manifest() throws {
    let files = try Sampler.program.emitted(
      Sampler.network, for: "host", inputs: Sampler.inputs)
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(try files.text("manifest.json").utf8))
        as? [String: Any])
    #expect(object["files"] as? [String] == files.map(\.path).sorted())
    #expect(object["golden_vectors"] as? Int == 5)
    let memory = try #require(object["memory"] as? [String: Int])
    #expect(
      memory == [
        "constant_bytes": 554, "state_bytes": 0, "scratch_bytes": 16, "input_bytes": 6,
        "output_bytes": 20,
      ])
    let functions = try #require(object["functions"] as? [[String: Any]])
    #expect(
      functions.map { $0["name"] as? String } == [
        "widen", "dot", "lists", "extremes", "packed", "sample_run",
      ])
    #expect(functions[0]["strategy"] as? String == "a test of words")
  }

  @Test("the interface tells a caller the arguments in order")
  func interface() throws {
    let interface = describeInterface(
      of: Sampler.program, network: Sampler.network, target: try Programs.target("host"),
      options: Programs.options)
    #expect(interface.name == "sample")
    #expect(interface.inputs.map(\.identifier) == ["input"])
    #expect(interface.outputs.map(\.typeName) == ["sample_output_0_t", "sample_output_1_t"])
    #expect(interface.scratchBytes == 16)
  }

  @Test("the embedded support header is the file in CSupport; CSupport/embed refreshes it")
  func supportHeader() throws {
    let path = Programs.targets.deletingLastPathComponent()
      .appending(path: "CSupport/include/stapes_support.h")
    let files = try Programs.dense.emitted(Programs.denseNetwork, for: "host")
    #expect(try files.text("stapes_support.h") == String(contentsOf: path, encoding: .utf8))
  }
}
