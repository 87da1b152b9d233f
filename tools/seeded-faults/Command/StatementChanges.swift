import KernelIR

extension ProgramChanger {
  mutating func changed(_ statements: [Statement]) -> [Statement] {
    var result: [Statement] = []
    for statement in statements {
      if statement.canGo, isHere(.statement) { continue }
      result.append(changed(statement))
    }
    for index in result.indices.dropLast()
    where result[index].canMove && result[index + 1].canMove && result[index] != result[index + 1]
      && isHere(.order)
    {
      result.swapAt(index, index + 1)
    }
    return result
  }

  private mutating func changed(_ statement: Statement) -> Statement {
    switch statement {
    case .define(let local, let value): .define(local, changed(value))
    case .assign(let local, let value): .assign(local, changed(value))
    case .point(let pointer, let address): .point(pointer, changed(address))
    case .repoint(let pointer, let address): .repoint(pointer, changed(address))
    case .advance(let pointer, let distance):
      isHere(.step) ? .advance(pointer, distance + 1) : .advance(pointer, distance)
    case .store(let base, let index, let value):
      .store(base, index: moved(index), changed(value))
    case .repeatTimes, .repeatLocal, .repeatUntil: changed(loop: statement)
    case .branch(let condition, let then, let otherwise):
      .branch(changed(condition), then: changed(then), otherwise: changed(otherwise))
    case .call(let function, let arguments): .call(function, arguments.map { changed($0) })
    case .comment: statement
    }
  }

  private mutating func changed(loop: Statement) -> Statement {
    switch loop {
    case .repeatTimes(let count, let body):
      .repeatTimes(isHere(.loop) ? max(1, count + direction) : count, changed(body))
    case .repeatLocal(let count, let body): .repeatLocal(count, changed(body))
    case .repeatUntil(let pointer, let end, let body):
      .repeatUntil(pointer, reaches: end, changed(body))
    case .define, .assign, .point, .repoint, .advance, .store, .branch, .call, .comment: loop
    }
  }

  private mutating func changed(_ argument: Argument) -> Argument {
    switch argument {
    case .value(let value): .value(changed(value))
    case .address(let address): .address(changed(address))
    }
  }

  private mutating func changed(_ address: Address) -> Address {
    guard isHere(.index) else { return address }
    return Address(address.base, offset: address.offset + (address.offset > 0 ? direction : 1))
  }
}

extension Statement {
  /// Whether the rest still has a meaning without it.
  fileprivate var canGo: Bool {
    switch self {
    case .assign, .repoint, .advance, .store, .call: true
    case .define, .point, .repeatTimes, .repeatLocal, .repeatUntil, .branch, .comment: false
    }
  }

  /// Whether it may stand elsewhere: a declaration must stand before its uses.
  fileprivate var canMove: Bool {
    switch self {
    case .assign, .repoint, .advance, .store, .call, .repeatTimes, .repeatLocal, .repeatUntil,
      .branch:
      true
    case .define, .point, .comment: false
    }
  }
}
