import FixedPoint
import Foundation
import ShiftAdd

// Reads a matrix, a line of weights an output, and prints the additions of its adder graph and the
// processor time that the search took.

let rows = (String(bytes: FileHandle.standardInput.readDataToEndOfFile(), encoding: .utf8) ?? "")
  .split(separator: "\n").map { line in line.split(separator: " ").compactMap { Int($0) } }
let start = clock()
let graph = AdderGraph.sharing(
  rows: rows.map { $0.map { Weight($0) } }, inputCount: rows.first?.count ?? 0)
let seconds = Double(clock() - start) / Double(CLOCKS_PER_SEC)
guard graph.matrix() == rows else { fatalError("the graph does not compute the matrix") }
print(graph.adderCount, seconds)
