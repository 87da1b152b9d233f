import FixedPoint
import KernelIR
import NetworkIR
import TargetDescription

// Strategies that skip zeros can skip another value v just as well: they take x - v for x, and the
// bias holds v times the sum of the row's weights. The memory, and so padding, keeps what it holds.

extension ActivationDensity {
  /// The value that so many elements have that taking it for 0 pays; nil where 0 is as common.
  ///
  /// As measured; else the integer that means 0, where a rectifier may have put it.
  func commonest(of tensor: Tensor) -> CommonValue? {
    if let measured = commonest[tensor.name] {
      let gained = (permille[tensor.name] ?? 1000) - (measured.otherPermille ?? 1000)
      return measured.value != 0 && gained >= Self.leastGain ? measured : nil
    }
    let lowest = tensor.range.lower
    guard permille[tensor.name] == nil, lowest != 0, tensor.range.upper > lowest,
      tensor.meaning.isZero(lowest)
    else { return nil }
    return CommonValue(value: lowest, otherPermille: nil)
  }

  /// Thousandths of the inputs that must be skipped for the subtraction to pay.
  private static let leastGain = 50
}

extension Meaning {
  /// Whether the integer means 0 in all channels.
  fileprivate func isZero(_ integer: Int) -> Bool {
    guard scale.count == 1, offset.count == 1, !scale[0].isZero else { return false }
    return (scale[0] * Rational(integer) + offset[0]).isZero
  }
}

extension LinearStrategy {
  /// Whether an input that is 0 takes less time than another one.
  var skipsZeros: Bool {
    switch self {
    case .scatter, .packedColumns, .packedTernary, .byteColumns, .unrolledColumnsSkipping,
      .pairedScatter, .pairedPackedColumns:
      true
    case .indexLists, .subsetSums, .productTiles, .shiftLoop, .straightLine, .sharedSums,
      .unrolledColumns, .squares, .unrolledSquares, .pairedIndexLists, .pairedSubsetSums,
      .pairedSharedSums, .pairedUnrolledColumns:
      false
    }
  }
}

extension LinearJob {
  /// What the input's memory holds.
  var storedRange: IntegerRange {
    IntegerRange(inputRange.lower + origin, inputRange.upper + origin)
  }

  /// An input, where its element is.
  func taken(_ element: Expression) -> Expression {
    origin == 0 ? element : element - .constant(origin)
  }

  /// Taking so many inputs less the origin, where there is one.
  func subtractions(_ count: Int) -> [StrategyWork.Count] {
    origin == 0 ? [] : [.init("subtraction", count, 100)]
  }

  /// The job as the strategy computes it: with the commonest value taken for 0, where that is of use
  /// and the sums fit.
  func fromCommonest(for strategy: LinearStrategy) -> LinearJob {
    guard strategy.skipsZeros, let commonest, origin == 0,
      let bias = try? linear.bias(whereZeroIs: commonest.value),
      let range = try? inputRange.adding(IntegerRange(exactly: -commonest.value))
    else { return self }
    var job = self
    job.origin = commonest.value
    job.inputRange = range
    job.activePermille = commonest.otherPermille
    job.linear = LinearWeights(
      outputs: linear.outputs, inputs: linear.inputs, weights: linear.weights, bias: bias)
    guard let sums = try? job.accumulatorRange(), IntegerType.int32.range.contains(sums) else {
      return self
    }
    return job
  }
}

extension LinearWeights {
  /// The bias for inputs less the value: sum of w x = sum of w (x - v) + v * sum of w.
  fileprivate func bias(whereZeroIs value: Int) throws(RangeOverflow) -> [Int] {
    var folded: [Int] = []
    for row in 0..<outputs {
      let sum = self.row(row).reduce(0) { $0 + $1.value }
      folded.append(
        try IntegerRange(exactly: value).scaled(by: sum).adding(IntegerRange(exactly: bias[row]))
          .lower)
    }
    return folded
  }
}
