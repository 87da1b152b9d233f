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
    0..<batch.count,
    collect: { execution in
      tensors.map { tensor in
        execution[tensor].reduce(into: [Int: Int]()) { $0[$1, default: 0] += 1 }
      }
    },
    progress: progress)
  var density = ActivationDensity.unknown
  for tensor in tensors {
    let counts = rows.reduce(into: [Int: Int]()) { $0.merge($1[tensor.index]) { $0 + $1 } }
    density.add(counts, of: network[tensor].name)
  }
  return density
}

extension ActivationDensity {
  /// How often each value of a tensor occurred. Of equally common ones the first is taken.
  fileprivate mutating func add(_ counts: [Int: Int], of tensor: String) {
    let all = max(1, counts.values.reduce(0, +))
    func permille(without value: Int) -> Int {
      ((all - (counts[value] ?? 0)) * 1000 + all / 2) / all
    }
    self.permille[tensor] = permille(without: 0)
    let first = counts.min { ($1.value, $0.key) < ($0.value, $1.key) }
    guard let first, first.key != 0 else { return }
    commonest[tensor] = CommonValue(
      value: first.key, otherPermille: permille(without: first.key))
  }
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
    file.nonzeroPermille.values.allSatisfy((0...1000).contains),
    file.common.values.allSatisfy({ (0...1000).contains($0.otherPermille ?? 0) })
  else {
    throw badArray(
      first, "it is not {\"nonzero_permille\": {\"TENSOR\": 0 to 1000}}",
      "write it with `stapes density --json`, or give .npy files")
  }
  return ActivationDensity(permille: file.nonzeroPermille, commonest: file.common)
}

/// How many elements of each tensor are not zero, in thousandths, as `stapes density` writes it; and
/// the commonest value where that is not 0.
private struct ActivityFile: Decodable {
  let nonzeroPermille: [String: Int]
  let commonest: [String: Entry]?

  struct Entry: Decodable {
    let value: Int
    let otherPermille: Int

    enum CodingKeys: String, CodingKey {
      case value
      case otherPermille = "other_permille"
    }
  }

  enum CodingKeys: String, CodingKey {
    case nonzeroPermille = "nonzero_permille"
    case commonest
  }

  var common: [String: CommonValue] {
    (commonest ?? [:]).mapValues {
      CommonValue(value: $0.value, otherPermille: $0.otherPermille)
    }
  }
}

extension ActivationDensity {
  /// The text of a file that ``readActivity(_:for:)`` reads.
  package var fileText: String {
    let rows = permille.sorted { $0.key < $1.key }.map { name, permille in
      "    \(quoted(name)): \(permille)"
    }
    let common = commonest.sorted { $0.key < $1.key }.map { name, common in
      let others = common.otherPermille ?? 1000
      return "    \(quoted(name)): {\"value\": \(common.value), \"other_permille\": \(others)}"
    }
    let more =
      common.isEmpty ? "" : ",\n  \"commonest\": {\n" + common.joined(separator: ",\n") + "\n  }"
    return "{\n  \"nonzero_permille\": {\n" + rows.joined(separator: ",\n") + "\n  }\(more)\n}"
  }

  private func quoted(_ name: String) -> String {
    let data = try? JSONEncoder().encode([name])
    return String(decoding: data ?? Data(), as: UTF8.self).trimmingCharacters(
      in: CharacterSet(charactersIn: "[]"))
  }
}
