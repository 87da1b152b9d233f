import FixedPoint

extension OperatorKind {
  /// Every rule about the operator's own numbers that they break, whatever the inputs are; empty
  /// for a sound one.
  package var payloadFaults: [String] {
    switch self {
    case .dense(let weights): weights.faults
    case .convolution(let convolution): convolution.faults
    case .requantize(let requantize): requantize.faults
    case .mappedSum(let maps): maps.isEmpty ? ["it sums no inputs"] : maps.flatMap(\.faults)
    case .maxPool(let geometry): geometry.faults
    case .sumPool(let geometry, let paddingValue):
      geometry.faults + wordFaults("the padding value", [paddingValue])
    case .reshape, .transpose, .concatenate, .argMax: []
    case .pad(let before, let after, let value):
      padFaults(before, after) + wordFaults("the padding value", [value])
    case .topK(let count, _):
      count >= 1 ? [] : ["it selects \(count) elements; at least 1 is needed"]
    case .product(let offsets): productFaults(offsets)
    case .extremum: []
    case .slice(let slice): slice.faults
    case .dilate(let factors, let value): dilateFaults(factors, value)
    case .reduce(_, let axes): reduceFaults(axes)
    case .softmax(let softmax): softmax.faults
    case .recurrence(let recurrence): recurrence.faults
    case .constant(let constant): constant.faults
    }
  }
}

/// Constants are stored in at most 32 signed bits (rule A1).
func wordFaults(_ subject: String, _ values: some Sequence<Int>) -> [String] {
  let word = IntegerType.int32.range
  return values.first { !word.contains($0) }
    .map { ["\(subject) \($0) does not fit 32 signed bits"] } ?? []
}

private func padFaults(_ before: [Int], _ after: [Int]) -> [String] {
  (before + after).allSatisfy { 0...NetworkLimit.elements ~= $0 }
    ? [] : ["an amount of padding is below 0 or above \(NetworkLimit.elements)"]
}

extension LinearWeights {
  fileprivate var faults: [String] {
    guard outputs >= 1, inputs >= 1 else {
      return ["its matrix is \(outputs) by \(inputs); both must be at least 1"]
    }
    var faults: [String] = []
    if outputs.multipliedReportingOverflow(by: inputs) != (weights.count, false) {
      faults.append("its \(outputs) by \(inputs) matrix has \(counted(weights.count, "weight"))")
    }
    if bias.count != outputs {
      faults.append("it has \(counted(outputs, "output")) and \(bias.count) biases")
    }
    return faults + biasFaults
  }

  /// A bias may leave 32 bits where the sums do, or where they come back.
  private var biasFaults: [String] {
    bias.first { $0.magnitude > 1 << 62 }.map { ["the bias \($0) does not fit 62 bits"] } ?? []
  }
}

extension Convolution {
  fileprivate var faults: [String] {
    var faults = geometry.faults + linear.faults + wordFaults("the padding value", [paddingValue])
    if groups < 1 || linear.outputs % max(groups, 1) != 0 {
      faults.append(
        "its \(counted(linear.outputs, "output")) cannot be split into \(groups) groups")
    }
    return faults
  }
}

extension WindowGeometry {
  fileprivate var faults: [String] {
    let rank = kernel.count
    let counts = [strides.count, dilations.count, paddingBefore.count, paddingAfter.count]
    guard 1...2 ~= rank, counts.allSatisfy({ $0 == rank }) else {
      return ["its window needs one or two axes, the same number in every list"]
    }
    let positive = kernel + strides + dilations
    let limit = NetworkLimit.windowSize
    var faults: [String] = []
    if !positive.allSatisfy({ 1...limit ~= $0 }) {
      faults.append("a kernel size, stride or dilation is below 1 or above \(limit)")
    }
    if !(paddingBefore + paddingAfter).allSatisfy({ 0...limit ~= $0 }) {
      faults.append("an amount of padding is below 0 or above \(limit)")
    }
    return faults
  }
}

extension Requantize {
  fileprivate var faults: [String] {
    if functions.isEmpty { return ["it has no function"] }
    if axis == nil && functions.count != 1 {
      return ["it has \(functions.count) functions and no axis; one is needed"]
    }
    // The first faulty function speaks for all: thousands of channels may share one mistake.
    return functions.lazy.map(\.faults).first { !$0.isEmpty } ?? []
  }
}

extension RequantizeFunction {
  fileprivate var faults: [String] {
    switch self {
    case .shift(let bits, _, _): shiftFaults(bits, limit: NetworkLimit.shift)
    case .table(let table): table.faults
    case .shiftThenTable(let bits, let table):
      shiftFaults(bits, limit: NetworkLimit.shift) + table.faults
    case .steps(let steps): steps.faults
    case .chain(let chain): shiftFaults(chain.bits, limit: NetworkLimit.chainShift)
    case .multiplier(let multiplier): multiplier.faults
    case .bySign(let negative, let other): bySignFaults(negative, other)
    case .quotient(let quotient): quotient.faults
    case .curve(let curve): curve.faults
    }
  }
}

func shiftFaults(_ bits: Int, limit: Int) -> [String] {
  0...limit ~= bits ? [] : ["it shifts by \(bits); 0 to \(limit) is allowed"]
}

extension LookupTable {
  fileprivate var faults: [String] {
    if entries.isEmpty { return ["a table has no entries"] }
    return wordFaults("the first index", [first]) + wordFaults("the table entry", entries)
  }
}

extension StepFunction {
  fileprivate var faults: [String] {
    var faults: [String] = []
    if values.count != thresholds.count + 1 {
      faults.append(
        "\(counted(thresholds.count, "threshold")) need \(counted(thresholds.count + 1, "value")), "
          + "not \(values.count)")
    }
    for (previous, next) in zip(thresholds, thresholds.dropFirst()) where previous >= next {
      faults.append("thresholds must strictly ascend, and \(next) follows \(previous)")
      break
    }
    return faults + wordFaults("the threshold", thresholds) + wordFaults("the step value", values)
  }
}

extension AddendMap {
  fileprivate var faults: [String] {
    switch self {
    case .weighted: []
    case .table(let table): table.faults
    }
  }
}
