import NetworkIR

/// A19: the index of the largest along the axis; ties to the lowest index, or to the highest.
func argMax(axis: Int, selectsLast: Bool, _ x: [Int], _ shape: Shape) -> [Int] {
  shape.lines(along: axis).map { line in
    var winner = 0
    for (index, position) in line.enumerated() {
      let largest = x[line[winner]]
      if x[position] > largest || (selectsLast && x[position] == largest) { winner = index }
    }
    return winner
  }
}
