import FixedPoint
import NetworkIR

/// Writes what the trace build of a network's C prints for the same inputs.
package struct TraceWriter: Sendable {
  private let network: Network
  private let tensors: [TensorID]
  private let rows: Int?

  /// - Parameters:
  ///   - tensors: Those that memory holds after their layer, in order; nil stands for all that
  ///     operators make. Names that the network does not have are left out.
  ///   - rows: How many rows the input is pushed in, a divisor of its count; nil where it is whole.
  package init(_ network: Network, tensors: [String]? = nil, rows: Int? = nil) {
    self.network = network
    self.rows = rows
    self.tensors =
      tensors.map { names in names.compactMap { network.tensor(named: $0) } }
      ?? network.operators.flatMap(\.outputs).filter { network[$0].type != .int64 }
  }

  /// The lines of one inference, each ended by a line feed.
  ///
  /// - Parameter execution: of the same network.
  package func text(of execution: Execution) -> String {
    let states = network.states.map(\.tensor)
    var all = [TraceLine.begin(version: TraceLine.version, network: network.name)]
    all += inputLines(execution)
    for id in states { all += lines(.state, network[id], execution[id]) }
    all += laterRows(execution)
    for id in tensors { all += lines(.tensor, network[id], execution[id]) }
    for (id, elements) in zip(states, execution.nextStates) {
      all += lines(.next, network[id], elements)
    }
    all.append(.end(network: network.name))
    return all.map { $0.text + "\n" }.joined()
  }

  /// The whole input, or its first row.
  private func inputLines(_ execution: Execution) -> [TraceLine] {
    network.inputs.map(\.tensor).flatMap { id in
      rows == nil
        ? lines(.input, network[id], execution[id]) : row(0, network[id], execution[id])
    }
  }

  private func laterRows(_ execution: Execution) -> [TraceLine] {
    (1..<max(1, rows ?? 1)).flatMap { number in
      network.inputs.map(\.tensor).flatMap { row(number, network[$0], execution[$0]) }
    }
  }

  private func row(_ number: Int, _ tensor: Tensor, _ values: [Int]) -> [TraceLine] {
    let length = values.count / max(1, rows ?? 1)
    let own = Array(values.dropFirst(number * length).prefix(length))
    return lines(.row, tensor, own, row: number)
  }

  private func lines(
    _ kind: TraceElements.Kind, _ tensor: Tensor, _ values: [Int], row: Int? = nil
  ) -> [TraceLine] {
    stride(from: 0, to: values.count, by: TraceElements.perLine).map { first in
      .elements(
        TraceElements(
          kind: kind, name: tensor.name, row: row, first: first,
          values: values.dropFirst(first).prefix(TraceElements.perLine).map {
            UInt32(truncatingIfNeeded: $0)
          }, digits: tensor.type.bytes * 2))
    }
  }
}

extension Network {
  func tensor(named name: String) -> TensorID? {
    tensors.firstIndex { $0.name == name }.map { TensorID($0) }
  }
}
