/// Ascending integers, and which of them is nearest to a real number.
struct LevelSet: Hashable, Sendable {
  let levels: [Int]
  /// Between neighbours, in the middle.
  private let middles: [Double]

  init(_ levels: some Sequence<Int>) {
    let sorted = Set(levels).sorted()
    self.levels = sorted
    middles = zip(sorted, sorted.dropFirst()).map { Double($0 + $1) / 2 }
  }

  var largest: Int { levels.map(abs).max() ?? 0 }

  /// The levels next to a level.
  func neighbours(of level: Int) -> [Int] {
    guard let place = levels.firstIndex(of: level) else { return [] }
    return [place - 1, place + 1].filter(levels.indices.contains).map { levels[$0] }
  }

  /// The nearest level; of two equally near ones the lower.
  @inline(__always)
  func nearest(to value: Double) -> Int {
    var (low, high) = (0, middles.count)
    while low < high {
      let middle = (low + high) / 2
      if middles[middle] < value { low = middle + 1 } else { high = middle }
    }
    return levels[low]
  }
}

extension WeightAlphabet {
  /// The levels for a layer.
  ///
  /// - Parameter weights: The layer's weights, each divided by the largest of its output channel.
  func levels(for weights: [Double]) -> LevelSet {
    switch self {
    case .ternary: LevelSet([-1, 0, 1])
    case .powerOfTwo(let exponentBits): powerLevels(exponentBits: exponentBits)
    case .additivePowers: additiveLevels()
    case .uniform(let bits): LevelSet(-(1 << (bits - 1)) + 1...(1 << (bits - 1)) - 1)
    case .codebook(let size): clusteredLevels(weights, size: size)
    case .laplacian(let size): laplacianLevels(weights, size: size)
    // Of layers without kernels, and of a book's entries.
    case .kernels: LevelSet(-KernelBook.largest...KernelBook.largest)
    }
  }
}
