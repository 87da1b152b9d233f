import Diagnostics
import FixedPoint
import NetworkIR
import Testing

@Suite("Inference")
struct InferenceTests {
  private func facts(_ dimensions: [Int], _ lower: Int = -8, _ upper: Int = 7) -> TensorFacts {
    TensorFacts(shape: Shape(dimensions), range: IntegerRange(lower, upper))
  }

  private func refusal(_ kind: OperatorKind, _ inputs: TensorFacts..., to shape: Shape? = nil)
    -> [String]
  {
    faults { () throws(DiagnosticList) in
      try inferOutputs(of: kind, name: "n", inputs: inputs, reshapedTo: shape)
    }
  }

  private func linear(
    _ outputs: Int, _ inputs: Int, _ weights: [Int], _ bias: [Int]
  ) -> LinearWeights {
    LinearWeights(
      outputs: outputs, inputs: inputs, weights: weights.map { Weight($0) }, bias: bias)
  }

  private func window(
    _ kernel: [Int], before: [Int]? = nil, strides: [Int]? = nil
  ) -> WindowGeometry {
    let zeros = kernel.map { _ in 0 }
    let ones = kernel.map { _ in 1 }
    return WindowGeometry(
      kernel: kernel, strides: strides ?? ones, dilations: ones, paddingBefore: before ?? zeros,
      paddingAfter: zeros)
  }

  private func steps(_ thresholds: [Int], _ values: [Int]) -> OperatorKind {
    .requantize(
      Requantize(functions: [.steps(StepFunction(thresholds: thresholds, values: values))]))
  }

  @Test("shapes of every operator")
  func shapes() throws {
    func shape(_ kind: OperatorKind, _ inputs: [Int]..., to shape: Shape? = nil) throws -> [Int] {
      try inferOutputs(
        of: kind, name: "n", inputs: inputs.map { facts($0) }, reshapedTo: shape)[0].shape
        .dimensions
    }
    #expect(try shape(.dense(linear(2, 3, [1, 2, 3, 4, 5, 6], [0, 0])), [5, 4, 3]) == [5, 4, 2])
    let convolution = Convolution(
      geometry: window([3, 2], before: [1, 0], strides: [2, 1]), groups: 2, paddingValue: 0,
      linear: linear(4, 12, Array(repeating: 1, count: 48), [0, 0, 0, 0]))
    #expect(try shape(.convolution(convolution), [1, 4, 8, 5]) == [1, 4, 4, 4])
    #expect(try shape(steps([1], [0, 1]), [2, 2]) == [2, 2])
    #expect(try shape(.mappedSum([.weighted(Weight(1)), .weighted(Weight(1))]), [3], [3]) == [3])
    #expect(try shape(.maxPool(window([2], strides: [2])), [1, 3, 7]) == [1, 3, 3])
    #expect(try shape(.sumPool(window([2, 2]), paddingValue: 0), [1, 3, 7, 2]) == [1, 3, 6, 1])
    #expect(try shape(.reshape, [2, 6], to: Shape([3, 4])) == [3, 4])
    #expect(try shape(.transpose(permutation: [2, 0, 1]), [2, 3, 4]) == [4, 2, 3])
    #expect(try shape(.concatenate(axis: 1), [2, 3], [2, 1]) == [2, 4])
    #expect(try shape(.pad(before: [0, 1], after: [2, 0], value: 0), [2, 3]) == [4, 4])
    #expect(try shape(.argMax(axis: 1, selectsLast: false), [2, 3]) == [2, 1])
    #expect(try shape(.topK(count: 2, axis: 1), [2, 3]) == [2, 2])
  }

  @Test("an accumulator's range sums the weighted hulls of the widest rows")
  func accumulatorRange() throws {
    let weights = linear(2, 3, [1, -2, 0, 4, 0, 1], [10, -3])
    // Row 0 over [-8, 7]: 10 + [-8, 7] + [-14, 16]; row 1: -3 + [-32, 28] + [-8, 7].
    #expect(try weights.accumulatorRange(input: IntegerRange(-8, 7)) == IntegerRange(-43, 33))
    #expect(
      try weights.partialSumRange(input: IntegerRange(-8, 7), grain: .product)
        == IntegerRange(-43, 35))
    #expect(
      try weights.partialSumRange(input: IntegerRange(2, 3), grain: .product)
        == IntegerRange(-6, 15))
  }

  @Test("padding joins the range that a window sees")
  func paddedRange() throws {
    let convolution = Convolution(
      geometry: window([2], before: [1]), groups: 1, paddingValue: -20,
      linear: linear(1, 2, [1, 1], [0]))
    #expect(
      try inferOutputs(of: .convolution(convolution), name: "n", inputs: [facts([1, 1, 4])])[0]
        .range == IntegerRange(-40, 14))
  }

  private func shape(_ kind: String, _ cause: String) -> [String] {
    [
      "error[E0502]: node \"n\" (\(kind)): \(cause); give the operator inputs whose shapes agree"
    ]
  }

  @Test("a matrix or window that does not fit its input is refused with its reason")
  func linearShapeRefusals() {
    let dense = OperatorKind.dense(linear(1, 3, [1, 1, 1], [0]))
    #expect(
      refusal(dense, facts([4]))
        == shape("dense", "its matrix takes 3 inputs and the input's shape is [4]"))
    #expect(
      refusal(dense, facts([]))
        == shape("dense", "its matrix takes 3 inputs and the input's shape is []"))
    #expect(refusal(dense) == shape("dense", "it takes 1 input and has 0"))
    #expect(
      refusal(.maxPool(window([2])), facts([2, 1, 4]))
        == shape(
          "maxPool",
          "its window has 1 spatial axes, which needs an input [1, channels, spatial…]; "
            + "the input's shape is [2x1x4]"))
    #expect(
      refusal(.maxPool(window([5])), facts([1, 1, 4]))
        == shape("maxPool", "its window does not fit into the padded input of shape [1x1x4]"))
    #expect(
      refusal(.maxPool(window([2], before: [2])), facts([1, 1, 4]))
        == shape("maxPool", "its window at position 0 of spatial axis 0 sees padding alone"))
    let convolution = Convolution(
      geometry: window([2]), groups: 2, paddingValue: 0,
      linear: linear(2, 2, [1, 1, 1, 1], [0, 0]))
    #expect(
      refusal(.convolution(convolution), facts([1, 3, 4]))
        == shape("convolution", "its input's 3 channels cannot be split into 2 groups"))
    #expect(
      refusal(.convolution(convolution), facts([1, 4, 4]))
        == shape(
          "convolution", "4 channels in 2 groups under a window of 2 need rows of 4 weights, not 2")
    )
  }

  @Test("a movement that does not fit its input is refused with its reason")
  func movementShapeRefusals() {
    #expect(
      refusal(.reshape, facts([4]), to: Shape([3]))
        == shape("reshape", "it cannot turn the shape [4] into [3]: the counts differ"))
    #expect(refusal(.reshape, facts([4])) == shape("reshape", "it needs the shape of its output"))
    #expect(
      refusal(.transpose(permutation: [0, 0]), facts([2, 2]))
        == shape("transpose", "[0, 0] is not a permutation of the axes of the shape [2x2]"))
    #expect(
      refusal(.concatenate(axis: 0), facts([2, 2]), facts([2, 3]))
        == shape(
          "concatenate", "it joins the shapes [2x2] and [2x3], which differ besides axis 0"))
    #expect(
      refusal(.concatenate(axis: 0))
        == shape("concatenate", "it takes at least 1 input and has none"))
    #expect(
      refusal(.pad(before: [1], after: [1], value: 0), facts([2, 2]))
        == shape("pad", "it pads 1 axes before and 1 after an input of shape [2x2]"))
  }

  @Test("axes, counts and functions that do not fit their input are refused with their reason")
  func elementShapeRefusals() {
    #expect(
      refusal(.argMax(axis: 2, selectsLast: false), facts([2, 2]))
        == shape("argMax", "its axis 2 does not exist in the input's shape [2x2]"))
    #expect(
      refusal(.topK(count: 3, axis: 0), facts([2]))
        == shape("topK", "it selects 3 of the 2 elements of axis 0"))
    #expect(
      refusal(.mappedSum([.weighted(Weight(1)), .weighted(Weight(1))]), facts([2]), facts([3]))
        == shape("mappedSum", "it adds inputs of the shapes [2] and [3]"))
    #expect(
      refusal(
        .requantize(Requantize(axis: 0, functions: [.table(LookupTable(first: 0, entries: [1]))])),
        facts([2]))
        == shape("requantize", "it has 1 function for an axis of 2"))
  }

  @Test("what would take too many elements or taps is refused with its reason")
  func sizeRefusals() {
    #expect(
      refusal(.pad(before: [1 << 24], after: [0], value: 0), facts([2]))
        == shape(
          "pad",
          "its output would have the shape [16777218]; each dimension must be at least 1 "
            + "and all together at most 16777216 elements"))
    #expect(
      refusal(
        .sumPool(
          WindowGeometry(
            kernel: [1 << 24, 1 << 24], strides: [1, 1], dilations: [1, 1],
            paddingBefore: [1 << 24, 1 << 24], paddingAfter: [0, 0]), paddingValue: 0),
        facts([1, 1, 1, 1]))
        == shape(
          "sumPool",
          "its windows over an input of shape [1x1x1x1] have more than 2^32 taps in all"))
  }

  private func payload(_ kind: String, _ causes: String...) -> [String] {
    causes.map {
      "error[E0502]: node \"n\" (\(kind)): \($0); correct the numbers of this operator"
    }
  }

  @Test("each broken number of a matrix or window is refused with its reason")
  func linearPayloadRefusals() {
    let x = facts([2])
    #expect(
      refusal(.dense(linear(2, 2, [1], [0, Int.min, 0])), x)
        == payload(
          "dense", "its 2 by 2 matrix has 1 weight", "it has 2 outputs and 3 biases",
          "the bias -9223372036854775808 does not fit 62 bits"))
    #expect(
      refusal(.dense(linear(0, 2, [], [])), x)
        == payload("dense", "its matrix is 0 by 2; both must be at least 1"))
    #expect(refusal(.mappedSum([])) == payload("mappedSum", "it sums no inputs"))
    #expect(
      refusal(.maxPool(window([])), x)
        == payload(
          "maxPool", "its window needs one or two axes, the same number in every list"))
    #expect(
      refusal(.maxPool(window([0], before: [-1])), x)
        == payload(
          "maxPool", "a kernel size, stride or dilation is below 1 or above 16777216",
          "an amount of padding is below 0 or above 16777216"))
    #expect(
      refusal(.topK(count: 0, axis: 0), x)
        == payload("topK", "it selects 0 elements; at least 1 is needed"))
    #expect(
      refusal(.pad(before: [-1], after: [0], value: 0), x)
        == payload("pad", "an amount of padding is below 0 or above 16777216"))
    #expect(
      refusal(
        .convolution(
          Convolution(
            geometry: window([1]), groups: 2, paddingValue: 0, linear: linear(1, 1, [1], [0]))),
        facts([1, 2, 2]))
        == payload("convolution", "its 1 output cannot be split into 2 groups"))
  }

  @Test("each broken number of a requantisation is refused with its reason")
  func requantizePayloadRefusals() {
    let x = facts([2])
    #expect(
      refusal(steps([3, 3, 1], [0, 1, 2]), x)
        == payload(
          "requantize", "3 thresholds need 4 values, not 3",
          "thresholds must strictly ascend, and 3 follows 3"))
    func one(_ function: RequantizeFunction) -> OperatorKind {
      .requantize(Requantize(functions: [function]))
    }
    #expect(
      refusal(one(.table(LookupTable(first: 0, entries: []))), x)
        == payload("requantize", "a table has no entries"))
    #expect(
      refusal(one(.shift(bits: 32, rounding: .floor, clamp: IntegerRange(0, 1))), x)
        == payload("requantize", "it shifts by 32; 0 to 31 is allowed"))
    #expect(
      refusal(one(.shiftThenTable(bits: -1, LookupTable(first: 0, entries: [1 << 32]))), x)
        == payload(
          "requantize", "it shifts by -1; 0 to 31 is allowed",
          "the table entry 4294967296 does not fit 32 signed bits"))
    #expect(
      refusal(
        one(
          .chain(
            ShiftAddChain(
              multiplier: Weight(1), addend: 0, bits: 62, clamp: IntegerRange(0, 1)))), x)
        == payload("requantize", "it shifts by 62; 0 to 61 is allowed"))
    #expect(
      refusal(.requantize(Requantize(functions: [])), x)
        == payload("requantize", "it has no function"))
  }

  @Test("an accumulator beyond 32 bits is refused with its range and the remedy")
  func overflowRefusals() {
    func overflow(_ kind: String, _ cause: String) -> [String] {
      [
        "error[E0501]: node \"n\" (\(kind)): \(cause); "
          + "quantise its inputs or weights to fewer bits, or sum over fewer inputs"
      ]
    }
    let wide = facts([1], -(1 << 31), (1 << 31) - 1)
    #expect(
      refusal(.dense(linear(1, 1, [2], [0])), wide)
        == overflow(
          "dense",
          "its accumulator has the range [-4294967296, 4294967294], which leaves 32 signed bits"))
    #expect(
      refusal(.dense(linear(1, 1, [1], [0])), facts([1], 0, (1 << 32) - 1))
        == overflow(
          "dense", "its accumulator has the range [0, 4294967295], which leaves 32 signed bits"))
    let huge = Array(repeating: (1 << 30) - 1, count: 8)
    #expect(
      refusal(.dense(linear(1, 8, huge, [0])), facts([8], -(1 << 31), (1 << 31) - 1))
        == overflow("dense", "its accumulator leaves 64 bits"))
    #expect(
      refusal(
        .requantize(
          Requantize(functions: [
            .chain(
              ShiftAddChain(
                multiplier: Weight((1 << 30) - 1), addend: Int.max, bits: 0,
                clamp: IntegerRange(0, 1)))
          ])), wide)
        == overflow("requantize", "an intermediate value leaves 64 bits"))
    #expect(
      refusal(.concatenate(axis: 0), facts([1], -1, 0), facts([1], 0, (1 << 32) - 1))
        == overflow(
          "concatenate",
          "its output has the range [-1, 4294967295], which fits no type of up to 32 bits"))
  }
}
