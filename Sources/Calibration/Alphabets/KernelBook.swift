/// The kernels that a convolution's slices are taken from: one slice is the weights between one input
/// and one output channel (methods section 8). One book for a layer, one scale for each output.
struct KernelBook: Hashable, Sendable {
  /// Weights of a slice.
  let length: Int
  /// Integers of 6 bits; the first kernel is zero.
  let kernels: [[Int]]

  static let largest = 31
  private static let lloydSteps = 30

  init(length: Int, kernels: [[Int]]) {
    self.length = length
    self.kernels = kernels
  }

  /// - Parameter weights: Slice by slice, each divided by the largest of its output channel.
  init(clustering weights: [Double], length: Int, count: Int, seed: UInt64) {
    let slices = stride(from: 0, to: weights.count, by: length).map {
      Array(weights[$0..<$0 + length])
    }
    var clusters = KernelClusters(slices, count: count - 1, seed: seed)
    for _ in 0..<Self.lloydSteps where !clusters.step() { break }
    let centres = clusters.centres.map { centre in
      centre.map { Int(($0 * Double(Self.largest)).rounded()) }
    }
    self.init(length: length, kernels: [[Int](repeating: 0, count: length)] + centres)
  }

  /// The kernel nearest to a slice in units of its scale.
  func nearest(to slice: [Double]) -> [Int] {
    var (best, least) = (0, Double.infinity)
    for (index, kernel) in kernels.enumerated() {
      var distance = 0.0
      for (place, weight) in kernel.enumerated() {
        distance += (Double(weight) - slice[place]) * (Double(weight) - slice[place])
      }
      if distance < least { (best, least) = (index, distance) }
    }
    return kernels[best]
  }

  /// A book whose kernels moved; those beyond 6 bits stop there.
  func moved(by steps: [[Double]]) -> KernelBook {
    let moved = zip(kernels, steps).map { kernel, step in
      zip(kernel, step).map { weight, change in
        min(max(Int((Double(weight) + change).rounded()), -Self.largest), Self.largest)
      }
    }
    return KernelBook(length: length, kernels: [kernels[0]] + moved.dropFirst())
  }
}

/// Lloyd's iteration from slices drawn by their distance from those drawn before; the same on every
/// run.
private struct KernelClusters {
  private let slices: [[Double]]
  private(set) var centres: [[Double]] = []

  init(_ slices: [[Double]], count: Int, seed: UInt64) {
    self.slices = slices
    var random = Shuffler(state: seed)
    // Zero is a kernel already.
    var distances = slices.map { $0.reduce(0) { $0 + $1 * $1 } }
    while centres.count < count {
      let total = distances.reduce(0, +)
      guard total > 0 else { break }
      var rest = Double(random.next() >> 11) * 0x1p-53 * total
      let drawn = distances.firstIndex { distance in
        rest -= distance
        return rest < 0
      }
      let centre = slices[drawn ?? slices.count - 1]
      centres.append(centre)
      distances = zip(slices, distances).map { min(Self.distance($0, centre), $1) }
    }
  }

  /// Moves every centre to the mean of what is nearest to it; whether any moved.
  mutating func step() -> Bool {
    var sums = centres.map { $0.map { _ in 0.0 } }
    var counts = centres.map { _ in 0 }
    for slice in slices {
      var (best, least) = (-1, slice.reduce(0) { $0 + $1 * $1 })
      for (index, centre) in centres.enumerated() {
        let distance = Self.distance(slice, centre)
        if distance < least { (best, least) = (index, distance) }
      }
      guard best >= 0 else { continue }
      counts[best] += 1
      for place in slice.indices { sums[best][place] += slice[place] }
    }
    let moved = centres.indices.map { index in
      counts[index] == 0 ? centres[index] : sums[index].map { $0 / Double(counts[index]) }
    }
    defer { centres = moved }
    return moved != centres
  }

  private static func distance(_ left: [Double], _ right: [Double]) -> Double {
    zip(left, right).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
  }
}
