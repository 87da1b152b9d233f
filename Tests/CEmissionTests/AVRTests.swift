import Foundation
import KernelIR
import NetworkIR
import Testing

/// Code whose `int` has 16 bits runs in the emulator: a host would hide a sum that leaves them.
struct AVRTests {
  static let rig = Programs.targets.appending(path: "rig")
  static let counter = rig.appending(path: "build/avrcount").path

  static let isReady =
    CBench.has("avr-gcc") && FileManager.default.isExecutableFile(atPath: counter)

  /// What the generated test needs of cmocka, without libc.
  private static let cmocka = """
    #include <setjmp.h>
    struct CMUnitTest { void (*test)(void **); };
    static int failures;
    static unsigned char tests_run;
    #define cmocka_unit_test(function) {function}
    #define assert_int_equal(left, right) ((void)((left) == (right) ? 0 : (failures = 1)))
    #define cmocka_run_group_tests(list, setup, teardown) \\
        run_all(list, sizeof(list) / sizeof(list[0]))
    static int run_all(const struct CMUnitTest *tests, unsigned count)
    {
        while (count-- > 0) {
            tests++->test(0);
            ++tests_run;
        }
        return failures ? 1 : 100 + tests_run;
    }
    """

  @Test(
    "random expressions give the evaluator's integers where int has 16 bits",
    .enabled(if: isReady, "needs avr-gcc and avrcount: make -C targets/rig"),
    arguments: [UInt64(11), 12, 13, 14, 15, 16, 17, 18])
  func random(_ seed: UInt64) throws {
    var random = RandomPrograms(seed: seed)
    let program = random.program()
    let inputs = (0..<12).map { _ in random.vector() }
    #expect(try run(program, RandomPrograms.network, inputs) == 112, "seed \(seed)")
  }

  @Test(
    "every statement gives the evaluator's integers where int has 16 bits",
    .enabled(if: isReady, "needs avr-gcc and avrcount: make -C targets/rig"))
  func sampler() throws {
    #expect(try run(Sampler.program, Sampler.network, Sampler.inputs) == 105)
  }

  /// - Returns: 100 plus the number of vectors when all are equal, as the program's status.
  private func run(
    _ program: KernelProgram, _ network: Network, _ inputs: [[[Int]]]
  ) throws -> Int32 {
    let bench = try CBench(try program.emitted(network, for: "avr", inputs: inputs))
    defer { bench.remove() }
    try Self.cmocka.write(
      to: bench.folder.appending(path: "cmocka.h"), atomically: true, encoding: .utf8)
    try """
    #include "rig.h"
    int generated_main(void);
    void rig_call(void) {}
    void rig_main(void) { rig_exit(generated_main()); }
    """.write(to: bench.folder.appending(path: "rig_main.c"), atomically: true, encoding: .utf8)
    let build = try bench.run("avr-gcc", Self.arguments)
    #expect(build.status == 0, "\(build.text)")
    let symbols = try bench.run("avr-nm", ["program.elf"]).text.split(separator: "\n")
    let exit = try #require(symbols.first { $0.hasSuffix(" rig_exit") }?.split(separator: " ")[0])
    return try bench.run(
      Self.counter, ["atmega1284p", "program.elf", "exit=\(exit)", "out=/dev/null"]
    ).status
  }

  private static let arguments =
    [
      "-mmcu=atmega1284p", "-DRIG_RAMEND=0x40ff", "-O2", "-std=c99", "-I.",
      "-I\(rig.appending(path: "common").path)", "-Dmain=generated_main", "-nostartfiles",
      "-nostdlib", "-Wl,-Tdata=0x800100", "-o", "program.elf", "test_sample.c", "sample.c",
      "rig_main.c",
    ] + ["avr/start.S", "common/memory.c"].map { rig.appending(path: $0).path } + ["-lgcc"]
}
