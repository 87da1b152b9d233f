import KernelIR

extension [Statement] {
  /// By how many elements one run of the statements moves the pointer, where that is a constant.
  func constantStep(of pointer: PointerID) -> Int? {
    var sum = 0
    for statement in self {
      guard let step = statement.constantStep(of: pointer) else { return nil }
      sum += step
    }
    return sum
  }
}

extension Statement {
  fileprivate func constantStep(of pointer: PointerID) -> Int? {
    switch self {
    case .advance(pointer, .constant(let elements)): elements
    case .advance(let other, _), .repoint(let other, _): other == pointer ? nil : 0
    case .repeatTimes(let times, let body): body.constantStep(of: pointer).map { times * $0 }
    case .repeatLocal(_, let body), .repeatUntil(_, _, let body):
      body.constantStep(of: pointer) == 0 ? 0 : nil
    case .branch(_, let then, let otherwise):
      then.constantStep(of: pointer) == otherwise.constantStep(of: pointer)
        ? then.constantStep(of: pointer) : nil
    case .define, .assign, .point, .store, .call, .comment: 0
    }
  }
}
