import Diagnostics
import Interpreter
import NetworkIR

/// How many inputs a network puts into the right class.
package struct Evaluation: Hashable, Sendable, Codable {
  package let count: Int
  package let correct: Int
  package let accuracy: Double
  /// Row: the label; column: the answer.
  package let confusion: [[Int]]
}

/// Runs every input in the interpreter and compares its class (rule A24) with the label.
///
/// - Parameter progress: finished inputs, and how many there are.
package func evaluate(
  _ network: Network, on batch: Batch, labels: [Int], progress: (Int, Int) -> Void
) async throws(DiagnosticList) -> Evaluation {
  var runner = try RowRunner(network, batch)
  let interpreter = runner.interpreter
  let answers = try await runner.run(
    0..<batch.count, collect: { interpreter.predictedClass($0) },
    progress: { progress($0, batch.count) })
  let classes = (labels + answers).reduce(0, max) + 1
  var confusion = [[Int]](repeating: [Int](repeating: 0, count: classes), count: classes)
  for (label, answer) in zip(labels, answers) { confusion[label][answer] += 1 }
  let correct = confusion.indices.reduce(0) { $0 + confusion[$1][$1] }
  return Evaluation(
    count: batch.count, correct: correct, accuracy: Double(correct) / Double(max(1, batch.count)),
    confusion: confusion)
}
