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

  @Test("A result takes its input's place at the distance that it needs")
  func inPlace() {
    for (clearance, bytes) in [(0, 100), (20, 120), (-40, 100), (100, 200)] {
      let chain = (0..<3).map { index in
        ArenaRequest(
          bytes: 100, live: index...index + 1,
          clearances: index > 0 ? [index - 1: clearance] : [:])
      }
      let plan = planArena(Array(chain[..<2]))
      #expect(plan.bytes == bytes, "clearance \(clearance)")
      #expect(planArena(chain).bytes == max(bytes, min(200, 100 + 2 * clearance)))
    }
  }

  @Test("Results over their inputs keep their distances, everything else apart")
  func randomInPlace() {
    for seed in UInt64(1)...200 {
      var random = SplitMix(seed: seed)
      var requests: [ArenaRequest] = []
      for _ in 0..<Int.random(in: 1...12, using: &random) {
        let start = Int.random(in: 0...8, using: &random)
        var request = ArenaRequest(
          bytes: Int.random(in: 1...70, using: &random),
          live: start...start + Int.random(in: 0...4, using: &random))
        for index in requests.indices
        where requests[index].live.upperBound == start && requests[index].live != request.live {
          request.clearances[index] = Int.random(
            in: -requests[index].bytes...request.bytes, using: &random)
        }
        requests.append(request)
      }
      let plan = planArena(requests)
      for (index, request) in requests.enumerated() {
        for (other, its) in requests.enumerated()
        where other != index && its.live.overlaps(request.live) {
          let (own, place) = (plan.offsets[index], plan.offsets[other])
          let isApart = place + its.bytes <= own || own + request.bytes <= place
          let isBefore = request.clearances[other].map { own <= place - $0 } ?? false
          let isBehind = its.clearances[index].map { place <= own - $0 } ?? false
          #expect(isApart || isBefore || isBehind, "seed \(seed), \(other) and \(index)")
        }
      }
    }
  }

  @Test("Nothing needs no memory")
  func empty() { #expect(planArena([]).bytes == 0) }
}
