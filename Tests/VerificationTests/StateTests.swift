import Diagnostics
import TargetDescription
import Testing

@testable import Verification

/// y0 = x0 + what was kept, y1 = the number of steps; kept is x1 of the step before.
private let keeping = GeneratedNetwork(
  name: "kept",
  inputs: [.init(identifier: "input", element: .int8, count: 2)],
  outputs: [.init(identifier: "output", element: .int16, count: 2)],
  states: [
    .init(identifier: "last", element: .int8, count: 1),
    .init(identifier: "steps", element: .int32, count: 1),
  ],
  scratchBytes: 0, stateBytes: 8,
  files: [
    "kept.h": """
    #ifndef KEPT_H
    #define KEPT_H
    #include <stdint.h>
    typedef struct {
        int32_t steps[1];
        int8_t last[1];
    } kept_state_t;
    void kept_init(kept_state_t *state);
    void kept_run(kept_state_t *state, const int8_t *input, int16_t *output, void *scratch);
    #endif

    """,
    "kept.c": """
    #include "kept.h"
    void kept_init(kept_state_t *state)
    {
        state->steps[0] = 70000;
        state->last[0] = -5;
    }

    void kept_run(kept_state_t *state, const int8_t *input, int16_t *output, void *scratch)
    {
        (void)scratch;
        output[0] = (int16_t)(input[0] + state->last[0]);
        state->steps[0] += 1;
        output[1] = (int16_t)(state->steps[0] - 70000);
        state->last[0] = input[1];
    }

    """,
  ])

private func vectors(_ count: Int, resetEvery period: Int) -> [TestVector] {
  var (last, steps) = (0, 0)
  return (0..<count).map { index in
    let x = [index - 40, 3 * index - 60]
    if index % period == 0 { (last, steps) = (-5, 70000) }
    let y0 = x[0] + last
    (last, steps) = (x[1], steps + 1)
    return TestVector(
      inputs: [x], outputs: [[y0, steps - 70000]], states: [[last], [steps]],
      continues: index % period != 0)
  }
}

@Suite("State in test programs") struct StateTests {
  @Test("a state is reset or carried on, and compared", arguments: ["host", "rv32ic", "avr"])
  func carried(target: String) async throws {
    for period in [1, 7, 100] {
      let vectors = vectors(60, resetEvery: period)
      let (report, trials) = try await bench.verify(
        keeping, vectors: vectors, at: [try place(target)])
      #expect(report.diagnostics.map(\.description) == [], "every \(period)")
      #expect(trials.first?.states == vectors.map(\.states))
    }
  }

  @Test("a wrong state is found and named")
  func mismatch() async throws {
    var vectors = vectors(4, resetEvery: 10)
    vectors[3] = TestVector(
      inputs: vectors[3].inputs, outputs: vectors[3].outputs, states: [[0], [70004]],
      continues: true)
    let (report, _) = try await bench.verify(keeping, vectors: vectors, at: [try place("host")])
    #expect(!report.isVerified)
    #expect(
      report.diagnostics.map(\.description) == [
        """
        error[E0801]: host: 1 of 4 vectors differ; first, vector 3, state 0, element 0: \
        0 expected, -51 found; report the network; nothing built from it can be trusted
        """
      ])
  }

  @Test("the reset belongs to the flash that a network adds")
  func footprint() async throws {
    let trial = try await bench.tryOut(
      keeping, vectors: vectors(2, resetEvery: 1), at: try place("rv32ic"))
    let stateless = try await bench.tryOut(
      additions, vectors: additionVectors(count: 2, seed: 1), at: try place("rv32ic"))
    #expect(trial.footprint.flashBytes > stateless.footprint.flashBytes)
    #expect(trial.footprint.ramBytes == 0)
  }
}
