import Diagnostics
import FixedPoint
import NetworkIR

/// A network and what was drawn for it.
package struct MadeNetwork: Sendable {
  package let network: Network
  /// The alphabets of its linear layers.
  package let alphabets: Set<WeightAlphabet>
  package let traits: Set<NetworkTrait>
  /// Operators that were drawn and that the rules of networks refuse there, by the rule's code.
  package let refused: [String: Int]
  package let drawn: Int
}

/// Makes small random networks that keep every rule: the same ones for the same seed.
package struct NetworkMaker {
  var draw: Draw
  var builder: NetworkBuilder
  var tensors: [TensorID] = []
  var states: [TensorID] = []
  /// Tensors that are some state's next one already.
  var taken: Set<TensorID> = []
  var alphabets: Set<WeightAlphabet> = []
  var traits: Set<NetworkTrait> = []
  private var refused: [String: Int] = [:]
  private var drawn = 0
  /// Whether it is a chain of layers over rows of pixels, which may be computed row by row.
  let isImage: Bool

  /// At most so many elements in a tensor, and so many products in a layer.
  static let elements = 320
  static let products = 12_000

  /// - Throws: every rule that the network breaks, which is a fault of this generator.
  package static func network(seed: UInt64) throws(DiagnosticList) -> MadeNetwork {
    var maker = NetworkMaker(seed: seed)
    return try maker.make()
  }

  private init(seed: UInt64) {
    draw = Draw(seed: seed)
    isImage = draw.one(in: 3)
    builder = NetworkBuilder(name: "random \(seed)")
  }

  private mutating func make() throws(DiagnosticList) -> MadeNetwork {
    try addInputs()
    try addStates()
    let count = draw.number(1...7)
    for _ in 0..<count { addOperator() }
    chooseNextStates()
    let network = try builder.build(outputs: outputs())
    return MadeNetwork(
      network: network, alphabets: alphabets, traits: traits.union(network.traits),
      refused: refused, drawn: drawn)
  }

  /// The last tensor that memory can hold, and now and then others.
  private mutating func outputs() -> [TensorID] {
    let stored = tensors.filter { builder[$0].type != .int64 }
    var chosen: Set<TensorID> = [stored[stored.count - 1]]
    while draw.one(in: 3) { chosen.insert(draw.element(of: stored)) }
    return chosen.sorted { $0.index < $1.index }
  }

  // MARK: Inputs

  private mutating func addInputs() throws(DiagnosticList) {
    let shape = inputShape()
    for index in 0..<(draw.one(in: isImage ? 8 : 3) ? draw.number(2...3) : 1) {
      let own = index > 0 && draw.one(in: 3) ? inputShape() : shape
      tensors.append(
        try builder.addInput(
          name: draw.element(of: Self.names), shape: own, range: inputRange(),
          meaning: meaning(own),
          encoding: .integers))
    }
  }

  private static let names = ["x", "a \"b\" \\ c", "line\nbreak", "global/naïve:0", "%1", "int"]

  private mutating func inputRange() -> IntegerRange {
    draw.range(bits: draw.element(of: [1, 1, 2, 3, 4, 5, 7, 8, 8, 8, 8, 11, 16]))
  }

  private mutating func size() -> Int { draw.element(of: [1, 2, 3, 4, 5, 5, 6, 7, 8, 11, 13]) }

  private mutating func inputShape() -> Shape {
    if isImage {
      return Shape([1, draw.number(4...13), draw.number(1...5), draw.number(1...4)])
    }
    let channels = draw.element(of: [1, 2, 3, 4, 4, 6, 8])
    switch draw.number(0...8) {
    case 0: return Shape([draw.number(1...23)])
    case 1: return Shape([1, draw.element(of: [1, 5, 8, 16, 17, 31])])
    case 2: return Shape([draw.number(1...6), draw.number(1...19)])
    case 3: return Shape([1, channels, draw.number(1...17)])
    case 4: return Shape([1, draw.number(1...17), channels])
    case 5, 6: return Shape([1, size(), min(size(), 7), channels])
    default: return Shape([1, channels, size(), min(size(), 7)])
    }
  }

  mutating func meaning(_ shape: Shape) -> Meaning {
    guard draw.one(in: 4) else { return .itself }
    let axis = draw.one(in: 3) && shape.rank > 0 ? draw.number(0...shape.rank - 1) : nil
    let count = axis.map { shape[$0] } ?? 1
    func rationals(_ draw: inout Draw) -> [Rational] {
      (0..<count).map { _ in Rational(draw.number(-99...99)) / Rational(draw.number(1...1000)) }
    }
    return Meaning(axis: axis, scale: rationals(&draw), offset: rationals(&draw))
  }

  // MARK: Operators

  private mutating func addOperator() {
    for _ in 0..<6 {
      drawn += 1
      do throws(DiagnosticList) {
        if try addFamily(draw.element(of: isImage ? Self.imageUrn : Self.urn)) { return }
        refused["no tensor fits", default: 0] += 1
      } catch {
        refused[error.diagnostics[0].code.rawValue, default: 0] += 1
      }
    }
  }

  /// Every family, those that layers are made of more often.
  private static let urn =
    OperatorFamily.allCases + OperatorFamily.allCases
    + [.dense, .dense, .dense, .convolution, .convolution, .convolution, .convolution]
    + [.convolution, .requantize, .requantize, .requantize, .mappedSum, .maxPool, .sumPool]

  /// Families that can be computed row by row, and any other now and then.
  private static let imageUrn =
    Array(OperatorFamily.allCases.prefix(9))
    + [OperatorFamily](repeating: .convolution, count: 12)
    + [.maxPool, .maxPool, .maxPool, .sumPool, .sumPool, .requantize, .mappedSum, .mappedSum]

  /// - Returns: whether there was a tensor for it.
  private mutating func addFamily(_ family: OperatorFamily) throws(DiagnosticList) -> Bool {
    switch family {
    case .dense: try addDense()
    case .convolution: try addConvolution()
    case .requantize: try addRequantize(to: input())
    case .mappedSum: try addMappedSum()
    case .maxPool, .sumPool: try addPool(family)
    case .reshape, .transpose, .slice, .pad, .dilate: try addMovement(family)
    case .concatenate: try addConcatenate()
    case .argMax, .topK, .reduce: try addSelection(family)
    case .product, .extremum: try addPair(family)
    case .softmax: try addSoftmax()
    case .recurrence: try addRecurrence()
    case .constant: try addConstant()
    }
  }

  /// A tensor that memory can hold, late ones more often.
  mutating func input(where isFit: (Tensor) -> Bool = { _ in true }) -> TensorID? {
    let fitting = tensors.filter { builder[$0].type != .int64 && isFit(builder[$0]) }
    guard let last = fitting.last else { return nil }
    return draw.one(in: 3) ? draw.element(of: fitting) : last
  }

  /// Adds an operator whose outputs are small enough.
  ///
  /// - Throws: the rule that it breaks.
  /// - Returns: false where an output would be too large.
  @discardableResult
  mutating func add(
    _ kind: OperatorKind, to inputs: [TensorID], reshapedTo shape: Shape? = nil,
    allowsWide: Bool = false
  ) throws(DiagnosticList) -> Bool {
    let facts = try inferOutputs(
      of: kind, name: "probe", inputs: inputs.map { builder[$0].facts }, reshapedTo: shape,
      allowsWide: allowsWide)
    guard facts.allSatisfy({ $0.shape.elementCount <= Self.elements }) else { return false }
    tensors += try builder.add(
      kind, name: kind.keyword, inputs: inputs,
      outputNames: facts.indices.map { "\(kind.keyword)_\($0)" },
      meanings: facts.map { meaning($0.shape) }, reshapedTo: shape, allowsWide: allowsWide)
    return true
  }
}
