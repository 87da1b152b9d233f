import BigInt
import FixedPoint
import NetworkIR
import Testing

@testable import Discretization

/// y' = round((x + y) / 2 on a grid of 1/8), with y the state.
private func body(stateScale: Double = 0.125, nextScale: Double = 0.125) -> SourceNetwork {
  var source = SourceBuilder()
  let x = source.input("x", [1, 2])
  let y = source.input("y", [1, 2])
  let seen = source.quant(x, "seen", [1, 2], scale: 0.125)
  let held = source.quant(y, "held", [1, 2], scale: stateScale)
  let sum = source.node(.arithmetic(.add), [seen, held], "sum", [1, 2])
  let half = source.node(.arithmetic(.multiply), [sum, source.scalar(0.5)], "half", [1, 2])
  let next = source.quant(half, "next", [1, 2], scale: nextScale)
  return source.finished(next, next)
}

private func recurrent(
  _ body: SourceNetwork, inputScale: Double = 0.125, initial: [Double] = [0.5, -1]
) -> SourceNetwork {
  var source = SourceBuilder()
  let x = source.input("rows", [3, 2])
  let seen = source.quant(x, "rows_grid", [3, 2], scale: inputScale)
  let outputs = source.nodes(
    .recurrence(SourceRecurrence(body: body, steps: 3, stateCount: 1)),
    [seen, source.constant(initial, [1, 2])], [("steps", [3, 2]), ("last", [1, 2])],
    operatorName: "LSTM")
  return source.finished(outputs[0], outputs[1])
}

private func products(_ zero: Double) -> SourceNetwork {
  var source = SourceBuilder()
  let x = source.input("x", [1, 4])
  let left = source.quant(x, "left", [1, 4], scale: 0.5, zero: zero, bits: 4)
  let right = source.quant(left, "right", [1, 4], scale: 0.25, bits: 6)
  let bent = source.node(.pointwise(.relu), [right], "bent", [1, 4])
  let other = source.quant(bent, "other", [1, 4], scale: 0.125, bits: 5, signed: false)
  let product = source.node(.arithmetic(.multiply), [left, other], "product", [1, 4])
  return source.finished(product)
}

struct RecurrenceTests {
  @Test
  func `A body of quantised states becomes a recurrence with the first elements as constants`()
    throws
  {
    let network = try discretize(recurrent(body()), inputFormats: []).network
    let found = network.operators.compactMap { node -> (Operator, Recurrence)? in
      if case .recurrence(let recurrence) = node.kind { (node, recurrence) } else { nil }
    }
    let (node, recurrence) = try #require(found.first)
    #expect(found.count == 1)
    #expect(recurrence.steps == 3)
    #expect(recurrence.body.inputs.count == 1)
    #expect(recurrence.body.states.map(\.next) == recurrence.body.outputs)
    let constants = network.operators.compactMap { node -> ConstantTensor? in
      if case .constant(let constant) = node.kind { constant } else { nil }
    }
    #expect(constants.map(\.elements) == [[4, -8]])
    #expect(network[node.outputs[0]].shape == Shape([3, 2]))
    #expect(network[node.outputs[0]].meaning.scale == [Rational(1, over: 8)])
  }

  @Test func `Grids that do not meet are refused, with what to do`() {
    #expect(
      faults(recurrent(body(), inputScale: 0.25)) == [
        "error[E0402]: node \"steps_node\" (LSTM): its body quantises \"x\" with another scale or "
          + "range; quantise the sequence before the recurrence as its body does"
      ])
    #expect(
      faults(recurrent(body(stateScale: 0.25))) == [
        "error[E0402]: node \"steps_node\" (LSTM): the state \"y\" is quantised in two ways; quantise "
          + "a state and its next elements with one scale"
      ])
  }

  @Test func `A product of data is one of integers less their zero points`() throws {
    let network = try discretize(products(3), inputFormats: []).network
    let offsets = network.operators.compactMap { node -> [Int]? in
      if case .product(let offsets) = node.kind { offsets } else { nil }
    }
    #expect(offsets == [[-3, 0]])
    #expect(network[network.outputs[0]].meaning.scale == [Rational(1, over: 16)])
  }

  @Test func `A factor whose zero is no integer is refused`() {
    #expect(
      faults(products(2.5)) == [
        "error[E0402]: node \"product_node\" (Node): a factor has one scale per channel, or no integer "
          + "that means zero; quantise both factors with one scale and an integer zero point per tensor"
      ])
  }

  @Test func `Integers are cut as the file says`() throws {
    var source = SourceBuilder()
    let x = source.input("x", [1, 6])
    let seen = source.quant(x, "seen", [1, 6], scale: 0.5)
    let cut = source.node(.slice(starts: [0, 5], steps: [1, -2]), [seen], "cut", [1, 3])
    let network = try discretize(source.finished(cut), inputFormats: []).network
    let slices = network.operators.compactMap { node -> Slice? in
      if case .slice(let slice) = node.kind { slice } else { nil }
    }
    #expect(slices == [Slice(starts: [0, 5], steps: [1, -2], sizes: [1, 3])])
  }
}
