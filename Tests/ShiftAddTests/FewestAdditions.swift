/// The fewest additions that compute a tiny matrix, by trying all orders: one after another, a
/// value that is the sum or difference of two known ones, one of them times 1, 2, 4 or 8.
struct FewestAdditions {
  let count: Int

  init(_ matrix: [[Int]]) {
    let inputs = matrix[0].indices.map { input in
      matrix[0].indices.map { $0 == input ? 1 : 0 }
    }
    let wanted = Set(matrix.map(Self.normal)).subtracting(
      inputs + [[Int](inputs[0].map { _ in 0 })])
    count = (0...).first { Self.reaches(wanted, from: inputs, within: $0) } ?? 0
  }

  /// Up to a sign and a power of two.
  private static func normal(_ vector: [Int]) -> [Int] {
    guard let first = vector.first(where: { $0 != 0 }) else { return vector }
    var vector = first < 0 ? vector.map { -$0 } : vector
    while vector.allSatisfy({ $0 % 2 == 0 }) { vector = vector.map { $0 / 2 } }
    return vector
  }

  private static func reaches(_ wanted: Set<[Int]>, from known: [[Int]], within steps: Int) -> Bool
  {
    if wanted.isEmpty { return true }
    if wanted.count > steps { return false }
    let next = sums(known)
    // What is wanted must be computed at some time; where it can be now, nothing is lost.
    if let now = next.first(where: wanted.contains) {
      return reaches(wanted.subtracting([now]), from: known + [now], within: steps - 1)
    }
    guard wanted.count < steps else { return false }
    return next.contains { reaches(wanted, from: known + [$0], within: steps - 1) }
  }

  private static func sums(_ known: [[Int]]) -> Set<[Int]> {
    var sums: Set<[Int]> = []
    for left in known {
      for right in known {
        for power in [1, 2, 4, 8] {
          sums.insert(normal(zip(left, right).map { $0 + power * $1 }))
          sums.insert(normal(zip(left, right).map { $0 - power * $1 }))
        }
      }
    }
    return sums.subtracting(known + [known[0].map { _ in 0 }])
  }
}
