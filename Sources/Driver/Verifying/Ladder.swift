import CProof
import Interpreter
import Verification

/// One rung of the ladder from outside judges down to object code, and what was found on it.
package struct Rung: Hashable, Sendable, Codable {
  package let number: Int
  package let title: String
  package let outcome: RungOutcome
  package let detail: String
}

package enum RungOutcome: String, Hashable, Sendable, Codable, CaseIterable {
  /// For all inputs.
  case proved
  /// On every input that was run.
  case passed
  /// In part for all inputs, in part on those that were tried.
  case partly
  case failed
  /// Not for this network here; another command shows it.
  case notRun = "not_run"
}

extension VerificationSummary {
  /// The rungs in order.
  var rungs: [Rung] {
    [judges, host, core, text, ranges, objects, divergence]
  }

  private var judges: Rung {
    Rung(
      number: 1, title: "interpreter to outside judges", outcome: .notRun,
      detail: "suites of the project, for all operators: tools/judge, docs/trust.md")
  }

  private var host: Rung {
    let onHost = places.filter { $0.place.hasPrefix("host") }
    let vectors = onHost.map(\.vectors).max() ?? 0
    let absent = leftOut.isEmpty ? "" : "; \(leftOut.count) places left out"
    return Rung(
      number: 2, title: "C to interpreter, on the host", outcome: onHost.outcome,
      detail: "\(onHost.count) places, \(vectors) inferences each, "
        + "\(onHost.reduce(0) { $0 + $1.mismatches }) differ\(absent)")
  }

  private var core: Rung {
    let onCore = places.filter { !$0.place.hasPrefix("host") }
    guard let place = onCore.first else {
      return Rung(
        number: 3, title: "C to interpreter, on the core", outcome: .notRun,
        detail: "the target is the host")
    }
    return Rung(
      number: 3, title: "C to interpreter, on \(target)", outcome: onCore.outcome,
      detail: "\(place.vectors) inferences, \(place.mismatches) differ")
  }

  private var text: Rung {
    let counts = ProofStatus.allCases.compactMap { status -> String? in
      let count = proof.tensors.count { $0.status == status }
      return count == 0 ? nil : "\(count) \(status.rawValue.replacing("_", with: " "))"
    }
    let outcome: RungOutcome =
      if proof.isRefuted {
        .failed
      } else if proof.tensors.isEmpty {
        .notRun
      } else if proof.tensors.allSatisfy({ $0.status == .proved }) {
        .proved
      } else {
        .partly
      }
    return Rung(
      number: 4, title: "printed C to network, all inputs", outcome: outcome,
      detail: counts.isEmpty
        ? "no tensor is computed" : "tensors: " + counts.joined(separator: ", "))
  }

  private var ranges: Rung {
    let open = proof.ranges.notFitting.count + proof.ranges.notDerived.count
    return Rung(
      number: 5, title: "no overflow", outcome: open == 0 && isFollowed ? .proved : .partly,
      detail: "\(proof.ranges.fitting) results fit their types, \(proof.ranges.derived) stated "
        + "ranges derived, \(open) places open; all asserted under sanitizers")
  }

  /// Whether the text of every tensor was followed.
  private var isFollowed: Bool {
    !proof.tensors.isEmpty && proof.tensors.allSatisfy { $0.status != .notProved }
  }

  private var objects: Rung {
    let read = objectsRead.count + (cost == nil ? 0 : 1)
    return Rung(
      number: 6, title: "object code", outcome: objectOutcome(read),
      detail: "\(read) objects, \(forbiddenInstructions) multiply, divide or floating-point "
        + "instructions")
  }

  private func objectOutcome(_ read: Int) -> RungOutcome {
    if forbiddenInstructions > 0 { return .failed }
    return read == 0 ? .notRun : .proved
  }

  private var divergence: Rung {
    let differing = places.filter { $0.mismatches > 0 }
    return Rung(
      number: 7, title: "first divergence", outcome: differing.isEmpty ? .passed : .failed,
      detail: differing.first.map(\.firstDifference) ?? "none")
  }
}

extension PlaceReport {
  /// The layer where a trace shows one, else the output.
  fileprivate var firstDifference: String {
    firstDivergence?.description ?? firstMismatch?.description ?? "none"
  }
}

extension [PlaceReport] {
  fileprivate var outcome: RungOutcome {
    allSatisfy { $0.mismatches == 0 } ? .passed : .failed
  }
}

extension InputTally {
  /// What was run, in words.
  package var description: String {
    let edges =
      oneHot + stepsHit == 0
      ? ""
      : "; on the host also \(oneHot) with one element at an end of its range and \(2 * stepsHit) "
        + "with a first sum on a step and one below (\(stepsHit) of \(stepsTried) steps reached)"
    let own = given == 0 ? "" : "\(given) given, "
    return "\(own)\(generated) boundary and random (seed \(seed))\(edges)"
  }
}
