import FixedPoint
import Foundation
import NetworkIR
import TestSupport
import Testing

@testable import Driver

private let bytes = IntegerRange(-128, 127)

/// h' = (x + h) * (x + 3) / 64 within bytes, shown as it becomes; the sum of all x kept beside it.
private func cell() throws -> Network {
  var sketch = try NetworkSketch([1, 5], bytes)
  let x = sketch.last
  let hidden = try sketch.addState([1, 5], bytes, initial: [0, 0, 0, 0, 0])
  let sum = try sketch.add(
    .mappedSum([.weighted(Weight(1)), .weighted(Weight(1))]), to: [x, hidden])[0]
  try sketch.add(.product(offsets: [0, 3]), to: [sum, x])
  let rounded = Requantize(functions: [.shift(bits: 6, rounding: .halfUp, clamp: bytes)])
  let next = try sketch.add(.requantize(rounded))[0]
  sketch.setNext(of: hidden, to: next)
  return try sketch.build(outputs: [next, sum])
}

/// A stream: the last frames, a recurrence over them, products, a curve and a softmax.
private func network() throws -> Network {
  var sketch = try NetworkSketch([1, 5], bytes)
  let frame = sketch.last
  let frames = try sketch.addState([2, 5], bytes, initial: [Int](repeating: 0, count: 10))
  let hidden = try sketch.addState([1, 5], bytes, initial: [1, 2, 3, 4, 5])
  let kept = try sketch.add(
    .slice(Slice(starts: [1, 4], steps: [1, -1], sizes: [1, 5])), to: [frames])[0]
  let next = try sketch.add(.concatenate(axis: 0), to: [kept, frame])[0]
  let outputs = try sketch.add(
    .recurrence(Recurrence(body: try cell(), steps: 2)), to: [next, hidden], outputs: 3)
  sketch.setNext(of: frames, to: next)
  sketch.setNext(of: hidden, to: outputs[2])
  let wide = try sketch.add(.product(offsets: [200, -7]), to: [outputs[1], outputs[1]])[0]
  let knots = (0..<256).map { $0 == 255 ? 65535 : 32768 + $0 * 128 }
  let curve = InterpolatedCurve(shape: .tanh, inputMultiplier: 5, inputShift: 3, knots: knots)
  let curved = try sketch.add(
    .requantize(Requantize(functions: [.curve(curve)])), to: [wide])[0]
  let peak = try sketch.add(.reduce(.largest, axes: [0]), to: [curved])[0]
  let exponentials = (0..<256).map { Int(2_147_483_647 * exp(-0.04 * Double($0))) }
  let shares = try sketch.add(
    .softmax(.bytes(ByteSoftmax(diffMin: -200, exponentials: exponentials, output: .int8))),
    to: [outputs[0]])[0]
  let spread = try sketch.add(.dilate(factors: [2, 1], value: -1), to: [shares])[0]
  return try sketch.build(outputs: [spread, peak])
}

@Suite("C of operators on data", .enabled(if: toolsAreInstalled, "needs tools/setup"))
struct DataOperatorTargetTests {
  @Test(
    "the C gives the interpreter's bits on the host under sanitizers and on the emulated core",
    arguments: ["rv32ic", "cortex-m0", "avr"])
  func bitsAreEqual(_ target: String) async throws {
    let model = LoadedModel(
      network: try network(), notes: [], digest: String(repeating: "0", count: 64),
      fileName: "stream.stapes")
    var random = SplitMix(seed: 4)
    let examples = (0..<5).map { _ in
      [(0..<5).map { _ in Int.random(in: -128...127, using: &random) }]
    }
    let report = try await verify(
      model, .quick(Batch(examples: examples), of: model.network),
      target: try loadTarget(target, inFolder: nil))
    #expect(report.isVerified, "\(report.findings)")
    #expect(report.forbiddenInstructions == 0)
  }
}
