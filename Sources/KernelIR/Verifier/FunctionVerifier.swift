import Diagnostics
import FixedPoint

/// Checks one function of a program; the functions before it are known.
struct FunctionVerifier {
  let program: KernelProgram
  let number: Int
  let function: KernelFunction
  /// The pointer uses of the functions up to this one.
  let uses: [[PointerUse]]
  let names: TextNames
  var faults: [Diagnostic] = []
  var locals: Set<LocalID> = []
  var pointers: Set<PointerID> = []
  /// Locals whose value was decided by numbers in flash that a pointer walks over.
  var streamed: Set<LocalID> = []
  /// Accumulators, and locals whose value came from one.
  var accumulated: Set<LocalID> = []
  var values: ValueRanges
  /// The statement's position: its number in each block on the way to it.
  private var path: [Int] = []

  init(_ program: KernelProgram, number: Int, uses: [[PointerUse]]) {
    self.program = program
    self.number = number
    self.uses = uses
    function = program.functions[number]
    names = TextNames(program: program, function: function)
    values = ValueRanges(program)
  }

  mutating func run() {
    accumulated = function.accumulators
    checkParameters()
    checkPromisedRanges()
    check(function.body)
  }

  /// A declared range that is narrower than the derived one: a warning, for it may hold all the
  /// same and is asserted at run time; an error where no value at all is in both.
  mutating func reportUnproved(
    _ derived: IntegerRange, beyond declared: IntegerRange, _ cause: String, _ remedy: String
  ) {
    report(
      cause, remedy, severity: derived.intersection(declared) == nil ? .error : .warning)
  }

  mutating func report(_ cause: String, _ remedy: String, severity: Severity = .error) {
    let position = path.map(String.init).joined(separator: ".")
    faults.append(
      Diagnostic(
        severity, .invalidKernel,
        at: .node(
          name: function.name, operator: "function",
          detail: path.isEmpty ? nil : "statement \(position)"),
        cause: cause, remedy: remedy))
  }

  /// Parameters are the first locals and pointers, in order.
  private mutating func checkParameters() {
    for parameter in function.parameters {
      switch parameter {
      case .value(let id): if id.index == locals.count { locals.insert(id) }
      case .pointer(let id): if id.index == pointers.count { pointers.insert(id) }
      }
    }
    let areFirst =
      locals.count + pointers.count == function.parameters.count
      && locals.count <= function.locals.count && pointers.count <= function.pointers.count
    if !areFirst {
      report("its parameters are not its first locals and pointers", "declare the parameters first")
    }
  }

  /// What is declared must be possible at all.
  private mutating func checkPromisedRanges() {
    for local in function.locals where !IntegerType.int32.range.contains(local.range) {
      report(
        "the range \(local.range) of local \"\(local.name)\" does not fit 32 bits signed",
        "use two words")
    }
    for pointer in function.pointers where !pointer.element.range.contains(pointer.range) {
      report(
        "the range \(pointer.range) of pointer \"\(pointer.name)\" does not fit \(pointer.element)",
        "use a wider element type")
    }
  }

  private mutating func check(_ statements: [Statement]) {
    for (index, statement) in statements.enumerated() {
      path.append(index + 1)
      check(statement)
      path.removeLast()
    }
  }

  /// Checks a body in a scope of its own.
  private mutating func checkBlock(_ statements: [Statement], branch: Int? = nil) {
    let outer = (locals, pointers)
    if let branch { path.append(branch) }
    check(statements)
    if branch != nil { path.removeLast() }
    (locals, pointers) = outer
  }

  private mutating func check(_ statement: Statement) {
    switch statement {
    case .define(let local, let value): define(local, value)
    case .assign(let local, let value): assign(local, value)
    case .point(let pointer, let address): point(pointer, address)
    case .repoint(let pointer, let address):
      if isVisible(pointer) { checkAddress(address, for: pointer) }
    case .advance(let pointer, let distance):
      _ = isVisible(pointer)
      _ = range(of: distance)
    case .store(let base, let index, let value): store(base, index, value)
    case .call(let callee, let arguments): call(callee, arguments)
    case .comment: break
    case .repeatTimes, .repeatLocal, .repeatUntil, .branch: checkControl(statement)
    }
  }

  private mutating func checkControl(_ statement: Statement) {
    switch statement {
    case .repeatTimes(let count, let body):
      if count < 1 { report("it repeats \(count) times", "repeat at least once") }
      checkBlock(body)
    case .repeatLocal(let local, let body):
      checkCount(local, body)
      checkBlock(body)
    case .repeatUntil(let pointer, let end, let body):
      checkEnd(pointer, end)
      checkBlock(body)
    case .branch(let condition, let then, let otherwise):
      checkBranch(condition, then, otherwise)
    case .define, .assign, .point, .repoint, .advance, .store, .call, .comment: break
    }
  }

  private mutating func checkCount(_ local: LocalID, _ body: [Statement]) {
    guard isVisible(local) else { return }
    if function[local].range.lower < 0 {
      report(
        "it repeats \(names.text(local)) times, whose range is \(function[local].range)",
        "repeat a local that is not negative")
    }
    if body.contains(where: { $0.writes(local) }) {
      report("the body changes the count \(names.text(local))", "count with another local")
    }
  }

  private mutating func checkEnd(_ pointer: PointerID, _ end: PointerID) {
    guard isVisible(pointer), isVisible(end) else { return }
    if function[pointer].element != function[end].element {
      report(
        "\(names.text(pointer)) and \(names.text(end)) point to different types",
        "compare pointers to one type")
    }
  }

  private mutating func checkBranch(
    _ condition: Condition, _ then: [Statement], _ otherwise: [Statement]
  ) {
    let (left, right) = (range(of: condition.left), range(of: condition.right))
    for (place, body) in [then, otherwise].enumerated() {
      let known = place == 0 ? condition : condition.negated
      let assumptions = known.assumptions(left: left, right: right).filter { assumption in
        guard case .local(let local) = assumption.expression else { return false }
        return !body.contains { $0.writes(local) }
      }
      values.assumptions += assumptions
      checkBlock(body, branch: place + 1)
      values.assumptions.removeLast(assumptions.count)
    }
  }
}
