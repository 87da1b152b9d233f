import FixedPoint
import NetworkIR

extension OperatorKind {
  /// Simpler operators of the same kind, the simplest first.
  var simpler: [OperatorKind] {
    switch self {
    case .dense(let linear): linear.simpler.map { .dense($0) }
    case .convolution(let convolution): convolution.simpler.map { .convolution($0) }
    case .requantize(let requantize): requantize.simpler.map { .requantize($0) }
    case .mappedSum(let maps): simplerMaps(maps).map { .mappedSum($0) }
    case .maxPool(let geometry): geometry.simpler.map { .maxPool($0) }
    case .sumPool(let geometry, let value):
      (value == 0 ? [] : [.sumPool(geometry, paddingValue: 0)])
        + geometry.simpler.map { .sumPool($0, paddingValue: value) }
    case .pad(let before, let after, let value):
      lowered(before, to: 0).map { .pad(before: $0, after: after, value: value) }
        + lowered(after, to: 0).map { .pad(before: before, after: $0, value: value) }
        + (value == 0 ? [] : [.pad(before: before, after: after, value: 0)])
    case .topK(let count, let axis): reductions(of: count).map { .topK(count: $0, axis: axis) }
    case .product(let offsets): lowered(offsets, to: 0).map { .product(offsets: $0) }
    case .slice(let slice): slice.simpler.map { .slice($0) }
    case .dilate(let factors, let value):
      lowered(factors, to: 1).map { .dilate(factors: $0, value: value) }
    case .reduce(let reduction, let axes):
      axes.indices.map { index in
        .reduce(reduction, axes: axes.enumerated().filter { $0.offset != index }.map(\.element))
      }
    case .recurrence(let recurrence): recurrence.simpler.map { .recurrence($0) }
    case .constant(let constant): constant.simpler.map { .constant($0) }
    case .reshape, .transpose, .concatenate, .argMax, .extremum, .softmax: []
    }
  }
}

/// With all numbers, or one of them, at a value or nearer to it.
private func lowered(_ numbers: [Int], to value: Int) -> [[Int]] {
  let all = numbers.map { _ in value }
  guard numbers != all else { return [] }
  return [all]
    + numbers.indices.filter { numbers[$0] != value }.flatMap { index in
      [
        value, value + (numbers[index] - value) / 2,
        numbers[index] - (numbers[index] - value).signum(),
      ]
      .filter { $0 != numbers[index] }
      .map { changed in
        var result = numbers
        result[index] = changed
        return result
      }
    }
}

private func simplerMaps(_ maps: [AddendMap]) -> [[AddendMap]] {
  maps.indices.flatMap { index in
    let simpler: [AddendMap] =
      switch maps[index] {
      case .weighted(let weight):
        weight.value == 1 ? [] : [.weighted(Weight(1)), .weighted(Weight(weight.value / 2))]
      case .table(let table): [.weighted(Weight(1))] + table.simpler.map { .table($0) }
      }
    return simpler.map { map in
      var result = maps
      result[index] = map
      return result
    }
  }
}

extension ConstantTensor {
  fileprivate var simpler: [ConstantTensor] {
    let shapes = shape.dimensions.indices.flatMap { axis in
      reductions(of: shape[axis]).map { size in
        var dimensions = shape.dimensions
        dimensions[axis] = size
        return Shape(dimensions)
      }
    }
    let zeros = elements.contains { $0 != 0 } ? [elements.map { _ in 0 }] : []
    return shapes.map {
      ConstantTensor(shape: $0, elements: Array(elements.prefix($0.elementCount)))
    } + zeros.map { ConstantTensor(shape: shape, elements: $0) }
  }
}

extension Recurrence {
  fileprivate var simpler: [Recurrence] {
    let recipe = Recipe(body)
    return recipe.steps.indices.flatMap { index in
      recipe.steps[index].kind.simpler.compactMap { kind in
        var changed = recipe
        changed.steps[index].kind = kind
        return (try? changed.network(named: "body")).map { Recurrence(body: $0, steps: steps) }
      }
    }
  }
}

extension Slice {
  fileprivate var simpler: [Slice] {
    let plain = Slice(
      starts: starts.map { _ in 0 }, steps: steps.map { _ in 1 }, sizes: sizes)
    return (plain == self ? [] : [plain])
      + lowered(sizes, to: 1).map { Slice(starts: starts, steps: steps, sizes: $0) }
      + lowered(steps, to: 1).map { Slice(starts: starts, steps: $0, sizes: sizes) }
      + lowered(starts, to: 0).map { Slice(starts: $0, steps: steps, sizes: sizes) }
  }
}

extension WindowGeometry {
  fileprivate var simplerBesideKernel: [WindowGeometry] {
    lowered(strides, to: 1).map { changed(strides: $0) }
      + lowered(dilations, to: 1).map { changed(dilations: $0) }
      + lowered(paddingBefore, to: 0).map { changed(before: $0) }
      + lowered(paddingAfter, to: 0).map { changed(after: $0) }
  }

  fileprivate var simpler: [WindowGeometry] {
    lowered(kernel, to: 1).map { changed(kernel: $0) } + simplerBesideKernel
  }
}

extension Convolution {
  fileprivate var simpler: [Convolution] {
    let kernels = lowered(geometry.kernel, to: 1).map { cutting(to: $0) }
    let plainGroups =
      groups > 1
      ? [
        Convolution(
          geometry: geometry, groups: 1, paddingValue: paddingValue,
          linear: linear.takingRows { $0 < linear.outputs / groups })
      ] : []
    let rows = groups > 1 ? [] : linear.withFewerRows.map { with(linear: $0) }
    return kernels + plainGroups + rows + geometry.simplerBesideKernel.map { with($0) }
      + (paddingValue == 0 ? [] : [with(paddingValue: 0)])
      + linear.withSimplerWeights.map { with(linear: $0) }
  }
}

extension LinearWeights {
  fileprivate var simpler: [LinearWeights] { withFewerRows + withSimplerWeights }

  fileprivate var withFewerRows: [LinearWeights] {
    guard outputs > 1 else { return [] }
    return reductions(of: outputs).map { count in takingRows { $0 < count } }
      + (0..<outputs).map { left in takingRows { $0 != left } }
  }

  fileprivate var withSimplerWeights: [LinearWeights] {
    let values = weights.map(\.value)
    let all = [values.map { _ in 0 }, values.map { $0.signum() }, values.map { $0 / 2 }]
    let one = weights.count > 96 ? [] : lowered(values, to: 0).dropFirst()
    let matrices = (all + one).filter { $0 != values }.map { with($0, bias) }
    return matrices + lowered(bias, to: 0).map { with(values, $0) }
      + (inputs == 1 ? [] : (0..<outputs * 2).compactMap { withHalfZero($0, values) })
  }

  /// With one half of a row zero.
  private func withHalfZero(_ half: Int, _ values: [Int]) -> LinearWeights? {
    let start = half / 2 * inputs + half % 2 * (inputs / 2)
    var changed = values
    for index in start..<start + inputs / 2 { changed[index] = 0 }
    return changed == values ? nil : with(changed, bias)
  }

  private func with(_ values: [Int], _ bias: [Int]) -> LinearWeights {
    LinearWeights(outputs: outputs, inputs: inputs, weights: values.map { Weight($0) }, bias: bias)
  }
}

extension LookupTable {
  fileprivate var simpler: [LookupTable] {
    let counts = reductions(of: entries.count).map {
      LookupTable(first: first, entries: Array(entries.prefix($0)))
    }
    let zeros = entries.map { _ in 0 }
    return counts + (zeros == entries ? [] : [LookupTable(first: first, entries: zeros)])
      + lowered([first], to: 0).map { LookupTable(first: $0[0], entries: entries) }
  }
}

extension Requantize {
  fileprivate var simpler: [Requantize] {
    let single = axis == nil ? [] : Array(Set(functions)).map { Requantize(functions: [$0]) }
    let first = functions.map { _ in functions[0] }
    let uniform = first == functions ? [] : [Requantize(axis: axis, functions: first)]
    guard functions.count <= 8 else { return single + uniform }
    let changed = functions.indices.flatMap { index in
      functions[index].simpler.map { function in
        var result = functions
        result[index] = function
        return Requantize(axis: axis, functions: result)
      }
    }
    return single + uniform + changed
  }
}

extension RequantizeFunction {
  fileprivate var simpler: [RequantizeFunction] {
    switch self {
    case .shift(let bits, let rounding, let clamp):
      reductions(of: bits + 1).map { .shift(bits: $0 - 1, rounding: rounding, clamp: clamp) }
        + clamp.narrower.map { .shift(bits: bits, rounding: rounding, clamp: $0) }
    case .table(let table): table.simpler.map { .table($0) }
    case .shiftThenTable(let bits, let table):
      reductions(of: bits + 1).map { .shiftThenTable(bits: $0 - 1, table) }
        + table.simpler.map { .shiftThenTable(bits: bits, $0) }
    case .steps(let steps): steps.simpler.map { .steps($0) }
    case .chain(let chain): chain.simpler.map { .chain($0) }
    case .multiplier(let multiplier): multiplier.simpler.map { .multiplier($0) }
    case .bySign(let negative, let other):
      [.multiplier(negative), .multiplier(other)]
        + (negative == other ? [] : [.bySign(negative: negative, other: negative)])
    case .quotient(let quotient): quotient.simpler.map { .quotient($0) }
    case .curve: []
    }
  }
}

extension StepFunction {
  fileprivate var simpler: [StepFunction] {
    thresholds.indices.map { index in
      var result = (thresholds: thresholds, values: values)
      result.thresholds.remove(at: index)
      result.values.remove(at: index)
      return StepFunction(thresholds: result.thresholds, values: result.values)
    }
  }
}

extension ShiftAddChain {
  fileprivate var simpler: [ShiftAddChain] {
    lowered([multiplier.value, addend, bits], to: 0).map {
      ShiftAddChain(multiplier: Weight($0[0]), addend: $0[1], bits: $0[2], clamp: clamp)
    }
      + clamp.narrower.map {
        ShiftAddChain(multiplier: multiplier, addend: addend, bits: bits, clamp: $0)
      }
  }
}

extension FixedPointMultiplier {
  fileprivate var simpler: [FixedPointMultiplier] {
    func with(_ numbers: [Int], _ multiplier: Int, _ clamp: IntegerRange) -> FixedPointMultiplier {
      FixedPointMultiplier(
        inputOffset: numbers[0], inputShift: numbers[1], multiplier: multiplier, shift: numbers[3],
        scheme: scheme, outputOffset: numbers[2], clamp: clamp)
    }
    let numbers = [inputOffset, inputShift, outputOffset, shift]
    let multipliers = [0, 1 << 30, -1 << 30, 3 << 29].filter { $0.magnitude < multiplier.magnitude }
    return multipliers.map { with(numbers, $0, clamp) }
      + lowered(numbers, to: 0).map { with($0, multiplier, clamp) }
      + clamp.narrower.map { with(numbers, multiplier, $0) }
  }
}

extension Quotient {
  fileprivate var simpler: [Quotient] {
    func with(_ numbers: [Int], _ clamp: IntegerRange) -> Quotient {
      Quotient(
        inputOffset: numbers[0], divisor: numbers[1] + 1, rounding: rounding,
        outputOffset: numbers[2], clamp: clamp)
    }
    let numbers = [inputOffset, divisor - 1, outputOffset]
    return lowered(numbers, to: 0).map { with($0, clamp) }
      + clamp.narrower.map { with(numbers, $0) }
  }
}
