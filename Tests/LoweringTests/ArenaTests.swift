import TestSupport
import Testing

@testable import Lowering

@Suite("Arena")
struct ArenaTests {
  @Test("Buffers that live at the same time never overlap, and all are aligned for 32 bits")
  func random() {
    for seed in UInt64(1)...200 {
      var random = SplitMix(seed: seed)
      let requests = (0..<Int.random(in: 1...12, using: &random)).map { _ in
        let start = Int.random(in: 0...8, using: &random)
        return ArenaRequest(
          bytes: Int.random(in: 1...70, using: &random),
          live: start...start + Int.random(in: 0...4, using: &random))
      }
      let plan = planArena(requests)
      for (index, request) in requests.enumerated() {
        #expect(plan.offsets[index] % 4 == 0, "seed \(seed)")
        #expect(plan.offsets[index] + request.bytes <= plan.bytes, "seed \(seed)")
        for other in requests.indices where other < index {
          let apart =
            plan.offsets[other] + requests[other].bytes <= plan.offsets[index]
            || plan.offsets[index] + request.bytes <= plan.offsets[other]
          #expect(
            apart || !request.live.overlaps(requests[other].live),
            "seed \(seed), buffers \(other) and \(index)")
        }
      }
    }
  }

  @Test("Buffers that follow each other share memory")
  func reuse() {
    let requests = (0..<5).map { ArenaRequest(bytes: 100, live: $0...$0) }
    #expect(planArena(requests).bytes == 100)
  }

  @Test("Nothing needs no memory")
  func empty() { #expect(planArena([]).bytes == 0) }
}
