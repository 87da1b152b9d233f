import BigInt
import Diagnostics
import FixedPoint
import NetworkIR
import Testing

@testable import Discretization

struct OperatorTests {
  @Test("a matrix per batch index is a grouped convolution between transposes, by name the product")
  func batchedProduct() throws {
    var source = SourceBuilder()
    let x = source.input("x", [2, 3, 2], type: .int8)
    let y = source.node(
      .matrixMultiply, [x, source.integers([1, 2, 3, 4], [2, 2, 1])], "product", [2, 3, 1])
    let network = try discretize(source.finished(y), inputFormats: []).network
    let output = network[network.outputs[0]]
    #expect(output.name == "product")
    #expect(output.shape == Shape([2, 3, 1]))
    let convolutions = network.operators.compactMap { operation -> Convolution? in
      if case .convolution(let convolution) = operation.kind { convolution } else { nil }
    }
    #expect(convolutions.map(\.groups) == [2])
    #expect(convolutions.map(\.linear.weights) == [[1, 2, 3, 4].map { Weight($0) }])
  }

  @Test("A22 HALF_UP weights round by a float32 sum, as QONNX executors do")
  func halfUpWeights() throws {
    var source = SourceBuilder()
    let x = source.input("x", [1, 1], type: .int8)
    let weights = source.quant(
      source.constant([0.49999997], [1, 1]), "w", [1, 1], scale: 1, rounding: .halfAwayFromZero)
    let y = source.node(.matrixMultiply, [x, weights], "product", [1, 1])
    let network = try discretize(source.finished(y), inputFormats: []).network
    #expect(run(network, [[7]])["product"] == [7])
  }

  @Test("a whole bias joins the linear operator; its tensor takes the name of the sum")
  func wholeBias() throws {
    var source = SourceBuilder()
    let x = source.input("x", [1, 2], type: .int8)
    let product = source.node(
      .matrixMultiply, [x, source.integers([3, -2], [2, 1])], "product", [1, 1])
    let biased = source.node(
      .arithmetic(.add), [product, source.constant([100])], "biased", [1, 1])
    let y = source.quant(biased, "y", [1, 1], scale: 16)
    let network = try discretize(source.finished(y), inputFormats: []).network
    #expect(network.tensors.map(\.name) == ["x", "biased", "y"])
    #expect(run(network, [[10, 20]])["biased"] == [90])
    guard case .requantize(let requantize) = network.operators[1].kind else {
      Issue.record("the accumulator is not requantised")
      return
    }
    #expect(
      requantize.functions == [
        .shift(bits: 4, rounding: .halfToEven, clamp: IntegerRange(-34, 46))
      ])
  }

  @Test("an input's zero point is folded into the bias, so that accumulators mean scale * integer")
  func zeroPoints() throws {
    var source = SourceBuilder()
    let x = source.input("x", [1, 2])
    let q = source.node(
      .quantizeLinear(axis: 0), [x, source.scalar(0.5), source.integers([3], [], type: .uint8)],
      "q", [1, 2], type: .uint8)
    let real = source.node(
      .dequantizeLinear(axis: 0), [q, source.scalar(0.5), source.integers([3], [], type: .uint8)],
      "real", [1, 2])
    let y = source.node(
      .matrixMultiply, [real, source.integers([3, -2], [2, 1])], "y", [1, 1])
    let network = try discretize(source.finished(y), inputFormats: []).network
    #expect(run(network, [[10, 20]])["y"] == [3 * 7 - 2 * 17])
    #expect(network[network.outputs[0]].meaning.offset == [.zero])
  }

  @Test("max pooling passes a nondecreasing function and takes the integers after the quantiser")
  func maxPool() throws {
    var source = SourceBuilder()
    let x = source.input("x", [1, 1, 4], type: .int8)
    let real = source.node(.dequantizeLinear(axis: 0), [x, source.scalar(0.3)], "real", [1, 1, 4])
    let negated = source.node(
      .arithmetic(.multiply), [real, source.scalar(-1)], "negated", [1, 1, 4])
    let geometry = WindowGeometry(
      kernel: [4], strides: [1], dilations: [1], paddingBefore: [0], paddingAfter: [0])
    let pooled = source.node(.maxPool(geometry), [negated], "pooled", [1, 1, 1])
    let y = source.quant(pooled, "y", [1, 1, 1], scale: 1)
    let network = try discretize(source.finished(y), inputFormats: []).network
    #expect(network.operators.map(\.name) == ["y_node", "pooled_node"])
    #expect(run(network, [[-10, 5, 3, 9]])["y"] == [3])
  }

  @Test("max pooling before a function that falls is refused where it fell before as well")
  func fallingMaxPool() {
    var source = SourceBuilder()
    let x = source.input("x", [1, 1, 4], type: .int8)
    let negated = source.node(
      .arithmetic(.multiply), [x, source.scalar(-1)], "negated", [1, 1, 4])
    let geometry = WindowGeometry(
      kernel: [4], strides: [1], dilations: [1], paddingBefore: [0], paddingAfter: [0])
    let pooled = source.node(.maxPool(geometry), [negated], "pooled", [1, 1, 1])
    let again = source.node(.pointwise(.absolute), [pooled], "again", [1, 1, 1])
    let y = source.quant(again, "y", [1, 1, 1], scale: 1)
    #expect(
      faults(source.finished(y)) == [
        "error[E0402]: node \"again_node\" (Node): a maximum cannot be taken before a function "
          + "that falls; insert a quantiser before the max pooling"
      ])
  }

  @Test("a reshape that merges channels with positions carries per-channel functions along")
  func mergedChannels() throws {
    var source = SourceBuilder()
    let x = source.input("x", [1, 2, 3], type: .int8)
    let scaled = source.node(
      .arithmetic(.multiply), [x, source.constant([0.5, 0.25], [2, 1])], "scaled", [1, 2, 3])
    let flat = source.node(.reshape, [scaled], "flat", [1, 6])
    let shifted = source.node(
      .arithmetic(.add), [flat, source.constant([0, 1, 2, 3, 4, 5])], "shifted", [1, 6])
    let y = source.quant(shifted, "y", [1, 6], scale: 1)
    let network = try discretize(source.finished(y), inputFormats: []).network
    #expect(run(network, [[8, 8, 8, 8, 8, 8]])["y"] == [4, 5, 6, 5, 6, 7])
  }

  @Test("a quantiser that changes nothing is the same tensor under another name")
  func identity() throws {
    var source = SourceBuilder()
    let x = source.input("x", [1, 2])
    let first = source.quant(x, "first", [1, 2], scale: 0.3)
    let second = source.quant(first, "second", [1, 2], scale: 0.3)
    let network = try discretize(source.finished(second), inputFormats: []).network
    #expect(network.tensors.map(\.name) == ["x", "first", "second"])
    #expect(network.operators.allSatisfy { $0.kind == .reshape })
  }

  @Test("a final Relu with a whole zero clamps the accumulators; sigmoid and softmax are dropped")
  func outputs() throws {
    var source = SourceBuilder()
    let x = source.input("x", [1, 2], type: .int8)
    let product = source.node(
      .matrixMultiply, [x, source.integers([3, -2], [2, 1])], "product", [1, 1])
    let rectified = source.node(.pointwise(.relu), [product], "rectified", [1, 1])
    let other = source.node(
      .matrixMultiply, [x, source.integers([3, -2, 1, 1], [2, 2])], "other", [1, 2])
    let classes = source.node(.softmax(axis: 1), [other], "classes", [1, 2])
    let result = try discretize(source.finished(rectified, classes), inputFormats: [])
    let values = run(result.network, [[1, 9]])
    #expect(values["product_clamped"] == [0])
    #expect(result.network[result.network.outputs[1]].name == "other")
    #expect(
      result.notes.map(\.description) == [
        "note[N0001]: node \"classes_node\" (Node): the softmax at the output is dropped; it keeps "
          + "the order of classes; apply it to the output's meaning where probabilities are needed"
      ])
  }

  @Test("version 1 of Trunc keeps the scale and divides the integers, version 2 clamps")
  func truncation() throws {
    for version in [1, 2] {
      var source = SourceBuilder()
      let x = source.input("x", [1, 1], type: .int8)
      let real = source.node(.dequantizeLinear(axis: 0), [x, source.scalar(0.5)], "real", [1, 1])
      let attributes = TruncateAttributes(
        version: version, isSigned: true, isNarrow: false, rounding: .floor)
      let bits = [source.scalar(8), source.scalar(4)]
      let inputs = [real, source.scalar(0.5), source.scalar(0), bits[0]]
      let tail = version == 1 ? [bits[1]] : [source.scalar(8), bits[1]]
      let y = source.node(.truncate(attributes), inputs + tail, "y", [1, 1])
      let network = try discretize(source.finished(y), inputFormats: []).network
      for x in -128...127 {
        try #require(run(network, [[x]])["y"] == [x >> 4], "version \(version), x \(x)")
      }
      let scale = version == 1 ? Rational(1, over: 2) : Rational(8)
      #expect(network[network.outputs[0]].meaning.scale == [scale])
    }
  }

  @Test("A22 weight quantisers round in float32, where the real number may round otherwise")
  func floatWeights() throws {
    // In float32, 0.35 / 0.1 = 3.5 exactly, a tie; the real quotient lies beside it.
    var source = SourceBuilder()
    let x = source.input("x", [1, 1], type: .int8)
    let weights = source.quant(source.constant([0.35], [1, 1]), "w", [1, 1], scale: 0.1)
    let y = source.node(.matrixMultiply, [x, weights], "y", [1, 1])
    let network = try discretize(source.finished(y), inputFormats: []).network
    let expected = Int((Float(0.35) / Float(0.1)).rounded(.toNearestOrEven))
    #expect(run(network, [[1]])["y"] == [expected])
  }

  @Test("a mean or a sum of quantised integers may enter a linear operator as it is")
  func meanIntoLinear() throws {
    var source = SourceBuilder()
    let x = source.input("x", [1, 1, 4], type: .int8)
    let geometry = WindowGeometry(
      kernel: [4], strides: [1], dilations: [1], paddingBefore: [0], paddingAfter: [0])
    let mean = source.node(.averagePool(geometry, countsPadding: true), [x], "mean", [1, 1, 1])
    let flat = source.node(.reshape, [mean], "flat", [1, 1])
    let twice = source.node(.arithmetic(.add), [flat, flat], "twice", [1, 1])
    let y = source.node(.matrixMultiply, [twice, source.integers([3], [1, 1])], "y", [1, 1])
    let network = try discretize(source.finished(y), inputFormats: []).network
    let meaning = network[network.outputs[0]].meaning
    let value = try #require(run(network, [[1, 2, 3, 5]])["y"]?.first)
    #expect(meaning.scale[0] * Rational(value) + meaning.offset[0] == Rational(33, over: 2))
  }

  @Test("a mean that leaves padding out divides by fewer elements at the border")
  func borderMean() throws {
    var source = SourceBuilder()
    let x = source.input("x", [1, 1, 3], type: .int8)
    let geometry = WindowGeometry(
      kernel: [3], strides: [1], dilations: [1], paddingBefore: [1], paddingAfter: [1])
    let mean = source.node(.averagePool(geometry, countsPadding: false), [x], "mean", [1, 1, 3])
    let y = source.quant(mean, "y", [1, 1, 3], scale: 0.5)
    let network = try discretize(source.finished(y), inputFormats: []).network
    let requantize = try #require(
      network.operators.compactMap { operation in
        if case .requantize(let requantize) = operation.kind { requantize } else { nil }
      }.first)
    #expect(requantize.axis == 2)
    for sum in -256...256 {
      let values = requantize.functions.map { evaluate($0, at: sum) }
      let wanted = [2.0, 3, 2].map { count in
        Int(max(-128, min(127, Double(sum) / count / 0.5)).rounded(.toNearestOrEven))
      }
      try #require(values == wanted, "\(sum)")
    }
  }
}
