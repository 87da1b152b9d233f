/// How a layer's slices become kernels of a book.
struct KernelSearch: Sendable {
  let length: Int
  let count: Int
}

extension LayerFit {
  private static let bookRounds = 3

  /// Slices as kernels of one book: slices take the kernels that suit the outputs, kernels move to
  /// where they suit the slices that took them, in turn, while that lowers the error.
  func fitted(
    _ kernels: KernelSearch, _ sample: RowSample, progress: @escaping @Sendable (Int) -> Void
  ) -> IntegerLayer {
    let equations = (0..<linear.groups).map {
      self.equations(sample, group: $0, isParallel: linear.groups == 1)
    }
    let levels = alphabet.levels(for: [])
    func searches(_ book: KernelBook) -> [RowSearch] {
      let tables = equations.map { KernelTable(book, $0) }
      return (0..<linear.outputs).map {
        let group = linear.group(of: $0)
        return search($0, equations[group], sample, levels, kernels: tables[group])
      }
    }
    var book = KernelBook(
      clustering: normalizedWeights, length: kernels.length, count: kernels.count, seed: seed)
    var rows = rows(searches(book))
    for _ in 0..<Self.bookRounds {
      let next = moved(book, rows, searches(book))
      let others = self.rows(searches(next))
      guard loss(others) < loss(rows) * 0.999 else { break }
      (book, rows) = (next, others)
    }
    progress(linear.weights.count)
    return layer(rows, levels)
  }

  private func rows(_ searches: [RowSearch]) -> [Fitted] {
    mapInParallel(searches.count) { fitted($0, searches[$0]) }
  }

  private func loss(_ rows: [Fitted]) -> Double { rows.reduce(0) { $0 + $1.row.loss } }

  private func moved(
    _ book: KernelBook, _ rows: [Fitted], _ searches: [RowSearch]
  ) -> KernelBook {
    let moments = mapInParallel(rows.count) { searches[$0].moments(rows[$0].row, of: book) }
    var sums = book.kernels.map { KernelMoment(length: $0.count) }
    for row in moments {
      for (index, moment) in row { sums[index].add(moment) }
    }
    return book.moved(by: sums.map(\.bestChange))
  }
}
