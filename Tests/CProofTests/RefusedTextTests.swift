import CProof
import Diagnostics
import Testing

/// Text that is never printed, whose meaning the reader would have to guess.
@Suite("Text that is not printed is refused")
struct RefusedTextTests {
  private func expectRefusal(_ source: String, header: String = smallHeader) throws {
    let faults = #expect(throws: DiagnosticList.self) { try proveSmall(source, header: header) }
    #expect(faults?.diagnostics.map(\.code) == [.unreadableCode])
    #expect(faults?.diagnostics.first?.cause.contains("line ") == true)
  }

  @Test(
    "directives other than the printed ones, and comments that a compiler ends elsewhere",
    arguments: [
      ("#include \"stapes_support.h\"", "#include \"stapes_support.h\"\n#define layer other"),
      ("#include \"stapes_support.h\"", "#include \"other.h\"\n#include \"stapes_support.h\""),
      (
        "#include \"stapes_support.h\"", "#undef SMALL_SCRATCH_BYTES\n#include \"stapes_support.h\""
      ),
      ("#include \"stapes_support.h\"", "#include \"stapes_support.h\"\n#define FOUR 5 - 1"),
      ("#include \"stapes_support.h\"", "  #include \"stapes_support.h\""),
      ("#include \"stapes_support.h\"", "#include \"stapes_support.h\" /* opened"),
      ("#include \"stapes_support.h\"", ""),
      ("    sum_1 -= x_2;", "#if 0\n    sum_1 -= x_2;\n#else\n    sum_1 += x_2;\n#endif"),
      ("    sum_1 -= x_2;", "#if 0\n#elif 1\n    sum_1 -= x_2;\n#endif"),
      ("    sum_1 -= x_2;", "    /* note *\\\n/ sum_1 = 7; /* end */ sum_1 -= x_2;"),
      ("    sum_1 -= x_2;", "    /* note *??/\n/ sum_1 = 7; /* end */ sum_1 -= x_2;"),
      ("    sum_1 -= x_2;", "    sum_1 -= \\\n x_2;"), ("    sum_1 -= x_2;", "\tsum_1 -= x_2;"),
      ("    sum_1 -= x_2;", "    sum_1 -= x_2; // sum_1 += x_2;"),
    ])
  func directives(_ right: String, _ wrong: String) throws {
    #expect(smallSource.contains(right))
    try expectRefusal(smallSource.replacing(right, with: wrong))
  }

  @Test(
    "a header whose sizes are given twice, or by an expression, or late",
    arguments: [
      (
        "#define SMALL_SCRATCH_BYTES 4",
        "#define SMALL_SCRATCH_BYTES 4\n#define SMALL_SCRATCH_BYTES 8"
      ),
      ("#define SMALL_SCRATCH_BYTES 4", "#define SMALL_SCRATCH_BYTES 4 + 4"),
      ("#define SMALL_SCRATCH_BYTES 4", "#define SMALL_SCRATCH_BYTES 010"),
      ("#define SMALL_SCRATCH_BYTES 4", "#define SMALL_SCRATCH_BYTES 67108864"),
      ("#define SMALL_SCRATCH_BYTES 4", "#define bias 4"),
      ("#define SMALL_SCRATCH_BYTES 4", "#ifdef OTHER\n#define SMALL_SCRATCH_BYTES 4\n#endif"),
      ("#include <stdint.h>", "#include \"stdint.h\""),
      ("typedef int8_t small_output_t;", "typedef int16_t small_output_t;"),
      ("typedef int8_t small_input_t;", "typedef uint8_t small_input_t;"),
      ("typedef int8_t small_input_t;", "typedef uint8_t int8_t;\ntypedef int8_t small_input_t;"),
    ])
  func header(_ right: String, _ wrong: String) throws {
    #expect(smallHeader.contains(right))
    try expectRefusal(smallSource, header: smallHeader.replacing(right, with: wrong))
  }

  @Test(
    "numbers that C reads in another base or type",
    arguments: [
      "018", "010", "0x10", "0x10U", "0xffu", "4294967296", "4294967295", "2147483648", "16ul",
      "1L",
      "00", "0b1",
    ])
  func numbers(_ number: String) throws {
    try expectRefusal(smallSource.replacing("x_2, 2", with: "x_2, \(number)"))
  }

  @Test(
    "variables that hide others, have no value or have ended",
    arguments: [
      "if (x_2 != 0) { int32_t sum_1 = 0; }", "int32_t none;", "int32_t bias = 1;",
      "if (x_2 != 0) { int32_t inner = 1; }\n    sum_1 += inner;",
      "for (int32_t i = 0; i < 1; ++i) { int32_t i = 1; }", "int32_t x = 1;",
      "int32_t layer = 1;", "sum_1 += SMALL_SCRATCH_BYTES;",
    ])
  func scope(_ statement: String) throws {
    try expectRefusal(smallSource.replacing("sum_1 -= x_2;", with: statement + " sum_1 -= x_2;"))
  }

  @Test(
    "tables that do not fit their type or lie elsewhere",
    arguments: [
      ("4, -9", "4, 200"), ("4, -9", "4, -129"), (" STAPES_FLASH", ""), ("static const", "const"),
      ("4, -9", "4, -9,"), ("bias[2]", "bias[SMALL_SCRATCH_BYTES]"),
    ])
  func tables(_ right: String, _ wrong: String) throws {
    try expectRefusal(smallSource.replacing(right, with: wrong))
  }

  @Test(
    "traces that are not the network's tensor as the run leaves it",
    arguments: [
      ("int8_t, output, 2)", "int8_t, output, 1)"), ("int8_t, output, 2)", "int8_t, output, 0)"),
      ("int8_t, output, 2)", "int8_t, output, -1)"), ("int8_t, output, 2)", "int8_t, output, 3)"),
      ("int8_t, output, 2)", "uint8_t, output, 2)"),
      ("int8_t, output, 2)", "int8_t, output + 1, 2)"),
      ("(\"y\"", "(\"z\""),
      (
        "    STAPES_TRACE_TENSOR(\"y\", int8_t, output, 2);",
        "    if (input[0] != 3) { STAPES_TRACE_TENSOR(\"y\", int8_t, output, 2); }"
      ),
      ("small_output_t *output, void *scratch)\n{", "void *scratch)\n{"),
    ])
  func traces(_ right: String, _ wrong: String) throws {
    #expect(smallSource.contains(right))
    try expectRefusal(smallSource.replacing(right, with: wrong))
  }

  @Test(
    "statements and operands that are not printed",
    arguments: [
      "sum_1 += (int32_t)sizeof(int8_t *);", "(int32_t)sum_1;", "sum_1 + 1;", "sum_1 = 1, 2;",
      "sum_1 += "
        + String(repeating: "(1" + String(repeating: " + 1", count: 900) + " + ", count: 45)
        + "1" + String(repeating: ")", count: 45) + ";",
    ])
  func statements(_ statement: String) throws {
    try expectRefusal(smallSource.replacing("sum_1 -= x_2;", with: statement + " sum_1 -= x_2;"))
  }
}
