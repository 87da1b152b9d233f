import Diagnostics
import Testing

@testable import Verification

/// y is the sum of x, of which two elements come at a time.
///
/// - Parameter ready: The number of rows after which it says that y is ready.
private func summing(readyAfter ready: Int = 3) -> GeneratedNetwork {
  GeneratedNetwork(
    name: "summed", inputs: [.init(identifier: "row", element: .int8, count: 6)],
    outputs: [.init(identifier: "output", element: .int16, count: 1)], scratchBytes: 0,
    stateBytes: 4, rows: 3,
    files: [
      "summed.h": """
      #ifndef SUMMED_H
      #define SUMMED_H
      #include <stdint.h>
      typedef struct {
          int16_t sum[1];
          uint8_t next[1];
      } summed_state_t;
      void summed_init(summed_state_t *state);
      int summed_push_row(summed_state_t *state, const int8_t *row, int16_t *output, void *scratch);
      #endif

      """,
      "summed.c": """
      #include "summed.h"
      void summed_init(summed_state_t *state)
      {
          state->sum[0] = 0;
          state->next[0] = 0;
      }

      int summed_push_row(summed_state_t *state, const int8_t *row, int16_t *output, void *scratch)
      {
          (void)scratch;
          state->sum[0] = (int16_t)(state->sum[0] + row[0] + row[1]);
          state->next[0] = (uint8_t)(state->next[0] + 1);
          if (state->next[0] == \(ready)) {
              output[0] = state->sum[0];
              summed_init(state);
              return 1;
          }
          return 0;
      }

      """,
    ])
}

@Suite("Inputs that arrive row by row")
struct PushedRowTests {
  private let vectors = [
    TestVector(inputs: [[1, 2, 3, 4, 5, 6]], outputs: []),
    TestVector(inputs: [[-1, -2, -3, -4, -5, 100]], outputs: []),
  ]

  @Test(
    "Every row of every vector is pushed, and the state goes on",
    arguments: ["host", "rv32ec", "avr"])
  func rows(target: String) async throws {
    let trial = try await bench.tryOut(summing(), vectors: vectors, at: try place(target))
    #expect(trial.outputs == [[[21]], [[85]]])
    let figures = Measurement(trial: trial, network: summing())
    #expect(figures.inputBytes == 2)
    #expect(figures.flashBytes > 16 || target == "host")
  }

  @Test("Outputs that are ready too early or too late are an error", arguments: [2, 4])
  func readiness(rows: Int) async throws {
    let place = try place("host")
    await #expect(throws: DiagnosticList.self) {
      _ = try await bench.tryOut(summing(readyAfter: rows), vectors: vectors, at: place)
    }
  }
}
