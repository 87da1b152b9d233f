import FixedPoint

/// Runs the C with known control flow and unknown data.
///
/// Loops, pointers and tables are known numbers; what is computed from an input is a node of the
/// graph. Where a condition depends on data, both ways are run and their results joined.
final class Machine {
  let file: ReadFile
  let graph: ValueGraph
  let rules: TypeRules
  var memory = SymbolicMemory()
  /// Variables per call, the innermost last.
  var frames: [[String: Variable]] = []
  /// Objects of the tables by name.
  var globals: [String: MemoryPointer] = [:]
  var journal: [Change] = []
  /// Conditions on data around the present statement.
  var choices = 0
  /// Function names, the innermost last.
  var calls: [String] = []
  var rangeLog = RangeLog()
  /// What is assumed of guards; nil where both ways are followed.
  var pattern: ZeroPattern?
  /// Runs at each statement of the traced function and at each stored value.
  let observer: any MachineObserver
  private(set) var steps = 0
  /// The function that the function of the whole network called last.
  private(set) var lastStage = ""

  struct Variable: Hashable {
    let type: ReadType
    let operand: Operand
  }

  /// How something was before.
  enum Change {
    case cell(object: Int, offset: Int, SymbolicMemory.Cell?)
    case variable(frame: Int, name: String, Variable?)
  }

  init(file: ReadFile, rules: TypeRules, observer: any MachineObserver) {
    self.file = file
    self.rules = rules
    self.observer = observer
    graph = ValueGraph(tables: ConstantTables(elements: file.tables.map(\.elements)))
    for (number, table) in file.tables.enumerated() {
      guard let type = rules.integer(table.type) else { continue }
      let object = memory.addTable(number, type, count: table.elements.count)
      globals[table.name] = MemoryPointer(
        object: object, offset: .constant(0), element: .integer(type))
    }
  }

  /// Counts a step.
  ///
  /// - Throws: when there were too many.
  func tick(_ position: TextPosition) throws(NotFollowed) {
    steps += 1
    guard steps <= observer.stepLimit else {
      throw NotFollowed(position: position, reason: "it takes more than \(steps - 1) steps")
    }
    guard graph.kinds.count <= observer.valueLimit else {
      throw NotFollowed(position: position, reason: "it has more values than are kept")
    }
  }
}

/// What goes along with a run.
protocol MachineObserver: AnyObject {
  var stepLimit: Int { get }
  /// Nodes of the graph.
  var valueLimit: Int { get }
  /// A value that is about to be stored; what is returned is stored.
  func stored(_ value: SymbolicValue, in machine: Machine) -> SymbolicValue
  /// The range of a value over everything that decides it, where that can be tried.
  func exhaustiveRange(_ value: SymbolicValue, in machine: Machine) -> IntegerRange?
  /// `STAPES_TRACE_TENSOR`.
  ///
  /// - Returns: whether it is one of a tensor of the network, with its type and count.
  func traced(
    _ tensor: String, at pointer: MemoryPointer, count: Int, in machine: Machine
  ) -> Bool
  /// The first element of a tensor that is not as it should be where a pattern holds.
  func compare(
    _ tensor: String, at pointer: MemoryPointer, assuming pattern: ZeroPattern, in machine: Machine
  ) -> (element: Int, ElementFinding)?
  /// The next tensor was followed for some patterns only.
  func followed(_ outcome: PatternOutcome)
  /// A call by the function that calls all stages was given up.
  func gaveUp(_ function: String, _ reason: NotFollowed, in machine: Machine)
}

extension Machine {
  /// Runs a function.
  ///
  /// - Throws: what cannot be followed.
  func call(
    _ function: ReadFunction, _ arguments: [Operand], at position: TextPosition
  ) throws(NotFollowed) {
    guard arguments.count == function.parameters.count else {
      throw NotFollowed(position: position, reason: "\(function.name) takes other arguments")
    }
    guard frames.count < 10 else {
      throw NotFollowed(position: position, reason: "calls are nested too deeply")
    }
    var frame: [String: Variable] = [:]
    for (parameter, argument) in zip(function.parameters, arguments) {
      let operand = try converted(argument, to: parameter.type, position)
      frame[parameter.name] = Variable(type: parameter.type, operand: operand)
    }
    frames.append(frame)
    calls.append(function.name)
    defer {
      frames.removeLast()
      calls.removeLast()
    }
    try run(function.body)
  }

  func run(_ statements: [ReadStatement]) throws(NotFollowed) {
    for (index, statement) in statements.enumerated() {
      guard frames.count == 1, case .expression(let call, let position) = statement else {
        try run(statement)
        continue
      }
      try tick(position)
      try perform(call, followedBy: index + 1 < statements.count ? statements[index + 1] : nil)
    }
  }

  private func run(_ statement: ReadStatement) throws(NotFollowed) {
    switch statement {
    case .declare(let type, let name, let value, let position):
      try tick(position)
      set(name, type, try converted(try evaluate(value), to: type, position))
    case .assign(let target, let assignment, let value, let position):
      try tick(position)
      try assign(target, assignment, value, position)
    case .increment(let target, let position):
      try assign(target, .add, .number(1, isUnsigned: false), position)
    case .decrement(let target, let position):
      try assign(target, .subtract, .number(1, isUnsigned: false), position)
    case .expression(let expression, let position):
      try tick(position)
      try perform(expression)
    case .unused(let expression, let position):
      try tick(position)
      _ = try evaluate(expression)
    case .loop, .doWhile, .branch: try control(statement)
    case .returnValue(_, let position):
      throw NotFollowed(position: position, reason: "it returns a value")
    }
  }

  /// A call of the stage list that fails is followed pattern by pattern, or given up alone.
  private func perform(
    _ expression: ReadExpression, followedBy next: ReadStatement?
  ) throws(NotFollowed) {
    guard case .call(let name, let arguments, _) = expression, file.functions[name] != nil else {
      return try perform(expression)
    }
    // What a branch on data leaves is joined; a stage that is given up in one leaves nothing to join.
    guard choices == 0 else { return try perform(expression) }
    lastStage = name
    let before = memory
    let reach = try arguments.map { argument throws(NotFollowed) in try evaluate(argument) }
    do throws(NotFollowed) {
      try perform(expression)
    } catch {
      journal = []
      choices = 0
      if case .expression(let trace, _) = next,
        let outcome = followPatterns(expression, trace: trace, from: before)
      {
        forgetChanges(since: before)
        return observer.followed(outcome)
      }
      journal = []
      choices = 0
      memory = before
      forget(reach)
      observer.gaveUp(name, error, in: self)
    }
  }

  /// Runs a call that is a statement.
  ///
  /// - Throws: what cannot be followed.
  func perform(_ expression: ReadExpression) throws(NotFollowed) {
    guard case .call(let name, let arguments, let position) = expression,
      let function = file.functions[name]
    else { return try performMacro(expression) }
    var operands: [Operand] = []
    for argument in arguments { operands.append(try evaluate(argument)) }
    try call(function, operands, at: position)
  }

  /// What a function that was given up may have written is unknown.
  private func forget(_ arguments: [Operand]) {
    for case .pointer(let pointer) in arguments { memory.forget(pointer.object) }
  }

  /// What was written while some inputs were taken to be skipped is unknown.
  private func forgetChanges(since before: SymbolicMemory) { memory.forgetChanges(since: before) }

  private func control(_ statement: ReadStatement) throws(NotFollowed) {
    switch statement {
    case .loop(let start, let condition, let next, let body, let position):
      try run(start)
      while try isTrue(condition, position) {
        try run(body)
        try run(next)
      }
    case .doWhile(let body, let condition, let position):
      repeat { try run(body) } while try isTrue(condition, position)
    case .branch(let condition, let then, let otherwise, let position):
      try branch(condition, then, otherwise, position)
    case .declare, .assign, .increment, .decrement, .expression, .unused, .returnValue: break
    }
  }

  private func isTrue(
    _ condition: ReadExpression, _ position: TextPosition
  ) throws(NotFollowed) -> Bool {
    try tick(position)
    guard case .integer(.constant(let value), _) = try evaluate(condition) else {
      throw NotFollowed(position: position, reason: "how often a loop turns depends on data")
    }
    return value != 0
  }
}
