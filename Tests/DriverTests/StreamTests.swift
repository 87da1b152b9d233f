import Diagnostics
import Driver
import FixedPoint
import Foundation
import NetworkIR
import NumpyFormat
import TFLiteImport
import Testing

@Suite("Rows and streams") struct StreamTests {
  /// kept = clamp(kept + x) from [10, -10], within [-100, 100]; y = kept.
  private func network() throws -> Network {
    var builder = NetworkBuilder(name: "adder")
    let x = try builder.addInput(
      name: "x/in", shape: Shape([1, 2]), range: IntegerRange(-50, 50), meaning: .itself,
      encoding: .integers)
    let kept = try builder.addState(
      name: "kept", shape: Shape([1, 2]), range: IntegerRange(-100, 100), meaning: .itself,
      initial: [10, -10])
    let one = AddendMap.weighted(Weight(1))
    let sum = try builder.add(
      .mappedSum([one, one]), name: "sum", inputs: [x, kept], outputNames: ["sum"],
      meanings: [.itself])
    let shift = RequantizeFunction.shift(
      bits: 0, rounding: .floor, clamp: IntegerRange(-100, 100))
    let next = try builder.add(
      .requantize(Requantize(functions: [shift])), name: "limit", inputs: sum,
      outputNames: ["y"], meanings: [.itself])
    builder.setNext(of: kept, to: next[0])
    return try builder.build(outputs: next)
  }

  private let rows = [[[1, 2]], [[50, -50]], [[50, -50]], [[-3, 4]]]
  private let fromReset = [[[11, -8]], [[60, -60]], [[60, -60]], [[7, -6]]]
  private let inARow = [[[11, -8]], [[61, -58]], [[100, -100]], [[97, -96]]]

  @Test("every row starts from the reset state")
  func independent() async throws {
    let result = try await runInInterpreter(
      try network(), on: Batch(examples: rows), tensorFolder: nil
    ) { _, _ in }
    #expect(result.outputs == fromReset)
  }

  @Test("the rows of a stream carry the state")
  func stream() async throws {
    let result = try await runInInterpreter(
      try network(), on: Batch(examples: rows, isStream: true), tensorFolder: nil
    ) { _, _ in }
    #expect(result.outputs == inARow)
  }

  @Test("evaluate carries the state of a stream")
  func evaluated() async throws {
    let network = try network()
    let separate = try await evaluate(
      network, on: Batch(examples: rows), labels: [0, 0, 0, 0]
    ) { _, _ in }
    #expect(separate.correct == 4)
  }

  @Test("every tensor of every row is written, with an index of names")
  func tensors() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    _ = try await runInInterpreter(
      try network(), on: Batch(examples: rows, isStream: true), tensorFolder: folder.path
    ) { _, _ in }
    struct Entry: Decodable { let name, file, kind, type: String; let shape: [Int] }
    let index = try JSONDecoder().decode(
      [Entry].self, from: Data(contentsOf: folder.appending(path: "index.json")))
    #expect(index.map(\.name) == ["x/in", "kept", "sum", "y"])
    #expect(index.map(\.file) == ["x%2Fin.npy", "kept.npy", "sum.npy", "y.npy"])
    #expect(index.map(\.kind) == ["input", "state", "intermediate", "output"])
    #expect(index.map(\.type) == ["int8", "int8", "int16", "int8"])
    #expect(index.allSatisfy { $0.shape == [1, 2] })
    let read = { (file: String) in
      let data = try Data(contentsOf: folder.appending(path: file))
      return try readNumpyArray([UInt8](data), file: file)
    }
    let kept = try read("kept.npy")
    #expect(kept.shape == [4, 2])
    #expect(kept.elements.integers == [10, -10, 11, -8, 61, -58, 100, -100])
    #expect(try read("sum.npy").elements.integers == [11, -8, 61, -58, 111, -108, 97, -96])
  }

  @Test("names that are long or alike become different files")
  func fileNames() throws {
    let long = String(repeating: "a", count: 400)
    #expect(
      uniqueFileNames(["A", "a", "x;y", long + "1", long + "2"]) == [
        "A", "a-2", "x%3By", String(long.prefix(180)), String(long.prefix(180)) + "-2",
      ])
  }

  @Test("a contract is named by its word, and only .tflite files have one")
  func contracts() throws {
    #expect(try parseContract("tflm") == .tflm)
    #expect(try parseContract("litert") == .litert)
    let list = #expect(throws: DiagnosticList.self) { try parseContract("cmsis") }
    #expect(
      list?.description == """
        error[E0102]: argument --contract: there is no contract "cmsis"; give tflm or litert
        """)
  }
}
