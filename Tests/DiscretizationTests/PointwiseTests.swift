import BigInt
import FixedPoint
import NetworkIR
import Testing

@testable import Discretization

/// Arguments of the reference values below.
private let arguments = [
  Rational(-9, over: 4), Rational(-3, over: 8), Rational(1, over: 1024), Rational(7, over: 8),
  Rational(5),
]

/// floor(10^40 f(x)) at the arguments, computed with 60 decimal digits by mpmath 1.3.
private let referenceValues: [(function: PointwiseFunction, digits: [String])] = [
  (
    .sigmoid,
    [
      "953494648991094939696147632283365013017", "4073334000459302412339400124875860632719",
      "5002441406055974482125490600671171491781", "7057850278370112257160377792970784648950",
      "9933071490757151444406380196186748196062",
    ]
  ),
  (
    .tanh,
    [
      "-9780261147388136399227292430061831658648", "-3583573983507859463193602315531580424685",
      "9765621895592602185840752701467717628", "7039056039366210605876302696313537491075",
      "9999092042625951312109904475344730210898",
    ]
  ),
  (
    .erf,
    [
      "-9985372834133188483020892036270170460885", "-4041169094348222983238250859191217675305",
      "11019324300718147041712534961185736938", "7840750610598596583145357178988493627759",
      "9999999999984625402055719651498116565146",
    ]
  ),
  (
    .exp,
    [
      "1053992245618643367832176892406980972684", "6872892787909721985452023391465135904346",
      "10009770394924165352428452926116065064658", "23988752939670979146916457337162967482854",
      "1484131591025766034211155800405522796234876",
    ]
  ),
  (
    .softplus,
    [
      "1002065589167472116731528267849672981314", "5231232641398400436190416685269065066565",
      "6936355810192301232472115547052746870871", "12234445810050557124408706380665274231647",
      "50067153484891180686164166877326420751148",
    ]
  ),
  (
    .gelu(isTanhApproximation: false),
    [
      "-275050634738505820934038454244183581794", "-1326863374977285771100639543525287967832",
      "4886617109460747470769294471869822599", "7080614162540532025868188682902541906234",
      "49999985667421406040304416312383356267732",
    ]
  ),
  (
    .gelu(isTanhApproximation: true),
    [
      "-272013298972886107124070502829980830950", "-1326922331084884106660539862259246942180",
      "4886617109457754351962292837585539050", "7079526805384550204853680860577979280912",
      "49999997708203803370493954407244671453094",
    ]
  ),
]

struct PointwiseTests {
  @Test("brackets of transcendental functions hold the reference values and are narrow")
  func references() throws {
    let unit = BigInt(10).power(40)
    for (function, digits) in referenceValues {
      for (argument, text) in zip(arguments, digits) {
        let low = Rational(try #require(BigInt(text)), over: unit)
        let bracket = try #require(
          try function.bracket(Bracket(argument, precision: 100)), "\(function)")
        let high = low + Rational(1, over: unit)
        let lower = Rational(bracket.lower, over: powerOfTwo(100))
        let upper = Rational(bracket.upper, over: powerOfTwo(100))
        #expect(lower <= high && low <= upper, "\(function) at \(argument)")
        #expect(bracket.upper - bracket.lower < 1 << 12, "\(function) at \(argument)")
      }
    }
  }

  @Test("logarithm and pi hold the reference values")
  func logarithmAndPi() throws {
    let unit = BigInt(10).power(40)
    let values: [(Bracket?, String)] = [
      (
        try PointwiseFunction.log.bracket(Bracket(Rational(7, over: 8), precision: 100)),
        "-1335313926245226231463436209313499745895"
      ),
      (
        try PointwiseFunction.log.bracket(Bracket(Rational(5), precision: 100)),
        "16094379124341003746007593332261876395256"
      ),
      (Transcendental.pi(100), "31415926535897932384626433832795028841971"),
    ]
    for (bracket, text) in values {
      let found = try #require(bracket)
      let low = Rational(try #require(BigInt(text)), over: unit)
      #expect(Rational(found.lower, over: powerOfTwo(100)) <= low + Rational(1, over: unit))
      #expect(low <= Rational(found.upper, over: powerOfTwo(100)))
      #expect(found.upper - found.lower < 1 << 8)
    }
  }

  @Test("saturated arguments stay cheap and certain")
  func saturation() throws {
    let huge = Bracket(Rational(BigInt(10).power(9)), precision: 96)
    let one = powerOfTwo(96)
    for function in [PointwiseFunction.sigmoid, .tanh, .erf] {
      let bracket = try #require(try function.bracket(huge))
      #expect(bracket.upper >= one && bracket.lower >= one - 4, "\(function)")
    }
    #expect(try PointwiseFunction.exp.bracket(-huge)?.lower == 0)
    #expect(try PointwiseFunction.exp.bracket(huge) == nil)
  }

  @Test(
    "the slope of gelu changes its sign inside the bracketed turning point",
    arguments: [true, false])
  func geluTurns(isTanhApproximation: Bool) throws {
    let function = PointwiseFunction.gelu(isTanhApproximation: isTanhApproximation)
    let point = try #require(function.turningPoints.first)
    let step = Rational(1, over: powerOfTwo(40))
    let slopes = try [point.lower, point.upper].map { place in
      let left = try #require(try function.bracket(Bracket(place, precision: 160)))
      let right = try #require(try function.bracket(Bracket(place + step, precision: 160)))
      return right.lower > left.upper ? 1 : (right.upper < left.lower ? -1 : 0)
    }
    #expect(slopes == [-1, 1])
  }

  @Test("the steps of every function equal its value at each integer, on both sides of its turns")
  func stepsOfFunctions() throws {
    let functions: [PointwiseFunction] = [
      .relu, .clip(lower: -1.5, upper: 2), .leakyRelu(slope: -0.25), .leakyRelu(slope: 0.125),
      .hardSigmoid(slope: 0.25, offset: 0.5), .hardSwish, .sigmoid, .tanh, .softsign, .softplus,
      .erf, .exp, .absolute, .negate, .floor, .ceiling, .round, .elu(alpha: 1),
      .elu(alpha: -0.5), .selu(alpha: 1.5, gamma: 1.0625), .gelu(isTanhApproximation: false),
      .gelu(isTanhApproximation: true), .sign,
    ]
    let range = IntegerRange(-60, 60)
    for function in functions {
      let chain = ScalarChain([
        .affine(scale: RealNumber(Rational(1, over: 16)), offset: .zero),
        .function(.pointwise(function)), .affine(scale: RealNumber(12), offset: .zero),
        .function(.clamp(lower: Rational(-40), upper: Rational(40))),
        .function(.round(.halfToEven)),
      ])
      let exact = IntegerFunction(chain)
      let steps = try LevelSearch.steps(of: exact, over: range)
      for x in range.lower...range.upper {
        try #require(
          try exact.value(at: x) == evaluate(.steps(steps), at: x), "\(function) at \(x)")
      }
    }
  }

  @Test("zero meets the tie of a sigmoid exactly; a logarithm of zero is a fault")
  func exactPoints() throws {
    let half = ScalarChain([
      .affine(scale: .one, offset: .zero), .function(.pointwise(.sigmoid)),
      .function(.round(.halfUp)),
    ])
    #expect(try IntegerFunction(half).value(at: 0) == 1)
    let logarithm = ScalarChain([
      .affine(scale: .one, offset: .zero), .function(.pointwise(.log)),
      .function(.round(.floor)),
    ])
    #expect(throws: ChainFault.undefined(function: "the logarithm", at: "0")) {
      try IntegerFunction(logarithm).value(at: 0)
    }
  }

  @Test("a minifloat rounds to its own grid: E2M1 has 0, 0.5, 1, 1.5, 2, 3, 4, 6")
  func minifloat() {
    let format = Minifloat(
      mantissaBits: 1, smallestStep: -1, largest: Rational(6), rounding: .halfToEven)
    let expected: [(Double, Double)] = [
      (0.2, 0), (0.25, 0), (0.3, 0.5), (0.75, 1), (1.25, 1), (1.75, 2), (2.5, 2), (3.5, 4),
      (4.9, 4), (5, 4), (5.1, 6), (100, 6), (-2.6, -3),
    ]
    for (argument, value) in expected {
      let x = Rational(exactly: argument) ?? .zero
      #expect(format.nearest(RealNumber(x)).approximation == value, "\(argument)")
    }
  }
}
