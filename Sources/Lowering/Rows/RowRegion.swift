import NetworkIR

/// Stages that follow each other and are computed row by row: of a tensor between them, there are
/// never more rows than the next ones need.
struct RowRegion: Hashable {
  let stages: [RowStage]
  /// Tensors made here that are needed whole: read elsewhere, or outputs.
  let kept: Set<TensorID>
  /// The steps of the stages, one after another; what all of them need lives through all.
  let steps: ClosedRange<Int>
  let plan: RowPlan
  /// The tensor whose rows the caller pushes.
  let pushed: PushedTensor?

  /// - Parameters:
  ///   - pushed: The input of the network, where its rows arrive one by one.
  ///   - isKept: Whether a tensor is needed outside these stages.
  init?(
    _ stages: [Stage], of network: Network, from step: Int, pushed: PushedTensor? = nil,
    isKept: (TensorID) -> Bool
  ) {
    let rows = stages.compactMap { RowStage($0, in: network) }
    guard rows.count == stages.count, rows.count > 1 || pushed != nil, !rows.isEmpty else {
      return nil
    }
    self.pushed = pushed
    self.stages = rows
    kept = Set(rows.map(\.output).filter(isKept))
    steps = step...step + stages.count - 1
    var planner = RowPlanner(rows, kept: kept, pushed: pushed)
    plan = planner.plan()
  }

  /// Whether the tensor never stands whole in memory.
  func isInternal(_ tensor: TensorID) -> Bool {
    !kept.contains(tensor) && stages.contains { $0.output == tensor }
  }
}

extension Network {
  /// Whether something but the stages reads the tensor, or nothing at all does.
  func isRead(_ tensor: TensorID, outside stages: ArraySlice<Stage>) -> Bool {
    let own = Set(stages.flatMap(\.names))
    let readers = operators.filter { $0.inputs.contains(tensor) }
    return outputs.contains(tensor) || states.contains { $0.next == tensor }
      || readers.isEmpty || !readers.allSatisfy { own.contains($0.name) }
  }
}
