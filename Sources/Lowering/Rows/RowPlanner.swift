import NetworkIR

/// Finds the order: a row is computed when a later stage needs it.
struct RowPlanner {
  private struct Strip {
    let input: RowInput
    /// The row of the padded input in the first slot.
    var base = 0
    var count: Int
    var most = 0
    /// nil where a stage of the region makes the tensor.
    let isWhole: Bool
    let isUsed: Bool
  }

  private let stages: [RowStage]
  /// The stage that makes each tensor.
  private let makers: [TensorID: Int]
  /// Tensors that stand whole in memory: those from outside and those that are read outside.
  private let whole: Set<TensorID>
  private var strips: [[Strip]]
  private var done: [Int]
  private var steps: [RowPlan.Step] = []
  /// The tensor whose rows the caller pushes, and how many of them came.
  private let pushed: PushedTensor?
  private var arrived = 0

  /// - Parameters:
  ///   - kept: The tensors made here that are needed whole.
  ///   - pushed: The tensor whose rows the caller pushes.
  init(_ stages: [RowStage], kept: Set<TensorID>, pushed: PushedTensor? = nil) {
    self.stages = stages
    self.pushed = pushed
    let makers = Dictionary(uniqueKeysWithValues: stages.enumerated().map { ($1.output, $0) })
    let outside = stages.flatMap { $0.inputs.map(\.tensor) }.filter {
      makers[$0] == nil && $0 != pushed?.tensor
    }
    let whole = kept.union(outside)
    (self.makers, self.whole) = (makers, whole)
    strips = stages.map { stage in
      stage.inputs.map {
        Strip(
          input: $0, count: $0.plane.paddingTop, isWhole: whole.contains($0.tensor),
          isUsed: !(whole.contains($0.tensor) && $0.isBare))
      }
    }
    done = stages.map { _ in 0 }
  }

  /// The plan of all rows that something needs.
  mutating func plan() -> RowPlan {
    if let pushed {
      while let stage = leastFinished { next(stage) }
      // All results are finished: nothing reads the rows that are left.
      steps += Array(repeating: .arrive, count: pushed.rows - arrived)
      arrived = pushed.rows
    } else {
      for stage in stages.indices.reversed() where whole.contains(stages[stage].output) {
        while done[stage] < stages[stage].outputRows { next(stage) }
      }
    }
    var rows: [RowPlan.StripID: Int] = [:]
    for (stage, inputs) in strips.enumerated() {
      for (input, strip) in inputs.enumerated() where strip.isUsed {
        rows[RowPlan.StripID(stage: stage, input: input)] = max(
          strip.most, strip.input.plane.windowRows)
      }
    }
    return RowPlan(steps: steps, rows: rows)
  }

  /// Of the stages whose results are needed whole, the one of which the largest part is missing: no
  /// rows of the input wait for it longer than they must.
  private var leastFinished: Int? {
    stages.indices.filter {
      whole.contains(stages[$0].output) && done[$0] < stages[$0].outputRows
    }.min {
      done[$0] * stages[$1].outputRows < done[$1] * stages[$0].outputRows
    }
  }

  /// The next row of a stage, unless nothing needs it.
  private mutating func next(_ stage: Int) {
    let row = done[stage]
    done[stage] += 1
    guard isNeeded(stages[stage].output, row) else { return }
    let place = place(of: row, stage)
    for turn in 0..<stages[stage].turns {
      let from = strips[stage].indices.map { input -> RowPlan.Place in
        provide(stage, input, row: row, turn: turn)
      }
      steps.append(.compute(stage: stage, turn: turn, from: from, into: place))
      for input in strips[stage].indices { drop(stage, input, row: row, turn: turn) }
    }
    hand(stages[stage].output, row, at: place)
  }

  /// All rows that a turn reads, and where they begin.
  private mutating func provide(
    _ stage: Int, _ input: Int, row: Int, turn: Int
  ) -> RowPlan.Place {
    let strip = strips[stage][input]
    let first = row * strip.input.plane.strideRows + turn
    let end = first + strip.input.plane.windowRows
    guard strip.isUsed else {
      make(strip.input.tensor, to: end)
      return .tensor(strip.input.tensor, row: first)
    }
    advance(stage, input, to: first)
    while strips[stage][input].base + strips[stage][input].count < end { fetch(stage, input) }
    return .strip(RowPlan.StripID(stage: stage, input: input), slot: 0)
  }

  /// Makes rows of a tensor up to one, where a stage makes it.
  private mutating func make(_ tensor: TensorID, to end: Int) {
    guard let maker = makers[tensor] else { return }
    while done[maker] < end { next(maker) }
  }

  /// The next row of a strip: of the border, or of the input.
  private mutating func fetch(_ stage: Int, _ input: Int) {
    let strip = strips[stage][input], plane = strip.input.plane
    let id = RowPlan.StripID(stage: stage, input: input)
    let row = strip.base + strip.count - plane.paddingTop
    if row < 0 || row >= plane.inputRows {
      steps.append(.border(strip: id, slot: strip.count))
      take(stage, input)
    } else if strip.isWhole {
      make(strip.input.tensor, to: row + 1)
      steps.append(
        .copy(
          from: .tensor(strip.input.tensor, row: row), into: .strip(id, slot: strip.count)))
      take(stage, input)
    } else if let maker = makers[strip.input.tensor] {
      next(maker)
    } else {
      arrive()
    }
  }

  /// The next row that the caller pushes reaches all strips that need it.
  private mutating func arrive() {
    guard let pushed else { return }
    steps.append(.arrive)
    arrived += 1
    hand(pushed.tensor, arrived - 1, at: .pushed)
  }

  private mutating func take(_ stage: Int, _ input: Int) {
    strips[stage][input].count += 1
    strips[stage][input].most = max(strips[stage][input].most, strips[stage][input].count)
  }

  /// Leaves out the rows of a strip before one.
  private mutating func advance(_ stage: Int, _ input: Int, to row: Int) {
    let strip = strips[stage][input]
    guard row > strip.base else { return }
    let gone = row - strip.base, kept = max(0, strip.count - gone)
    if kept > 0 {
      steps.append(
        .move(strip: RowPlan.StripID(stage: stage, input: input), from: gone, rows: kept))
    }
    strips[stage][input].base = row
    strips[stage][input].count = kept
  }

  /// Leaves out what no later turn reads.
  private mutating func drop(_ stage: Int, _ input: Int, row: Int, turn: Int) {
    let strip = strips[stage][input], isLast = turn + 1 == stages[stage].turns
    guard strip.isUsed, !(isLast && row + 1 == stages[stage].outputRows) else { return }
    let next =
      isLast
      ? (row + 1) * strip.input.plane.strideRows
      : row * strip.input.plane.strideRows + turn + 1
    advance(stage, input, to: next)
  }

  // MARK: Where rows go

  /// The inputs that a row of a tensor made here goes to.
  private func takers(_ tensor: TensorID, _ row: Int) -> [RowPlan.StripID] {
    guard !whole.contains(tensor) else { return [] }
    return strips.indices.flatMap { stage in
      strips[stage].indices.compactMap { input in
        let strip = strips[stage][input]
        let place = row + strip.input.plane.paddingTop
        guard strip.input.tensor == tensor, place >= strip.base,
          place < lastEnd(stage, strip.input)
        else { return nil }
        return RowPlan.StripID(stage: stage, input: input)
      }
    }
  }

  /// The row behind the last one that any turn reads.
  private func lastEnd(_ stage: Int, _ input: RowInput) -> Int {
    input.end + stages[stage].turns - 1
  }

  private func isNeeded(_ tensor: TensorID, _ row: Int) -> Bool {
    whole.contains(tensor) || !takers(tensor, row).isEmpty
  }

  /// Where the row of a stage is written.
  private func place(of row: Int, _ stage: Int) -> RowPlan.Place {
    let tensor = stages[stage].output
    guard let first = takers(tensor, row).first else { return .tensor(tensor, row: row) }
    return .strip(first, slot: slot(of: row, first))
  }

  private func slot(of row: Int, _ id: RowPlan.StripID) -> Int {
    let strip = strips[id.stage][id.input]
    return row + strip.input.plane.paddingTop - strip.base
  }

  /// The finished row reaches all strips that need it.
  private mutating func hand(_ tensor: TensorID, _ row: Int, at place: RowPlan.Place) {
    for taker in takers(tensor, row) {
      let own = RowPlan.Place.strip(taker, slot: slot(of: row, taker))
      if own != place { steps.append(.copy(from: place, into: own)) }
      take(taker.stage, taker.input)
    }
  }
}
