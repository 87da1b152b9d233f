import CProof
import FixedPoint
import Interpreter
import NetworkIR

/// Inputs for which a sum of a first layer stands exactly on a step of the function behind it, and one
/// below.
struct StepInputs: Hashable, Sendable {
  let examples: [[[Int]]]
  let hit: Int
  let tried: Int

  static let none = StepInputs(examples: [], hit: 0, tried: 0)
}

/// Searches for such inputs, a step for each of some evenly chosen sums. The steps of later layers
/// are left to the proof of the printed C, which tries every value of a sum.
func stepInputs(of network: Network, limit: Int, seed: UInt64) -> StepInputs {
  var random = SplitMix(state: seed)
  let layers = network.operators.compactMap { FirstLayer($0, of: network) }
  guard !layers.isEmpty else { return .none }
  let share = max(1, min(64, limit / 2) / layers.count)
  var examples: [[[Int]]] = []
  var tried = 0
  for layer in layers {
    for sum in layer.sums(atMost: share) {
      guard let step = sum.anyStep(&random) else { continue }
      tried += 1
      let found = [step, step - 1].compactMap { sum.example(reaching: $0, in: network, &random) }
      if found.count == 2 { examples += found }
    }
  }
  return StepInputs(examples: examples, hit: examples.count / 2, tried: tried)
}

/// A linear operator that reads an input of the network, directly or through functions of single
/// elements, and the functions of its sums.
private struct FirstLayer {
  private let inputNumber: Int
  private let inputRange: IntegerRange
  /// By each value that the operator may read, an integer of the input that gives it.
  private let sources: [Int: Int]
  private let rows: [SumTerms]
  private let functions: Requantize
  private let outputShape: Shape

  init?(_ node: Operator, of network: Network) {
    guard let sum = node.outputs.first,
      case .requantize(let functions)? = network.operators.first(where: { $0.inputs == [sum] })?
        .kind,
      let path = InputPath(to: node.inputs[0], in: network),
      let rows = SumTerms.rows(of: node, in: network)
    else { return nil }
    self.rows = rows
    self.functions = functions
    inputNumber = path.input
    inputRange = path.range
    sources = path.sources
    outputShape = network[sum].shape
  }

  /// Evenly chosen rows of the matrix.
  func sums(atMost count: Int) -> [SearchedSum] {
    let kept = min(count, rows.count)
    return (0..<kept).map { number in
      let terms = rows[number * rows.count / kept]
      let index = functions.axis.map { axis in
        terms.position / outputShape.strides[axis] % outputShape[axis]
      }
      return SearchedSum(
        terms: terms, function: functions.functions[index ?? 0], input: inputNumber,
        sources: sources)
    }
  }
}

/// How the elements of an input become those of a tensor.
private struct InputPath {
  let input: Int
  let range: IntegerRange
  let sources: [Int: Int]

  /// Nil where anything but functions of single elements lies between, or the input's range is wide.
  init?(to tensor: TensorID, in network: Network) {
    var functions: [RequantizeFunction] = []
    var id = tensor
    while let producer = network.operators.first(where: { $0.outputs.contains(id) }) {
      switch producer.kind {
      case .reshape: break
      case .requantize(let step) where step.axis == nil: functions.append(step.functions[0])
      default: return nil
      }
      id = producer.inputs[0]
    }
    guard let input = network.inputs.firstIndex(where: { $0.tensor == id }) else { return nil }
    self.input = input
    range = network[id].range
    guard range.upper - range.lower < 1 << 16 else { return nil }
    let values = (range.lower...range.upper).map { x in
      (functions.reversed().reduce(x) { $1.value(at: $0) }, x)
    }
    sources = Dictionary(values, uniquingKeysWith: { first, _ in first })
  }
}

/// One sum of a linear operator.
struct SumTerms: Hashable, Sendable {
  /// Position of the sum in the flat output.
  let position: Int
  let terms: [Term]
  let constant: Int

  struct Term: Hashable, Sendable {
    let element: Int
    let weight: Int
  }

  /// A sum for each row of the matrix, of a convolution in the middle of its image; nil for other
  /// operators.
  static func rows(of node: Operator, in network: Network) -> [SumTerms]? {
    switch node.kind {
    case .dense(let linear):
      return (0..<linear.outputs).map { row in
        let weights = linear.row(row).map(\.value)
        return SumTerms(
          position: row,
          terms: weights.enumerated().map { Term(element: $0.offset, weight: $0.element) },
          constant: linear.bias[row])
      }
    case .convolution(let convolution):
      return rows(
        of: convolution, network[node.inputs[0]].shape, network[node.outputs[0]].shape)
    default: return nil
    }
  }

  private static func rows(
    of convolution: Convolution, _ input: Shape, _ output: Shape
  ) -> [SumTerms] {
    let walk = WindowWalk(convolution.geometry, from: input, to: output)
    let perGroup = walk.inputChannels / convolution.groups
    let rowsPerGroup = convolution.linear.outputs / convolution.groups
    let places = Dictionary(grouping: walk.outputs.enumerated(), by: \.element.channel)
    return places.keys.sorted().compactMap { channel in
      guard let middle = places[channel].map({ $0[$0.count / 2] }) else { return nil }
      let weights = convolution.linear.row(channel).map(\.value)
      let taps = walk.taps(at: middle.element.position)
      var terms: [Term] = []
      var constant = convolution.linear.bias[channel]
      for (index, weight) in weights.enumerated() {
        let source = channel / rowsPerGroup * perGroup + index / taps.count
        if let place = taps[index % taps.count] {
          terms.append(Term(element: walk.inputIndex(source, place), weight: weight))
        } else {
          constant += convolution.paddingValue * weight
        }
      }
      return SumTerms(position: middle.offset, terms: terms, constant: constant)
    }
  }
}
