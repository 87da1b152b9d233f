import FixedPoint
import KernelIR
import NetworkIR

extension ProgramBuilder {
  /// Rule A17: element by element, each input's map added up.
  mutating func emitMappedSum(_ maps: [AddendMap], _ context: StageContext) {
    var function = context.function("y = the sum of each input's map")
    let y = function.writer("y", of: context.output())
    var start: [Statement] = []
    var sum: Expression = 0
    var operands: [Operand] = []
    for (index, map) in maps.enumerated() {
      let x = operand("x\(index)", index, context, in: &function)
      start.append(x.start)
      sum = added(map, .element(x.pointer), context.input(index), to: sum)
      operands.append(x)
    }
    let value = function.constant("sum", context.computed.range)
    let element = finished(sum, as: value, into: y, context, in: &function)
    callOnce(
      function.finish(
        start + [.point(y, Address(.buffer(context.outputBuffer())))] + element.start
          + forEachElement(of: context.output().shape, operands, into: y, element.steps)))
  }

  private mutating func added(
    _ map: AddendMap, _ x: Expression, _ tensor: Tensor, to sum: Expression
  ) -> Expression {
    switch map {
    case .weighted(let weight):
      return weight.terms.reduce(sum) { sum, term in
        term.isNegative ? sum - (x << term.exponent) : sum + (x << term.exponent)
      }
    case .table(let lookup):
      let id = table(
        tensor.name + "_addend", lookup.entries, note: "entry for \(lookup.first) first")
      let last = lookup.first + lookup.entries.count - 1
      let index = clamped(x, from: tensor.range, to: IntegerRange(lookup.first, last))
      return sum + .load(.table(id), index: index - .constant(lookup.first))
    }
  }
}
