import Diagnostics
import FixedPoint
import NetworkIR

/// A network of integers, and what was dropped or assumed on the way to it.
package struct Discretized: Hashable, Sendable {
  package let network: Network
  package let notes: [Diagnostic]

  package init(network: Network, notes: [Diagnostic]) {
    self.network = network
    self.notes = notes
  }
}

/// Raw device samples that a user declares for a float input: real value = scale * sample + offset
/// (A23).
package struct DeclaredInputFormat: Hashable, Sendable {
  /// 8 or 16 bits.
  package let type: IntegerType
  package let scale: Rational
  package let offset: Rational

  package init(type: IntegerType, scale: Rational, offset: Rational = .zero) {
    self.type = type
    self.scale = scale
    self.offset = offset
  }
}

/// Turns what a file says into integers, exactly.
///
/// Between two integer tensors, scale, batch norm, nonlinearity and quantiser become one exact
/// integer function of the accumulator (A21); a float32 input keeps the file's own float32 steps
/// (A20); weight quantisers are evaluated in float32 (A22). No calibration takes place.
///
/// - Parameter inputFormats: Empty, or one format per input of the network, which replace float32
///   inputs by raw samples (A23).
/// - Throws: Every fault of the network at once: E0202 for contradictory constants, E0301 and E0302
///   for operators and forms without an integer meaning, E0401 where a quantiser is missing, E0402
///   where no exact integer form exists within bounds, E0501 where a value leaves 32 bits.
package func discretize(
  _ source: SourceNetwork, inputFormats: [DeclaredInputFormat]
) throws(DiagnosticList) -> Discretized {
  var folder = try Folder(source, inputFormats: inputFormats)
  for node in source.nodes { folder.fold(node) }
  return try folder.finish()
}
