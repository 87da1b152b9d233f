import FixedPoint
import NetworkIR

extension Tensor {
  /// The exact real meaning of the element at a row-major position: scale * integer + offset.
  package func exactMeaning(of integer: Int, at position: Int) -> Rational {
    let index = meaning.axis.map { position / shape.strides[$0] % shape[$0] } ?? 0
    return meaning.scale[index] * Rational(integer) + meaning.offset[index]
  }

  /// The real meaning of each element, rounded once to the nearest number of the type.
  package func decode<Target: BinaryFloatingPoint>(
    _ integers: [Int], as target: Target.Type = Target.self
  ) -> [Target] {
    integers.enumerated().map { exactMeaning(of: $1, at: $0).nearest(target) }
  }

  /// A24: the position of the element with the largest exact meaning; ties go to the lowest one.
  package func classIndex(of integers: [Int]) -> Int {
    let meanings = integers.enumerated().map { exactMeaning(of: $1, at: $0) }
    var winner = 0
    for index in meanings.indices where meanings[index] > meanings[winner] { winner = index }
    return winner
  }
}

extension ReferenceInterpreter {
  /// The class that a run of a classifier gives (rule A24): the index that an argmax or top-k names
  /// where the first output is one, whatever shape it has; else the index of the first output's
  /// largest meaning.
  package func predictedClass(_ execution: Execution) -> Int {
    let output = network.outputs[0]
    return indices(shownBy: output).map { execution[$0][0] }
      ?? network[output].classIndex(of: execution[output])
  }

  /// The tensor of selected indices that a tensor shows or stands beside; nil where it shows none.
  private func indices(shownBy id: TensorID) -> TensorID? {
    guard let producer = network.operators.first(where: { $0.outputs.contains(id) }) else {
      return nil
    }
    switch producer.kind {
    case .argMax: return id
    case .topK: return producer.outputs[1]
    case .reshape: return indices(shownBy: producer.inputs[0])
    case .dense, .convolution, .requantize, .mappedSum, .maxPool, .sumPool, .transpose,
      .concatenate, .pad:
      return nil
    }
  }
}
