import CProof
import Diagnostics
import Testing

/// Text that can be read and computes something else, or nothing that C defines.
@Suite("Wrong text is not called proved")
struct WrongTextTests {
  private let trace = "    STAPES_TRACE_TENSOR(\"y\", int8_t, output, 2);\n"

  private func expectNoProof(_ source: String, intBits: Int = 32) throws {
    let report = try proveSmall(source, intBits: intBits)
    #expect(!report.tensors.isEmpty)
    #expect(report.tensors.contains { $0.status != .proved }, "\(report.tensors)")
  }

  @Test(
    "an output that is written after its trace, or not where it is traced",
    arguments: [
      "output[0] = 1;", "if (input[0] != 0) { output[1] = 2; }",
      "for (int32_t i = 0; i < 2; ++i) { output[i] = 5; }", "wreck(input, output);",
      "if (input[1] != 0) { output[0] = 1; if (input[0] != 0) { output[1] = 2; } }",
    ])
  func afterTrace(_ statement: String) throws {
    let wreck = """
      static void wreck(const int8_t *x, int8_t *y)
      {
          for (int32_t i = x[0]; i > 0; --i) {
              *y = 3;
          }
      }

      void small_run
      """
    try expectNoProof(
      smallSource.replacing(trace, with: trace + "    \(statement)\n")
        .replacing("void small_run", with: wreck))
  }

  @Test("a tensor that is right at another place than the output")
  func elsewhere() throws {
    let other = """
          int8_t *const other = (int8_t *)scratch;
          layer(input, other);
          STAPES_TRACE_TENSOR("y", int8_t, other, 2);
          output[0] = 1;
          output[1] = 1;

      """
    try expectNoProof(
      smallSource.replacing("    layer(input, output);\n" + trace, with: other))
  }

  @Test("a stage that is given up is reported, and what it may have written is not known")
  func leftover() throws {
    let source = smallSource.replacing(
      "    layer(input, output);\n" + trace,
      with: "    layer(input, output);\n" + trace + "    lost(input, (int8_t *)scratch);\n"
    ).replacing(
      "void small_run",
      with: """
        static void lost(const int8_t *x, int8_t *y)
        {
            for (int32_t i = x[0]; i > 0; --i) {
                *y = 3;
            }
        }

        void small_run
        """)
    let report = try proveSmall(source)
    #expect(report.tensors.map(\.status) == [.proved, .notProved])
    #expect(report.tensors[1].function == "lost")
    try expectNoProof(source.replacing("(int8_t *)scratch", with: "output"))
  }

  @Test(
    "what C leaves undefined, or computes in another type",
    arguments: [
      "sum_1 += 1 << 31; sum_1 -= 1 << 31;", "y += 100000; y -= 100000;",
      "sum_1 += (1 ? -1 : 0x0u) < 0 ? 0 : 1;", "sum_1 += stapes_clamp_32(x[0], 5, 0);",
      "sum_1 += stapes_clamp_32(x[0], x[1], 20);", "sum_1 += stapes_clamp_64(0, 0, 0);",
      "sum_1 += stapes_shift_left_32(1, x[0]);", "sum_1 += stapes_min_16(70000, 0);",
      "sum_1 += *stapes_element_i16(x, 0);", "sum_1 += stapes_flash_read_i8(bias) - 4;",
    ])
  func undefined(_ statement: String) throws {
    try expectNoProof(smallSource.replacing("sum_1 -= x_2;", with: "sum_1 -= x_2; \(statement)"))
  }

  @Test("tables in flash are read by their functions there, and nothing else is")
  func flash() throws {
    let right = smallSource.replacing("*bias", with: "stapes_flash_read_i8(bias)")
      .replacing("= bias[1]", with: "= stapes_flash_read_i8(bias + 1)")
    #expect(try proveSmall(right, intBits: 16).tensors.map(\.status) == [.proved])
    for (from, to) in [
      ("stapes_flash_read_i8(bias)", "*bias"), ("read_i8(bias)", "read_u8(bias)"),
      ("x[0] - stapes", "stapes_flash_read_i8(x) - stapes"),
      ("stapes_flash_read_i8(bias + 1)", "bias[1]"),
    ] {
      #expect(right.contains(from))
      try expectNoProof(right.replacing(from, with: to), intBits: 16)
    }
  }

  @Test("what needs more than is allowed is not proved, and ends")
  func limits() throws {
    let source = smallSource.replacing(
      "sum_1 -= x_2;",
      with: """
        sum_1 -= x_2;
        int32_t m = x[0];
        for (int32_t i = 0; i < 100000; ++i) {
            m = stapes_max_32(x[0], stapes_shift_right_32(m, 1) + x[1]);
        }
        for (int32_t i = 0; i < 26; ++i) {
            m = m ^ stapes_shift_right_32(m, 1);
        }
        sum_1 += m;
        """)
    try expectNoProof(source)
    for limits in [ProofLimits(steps: 10), ProofLimits(nodes: 10)] {
      #expect(throws: DiagnosticList.self) { try proveSmall(smallSource, limits: limits) }
    }
  }

  @Test("a function of one element that is tried at all its values has a work limit, too")
  func repeated() throws {
    try expectNoProof(
      smallSource.replacing(
        "sum_1 -= x_2;",
        with: """
          sum_1 -= x_2;
          int32_t m = x_2 + 8;
          for (int32_t i = 0; i < 26; ++i) {
              m = m ^ stapes_shift_right_32(m, 1);
          }
          sum_1 += m + x[0];
          sum_1 -= m + x[1];
          """))
  }
}
