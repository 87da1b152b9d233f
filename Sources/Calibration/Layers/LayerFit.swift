import NetworkIR

/// A linear operator in integers: weight = scale * integer, one scale per output.
package struct IntegerLayer: Hashable, Sendable {
  package let alphabet: WeightAlphabet
  /// [outputs, columns].
  package internal(set) var integers: [Int]
  package internal(set) var scales: [Double]
  package internal(set) var bias: [Double]
  /// What an integer may be.
  let levels: LevelSet
  /// Squared error of the outputs over that of their variance, after the function that follows.
  package let error: Double
  /// The same for rounding to nearest.
  package let nearestError: Double

  package var isZero: Bool { integers.allSatisfy { $0 == 0 } }

  /// The operator that the integers stand for.
  func linear(like original: FloatLinear) -> FloatLinear {
    var linear = original
    linear.weights = integers.enumerated().map {
      Float(scales[$0 / original.columns] * Double($1))
    }
    linear.bias = bias.map { Float($0) }
    return linear
  }
}

/// Fits the integers of one linear operator to what the float network computes.
struct LayerFit: Sendable {
  let linear: FloatLinear
  let alphabet: WeightAlphabet
  let table: PatchTable
  /// Elements of one example of the input.
  let inputSize: Int
  /// The quantised network's input of the layer, [examples, inputSize].
  let input: [Float]
  /// The float network's output of the layer.
  let target: [Float]
  /// Ends of the function and the grid behind the layer.
  let ends: ClosedRange<Float>
  /// The input's and output's steps; nil where the output is not rounded directly.
  let inputStep: Double
  let outputStep: Double?
  let seed: UInt64

  /// At most so many products of inputs are summed up.
  private static let work = 6_000_000_000
  private static let rowRange = 2048...8192

  func fitted(progress: @escaping @Sendable (Int) -> Void) -> IntegerLayer {
    let most = Self.work / max(linear.columns * linear.columns, 1)
    let sample = RowSample(
      examples: input.count / max(inputSize, 1), positions: table.positions,
      most: min(max(most, Self.rowRange.lowerBound), Self.rowRange.upperBound), seed: seed)
    if case .kernels(let count) = alphabet, let geometry = linear.geometry, geometry.kernelCount > 1
    {
      return fitted(
        KernelSearch(length: geometry.kernelCount, count: count), sample, progress: progress)
    }
    let levels = alphabet.levels(for: normalizedWeights)
    let rows: [Fitted]
    if linear.groups == 1 {
      let equations = equations(sample, group: 0, isParallel: true)
      rows = mapInParallel(linear.outputs) { output in
        defer { progress(linear.columns) }
        return fitted(output, equations, sample, levels)
      }
    } else {
      let perGroup = linear.outputs / linear.groups
      rows = mapInParallel(linear.groups) { group in
        let equations = equations(sample, group: group, isParallel: false)
        return (group * perGroup..<(group + 1) * perGroup).map { output in
          defer { progress(linear.columns) }
          return fitted(output, equations, sample, levels)
        }
      }.flatMap(\.self)
    }
    return layer(rows, levels)
  }

  struct Fitted: Sendable {
    let row: RowSearch.Row
    let bias: Double
    let nearestLoss: Double
    let variance: Double
  }

  func layer(_ rows: [Fitted], _ levels: LevelSet) -> IntegerLayer {
    let variance = max(rows.reduce(0) { $0 + $1.variance }, .leastNormalMagnitude)
    return IntegerLayer(
      alphabet: alphabet, integers: rows.flatMap(\.row.integers), scales: rows.map(\.row.scale),
      bias: rows.map(\.bias), levels: levels,
      error: rows.reduce(0) { $0 + $1.row.loss } / variance,
      nearestError: rows.reduce(0) { $0 + $1.nearestLoss } / variance)
  }

  var normalizedWeights: [Double] {
    (0..<linear.outputs).flatMap { output in
      let row = linear.row(output).map { Double($0) }
      let largest = row.map(abs).max() ?? 0
      return largest > 0 ? row.map { $0 / largest } : row
    }
  }

  func equations(
    _ sample: RowSample, group: Int, isParallel: Bool
  ) -> NormalEquations {
    NormalEquations(
      input, size: inputSize, table: table, group: group, sample: sample, isParallel: isParallel)
  }

  private func fitted(
    _ output: Int, _ equations: NormalEquations, _ sample: RowSample, _ levels: LevelSet
  ) -> Fitted {
    fitted(output, search(output, equations, sample, levels))
  }

  func search(
    _ output: Int, _ equations: NormalEquations, _ sample: RowSample, _ levels: LevelSet,
    kernels: KernelTable? = nil
  ) -> RowSearch {
    RowSearch(
      equations: equations, targets: targets(of: output, sample), ends: ends,
      weights: linear.row(output).map { Double($0) }, levels: levels,
      scales: ScaleGrid(unit: outputStep.map { $0 / inputStep }), kernels: kernels)
  }

  func fitted(_ output: Int, _ search: RowSearch) -> Fitted {
    let (equations, targets, scales) = (search.equations, search.targets, search.scales)
    let row = search.best()
    let shift = zip(row.integers, equations.means).reduce(0.0) {
      $0 + row.scale * Double($1.0) * $1.1
    }
    let bias = scales.bias(row.targetMean - shift, scale: row.scale, step: outputStep ?? 1)
    return Fitted(
      row: row, bias: bias, nearestLoss: search.nearest().loss, variance: variance(targets))
  }

  private func targets(of output: Int, _ sample: RowSample) -> [Float] {
    let size = linear.outputs * sample.positions
    return sample.places.map { place in
      let (example, position) = (place / sample.positions, place % sample.positions)
      let element =
        linear.geometry == nil
        ? position * linear.outputs + output : output * sample.positions + position
      return target[example * size + element]
    }
  }

  /// The squared distances of the outputs, after the function, from their mean.
  private func variance(_ targets: [Float]) -> Double {
    let outputs = targets.map { Double(min(max($0, ends.lowerBound), ends.upperBound)) }
    let mean = outputs.reduce(0, +) / Double(max(outputs.count, 1))
    return outputs.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  }
}
