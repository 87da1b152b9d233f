import CEmission
import FixedPoint
import KernelIR
import NetworkIR

/// A program with two states, written by hand: y = total + window, then total = clamp(y) and
/// window = x, element by element.
enum StatePrograms {
  static let name = "sample"

  static var program: KernelProgram {
    KernelProgram(
      name: name,
      buffers: [
        Programs.buffer("x", .int8, count: 2, .input(0)),
        Programs.buffer("window", .int8, count: 2, .state(0)),
        Programs.buffer("total", .int16, count: 2, .state(1), range: limits),
        Programs.buffer("y", .int16, count: 2, .output(0), range: IntegerRange(-1128, 1127)),
      ],
      tables: [
        ConstantTable(name: "first_total", element: .int16, values: [100, -200], note: "")
      ],
      functions: [step, Programs.entry(calls: 1)], entry: FunctionID(1), scratchBytes: 0,
      initialStates: [.uniform(-1), .table(TableID(0))])
  }

  private static let limits = IntegerRange(-1000, 1000)

  private static var step: KernelFunction {
    KernelFunction(
      name: "step",
      note: FunctionNote(nodes: ["Step"], formula: "y = total + window", strategy: ""),
      parameters: [],
      locals: [Local(name: "sum", range: IntegerRange(-1128, 1127), isMutable: false)] + [
        Local(name: "sum_1", range: IntegerRange(-1128, 1127), isMutable: false)
      ], pointers: [], body: (0..<2).flatMap(element))
  }

  private static func element(_ index: Int) -> [Statement] {
    let place = Expression.constant(index)
    let load = { (buffer: Int) in Expression.load(.buffer(BufferID(buffer)), index: place) }
    let sum = LocalID(index)
    let clamped = Expression.minimum(
      .maximum(.local(sum), .constant(limits.lower)), .constant(limits.upper))
    return [
      .define(sum, .add(load(1), load(2))),
      .store(.buffer(BufferID(3)), index: place, .local(sum)),
      .store(.buffer(BufferID(2)), index: place, clamped),
      .store(.buffer(BufferID(1)), index: place, load(0)),
    ]
  }

  static var network: Network {
    let tensors = [
      Programs.tensor("x", count: 2, .int8), Programs.tensor("window", count: 2, .int8),
      Programs.tensor("total", count: 2, .int16, range: limits),
      Programs.tensor("y", count: 2, .int16, range: IntegerRange(-1128, 1127)),
    ]
    return Network(
      name: name, tensors: tensors,
      inputs: [NetworkInput(tensor: TensorID(0), encoding: .integers)], outputs: [TensorID(3)],
      states: [
        NetworkState(tensor: TensorID(1), next: TensorID(0), initial: [-1, -1]),
        NetworkState(tensor: TensorID(2), next: TensorID(2), initial: [100, -200]),
      ])
  }

  /// The formula, step by step.
  static func vectors(_ inputs: [[Int]], resetAt starts: Set<Int>) -> [GoldenVector] {
    var window = [0, 0]
    var total = [0, 0]
    return inputs.enumerated().map { index, x in
      if starts.contains(index) { (window, total) = ([-1, -1], [100, -200]) }
      let y = zip(window, total).map(+)
      (window, total) = (x, y.map { min(max($0, limits.lower), limits.upper) })
      return GoldenVector(inputs: [x], outputs: [y], continues: !starts.contains(index))
    }
  }
}
