import FixedPoint

/// Rule A17: inputs of one shape; the sum of the images under their maps.
func inferMappedSum(
  _ maps: [AddendMap], _ inputs: [TensorFacts]
) throws(InferenceFailure) -> TensorFacts {
  let shape = inputs[0].shape
  if let other = inputs.first(where: { $0.shape != shape }) {
    throw .shape("it adds inputs of the shapes \(shape) and \(other.shape)")
  }
  let range = try boundedRange("its sum") { () throws(RangeOverflow) in
    try mappedSumRange(maps, inputs.map(\.range))
  }
  return TensorFacts(shape: shape, range: range)
}

private func mappedSumRange(
  _ maps: [AddendMap], _ inputs: [IntegerRange]
) throws(RangeOverflow) -> IntegerRange {
  var total = IntegerRange(exactly: 0)
  for (map, input) in zip(maps, inputs) { total = try total.adding(try map.image(of: input)) }
  return total
}

extension AddendMap {
  /// The smallest range that holds the addend for inputs of the range.
  package func image(of input: IntegerRange) throws(RangeOverflow) -> IntegerRange {
    switch self {
    case .weighted(let weight): try input.scaled(by: weight.value)
    case .table(let table): table.image(of: input)
    }
  }
}
