import CSyntax
import Testing

/// Files and statements print as a person would lay them out.
struct FilePrinterTests {
  private let int32 = CType.named("int32_t")
  private let x = CExpression.name("x")

  private func body(_ statements: [CStatement]) -> String {
    CPrinter.print(
      CFile([
        .function(
          CFunction(isStatic: true, result: .void, name: "f", parameters: [], body: statements))
      ]))
  }

  @Test("a header is guarded and has C linkage in C++")
  func header() {
    let file = CFile([
      .comment(["One.", "", "Two."]),
      .guarded(
        "A_H",
        [
          .include("stdint.h", isSystem: true), .include("b.h", isSystem: false), .blank,
          .externC([
            .define("A_COUNT", .integer(3), note: nil),
            .define("A_MIN", .integer(-3), note: "lowest"),
            .define("A_WORST", .binary(.integer(-3), .subtract, .integer(1)), note: nil),
            .define("A_FLAG", nil, note: nil),
            .typedef(.named("int8_t"), "a_t"),
            .macro(.call("A_CHECK", [.sizeOf(.named("a_t"))])),
            .function(
              CFunction(
                isStatic: false, result: .int, name: "a_run",
                parameters: [
                  CParameter(.pointer(to: .const(.named("a_t"))), "input"),
                  CParameter(.const(.pointer(to: .void)), "scratch"),
                ], body: nil)),
          ]),
        ]),
    ])
    #expect(
      CPrinter.print(file) == """
        /* One.
         *
         * Two. */
        #ifndef A_H
        #define A_H

        #include <stdint.h>
        #include "b.h"

        #ifdef __cplusplus
        extern "C" {
        #endif

        #define A_COUNT 3
        #define A_MIN (-3)  /* lowest */
        #define A_WORST (-3 - 1)
        #define A_FLAG
        typedef int8_t a_t;
        A_CHECK(sizeof(a_t));
        int a_run(const a_t *input, void *const scratch);

        #ifdef __cplusplus
        }
        #endif

        #endif

        """)
  }

  @Test("statements are indented by their depth and notes of neighbours stand in one column")
  func statements() {
    let note = CNote.comment("[0, 9]")
    let text = body([
      .declare(CVariable(.const(int32), "first", initial: .value(.integer(1))), note: note),
      .declare(CVariable(int32, "second", initial: .value(.call("g", [x]))), note: note),
      .assign(x, .add, .integer(2), note: .fact(.call("CHECK", [x]))),
      .increment(x),
      .blank,
      .countDown(
        int32, "left", from: .integer(3),
        [.doWhile([.assign(x, .subtract, .integer(1), note: nil)], x)]),
      .countUp(int32, "index", below: .name("COUNT"), [.comment(["a remark"])]),
      .branch(
        .binary(x, .less, .integer(0)), then: [.expression(.call("g", []))],
        otherwise: [.assign(x, .set, .integer(0), note: nil)]),
      .branch(x, then: [.returnValue(x)], otherwise: []),
    ])
    #expect(
      text == """
        static void f(void)
        {
            const int32_t first = 1;  /* [0, 9] */
            int32_t second = g(x);    /* [0, 9] */
            x += 2;                   CHECK(x);
            ++x;

            for (int32_t left = 3; left > 0; --left) {
                do {
                    x -= 1;
                } while (x);
            }
            for (int32_t index = 0; index < COUNT; ++index) {
                /* a remark */
            }
            if (x < 0) {
                g();
            } else {
                x = 0;
            }
            if (x) {
                return x;
            }
        }

        """)
  }

  @Test("tables fill lines of at most 100 columns")
  func tables() {
    let table = CVariable(
      isStatic: true, .const(.named("int8_t")), "weights", count: .integer(60),
      attribute: "STAPES_FLASH", initial: .list((0..<60).map { .integer($0 - 30) }))
    let lines = CPrinter.print(CFile([.variable(table)])).split(separator: "\n")
    #expect(lines.first == "static const int8_t weights[60] STAPES_FLASH = {")
    #expect(lines.dropFirst().dropLast().allSatisfy { $0.hasPrefix("    ") && $0.count <= 100 })
    #expect(lines.count == 5)
    #expect(lines.last == "};")
  }

  @Test("a long expression breaks before operators and after commas, without losing a piece")
  func wrapping() {
    let sum = (0..<30).reduce(x) { .binary($0, .add, .call("term_number", [.integer($1)])) }
    let text = body([.assign(x, .set, sum, note: .comment("note"))])
    let lines = text.split(separator: "\n").map(String.init)
    #expect(lines.allSatisfy { $0.count <= 100 })
    #expect(lines[3].hasPrefix("        + term_number("))
    let joined = lines.dropFirst(2).dropLast().map { $0.trimmingPrefix { $0 == " " } }
      .joined(separator: " ")
    #expect(joined == "x = \(CPrinter.print(sum)); /* note */")
  }

  @Test("a note that does not fit stands on its own line")
  func longNotes() {
    let name = CExpression.name(String(repeating: "n", count: 80))
    let text = body([.assign(name, .set, x, note: .fact(.call("STATES_A_FACT", [name])))])
    let lines = text.split(separator: "\n").map(String.init)
    #expect(lines[2] == "    " + CPrinter.print(name) + " = x;")
    #expect(lines[3] == "    STATES_A_FACT(\(CPrinter.print(name)));")
  }

  @Test(
    "comments stay comments whatever they are given",
    arguments: [
      ("ends */ early", "ends * / early"), ("opens /* again", "opens / * again"),
      ("what??/", "what? ?/"), ("tab\there", "tab?here"), ("turn \u{202E} round", "turn ? round"),
      ("größe 层", "größe 层"), ("/*/", "/ * /"),
    ])
  func comments(_ text: String, _ safe: String) {
    #expect(CPrinter.print(CFile([.comment([text])])) == "/* \(safe) */\n")
  }
}
