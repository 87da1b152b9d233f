/// What became of one element.
enum ElementFinding {
  /// By a comparison of functions, if it took one.
  case equal(FunctionCheck?)
  case notFollowed(String)
  case differs(String)
}

/// The findings of a tensor's elements.
struct ElementTally {
  /// Where the tensor was followed for some patterns of skipped inputs only.
  var patterns: PatternOutcome?
  private(set) var checks: Set<FunctionCheck> = []
  private var notFollowed = 0
  private var differing = 0
  private var firstGap: (element: Int, why: String)?
  private var firstDifference: (element: Int, why: String)?

  mutating func add(_ finding: ElementFinding, _ element: Int) {
    switch finding {
    case .equal(let check): if let check { checks.insert(check) }
    case .notFollowed(let why):
      notFollowed += 1
      firstGap = firstGap ?? (element, why)
    case .differs(let why):
      differing += 1
      firstDifference = firstDifference ?? (element, why)
    }
  }

  /// Every element was shown to be right.
  var isEqual: Bool { patterns == nil && notFollowed == 0 && differing == 0 }

  /// - Parameters:
  ///   - outcomes: how the functions in the tensor's elements were held to the network's.
  ///   - abandoned: a stage that was given up before.
  ///   - unsupported: why the network's own elements are not followed.
  ///   - misfit: where a result that may go into the tensor was not shown to fit its type.
  func proof(
    of tensor: String, elements: Int, function: String, outcomes: Set<CheckOutcome>,
    abandoned: (function: String, reason: NotFollowed)?, unsupported: String?,
    misfit: TextPosition?
  ) -> TensorProof {
    func proof(_ status: ProofStatus, _ detail: String) -> TensorProof {
      TensorProof(
        tensor: tensor, function: abandoned?.function ?? function, elements: elements,
        status: status, detail: detail)
    }
    if let abandoned {
      return proof(
        abandoned.reason.isFault ? .differs : .notProved,
        "\(abandoned.reason.reason) (\(abandoned.reason.position))")
    }
    if let unsupported { return proof(.notProved, unsupported) }
    if let patterns, patterns.finding != nil { return followed(patterns, proof) }
    if let first = firstDifference {
      return proof(.differs, "\(differing) elements; element \(first.element): \(first.why)")
    }
    if let first = firstGap {
      return proof(.notProved, "\(notFollowed) elements; element \(first.element): \(first.why)")
    }
    if let misfit {
      return proof(.notProved, "equal, if a result fits its type, which is not shown (\(misfit))")
    }
    return patterns.map { followed($0, proof) } ?? summary(outcomes, proof)
  }

  private func followed(
    _ outcome: PatternOutcome, _ proof: (ProofStatus, String) -> TensorProof
  ) -> TensorProof {
    switch outcome.finding {
    case (let element, .differs(let why))?: return proof(.differs, "element \(element): \(why)")
    case (let element, .notFollowed(let why))?:
      return proof(.notProved, "element \(element): \(why)")
    case (_, .equal)?, nil:
      return proof(
        .sampled, "symbolic for \(outcome.patterns) patterns of zeros, none and all among them")
    }
  }

  private func summary(
    _ outcomes: Set<CheckOutcome>, _ proof: (ProofStatus, String) -> TensorProof
  ) -> TensorProof {
    var (tried, sampled, functions) = (0, 0, 0)
    for outcome in outcomes {
      switch outcome {
      case .exhaustive(let values): (tried, functions) = (tried + values, functions + 1)
      case .sampled(let values, _): (sampled, functions) = (sampled + values, functions + 1)
      case .differs: break
      }
    }
    if functions == 0 { return proof(.proved, "symbolic") }
    if sampled == 0 {
      return proof(.proved, "symbolic; \(functions) functions, each at all its values (\(tried))")
    }
    return proof(
      .sampled,
      "symbolic; \(functions) functions, at all \(tried) values of some, at \(sampled) of others")
  }
}
