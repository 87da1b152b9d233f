import FixedPoint
import NetworkIR

/// Changes that make a network smaller, the greatest first.
extension Recipe {
  /// - Parameter facts: what is known of each tensor now, by its label.
  func smaller(_ facts: [Int: TensorFacts]) -> [Recipe] {
    cutTails() + cutHeads(facts) + bypassed(facts) + withoutStates + withFewerInputs(facts)
      + withSmallerInputs + steps.indices.flatMap(smaller(at:)) + withNarrowerInputs
  }

  /// With one operator's output as the only one, or fewer outputs.
  private func cutTails() -> [Recipe] {
    let single = outputs.count > 1 ? outputs : []
    return (steps.flatMap(\.outputs) + single).compactMap { label in
      guard outputs != [label] else { return nil }
      var result = self
      result.outputs = [label]
      return result.pruned
    }
  }

  /// With an input in place of what an operator gives, the last ones first.
  private func cutHeads(_ facts: [Int: TensorFacts]) -> [Recipe] {
    steps.reversed().compactMap { step in
      guard !step.isWide else { return nil }
      var result = self
      for label in step.outputs where !outputs.contains(label) {
        guard let known = facts[label] else { continue }
        let fresh = result.freshLabel
        result = result.replacing(label, by: fresh)
        result.inputs.append(Declared(label: fresh, shape: known.shape, range: known.range))
      }
      let smaller = result.pruned
      return smaller.steps.count < steps.count ? smaller : nil
    }
  }

  /// Without an operator, one of its inputs of the same shape in its place.
  private func bypassed(_ facts: [Int: TensorFacts]) -> [Recipe] {
    steps.flatMap { step in
      step.inputs.compactMap { input in
        guard let label = step.outputs.first, facts[input]?.shape == facts[label]?.shape else {
          return nil
        }
        return replacing(label, by: input).pruned
      }
    }
  }

  private var withoutStates: [Recipe] {
    states.indices.map { index in
      var result = self
      result.inputs.append(states[index].declared)
      result.states.remove(at: index)
      return result.pruned
    }
  }

  /// With one input in the place of another.
  private func withFewerInputs(_ facts: [Int: TensorFacts]) -> [Recipe] {
    guard inputs.count > 1 else { return [] }
    return inputs.indices.flatMap { index in
      inputs.compactMap { other in
        other.label == inputs[index].label
          ? nil : replacing(inputs[index].label, by: other.label).pruned
      }
    }
  }

  /// With shorter axes of all inputs and states that have them, or of one input.
  private var withSmallerInputs: [Recipe] {
    var results: [Recipe] = []
    let rank = inputs.map(\.shape.rank).max() ?? 0
    for axis in 0..<rank {
      for size in Set(inputs.compactMap { axis < $0.shape.rank ? $0.shape[axis] : nil }).sorted() {
        for smaller in reductions(of: size) {
          results.append(
            resized(axis, from: size, to: smaller, among: inputs.indices, states.indices))
          guard inputs.count > 1 || !states.isEmpty else { continue }
          results += inputs.indices.map {
            resized(axis, from: size, to: smaller, among: $0..<$0 + 1, 0..<0)
          }
        }
      }
    }
    return results.filter { $0 != self }
  }

  private func resized(
    _ axis: Int, from size: Int, to smaller: Int, among chosen: Range<Int>,
    _ chosenStates: Range<Int>
  ) -> Recipe {
    func resized(_ shape: Shape) -> Shape {
      guard axis < shape.rank, shape[axis] == size else { return shape }
      var dimensions = shape.dimensions
      dimensions[axis] = smaller
      return Shape(dimensions)
    }
    var result = self
    for index in chosen { result.inputs[index].shape = resized(inputs[index].shape) }
    for index in chosenStates {
      result.states[index].declared.shape = resized(states[index].declared.shape)
    }
    return result
  }

  private var withNarrowerInputs: [Recipe] {
    inputs.indices.flatMap { index in
      inputs[index].range.narrower.map { range in
        var result = self
        result.inputs[index].range = range
        return result
      }
    }
  }

  private func smaller(at index: Int) -> [Recipe] {
    let kinds = steps[index].kind.simpler.map { kind in
      var result = self
      result.steps[index].kind = kind
      return result
    }
    return kinds + withFewerOperands(at: index)
  }

  private func withFewerOperands(at index: Int) -> [Recipe] {
    let step = steps[index]
    guard step.inputs.count > 1 else { return [] }
    return step.inputs.indices.compactMap { operand in
      var result = self
      result.steps[index].inputs.remove(at: operand)
      switch step.kind {
      case .concatenate: return result.pruned
      case .mappedSum(var maps):
        maps.remove(at: operand)
        result.steps[index].kind = .mappedSum(maps)
        return result.pruned
      case .dense, .convolution, .requantize, .maxPool, .sumPool, .reshape, .transpose, .pad,
        .argMax, .topK, .product, .extremum, .slice, .dilate, .reduce, .softmax, .recurrence,
        .constant:
        return nil
      }
    }
  }
}

/// Smaller counts to try, the smallest first.
func reductions(of count: Int) -> [Int] {
  Array(Set([1, count / 4, count / 2, count - 2, count - 1]).filter { 1..<max(count, 1) ~= $0 })
    .sorted()
}

extension IntegerRange {
  /// Parts of the range to try, the narrowest first.
  var narrower: [IntegerRange] {
    let ends = [
      (clampedZero, clampedZero), (0, 1), (-1, 1), (0, upper / 2), (0, upper),
      (lower / 2, upper / 2), (lower, clampedZero), (clampedZero, upper),
    ]
    let parts = ends.compactMap { IntegerRange(checking: $0, $1) }
    var seen: Set<IntegerRange> = [self]
    return parts.filter { contains($0) && seen.insert($0).inserted }
  }
}
