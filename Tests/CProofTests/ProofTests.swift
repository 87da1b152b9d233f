import CProof
import Diagnostics
import Testing

@Suite("Proofs from printed C")
struct ProofTests {
  @Test("a layer that computes the network is proved, its ranges derived")
  func equal() throws {
    let report = try proveSmall(smallSource)
    #expect(report.tensors.map(\.status) == [.proved])
    #expect(report.tensors.map(\.function) == ["layer"])
    #expect(report.tensors[0].detail.contains("2 functions, each at all its values"))
    #expect(report.ranges.notFitting == [])
    #expect(report.ranges.notDerived == [])
    #expect(report.ranges.derived == 2)
  }

  @Test(
    "one changed sign, shift, index, term, number or guard is found",
    arguments: [
      ("sum_1 -= x_2", "sum_1 += x_2"), ("x[0] - stapes", "x[0] + stapes"),
      ("(x_2, 2)", "(x_2, 1)"), ("int32_t x_2 = x[2]", "int32_t x_2 = x[1]"),
      ("*bias + x[0]", "*bias"), ("4, -9", "4, -8"), ("x[1] != 0", "x[1] != 1"),
      ("x[1] != 0", "x[0] != 0"), ("sum_1 + 1, 1), -10", "sum_1 + 1, 1), -9"),
      ("sum_0 + 1, 1", "sum_0, 1"), ("*bias + x[0]", "bias[1] + x[0]"), ("++y", "--y"),
    ])
  func different(_ right: String, _ wrong: String) throws {
    #expect(smallSource.contains(right))
    let report = try proveSmall(smallSource.replacing(right, with: wrong))
    #expect(!report.tensors.isEmpty)
    #expect(report.tensors.allSatisfy { $0.status != .proved })
  }

  @Test("a wrong weight is named with its row and input")
  func named() throws {
    let report = try proveSmall(smallSource.replacing("sum_1 -= x_2", with: "sum_1 += x_2"))
    #expect(report.isRefuted)
    let fault = try #require(report.diagnostics.first)
    #expect(fault.cause.contains("function layer"))
    #expect(fault.cause.contains("element 1"))
    #expect(fault.cause.contains("x[2]"))
  }

  @Test("a stated range that does not hold is not derived")
  func range() throws {
    let report = try proveSmall(smallSource.replacing("sum_0, -58, 63", with: "sum_0, -57, 63"))
    #expect(report.ranges.notDerived.count == 1)
    #expect(report.ranges.notDerived[0].contains("[-58, 62] derived"))
  }

  @Test("a sum beyond an int of 16 bits is found on such a target only")
  func narrowInt() throws {
    let source = smallSource.replacing(
      "const int32_t x_2 = x[2]", with: "const int32_t x_2 = x[2] + (32767 - 6) - (32767 - 6)")
    #expect(try proveSmall(source).ranges.notFitting == [])
    #expect(try proveSmall(source, intBits: 16).ranges.notFitting != [])
  }

  @Test(
    "text outside the subset is one fault with its line",
    arguments: [
      ("sum_1 -= x_2;", "sum_1 -= x_2 * 3;"), ("sum_1 -= x_2;", "sum_1 -= (x_2;"),
      ("sum_1 -= x_2;", "goto end;"), ("4, -9", "4, -99999999999999999999"),
      ("x_2, 2", String(repeating: "(", count: 5000) + "x_2, 2"),
      ("x_2, 2", String(repeating: "-", count: 5000) + "x_2, 2"),
      ("x_2, 2", String(repeating: "x_2 + ", count: 5000) + "x_2, 2"), ("4, -9", "4, -9, 1"),
      ("4, -9", "4.5, -9"),
      ("sum_1 -= x_2;", "/* sum_1 -= x_2;"), ("++y", "@y"), ("small_run", "other_run"),
    ])
  func outside(_ right: String, _ wrong: String) throws {
    let source = smallSource.replacing(right, with: wrong)
    let faults = #expect(throws: DiagnosticList.self) { try proveSmall(source) }
    #expect(faults?.diagnostics.count == 1)
    #expect(faults?.diagnostics.first?.code == .unreadableCode)
    #expect(faults?.diagnostics.first?.cause.contains("line ") == true)
  }

  @Test(
    "an access outside an array is a fault",
    arguments: [("x[1] != 0", "x[3] != 0"), ("bias[1]", "bias[2]"), ("++y", "y += 2")])
  func outOfBounds(_ right: String, _ wrong: String) throws {
    let report = try proveSmall(smallSource.replacing(right, with: wrong))
    #expect(report.isRefuted)
  }

  @Test("a stage that cannot be followed is not called proved")
  func given() throws {
    let source = smallSource.replacing(
      "sum_1 -= x_2;", with: "sum_1 -= x_2;\n    for (int32_t turns = x_2; turns > 0; --turns) {}")
    let report = try proveSmall(source)
    #expect(report.tensors.map(\.status) == [.notProved])
    #expect(report.tensors[0].detail.contains("how often a loop turns depends on data"))
  }
}
