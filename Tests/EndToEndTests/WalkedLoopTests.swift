import CEmission
import Diagnostics
import Driver
import FixedPoint
import KernelIR
import NetworkIR
import Testing
import Verification

/// y[t] = x[2 t + 2] for t < 4: turn after turn fills the lines of a strip that lie 12 bytes apart,
/// the last one with the element wanted.
private enum StripFiller {
  private static let image = PointerID(0)
  private static let into = PointerID(1)
  private static let end = PointerID(2)
  private static let last = PointerID(3)
  private static let result = PointerID(4)
  private static let range = IntegerRange(-128, 127)

  static let program = KernelProgram(
    name: "strip",
    buffers: [
      buffer("x", 9, .input(0)), buffer("strip", 36, .arena(offset: 0)),
      buffer("y", 4, .output(0)),
    ],
    tables: [],
    functions: [
      function(
        "fill",
        pointers: [
          pointer("image", .readOnlyRAM), pointer("into", .writableRAM),
          pointer("end", .readOnlyRAM), pointer("last", .readOnlyRAM),
          pointer("y", .writableRAM),
        ], body),
      function("run", pointers: [], [.call(FunctionID(0), [])]),
    ], entry: FunctionID(1), scratchBytes: 36)

  static let network = Network(
    name: "strip", tensors: [tensor("x", 9), tensor("y", 4)], operators: [],
    inputs: [NetworkInput(tensor: TensorID(0), encoding: .integers)], outputs: [TensorID(1)])

  private static let body: [Statement] = [
    .point(image, Address(.buffer(BufferID(0)))), .point(into, strip(0)), .point(end, strip(36)),
    .point(last, strip(24)), .point(result, Address(.buffer(BufferID(2)))),
    .repeatTimes(
      4,
      [
        .repeatUntil(
          into, reaches: end,
          [
            .store(.pointer(into), index: 0, .element(image)), .advance(image, 1),
            .advance(into, 12),
          ]),
        .store(.pointer(result), index: 0, .element(last)), .advance(result, 1),
        .repoint(into, strip(12)),
      ]),
  ]

  private static func strip(_ offset: Int) -> Address {
    Address(.buffer(BufferID(1)), offset: offset)
  }

  private static func buffer(
    _ name: String, _ count: Int, _ placement: Buffer.Placement
  ) -> Buffer {
    Buffer(name: name, element: .int8, count: count, placement: placement, range: range)
  }

  private static func pointer(_ name: String, _ memory: Pointer.Memory) -> Pointer {
    Pointer(name: name, element: .int8, memory: memory, range: range)
  }

  private static func function(
    _ name: String, pointers: [Pointer], _ body: [Statement]
  ) -> KernelFunction {
    KernelFunction(
      name: name, note: FunctionNote(nodes: [], formula: "y = f(x)", strategy: ""),
      parameters: [], locals: [], pointers: pointers, body: body)
  }

  private static func tensor(_ name: String, _ count: Int) -> Tensor {
    Tensor(name: name, shape: Shape([1, count]), type: .int8, range: range, meaning: .itself)
  }
}

@Suite("Loops that end at a pointer", .enabled(if: toolsAreInstalled, "needs tools/setup"))
struct WalkedLoopTests {
  private func source(for name: String) throws -> [String: String] {
    let options = EmissionOptions(
      name: "strip", commandLine: "stapes", toolVersion: "0",
      modelDigest: String(repeating: "0", count: 64))
    let files = emit(
      StripFiller.program, network: StripFiller.network, target: try target(name),
      options: options)
    return Dictionary(uniqueKeysWithValues: files.map { ($0.path, $0.text) })
  }

  private func findings(_ files: [String: String], on name: String) async throws -> [ObjectFinding]
  {
    let network = GeneratedNetwork(
      name: "strip", inputs: [], outputs: [], scratchBytes: 36, stateBytes: 0, files: files)
    let bench = VerificationBench(targetsDirectory: try loadTarget(name, inFolder: nil).folder)
    let places = [BuildPlace(try target(name))]
    return try await bench.examineObjects(of: network, at: places).flatMap(\.findings)
  }

  @Test("The sample fills its strip as its formula says")
  func formula() throws {
    #expect(!verify(StripFiller.program).hasErrors)
    let outputs = try KernelEvaluator(StripFiller.program).run(inputs: [Array(1...9)])
    #expect(outputs == [[3, 5, 7, 9]])
  }

  @Test(
    "A pointer that moves by 12 bytes makes no multiplication",
    arguments: ["cortex-m0", "cortex-m4", "rv32imc", "avr"])
  func clean(name: String) async throws {
    #expect(try await findings(source(for: name), on: name) == [])
  }

  @Test("GCC counts the turns by a multiplication where the loop has no barrier")
  func withoutBarrier() async throws {
    var files = try source(for: "cortex-m0")
    let text = try #require(files["strip.c"])
    files["strip.c"] = text.replacing("STAPES_BARRIER(into);", with: "")
    #expect(files["strip.c"] != text)
    #expect(try await findings(files, on: "cortex-m0").map(\.name) == ["muls"])
  }
}
