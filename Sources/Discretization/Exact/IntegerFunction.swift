import BigInt
import FixedPoint

/// A chain whose values are integers, evaluated exactly at integers: brackets decide nearly
/// everywhere, exact arithmetic where a value meets a tie, longer brackets where no exact form
/// exists.
struct IntegerFunction: Sendable {
  let chain: ScalarChain
  private let quick: PreparedChain

  /// Precisions tried in turn. The first suffices unless a value lies within about 2^-60 of a tie.
  private static let firstPrecision = 96
  private static let laterPrecisions = [256, 1024, 4096]

  init(_ chain: ScalarChain) {
    self.chain = chain
    quick = chain.prepared(precision: Self.firstPrecision)
  }

  /// The integer that the chain gives at an integer.
  func value(at argument: Int) throws(ChainFault) -> Int {
    let quick: BigInt?
    do {
      quick = try self.quick.bracket(at: argument)?.integer
    } catch {
      throw .undefined(function: error.function, at: "\(argument)")
    }
    guard let quick else { return try value(at: RealNumber(argument)) }
    return try fitting(quick, at: Rational(argument))
  }

  /// The integer that the chain gives at a real number.
  func value(at argument: RealNumber) throws(ChainFault) -> Int {
    let decided: BigInt?
    do {
      decided = try integer(at: argument)
    } catch {
      throw .undefined(function: error.function, at: "\(argument.rational)")
    }
    guard let decided else { throw .undecided(at: "\(argument.rational)") }
    return try fitting(decided, at: argument.rational)
  }

  private func integer(at argument: RealNumber) throws(UndefinedValue) -> BigInt? {
    if let exact = try chain.exact(at: argument) { return exact.integer }
    for precision in Self.laterPrecisions {
      let bracket = argument.bracket(precision: precision)
      let value = try chain.prepared(precision: precision).bracket(at: bracket)
      if let integer = value?.integer { return integer }
    }
    return nil
  }

  private func fitting(_ value: BigInt, at argument: Rational) throws(ChainFault) -> Int {
    guard value.magnitude < BigUInt(1) << 62 else { throw .tooLarge(at: "\(argument)") }
    return Int(value)
  }
}

extension Bracket {
  /// The integer that both ends are.
  fileprivate var integer: BigInt? {
    guard lower == upper else { return nil }
    let value = floorShift(lower, precision)
    return value << precision == lower ? value : nil
  }
}

extension ScalarChain {
  /// Whether the chain's value at an integer is below a rational number, decided exactly; nil where
  /// brackets of the largest precision cannot tell.
  func isBelow(_ limit: Rational, at argument: Int) throws(ChainFault) -> Bool? {
    do {
      return try comparison(with: limit, at: argument)
    } catch {
      throw .undefined(function: error.function, at: "\(argument)")
    }
  }

  private func comparison(
    with limit: Rational, at argument: Int
  ) throws(UndefinedValue) -> Bool? {
    if let exact = try exact(at: RealNumber(argument)) { return exact < RealNumber(limit) }
    for precision in [96, 1024] {
      guard let value = try prepared(precision: precision).bracket(at: argument) else { continue }
      let bound = Bracket(limit, precision: precision)
      if value.upper < bound.lower { return true }
      if value.lower >= bound.upper { return false }
    }
    return nil
  }
}
