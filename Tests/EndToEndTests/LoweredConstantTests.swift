import FixedPoint
import KernelIR
import Lowering
import NetworkIR
import TestSupport
import Testing

@testable import Driver

private let bytes = IntegerRange(-128, 127)

extension NetworkSketch {
  fileprivate mutating func addConstant(_ dimensions: [Int], seed: UInt64 = 1) throws -> TensorID {
    var random = SplitMix(seed: seed)
    let shape = Shape(dimensions)
    let elements = (0..<shape.elementCount).map { _ in Int.random(in: -128...127, using: &random) }
    return try add(.constant(ConstantTensor(shape: shape, elements: elements)), to: [])[0]
  }
}

@Suite("Constants against the interpreter")
struct LoweredConstantTests {
  /// Every kind of operator that reads flash, each beside an input.
  private func elementwise() throws -> Network {
    var sketch = try NetworkSketch([2, 3], bytes)
    let x = sketch.last
    let constant = try sketch.addConstant([2, 3])
    let column = try sketch.addConstant([2, 1], seed: 2)
    let repeated = try sketch.add(
      .slice(Slice(starts: [0, 0], steps: [1, 0], sizes: [2, 3])), to: [column])[0]
    let product = try sketch.add(.product(offsets: [3, -5]), to: [constant, x])[0]
    let one = AddendMap.weighted(Weight(1))
    let sum = try sketch.add(.mappedSum([one, one, one]), to: [x, constant, product])[0]
    let least = try sketch.add(.extremum(.smallest), to: [x, constant])[0]
    let doubled = try sketch.add(
      .requantize(
        Requantize(functions: [
          .chain(
            ShiftAddChain(
              multiplier: Weight(3), addend: 1, bits: 1, clamp: bytes))
        ])), to: [constant])[0]
    let turned = try sketch.add(.transpose(permutation: [1, 0]), to: [constant])[0]
    let flat = try sketch.add(.reshape, to: [turned], reshapedTo: Shape([2, 3]))[0]
    let joined = try sketch.add(
      .concatenate(axis: 1), to: [constant, least, repeated, doubled, flat])[0]
    return try sketch.build(outputs: [joined, sum])
  }

  @Test("constants that operators on elements read stand in flash alone (A37)")
  func inFlash() throws {
    let network = try elementwise()
    try expectSameBits(network, seed: 5)
    let program = try lower(network, for: try target("rv32ec")).program
    #expect(!program.buffers.contains { $0.name.hasPrefix("constant") })
    #expect(program.tables.contains { $0.name == "constant_0" && $0.values.count == 6 })
  }

  /// Every operator on views of constants.
  private func views() throws -> Network {
    var sketch = try NetworkSketch([2, 3, 4], bytes)
    let x = sketch.last
    let constant = try sketch.addConstant([4, 3])
    let turned = try sketch.add(.transpose(permutation: [1, 0]), to: [constant])[0]
    let one = try sketch.add(
      .slice(Slice(starts: [2, 1], steps: [0, 1], sizes: [1, 3])), to: [turned])[0]
    let row = try sketch.add(.reshape, to: [turned], reshapedTo: Shape([1, 3, 4]))[0]
    let channel = try sketch.add(.reshape, to: [constant], reshapedTo: Shape([3, 1, 4]))[0]
    let repeated = try sketch.add(
      .slice(Slice(starts: [2, 0, 3], steps: [-1, 0, -1], sizes: [2, 3, 4])), to: [channel])[0]
    let both = try sketch.add(
      .slice(Slice(starts: [0, 0, 0], steps: [0, 1, 1], sizes: [2, 3, 4])), to: [row])[0]
    let product = try sketch.add(.product(offsets: [3, -5]), to: [repeated, x])[0]
    let unit = AddendMap.weighted(Weight(1))
    let table = AddendMap.table(LookupTable(first: -128, entries: (0..<256).map { $0 * $0 }))
    let sum = try sketch.add(.mappedSum([unit, table, unit]), to: [x, repeated, both])[0]
    let least = try sketch.add(.extremum(.smallest), to: [repeated, x])[0]
    let half = RequantizeFunction.shift(bits: 1, rounding: .halfUp, clamp: bytes)
    let all = try sketch.add(.requantize(Requantize(functions: [half])), to: [repeated])[0]
    let each = try sketch.add(
      .requantize(Requantize(axis: 0, functions: [half, half])), to: [repeated])[0]
    let joined = try sketch.add(.concatenate(axis: 2), to: [x, repeated])[0]
    let wide = try sketch.add(.dilate(factors: [1, 2], value: 7), to: [turned])[0]
    return try sketch.build(
      outputs: [product, sum, least, all, each, joined, wide, one, repeated])
  }

  @Test("a constant that is repeated, turned or walked backwards is read where it stands")
  func readInPlace() throws { try expectSameBits(views(), seed: 7) }

  @Test("an operator beside a constant per channel needs no memory for it")
  func perChannel() throws {
    var sketch = try NetworkSketch([1, 5, 5, 3], bytes)
    let x = sketch.last
    let constant = try sketch.addConstant([1, 1, 1, 3])
    let repeated = try sketch.add(
      .slice(Slice(starts: [0, 0, 0, 0], steps: [1, 0, 0, 1], sizes: [1, 5, 5, 3])),
      to: [constant])[0]
    try sketch.add(.product(offsets: [1, 2]), to: [x, repeated])
    let network = try sketch.build()
    try expectSameBits(network, seed: 8)
    #expect(try lower(network, for: try target("rv32ec")).program.scratchBytes == 0)
  }

  @Test("a constant in another shape is the same table")
  func reshaped() throws {
    var sketch = try NetworkSketch([3, 2], bytes)
    let x = sketch.last
    let constant = try sketch.addConstant([6])
    let matrix = try sketch.add(.reshape, to: [constant], reshapedTo: Shape([3, 2]))[0]
    try sketch.add(.extremum(.largest), to: [x, matrix])
    let network = try sketch.build()
    try expectSameBits(network, seed: 6)
    let program = try lower(network, for: try target("rv32ec")).program
    #expect(program.tables.count == 1 && program.scratchBytes == 0)
  }

  @Test("a constant for operators that read memory, an output or a state is copied there")
  func inMemory() throws {
    var sketch = try NetworkSketch([1, 4], bytes)
    let x = sketch.last
    let state = try sketch.addState([1, 4], bytes, initial: [1, 2, 3, 4])
    let constant = try sketch.addConstant([1, 4])
    var random = SplitMix(seed: 3)
    let weights = randomWeights(4, 4, from: [-3, 0, 2], bias: 9, &random)
    let dense = try sketch.add(.dense(weights), to: [constant])[0]
    let one = AddendMap.weighted(Weight(1))
    let sum = try sketch.add(.mappedSum([one, one, one, one]), to: [x, state, dense, constant])[0]
    let output = try sketch.addConstant([1, 2], seed: 7)
    let next = try sketch.addConstant([1, 4], seed: 8)
    sketch.setNext(of: state, to: next)
    let unread = try sketch.addConstant([9], seed: 9)
    try sketch.add(.reshape, to: [unread], reshapedTo: Shape([3, 3]))
    let network = try sketch.build(outputs: [sum, output])
    try expectSameBits(network, seed: 8)
    let program = try lower(network, for: try target("rv32ec")).program
    #expect(!program.tables.contains { $0.values.count == 9 })
  }

  @Test("a recurrence runs on a constant, and one is in its body")
  func recurrences() throws {
    var body = try NetworkSketch([1, 3], bytes)
    let x = body.last
    let constant = try body.addConstant([1, 3])
    let largest = try body.add(.extremum(.largest), to: [x, constant])[0]
    let flat = try body.add(.reshape, to: [constant], reshapedTo: Shape([1, 3]))[0]
    let inner = try body.build(outputs: [largest, flat])
    var sketch = try NetworkSketch([4, 3], bytes)
    let rows = try sketch.addConstant([4, 3], seed: 4)
    let recurrence = OperatorKind.recurrence(Recurrence(body: inner, steps: 4))
    let input = TensorID(0)
    let first = try sketch.add(recurrence, to: [input], outputs: 2)
    let second = try sketch.add(recurrence, to: [rows], outputs: 2)
    try expectSameBits(sketch.build(outputs: first + second), seed: 9)
  }

  /// Images with a constant added, then a convolution and a pooling of each.
  private func images() throws -> Network {
    var random = SplitMix(seed: 11)
    var body = try NetworkSketch([1, 4, 4, 2], bytes)
    let geometry = window([3, 3], before: [1, 1], layout: .channelsLast)
    try body.add(
      .convolution(
        Convolution(
          geometry: geometry, groups: 1, paddingValue: 3,
          linear: randomWeights(3, 18, from: Array(-9...9), bias: 50, &random))))
    try body.add(
      .requantize(
        Requantize(functions: [.shift(bits: 5, rounding: .halfUp, clamp: bytes)])))
    try body.add(.maxPool(window([2, 2], strides: [2, 2], layout: .channelsLast)))
    var sketch = try NetworkSketch([2, 4, 4, 2], bytes)
    let x = sketch.last
    let constant = try sketch.addConstant([2, 4, 4, 2])
    try sketch.add(.extremum(.smallest), to: [x, constant])
    try sketch.add(.recurrence(Recurrence(body: try body.build(), steps: 2)))
    return try sketch.build()
  }

  @Test("a batch of images runs the body on each")
  func batch() throws { try expectSameBits(images(), seed: 10) }

  @Test(
    "C with constants and a batch gives the interpreter's bits on the host and emulated cores",
    .enabled(if: toolsAreInstalled, "needs tools/setup"), arguments: ["rv32ic", "avr"])
  func onTargets(_ name: String) async throws {
    for network in [try elementwise(), try views(), try images()] {
      let model = LoadedModel(
        network: network, notes: [], digest: String(repeating: "0", count: 64),
        fileName: "constants.stapes")
      var random = SplitMix(seed: 12)
      let count = network[network.inputs[0].tensor].shape.elementCount
      let examples = (0..<5).map { _ in
        [(0..<count).map { _ in Int.random(in: -128...127, using: &random) }]
      }
      let report = try await verify(
        model, .quick(Batch(examples: examples), of: model.network),
        target: try loadTarget(name, inFolder: nil))
      #expect(report.isVerified, "\(report.findings)")
      #expect(report.forbiddenInstructions == 0)
    }
  }
}
