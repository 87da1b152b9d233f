import Diagnostics
import Driver
import Foundation
import Testing
import Verification

@testable import Lowering

/// A measurement as `stapes measure` would give it.
private func figures(
  instructions: Int, cycles: Int? = nil, flash: Int, scratch: Int
) throws -> Verification.Measurement {
  let cycles = cycles.map { "\"cycles\": \($0)," } ?? ""
  let text = """
    {"target": "t", "vectors": 1, "instructions": \(instructions), \(cycles)
     "flash_bytes": \(flash), "state_bytes": 0, "scratch_bytes": \(scratch), "input_bytes": 10,
     "stack_bytes": 30, "forbidden_instructions": 0, "compiler": "c", "flags": []}
    """
  return try JSONDecoder().decode(Verification.Measurement.self, from: Data(text.utf8))
}

@Suite("Limits on what is counted")
struct DeviceLimitsTests {
  private let limits = DeviceLimits(flashBytes: 1000, ramBytes: 200, instructions: 5000)

  @Test("figures within the limits need no other aim and are no excess")
  func within() throws {
    let figures = try figures(instructions: 5000, flash: 1000, scratch: 160)
    #expect(limits.lowered(for: figures, limits) == nil)
    #expect(limits.excess(of: figures, layers: []).diagnostics.isEmpty)
  }

  @Test("the next aim is lower by the excess and an eighth of it, for what is exceeded alone")
  func lowers() throws {
    let figures = try figures(instructions: 5800, flash: 1080, scratch: 160)
    let next = limits.lowered(for: figures, limits)
    #expect(next == DeviceLimits(flashBytes: 1000 - 106, ramBytes: 200, instructions: 5000 - 916))
  }

  @Test("an aim that was lowered before is lowered further")
  func lowersAgain() throws {
    let aim = DeviceLimits(flashBytes: 900)
    let next = aim.lowered(
      for: try figures(instructions: 1, flash: 1008, scratch: 1), DeviceLimits(flashBytes: 1000))
    #expect(next == DeviceLimits(flashBytes: 875))
  }

  @Test("an aim may be lowered by several times the excess")
  func lowersFurther() throws {
    let figures = try figures(instructions: 1, flash: 1080, scratch: 1)
    let limits = DeviceLimits(flashBytes: 1000)
    #expect(limits.lowered(for: figures, limits, factor: 4) == DeviceLimits(flashBytes: 576))
  }

  @Test("every exceeded limit is told, with what was counted and the estimates per layer")
  func excess() throws {
    let figures = try figures(instructions: 1, cycles: 6000, flash: 1001, scratch: 200)
    let name =
      String(repeating: "block/", count: 9) + "Conv2D;" + String(repeating: "x", count: 300)
    let row = LoweringReport.Row(
      names: [name], strategy: "squares", instructions: 77, flashBytes: 88, scratchBytes: 0,
      alternatives: [])
    let texts = limits.excess(of: figures, layers: [row]).diagnostics.map(\.description)
    let remedy = "use fewer or narrower weights in the largest layer, or a larger limit"
    let shown = "block/block/bloc…lock/block/block/Conv2D"
    #expect(
      texts == [
        "error[E0601]: argument --max-flash: the network takes 1001 bytes of flash, 1 more than "
          + "1000 (estimated flash per layer: \(shown) 88); \(remedy)",
        "error[E0601]: argument --max-ram: the network takes 240 bytes of RAM, 40 more than 200 "
          + "(estimated flash per layer: \(shown) 88); \(remedy)",
        "error[E0601]: argument --max-instructions: the network takes 6000 cycles, 1000 more than "
          + "5000 (estimated cycles per layer: \(shown) 77); \(remedy)",
      ])
  }
}
