import BigInt
import Diagnostics
import FixedPoint
import NetworkIR
import Testing

@testable import Discretization

private let window = WindowGeometry(
  kernel: [2], strides: [1], dilations: [1], paddingBefore: [1], paddingAfter: [0])

struct RefusalTests {
  @Test("a float input without a quantiser is refused at the first node that needs integers")
  func missingQuantizer() {
    var source = SourceBuilder()
    let x = source.input("x", [1, 2])
    let weights = source.constant([1, 2], [2, 1])
    let y = source.node(.matrixMultiply, [x, weights], "y", [1, 1], operatorName: "MatMul")
    #expect(
      faults(source.finished(y)) == [
        "error[E0401]: node \"y_node\" (MatMul): its input is a real number without an integer "
          + "form; insert a quantiser before MatMul"
      ])
  }

  @Test("a real function at the output is refused")
  func realOutput() {
    var source = SourceBuilder()
    let x = source.input("x", [1, 2], type: .int8)
    let real = source.node(.dequantizeLinear(axis: 0), [x, source.scalar(0.1)], "real", [1, 2])
    let y = source.node(.pointwise(.tanh), [real], "y", [1, 2])
    #expect(
      faults(source.finished(y)) == [
        "error[E0401]: tensor \"y\": the output is a real function without a quantiser behind it; "
          + "insert a quantiser at the output, or end the network at the layer before"
      ])
  }

  @Test("float weights that share no power of two are refused with the remedy")
  func bareWeights() {
    var source = SourceBuilder()
    let x = source.input("x", [1, 2], type: .int8)
    let weights = source.constant([0.1, 0.37], [2, 1])
    let y = source.node(.matrixMultiply, [x, weights], "y", [1, 1], operatorName: "MatMul")
    #expect(
      faults(source.finished(y)) == [
        "error[E0401]: node \"y_node\" (MatMul), weights: they are not integers times one scale "
          + "per output channel; insert a quantiser on the weights"
      ])
  }

  @Test("float weights that are integers times a power of two are taken as they are")
  func dyadicWeights() throws {
    var source = SourceBuilder()
    let x = source.input("x", [1, 2], type: .int8)
    let weights = source.constant([0.75, -0.5], [2, 1])
    let y = source.node(.matrixMultiply, [x, weights], "y", [1, 1])
    let network = try discretize(source.finished(y), inputFormats: []).network
    #expect(run(network, [[5, 7]])["y"] == [3 * 5 - 2 * 7])
    #expect(network[network.outputs[0]].meaning.scale == [Rational(1, over: 4)])
  }

  @Test("padding needs an integer that means zero")
  func paddingWithoutZero() {
    var source = SourceBuilder()
    let x = source.input("x", [1, 1, 4])
    let bipolar = source.quant(x, "b", [1, 1, 4], scale: 1, zero: 0.5)
    let weights = source.integers([1, 1], [1, 1, 2])
    let y = source.node(
      .convolution(window, groups: 1), [bipolar, weights], "y", [1, 1, 4], operatorName: "Conv")
    #expect(
      faults(source.finished(y)) == [
        "error[E0402]: node \"y_node\" (Conv), pads: no integer of its input means zero, which "
          + "padding needs; use no padding, or a quantiser with a whole zero point before it"
      ])
  }

  @Test("two different quantisers of one float input are refused, unless samples are declared")
  func twoQuantizers() throws {
    var source = SourceBuilder()
    let x = source.input("x", [1, 1])
    let first = source.quant(x, "first", [1, 1], scale: 0.5)
    let second = source.quant(x, "second", [1, 1], scale: 0.25)
    let network = source.finished(first, second)
    #expect(
      faults(network) == [
        "error[E0302]: node \"second_node\" (Quant): the float input \"x\" meets two different "
          + "quantisers; quantise it once, or declare raw samples with --input-format"
      ])
    let format = DeclaredInputFormat(type: .int8, scale: Rational(1, over: 8))
    let result = try discretize(network, inputFormats: [format]).network
    let values = run(result, [[20]])
    #expect(values["first"] == [5] && values["second"] == [10])
  }

  @Test("all faults are reported at once, and what follows from a fault is not")
  func allAtOnce() {
    var source = SourceBuilder()
    let x = source.input("x", [1, 2], type: .int8)
    let weights = source.constant([0.1, 0.37], [2, 1])
    let y = source.node(.matrixMultiply, [x, weights], "y", [1, 1], operatorName: "MatMul")
    let z = source.quant(y, "z", [1, 1], scale: 0.5)
    let real = source.node(.pointwise(.exp), [x], "real", [1, 2], operatorName: "Exp")
    let w = source.node(.softmax(axis: 1), [real], "w", [1, 2], operatorName: "Softmax")
    let v = source.quant(w, "v", [1, 2], scale: 0.5)
    let found = faults(source.finished(z, v))
    #expect(found.count == 2)
    #expect(found.last?.contains("a softmax inside the network") == true)
  }

  @Test("a logarithm of a value that may be zero names the accumulator")
  func undefinedLogarithm() {
    var source = SourceBuilder()
    let x = source.input("x", [1, 2], type: .uint8)
    let real = source.node(.pointwise(.log), [x], "real", [1, 2])
    let y = source.quant(real, "y", [1, 2], scale: 0.5)
    #expect(
      faults(source.finished(y)) == [
        "error[E0402]: node \"y_node\" (Quant): the logarithm before it has no value for the "
          + "accumulator 0; clip the argument before the function"
      ])
  }

  @Test("formats must fit the inputs and hold at most 16 bits")
  func formats() {
    var source = SourceBuilder()
    let x = source.input("x", [1, 1])
    let network = source.finished(source.quant(x, "y", [1, 1], scale: 0.5))
    let wide = DeclaredInputFormat(type: .int32, scale: .one)
    #expect(
      faults(network, inputFormats: [wide]) == [
        "error[E0102]: argument --input-format: samples of 32 bits are too many to be tabulated; "
          + "declare u8, s8, u16 or s16"
      ])
    #expect(faults(network, inputFormats: [wide, wide]).count == 1)
  }
}
