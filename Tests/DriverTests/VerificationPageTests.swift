import Testing
import Verification

@testable import CProof
@testable import Driver

private func summary(
  network: String = "net", findings: [String] = [], statuses: [ProofStatus] = [.proved],
  notFitting: [String] = []
) -> VerificationSummary {
  VerificationSummary(
    network: network, model: "net.onnx", modelDigest: "abc", toolVersion: "1", target: "rv32ec",
    inputs: InputTally(given: 0, generated: 20, oneHot: 4, stepsHit: 2, stepsTried: 3, seed: 1),
    places: [], leftOut: [LeftOutPlace(place: "host gcc -m32 -O2", reason: "absent")], cost: nil,
    stack: nil, objectsRead: ["rv32ec clang -Os"], forbiddenInstructions: findings.count,
    proof: ProofReport(
      tensors: statuses.map {
        TensorProof(tensor: "y", function: "dense", elements: 3, status: $0, detail: "how")
      },
      ranges: RangeProof(fitting: 5, derived: 6, notFitting: notFitting, notDerived: [])),
    findings: findings, isVerified: findings.isEmpty
  ).withLadder
}

@Suite("The report of a verification") struct VerificationPageTests {
  @Test("text that comes from a model is escaped in the page")
  func escapes() throws {
    let report = VerificationOfTargets(
      targets: [summary(network: "<script>alert(1)</script> & \"net\"")], notCompiled: [])
    let page = try report.page()
    #expect(!page.contains("<script>"))
    #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; "))
  }

  @Test("the page holds every rung, place, tensor, object and finding")
  func isComplete() throws {
    let bad = summary(findings: ["a multiply in dense"], statuses: [.proved, .notProved])
    let page = try VerificationOfTargets(
      targets: [bad], notCompiled: [LeftOutPlace(place: "avr", reason: "too large")]
    ).page()
    for rung in bad.ladder { #expect(page.contains(rung.title) && page.contains(rung.detail)) }
    for text in [
      "NOT verified", "a multiply in dense", "host gcc -m32 -O2", "rv32ec clang -Os", "not proved",
      "too large", "abc",
    ] {
      #expect(page.contains(text), "\(text)")
    }
    #expect(!page.contains("{{"))
  }

  @Test(
    "the rung of the printed C is as strong as its weakest tensor",
    arguments: [
      ([.proved, .proved], .proved), ([.proved, .sampled], .partly),
      ([.notProved], .partly), ([.proved, .differs], .failed), ([], .notRun),
    ] as [([ProofStatus], RungOutcome)])
  func weakest(statuses: [ProofStatus], outcome: RungOutcome) {
    #expect(summary(statuses: statuses).ladder[3].outcome == outcome)
  }

  @Test("an open range, and a forbidden instruction, spoil their rungs")
  func otherRungs() {
    #expect(summary().ladder[4].outcome == .proved && summary().ladder[5].outcome == .proved)
    #expect(summary(notFitting: ["line 3"]).ladder[4].outcome == .partly)
    #expect(summary(statuses: [.proved, .notProved]).ladder[4].outcome == .partly)
    #expect(summary(findings: ["mul"]).ladder[5].outcome == .failed)
  }

  @Test("several targets are verified together only if each is")
  func together() {
    let good = summary()
    let bad = summary(findings: ["x"])
    #expect(VerificationOfTargets(targets: [good, good], notCompiled: []).isVerified)
    #expect(!VerificationOfTargets(targets: [good, bad], notCompiled: []).isVerified)
    #expect(!VerificationOfTargets(targets: [], notCompiled: []).isVerified)
  }
}
