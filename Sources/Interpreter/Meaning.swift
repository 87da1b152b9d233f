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
  /// The class that a run of a classifier gives (rule A24): the first index that an output of an
  /// argmax or top-k names, whatever shape it has; without one, the index of the first output's
  /// largest meaning.
  package func predictedClass(_ execution: Execution) -> Int {
    predictedClass(ofOutputs: execution.outputs)
  }

  /// The same, of outputs that were computed elsewhere, in the network's order.
  package func predictedClass(ofOutputs outputs: [[Int]]) -> Int {
    for (id, elements) in zip(network.outputs, outputs) where showsIndices(id) {
      return elements[0]
    }
    return network[network.outputs[0]].classIndex(of: outputs[0])
  }

  private func showsIndices(_ id: TensorID) -> Bool {
    guard let producer = network.operators.first(where: { $0.outputs.contains(id) }) else {
      return false
    }
    switch producer.kind {
    case .argMax: return true
    case .topK: return id == producer.outputs[1]
    case .reshape: return showsIndices(producer.inputs[0])
    case .dense, .convolution, .requantize, .mappedSum, .maxPool, .sumPool, .transpose,
      .concatenate, .pad, .product, .extremum, .slice, .dilate, .reduce, .softmax, .recurrence,
      .constant:
      return false
    }
  }
}
