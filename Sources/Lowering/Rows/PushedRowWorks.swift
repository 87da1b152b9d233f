import KernelIR

/// What the rows of a pushed input set off: rows that cause the same calls, at addresses that may
/// differ, have one work.
struct PushedRowWorks: Hashable {
  /// Calls that some rows cause.
  struct Work: Hashable {
    /// The rows, in order.
    let rows: [Int]
    /// The calls of the first of them, in order.
    let calls: [Statement]
    /// The addresses that are not the same for all rows.
    let walks: [Walk]
  }

  /// Arguments that move together from row to row.
  struct Walk: Hashable {
    let buffer: BufferID
    let memory: Pointer.Memory
    /// The element of the buffer, for each row of the work.
    let places: [Int]
    /// The arguments, with how far behind the place each begins.
    var arguments: [ArgumentPlace: Int]
  }

  struct ArgumentPlace: Hashable {
    let call: Int
    let argument: Int
  }

  let works: [Work]
  /// The work of each row.
  let workOfRow: [Int]

  /// - Parameters:
  ///   - calls: Of each row.
  ///   - memory: What a parameter of a function points to.
  init(_ calls: [[Statement]], memory: (FunctionID, Int) -> Pointer.Memory) {
    var numbers: [[Statement]: Int] = [:]
    var rows: [[Int]] = []
    var workOfRow: [Int] = []
    for (row, own) in calls.enumerated() {
      let number = numbers[own.map(\.withoutOffsets), default: rows.count]
      if number == rows.count { rows.append([]) }
      numbers[own.map(\.withoutOffsets)] = number
      rows[number].append(row)
      workOfRow.append(number)
    }
    self.workOfRow = workOfRow
    works = rows.map { rows in
      let own = rows.map { calls[$0] }
      return Work(rows: rows, calls: own[0], walks: Self.walks(own, memory))
    }
  }

  /// The tables of the places that walks begin at, by row; of other rows 0.
  var places: [[Int]] {
    let count = works.map(\.walks.count).max() ?? 0
    return (0..<count).map { number in
      var places = [Int](repeating: 0, count: workOfRow.count)
      for work in works where work.walks.indices.contains(number) {
        for (row, place) in zip(work.rows, work.walks[number].places) { places[row] = place }
      }
      return places
    }
  }

  private static func walks(
    _ turns: [[Statement]], _ memory: (FunctionID, Int) -> Pointer.Memory
  ) -> [Walk] {
    var walks: [Walk] = []
    for (number, call) in turns[0].enumerated() {
      guard case .call(let callee, let arguments) = call else { continue }
      for index in arguments.indices {
        let addresses = turns.compactMap { $0[number].address(index) }
        guard let first = addresses.first, case .buffer(let buffer) = first.base,
          addresses.contains(where: { $0.offset != first.offset })
        else { continue }
        let place = ArgumentPlace(call: number, argument: index)
        let walk = Walk(
          buffer: buffer, memory: memory(callee, index), places: addresses.map(\.offset),
          arguments: [place: 0])
        join(walk, at: place, to: &walks)
      }
    }
    return walks
  }

  /// Arguments that keep their distance share a walk, the first of them before the others.
  private static func join(_ walk: Walk, at place: ArgumentPlace, to walks: inout [Walk]) {
    for (index, known) in walks.enumerated()
    where known.buffer == walk.buffer && known.memory == walk.memory {
      let distances = Set(zip(known.places, walk.places).map { $1 - $0 })
      guard distances.count == 1, let distance = distances.first, distance >= 0 else { continue }
      walks[index].arguments[place] = distance
      return
    }
    walks.append(walk)
  }
}

extension Statement {
  /// The same call at the starts of its memory.
  fileprivate var withoutOffsets: Statement {
    guard case .call(let callee, let arguments) = self else { return self }
    return .call(
      callee,
      arguments.map { argument in
        guard case .address(let address) = argument else { return argument }
        return .address(Address(address.base))
      })
  }

  fileprivate func address(_ index: Int) -> Address? {
    guard case .call(_, let arguments) = self, case .address(let address) = arguments[index]
    else { return nil }
    return address
  }
}
