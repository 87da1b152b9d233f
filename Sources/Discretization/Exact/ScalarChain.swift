import BigInt
import FixedPoint
import NetworkIR

/// A real function of one variable as a sequence of steps: what stands between an accumulator and
/// the next integer tensor, for one channel (A21).
struct ScalarChain: Sendable {
  let steps: [ScalarStep]

  init(_ steps: [ScalarStep] = []) {
    self.steps = steps
  }
}

enum ScalarStep: Sendable {
  /// scale * x + offset.
  case affine(scale: RealNumber, offset: RealNumber)
  case function(RealFunction)
  /// Two chains of the same argument, combined; only as the first step.
  indirect case combination(Arithmetic, ScalarChain, ScalarChain)
}

/// Why a chain has no decided integer value at some argument.
enum ChainFault: Error, Hashable, Sendable {
  /// A function has no value there.
  case undefined(function: String, at: String)
  /// Brackets of the largest precision do not tell on which side of a tie the value lies.
  case undecided(at: String)
  /// The value is not an integer of 62 bits.
  case tooLarge(at: String)
  /// A function turns at more places than can be searched.
  case tooManyTurns
}

extension ScalarChain {
  /// The value where every step is exact; nil where one has to be bracketed.
  func exact(at argument: RealNumber) throws(UndefinedValue) -> RealNumber? {
    var value = argument
    for step in steps {
      switch step {
      case .affine(let scale, let offset): value = value * scale + offset
      case .function(let function):
        guard let next = try function.exact(value) else { return nil }
        value = next
      case .combination(let operation, let left, let right):
        guard let first = try left.exact(at: value), let second = try right.exact(at: value),
          let next = try operation.exact(first, second)
        else { return nil }
        value = next
      }
    }
    return value
  }

  func prepared(precision: Int) -> PreparedChain {
    PreparedChain(self, precision: precision)
  }
}

/// A chain with its constants bracketed at one precision, for many evaluations.
struct PreparedChain: Sendable {
  private enum Step: Sendable {
    case affine(scale: Bracket, offset: Bracket)
    case function(RealFunction)
    indirect case combination(Arithmetic, PreparedChain, PreparedChain)
  }

  let precision: Int
  private let steps: [Step]

  init(_ chain: ScalarChain, precision: Int) {
    self.precision = precision
    steps = chain.steps.map { step in
      switch step {
      case .affine(let scale, let offset):
        .affine(
          scale: scale.bracket(precision: precision), offset: offset.bracket(precision: precision))
      case .function(let function): .function(function)
      case .combination(let operation, let left, let right):
        .combination(
          operation, left.prepared(precision: precision), right.prepared(precision: precision))
      }
    }
  }

  /// The chain's value at an integer, which enters the first affine step without loss.
  func bracket(at argument: Int) throws(UndefinedValue) -> Bracket? {
    guard case .affine(let scale, let offset)? = steps.first else {
      return try bracket(
        Bracket(BigInt(argument), precision: precision), steps: steps[...])
    }
    let first = scale.scaled(by: BigInt(argument)) + offset
    return try bracket(first, steps: steps.dropFirst())
  }

  func bracket(at argument: Bracket) throws(UndefinedValue) -> Bracket? {
    try bracket(argument, steps: steps[...])
  }

  private func bracket(
    _ argument: Bracket, steps: ArraySlice<Step>
  ) throws(UndefinedValue) -> Bracket? {
    var value = argument
    for step in steps {
      switch step {
      case .affine(let scale, let offset): value = value * scale + offset
      case .function(let function):
        guard let next = try function.bracket(value) else { return nil }
        value = next
      case .combination(let operation, let left, let right):
        guard let first = try left.bracket(at: value), let second = try right.bracket(at: value),
          let next = operation.bracket(first, second)
        else { return nil }
        value = next
      }
    }
    return value
  }
}

extension Arithmetic {
  /// The combination of two exact numbers; nil where it has no closed form.
  fileprivate func exact(
    _ left: RealNumber, _ right: RealNumber
  ) throws(UndefinedValue) -> RealNumber? {
    switch self {
    case .add: return left + right
    case .subtract: return left - right
    case .multiply: return left * right
    case .divide:
      guard !right.isZero else { throw UndefinedValue(function: "the quotient") }
      return right.reciprocal.map { left * $0 }
    case .power: return nil
    }
  }

  fileprivate func bracket(_ left: Bracket, _ right: Bracket) -> Bracket? {
    switch self {
    case .add: left + right
    case .subtract: left + -right
    case .multiply: left * right
    case .divide: right.lower > 0 || right.upper < 0 ? left * right.reciprocal : nil
    case .power: nil
    }
  }
}
