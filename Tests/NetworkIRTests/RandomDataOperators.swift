import FixedPoint
import NetworkIR

/// The operators on pairs of elements, on positions and on rows, and the functions of TensorFlow
/// Lite.
extension NetworkGenerator {
  mutating func dataKind(
    _ input: TensorID, _ shape: Shape
  ) throws -> (OperatorKind, [TensorID], Shape?) {
    switch number(0...7) {
    case 0: return (.product(offsets: numbers(2, -20...20)), [input, partner(of: input)], nil)
    case 1:
      return (.extremum(Extremum.allCases[number(0...1)]), [input, partner(of: input)], nil)
    case 2: return (.slice(slice(shape)), [input], nil)
    case 3:
      return (
        .dilate(factors: numbers(shape.rank, 1...2), value: number(-99...99)), [input], nil
      )
    case 4:
      let axes = (0..<shape.rank).filter { _ in number(0...1) == 0 }
      return (.reduce(Reduction.allCases[number(0...2)], axes: axes), [input], nil)
    case 5: return (.softmax(softmax()), [input], nil)
    case 6:
      return (
        .constant(ConstantTensor(shape: shape, elements: numbers(shape.elementCount, -999...999))),
        [], nil
      )
    default: return try recurrence(input, shape)
    }
  }

  /// A tensor of the same shape.
  private mutating func partner(of input: TensorID) -> TensorID {
    let candidates = tensors.filter { builder[$0].shape == builder[input].shape }
    return candidates[number(0...candidates.count - 1)]
  }

  private mutating func slice(_ shape: Shape) -> Slice {
    var starts: [Int] = []
    var steps: [Int] = []
    var sizes: [Int] = []
    for size in shape.dimensions {
      let (start, step) = (number(0...size - 1), number(-2...2))
      let distance = step > 0 ? size - 1 - start : start
      starts.append(start)
      steps.append(step)
      sizes.append(number(1...(step == 0 ? 3 : distance / abs(step) + 1)))
    }
    return Slice(starts: starts, steps: steps, sizes: sizes)
  }

  private mutating func softmax() -> Softmax {
    if number(0...1) == 0 {
      let falling = numbers(number(1...300), 0...(1 << 31) - 1).sorted(by: >)
      return .bytes(
        ByteSoftmax(
          diffMin: -number(0...300), exponentials: [(1 << 31) - 1] + falling,
          output: number(0...1) == 0 ? .int8 : .int16))
    }
    return .words(
      WordSoftmax(
        inputMultiplier: number(1 << 30...(1 << 31) - 1), inputShift: number(-3...8),
        exponentialKnots: numbers(513, 1...32767).sorted(),
        reciprocalKnots: numbers(513, 16384...32767).sorted(by: >)))
  }

  /// y = next state = clamp((a * x + b * state) / 2^bits), the first state a part of x.
  private mutating func recurrence(
    _ input: TensorID, _ shape: Shape
  ) throws -> (OperatorKind, [TensorID], Shape?) {
    let facts = builder[input].facts
    let one = Shape([1] + shape.dimensions.dropFirst())
    let limits = facts.range.union(IntegerRange(-100, 100))
    var body = NetworkBuilder(name: "body")
    let x = try body.addInput(
      name: "x", shape: one, range: facts.range, meaning: .itself, encoding: .integers)
    let state = try body.addState(
      name: "state", shape: one, range: limits, meaning: .itself,
      initial: [Int](repeating: limits.lower, count: one.elementCount))
    let sum = try body.add(
      .mappedSum([.weighted(Weight(number(-3...3))), .weighted(Weight(number(-3...3)))]),
      name: "sum", inputs: [x, state], outputNames: ["sum"], meanings: [.itself])
    let table = LookupTable(first: -9, entries: numbers(19, limits.lower...limits.upper))
    let next = try body.add(
      .requantize(Requantize(functions: [.shiftThenTable(bits: number(0...4), table)])),
      name: "next", inputs: sum, outputNames: ["next"], meanings: [.itself])
    body.setNext(of: state, to: next[0])
    let recurrence = Recurrence(body: try body.build(outputs: sum), steps: shape[0])
    let starts = shape.dimensions.map { _ in 0 }
    let first = try builder.add(
      .slice(
        Slice(starts: starts, steps: starts.map { _ in 1 }, sizes: one.dimensions)),
      name: "first", inputs: [input], outputNames: ["first"], meanings: [.itself])
    tensors += first
    return (.recurrence(recurrence), [input, first[0]], nil)
  }
}

extension NetworkGenerator {
  mutating func scaling(_ clamp: IntegerRange) -> RequantizeFunction {
    switch number(0...3) {
    case 0: return .multiplier(multiplier(inputOffset: number(-200...200), clamp))
    case 1:
      let offset = number(-200...200)
      return .bySign(
        negative: multiplier(inputOffset: offset, clamp),
        other: multiplier(inputOffset: offset, clamp))
    case 2:
      return .quotient(
        Quotient(
          inputOffset: number(-200...200), divisor: number(1...50),
          rounding: Rounding.allCases[number(0...7)], outputOffset: number(-50...50), clamp: clamp))
    default:
      return .curve(
        InterpolatedCurve(
          shape: CurveShape.allCases[number(0...1)], inputMultiplier: number(-40...40),
          inputShift: number(0...3), knots: numbers(255, 32768...65534).sorted() + [65535]))
    }
  }

  private mutating func multiplier(
    inputOffset: Int, _ clamp: IntegerRange
  ) -> FixedPointMultiplier {
    FixedPointMultiplier(
      inputOffset: inputOffset, inputShift: number(0...3),
      multiplier: number(1 << 30...(1 << 31) - 1) * (number(0...3) == 0 ? -1 : 1),
      shift: number(-12...2), scheme: ScalingScheme.allCases[number(0...2)],
      outputOffset: number(-128...127), clamp: clamp)
  }

  /// One or two states, each of an input's shape.
  mutating func addStates() throws {
    for index in 0..<number(0...2) {
      let shape = builder[tensors[number(0...tensors.count - 1)]].shape
      let lower = number(-200...0)
      let upper = lower + number(0...400)
      let initial = numbers(shape.elementCount, lower...upper)
      let id = try builder.addState(
        name: "state \(index)", shape: shape, range: IntegerRange(lower, upper),
        meaning: meaning(shape), initial: initial)
      tensors.append(id)
      states.append(id)
    }
  }

  /// Gives each state an operator's output or an input of its own that fits it, if there is any.
  mutating func chooseNextStates() {
    var taken: Set<TensorID> = []
    for state in states {
      let facts = builder[state].facts
      let candidates = tensors.filter { id in
        !states.contains(id) && !taken.contains(id) && builder[id].shape == facts.shape
          && facts.range.contains(builder[id].range)
      }
      // Later ones depend on more.
      guard let next = candidates.last else { continue }
      builder.setNext(of: state, to: next)
      taken.insert(next)
    }
  }
}
