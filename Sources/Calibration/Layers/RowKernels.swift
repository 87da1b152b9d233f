extension RowSearch {
  /// Every slice rounded to the nearest kernel.
  func rounded(_ scale: Double, to book: KernelBook) -> [Int] {
    stride(from: 0, to: weights.count, by: book.length).flatMap { start in
      book.nearest(to: weights[start..<start + book.length].map { $0 / scale })
    }
  }

  /// Visits the slices in turn, each taking the kernel with the least error while the others stay,
  /// until none changes.
  func settle(_ row: inout Row, _ linear: [Double], among table: KernelTable) {
    var slope = slope(row, linear)
    let book = table.book
    for _ in 0..<Self.sweeps {
      var hasChanged = false
      for start in stride(from: 0, to: weights.count, by: book.length) {
        guard let index = better(row, slope, start, table) else { continue }
        hasChanged = true
        for (place, weight) in book.kernels[index].enumerated()
        where weight != row.integers[start + place] {
          let change = row.scale * Double(weight - row.integers[start + place])
          let base = (start + place) * equations.columns
          for column in slope.indices {
            slope[column] += change * equations.products[base + column]
          }
          row.integers[start + place] = weight
        }
      }
      if !hasChanged { return }
    }
  }

  /// The place in the book of the kernel with the least error in one slice; nil where none is better
  /// than the slice's own.
  private func better(
    _ row: Row, _ slope: [Double], _ start: Int, _ table: KernelTable
  ) -> Int? {
    let length = table.book.length
    let own = (0..<length).map { row.scale * Double(row.integers[start + $0]) }
    // Half the error's slope without the slice, and half its curve where the slice is now.
    var (bare, curve) = ([Double](repeating: 0, count: length), 0.0)
    for place in 0..<length {
      let base = (start + place) * equations.columns + start
      let pull = (0..<length).reduce(0.0) { $0 + equations.products[base + $1] * own[$1] }
      bare[place] = slope[start + place] - pull
      curve += own[place] * (bare[place] + pull / 2)
    }
    var (best, least) = (-1, curve - 1e-9)
    for index in table.book.kernels.indices {
      var error = row.scale * row.scale * table.curve(index, start: start)
      for place in 0..<length {
        error += row.scale * table.entries[index * length + place] * bare[place]
      }
      if error < least { (best, least) = (index, error) }
    }
    return best < 0 ? nil : best
  }

  /// For every kernel of the book that the row uses, half the slope of the error over its weights and
  /// half its curvature, [length, length].
  func moments(_ row: Row, of book: KernelBook) -> [Int: KernelMoment] {
    let slope = slope(row, linearTerm(moved(evaluated(row).outputs)))
    var places: [[Int]: [Int]] = [:]
    for start in stride(from: 0, to: weights.count, by: book.length) {
      places[Array(row.integers[start..<start + book.length]), default: []].append(start)
    }
    var moments: [Int: KernelMoment] = [:]
    for (index, kernel) in book.kernels.enumerated().dropFirst() {
      guard let starts = places.removeValue(forKey: kernel) else { continue }
      moments[index] = moment(starts, row.scale, slope, length: book.length)
    }
    return moments
  }

  private func moment(
    _ starts: [Int], _ scale: Double, _ slope: [Double], length: Int
  ) -> KernelMoment {
    var moment = KernelMoment(length: length)
    for place in 0..<length {
      for start in starts {
        moment.slope[place] += scale * slope[start + place]
        let base = (start + place) * equations.columns
        for other in 0..<length {
          for end in starts {
            moment.curvature[place * length + other] +=
              scale * scale * equations.products[base + end + other]
          }
        }
      }
    }
    return moment
  }
}

/// A book, with what every kernel adds to the error of every slice by itself.
struct KernelTable: Sendable {
  let book: KernelBook
  /// [kernels, length].
  let entries: [Double]
  /// [slices, kernels]: half of kernel * products * kernel.
  private let curves: [Double]

  init(_ book: KernelBook, _ equations: NormalEquations) {
    self.book = book
    let length = book.length
    let entries = book.kernels.flatMap { $0.map { Double($0) } }
    self.entries = entries
    let count = book.kernels.count
    curves = mapInParallel(equations.columns / length) { slice in
      (0..<count).map { index in
        var sum = 0.0
        for place in 0..<length {
          let base = (slice * length + place) * equations.columns + slice * length
          for other in 0..<length {
            sum +=
              entries[index * length + place] * entries[index * length + other]
              * equations.products[base + other]
          }
        }
        return sum / 2
      }
    }.flatMap(\.self)
  }

  func curve(_ kernel: Int, start: Int) -> Double {
    curves[start / book.length * book.kernels.count + kernel]
  }
}

/// How a layer's error depends on one kernel that several slices share.
struct KernelMoment: Sendable {
  var slope: [Double]
  var curvature: [Double]

  init(length: Int) {
    slope = [Double](repeating: 0, count: length)
    curvature = [Double](repeating: 0, count: length * length)
  }

  mutating func add(_ other: KernelMoment) {
    for index in slope.indices { slope[index] += other.slope[index] }
    for index in curvature.indices { curvature[index] += other.curvature[index] }
  }

  /// The change with the least error: curvature * change = -slope, by elimination without pivots,
  /// since the curvature is a sum of squares with something added to its diagonal.
  var bestChange: [Double] {
    let count = slope.count
    var matrix = curvature
    var right = slope.map { -$0 }
    let trace = (0..<count).reduce(0) { $0 + curvature[$1 * count + $1] } / Double(max(count, 1))
    for place in 0..<count { matrix[place * count + place] += 1e-6 * trace + 1e-30 }
    for pivot in 0..<count {
      for row in pivot + 1..<max(count, pivot + 1) {
        let factor = matrix[row * count + pivot] / matrix[pivot * count + pivot]
        for column in pivot..<count {
          matrix[row * count + column] -= factor * matrix[pivot * count + column]
        }
        right[row] -= factor * right[pivot]
      }
    }
    for row in (0..<count).reversed() {
      for column in row + 1..<max(count, row + 1) {
        right[row] -= matrix[row * count + column] * right[column]
      }
      right[row] /= matrix[row * count + row]
    }
    return right
  }
}
