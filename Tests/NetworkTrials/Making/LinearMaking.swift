import Diagnostics
import FixedPoint
import NetworkIR

extension NetworkMaker {
  mutating func addDense() throws(DiagnosticList) -> Bool {
    guard let input = input(where: { $0.shape.rank > 0 }) else { return false }
    let shape = builder[input].shape
    let inputs = shape[shape.rank - 1]
    let most = max(1, min(40, Self.products / max(1, shape.elementCount)))
    let outputs = draw.number(1...min(most, draw.element(of: [1, 4, 9, 20, 40])))
    return try addLinear(from: input) { maker, range, alphabet in
      .dense(maker.linear(outputs, inputs, of: range, alphabet))
    }
  }

  mutating func addConvolution() throws(DiagnosticList) -> Bool {
    guard let input = input(where: { 3...4 ~= $0.shape.rank && $0.shape[0] == 1 }) else {
      return false
    }
    let shape = builder[input].shape
    let geometry = window(of: shape, most: 4)
    let channels = geometry.channels(of: shape)
    let groups =
      draw.one(in: 3) ? draw.element(of: (1...channels).filter { channels % $0 == 0 }) : 1
    let positions = geometry.outputSizes(for: geometry.spatialSizes(of: shape))?.reduce(1, *) ?? 1
    let inputs = channels / groups * geometry.kernelCount
    let most = max(1, Self.products / max(1, inputs * positions * groups))
    let outputs = groups * draw.number(1...min(most, groups > 1 ? 2 : 12))
    let range = builder[input].range
    let padding = draw.one(in: 2) ? range.clampedZero : draw.number(-200...200)
    return try addLinear(from: input) { maker, range, alphabet in
      .convolution(
        Convolution(
          geometry: geometry, groups: groups, paddingValue: padding,
          linear: maker.linear(
            outputs, inputs, of: range.union(IntegerRange(exactly: padding)), alphabet)))
    }
  }

  /// A layer and, mostly, the requantisation behind it.
  private mutating func addLinear(
    from input: TensorID,
    _ kind: (inout NetworkMaker, IntegerRange, WeightAlphabet) -> OperatorKind
  ) throws(DiagnosticList) -> Bool {
    let range = builder[input].range
    let alphabet = draw.element(of: WeightAlphabet.allCases)
    let isWide = range.bits > 8 && draw.one(in: 2)
    let layer = kind(&self, range, isWide ? .wide : alphabet)
    guard try add(layer, to: [input], allowsWide: isWide) else { return false }
    alphabets.insert(isWide ? .wide : alphabet)
    let sums = tensors[tensors.count - 1]
    if builder[sums].type == .int64 { return try addWideReader(of: sums, layer) }
    return draw.one(in: isImage ? 12 : 4) ? true : try addRequantize(to: sums)
  }

  /// The one reader that sums beyond 32 bits may have.
  private mutating func addWideReader(
    of sums: TensorID, _ layer: OperatorKind
  ) throws(DiagnosticList) -> Bool {
    traits.insert(.wideAccumulator)
    let shape = builder[sums].shape
    let axis = draw.one(in: 2) ? layer.rowAxis(rank: shape.rank) : nil
    let scheme = draw.element(of: ScalingScheme.allCases)
    // Results of at most 14 bits, whatever the sums.
    let shift = 14 - builder[sums].range.bits
    let functions = (0..<(axis.map { shape[$0] } ?? 1)).map { _ in
      RequantizeFunction.multiplier(
        FixedPointMultiplier(
          multiplier: draw.number(1 << 30...(1 << 31) - 1),
          shift: max(-31, shift - draw.number(0...6)),
          scheme: scheme, clamp: draw.range(bits: draw.element(of: [8, 8, 16]))))
    }
    return try add(.requantize(Requantize(axis: axis, functions: functions)), to: [sums])
  }

  // MARK: Weights

  mutating func linear(
    _ outputs: Int, _ inputs: Int, of range: IntegerRange, _ alphabet: WeightAlphabet
  ) -> LinearWeights {
    let codebook = draw.numbers(draw.number(2...16), -127...127)
    var weights: [Weight] = []
    for _ in 0..<outputs {
      let exponent = draw.number(0...4)
      for _ in 0..<inputs { weights.append(Weight(weight(alphabet, codebook, exponent))) }
    }
    let width = draw.element(of: [0, 3, 300, 30_000, 1 << 20])
    return LinearWeights(
      outputs: outputs, inputs: inputs, weights: weights,
      bias: draw.numbers(outputs, -width...width))
  }

  private mutating func weight(
    _ alphabet: WeightAlphabet, _ codebook: [Int], _ exponent: Int
  ) -> Int {
    let sign = draw.one(in: 2) ? -1 : 1
    switch alphabet {
    case .zero: return 0
    case .bipolar: return sign
    case .ternary: return draw.number(-1...1)
    case .scaledTernary: return draw.number(-1...1) * 4
    case .sparse: return draw.one(in: 8) ? draw.number(-16...15) : 0
    case .powers: return draw.one(in: 6) ? 0 : sign << draw.number(0...7)
    case .twoTerms:
      return sign << draw.number(0...6) + (draw.one(in: 2) ? 1 : -1) << draw.number(0...4)
    case .small: return draw.number(-4...3)
    case .bytes: return draw.one(in: 9) ? draw.element(of: [-128, 127]) : draw.number(-128...127)
    case .codebook: return draw.element(of: codebook)
    case .rowExponents: return (draw.one(in: 4) ? 0 : sign << draw.number(0...2)) << exponent
    case .wide: return draw.number(-(1 << 20)...1 << 20) >> draw.element(of: [0, 2, 5, 9])
    }
  }

  // MARK: Windows

  /// A window that fits the shape.
  mutating func window(of shape: Shape, most: Int) -> WindowGeometry {
    let layout = isImage ? .channelsLast : draw.element(of: ChannelLayout.allCases)
    let axes = Array(layout.spatialAxes(rank: shape.rank))
    let isPlain = draw.one(in: 3)
    var kernel: [Int] = [], strides: [Int] = [], dilations: [Int] = []
    var before: [Int] = [], after: [Int] = []
    for axis in axes {
      let size = shape[axis]
      let side = draw.number(1...min(most, size))
      kernel.append(side)
      strides.append(isPlain ? 1 : draw.element(of: [1, 1, 2, 3]))
      dilations.append(isPlain || side == 1 ? 1 : draw.element(of: [1, 1, 2, 3]))
      let missing = max(0, dilations[dilations.count - 1] * (side - 1) + 1 - size)
      before.append(missing + (isPlain || draw.one(in: 2) ? 0 : draw.number(0...side - 1)))
      after.append(isPlain || draw.one(in: 2) ? 0 : draw.number(0...side - 1))
    }
    return WindowGeometry(
      kernel: kernel, strides: strides, dilations: dilations, paddingBefore: before,
      paddingAfter: after, layout: layout)
  }

  mutating func addPool(_ family: OperatorFamily) throws(DiagnosticList) -> Bool {
    guard let input = input(where: { 3...4 ~= $0.shape.rank && $0.shape[0] == 1 }) else {
      return false
    }
    let geometry = window(of: builder[input].shape, most: 5)
    guard family == .sumPool else { return try add(.maxPool(geometry), to: [input]) }
    let value = draw.one(in: 2) ? 0 : draw.number(-9...9)
    guard try add(.sumPool(geometry, paddingValue: value), to: [input]) else { return false }
    return draw.one(in: 2) ? true : try addRequantize(to: tensors[tensors.count - 1])
  }
}

extension WindowGeometry {
  /// The sizes of the axes that the window slides over.
  func spatialSizes(of shape: Shape) -> [Int] {
    layout.spatialAxes(rank: shape.rank).map { shape[$0] }
  }
}

extension IntegerRange {
  /// The element nearest to zero.
  var clampedZero: Int { min(max(0, lower), upper) }
}
