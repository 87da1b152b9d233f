import FixedPoint
import KernelIR

/// What the entry of a program does whose input arrives row by row.
struct PushingCall {
  /// Takes the row, and does what it makes possible.
  let call: Statement
  let rows: PushedRows

  /// The entry's local: the number of the next row, 0 after the last.
  var nextRow: Local {
    Local(name: "next", range: IntegerRange(0, rows.count - 1), isMutable: false)
  }

  /// - Parameter calls: What all rows are needed for.
  func body(lastly calls: [Statement]) -> [Statement] {
    guard !calls.isEmpty else { return [call] }
    let next = LocalID(0)
    return [
      call, .define(next, .load(.buffer(rows.counter), index: .constant(0))),
      .branch(
        Condition(.local(next), .equal, .constant(0)), then: calls, otherwise: []),
    ]
  }
}

extension ProgramBuilder {
  /// Makes the function of a row: which calls it makes is in a table, as is where those begin whose
  /// places differ from row to row.
  ///
  /// - Parameter calls: What each row makes possible.
  /// - Returns: how many calls stand in the function.
  mutating func emitPushing(_ calls: [[Statement]], _ items: [Schedule.Item]) -> Int {
    let works = PushedRowWorks(calls) { callee, argument in
      let function = functions[callee.index]
      guard case .pointer(let pointer) = function.parameters[argument] else { return .writableRAM }
      return function[pointer].memory
    }
    let range = IntegerRange(0, calls.count - 1)
    let counter = rowState(
      "next_row", IntegerType.narrowest(holding: range) ?? .int32, count: 1, range,
      initial: .uniform(0))
    let function = add(pushing(works, counter, items))
    pushing = PushingCall(
      call: .call(function, []), rows: PushedRows(count: calls.count, counter: counter))
    return works.works.reduce(0) { $0 + $1.calls.count }
  }

  private mutating func pushing(
    _ works: PushedRowWorks, _ counter: BufferID, _ items: [Schedule.Item]
  ) -> KernelFunction {
    let tables = placeTables(works)
    var function = FunctionBuilder(
      name: "take_row",
      note: FunctionNote(
        nodes: items.flatMap(\.stage.names),
        formula: "each row as soon as the rows that it needs are there", strategy: "row by row"))
    let row = function.constant("number", buffers[counter.index].range)
    let start = Statement.define(row, .load(.buffer(counter), index: .constant(0)))
    let body = calls(of: works, tables, row, in: &function)
    return function.finish([start] + body + [count(row, in: counter)])
  }

  /// The calls that the row makes possible; no choice where all rows make the same ones.
  private mutating func calls(
    of works: PushedRowWorks, _ tables: [TableID], _ row: LocalID,
    in function: inout FunctionBuilder
  ) -> [Statement] {
    guard works.works.count > 1 else {
      return works.works.flatMap { statements(of: $0, tables, row, in: &function) }
    }
    let work = function.constant("work", IntegerRange(0, works.works.count - 1))
    let branches = works.works.enumerated().compactMap { number, own -> Statement? in
      guard !own.calls.isEmpty else { return nil }
      return .branch(
        Condition(.local(work), .equal, .constant(number)),
        then: statements(of: own, tables, row, in: &function), otherwise: [])
    }
    return [.define(work, .load(.table(workTable(works)), index: .local(row)))] + branches
  }

  private mutating func workTable(_ works: PushedRowWorks) -> TableID {
    table("work_of_row", works.workOfRow, note: "what each row of the input makes possible")
  }

  private mutating func placeTables(_ works: PushedRowWorks) -> [TableID] {
    works.places.enumerated().map { number, places in
      table(
        number == 0 ? "place_of_row" : "place_\(number + 1)_of_row", places,
        note: "where the calls of a row begin, in elements")
    }
  }

  /// The next row's number; 0 after the last.
  private func count(_ row: LocalID, in counter: BufferID) -> Statement {
    let zero = Expression.constant(0)
    return .branch(
      Condition(.local(row), .less, .constant(buffers[counter.index].range.upper)),
      then: [.store(.buffer(counter), index: zero, .add(.local(row), .constant(1)))],
      otherwise: [.store(.buffer(counter), index: zero, zero)])
  }

  private func statements(
    of work: PushedRowWorks.Work, _ tables: [TableID], _ row: LocalID,
    in function: inout FunctionBuilder
  ) -> [Statement] {
    guard !work.walks.isEmpty else {
      return RowLoops(work.calls).sequence().flatMap { statements(of: $0, in: &function) }
    }
    var starts: [Statement] = []
    var moved: [PushedRowWorks.ArgumentPlace: Address] = [:]
    for (walk, table) in zip(work.walks, tables) {
      let buffer = buffers[walk.buffer.index]
      let pointer = function.pointer(
        buffer.name + "_row", to: buffer.element, in: walk.memory, buffer.range)
      starts += [
        .point(pointer, Address(.buffer(walk.buffer))),
        .advance(pointer, .load(.table(table), index: .local(row))),
      ]
      for (place, distance) in walk.arguments {
        moved[place] = Address(.pointer(pointer), offset: distance)
      }
    }
    return starts + work.calls.enumerated().map { $1.moved(to: moved, call: $0) }
  }
}

extension Statement {
  /// The call with the addresses that move.
  fileprivate func moved(
    to addresses: [PushedRowWorks.ArgumentPlace: Address], call number: Int
  ) -> Statement {
    guard case .call(let callee, let arguments) = self else { return self }
    return .call(
      callee,
      arguments.enumerated().map { index, argument in
        addresses[.init(call: number, argument: index)].map { .address($0) } ?? argument
      })
  }
}
