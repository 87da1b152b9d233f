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
  /// where the first output comes from one, else the index of the first output's largest meaning.
  package func predictedClass(_ execution: Execution) -> Int {
    let output = network.outputs[0]
    let producer = network.operators.first { $0.outputs.contains(output) }
    switch producer?.kind {
    case .argMax: return execution[output][0]
    case .topK: return execution[producer?.outputs[1] ?? output][0]
    case .dense, .convolution, .requantize, .mappedSum, .maxPool, .sumPool, .reshape, .transpose,
      .concatenate, .pad, nil:
      return network[output].classIndex(of: execution[output])
    }
  }
}
