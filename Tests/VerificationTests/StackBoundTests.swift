import Testing

@testable import Verification

@Suite("The bound on the stack") struct StackBoundTests {
  private let usage = StackUsage(listings: [
    "net.c:10:6:net_run\t32\tstatic\nnet.c:3:13:dense\t48\tstatic\nnet.c:5:13:pool\t80\tstatic\n",
    "memory.c:1:7:copy\t8\tdynamic,bounded\nrig.c:2:6:rig_call\t16\tstatic\n",
  ])

  @Test("the deepest chain of calls counts, not the sum of all frames")
  func deepestChain() {
    let calls: [String: Set<String>] = [
      "rig_call": ["net_run"], "net_run": ["dense", "pool"], "dense": ["copy"],
    ]
    #expect(
      StackBound(from: "rig_call", usage: usage, calls: calls)
        == .bounded(bytes: 16 + 32 + 80, chain: ["rig_call", "net_run", "pool"]))
    let deeper = calls.merging(["pool": ["copy"]]) { $1 }
    #expect(StackBound(from: "rig_call", usage: usage, calls: deeper).bytes == 16 + 32 + 80 + 8)
  }

  @Test(
    "there is no bound with recursion, an unknown function or a frame that depends on data",
    arguments: [
      (
        ["rig_call": ["net_run"], "net_run": ["dense"], "dense": ["net_run"]],
        "net_run calls itself"
      ),
      (["rig_call": ["__mystery"]], "the stack of __mystery is not known"),
      (["rig_call": ["wild"]], "the stack of wild depends on its arguments"),
    ] as [([String: Set<String>], String)])
  func unbounded(calls: [String: Set<String>], reason: String) {
    let usage = StackUsage(listings: [
      "a.c:1:1:rig_call\t8\tstatic\na.c:2:1:net_run\t8\tstatic\na.c:3:1:dense\t8\tstatic",
      "a.c:4:1:wild\t8\tdynamic",
    ])
    #expect(
      StackBound(from: "rig_call", usage: usage, calls: calls) == .unbounded(reason: reason))
  }

  @Test("clones of a function share its frame, and the largest counts")
  func clones() {
    let usage = StackUsage(listings: ["a.c:1:1:dense\t8\tstatic\na.c:1:1:dense\t24\tstatic"])
    #expect(usage.frames == ["dense": 24])
    #expect(StackUsage.sourceName("dense.constprop.0") == "dense")
  }

  @Test("calls are read from relocations, by symbol or by the section of one function")
  func relocations() {
    let disassembly = Disassembly(
      objdump: """
        00000000 <net_run>:
           4:\tcall\t0x0
        \t\t\t4: R_AVR_CALL\t.text.dense
           8:\tcall\t0x0
        \t\t\t8: R_AVR_CALL\tcopy
           c:\trjmp\t.+0
        \t\t\tc: R_AVR_13_PCREL\t.text.net_run+0x4
          10:\tldi\tr24, 0
        \t\t\t10: R_AVR_LO8_LDI\tweights
        00000000 <dense.constprop.0>:
           0:\tcall\t0x0
        \t\t\t0: R_AVR_CALL\tdense
        """)
    #expect(
      disassembly.calls(of: ["net_run", "dense", "copy"])
        == ["net_run": ["dense", "copy"], "dense": ["dense"]])
  }

  @Test("no run takes more stack than the bound, and the chain begins at the caller")
  func holds() async throws {
    for target in emulatedTargets {
      let trial = try await bench.tryOut(
        additions, vectors: additionVectors(count: 3, seed: 5), at: try place(target))
      let seen = try #require(trial.stackBytes)
      guard case .bounded(let bytes, let chain) = trial.stackBound else {
        Issue.record("\(target): \(String(describing: trial.stackBound))")
        continue
      }
      #expect(seen <= bytes && bytes <= seen + 16, "\(target)")
      #expect(chain == ["rig_call", "tiny_run"], "\(target)")
    }
  }
}
