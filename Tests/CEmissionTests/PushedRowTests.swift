import CEmission
import FixedPoint
import KernelIR
import NetworkIR
import TargetDescription
import Testing

/// The C of a program whose input arrives in three rows of two: y is the sum of all elements.
struct PushedRowTests {
  private static let sums = IntegerRange(-768, 762)
  private static let zero = Expression.constant(0)
  private static let (row, output, sum, next) = (
    MemoryBase.buffer(BufferID(0)), MemoryBase.buffer(BufferID(1)),
    MemoryBase.buffer(BufferID(2)), MemoryBase.buffer(BufferID(3))
  )

  private static func function(
    _ name: String, _ locals: [Local], _ body: [Statement]
  ) -> KernelFunction {
    KernelFunction(
      name: name, note: FunctionNote(nodes: ["Sum"], formula: "", strategy: ""), parameters: [],
      locals: locals, pointers: [], body: body)
  }

  private static var functions: [KernelFunction] {
    let number = LocalID(0), range = IntegerRange(0, 2)
    return [
      function(
        "take", [Local(name: "number", range: range, isMutable: false)],
        [
          .define(number, .load(next, index: zero)),
          .store(
            sum, index: zero,
            .add(
              .load(sum, index: zero),
              .add(.load(row, index: zero), .load(row, index: .constant(1))))),
          .branch(
            Condition(.local(number), .less, .constant(2)),
            then: [.store(next, index: zero, .add(.local(number), .constant(1)))],
            otherwise: [.store(next, index: zero, zero)]),
        ]),
      function(
        "finish", [],
        [.store(output, index: zero, .load(sum, index: zero)), .store(sum, index: zero, zero)]),
      function(
        "push_row", [Local(name: "next", range: range, isMutable: false)],
        [
          .call(FunctionID(0), []), .define(number, .load(next, index: zero)),
          .branch(
            Condition(.local(number), .equal, zero), then: [.call(FunctionID(1), [])],
            otherwise: []),
        ]),
    ]
  }

  private static var program: KernelProgram {
    KernelProgram(
      name: "sample",
      buffers: [
        Programs.buffer("x", .int8, count: 2, .input(0)),
        Programs.buffer("y", .int16, count: 1, .output(0), range: sums),
        Programs.buffer("sum", .int16, count: 1, .state(0), range: sums),
        Programs.buffer("next_row", .int8, count: 1, .state(1), range: IntegerRange(0, 2)),
        Programs.buffer("unset", .int8, count: 5, .state(2)),
      ], tables: [], functions: functions, entry: FunctionID(2), scratchBytes: 0,
      initialStates: [.uniform(0), .uniform(0), .anything],
      rows: PushedRows(count: 3, counter: BufferID(3)))
  }

  private static let network = Programs.network(
    input: Tensor(
      name: "x", shape: Shape([1, 3, 2, 1]), type: .int8, range: IntegerType.int8.range,
      meaning: .itself), output: Programs.tensor("y", count: 1, .int16, range: sums))

  private func files(for target: String = "host") throws -> [EmittedFile] {
    try Self.program.emitted(
      Self.network, for: target,
      inputs: [
        [[1, 2, 3, 4, 5, 6]], [[-128, -128, -128, -128, -128, -128]], [[9, 0, 0, 0, 0, 0]],
      ])
  }

  @Test("the header says how many rows there are, what a row is and when the outputs are ready")
  func header() throws {
    let text = try files().text("sample.h")
    #expect(
      text.contains(
        """
        /* Input "x", shape [1x3x2x1], row-major.
         * It arrives in 3 rows of shape [2x1], the first first.
         * Its integers are their own values.
         * The model's own input is these integers. */
        #define SAMPLE_ROW_COUNT 2
        #define SAMPLE_ROW_SHAPE {2, 1}
        #define SAMPLE_ROW_MIN (-128)
        #define SAMPLE_ROW_MAX 127
        #define SAMPLE_ROWS 3
        """), "\(text)")
    #expect(
      text.contains(
        """
        typedef struct {
            /* "sum", in [-768, 762]. */
            int16_t sum[1];
            /* The number of the next row, 0 before the first and after the last. */
            int8_t next_row[1];
            /* "unset", in [-128, 127]. */
            int8_t unset[5];
        } sample_state_t;
        """), "\(text)")
    #expect(
      text.contains(
        """
        /* Takes the next row of the input. Every element lies in its range. Returns 1 where it was the
         * last one: the outputs are ready, and the next row is the first of the next input. Returns 0
         * before; outputs are then incomplete, must be the same arrays for all rows of an input, and
         * what they hold must not be changed until it returns 1.
         * Scratch points to SAMPLE_SCRATCH_BYTES bytes aligned for int32_t; what they
         * hold before and after means nothing. Arrays do not overlap. What later rows need of this one
         * is kept in *state, which sample_init has set before the first row, and sets again
         * to drop an unfinished input; calls with a state and memory of their own may run at the same
         * time. */
        int sample_push_row(sample_state_t *state, const sample_row_t *row, sample_output_t *output,
            void *scratch);
        """), "\(text)")
  }

  @Test("the function of a row takes it, and runs the rest after the last one")
  func source() throws {
    let text = try files().text("sample.c")
    #expect(
      text.contains(
        """
        int sample_push_row(sample_state_t *state, const sample_row_t *row, sample_output_t *output,
            void *scratch)
        {
            (void)scratch;
            int16_t *const sum = state->sum;
            int8_t *const next_row = state->next_row;
            STAPES_TRACE_ROW("sample", "x", int8_t, row, 2, next_row[0]);
            take(row, sum, next_row);
            const int32_t next = next_row[0];  STAPES_RANGE(next, 0, 2);
            if (next == 0) {
                finish(output, sum);
                STAPES_TRACE_TENSOR("y", int16_t, output, 1);
                STAPES_TRACE_END("sample");
                return 1;
            }
            return 0;
        }
        """), "\(text)")
  }

  @Test("what rows write before they read it is not set")
  func reset() throws {
    let text = try files().text("sample.c")
    let function = try #require(text.split(separator: "void sample_init(").last)
    #expect(function.contains("state->sum") && function.contains("state->next_row"))
    #expect(!function.contains("unset"))
  }

  @Test("the manifest has the rows, and the row's bytes as those of the input")
  func manifest() throws {
    let text = try files().text("manifest.json")
    #expect(text.contains(#""entry": "sample_push_row","#))
    #expect(text.contains(#""rows": 3,"#))
    #expect(text.contains(#""input_bytes": 2,"#))
  }

  @Test(
    "the generated test pushes the rows of every vector, and the example prints the outputs",
    .enabled(if: CBench.hasCmocka, "needs gcc or clang, and cmocka"),
    arguments: CompilationTests.cases)
  func runs(_ variant: (target: String, compiler: String)) throws {
    let bench = try CBench(try files(for: variant.target))
    defer { bench.remove() }
    let build = try bench.run(
      variant.compiler,
      CBench.strict + ["-DSTAPES_CHECKED", "-DSTAPES_TRACE"] + CBench.sanitizers
        + ["test_sample.c", "sample.c", "-lcmocka", "-o", "test"])
    #expect(build.status == 0, "\(build.text)")
    let test = try bench.run("./test", [])
    #expect(test.status == 0, "\(test.text)")
    let example = try bench.run(
      variant.compiler, CBench.strict + ["main.c", "sample.c", "-o", "example"])
    #expect(example.status == 0, "\(example.text)")
    #expect(try bench.run("./example", []).text == "21\n")
  }

  @Test("instances side by side keep their own rows", .enabled(if: CBench.has("gcc")))
  func instances() throws {
    let program = """
      #include <stdio.h>
      #include "sample.h"
      int main(void)
      {
          static sample_state_t a, b;
          const sample_row_t one[2] = {1, 1}, nine[2] = {9, 9};
          sample_output_t y = 0;
          int step;
          sample_init(&a);
          sample_init(&b);
          sample_push_row(&b, nine, &y, 0);
          for (step = 0; step < 6; ++step) {
              int a_ready = sample_push_row(&a, one, &y, 0);
              int b_ready = sample_push_row(&b, nine, &y, 0);
              printf("%d%d:%d ", a_ready, b_ready, y);
          }
          return 0;
      }
      """
    let bench = try CBench(try files() + [EmittedFile(path: "instances.c", text: program)])
    defer { bench.remove() }
    let build = try bench.run("gcc", ["instances.c", "sample.c", "-o", "instances"])
    #expect(build.status == 0, "\(build.text)")
    // Rows of b are one ahead: its inputs end in the second and fifth turn, those of a in the third
    // and sixth.
    #expect(try bench.run("./instances", []).text == "00:0 01:54 10:6 00:6 01:54 10:6 ")
  }
}
