/// What a group of a linear operator sees, centred, and the products of its inputs: all that a
/// squared error of its outputs depends on.
struct NormalEquations: Sendable {
  let columns: Int
  let rows: Int
  /// [columns, rows]: the inputs minus their means.
  let inputs: [Float]
  let means: [Double]
  /// [columns, columns]: sums of products of the inputs, and `damping` on the diagonal.
  let products: [Double]
  /// How much a weight's distance from its float value counts.
  let damping: Double

  /// - Parameters:
  ///   - values: The operator's input, [examples, elements].
  ///   - isParallel: Uses all cores; not where groups run side by side already.
  init(
    _ values: [Float], size: Int, table: PatchTable, group: Int, sample: RowSample,
    isParallel: Bool
  ) {
    let columns = table.columns
    let rows = sample.places.count
    let (inputs, means) = Self.centred(
      Self.patches(values, size: size, table: table, group: group, sample: sample),
      columns: columns, rows: rows)
    var products = Self.products(inputs, columns: columns, rows: rows, isParallel: isParallel)
    var trace = 0.0
    for column in 0..<columns { trace += products[column * columns + column] }
    damping = max(0.003 * trace / Double(max(columns, 1)), 1e-9)
    for column in 0..<columns { products[column * columns + column] += damping }
    self.columns = columns
    self.rows = rows
    self.inputs = inputs
    self.means = means
    self.products = products
  }

  /// The inputs without their means, and the means.
  private static func centred(
    _ patches: [Float], columns: Int, rows: Int
  ) -> ([Float], [Double]) {
    var inputs = patches
    var means: [Double] = []
    for column in 0..<columns {
      let range = column * rows..<(column + 1) * rows
      let mean = inputs[range].reduce(0.0) { $0 + Double($1) } / Double(max(rows, 1))
      means.append(mean)
      for index in range { inputs[index] -= Float(mean) }
    }
    return (inputs, means)
  }

  private static func patches(
    _ values: [Float], size: Int, table: PatchTable, group: Int, sample: RowSample
  ) -> [Float] {
    let rows = sample.places.count
    var inputs = [Float](repeating: 0, count: table.columns * rows)
    for (row, place) in sample.places.enumerated() {
      let base = place / sample.positions * size + group * table.groupStride
      let position = place % sample.positions
      for column in 0..<table.columns {
        let element = Int(table.elements[column * table.positions + position])
        if element >= 0 { inputs[column * rows + row] = values[base + element] }
      }
    }
    return inputs
  }

  private static func products(
    _ inputs: [Float], columns: Int, rows: Int, isParallel: Bool
  ) -> [Double] {
    let triangle = { @Sendable (column: Int) -> [Double] in
      inputs.withUnsafeBufferPointer { inputs in
        guard let base = inputs.baseAddress else { return [] }
        return (0...column).map { dotProduct(base + column * rows, base + $0 * rows, rows) }
      }
    }
    let lower =
      isParallel ? mapInParallel(columns, triangle) : (0..<columns).map { triangle($0) }
    var products = [Double](repeating: 0, count: columns * columns)
    for (column, values) in lower.enumerated() {
      for (other, value) in values.enumerated() {
        products[column * columns + other] = value
        products[other * columns + column] = value
      }
    }
    return products
  }
}
