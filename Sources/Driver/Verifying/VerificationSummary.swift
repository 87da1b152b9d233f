import CProof
import Diagnostics
import TargetDescription
import Verification

/// What `stapes verify` found for one target, for people and programs.
package struct VerificationSummary: Hashable, Sendable, Codable {
  package let network: String
  /// The file's name without its folder, and its SHA-256.
  package let model: String
  package let modelDigest: String
  package let toolVersion: String
  package let target: String
  package let inputs: InputTally
  package let places: [PlaceReport]
  /// Places of the host that were not tried.
  package let leftOut: [LeftOutPlace]
  /// What the target counted and took; nil where the target is the host.
  package let cost: Measurement?
  package let stack: StackReport?
  /// Further compilers and flags whose objects were read.
  package let objectsRead: [String]
  /// In the object code of every place whose target forbids them.
  package let forbiddenInstructions: Int
  /// What reading the printed C back showed.
  package let proof: ProofReport
  /// Everything that spoils the verdict, one sentence each.
  package let findings: [String]
  /// Nothing spoils the verdict.
  package let isVerified: Bool
  /// The rungs that follow from all this.
  package private(set) var ladder: [Rung] = []

  /// The same with the ladder filled in.
  var withLadder: VerificationSummary {
    var summary = self
    summary.ladder = rungs
    return summary
  }
}

/// The stack of one inference, with the frame of the function that calls the network. In bytes.
package struct StackReport: Hashable, Sendable, Codable {
  /// The deepest use of all vectors, by painting; nil where it is not measured.
  package let seen: Int?
  /// The most that any input can take, by the frames that the compiler lists and the calls in the
  /// object code; nil where there is no bound.
  package let bound: Int?
  /// The chain of calls that takes it, or why there is no bound.
  package let detail: String

  init?(_ trial: PlaceTrial) {
    guard let stackBound = trial.stackBound else { return nil }
    seen = trial.stackBytes
    bound = stackBound.bytes
    switch stackBound {
    case .bounded(_, let chain): detail = chain.joined(separator: " > ")
    case .unbounded(let reason): detail = reason
    }
  }
}

/// One network on several targets.
package struct VerificationOfTargets: Hashable, Sendable, Codable {
  package let targets: [VerificationSummary]
  /// Targets for which the network is not compiled, with the reason.
  package let notCompiled: [LeftOutPlace]
  /// Every target for which it is compiled is verified.
  package let isVerified: Bool

  package init(targets: [VerificationSummary], notCompiled: [LeftOutPlace]) {
    self.targets = targets
    self.notCompiled = notCompiled
    isVerified = !targets.isEmpty && targets.allSatisfy(\.isVerified)
  }
}
