import CEmission
import Diagnostics
import FixedPoint
import Foundation
import KernelIR
import NetworkIR
import TargetDescription

/// Kernel programs written by hand, with what they must compute.
enum Programs {
  static let options = EmissionOptions(
    name: "sample", commandLine: "stapes compile sample.onnx --target host -o sample",
    toolVersion: "0.1.0", modelDigest: String(repeating: "ab", count: 32))

  static let targets = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "targets")

  static func target(_ name: String) throws -> TargetProfile {
    try loadTarget(named: name, directory: targets)
  }

  static func tensor(_ name: String, count: Int, _ type: IntegerType, range: IntegerRange? = nil)
    -> Tensor
  {
    Tensor(
      name: name, shape: Shape([1, count]), type: type, range: range ?? type.range,
      meaning: .itself)
  }

  /// A network with one input and one output, for the border only.
  static func network(input: Tensor, output: Tensor) -> Network {
    Network(
      name: "sample", tensors: [input, output], operators: [],
      inputs: [NetworkInput(tensor: TensorID(0), encoding: .integers)], outputs: [TensorID(1)])
  }

  static func buffer(
    _ name: String, _ element: IntegerType, count: Int, _ placement: Buffer.Placement,
    range: IntegerRange? = nil
  ) -> Buffer {
    Buffer(
      name: name, element: element, count: count, placement: placement,
      range: range ?? element.range)
  }

  /// An entry that calls the functions before it, in order, without arguments.
  static func entry(calls count: Int) -> KernelFunction {
    KernelFunction(
      name: "run", note: FunctionNote(nodes: [], formula: "", strategy: ""), parameters: [],
      locals: [], pointers: [], body: (0..<count).map { .call(FunctionID($0), []) })
  }

  /// y = clamp(floor((5 * x0 - 3 * x1 + 20 * x2 + 96) / 2^6), 0, 127), straight-line.
  static var dense: KernelProgram {
    let x = MemoryBase.buffer(BufferID(0))
    let y = MemoryBase.buffer(BufferID(1))
    let local = { (index: Int) in Expression.local(LocalID(index)) }
    return KernelProgram(
      name: "sample",
      buffers: [
        buffer("x", .int8, count: 3, .input(0)),
        buffer("y", .int8, count: 1, .output(0), range: IntegerRange(0, 57)),
      ],
      tables: [],
      functions: [
        KernelFunction(
          name: "dense_1",
          note: FunctionNote(
            nodes: ["Gemm_12"],
            formula: "y = clamp(floor((5*x0 - 3*x1 + 20*x2 + 96) / 2^6), 0, 127)",
            strategy: "straight line"),
          parameters: [],
          locals: [
            Local(name: "x0", range: IntegerRange(-128, 127), isMutable: false),
            Local(name: "x1", range: IntegerRange(-128, 127), isMutable: false),
            Local(name: "x2", range: IntegerRange(-128, 127), isMutable: false),
            Local(name: "x0_5", range: IntegerRange(-640, 635), isMutable: false),
            Local(name: "x1_3", range: IntegerRange(-384, 381), isMutable: false),
            Local(name: "x2_5", range: IntegerRange(-640, 635), isMutable: false),
            Local(name: "acc", range: IntegerRange(-3485, 3655), isMutable: true),
          ],
          pointers: [],
          body: [
            .define(LocalID(0), .load(x, index: .constant(0))),
            .define(LocalID(1), .load(x, index: .constant(1))),
            .define(LocalID(2), .load(x, index: .constant(2))),
            .define(LocalID(3), .add(local(0), .shiftLeft(local(0), 2))),
            .define(LocalID(4), .add(local(1), .shiftLeft(local(1), 1))),
            .define(LocalID(5), .add(local(2), .shiftLeft(local(2), 2))),
            .define(LocalID(6), .add(.constant(96), local(3))),
            .assign(LocalID(6), .subtract(local(6), local(4))),
            .assign(LocalID(6), .add(local(6), .shiftLeft(local(5), 2))),
            .store(
              y, index: .constant(0),
              .minimum(.maximum(.shiftRight(local(6), 6), .constant(0)), .constant(127))),
          ]),
        entry(calls: 1),
      ],
      entry: FunctionID(1), scratchBytes: 0)
  }

  static var denseNetwork: Network {
    network(
      input: tensor("x", count: 3, .int8),
      output: tensor("y", count: 1, .int8, range: IntegerRange(0, 57)))
  }

  static func denseResult(_ x: [Int]) -> Int {
    min(max((5 * x[0] - 3 * x[1] + 20 * x[2] + 96) >> 6, 0), 127)
  }
}
