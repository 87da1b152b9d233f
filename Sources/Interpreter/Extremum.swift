import NetworkIR

/// A32: the smaller or the larger of each two elements.
func extremum(_ extremum: Extremum, _ inputs: [[Int]]) -> [Int] {
  zip(inputs[0], inputs[1]).map { first, second in
    switch extremum {
    case .smallest: first < second ? first : second
    case .largest: first > second ? first : second
    }
  }
}
