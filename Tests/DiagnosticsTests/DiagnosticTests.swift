import Diagnostics
import Testing

@Suite("Diagnostics")
struct DiagnosticTests {
  private let fault = Diagnostic(
    .invalidNetwork, at: .tensor("x"), cause: "it is odd", remedy: "make it even")

  @Test("a diagnostic prints severity, code, place, cause and next step")
  func printed() {
    #expect(fault.description == "error[E0502]: tensor \"x\": it is odd; make it even")
    let remark = Diagnostic(
      .note, .remark, at: .nowhere, cause: "softmax dropped", remedy: "no step")
    #expect(remark.description == "note[N0001]: softmax dropped; no step")
  }

  @Test(
    "each place names what it points to",
    arguments: [
      (Place.nowhere, "stapes"),
      (.file("a.onnx"), "file \"a.onnx\""),
      (.byte(offset: 12, file: "a.onnx"), "file \"a.onnx\", byte 12"),
      (.node(name: "Conv_3", operator: "Conv"), "node \"Conv_3\" (Conv)"),
      (
        .node(name: "Conv_3", operator: "Conv", detail: "attribute dilations"),
        "node \"Conv_3\" (Conv), attribute dilations"
      ),
      (.tensor("x"), "tensor \"x\""),
      (.field("memory.flash", file: "avr.json"), "file \"avr.json\", field memory.flash"),
      (.argument("--target"), "argument --target"),
    ])
  func places(place: Place, text: String) {
    #expect(place.description == text)
  }

  @Test("a list keeps an identical diagnostic once and the order of the rest")
  func listKeepsOnce() {
    let other = Diagnostic(.tooLarge, at: .nowhere, cause: "big", remedy: "shrink it")
    var list = DiagnosticList()
    list.add(fault)
    list.add(other)
    list.add(contentsOf: fault.alone)
    #expect(list.diagnostics == [fault, other])
    #expect(list.description == "\(fault)\n\(other)")
  }

  @Test("only errors are thrown")
  func throwsErrorsAlone() throws {
    var list = DiagnosticList()
    list.add(Diagnostic(.warning, .remark, at: .nowhere, cause: "slow", remedy: "wait"))
    #expect(!list.hasErrors)
    try list.throwIfErrors()
    list.add(fault)
    #expect(throws: list) { try list.throwIfErrors() }
  }

  @Test("codes are a letter and four digits")
  func codes() {
    for code in DiagnosticCode.allCases {
      #expect(code.rawValue.wholeMatch(of: /[EN]\d{4}/) != nil, "\(code)")
    }
  }
}
