import FixedPoint
import KernelIR
import Lowering
import NetworkIR
import TestSupport
import Testing

private let bytes = IntegerRange(-128, 127)

/// x / 2, rounded to the lower, within bytes.
private let halved = OperatorKind.requantize(
  Requantize(functions: [.shift(bits: 1, rounding: .floor, clamp: bytes)]))

@Suite("States and recurrences against the interpreter")
struct LoweredStateTests {
  @Test("A state that accumulates, read before and after its next value is known")
  func accumulator() throws {
    for readsOldLater in [false, true] {
      var sketch = try NetworkSketch([1, 6], bytes)
      let x = sketch.last
      let state = try sketch.addState([1, 6], bytes, initial: [1, -2, 3, -4, 5, 127])
      try sketch.add(
        .mappedSum([.weighted(Weight(1)), .weighted(Weight(1))]), to: [x, state])
      let next = try sketch.add(halved)[0]
      let output = try sketch.add(.extremum(.largest), to: [next, readsOldLater ? state : x])[0]
      sketch.setNext(of: state, to: next)
      let network = try sketch.build(outputs: [output])
      try expectSameBits(network, seed: 3, "reads the old value later: \(readsOldLater)")
      let program = try lower(network, for: try target("rv32ec")).program
      let arena = program.buffers.filter { $0.name.hasPrefix("requantize") }
      #expect(arena.isEmpty == !readsOldLater, "the next value is written in place where it may be")
    }
  }

  @Test("A state whose next elements are its own, elsewhere, is not written in place")
  func turned() throws {
    for kind in [
      OperatorKind.transpose(permutation: [1, 0]),
      .slice(Slice(starts: [2, 2], steps: [-1, -1], sizes: [3, 3])),
    ] {
      var sketch = try NetworkSketch([1, 1], bytes)
      let x = sketch.last
      let state = try sketch.addState([3, 3], bytes, initial: Array(1...9))
      sketch.setNext(of: state, to: try sketch.add(kind, to: [state])[0])
      let output = try sketch.add(halved, to: [x])[0]
      try expectSameBits(sketch.build(outputs: [output]), seed: 6, "\(kind)")
    }
  }

  @Test("A window of the last frames: a slice of the state and the new frame")
  func streaming() throws {
    var sketch = try NetworkSketch([1, 2], bytes)
    let frame = sketch.last
    let state = try sketch.addState([3, 2], bytes, initial: [Int](repeating: -7, count: 6))
    let kept = try sketch.add(
      .slice(Slice(starts: [1, 0], steps: [1, 1], sizes: [2, 2])), to: [state])[0]
    let next = try sketch.add(.concatenate(axis: 0), to: [kept, frame])[0]
    let sum = try sketch.add(.reduce(.sum, axes: [0]), to: [next])[0]
    sketch.setNext(of: state, to: next)
    try expectSameBits(sketch.build(outputs: [sum]), seed: 4)
    try expectSameBits(sketch.build(outputs: [sum, next, state, kept]), seed: 5, "all shown")
  }

  @Test("States that exchange their elements, take an input, or keep what they have")
  func exchange() throws {
    var sketch = try NetworkSketch([4], bytes)
    let x = sketch.last
    let first = try sketch.addState([4], bytes, initial: [1, 2, 3, 4])
    let second = try sketch.addState([4], bytes, initial: [9, 9, 9, 9])
    let third = try sketch.addState([4], bytes, initial: [0, 0, 0, 1])
    _ = try sketch.addState([4], bytes, initial: [5, 6, 7, 8])
    let sum = try sketch.add(
      .mappedSum([.weighted(Weight(1)), .weighted(Weight(3)), .weighted(Weight(-5))]),
      to: [first, second, third])[0]
    let oldFirst = try sketch.add(.reshape, to: [first], reshapedTo: Shape([4]))[0]
    let oldSecond = try sketch.add(.reshape, to: [second], reshapedTo: Shape([4]))[0]
    let oldThird = try sketch.add(.reshape, to: [third], reshapedTo: Shape([4]))[0]
    sketch.setNext(of: first, to: oldSecond)
    sketch.setNext(of: second, to: oldFirst)
    sketch.setNext(of: third, to: x)
    try expectSameBits(sketch.build(outputs: [sum]), runs: 8, seed: 4)
    sketch.setNext(of: second, to: oldThird)
    try expectSameBits(sketch.build(outputs: [sum, first]), runs: 8, seed: 5)
  }

  /// h' = (W x + V h) / 16 and c' = the larger of c and x's sum; shows h' and h.
  private func cell(_ random: inout SplitMix) throws -> Network {
    var sketch = try NetworkSketch([1, 3], bytes)
    let x = sketch.last
    let hidden = try sketch.addState([1, 4], bytes, initial: [0, 0, 0, 0])
    let peak = try sketch.addState([1, 1], IntegerRange(-384, 381), initial: [0])
    let alphabet = [-7, -2, 0, 1, 3, 6]
    let first = try sketch.add(
      .dense(randomWeights(4, 3, from: alphabet, bias: 50, &random)), to: [x])[0]
    let second = try sketch.add(
      .dense(randomWeights(4, 4, from: alphabet, bias: 0, &random)), to: [hidden])[0]
    try sketch.add(
      .mappedSum([.weighted(Weight(1)), .weighted(Weight(1))]), to: [first, second])
    let next = try sketch.add(
      .requantize(
        Requantize(functions: [.shift(bits: 4, rounding: .halfUp, clamp: bytes)])))[0]
    let sum = try sketch.add(.reduce(.sum, axes: [1]), to: [x])[0]
    let larger = try sketch.add(.extremum(.largest), to: [sum, peak])[0]
    sketch.setNext(of: hidden, to: next)
    sketch.setNext(of: peak, to: larger)
    return try sketch.build(outputs: [next, hidden])
  }

  @Test("A recurrence runs its body for each step and shows the states at the end (A36)")
  func recurrence() throws {
    for steps in [1, 2, 5] {
      var random = SplitMix(seed: UInt64(steps))
      let body = try cell(&random)
      var sketch = try NetworkSketch([steps, 3], bytes)
      let x = sketch.last
      let hidden = try sketch.addInput([1, 4], bytes)
      let peak = try sketch.addState([1, 1], IntegerRange(-384, 381), initial: [-384])
      let outputs = try sketch.add(
        .recurrence(Recurrence(body: body, steps: steps)), to: [x, hidden, peak], outputs: 4)
      let again = try sketch.add(
        .recurrence(Recurrence(body: body, steps: steps)), to: [x, outputs[2], peak], outputs: 4)
      sketch.setNext(of: peak, to: outputs[3])
      try expectSameBits(
        sketch.build(outputs: [outputs[0], outputs[1], again[2], again[0]]), seed: 9,
        "\(steps) steps")
    }
  }
}
