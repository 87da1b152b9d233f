/// Rule A19: output axis k is input axis `permutation[k]`.
func inferTranspose(
  _ permutation: [Int], _ input: TensorFacts
) throws(InferenceFailure) -> TensorFacts {
  guard permutation.sorted() == Array(0..<input.shape.rank) else {
    throw .shape("\(permutation) is not a permutation of the axes of the shape \(input.shape)")
  }
  return TensorFacts(shape: Shape(permutation.map { input.shape[$0] }), range: input.range)
}
