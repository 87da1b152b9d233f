import FixedPoint
import NetworkIR

@testable import Discretization

/// Rules A12 to A16, written out for the tests.
func evaluate(_ function: RequantizeFunction, at x: Int) -> Int {
  switch function {
  case .shift(let bits, let rounding, let clamp):
    clamped(rounding.divide(x, byPowerOfTwo: bits), clamp)
  case .table(let table): evaluate(table, at: x)
  case .shiftThenTable(let bits, let table): evaluate(table, at: x >> bits)
  case .steps(let steps): steps.values[steps.thresholds.count { $0 <= x }]
  case .chain(let chain):
    clamped((x * chain.multiplier.value + chain.addend) >> chain.bits, chain.clamp)
  // Discretisation makes none of these.
  case .multiplier, .bySign, .quotient, .curve: x
  }
}

func evaluate(_ table: LookupTable, at x: Int) -> Int {
  table.entries[min(max(x - table.first, 0), table.entries.count - 1)]
}

private func clamped(_ value: Int, _ range: IntegerRange) -> Int {
  min(max(value, range.lower), range.upper)
}

/// Runs a small network of dense, requantize, mapped sum and movement operators on the integers of
/// its inputs; every tensor's values by its name.
func run(_ network: Network, _ inputs: [[Int]]) -> [String: [Int]] {
  var values: [TensorID: [Int]] = [:]
  for (input, array) in zip(network.inputs, inputs) { values[input.tensor] = array }
  for operation in network.operators {
    let arguments = operation.inputs.map { values[$0] ?? [] }
    let result = run(operation, arguments, network)
    values[operation.outputs[0]] = result
  }
  var named: [String: [Int]] = [:]
  for (id, array) in values { named[network[id].name] = array }
  return named
}

private func run(_ operation: Operator, _ inputs: [[Int]], _ network: Network) -> [Int] {
  let x = inputs[0]
  let shape = network[operation.inputs[0]].shape
  switch operation.kind {
  case .dense(let linear):
    return stride(from: 0, to: x.count, by: linear.inputs).flatMap { start in
      (0..<linear.outputs).map { output in
        zip(linear.row(output), x[start...]).reduce(linear.bias[output]) {
          $0 + $1.0.value * $1.1
        }
      }
    }
  case .requantize(let requantize):
    return x.enumerated().map { index, value in
      let channel = requantize.axis.map { index / shape.strides[$0] % shape[$0] } ?? 0
      return evaluate(requantize.functions[channel], at: value)
    }
  case .mappedSum(let maps):
    return x.indices.map { index in
      zip(maps, inputs).reduce(0) { sum, pair in
        switch pair.0 {
        case .weighted(let weight): sum + weight.value * pair.1[index]
        case .table(let table): sum + evaluate(table, at: pair.1[index])
        }
      }
    }
  case .reshape: return x
  case .concatenate: return inputs.flatMap(\.self)
  case .sumPool: return [x.reduce(0, +)]
  case .maxPool: return [x.max() ?? 0]
  case .convolution, .transpose, .pad, .argMax, .topK, .product, .extremum, .slice, .dilate,
    .reduce, .softmax, .recurrence, .constant:
    return []
  }
}
