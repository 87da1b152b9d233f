import FixedPoint

/// A plan for floor((x * multiplier + addend) / 2^bits) in additions and shifts of one 32-bit word.
///
/// The digits of the multiplier are taken least significant first, by floor((A + 2^k B) / 2^n) =
/// floor((floor(A / 2^k) + B) / 2^(n - k)), which loses nothing: what the inner floor drops can
/// never reach the result. So the running value t stays near the size of x, where the sum itself
/// may have 60 bits.
package struct ConstantChain: Hashable, Sendable {
  /// t starts at 0; every step is t = floor(t / 2^shiftRight) + digit * x + constant.
  package let steps: [Step]
  /// The result is floor(t / 2^finalShift).
  package let finalShift: Int
  /// Every value of t, of its shifted form and of x times a digit lies in this range.
  package let range: IntegerRange
  /// The smallest interval known to hold the result.
  package let result: IntegerRange

  package struct Step: Hashable, Sendable {
    package let shiftRight: Int
    package let digit: SignedPower?
    package let constant: Int

    package init(shiftRight: Int, digit: SignedPower?, constant: Int) {
      self.shiftRight = shiftRight
      self.digit = digit
      self.constant = constant
    }
  }

  /// What the plan computes.
  package func evaluate(_ x: Int) -> Int {
    steps.reduce(0) { t, step in
      (t >> step.shiftRight) + (step.digit.map { $0.value * x } ?? 0) + step.constant
    } >> finalShift
  }
}

extension ConstantChain {
  /// The plan with the fewest additions whose every value fits 32 bits, or nil where there is none.
  ///
  /// - Parameters:
  ///   - bits: At least 0.
  ///   - input: Every x.
  package static func plan(
    multiplier: Weight, addend: Int, bits: Int, input: IntegerRange
  ) -> ConstantChain? {
    plan(terms: multiplier.terms, addend: addend, bits: bits, input: input)
  }

  /// The plan for a multiplier of any size, given as its digits in ascending exponents.
  package static func plan(
    terms: [SignedPower], addend: Int, bits: Int, input: IntegerRange
  ) -> ConstantChain? {
    let early = ChainAddend.early.chain(terms, addend, bits, input)
    return early ?? ChainAddend.spread.chain(terms, addend, bits, input)
  }
}

/// Where the addend enters the chain.
private enum ChainAddend {
  /// All of it with the first digit: one addition.
  case early
  /// At each digit the bits that the next shift would drop, the rest with the last: small values.
  case spread

  func chain(
    _ terms: [SignedPower], _ addend: Int, _ bits: Int, _ input: IntegerRange
  ) -> ConstantChain? {
    var steps: [ConstantChain.Step] = []
    var rest = addend
    var dropped = 0
    for (index, term) in terms.enumerated() {
      // Digits beyond `bits` meet t at its final scale, shifted left.
      let scale = min(term.exponent, bits)
      rest >>= scale - dropped
      let shift = index == 0 ? 0 : scale - dropped
      let next = index + 1 < terms.count ? min(terms[index + 1].exponent, bits) : nil
      let constant = part(of: rest, isFirst: index == 0, bitsToNext: next.map { $0 - scale })
      rest -= constant
      dropped = scale
      let digit = SignedPower(isNegative: term.isNegative, exponent: term.exponent - scale)
      steps.append(.init(shiftRight: shift, digit: digit, constant: constant))
    }
    if terms.isEmpty {
      steps.append(.init(shiftRight: 0, digit: nil, constant: addend >> bits))
      dropped = bits
    }
    return checked(steps, finalShift: bits - dropped, input)
  }

  private func part(of rest: Int, isFirst: Bool, bitsToNext: Int?) -> Int {
    switch self {
    case .early: isFirst ? rest : 0
    case .spread: bitsToNext.map { rest - ((rest >> $0) << $0) } ?? rest
    }
  }

  /// The chain, where all of its values fit 32 bits.
  private func checked(
    _ steps: [ConstantChain.Step], finalShift: Int, _ input: IntegerRange
  ) -> ConstantChain? {
    let word = IntegerType.int32.range
    var t = IntegerRange(exactly: 0)
    var hull = t
    for step in steps {
      t = t.shiftedRight(by: min(step.shiftRight, 62))
      guard word.contains(step.constant) else { return nil }
      if let digit = step.digit {
        guard let product = try? input.scaled(by: digit.value), word.contains(product),
          let sum = try? t.adding(product)
        else { return nil }
        hull = hull.union(product).union(sum)
        t = sum
      }
      guard let sum = try? t.adding(IntegerRange(exactly: step.constant)) else { return nil }
      t = sum
      hull = hull.union(t)
    }
    guard word.contains(hull), steps.allSatisfy({ $0.shiftRight <= 31 }) else { return nil }
    return ConstantChain(
      steps: steps, finalShift: min(finalShift, 31), range: hull,
      result: t.shiftedRight(by: min(finalShift, 31)))
  }
}
