import BigInt
import FixedPoint

/// A real function of one variable as a sequence of steps: what stands between an accumulator and the next
/// integer tensor, for one channel (A21).
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
      }
    }
    return value
  }
}
