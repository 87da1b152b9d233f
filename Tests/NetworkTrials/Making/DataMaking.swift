import Diagnostics
import FixedPoint
import NetworkIR

extension NetworkMaker {
  /// A tensor of the same shape, another one where there is one.
  private mutating func partner(of input: TensorID) -> TensorID {
    let twins = tensors.filter {
      builder[$0].type != .int64 && builder[$0].shape == builder[input].shape && $0 != input
    }
    return twins.isEmpty || draw.one(in: 6) ? input : draw.element(of: twins)
  }

  mutating func addMappedSum() throws(DiagnosticList) -> Bool {
    guard let first = input() else { return false }
    let inputs = [first] + (0..<draw.element(of: [0, 1, 1, 1, 2])).map { _ in partner(of: first) }
    let maps = inputs.map { input -> AddendMap in
      guard draw.one(in: 3) else { return .weighted(Weight(draw.element(of: Self.addendWeights))) }
      let range = builder[input].range
      return .table(
        LookupTable(
          first: draw.number(range.lower - 3...range.upper),
          entries: draw.numbers(draw.number(1...40), -300...300)))
    }
    guard try add(.mappedSum(maps), to: inputs) else { return false }
    return draw.one(in: 2) ? true : try addRequantize(to: tensors[tensors.count - 1])
  }

  private static let addendWeights = [1, 1, 1, -1, 2, 3, -4, 5, -7, 9, 0, 100, -1000]

  mutating func addPair(_ family: OperatorFamily) throws(DiagnosticList) -> Bool {
    guard let first = input() else { return false }
    let inputs = [first, partner(of: first)]
    guard family == .product else {
      return try add(.extremum(draw.element(of: Extremum.allCases)), to: inputs)
    }
    let offsets = draw.one(in: 2) ? [0, 0] : draw.numbers(2, -128...128)
    guard try add(.product(offsets: offsets), to: inputs) else { return false }
    return draw.one(in: 3) ? true : try addRequantize(to: tensors[tensors.count - 1])
  }

  mutating func addConcatenate() throws(DiagnosticList) -> Bool {
    guard let first = input(where: { $0.shape.rank > 0 }) else { return false }
    let shape = builder[first].shape
    let axis = draw.number(0...shape.rank - 1)
    let joinable = tensors.filter { id in
      let other = builder[id].shape
      return builder[id].type != .int64 && other.rank == shape.rank
        && shape.dimensions.indices.allSatisfy { $0 == axis || shape[$0] == other[$0] }
    }
    let others = (0..<draw.number(1...2)).map { _ in draw.element(of: joinable) }
    return try add(
      .concatenate(axis: axis), to: draw.one(in: 2) ? [first] + others : others + [first])
  }

  mutating func addConstant() throws(DiagnosticList) -> Bool {
    guard let like = input() else { return false }
    let shape = builder[like].shape
    let range = draw.range(bits: draw.number(1...10))
    let elements = draw.numbers(shape.elementCount, range.lower...range.upper)
    return try add(.constant(ConstantTensor(shape: shape, elements: elements)), to: [])
  }

  // MARK: Movement

  mutating func addMovement(_ family: OperatorFamily) throws(DiagnosticList) -> Bool {
    guard let input = input(where: { $0.shape.rank > 0 }) else { return false }
    let shape = builder[input].shape
    switch family {
    case .reshape: return try add(.reshape, to: [input], reshapedTo: reshaped(shape))
    case .transpose:
      return try add(.transpose(permutation: draw.shuffled(Array(0..<shape.rank))), to: [input])
    case .slice: return try add(.slice(slice(shape)), to: [input])
    case .pad:
      return try add(
        .pad(
          before: draw.numbers(shape.rank, 0...1), after: draw.numbers(shape.rank, 0...2),
          value: draw.number(-9...9)), to: [input])
    default:
      return try add(
        .dilate(factors: draw.numbers(shape.rank, 1...2), value: draw.number(-99...99)),
        to: [input])
    }
  }

  private mutating func reshaped(_ shape: Shape) -> Shape {
    let count = shape.elementCount
    let divisor = draw.element(of: (1...count).filter { count % $0 == 0 })
    let second = draw.element(of: (1...count / divisor).filter { count / divisor % $0 == 0 })
    return draw.element(of: [
      Shape([count]), Shape([1, count]), Shape([divisor, count / divisor]),
      Shape([1, divisor, count / divisor]),
      Shape([1, divisor, second, count / divisor / second]),
    ])
  }

  private mutating func slice(_ shape: Shape) -> Slice {
    var starts: [Int] = [], steps: [Int] = [], sizes: [Int] = []
    for size in shape.dimensions {
      let (start, step) = (draw.number(0...size - 1), draw.element(of: [1, 1, 1, -2, -1, 0, 2, 3]))
      let distance = step > 0 ? size - 1 - start : start
      starts.append(start)
      steps.append(step)
      sizes.append(draw.number(1...(step == 0 ? 3 : distance / abs(step) + 1)))
    }
    return Slice(starts: starts, steps: steps, sizes: sizes)
  }

  mutating func addSelection(_ family: OperatorFamily) throws(DiagnosticList) -> Bool {
    guard let input = input(where: { $0.shape.rank > 0 }) else { return false }
    let shape = builder[input].shape
    let axis = draw.number(0...shape.rank - 1)
    switch family {
    case .argMax: return try add(.argMax(axis: axis, selectsLast: draw.one(in: 2)), to: [input])
    case .topK: return try add(.topK(count: draw.number(1...shape[axis]), axis: axis), to: [input])
    default:
      let axes = (0..<shape.rank).filter { _ in draw.one(in: 2) }
      return try add(.reduce(draw.element(of: Reduction.allCases), axes: axes), to: [input])
    }
  }
}
