import Driver
import NetworkIR
import Verification

extension VerificationRequest {
  /// The given examples alone, in two places of the host and on the target.
  static func quick(_ batch: Batch, of network: Network) -> VerificationRequest {
    VerificationRequest(
      inputs: verificationInputs(for: network, given: batch, count: 1, seed: 1, depth: .quick),
      depth: .quick, readsOtherObjects: false)
  }
}
