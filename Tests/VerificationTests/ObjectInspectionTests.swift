import Diagnostics
import Foundation
import TargetDescription
import Testing

@testable import Verification

/// The findings in the object code of a network whose body is given.
func findings(_ network: GeneratedNetwork, on target: String) async throws -> [ObjectFinding] {
  try await bench.tryOut(network, vectors: [], at: place(target)).findings
}

/// The multiplication stands in line 6 of the file.
private let multiplying = network(
  """
      int32_t left = (int32_t)input[0] + input[2];
      output[0] = (int16_t)(left * input[1]);
      output[1] = 0;
      (void)scratch;
  """)

private let dividing = network(
  """
      output[0] = (int16_t)(input[0] / input[1]);
      output[1] = 0;
      (void)scratch;
  """)

private let floating = network(
  """
      float value = input[0];
      output[0] = (int16_t)(value + 0.5f);
      output[1] = 0;
      (void)scratch;
  """)

@Suite struct ObjectInspectionTests {
  @Test(
    "a multiplication is found in object code, with its function and line",
    arguments: [
      ("rv32ec", ObjectFinding.Kind.forbiddenHelper, "__mulsi3"),
      ("rv32ic", .forbiddenHelper, "__mulsi3"),
      ("rv32imc", .multiply, "mul"),
      ("cortex-m0", .multiply, "muls"),
      ("cortex-m4", .multiply, "smulbb"),
      ("avr", .multiply, "mul"),
      ("avr-nomul", .forbiddenHelper, "__mulhi3"),
    ])
  func multiplication(target: String, kind: ObjectFinding.Kind, name: String) async throws {
    let findings = try await findings(multiplying, on: target)
    #expect(findings.allSatisfy { $0.kind == kind }, "\(findings)")
    let found = findings.filter { $0.name == name && $0.function == "tiny_run" }
    #expect(found.first?.file == "tiny.c" && found.first?.line == 6, "\(findings)")
  }

  @Test(
    "a multiplication is found in the objects of every other compiler that a target names",
    arguments: ["rv32ec", "rv32ic", "rv32imc", "cortex-m0", "cortex-m4", "avr", "avr-nomul"])
  func otherCompilers(target: String) async throws {
    let profile = try loadTarget(named: target, directory: targetsDirectory)
    let places = BuildPlace.otherPlaces(for: profile)
    for place in places { try require(place.compiler) }
    let reports = try await bench.examineObjects(of: multiplying, at: places)
    #expect(reports.map(\.place) == places && places.count >= 2)
    for report in reports {
      #expect(report.forbiddenInstructions > 0, "\(report.place.label)")
      #expect(report.violations[0].cause.hasPrefix(report.place.label), "\(report.violations)")
    }
    let clean = try await bench.examineObjects(of: additions, at: places)
    #expect(clean.allSatisfy { $0.findings.isEmpty }, "\(clean)")
  }

  @Test(
    "a division is found as a call of the helper",
    arguments: [
      ("rv32ec", "__divsi3"), ("rv32imc", "div"), ("cortex-m0", "__aeabi_idiv"),
      ("cortex-m4", "sdiv"), ("avr", "__divmodhi4"),
    ])
  func division(target: String, name: String) async throws {
    #expect(try await findings(dividing, on: target).map(\.name) == [name])
  }

  @Test(
    "floating point is found as calls of helpers",
    arguments: [
      ("rv32ec", ["__floatsisf", "__addsf3", "__fixsfsi"]),
      ("cortex-m0", ["__aeabi_i2f", "__aeabi_fadd", "__aeabi_f2iz"]),
      ("avr", ["__floatsisf", "__addsf3", "__fixsfsi"]),
    ])
  func floatingPoint(target: String, names: [String]) async throws {
    let findings = try await findings(floating, on: target)
    #expect(Set(findings.map(\.name)) == Set(names) && findings.allSatisfy(\.kind.isArithmetic))
  }

  @Test("the host counts what it finds without calling it an error")
  func hostReports() async throws {
    let place = try place("host")
    for (network, kind) in [
      (multiplying, ObjectFinding.Kind.multiply), (dividing, .divide), (floating, .floatingPoint),
    ] {
      let trial = try await bench.tryOut(network, vectors: [], at: place)
      #expect(trial.findings.contains { $0.kind == kind })
      #expect(trial.forbiddenInstructions > 0 && trial.violations == [])
    }
  }

  @Test("a writable global is found", arguments: ["rv32ec", "cortex-m0", "avr", "host"])
  func writableGlobal(target: String) async throws {
    let counting = network(
      "    calls++; output[0] = output[1] = calls; (void)input; (void)scratch;",
      before: "static int16_t calls;")
    let trial = try await bench.tryOut(counting, vectors: [], at: place(target))
    #expect(trial.findings.map(\.description) == ["writable object \"calls\""])
    #expect(trial.footprint.ramBytes >= 2)
  }

  @Test(
    "constants that AVR keeps in RAM are found",
    arguments: [("avr", ["constants in RAM \"8 bytes\""]), ("rv32ec", []), ("cortex-m0", [])])
  func constantsInRAM(target: String, expected: [String]) async throws {
    let looking = network(
      "    output[0] = output[1] = table[input[0] & 7]; (void)scratch;",
      before: "static const int8_t table[8] = {3, 1, 4, 1, 5, 9, 2, 6};")
    #expect(try await findings(looking, on: target).map(\.description) == expected)
  }

  @Test("a call of a library function is found", arguments: ["rv32ec", "cortex-m0", "avr"])
  func unknownSymbol(target: String) async throws {
    let calling = network(
      "    output[0] = output[1] = (int16_t)rand(); (void)input; (void)scratch;",
      before: "#include <stdlib.h>")
    #expect(
      try await findings(calling, on: target).map(\.description) == [
        "reference to the unknown symbol \"rand\""
      ])
  }

  @Test("shift helpers of the compiler are allowed", arguments: ["rv32ec", "cortex-m0", "avr"])
  func shiftHelpers(target: String) async throws {
    let shifting = network(
      """
          uint64_t wide = ((uint64_t)(uint8_t)input[0] << 40) >> (input[1] & 31);
          output[0] = (int16_t)(wide & 255u);
          output[1] = 0;
          (void)scratch;
      """)
    #expect(try await findings(shifting, on: target) == [])
  }

  @Test("a finding becomes an error that names place, function and line")
  func diagnostic() async throws {
    let trial = try await bench.tryOut(multiplying, vectors: [], at: place("rv32ec"))
    #expect(
      trial.violations.map(\.description) == [
        """
        error[E0802]: rv32ec: call of the arithmetic helper "__mulsi3" in function tiny_run \
        at tiny.c:6; report the network; try another optimisation flag in targets/rv32ec.json
        """
      ])
  }
}

@Suite struct DisassemblyTests {
  @Test("functions, lines, instructions and references are read from a listing")
  func listing() {
    let text = """

      f.o:     file format elf32-avr

      Disassembly of section .text.f:

      00000000 <f>:
      f():
      /folder/f.c:4 (discriminator 2)
         0:\tcall\t0\t; 0x0 <f>
      \t\t\t0: R_AVR_CALL\t__mulsi3+0x4
         4:\t.word\t0x0006\t; ????

      00000008 <g>:
         8:\tmul\tr0, r2
      """
    let disassembly = Disassembly(objdump: text)
    let inF = Disassembly.Position(function: "f", file: "f.c", line: 4)
    let inG = Disassembly.Position(function: "g", file: nil, line: nil)
    #expect(
      disassembly.instructions == [
        .init(mnemonic: "call", position: inF), .init(mnemonic: "mul", position: inG),
      ])
    #expect(disassembly.references == [.init(symbol: "__mulsi3", position: inF)])
  }
}

@Suite struct InspectionRuleTests {
  @Test(
    "arithmetic mnemonics match and harmless ones of similar names do not",
    arguments: [
      ("rv32ec", ["mul", "mulhsu", "div", "remu", "fadd.s", "fcvt.w.s", "flw"], ["fence", "mv"]),
      (
        "cortex-m4",
        ["mul", "muls", "mla", "smlabb", "umull", "smmulr", "udiv", "vadd.f32", "vldr"],
        ["movs", "mvns", "uxtb", "umaal2"]
      ),
      ("avr", ["mul", "muls", "mulsu", "fmul", "fmuls"], ["movw", "com"]),
      (
        "host", ["imul", "mulsd", "mul", "idivl", "vmulps", "pmaddwd", "cvtsi2sd"],
        ["lea", "movaps", "pxor", "movsd", "addl"]
      ),
    ])
  func mnemonics(target: String, forbidden: [String], harmless: [String]) throws {
    let rules = try loadTarget(named: target, directory: targetsDirectory).inspection
    let patterns = NamePatterns(
      rules.multiplyMnemonics + rules.divideMnemonics + rules.floatMnemonics)
    for name in forbidden { #expect(patterns.match(name), "\(name)") }
    for name in harmless { #expect(!patterns.match(name), "\(name)") }
  }

  @Test("arithmetic helpers are forbidden and shift helpers are not", arguments: emulatedTargets)
  func helpers(target: String) throws {
    let rules = try loadTarget(named: target, directory: targetsDirectory).inspection
    let forbidden = NamePatterns(rules.forbiddenSymbols)
    let arithmetic = [
      "__mulsi3", "__mulhi3", "__muldi3", "__mulqi3", "__umulsidi3", "__usmulhisi3", "__divsi3",
      "__udivmodhi4", "__divmodsi4", "__modsi3", "__umoddi3", "__aeabi_idiv", "__aeabi_uidivmod",
      "__aeabi_ldivmod", "__aeabi_lmul", "__aeabi_fadd", "__aeabi_dcmplt", "__aeabi_cfcmple",
      "__aeabi_f2iz", "__aeabi_i2d", "__addsf3", "__muldf3", "__fixsfsi", "__floatunsisf",
      "__extendsfdf2", "__ltsf2",
    ]
    for name in arithmetic { #expect(forbidden.match(name), "\(name)") }
    let shifts = ["__ashlsi3", "__lshrdi3", "__ashrdi3", "memcpy", "memset"]
    for name in shifts {
      #expect(!forbidden.match(name) && NamePatterns(rules.allowedHelpers).match(name), "\(name)")
    }
  }
}
