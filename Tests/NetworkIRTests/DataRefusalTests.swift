import Diagnostics
import FixedPoint
import NetworkIR
import Testing

@Suite("Refusals of TensorFlow Lite's operators")
struct DataRefusalTests {
  private func refusal(
    _ kind: OperatorKind, _ inputs: (dimensions: [Int], range: IntegerRange)...
  ) -> [String] {
    faults { () throws(DiagnosticList) in
      try inferOutputs(
        of: kind, name: "n",
        inputs: inputs.map { TensorFacts(shape: Shape($0.dimensions), range: $0.range) })
    }
  }

  private func shape(_ kind: String, _ cause: String) -> [String] {
    ["error[E0502]: node \"n\" (\(kind)): \(cause); give the operator inputs whose shapes agree"]
  }

  private func payload(_ kind: String, _ causes: String...) -> [String] {
    causes.map {
      "error[E0502]: node \"n\" (\(kind)): \($0); correct the numbers of this operator"
    }
  }

  private func overflow(_ kind: String, _ cause: String) -> [String] {
    [
      "error[E0501]: node \"n\" (\(kind)): \(cause); "
        + "quantise its inputs or weights to fewer bits, or sum over fewer inputs"
    ]
  }

  private func one(_ function: RequantizeFunction) -> OperatorKind {
    .requantize(Requantize(functions: [function]))
  }

  private let byte = IntegerRange(-128, 127)
  private let word = IntegerType.int32.range

  private func multiplier(
    _ multiplier: Int, shift: Int = 0, scheme: ScalingScheme = .doubleRounding, offset: Int = 0,
    inputShift: Int = 0
  ) -> FixedPointMultiplier {
    FixedPointMultiplier(
      inputOffset: offset, inputShift: inputShift, multiplier: multiplier, shift: shift,
      scheme: scheme, clamp: IntegerRange(-128, 127))
  }

  @Test("a multiplier's numbers stay within the reference's words")
  func multiplierNumbers() {
    #expect(
      refusal(one(.multiplier(multiplier(-1 << 31, shift: 31))), ([2], byte))
        == payload(
          "requantize", "the multiplier -2147483648 does not lie between -2^31 and 2^31",
          "it scales by 2^31; -31 to 30 is allowed for doubleRounding"))
    #expect(
      refusal(one(.multiplier(multiplier(1, shift: 15, scheme: .reducedTo16))), ([2], byte))
        == payload("requantize", "it scales by 2^15; -31 to 14 is allowed for reducedTo16"))
    #expect(
      refusal(
        one(.bySign(negative: multiplier(1, offset: 1), other: multiplier(1, offset: 2))),
        ([2], byte))
        == payload("requantize", "its branches have the input offsets 1 and 2"))
    #expect(
      refusal(
        one(
          .quotient(
            Quotient(divisor: 0, rounding: .floor, clamp: IntegerRange(0, 1)))), ([2], byte))
        == payload("requantize", "the divisor 0 is below 1 or above 32 signed bits"))
  }

  @Test("a value that the reference would wrap is refused, and one at the last bit is not")
  func wrapping() {
    let cause =
      "an intermediate value leaves the bits that the reference has for it, where it would wrap"
    func found(_ multiplier: FixedPointMultiplier, _ upper: Int) -> [String] {
      refusal(one(.multiplier(multiplier)), ([1], IntegerRange(0, upper)))
    }
    let most = (1 << 31) - 1
    #expect(found(multiplier(1 << 30, shift: 3), most >> 3).isEmpty)
    #expect(found(multiplier(1 << 30, shift: 3), 1 << 28) == overflow("requantize", cause))
    #expect(found(multiplier(1 << 30, offset: 1), most - 1).isEmpty)
    #expect(found(multiplier(1 << 30, offset: 1), most) == overflow("requantize", cause))
    #expect(found(multiplier(1 << 30, inputShift: 4), 1 << 27) == overflow("requantize", cause))
    // The shift is in the product here: only the result must fit.
    #expect(found(multiplier(1 << 30, shift: 1, scheme: .singleRounding), most).isEmpty)
    #expect(
      found(multiplier(1 << 30, shift: 2, scheme: .singleRounding), most)
        == overflow("requantize", cause))
  }

  @Test("operators on pairs, positions and rows refuse what does not fit")
  func dataOperators() {
    #expect(
      refusal(.product(offsets: [1]), ([2], byte), ([2], byte))
        == payload("product", "it multiplies two inputs and has 1 offset"))
    #expect(
      refusal(.product(offsets: [0, 0]), ([2], byte), ([3], byte))
        == shape("product", "it multiplies inputs of the shapes [2] and [3]"))
    #expect(
      refusal(.product(offsets: [0, 0]), ([2], word), ([2], IntegerRange(0, 2)))
        == overflow(
          "product",
          "its accumulator has the range [-4294967296, 4294967294], which leaves 32 signed bits"))
    #expect(
      refusal(.slice(Slice(starts: [1], steps: [-1], sizes: [3])), ([4], byte))
        == shape("slice", "it reads the indices 1 to -1 of axis 0 of an input of shape [4]"))
    #expect(
      refusal(.slice(Slice(starts: [1], steps: [1, 1], sizes: [0])), ([4], byte))
        == payload("slice", "it has 1 starts, 2 steps and 1 sizes"))
    #expect(
      refusal(.dilate(factors: [0], value: 0), ([4], byte))
        == payload("dilate", "a factor is below 1 or above 16777216"))
    #expect(
      refusal(.reduce(.sum, axes: [1, 1]), ([4, 2], byte))
        == payload("reduce", "its axes must strictly ascend, and are [1, 1]"))
    #expect(
      refusal(.reduce(.sum, axes: [2]), ([4, 2], byte))
        == shape("reduce", "its axis 2 does not exist in the input's shape [4x2]"))
  }

  @Test("a constant has an element for each place of its shape, of at most 32 bits, and no input")
  func constants() {
    func constant(_ dimensions: [Int], _ elements: [Int]) -> OperatorKind {
      .constant(ConstantTensor(shape: Shape(dimensions), elements: elements))
    }
    #expect(refusal(constant([2, 2], [1, 2, 3, 4])).isEmpty)
    #expect(refusal(constant([], [5])).isEmpty)
    #expect(
      refusal(constant([2, 2], [1]))
        == payload("constant", "its shape [2x2] needs 4 elements, not 1"))
    #expect(
      refusal(constant([0], []))
        == payload("constant", "its shape [0] is empty or has over 16777216 elements"))
    #expect(
      refusal(constant([1], [5]), ([1], byte)) == shape("constant", "it takes 0 inputs and has 1"))
    #expect(
      refusal(constant([2], [-1, 1 << 31]))
        == overflow(
          "constant",
          "its output has the range [-1, 2147483648], which fits no type of up to 32 bits"))
  }

  @Test("softmax and curves refuse tables and rows that leave their words")
  func tables() {
    let one = (1 << 31) - 1
    func bytes(_ exponentials: [Int], _ diffMin: Int = -300) -> OperatorKind {
      .softmax(
        .bytes(ByteSoftmax(diffMin: diffMin, exponentials: exponentials, output: .int8)))
    }
    #expect(
      refusal(bytes([one - 1]), ([2], byte))
        == payload("softmax", "its exponentials must descend from 2147483647 and not below 0"))
    #expect(
      refusal(bytes([one, 5]), ([2], byte))
        == shape("softmax", "its input's elements differ by up to 255, and it has 2 exponentials"))
    #expect(refusal(bytes([one, 5], -1), ([2], byte)).isEmpty)
    #expect(
      refusal(bytes([one, 5], -1), ([1, 512], byte))
        == shape("softmax", "its input's shape is [1x512]; a row of 1 to 511 elements is needed"))
    let curve = InterpolatedCurve(
      shape: .tanh, inputMultiplier: 3, inputShift: 32,
      knots: [Int](repeating: 65535, count: 256))
    #expect(
      refusal(self.one(.curve(curve)), ([2], byte))
        == payload(
          "requantize", "it shifts by 32; 0 to 31 is allowed",
          "its knots must be 256 ascending integers from 32768 to 65535, the last alone 65535"))
  }
}
