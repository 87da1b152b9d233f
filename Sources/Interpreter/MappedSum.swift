import FixedPoint
import NetworkIR

/// A17: the sum over the inputs of weight * x, or of table[x].
func mappedSum(_ maps: [AddendMap], _ inputs: [[Int]]) -> [Int] {
  inputs[0].indices.map { index in
    var sum = 0
    for (map, x) in zip(maps, inputs) {
      switch map {
      case .weighted(let weight): sum += weight.value * x[index]
      case .table(let table): sum += lookup(table, x[index])
      }
    }
    return sum
  }
}
