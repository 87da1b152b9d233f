import Foundation
import TargetDescription
import Testing

@testable import Verification

@Suite struct MeasurementTests {
  @Test("a measurement has the agreed keys")
  func keys() async throws {
    let vectors = additionVectors(count: 3, seed: 7)
    let trial = try await bench.tryOut(additions, vectors: vectors, at: place("avr"))
    let measurement = Measurement(trial: trial, network: additions)
    let data = try JSONEncoder().encode(measurement)
    let object = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(
      object.keys.sorted() == [
        "compiler", "cycles", "flags", "flash_bytes", "forbidden_instructions", "input_bytes",
        "instructions", "instructions_maximum", "instructions_minimum", "scratch_bytes",
        "stack_bound_bytes", "stack_bytes", "state_bytes", "target", "vectors",
      ])
    #expect(measurement.inputBytes == 3 && measurement.scratchBytes == 4)
    #expect(measurement.forbiddenInstructions == 0 && measurement.vectors == 3)
    #expect(measurement.compiler.hasPrefix("avr-gcc"))
    #expect(measurement.flags.contains("-mmcu=atmega1284p"))
  }

  @Test("a branch-free network costs the same for every input", arguments: ["rv32ec", "cortex-m0"])
  func constantCost(target: String) async throws {
    let vectors = additionVectors(count: 4, seed: 8)
    let trial = try await bench.tryOut(additions, vectors: vectors, at: place(target))
    let measurement = Measurement(trial: trial, network: additions)
    #expect(measurement.instructionsMinimum == measurement.instructionsMaximum)
    #expect(measurement.instructions == measurement.instructionsMinimum)
    #expect((5...40).contains(measurement.instructions ?? 0))
  }

  @Test("the footprint adds code and constants, and memory with its initial values")
  func footprint() {
    let listing = """
      program  :
      section           size         addr
      .text              100            0
      .rodata.str1.1      20          100
      .srodata             4          120
      .ARM.exidx           8          124
      .data                6          200
      .bss                 5          206
      .debug_info      99999            0
      Total           100142
      """
    let footprint = Footprint(sizeListing: listing)
    #expect(footprint.flashBytes == 138 && footprint.ramBytes == 11)
  }
}

@Suite struct CElementTypeTests {
  @Test("every element type keeps its values through bytes", arguments: CElementType.allCases)
  func roundTrip(type: CElementType) {
    let values = type.range.lowerBound...type.range.lowerBound + 300
    let upper = type.range.upperBound - 300...type.range.upperBound
    for value in [Array(values), Array(upper)].joined() where type.range.contains(value) {
      let bytes = type.bytes(of: value)
      #expect(bytes.count == type.byteCount && type.value(of: bytes) == value)
    }
  }
}
