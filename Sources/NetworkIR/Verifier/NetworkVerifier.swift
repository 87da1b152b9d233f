import Diagnostics
import FixedPoint

/// Checks every rule of the ``Network`` contract and re-derives every shape and range.
///
/// - Returns: One error per broken rule and place (E0502, or E0501 for a range beyond 32 bits), in
///   the order tensors, inputs, states, operators, next states, outputs; empty for a sound network.
///   At most ``NetworkVerifier/limit`` are listed.
package func verify(_ network: Network) -> DiagnosticList { verify(network, isBody: false) }

/// The same of the body of a recurrence, whose states may be all that it gives.
func verify(_ network: Network, isBody: Bool) -> DiagnosticList {
  var verifier = NetworkVerifier(network)
  verifier.checkTensors()
  verifier.checkInputs()
  verifier.checkStates()
  verifier.checkOperators()
  verifier.checkProducers()
  verifier.checkNextStates()
  verifier.checkOutputs(mayBeNone: isBody && !network.states.isEmpty)
  return verifier.faults
}

/// What has been seen of a network while its rules are checked; the rules stand in extensions.
struct NetworkVerifier {
  /// A hostile file must not make a list of millions.
  static let limit = 100

  let network: Network
  private(set) var faults = DiagnosticList()
  /// Tensors whose own rules hold: only these are used to derive others.
  var sound: Set<TensorID> = []
  /// Tensors that an input, a state or an earlier operator gives.
  var produced: Set<TensorID> = []

  init(_ network: Network) { self.network = network }

  mutating func report(_ place: Place, _ cause: String, _ remedy: String) {
    report(Diagnostic(.invalidNetwork, at: place, cause: cause, remedy: remedy))
  }

  mutating func report(_ diagnostic: Diagnostic) {
    if faults.diagnostics.count < Self.limit { faults.add(diagnostic) }
  }

  func exists(_ id: TensorID) -> Bool { network.tensors.indices ~= id.index }

  /// Records that something gives the tensor; each tensor is given once.
  mutating func produce(_ id: TensorID, at place: Place) {
    guard exists(id) else {
      report(
        place, "it gives tensor \(id.index), which does not exist",
        "number tensors from 0 to \(network.tensors.count - 1)")
      return
    }
    if !produced.insert(id).inserted {
      report(
        place, "it gives tensor \"\(network[id].name)\", which something before it gives already",
        "let exactly one input, state or operator give each tensor")
    }
  }
}
