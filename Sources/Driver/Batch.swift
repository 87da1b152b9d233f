import Diagnostics
import FixedPoint
import Interpreter
import NetworkIR
import NumpyFormat

/// Examples to run: for each, the integers of every network input.
package struct Batch: Hashable, Sendable {
  package let examples: [[[Int]]]
  /// The examples are consecutive steps, each with the state that the one before left; else each
  /// starts from the reset state.
  package let isStream: Bool

  package init(examples: [[[Int]]], isStream: Bool = false) {
    self.examples = examples
    self.isStream = isStream
  }

  package var count: Int { examples.count }

  package func example(_ index: Int) -> [[Int]] { examples[index] }
}

/// Reads one array per network input: FILE, or NAME=FILE. The first axis is the batch; the others
/// hold one example.
///
/// Integers are the network's own; float32 is quantised as the file says (rule A20).
package func readBatch(
  _ arguments: [String], for network: Network, isStream: Bool = false
) throws(DiagnosticList) -> Batch {
  let interpreter = try ReferenceInterpreter(network)
  let paths = try assign(arguments, to: network)
  var columns: [[[Int]]] = []
  for (index, path) in paths.enumerated() {
    columns.append(try readColumn(path, input: index, interpreter))
  }
  let counts = Set(columns.map(\.count))
  guard counts.count == 1, let count = counts.first else {
    throw badArray(
      paths[0], "the inputs have different batch sizes", "give as many examples of each")
  }
  return Batch(
    examples: (0..<count).map { row in columns.map { $0[row] } }, isStream: isStream)
}

/// Class numbers, one per example.
package func readLabels(_ path: String, count: Int) throws(DiagnosticList) -> [Int] {
  let array = try readNumpyArray(try readBytes(path), file: path)
  guard let labels = array.elements.integers, labels.count == count else {
    throw badArray(
      path, "there are \(array.elements.count) labels for \(count) inputs",
      "give one integer per input")
  }
  // The confusion matrix has a cell for each pair of classes.
  guard labels.allSatisfy({ (0..<4096).contains($0) }) else {
    throw badArray(path, "a label is not a class number", "use labels from 0 to 4095")
  }
  return labels
}

/// One path per network input, in the network's order.
private func assign(
  _ arguments: [String], to network: Network
) throws(DiagnosticList) -> [String] {
  let names = network.inputs.map { network[$0.tensor].name }
  if names.count == 1, arguments.count == 1, let only = arguments.first {
    return [only.hasPrefix(names[0] + "=") ? String(only.dropFirst(names[0].count + 1)) : only]
  }
  let paths = names.map { name in
    arguments.first { $0.hasPrefix(name + "=") }.map { String($0.dropFirst(name.count + 1)) }
  }
  let found = paths.compactMap { $0 }
  guard found.count == names.count, arguments.count == names.count else {
    throw Diagnostic(
      .badArgument, at: .argument("--input"),
      cause: "the network takes \(names.count) arrays: \(names.joined(separator: ", "))",
      remedy: names.count == 1 ? "give one --input" : "give --input NAME=FILE for each"
    ).alone
  }
  return found
}

private func readColumn(
  _ path: String, input index: Int, _ interpreter: ReferenceInterpreter
) throws(DiagnosticList) -> [[Int]] {
  let array = try readNumpyArray(try readBytes(path), file: path)
  let tensor = interpreter.network[interpreter.network.inputs[index].tensor]
  let size = tensor.shape.elementCount
  guard let count = array.shape.first, count > 0, array.elements.count == count * size else {
    throw badArray(
      path, "its shape is \(Shape(array.shape)), where [batch, …] of \(tensor.shape) is needed",
      "make the first axis the batch and the others one example of \(size) elements")
  }
  if let integers = array.elements.integers {
    return try rows(integers, size, of: tensor, path)
  }
  guard let floats = array.elements.floats else { return [] }
  return try (0..<count).map { row throws(DiagnosticList) in
    try interpreter.encode(Array(floats[row * size..<(row + 1) * size]), input: index)
  }
}

private func rows(
  _ integers: [Int], _ size: Int, of tensor: Tensor, _ path: String
) throws(DiagnosticList) -> [[Int]] {
  if let misfit = integers.first(where: { !tensor.range.contains($0) }) {
    throw badArray(
      path, "\(misfit) is outside \(tensor.range), the range of input \"\(tensor.name)\"",
      "give the network's own integers, or float32 values to be quantised")
  }
  return stride(from: 0, to: integers.count, by: size).map { Array(integers[$0..<$0 + size]) }
}

func badArray(_ path: String, _ cause: String, _ remedy: String) -> DiagnosticList {
  Diagnostic(.badArray, at: .file(path), cause: cause, remedy: remedy).alone
}
