import Diagnostics
import Foundation
import TargetDescription
import Testing

@testable import Verification

@Suite struct VerificationReportTests {
  @Test("additions give the same bits on every emulated target", arguments: emulatedTargets)
  func targetsAgree(target: String) async throws {
    let vectors = additionVectors(count: 25, seed: 1)
    let (report, trials) = try await bench.verify(
      additions, vectors: vectors, at: [try place(target)])
    #expect(report.diagnostics.map(\.description) == [], "seed 1")
    #expect(report.isVerified && report.places.map(\.vectors) == [25])
    let trial = try #require(trials.first)
    #expect(trial.violations == [])
    #expect(trial.instructions?.count == 25 && trial.footprint.ramBytes == 0)
    #expect((trial.cycles != nil) == trial.place.profile.emulator.countsCycles)
    #expect((4...200).contains(trial.footprint.flashBytes))
  }

  @Test("additions give the same bits on the host, plain and under sanitizers")
  func hostAgrees() async throws {
    let host = try loadTarget(named: "host", directory: targetsDirectory)
    let places = BuildPlace.hostPlaces(host, depth: .quick, targets: targetsDirectory)
    for place in places { try require(place.compiler) }
    let vectors = additionVectors(count: 300, seed: 2)
    let (report, _) = try await bench.verify(additions, vectors: vectors, at: places)
    #expect(report.isVerified, "seed 2: \(report.diagnostics)")
    #expect(report.places.map(\.place) == ["host gcc -O2", "host clang sanitizers"])
  }

  @Test("the whole matrix of the host: two compilers at four optimisations, sanitizers, 32 bits")
  func places() throws {
    let host = try loadTarget(named: "host", directory: targetsDirectory)
    let labels = BuildPlace.hostPlaces(host, depth: .whole, targets: targetsDirectory).map(\.label)
    let optimised = ["gcc", "clang"].flatMap { compiler in
      ["-O0", "-O2", "-O3", "-Os"].map { "host \(compiler) \($0)" }
    }
    #expect(Set(labels) == Set(optimised + ["host clang sanitizers", "host gcc -m32 -O2"]))
    #expect(labels.count == 10)
  }

  @Test("a wrong value is found and named")
  func mismatch() async throws {
    var vectors = additionVectors(count: 5, seed: 3)
    let right = vectors[2]
    vectors[2] = TestVector(inputs: right.inputs, outputs: [[right.outputs[0][0], 999]])
    let (report, _) = try await bench.verify(additions, vectors: vectors, at: [try place("host")])
    #expect(!report.isVerified)
    let actual = right.outputs[0][1]
    #expect(
      report.diagnostics.map(\.description) == [
        """
        error[E0801]: host: 1 of 5 vectors differ; first, vector 2, output 0, element 1: \
        999 expected, \(actual) found; report the network; nothing built from it can be trusted
        """
      ])
  }

  @Test("the sanitizers stop a read beyond the input")
  func sanitizerStops() async throws {
    let host = try loadTarget(named: "host", directory: targetsDirectory)
    let faulty = network(
      "    output[0] = input[3]; output[1] = 0; (void)scratch;")
    let place = try #require(
      BuildPlace.hostPlaces(host, depth: .quick, targets: targetsDirectory).last)
    try require(place.compiler)
    let text = await refusal { () throws(DiagnosticList) in
      _ = try await bench.tryOut(faulty, vectors: additionVectors(count: 1, seed: 4), at: place)
    }
    #expect(text.contains("global-buffer-overflow"))
  }

  @Test("a warning in generated C is a failure")
  func warning() async throws {
    let faulty = network(
      "    int32_t wide = input[0]; output[0] = wide; output[1] = 0; (void)scratch;")
    let place = try place("host")
    let text = await refusal { () throws(DiagnosticList) in
      _ = try await bench.tryOut(faulty, vectors: additionVectors(count: 1, seed: 5), at: place)
    }
    #expect(text.contains("-Werror=conversion"))
  }

  @Test("a report has stable keys and reads back")
  func reportCoding() async throws {
    let vectors = additionVectors(count: 1, seed: 6)
    let (report, _) = try await bench.verify(additions, vectors: vectors, at: [try place("host")])
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let data = try encoder.encode(report)
    let compiler = try #require(report.places.first?.compiler)
    #expect(
      String(decoding: data, as: UTF8.self)
        == #"{"network":"tiny","places":[{"compiler":"\#(compiler)","mismatches":0,"#
        + #""place":"host","vectors":1}]}"#)
    #expect(compiler.contains("gcc"))
    #expect(try JSONDecoder().decode(VerificationReport.self, from: data) == report)
  }

  @Test("several inputs and outputs of every element type keep their order and values")
  func severalPorts() async throws {
    let header = """
      #include <stdint.h>
      void ports_run(const uint8_t *a, const int16_t *b, const uint32_t *c, uint16_t *x,
                     int32_t *y, void *scratch);

      """
    let source = """
      #include "ports.h"
      void ports_run(const uint8_t *a, const int16_t *b, const uint32_t *c, uint16_t *x,
                     int32_t *y, void *scratch)
      {
          (void)scratch;
          x[0] = a[1];
          y[0] = b[0];
          y[1] = (int32_t)(c[0] - 4294967290u);
      }

      """
    let ports = GeneratedNetwork(
      name: "ports",
      inputs: [
        .init(identifier: "a", element: .uint8, count: 2),
        .init(identifier: "b", element: .int16, count: 1),
        .init(identifier: "c", element: .uint32, count: 1),
      ],
      outputs: [
        .init(identifier: "x", element: .uint16, count: 1),
        .init(identifier: "y", element: .int32, count: 2),
      ], scratchBytes: 0, stateBytes: 0, files: ["ports.h": header, "ports.c": source])
    let vector = TestVector(
      inputs: [[7, 255], [-32768], [4_294_967_295]], outputs: [[255], [-32768, 5]])
    for target in ["host", "rv32ec", "cortex-m0", "avr"] {
      let (report, _) = try await bench.verify(ports, vectors: [vector], at: [try place(target)])
      #expect(report.isVerified, "\(target): \(report.diagnostics)")
    }
  }

  @Test(
    "a vector that does not fit the inputs is refused",
    arguments: [
      ([[1, 2]], "[2] values where [3] are needed"),
      ([[1, 2, 3], [4]], "[3, 1] values where [3] are needed"),
      ([[1, 2, 128]], "128 does not fit int8_t input"),
    ])
  func misfit(inputs: [[Int]], cause: String) async throws {
    let place = try place("host")
    let text = await refusal { () throws(DiagnosticList) in
      let vector = TestVector(inputs: inputs, outputs: [])
      _ = try await bench.tryOut(additions, vectors: [vector], at: place)
    }
    #expect(
      text == """
        error[E0103]: a test vector has \(cause); give the network's own integers
        """)
  }
}
