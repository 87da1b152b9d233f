import FixedPoint

package enum Extremum: String, Hashable, Sendable, CaseIterable {
  case smallest
  case largest
}

package enum Reduction: String, Hashable, Sendable, CaseIterable {
  case sum
  case smallest
  case largest
}

/// Every array has one entry per axis.
package struct Slice: Hashable, Sendable {
  package let starts: [Int]
  package let steps: [Int]
  package let sizes: [Int]

  package init(starts: [Int], steps: [Int], sizes: [Int]) {
    self.starts = starts
    self.steps = steps
    self.sizes = sizes
  }
}

/// TensorFlow Lite's integer softmax along the last axis.
package enum Softmax: Hashable, Sendable {
  case bytes(ByteSoftmax)
  case words(WordSoftmax)
}

/// Of int8 inputs (rule A34). With d = x - max: terms with d < diffMin are left out of the sum and
/// give the least output; `exponentials[-d]` is exp(d * beta * scale) in Q0.31.
package struct ByteSoftmax: Hashable, Sendable {
  /// At most 0.
  package let diffMin: Int
  /// For d = 0, -1, ... down to max(diffMin, -255).
  package let exponentials: [Int]
  /// int8 or int16.
  package let output: IntegerType

  package init(diffMin: Int, exponentials: [Int], output: IntegerType) {
    self.diffMin = diffMin
    self.exponentials = exponentials
    self.output = output
  }
}

/// Of int16 inputs to int16 (rule A35), by two tables of 513 knots.
package struct WordSoftmax: Hashable, Sendable {
  package let inputMultiplier: Int
  package let inputShift: Int
  package let exponentialKnots: [Int]
  package let reciprocalKnots: [Int]

  package init(
    inputMultiplier: Int, inputShift: Int, exponentialKnots: [Int], reciprocalKnots: [Int]
  ) {
    self.inputMultiplier = inputMultiplier
    self.inputShift = inputShift
    self.exponentialKnots = exponentialKnots
    self.reciprocalKnots = reciprocalKnots
  }
}

/// Elements that are known before the network runs.
package struct ConstantTensor: Hashable, Sendable {
  package let shape: Shape
  /// Row-major, one per element.
  package let elements: [Int]

  package init(shape: Shape, elements: [Int]) {
    self.shape = shape
    self.elements = elements
  }
}

/// `steps` runs of a network in order.
///
/// The operator's inputs: first one tensor per input of the body, of shape [steps, ...] (the body's
/// input of step t is index t of the first axis, which it keeps with size 1), then one tensor per
/// state of the body: what it holds before the first step. Its outputs: first one per output of the
/// body, joined along the first axis, whose size in the body is 1; then one per state: what it holds
/// after the last step. The `initial` of the body's states is not used.
package struct Recurrence: Hashable, Sendable {
  package let body: Network
  package let steps: Int

  package init(body: Network, steps: Int) {
    self.body = body
    self.steps = steps
  }
}
