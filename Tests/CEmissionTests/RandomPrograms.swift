import FixedPoint
import KernelIR
import NetworkIR
import TestSupport

/// Straight-line programs of random expressions whose values are proved to fit 32 bits.
struct RandomPrograms {
  private var generator: SplitMix
  private var ranges: [IntegerRange] = []
  private var body: [Statement] = []

  static let inputs: [(element: IntegerType, count: Int)] = [
    (.int8, 4), (.uint16, 3), (.int32, 2), (.int16, 3),
  ]
  static let wide = IntegerRange(-70_000, 70_000)
  private static let steps = 40

  init(seed: UInt64) { generator = SplitMix(seed: seed) }

  static var network: Network {
    var network = Network(name: "random")
    for (index, input) in inputs.enumerated() {
      network.tensors.append(
        Programs.tensor("in\(index)", count: input.count, input.element, range: range(of: index)))
      network.inputs.append(NetworkInput(tensor: TensorID(index), encoding: .integers))
    }
    network.tensors.append(Programs.tensor("out", count: steps, .int32))
    network.outputs = [TensorID(inputs.count)]
    return network
  }

  private static func range(of input: Int) -> IntegerRange {
    inputs[input].element == .int32 ? wide : inputs[input].element.range
  }

  /// Random values of every input, ends of their ranges often among them.
  mutating func vector() -> [[Int]] {
    Self.inputs.indices.map { index in
      let range = Self.range(of: index)
      return (0..<Self.inputs[index].count).map { _ in
        switch generator.next(below: 4) {
        case 0: range.lower
        case 1: range.upper
        default: generator.next(from: range.lower, through: range.upper)
        }
      }
    }
  }

  mutating func program() -> KernelProgram {
    for step in 0..<Self.steps {
      let (value, range) = expression(depth: 3)
      body.append(.define(LocalID(step), value))
      body.append(
        .store(.buffer(BufferID(Self.inputs.count)), index: .constant(step), .local(LocalID(step))))
      ranges.append(range)
    }
    let kernel = KernelFunction(
      name: "kernel", note: FunctionNote(nodes: [], formula: "", strategy: ""), parameters: [],
      locals: ranges.enumerated().map {
        Local(name: "v\($0)", range: $1, isMutable: false)
      }, pointers: [], body: body)
    let buffers = Self.inputs.enumerated().map { index, input in
      Programs.buffer(
        "in\(index)", input.element, count: input.count, .input(index), range: Self.range(of: index)
      )
    }
    return KernelProgram(
      name: "random",
      buffers: buffers + [Programs.buffer("out", .int32, count: Self.steps, .output(0))],
      tables: [], functions: [kernel, Programs.entry(calls: 1)], entry: FunctionID(1),
      scratchBytes: 0)
  }

  // MARK: Expressions

  private typealias Ranged = (Expression, IntegerRange)

  private mutating func leaf() -> Ranged {
    switch generator.next(below: 3) {
    case 0 where !ranges.isEmpty:
      let index = generator.next(below: ranges.count)
      return (.local(LocalID(index)), ranges[index])
    case 1:
      let bits = generator.next(from: 0, through: 18)
      let value = generator.next(from: -(1 << bits), through: 1 << bits)
      return (.constant(value), IntegerRange(exactly: value))
    default:
      let input = generator.next(below: Self.inputs.count)
      let place = generator.next(below: Self.inputs[input].count)
      return (
        .load(.buffer(BufferID(input)), index: .constant(place)), Self.range(of: input)
      )
    }
  }

  /// A random expression; one that might leave 32 bits is replaced by a leaf.
  private mutating func expression(depth: Int) -> Ranged {
    if depth == 0 { return leaf() }
    let candidate = composite(expression(depth: depth - 1), expression(depth: depth - 1))
    guard let candidate, IntegerType.int32.range.contains(candidate.1) else { return leaf() }
    return candidate
  }

  private mutating func composite(_ a: Ranged, _ b: Ranged) -> Ranged? {
    switch generator.next(below: 11) {
    case 0, 1: return (try? a.1.adding(b.1)).map { (.add(a.0, b.0), $0) }
    case 2, 3: return (try? a.1.subtracting(b.1)).map { (.subtract(a.0, b.0), $0) }
    case 4: return (try? a.1.negated()).map { (.negate(a.0), $0) }
    case 5:
      let bits = generator.next(from: 0, through: 8)
      return (try? a.1.shiftedLeft(by: bits)).map { (.shiftLeft(a.0, bits), $0) }
    case 6:
      let bits = generator.next(from: 0, through: 31)
      return (.shiftRight(a.0, bits), a.1.shiftedRight(by: bits))
    case 7:
      let distance = Expression.and(.maximum(b.0, .constant(0)), .constant(7))
      return (.shiftRightBy(a.0, distance), a.1.union(a.1.shiftedRight(by: 7)))
    case 8:
      let limits = IntegerRange(min(a.1.lower, b.1.lower), min(a.1.upper, b.1.upper))
      return (.minimum(a.0, b.0), limits)
    case 9:
      let lower = generator.next(from: -300, through: 0)
      let upper = generator.next(from: 0, through: 300)
      return (
        .minimum(.maximum(a.0, .constant(lower)), .constant(upper)),
        a.1.clamped(to: IntegerRange(lower, upper))
      )
    default:
      let comparison = Condition.Comparison.allCases[generator.next(below: 6)]
      return (.select(Condition(a.0, comparison, b.0), a.0, otherwise: b.0), a.1.union(b.1))
    }
  }
}
