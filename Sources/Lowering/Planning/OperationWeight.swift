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
  /// Registers that a value of 32 bits takes.
  private let words: Int
  private let functions: [KernelFunction]
  /// Turns of a loop whose number is data.
  private let usualTurns = 6

  init(_ target: TargetProfile, functions: [KernelFunction] = []) {
    costs = target.costs
    words = target.machine.wordWidth > 8 ? 1 : 3
    self.functions = functions
  }

  func weigh(_ statements: [Statement]) -> OperationWeight {
    statements.reduce(into: OperationWeight()) { $0 += weigh($1) }
  }

  private func weigh(_ statement: Statement) -> OperationWeight {
    switch statement {
    case .define(_, let value), .assign(_, let value): weigh(value)
    case .point, .repoint: operation(costs.add)
    case .advance(_, let value): weigh(value) + operation(costs.add)
    case .store(_, let index, let value):
      weigh(index: index) + weigh(value) + operation(costs.store)
    case .repeatTimes(let count, let body): loop(body).running(100 * count)
    case .repeatLocal(_, let body), .repeatUntil(_, _, let body):
      loop(body).running(100 * usualTurns)
    case .branch(let condition, let then, let otherwise):
      weigh(condition) + weigh(then).running(50) + weigh(otherwise).running(50)
    case .call(let function, let arguments):
      operation(costs.call) + weigh(body(of: function))
        + weigh(arguments.compactMap(\.expression))
    case .comment: OperationWeight()
    }
  }

  private func body(of function: FunctionID) -> [Statement] {
    functions.indices.contains(function.index) ? functions[function.index].body : []
  }

  private func loop(_ body: [Statement]) -> OperationWeight {
    let weight = weigh(body) + operation(costs.loopStep)
    return weight + OperationWeight(loops: 1, fills: body.isFill ? 1 : 0)
  }

  private func weigh(_ condition: Condition) -> OperationWeight {
    weigh([condition.left, condition.right])
      + wide(costs.compare + (costs.branchTaken + costs.branchNotTaken) / 2)
  }

  private func weigh(_ expressions: [Expression]) -> OperationWeight {
    expressions.reduce(into: OperationWeight()) { $0 += weigh($1) }
  }

  func weigh(_ expression: Expression) -> OperationWeight {
    switch expression {
    case .constant, .local: OperationWeight()
    case .load(let base, let index):
      weigh(index: index) + operation(loadCost(base)) + OperationWeight(loads: 1)
    case .add(let left, let right), .subtract(let left, let right), .and(let left, let right):
      weigh([left, right]) + wide(costs.add)
    case .negate(let value): weigh(value) + wide(costs.add)
    case .elementAt(let byte, _): weigh(byte)
    case .shiftLeft(let value, let bits), .shiftRight(let value, let bits):
      weigh(value) + wide(costs.shift + costs.shiftPerBit * bits)
    case .shiftLeftBy(let value, let bits), .shiftRightBy(let value, let bits):
      weigh([value, bits]) + wide(costs.shift + costs.shiftPerBit * 8)
    case .minimum(let left, let right), .maximum(let left, let right):
      weigh([left, right]) + wide(costs.compare + costs.branchNotTaken)
    case .select(let condition, let value, let otherwise):
      weigh(condition) + weigh(value).running(50) + weigh(otherwise).running(50)
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

  /// An operation on a whole word.
  private func wide(_ hundredths: Int) -> OperationWeight {
    OperationWeight(hundredths: hundredths * words, operations: words)
  }
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
