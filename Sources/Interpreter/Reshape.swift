/// A19: the same elements in the same order.
func reshape(_ x: [Int]) -> [Int] { x }
