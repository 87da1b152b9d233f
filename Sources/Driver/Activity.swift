import Diagnostics
import Foundation
import Interpreter
import Lowering
import NetworkIR

/// Runs the examples in the interpreter and counts the elements that are not zero.
package func measureActivity(
  _ network: Network, on batch: Batch, progress: (Int) -> Void = { _ in }
) async throws(DiagnosticList) -> ActivationDensity {
  var runner = try RowRunner(network, batch)
  let tensors = network.tensors.indices.map { TensorID($0) }
  let rows = try await runner.run(
    0..<batch.count, collect: { execution in tensors.map { execution[$0].count { $0 != 0 } } },
    progress: progress)
  var permille: [String: Int] = [:]
  for tensor in tensors {
    let all = network[tensor].shape.elementCount * max(1, rows.count)
    let nonzero = rows.reduce(0) { $0 + $1[tensor.index] }
    permille[network[tensor].name] = (nonzero * 1000 + all / 2) / max(1, all)
  }
  return ActivationDensity(permille: permille)
}

/// The density from calibration inputs, or from a .json file of `stapes density`; unknown where
/// nothing is given.
///
/// - Throws: E0101, E0103 for files that cannot be read as either.
package func readActivity(
  _ paths: [String], for network: Network
) async throws(DiagnosticList) -> ActivationDensity {
  guard let first = paths.first else { return .unknown }
  guard first.hasSuffix(".json") else {
    return try await measureActivity(network, on: try readBatch(paths, for: network))
  }
  let data = Data(try readBytes(first))
  guard let file = try? JSONDecoder().decode(ActivityFile.self, from: data),
    file.nonzeroPermille.values.allSatisfy((0...1000).contains)
  else {
    throw badArray(
      first, "it is not {\"nonzero_permille\": {\"TENSOR\": 0 to 1000}}",
      "write it with `stapes density --json`, or give .npy files")
  }
  return ActivationDensity(permille: file.nonzeroPermille)
}

/// How many elements of each tensor are not zero, in thousandths, as `stapes density` writes it.
private struct ActivityFile: Decodable {
  let nonzeroPermille: [String: Int]

  enum CodingKeys: String, CodingKey { case nonzeroPermille = "nonzero_permille" }
}

extension ActivationDensity {
  /// The text of a file that ``readActivity(_:for:)`` reads.
  package var fileText: String {
    let rows = permille.sorted { $0.key < $1.key }.map { name, permille in
      "    \(quoted(name)): \(permille)"
    }
    return "{\n  \"nonzero_permille\": {\n" + rows.joined(separator: ",\n") + "\n  }\n}"
  }

  private func quoted(_ name: String) -> String {
    let data = try? JSONEncoder().encode([name])
    return String(decoding: data ?? Data(), as: UTF8.self).trimmingCharacters(
      in: CharacterSet(charactersIn: "[]"))
  }
}
