import FixedPoint

/// Rules A34, A35: the output's range is that of its type; words have no negative results.
func inferSoftmax(
  _ softmax: Softmax, _ input: TensorFacts
) throws(InferenceFailure) -> TensorFacts {
  guard let count = input.shape.dimensions.last, count <= softmax.longestRow else {
    throw .shape(
      "its input's shape is \(input.shape); a row of 1 to \(softmax.longestRow) elements is needed")
  }
  let width = input.range.upper - input.range.lower
  switch softmax {
  case .bytes(let bytes): try check(bytes, width: width)
  case .words(let words): try check(words, width: width)
  }
  return TensorFacts(shape: input.shape, range: softmax.range)
}

private func check(_ softmax: ByteSoftmax, width: Int) throws(InferenceFailure) {
  guard min(width, -softmax.diffMin) < softmax.exponentials.count else {
    throw .shape(
      "its input's elements differ by up to \(width), and it has "
        + counted(softmax.exponentials.count, "exponential"))
  }
}

private func check(_ softmax: WordSoftmax, width: Int) throws(InferenceFailure) {
  guard width <= 65535 else {
    throw .shape("its input's elements differ by up to \(width); at most 65535 is allowed")
  }
  guard width << max(softmax.inputShift, 0) <= 1 << 31 else {
    throw .overflow(
      "its largest difference \(width) times 2^\(softmax.inputShift) leaves 32 signed bits")
  }
}

extension Softmax {
  /// The elements of a row that keep the sum of exponentials within its word.
  fileprivate var longestRow: Int {
    switch self {
    case .bytes(let bytes): bytes.output == .int8 ? 511 : 4095
    case .words: 65535
    }
  }

  fileprivate var range: IntegerRange {
    switch self {
    case .bytes(let bytes): bytes.output.range
    case .words: IntegerRange(0, IntegerType.int16.range.upper)
    }
  }

  var faults: [String] {
    switch self {
    case .bytes(let bytes): bytes.faults
    case .words(let words): words.faults
    }
  }
}

extension ByteSoftmax {
  fileprivate var faults: [String] {
    var faults: [String] = []
    if diffMin > 0 { faults.append("its least difference \(diffMin) is above 0") }
    if output != .int8 && output != .int16 {
      faults.append("its output is \(output.rawValue); int8 and int16 are allowed")
    }
    let one = IntegerType.int32.range.upper
    let descends = zip(exponentials, exponentials.dropFirst()).allSatisfy(>=)
    if exponentials.first != one || !descends || (exponentials.last ?? 0) < 0 {
      faults.append("its exponentials must descend from \(one) and not below 0")
    }
    return faults + wordFaults("the least difference", [diffMin])
  }
}

extension WordSoftmax {
  fileprivate var faults: [String] {
    var faults: [String] = []
    if !(0...IntegerType.int32.range.upper ~= inputMultiplier) {
      faults.append("the multiplier \(inputMultiplier) does not lie between 0 and 2^31")
    }
    if !(-31...30 ~= inputShift) {
      faults.append("it scales by 2^\(inputShift); -31 to 30 is allowed")
    }
    for (name, knots, least) in [
      ("exponential", exponentialKnots, 1), ("reciprocal", reciprocalKnots, 0),
    ] where knots.count != 513 || !knots.allSatisfy({ least...32767 ~= $0 }) {
      faults.append("its \(name) knots must be 513 integers from \(least) to 32767")
    }
    return faults
  }
}
