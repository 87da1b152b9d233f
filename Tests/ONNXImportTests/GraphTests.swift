import Diagnostics
import NetworkIR
import SwiftProtobuf
import Testing

@testable import ONNXImport

@Suite("Graph checks")
struct GraphTests {
  private let base = TestModel().input("x", [1, 2]).output("y")

  @Test("nodes in any order come out in an order that defines before use")
  func ordering() throws {
    let network = try base.node("Relu", ["b"], ["y"]).node("Abs", ["a"], ["b"])
      .node("Neg", ["x"], ["a"]).network()
    #expect(network.wiring == ["a <- x", "b <- a", "y <- b"])
  }

  @Test("what no output needs is left out, whatever it is")
  func dead() throws {
    let result = try base.input("unused", [0]).node("Relu", ["x"], ["y"])
      .node("LSTM", ["x"], ["z"]).node("Exp", ["x"], ["e"]).result()
    #expect(result.network.wiring == ["y <- x"])
    #expect(result.network.inputs.count == 1)
    #expect(
      result.notes.map(\.description) == [
        """
        note[N0001]: tensor "unused": the output does not depend on this input; it is left out
        """
      ])
  }

  @Test("every unsupported operator and form is reported in one pass, without consequences")
  func everything() {
    let model =
      base
      .node("Celu", ["x"], ["a"], name: "one")
      .node("Relu", ["a"], ["b"], name: "two", [.float("slope", 1)])
      .node("Transpose", ["b"], ["c"], name: "three", [.ints("perm", [0, 1])])
      .node("Gelu", ["c"], ["d"], name: "four")
      .node("If", ["d"], ["e"], name: "five", [.graph("then_branch"), .graph("else_branch")])
      .node("Quant", ["e"], ["f"], name: "six")
      .node("MultiThreshold", ["f"], ["y"], name: "seven", domain: "finn.custom_op.general")
    #expect(
      model.refusal == """
        error[E0301]: node "one" (Celu): operator Celu is not supported; \
        nearest supported form: Elu
        error[E0302]: node "two" (Relu), attribute slope: it is not known; \
        the operator has no attributes
        error[E0202]: node "four" (Gelu): version 13 of the operator set does not have it; \
        it exists from version 20 on
        error[E0301]: node "five" (If): operators with sub-graphs are not supported; nearest \
        supported form: a graph without branches; fold the condition at export
        error[E0301]: node "six" (Quant): operator Quant is not supported; \
        docs/operators.md and `stapes ops` list what is
        error[E0301]: node "seven" (MultiThreshold): operator MultiThreshold of domain \
        "finn.custom_op.general" is not supported; nearest supported form: the quantisers from \
        before the thresholds were made
        """)
  }

  @Test("behind a refused node the import goes on with what the file declares")
  func declaredShapes() {
    let model = base.declaring("a", [1, 2])
      .node("Celu", ["x"], ["a"], name: "one")
      .node("Transpose", ["a"], ["y"], name: "two", [.ints("perm", [1, 2])])
    #expect(
      model.refusal == """
        error[E0301]: node "one" (Celu): operator Celu is not supported; \
        nearest supported form: Elu
        error[E0202]: node "two" (Transpose), attribute perm: it is no permutation of the axes \
        of [1x2]; export the model again
        """)
  }

  @Test("a cycle is refused at one of its nodes")
  func cycle() {
    let model = base.node("Add", ["x", "b"], ["a"], name: "one")
      .node("Relu", ["a"], ["b"], name: "two").node("Relu", ["b"], ["y"], name: "three")
    #expect(
      model.refusal == """
        error[E0205]: node "one" (Add): its input depends on its own output; \
        remove the cycle from the graph
        """)
  }

  @Test("a tensor without producer is refused where it is used")
  func missingProducer() {
    #expect(
      base.node("Add", ["x", "ghost"], ["y"], name: "one").refusal == """
        error[E0205]: node "one" (Add), input "ghost": no node, input or initialiser defines it; \
        export the model again with its constants
        """)
    #expect(
      TestModel().input("x", [1]).output("y").refusal == """
        error[E0205]: tensor "y": it is an output of the graph, but nothing defines it; \
        export the model again
        """)
    #expect(
      TestModel().input("x", [1]).node("Relu", ["x"], ["y"]).refusal == """
        error[E0205]: the graph has no output; export the model again
        """)
  }

  @Test("a name defined twice is refused")
  func duplicates() {
    #expect(
      base.node("Relu", ["x"], ["y"]).node("Abs", ["x"], ["y"]).refusal == """
        error[E0202]: tensor "y": it is defined more than once; give every tensor its own name
        """)
    #expect(
      base.input("x", [1, 2]).node("Relu", ["x"], ["y"]).refusal == """
        error[E0202]: tensor "x": two inputs of the graph have this name; \
        give every tensor its own name
        """)
    #expect(
      base.output("y").node("Relu", ["x"], ["y"]).refusal == """
        error[E0202]: tensor "y": it is listed twice among the outputs; list every output once
        """)
  }

  @Test("nodes with one name are told apart by their outputs")
  func nodeNames() throws {
    let network = try base.node("Relu", ["x"], ["a"]).node("Abs", ["a"], ["b"])
      .node("Neg", ["b"], ["y"], name: "").network()
    #expect(network.nodes.map(\.name) == ["n", "b", "y"])
  }

  @Test("an output that does not depend on the input is refused")
  func constantOutput() {
    let text = """
      error[E0206]: tensor "y": this output does not depend on the network's input; \
      check the export; a layer may have been replaced by a constant
      """
    #expect(base.floats("c", [2], [1, 2]).node("Relu", ["c"], ["y"]).refusal == text)
    #expect(
      base.node("Shape", ["x"], ["s"]).node("ConstantOfShape", ["s"], ["y"]).refusal == text)
  }

  @Test("an input that is also an initialiser is a constant")
  func initializedInput() throws {
    let network = try base.input("c", [2]).floats("c", [2], [1, 2])
      .node("Mul", ["x", "c"], ["y"]).network()
    #expect(network.inputs.map { network[$0].name } == ["x"])
  }

  @Test("inputs without fixed sizes, or without elements, are refused")
  func inputShapes() {
    func refusal(_ change: (inout ONNXModelProto) -> Void) -> String {
      TestModel().output("y").node("Relu", ["x"], ["y"]).adding(change).refusal
    }
    #expect(
      refusal { $0.graph.input = [.open("x", [nil, nil, 3])] } == """
        error[E0302]: tensor "x": dimension 1 is open ("N"); \
        export with fixed sizes; only the first dimension may be open
        """)
    #expect(
      refusal { $0.graph.input = [.value("x", [1, 0], .float)] } == """
        error[E0202]: tensor "x": its shape [1x0] has no elements; give every dimension at least 1
        """)
    #expect(
      refusal { $0.graph.input = [.value("x", [1, 1 << 40], .float)] } == """
        error[E0203]: tensor "x": its shape [1x1099511627776] is too large; \
        tensors of up to 67108864 elements are read
        """)
    #expect(
      refusal { $0.graph.input = [.value("x", [1, -2], .float)] } == """
        error[E0202]: tensor "x": a dimension is -2; export the model again
        """)
    #expect(
      refusal { $0.graph.input = [.value("x", [1], .string)] } == """
        error[E0302]: tensor "x": it is declared as string; supported are tensors of float16, \
        float32, float64, int4 to int64, uint4 to uint32 and boolean
        """)
    #expect(
      refusal { $0.graph.input = [.with { $0.name = "x" }] } == """
        error[E0202]: tensor "x": the file gives it no element type; export the model again
        """)
    #expect(
      refusal {
        $0.graph.input = [
          .with {
            $0.name = "x"
            $0.type.sequenceType = ONNXTypeProto.Other()
          }
        ]
      } == """
        error[E0302]: tensor "x": it is declared as a sequence; supported are tensors of float16, \
        float32, float64, int4 to int64, uint4 to uint32 and boolean
        """)
  }

  @Test("a declared output shape that contradicts the graph is refused, an inner one noted")
  func declarations() throws {
    let model = TestModel().input("x", [1, 2]).output("y", [1, 3])
      .node("Relu", ["x"], ["y"])
    #expect(
      model.refusal == """
        error[E0202]: tensor "y": its shape is declared as [1x3] but computes to [1x2]; \
        run shape inference again, or export the model again
        """)
    let notes = try base.declaring("a", [7], .double).declaring("b", [7])
      .node("Relu", ["x"], ["a"]).node("Relu", ["a"], ["b"]).node("Relu", ["b"], ["y"])
      .result().notes
    #expect(
      notes.map(\.description) == [
        """
        note[N0001]: tensor "a": it is declared as float64 but computes to float32; \
        the computed one is used
        """,
        """
        note[N0001]: tensor "b": its shape is declared as [7] but computes to [1x2]; \
        the computed one is used
        """,
      ])
  }

  @Test("a tensor that the importer invents avoids the file's names")
  func inventedNames() throws {
    let network = try TestModel().input("x", [1, 2]).output("y").floats("w", [2, 2], [1, 2, 3, 4])
      .floats("y/product", [2], [1, 2])
      .node("Gemm", ["x", "w", "y/product"], ["y"]).network()
    #expect(network.wiring == ["y/product_ <- x, w", "y <- y/product_, y/product"])
  }

  @Test("a long list of faults is cut, and says how much is missing")
  func manyFaults() {
    var model = base
    for index in 0..<(ImportLimits.reportedFaults + 7) {
      model = model.node("Celu", ["x"], ["t\(index)"], name: "node\(index)")
    }
    let sum = (0..<(ImportLimits.reportedFaults + 7)).map { "t\($0)" }
    let lines = model.node("Concat", sum, ["y"], [.int("axis", 1)]).refusal.split(separator: "\n")
    #expect(lines.count == ImportLimits.reportedFaults + 1)
    #expect(
      lines.last == """
        error[E0202]: 7 more faults were found; repair the ones listed first
        """)
  }
}
