/// A31: (x0 + offsets[0]) * (x1 + offsets[1]).
func product(offsets: [Int], _ inputs: [[Int]]) -> [Int] {
  zip(inputs[0], inputs[1]).map { ($0 + offsets[0]) * ($1 + offsets[1]) }
}
