import Diagnostics
import FixedPoint

extension NetworkVerifier {
  mutating func checkTensors() {
    var names: Set<String> = []
    let sums = Set(network.operators.filter(\.kind.isLinear).flatMap(\.outputs).map(\.index))
    for (index, tensor) in network.tensors.enumerated() {
      let place = Place.tensor(tensor.name)
      if !names.insert(tensor.name).inserted || tensor.name.isEmpty {
        report(
          place, "the name of tensor \(index) is empty or taken",
          "give each tensor a name of its own")
      }
      if checkShape(tensor, place) && checkType(tensor, place, isSum: sums.contains(index)) {
        sound.insert(TensorID(index))
        checkMeaning(tensor, place)
      }
    }
    checkTotal()
  }

  private mutating func checkTotal() {
    let total = network.tensors.reduce(0) { $0 + ($1.shape.boundedElementCount ?? 0) }
    if total > NetworkLimit.totalElements {
      report(
        .nowhere, "its tensors have \(total) elements together",
        "keep all tensors together within \(NetworkLimit.totalElements) elements")
    }
  }

  private mutating func checkShape(_ tensor: Tensor, _ place: Place) -> Bool {
    guard tensor.shape.boundedElementCount == nil else { return true }
    report(
      place, "its shape \(tensor.shape) is empty or too large",
      "give every dimension a size of at least 1, and at most 2^24 elements in all")
    return false
  }

  /// - Parameter isSum: Whether a linear operator gives it, whose own rules say if it may be wide.
  private mutating func checkType(_ tensor: Tensor, _ place: Place, isSum: Bool) -> Bool {
    let narrowest = IntegerType.narrowest(holding: tensor.range)
    if tensor.type == .int64 && (narrowest != nil || !isSum) {
      report(
        place, "its type int64 is for sums beyond 32 bits alone",
        narrowest.map { "store it as \($0.rawValue)" } ?? "quantise it to at most 32 bits")
      return false
    }
    guard !tensor.type.range.contains(tensor.range) else { return true }
    report(
      place, "its range \(tensor.range) does not fit \(tensor.type.rawValue)",
      narrowest.map { "store it as \($0.rawValue)" } ?? "quantise it to at most 32 bits")
    return false
  }

  private mutating func checkMeaning(_ tensor: Tensor, _ place: Place) {
    let meaning = tensor.meaning
    let remedy = "give one scale and offset, or one of each per index of the axis"
    if let axis = meaning.axis, !(tensor.shape.dimensions.indices ~= axis) {
      report(
        place, "the axis \(axis) of its meaning does not exist in the shape \(tensor.shape)", remedy
      )
      return
    }
    let expected = meaning.axis.map { tensor.shape[$0] } ?? 1
    if meaning.scale.count != expected || meaning.offset.count != expected {
      report(
        place,
        "its meaning has \(counted(meaning.scale.count, "scale")) and "
          + "\(counted(meaning.offset.count, "offset")), \(expected) of each are needed", remedy)
    }
  }
}
