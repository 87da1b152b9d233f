import FixedPoint

extension OperatorKind {
  /// The operator's own numbers, one field per line.
  var lines: [String] {
    switch self {
    case .dense(let weights): weights.lines
    case .convolution(let convolution):
      convolution.geometry.lines
        + ["groups \(convolution.groups)", "paddingValue \(convolution.paddingValue)"]
        + convolution.linear.lines
    case .requantize(let requantize):
      (requantize.axis.map { ["axis \($0)"] } ?? []) + requantize.functions.map(\.text)
    case .mappedSum(let maps): maps.map(\.text)
    case .maxPool(let geometry): geometry.lines
    case .sumPool(let geometry, let paddingValue):
      geometry.lines + ["paddingValue \(paddingValue)"]
    case .reshape: []
    case .transpose(let permutation): ["permutation \(spaced(permutation))"]
    case .concatenate(let axis): ["axis \(axis)"]
    case .pad(let before, let after, let value):
      ["before \(spaced(before))", "after \(spaced(after))", "value \(value)"]
    case .argMax(let axis, let selectsLast):
      ["axis \(axis)", "tie \(selectsLast ? "last" : "first")"]
    case .topK(let count, let axis): ["count \(count)", "axis \(axis)"]
    case .product(let offsets): ["offsets \(spaced(offsets))"]
    case .extremum(let extremum): ["selection \(extremum.rawValue)"]
    case .slice(let slice): slice.lines
    case .dilate(let factors, let value): ["factors \(spaced(factors))", "value \(value)"]
    case .reduce(let reduction, let axes):
      ["reduction \(reduction.rawValue)", "axes \(spaced(axes))"]
    case .softmax(let softmax): softmax.lines
    case .recurrence(let recurrence): recurrence.lines
    case .constant(let constant): constant.lines
    }
  }
}

extension WindowGeometry {
  fileprivate var lines: [String] {
    [
      "kernel \(spaced(kernel))", "strides \(spaced(strides))", "dilations \(spaced(dilations))",
      "paddingBefore \(spaced(paddingBefore))", "paddingAfter \(spaced(paddingAfter))",
    ] + (layout == .channelsFirst ? [] : ["layout \(layout.rawValue)"])
  }
}

extension LinearWeights {
  /// One line of weights per output; a broken count of weights is printed as it is.
  fileprivate var lines: [String] {
    let width = max(inputs, 1)
    let rows = stride(from: 0, to: weights.count, by: width).map { start in
      "weights " + spaced(weights[start..<min(start + width, weights.count)].map(\.value))
    }
    return ["matrix \(outputs) \(inputs)", "bias \(spaced(bias))"] + rows
  }
}

extension RequantizeFunction {
  fileprivate var text: String {
    switch self {
    case .shift(let bits, let rounding, let clamp): "shift \(bits) \(rounding.rawValue) \(clamp)"
    case .table(let table): "table \(table.text)"
    case .shiftThenTable(let bits, let table): "shiftThenTable \(bits) \(table.text)"
    case .steps(let steps): "steps \(spaced(steps.thresholds)) : \(spaced(steps.values))"
    case .chain(let chain):
      "chain \(chain.multiplier.value) \(chain.addend) \(chain.bits) \(chain.clamp)"
    case .multiplier(let multiplier): "multiplier \(multiplier.text)"
    case .bySign(let negative, let other): "bySign \(negative.text) : \(other.text)"
    case .quotient(let quotient): "quotient \(quotient.text)"
    case .curve(let curve): "curve \(curve.text)"
    }
  }
}

extension AddendMap {
  fileprivate var text: String {
    switch self {
    case .weighted(let weight): "weighted \(weight.value)"
    case .table(let table): "table \(table.text)"
    }
  }
}

extension LookupTable {
  fileprivate var text: String { "\(first) : \(spaced(entries))" }
}
