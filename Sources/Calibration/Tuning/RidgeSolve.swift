/// The solution of (matrix + damping * its diagonal) x = right side, by Cholesky's decomposition.
///
/// - Parameter matrix: [count, count], symmetric, positive semidefinite.
func ridgeSolution(_ matrix: [Double], _ right: [Double], damping: Double) -> [Double] {
  let count = right.count
  let trace = (0..<count).reduce(0.0) { $0 + matrix[$1 * count + $1] }
  let floor = max(trace / Double(max(count, 1)) * 1e-6, 1e-30)
  var lower = matrix
  for row in 0..<count { lower[row * count + row] += damping * matrix[row * count + row] + floor }
  for column in 0..<count {
    for row in column..<count {
      var sum = lower[row * count + column]
      for inner in 0..<column { sum -= lower[row * count + inner] * lower[column * count + inner] }
      lower[row * count + column] =
        row == column
        ? max(sum, floor * 1e-3).squareRoot() : sum / lower[column * count + column]
    }
  }
  var solution = right
  for row in 0..<count {
    for inner in 0..<row { solution[row] -= lower[row * count + inner] * solution[inner] }
    solution[row] /= lower[row * count + row]
  }
  for row in (0..<count).reversed() {
    for inner in row + 1..<max(count, row + 1) {
      solution[row] -= lower[inner * count + row] * solution[inner]
    }
    solution[row] /= lower[row * count + row]
  }
  return solution
}
