/// What became of one element.
enum ElementFinding {
  case equal
  case notFollowed(String)
  case differs(String)
}

/// The findings of a tensor's elements.
struct ElementTally {
  /// Where the tensor was followed for some patterns of skipped inputs only.
  var patterns: PatternOutcome?
  private var count = 0
  private var notFollowed = 0
  private var differing = 0
  private var firstGap: (element: Int, why: String)?
  private var firstDifference: (element: Int, why: String)?

  mutating func add(_ finding: ElementFinding, _ element: Int) {
    count += 1
    switch finding {
    case .equal: break
    case .notFollowed(let why):
      notFollowed += 1
      firstGap = firstGap ?? (element, why)
    case .differs(let why):
      differing += 1
      firstDifference = firstDifference ?? (element, why)
    }
  }

  /// - Parameters:
  ///   - outcomes: how the functions in the tensor's elements were held to the network's.
  ///   - abandoned: a stage that was given up before.
  ///   - unsupported: why the network's own elements are not followed.
  func proof(
    of tensor: String, elements: Int, function: String, outcomes: [CheckOutcome],
    abandoned: (function: String, reason: NotFollowed)?, unsupported: String?
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
    if let patterns { return followed(patterns, proof) }
    if let first = firstDifference {
      return proof(.differs, "\(differing) elements; element \(first.element): \(first.why)")
    }
    if let first = firstGap {
      return proof(.notProved, "\(notFollowed) elements; element \(first.element): \(first.why)")
    }
    return summary(outcomes, proof)
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
    _ outcomes: [CheckOutcome], _ proof: (ProofStatus, String) -> TensorProof
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
