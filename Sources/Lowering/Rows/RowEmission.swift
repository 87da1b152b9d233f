import KernelIR
import NetworkIR

extension ProgramBuilder {
  /// Emits a region: a function for a turn of each stage, and one that calls them in order.
  mutating func emitRegion(
    _ region: RowRegion, _ items: [Schedule.Item], _ network: Network, _ storage: TensorStorage
  ) {
    step = region.steps.lowerBound
    lastSteps[step] = region.steps.upperBound
    let before = (functions.count, tables.count)
    let memory = RowMemory(region, network, storage, in: &self)
    let stages = items.indices.map { rowFunctions($0, items[$0], memory) }
    step = region.steps.lowerBound
    let calls = rowCalls(stages, memory, names: items.flatMap(\.stage.names))
    let sites: Int?
    if region.pushed != nil {
      sites = emitPushing(calls, items)
    } else {
      sites = nil
      callOnce(driver(calls.flatMap(\.self), items))
    }
    marks.append(
      StageMark(
        step: step, calls: sites == nil ? self.calls.suffix(1) : calls.flatMap(\.self),
        sites: sites,
        functions: before.0..<functions.count, tables: before.1..<tables.count))
  }

  /// The calls of a region; where its input is pushed, those of each row apart.
  private mutating func rowCalls(
    _ stages: [RowFunctions], _ memory: RowMemory, names: [String]
  ) -> [[Statement]] {
    var helpers = RowHelpers(names: names)
    var calls = [borders(memory, &helpers)]
    var rows = 0
    for step in memory.region.plan.steps {
      if case .arrive = step { rows += 1 }
      if rows > calls.count { calls.append([]) }
      calls[calls.count - 1] += self.calls(of: step, stages, memory, &helpers)
    }
    return calls
  }

  /// Fills every strip that has a border with its value.
  private mutating func borders(
    _ memory: RowMemory, _ helpers: inout RowHelpers
  ) -> [Statement] {
    memory.region.plan.rows.keys.sorted { ($0.stage, $0.input) < ($1.stage, $1.input) }
      .compactMap { id in
        let input = memory.input(id), plane = input.plane
        guard plane.left + plane.right + plane.paddingTop > 0, let buffer = memory[id] else {
          return nil
        }
        return helpers.fill(
          buffers[buffer.index].count, with: input.paddingValue, into: Address(.buffer(buffer)),
          in: &self)
      }
  }

  private mutating func calls(
    of step: RowPlan.Step, _ stages: [RowFunctions], _ memory: RowMemory,
    _ helpers: inout RowHelpers
  ) -> [Statement] {
    switch step {
    case .compute(let stage, let turn, let from, let into):
      return stages[stage].calls(
        turn: turn, from: from.map(memory.start), into: memory.inside(into))
    case .copy(let from, let into):
      guard case .strip(let id, _) = into else { return [] }
      return [
        helpers.copy(
          memory.input(id).plane.inner, from: memory.inside(from), into: memory.inside(into),
          in: &self)
      ]
    case .move(let id, let first, let rows):
      return [
        helpers.copy(
          rows * memory.input(id).plane.row,
          from: memory.start(of: .strip(id, slot: first)),
          into: memory.start(of: .strip(id, slot: 0)), in: &self)
      ]
    case .arrive: return []
    case .border(let id, let slot):
      return [
        helpers.fill(
          memory.input(id).plane.row, with: memory.input(id).paddingValue,
          into: memory.start(of: .strip(id, slot: slot)), in: &self)
      ]
    }
  }

  /// The function that makes all calls, in loops where they repeat.
  private func driver(_ calls: [Statement], _ items: [Schedule.Item]) -> KernelFunction {
    let names = items.flatMap(\.stage.names)
    var function = FunctionBuilder(
      name: "rows_of_" + items[0].stage.main.name,
      note: FunctionNote(
        nodes: names, formula: "each row as soon as the rows that it needs are there",
        strategy: "row by row"))
    let body = RowLoops(calls).sequence().flatMap { statements(of: $0, in: &function) }
    return function.finish(body)
  }

  func statements(
    of part: RowSequence, in function: inout FunctionBuilder
  ) -> [Statement] {
    switch part {
    case .call(let call): return [call]
    case .loop(let turns, let calls, let steps):
      var walk = RowWalk()
      let body = zip(calls, steps).map { walk.moved($0, by: $1, self, in: &function) }
      return walk.starts + [.repeatTimes(turns, body + walk.advances)]
    }
  }
}

/// The pointers of a loop over rows: one for each buffer and distance a turn.
private struct RowWalk {
  private struct Key: Hashable {
    let buffer: BufferID
    let step: Int
    let memory: Pointer.Memory
  }

  private struct Walker {
    let key: Key
    let pointer: PointerID
    let start: Int
  }

  private var walkers: [Walker] = []

  var starts: [Statement] {
    walkers.map { .point($0.pointer, Address(.buffer($0.key.buffer), offset: $0.start)) }
  }

  var advances: [Statement] {
    walkers.map { .advance($0.pointer, .constant($0.key.step)) }
  }

  /// The call with pointers for the addresses that move.
  mutating func moved(
    _ call: Statement, by steps: [Int], _ builder: ProgramBuilder,
    in function: inout FunctionBuilder
  ) -> Statement {
    guard case .call(let callee, let arguments) = call else { return call }
    let parameters = builder.functions[callee.index].parameters
    let moved = zip(zip(arguments, parameters), steps).map { pair, step -> Argument in
      guard step != 0, case .address(let address) = pair.0, case .pointer(let own) = pair.1,
        case .buffer(let buffer) = address.base
      else { return pair.0 }
      let memory = builder.functions[callee.index][own].memory
      let walker = walker(
        Key(buffer: buffer, step: step, memory: memory), address.offset,
        builder.buffers[buffer.index], in: &function)
      return .address(Address(.pointer(walker.pointer), offset: address.offset - walker.start))
    }
    return .call(callee, moved)
  }

  /// The pointer of the kind that stands at or before an offset, or a new one.
  private mutating func walker(
    _ key: Key, _ offset: Int, _ buffer: Buffer, in function: inout FunctionBuilder
  ) -> Walker {
    if let known = walkers.first(where: { $0.key == key && $0.start <= offset }) { return known }
    let pointer = function.pointer(
      buffer.name + "_row", to: buffer.element, in: key.memory, buffer.range)
    walkers.append(Walker(key: key, pointer: pointer, start: offset))
    return walkers[walkers.count - 1]
  }
}
