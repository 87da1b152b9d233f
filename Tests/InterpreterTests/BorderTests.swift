import Diagnostics
import FixedPoint
import Interpreter
import NetworkIR
import Testing

@Suite("The border A20 to A24")
struct BorderTests {
  private func interpreter(
    _ encoding: InputEncoding, _ dimensions: [Int] = [4],
    range: IntegerRange = IntegerRange(-128, 127), meaning: Meaning = .itself
  ) throws -> ReferenceInterpreter {
    var builder = NetworkBuilder(name: "border")
    let x = try builder.addInput(
      name: "x", shape: Shape(dimensions), range: range, meaning: meaning, encoding: encoding)
    return try ReferenceInterpreter(builder.build(outputs: [x]))
  }

  private func value(_ values: Float...) -> FloatParameter { FloatParameter(values: values) }

  @Test("A20: steps run in the file's order, each rounded to float32")
  func floatOrder() throws {
    let steps: [FloatStep] = [
      .divide(value(0.1)), .add(value(3)), .clamp(lower: -128, upper: 127), .round(.halfToEven),
    ]
    // In float32, 0.25 / 0.1 is 2.5 and 5.5 goes to the even 6; by real numbers it is below 2.5.
    let found = try interpreter(.float32(steps)).encode([0.25, 0.35, -100, .infinity], input: 0)
    #expect(found == [6, 6, -128, 127])
  }

  @Test("A20: parameters may follow an axis")
  func perChannel() throws {
    let scales = FloatParameter(axis: 0, values: [1, 2])
    let steps: [FloatStep] = [.multiply(scales), .subtractFrom(value(1)), .round(.floor)]
    let found = try interpreter(.float32(steps), [2, 2]).encode([1, 2, 3, 4.25], input: 0)
    #expect(found == [0, -1, -5, -8])
  }

  @Test("A20: bipolar gives 1 at zero, of either sign")
  func bipolar() throws {
    let found = try interpreter(.float32([.subtract(value(1)), .bipolar])).encode(
      [1, 0.5, 2, -0.0], input: 0)
    #expect(found == [1, -1, 1, -1])
    #expect(
      try interpreter(.float32([.bipolar])).encode([-0.0, 0, -1, 1], input: 0) == [1, 1, -1, 1])
  }

  @Test("A4 to A9: float rounding equals exact rounding", arguments: Rounding.allCases)
  func floatRounding(rule: Rounding) throws {
    let edges: [Float] = [0.5, 1.5, 2.5, 0.4999999, 0.50000006, 1e-30, 8_388_607.5, 3]
    let values = edges + edges.map { -$0 }
    let wide = try interpreter(
      .float32([.round(rule)]), [values.count], range: IntegerRange(-1 << 24, 1 << 24))
    let found = try wide.encode(values, input: 0)
    for (value, integer) in zip(values, found) {
      #expect(integer == (Rational(exactly: value)?.rounded(rule)).map { Int($0) }, "\(value)")
    }
  }

  @Test("A20: rounding by magnitude adds or takes 1/2 in float32, as QONNX executors do")
  func floatHalves() throws {
    let values: [Float] = [0.49999997, -0.49999997, 8_388_609, -8_388_609]
    let range = IntegerRange(-1 << 24, 1 << 24)
    let up = try interpreter(.float32([.round(.halfAwayFromZero)]), range: range)
    #expect(try up.encode(values, input: 0) == [1, -1, 8_388_610, -8_388_610])
    let down = try interpreter(.float32([.round(.halfTowardZero)]), range: range)
    #expect(try down.encode(values, input: 0) == [0, 0, 8_388_608, -8_388_608])
  }

  @Test("A20: NaN, results outside the range and fractions are refused")
  func refusals() throws {
    let rounding = try interpreter(.float32([.round(.halfToEven)]))
    #expect(
      refusal { try rounding.encode([0, .nan, 0, 0], input: 0) }
        == "error[E0103]: tensor \"x\": element 1 is nan, which its quantiser turns into NaN; "
        + "give finite numbers")
    #expect(
      refusal { try rounding.encode([0, 0, 300, 0], input: 0) }
        == "error[E0103]: tensor \"x\": element 2 is 300.0, which its quantiser turns into 300.0, "
        + "no integer of [-128, 127]; check the input's quantiser")
    #expect(
      refusal { try interpreter(.float32([])).encode([0, 0, 0, 0.5], input: 0) }
        == "error[E0103]: tensor \"x\": element 3 is 0.5, which its quantiser turns into 0.5, "
        + "no integer of [-128, 127]; check the input's quantiser")
    #expect(
      refusal { try rounding.encode([0], input: 0) }
        == "error[E0103]: tensor \"x\": its shape [4] needs 4 elements and 1 were given; "
        + "give an array of the input's shape")
    #expect(
      refusal { try rounding.encode([0], input: 1) }
        == "error[E0103]: there is no input 1; the network has 1; give one array per input")
    #expect(
      refusal { try interpreter(.integers).encode([0, 0, 0, 0], input: 0) }
        == "error[E0103]: tensor \"x\": the input takes integers, not float32; "
        + "give integers in [-128, 127]")
  }

  @Test("decoding is scale times integer plus offset, rounded once")
  func decoding() throws {
    let meaning = Meaning(
      axis: 1, scale: [(Rational(1) / Rational(3)), Rational(-2)],
      offset: [.zero, (Rational(1) / Rational(2))])
    let tensor = Tensor(
      name: "y", shape: Shape([2, 2]), type: .int8, range: IntegerRange(-8, 7), meaning: meaning)
    #expect(tensor.decode([1, 2, 3, -4]) == [1.0 / 3, -3.5, 1, 8.5])
    #expect(tensor.decode([1, 2, 3, -4]) == [Float(1.0 / 3), -3.5, 1, 8.5])
  }

  @Test("A24: classes compare exact meanings; ties go to the lowest index")
  func classes() throws {
    let thirds = (Rational(1) / Rational(3))
    let close = thirds + (Rational(1) / Rational(1_000_000_000_000_000_000))
    let tensor = Tensor(
      name: "y", shape: Shape([1, 3]), type: .int8, range: IntegerRange(-8, 7),
      meaning: Meaning(axis: 1, scale: [thirds, close, thirds], offset: [.zero, .zero, .one]))
    #expect(tensor.classIndex(of: [5, 5, 0]) == 1)
    #expect(tensor.classIndex(of: [3, 0, 0]) == 0)
    #expect(tensor.classIndex(of: [3, 3, 7]) == 2)
    let equal = Tensor(
      name: "z", shape: Shape([1, 2]), type: .int8, range: IntegerRange(-8, 7), meaning: .itself)
    #expect(equal.classIndex(of: [4, 4]) == 0)
  }

  @Test("the predicted class is the index that an argmax or a top-k names, reshaped or not")
  func predictedClass() throws {
    for kind in [OperatorKind.argMax(axis: 0, selectsLast: true), .topK(count: 1, axis: 0)] {
      for isReshaped in [false, true] {
        var builder = NetworkBuilder(name: "classes")
        let x = try builder.addInput(
          name: "x", shape: Shape([4]), range: IntegerRange(-9, 9), meaning: .itself,
          encoding: .integers)
        let names = (0..<kind.outputCount).map { "y\($0)" }
        var outputs = try builder.add(
          kind, name: "select", inputs: [x], outputNames: names,
          meanings: names.map { _ in .itself })
        if isReshaped {
          outputs += try builder.add(
            .reshape, name: "flat", inputs: [outputs.removeLast()], outputNames: ["flat"],
            meanings: [.itself], reshapedTo: .scalar)
        }
        let interpreter = try ReferenceInterpreter(builder.build(outputs: outputs))
        #expect(interpreter.predictedClass(try interpreter.run(inputs: [[1, 3, 8, 2]])) == 2)
      }
    }
    let plain = try network(
      .reshape, inputs: [(Shape([4]), IntegerRange(-9, 9))], reshapedTo: Shape([1, 4]))
    let interpreter = try ReferenceInterpreter(plain)
    #expect(interpreter.predictedClass(try interpreter.run(inputs: [[1, 8, 8, 2]])) == 1)
  }
}

/// The text of what is thrown, or nil.
func refusal(_ body: () throws -> some Any) -> String? {
  do {
    _ = try body()
    return nil
  } catch {
    return "\(error)"
  }
}
