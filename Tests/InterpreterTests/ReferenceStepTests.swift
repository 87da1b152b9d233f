import FixedPoint
import Foundation
import Interpreter
import NetworkIR
import TestSupport
import Testing

/// TensorFlow Lite's own steps on its own 32-bit words, for every value or for many seeded ones.
@Suite("A25, A30, A34 and A35 against the references' steps on words")
struct ReferenceStepTests {
  /// floor((a * b + 2^30) / 2^31).
  private static func high(_ a: Int, _ b: Int) -> Int {
    Int((Int128(a) * Int128(b) + 1 << 30) >> 31)
  }

  private static func halved(_ n: Int, _ bits: Int) -> Int {
    bits == 0 ? n : (n + 1 << (bits - 1)) >> bits
  }

  @Test("A30: the curves at every int16, saturated ones among them", arguments: CurveShape.allCases)
  func curves(shape: CurveShape) throws {
    let knots = (0..<255).map { Int((65536 / (1 + exp(-Double($0) / 24))).rounded()) } + [65535]
    let word = IntegerType.int16.range
    let x = Array(word.lower...word.upper)
    for (multiplier, shift) in [(3, 0), (6, 0), (20011, 12)] {
      let curve = InterpolatedCurve(
        shape: shape, inputMultiplier: multiplier, inputShift: shift, knots: knots)
      let found = try run(
        .requantize(Requantize(functions: [.curve(curve)])), Example([x.count], word, x))[0]
      let expected = x.map { Self.curve(shape, Self.halved($0 * multiplier, shift), knots) }
      #expect(found == expected, "\(multiplier) / 2^\(shift)")
    }
  }

  private static func curve(_ shape: CurveShape, _ v: Int, _ knots: [Int]) -> Int {
    let bits = shape == .logistic ? 9 : 8
    let index = abs(v) >> bits
    let part = abs(v) & (1 << bits - 1)
    let saturated = shape == .logistic ? 32767 << 10 : 65535 << 8
    let value =
      index >= 255
      ? saturated : knots[index] << bits + part * (knots[index + 1] - knots[index])
    switch shape {
    case .logistic: return (v >= 0 ? value + 512 : 1 << 25 - value + 511) >> 10
    case .tanh: return (v >= 0 ? value - 1 << 23 + 128 : 1 << 23 - value + 127) >> 8
    }
  }

  @Test(
    "A34: seeded rows, full sums and elements at diffMin", arguments: [IntegerType.int8, .int16])
  func softmax(output: IntegerType) throws {
    let seed: UInt64 = 34
    var random = SplitMix(seed: seed)
    for round in 0..<60 {
      let slope = Double.random(in: 0.004...0.3, using: &random)
      let diffMin = -Int.random(in: 1...255, using: &random)
      let exponentials = (0...(-diffMin)).map {
        $0 == 0 ? 1 << 31 - 1 : Int((exp(-slope * Double($0)) * 0x1p31).rounded())
      }
      var row = (0..<16).map { _ in Int.random(in: -128...127, using: &random) }
      // A row of equal elements has a sum that is a power of two.
      if round % 5 == 0 { row = row.map { _ in 3 } }
      if let largest = row.max(), largest + diffMin >= -128 { row[0] = largest + diffMin }
      let kind = OperatorKind.softmax(
        .bytes(ByteSoftmax(diffMin: diffMin, exponentials: exponentials, output: output)))
      #expect(
        try run(kind, Example([1, row.count], IntegerRange(-128, 127), row))
          == [Self.softmax(row, diffMin, exponentials, output.bits)],
        "round \(round), seed \(seed)")
    }
  }

  private static func softmax(
    _ row: [Int], _ diffMin: Int, _ exponentials: [Int], _ bits: Int
  ) -> [Int] {
    let differences = row.map { $0 - (row.max() ?? 0) }
    let sum = differences.filter { $0 >= diffMin }.reduce(0) { $0 + halved(exponentials[-$1], 12) }
    let zeros = UInt32(sum).leadingZeroBitCount
    let divisor = sum << (zeros - 1)
    var inverse = 1_515_870_810 + high(divisor, -1_010_580_540)
    for _ in 0..<3 { inverse += high(inverse, 1 << 29 - high(divisor, inverse)) << 2 }
    let reciprocal = min(inverse << 1, 1 << 31 - 1)
    return differences.map { d in
      guard d >= diffMin else { return -1 << (bits - 1) }
      let value = halved(high(reciprocal, exponentials[-d]), 43 - zeros - bits)
      return min(value - 1 << (bits - 1), 1 << (bits - 1) - 1)
    }
  }

  @Test("A35: seeded rows, shifts of both signs and full sums")
  func wordSoftmax() throws {
    let seed: UInt64 = 35
    var random = SplitMix(seed: seed)
    for round in 0..<400 {
      let softmax = WordSoftmax(
        inputMultiplier: Int.random(in: 1 << 30..<1 << 31, using: &random),
        inputShift: Int.random(in: -3...3, using: &random),
        exponentialKnots: softmaxKnots(from: -10, to: 0, exp),
        reciprocalKnots: softmaxKnots(from: 0, to: 1) { 1 / (1 + $0) })
      let width = Int.random(in: 10...3000, using: &random)
      var row = (0..<16).map { _ in Int.random(in: -width...width, using: &random) }
      if round % 5 == 0 { row = row.map { _ in width } }
      let found = try run(
        .softmax(.words(softmax)), Example([1, row.count], IntegerRange(-4096, 4095), row))
      #expect(found == [Self.softmax(row, softmax)], "round \(round), seed \(seed)")
    }
  }

  @Test("A35: a sum of 18 ones rounds up to the next power of two")
  func fullSum() throws {
    let softmax = WordSoftmax(
      inputMultiplier: 1_231_434_189, inputShift: 3,
      exponentialKnots: softmaxKnots(from: -10, to: 0, exp),
      reciprocalKnots: softmaxKnots(from: 0, to: 1) { 1 / (1 + $0) })
    let rest = 1 << 18 - 1 - 8 * Self.exponential(0, softmax)
    let last = try #require((-32768..<0).first { Self.exponential($0, softmax) == rest })
    let row = [Int](repeating: 0, count: 8) + [last]
    let found = try run(.softmax(.words(softmax)), Example([1, 9], IntegerType.int16.range, row))
    #expect(found == [Self.softmax(row, softmax)])
  }

  private static func exponential(_ d: Int, _ softmax: WordSoftmax) -> Int {
    let shift = softmax.inputShift
    let word = high(d << max(shift, 0), softmax.inputMultiplier)
    let scaled = halfAway(word, max(-shift, 0))
    return lookup(softmax.exponentialKnots, max(scaled + 32767, -32768))
  }

  private static func softmax(_ row: [Int], _ softmax: WordSoftmax) -> [Int] {
    let exponentials = row.map { exponential($0 - (row.max() ?? 0), softmax) }
    let sum = exponentials.reduce(0, +)
    let zeros = UInt32(sum).leadingZeroBitCount
    let place = halved(sum << (zeros - 1), 14) - 98304
    let reciprocal = lookup(softmax.reciprocalKnots, min(place, 32767))
    return exponentials.map { min(halved($0 * reciprocal, 31 - zeros), 32767) }
  }

  private static func lookup(_ knots: [Int], _ place: Int) -> Int {
    let (index, part) = (256 + (place >> 7), place & 127)
    return knots[index] + ((knots[index + 1] - knots[index]) * part + 64) >> 7
  }

  @Test("A25: sums beyond 32 bits round at each of the two steps, ties among them")
  func wideSums() throws {
    let seed: UInt64 = 25
    var random = SplitMix(seed: seed)
    for round in 0..<24 {
      let bits = Int.random(in: 33...45, using: &random)
      let shift = 30 - bits
      let multiplier = round % 2 == 0 ? 1 << 30 : Int.random(in: 1 << 30..<1 << 31, using: &random)
      let biases =
        (0..<40).map { index in
          let bias = Int.random(in: -1 << bits...1 << bits, using: &random)
          // Halves of the second step, and the odd numbers beside them, which are halves of the first.
          return index % 2 == 0 ? bias : ((bias >> -shift) << -shift) + index % 3 - 1
        } + [1 << bits]
      let expected = biases.map { Self.halfAway(Self.high($0, multiplier), -shift) }
      #expect(
        try scaled(biases, by: multiplier, shift) == expected, "round \(round), seed \(seed)")
    }
  }

  private static func halfAway(_ word: Int, _ bits: Int) -> Int {
    word < 0 ? -halved(-word, bits) : halved(word, bits)
  }

  /// Wide sums, each a bias, through a multiplier.
  private func scaled(_ biases: [Int], by multiplier: Int, _ shift: Int) throws -> [Int] {
    var builder = NetworkBuilder(name: "wide")
    let x = try builder.addInput(
      name: "x", shape: Shape([1, 1]), range: IntegerRange(0, 1), meaning: .itself,
      encoding: .integers)
    let linear = LinearWeights(
      outputs: biases.count, inputs: 1, weights: biases.map { _ in Weight(1) }, bias: biases)
    let sums = try builder.add(
      .dense(linear), name: "fc", inputs: [x], outputNames: ["sums"], meanings: [.itself],
      allowsWide: true)
    let multiplier = FixedPointMultiplier(
      multiplier: multiplier, shift: shift, scheme: .doubleRounding,
      clamp: IntegerRange(-1 << 31, 1 << 31 - 1))
    let y = try builder.add(
      .requantize(Requantize(functions: [.multiplier(multiplier)])), name: "quant", inputs: sums,
      outputNames: ["y"], meanings: [.itself])
    return try ReferenceInterpreter(try builder.build(outputs: y)).run(inputs: [[0]]).outputs[0]
  }
}
