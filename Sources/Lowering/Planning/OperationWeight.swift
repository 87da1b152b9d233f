import FixedPoint
import KernelIR
import TargetDescription

// The price of what is no strategy's kernel: operations weighed by the target's costs.

/// Hundredths of an instruction that statements take when they run, and how many operations, loads
/// and loops stand in them.
struct OperationWeight: Hashable {
  var hundredths = 0
  var operations = 0
  /// Loads, which are operations as well.
  var loads = 0
  var loops = 0
  /// Loops that only store a constant: compilers call the library's memset instead.
  var fills = 0

  static func + (left: OperationWeight, right: OperationWeight) -> OperationWeight {
    OperationWeight(
      hundredths: left.hundredths + right.hundredths,
      operations: left.operations + right.operations, loads: left.loads + right.loads,
      loops: left.loops + right.loops, fills: left.fills + right.fills)
  }

  static func += (left: inout OperationWeight, right: OperationWeight) { left = left + right }

  /// A body that runs so many hundredths of a time.
  func running(_ hundredths: Int) -> OperationWeight {
    var weight = self
    weight.hundredths = self.hundredths * hundredths / 100
    return weight
  }
}

/// Weighs statements for a target.
struct OperationScale {
  private let costs: TargetProfile.OperationCosts
  private let wordWidth: Int
  private let functions: [KernelFunction]
  /// The locals and pointers of the statements that are weighed.
  private var locals: [Local] = []
  private var pointers: [Pointer] = []
  /// Turns of a loop whose number is data.
  private let usualTurns = 6

  init(_ target: TargetProfile, functions: [KernelFunction] = []) {
    costs = target.costs
    wordWidth = target.machine.wordWidth
    self.functions = functions
  }

  /// The scale for the body of a function.
  func inside(_ function: KernelFunction) -> OperationScale {
    var scale = self
    (scale.locals, scale.pointers) = (function.locals, function.pointers)
    return scale
  }

  func weigh(_ statements: [Statement]) -> OperationWeight {
    statements.reduce(into: OperationWeight()) { $0 += weigh($1) }
  }

  private func weigh(_ statement: Statement) -> OperationWeight {
    switch statement {
    case .define(let local, let value), .assign(let local, let value):
      weigh(value, words: words(of: local))
    case .point, .repoint: operation(costs.add)
    case .advance(_, let value): weigh(value) + operation(costs.add)
    case .store(_, let index, let value):
      weigh(index: index) + weigh(value) + operation(costs.store)
    case .repeatTimes(let count, let body): loop(body, turns: count)
    case .repeatLocal(_, let body), .repeatUntil(_, _, let body): loop(body, turns: usualTurns)
    case .branch(let condition, let then, let otherwise):
      weigh(condition) + weigh(then).running(50) + weigh(otherwise).running(50)
    case .call(let function, let arguments):
      operation(costs.call) + body(of: function)
        + weigh(arguments.compactMap(\.expression))
    case .comment: OperationWeight()
    }
  }

  private func body(of function: FunctionID) -> OperationWeight {
    guard functions.indices.contains(function.index) else { return OperationWeight() }
    return inside(functions[function.index]).weigh(functions[function.index].body)
  }

  private func loop(_ body: [Statement], turns: Int) -> OperationWeight {
    let turn = weigh(body) + operation(costs.loopStep)
    return turn.running(100 * turns)
      + OperationWeight(loops: 1, fills: body.isFill ? 1 : 0)
  }

  private func weigh(_ condition: Condition) -> OperationWeight {
    weigh([condition.left, condition.right])
      + wide(
        costs.compare + (costs.branchTaken + costs.branchNotTaken) / 2,
        max(words(of: condition.left), words(of: condition.right)))
  }

  private func weigh(_ expressions: [Expression]) -> OperationWeight {
    expressions.reduce(into: OperationWeight()) { $0 += weigh($1) }
  }

  /// - Parameter least: the registers of what the value goes into.
  func weigh(_ expression: Expression, words least: Int = 1) -> OperationWeight {
    let own = max(least, words(of: expression))
    func all(_ values: Expression...) -> OperationWeight {
      values.reduce(into: OperationWeight()) { $0 += weigh($1, words: least) }
    }
    return switch expression {
    case .constant, .local: OperationWeight()
    case .load(let base, let index):
      weigh(index: index) + operation(loadCost(base)) + OperationWeight(loads: 1)
    case .add(let left, let right), .subtract(let left, let right), .and(let left, let right):
      all(left, right) + wide(costs.add, own)
    case .negate(let value): all(value) + wide(costs.add, own)
    case .elementAt(let byte, _): weigh(byte)
    case .shiftLeft(let value, let bits), .shiftRight(let value, let bits):
      all(value) + wide(costs.shift + costs.shiftPerBit * bits, own)
    case .shiftLeftBy(let value, let bits), .shiftRightBy(let value, let bits):
      all(value) + weigh(bits) + wide(costs.shift + costs.shiftPerBit * 8, own)
    case .minimum(let left, let right), .maximum(let left, let right):
      all(left, right) + wide(costs.compare + costs.branchNotTaken, own)
    case .select(let condition, let value, let otherwise):
      weigh(condition) + all(value).running(50) + all(otherwise).running(50)
    }
  }

  private func weigh(index: Expression) -> OperationWeight {
    if case .constant = index { OperationWeight() } else { weigh(index) + operation(costs.add) }
  }

  private func loadCost(_ base: MemoryBase) -> Int {
    if case .table = base { costs.flashLoad } else { costs.load }
  }

  private func operation(_ hundredths: Int) -> OperationWeight {
    OperationWeight(hundredths: hundredths, operations: 1)
  }

  /// An operation on a value of so many registers.
  private func wide(_ hundredths: Int, _ words: Int) -> OperationWeight {
    OperationWeight(hundredths: hundredths * words, operations: words)
  }

  /// How many registers C's arithmetic on the value takes: an `int` is two of eight bits.
  private func words(of range: IntegerRange) -> Int {
    guard wordWidth == 8 else { return 1 }
    return IntegerType.int16.range.contains(range) ? 2 : 4
  }

  private func words(of local: LocalID) -> Int {
    locals.indices.contains(local.index) ? words(of: locals[local.index].range) : words(of: word)
  }

  private func words(of expression: Expression) -> Int {
    switch expression {
    case .constant(let value): words(of: IntegerRange(exactly: value))
    case .local(let local): words(of: local)
    case .load(.pointer(let pointer), _):
      pointers.indices.contains(pointer.index)
        ? words(of: pointers[pointer.index].range) : words(of: word)
    case .load: words(of: IntegerType.int16.range)
    case .add, .subtract, .negate, .and, .elementAt, .shiftLeft, .shiftRight, .shiftLeftBy,
      .shiftRightBy, .minimum, .maximum, .select:
      expression.children.map { words(of: $0) }.max() ?? 1
    }
  }

  private var word: IntegerRange { IntegerType.int32.range }
}

extension [Statement] {
  fileprivate var isFill: Bool {
    count == 2
      && contains { if case .store(_, _, .constant) = $0 { true } else { false } }
      && contains { if case .advance = $0 { true } else { false } }
  }
}

extension Argument {
  fileprivate var expression: Expression? {
    if case .value(let value) = self { value } else { nil }
  }
}

extension StrategyWork {
  /// Weighed operations as counts, at the target's coefficients for what is no strategy's kernel.
  init(weighing weight: OperationWeight, tableBytes: Int, on target: TargetProfile) {
    let costs = target.kernels[Self.otherStages]
    let perOperation = target.machine.wordWidth > 8 ? 300 : 250
    steps = [
      Count(
        "operation", weight.hundredths / 100, costs?.instructions["operation"] ?? 100)
    ]
    code = [
      Count("operation", weight.operations, costs?.bytes["operation"] ?? perOperation),
      Count("element", weight.loads, costs?.bytes["element"] ?? perOperation),
      Count("otherLoop", weight.loops, costs?.bytes["otherLoop"] ?? perOperation),
      Count("fill", weight.fills, costs?.bytes["fill"] ?? 10 * perOperation),
      Count("table", tableBytes, 100),
    ]
  }

  /// Under what name a target states the coefficients of stages without weights.
  package static let otherStages = "other-stages"
}
