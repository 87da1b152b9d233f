import BigInt
import FixedPoint
import NetworkIR

/// What a tensor of the source graph has become.
enum FoldedValue: Sendable {
  /// Real numbers that are known.
  case constant(ConstantArray)
  /// A float32 input on its way to its first quantiser (A20).
  case border(BorderPath)
  /// An exact real function of integers (A21).
  case function(FunctionValue)
  /// Parts with different functions, side by side along an axis.
  case parts(PartsValue)
  /// A fault was reported where it was made; what depends on it is not judged.
  case faulty
}

/// An exact real function, element by element, of a tensor of integers.
struct FunctionValue: Sendable {
  var base: Base
  /// The shape of the base.
  var shape: Shape
  var steps: [FunctionStep] = []
  /// The axis of the base that every parameter with more than one value varies along.
  var axis: Int?
  /// Movements between the steps and the value, in order.
  var movements: [Movement] = []
  /// Whether the integers may enter a linear operator: a quantiser's, the file's own, or exact sums
  /// of such. The accumulators of a linear operator need a quantiser first.
  var isQuantized = false

  init(base: Base, shape: Shape, isQuantized: Bool = false) {
    self.base = base
    self.shape = shape
    self.isQuantized = isQuantized
  }
}

/// What a function's elements are.
enum Base: Sendable {
  case tensor(TensorID)
  /// A linear operator with one user, not added to the network yet, so that a bias may still join
  /// it.
  case linear(PendingLinear)
  /// The real sum of affine functions of integer tensors of one shape.
  case sum([Addend])
}

struct Addend: Sendable {
  let tensor: TensorID
  let scale: RealNumber
  let offset: RealNumber
}

/// A linear operator that is not in the network yet.
struct PendingLinear: Sendable {
  var kind: OperatorKind
  let name: String
  let input: TensorID
  var outputName: String
  /// The axis of the output that weight scales and biases belong to.
  let outputAxis: Int
  var meaning: Meaning
}

/// What integers stand for, along the axis of the function that makes them.
struct AffineMeaning: Sendable {
  let scale: ChannelValues
  let offset: ChannelValues

  static let itself = AffineMeaning(scale: .one, offset: .zero)
}

/// One elementwise step of a function; its parameters vary along the function's axis.
enum FunctionStep: Sendable {
  case affine(scale: ChannelValues, offset: ChannelValues)
  case function(RealFunction)
  /// Two functions of the same integers, combined: x * sigmoid(x), say. Only as the first step.
  indirect case combination(Arithmetic, [FunctionStep], [FunctionStep])
}

struct PartsValue: Sendable {
  let axis: Int
  let parts: [FunctionValue]
  /// The source node that concatenates them.
  let name: String
  let shape: Shape
}

extension FunctionValue {
  /// The shape after the movements.
  var currentShape: Shape { movements.last?.output ?? shape }

  /// The scale and offset where the value is an affine function of the integers.
  var affine: (scale: ChannelValues, offset: ChannelValues)? {
    if steps.isEmpty { return (.one, .zero) }
    guard steps.count == 1, case .affine(let scale, let offset) = steps[0] else { return nil }
    return (scale, offset)
  }

  /// How many channels the function distinguishes.
  var channelCount: Int {
    steps.allSatisfy(\.isUniform) ? 1 : axis.map { shape[$0] } ?? 1
  }

  /// The function of one channel.
  func chain(channel: Int) -> ScalarChain {
    ScalarChain(steps.map { $0.scalar(channel: channel) })
  }

  /// The integers of a tensor with an affine meaning.
  static func integers(
    _ tensor: TensorID, shape: Shape, meaning: AffineMeaning, axis: Int?, isQuantized: Bool
  ) -> FunctionValue {
    var value = FunctionValue(base: .tensor(tensor), shape: shape, isQuantized: isQuantized)
    value.axis = meaning.scale.isUniform && meaning.offset.isUniform ? nil : axis
    value.append(scale: meaning.scale, offset: meaning.offset)
    return value
  }

  /// The integers' meaning, where the value is an affine function of them.
  var meaningOfIntegers: Meaning {
    guard let affine else { return .itself }
    return meaning(axis: axis, scale: affine.scale, offset: affine.offset)
  }

  /// Appends scale * x + offset, merged with an affine step before it.
  mutating func append(scale: ChannelValues, offset: ChannelValues) {
    guard case .affine(let oldScale, let oldOffset)? = steps.last else {
      return steps.append(.affine(scale: scale, offset: offset))
    }
    steps[steps.count - 1] = .affine(scale: oldScale * scale, offset: oldOffset * scale + offset)
  }

  mutating func append(_ function: RealFunction) { steps.append(.function(function)) }
}

extension FunctionStep {
  /// Whether the step is the same for all channels.
  var isUniform: Bool {
    switch self {
    case .affine(let scale, let offset): scale.isUniform && offset.isUniform
    case .function: true
    case .combination(_, let left, let right): (left + right).allSatisfy(\.isUniform)
    }
  }

  /// The step of one channel.
  func scalar(channel: Int) -> ScalarStep {
    switch self {
    case .affine(let scale, let offset):
      .affine(scale: scale[channel], offset: offset[channel])
    case .function(let function): .function(function)
    case .combination(let operation, let left, let right):
      .combination(
        operation, ScalarChain(left.map { $0.scalar(channel: channel) }),
        ScalarChain(right.map { $0.scalar(channel: channel) }))
    }
  }

  /// The step along a moved axis.
  func gathered(_ sources: [Int]) -> FunctionStep {
    switch self {
    case .affine(let scale, let offset):
      .affine(scale: scale.gathered(sources), offset: offset.gathered(sources))
    case .function: self
    case .combination(let operation, let left, let right):
      .combination(
        operation, left.map { $0.gathered(sources) }, right.map { $0.gathered(sources) })
    }
  }
}

/// The meaning (scale and offset) of an affine function's integers; irrational numbers to 2^-64 of
/// their size.
func meaning(axis: Int?, scale: ChannelValues, offset: ChannelValues) -> Meaning {
  let isUniform = scale.isUniform && offset.isUniform
  let count = max(scale.values.count, offset.values.count)
  return Meaning(
    axis: isUniform ? nil : axis,
    scale: (0..<count).map { approximation(scale[$0]) },
    offset: (0..<count).map { approximation(offset[$0]) })
}

private func approximation(_ number: RealNumber) -> Rational {
  if number.isRational { return number.rational }
  let magnitude = number.magnitude
  let precision = max(66 - binaryExponent(magnitude), 66)
  return Rational(number.bracket(precision: precision).lower, over: powerOfTwo(precision))
}
