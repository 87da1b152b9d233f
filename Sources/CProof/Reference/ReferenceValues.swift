import FixedPoint
import Interpreter
import NetworkIR

/// What every element of a network's tensors must be: a linear form of symbols. A symbol is an
/// element of an input, or an exact function of one form, or the extreme of several, or something
/// that is not followed.
final class ReferenceValues {
  let graph: ValueGraph
  let network: Network
  /// Per tensor, the form of each element.
  private(set) var elements: [[LinearForm]]
  /// Functions of a sum or of a symbol, by it.
  private(set) var candidates: [Int: [Candidate]] = [:]
  private(set) var extrema: [ExtremumKey: Int] = [:]
  private(set) var functions: [RequantizeFunction] = []
  private var functionNumbers: [RequantizeFunction: Int] = [:]
  private var known: [Link: Int] = [:]
  /// Per symbol that is a function, the functions that lead to it; each one's base is a symbol that
  /// the one before made.
  private(set) var chains: [Int: [Link]] = [:]
  /// Why the elements of a tensor are symbols of their own.
  private(set) var notFollowed: [Int: String] = [:]

  /// One function of factor * x + constant, x being a node.
  struct Link: Hashable {
    let base: Int
    let factor: Int
    let constant: Int
    let function: Int
  }

  /// A symbol that is a chain of functions of a node.
  struct Candidate: Hashable {
    let symbol: Int
    let chain: [Link]
  }

  struct ExtremumKey: Hashable {
    let isLargest: Bool
    let forms: Set<LinearForm>
  }

  init(_ network: Network, graph: ValueGraph) {
    self.network = network
    self.graph = graph
    elements = Array(repeating: [], count: network.tensors.count)
    for input in network.inputs { addSymbols(input.tensor) }
    for state in network.states { addSymbols(state.tensor) }
    for node in network.operators { follow(node) }
  }

  private func addSymbols(_ id: TensorID) {
    let tensor = network[id]
    elements[id.index] = (0..<tensor.shape.elementCount).map { _ in unknown(in: tensor.range) }
  }

  /// A symbol of its own, or the constant where there is but one value.
  private func unknown(in range: IntegerRange) -> LinearForm {
    range.lower == range.upper
      ? LinearForm(constant: range.lower) : form(graph.symbol(in: range))
  }

  func form(_ node: Int) -> LinearForm {
    LinearForm(constant: 0, terms: [.init(node: node, coefficient: 1)])
  }

  private func follow(_ node: Operator) {
    if let forms = forms(of: node) {
      elements[node.outputs[0].index] = forms
    } else {
      for output in node.outputs {
        addSymbols(output)
        notFollowed[output.index] = "\(node.kind.keyword) is not followed"
      }
    }
  }

  /// The forms of an operator's only output, or nil where it is not followed.
  private func forms(of node: Operator) -> [LinearForm]? {
    let inputs = node.inputs.map { elements[$0.index] }
    let shapes = node.inputs.map { network[$0].shape }
    let output = network[node.outputs[0]]
    switch node.kind {
    case .dense(let linear): return dense(linear, inputs[0])
    case .convolution(let convolution):
      return convolve(convolution, inputs[0], from: shapes[0], to: output.shape)
    case .requantize(let requantize): return apply(requantize, inputs[0], output)
    case .mappedSum(let maps): return mappedSum(maps, inputs, output)
    case .maxPool(let geometry):
      return pooled(geometry, inputs[0], shapes[0], output) { self.extremum(true, $0, output) }
    case .sumPool(let geometry, let padding):
      return pooled(geometry, inputs[0], shapes[0], output, padding: padding) {
        self.combined($0.map { ($0, 1) }, 0)
      }
    case .extremum(let extremum):
      return inputs[0].indices.map { index in
        self.extremum(extremum == .largest, inputs.map { $0[index] }, output)
      }
    case .constant(let constant): return constant.elements.map { LinearForm(constant: $0) }
    case .reshape, .transpose, .concatenate, .pad, .slice, .dilate:
      return moved(node.kind, inputs, shapes, output.shape)
    case .reduce(let reduction, let axes):
      return reduced(reduction, axes, inputs[0], shapes[0], output)
    case .argMax, .topK, .product, .softmax, .recurrence: return nil
    }
  }
}

extension ReferenceValues {
  /// A number for a function; equal functions have one.
  func number(of function: RequantizeFunction) -> Int {
    if let number = functionNumbers[function] { return number }
    functions.append(function)
    functionNumbers[function] = functions.count - 1
    return functions.count - 1
  }

  /// A function of a form: a constant or a symbol, one for equal functions of equal forms.
  func applied(_ function: Int, to form: LinearForm, range: IntegerRange) -> LinearForm {
    guard let term = form.terms.first else {
      return LinearForm(constant: functions[function].value(at: form.constant))
    }
    guard form.terms.count == 1, range.lower < range.upper else { return unknown(in: range) }
    let link = Link(
      base: term.node, factor: term.coefficient, constant: form.constant, function: function)
    if let symbol = known[link] { return self.form(symbol) }
    if let line = line(of: link) { return line }
    let symbol = graph.symbol(in: range)
    known[link] = symbol
    define(symbol, link)
    return self.form(symbol)
  }

  /// A function that is a line over its argument's range as a form, where that is narrow enough to
  /// try.
  private func line(of link: Link) -> LinearForm? {
    let range = graph.ranges[link.base]
    guard range.lower < range.upper, range.upper - range.lower < 1 << 16 else { return nil }
    let first = values(of: [link], at: [range.lower, range.lower + 1, range.upper])
    let slope = first[1] - first[0]
    guard first[2] == first[0] + slope * (range.upper - range.lower) else { return nil }
    let all = values(of: [link], at: Array(range.lower...range.upper))
    for (index, value) in all.enumerated() where value != first[0] + slope * index { return nil }
    return LinearForm(constant: first[0] - slope * range.lower, [link.base: slope])
  }

  private func define(_ symbol: Int, _ link: Link) {
    let chain = (chains[link.base] ?? []) + [link]
    chains[symbol] = chain
    for start in chain.indices {
      candidates[chain[start].base, default: []].append(
        Candidate(symbol: symbol, chain: Array(chain[start...])))
    }
  }

  /// The largest or smallest of some forms.
  func extremum(_ isLargest: Bool, _ forms: [LinearForm], _ output: Tensor) -> LinearForm {
    let different = Set(forms)
    if different.count == 1, let only = forms.first { return only }
    if output.range.lower == output.range.upper { return unknown(in: output.range) }
    let key = ExtremumKey(isLargest: isLargest, forms: different)
    if let symbol = extrema[key] { return form(symbol) }
    let symbol = graph.symbol(in: output.range)
    extrema[key] = symbol
    return form(symbol)
  }

  /// A chain of functions at a node's values.
  func values(of chain: [Link], at arguments: [Int]) -> [Int] {
    var values = arguments
    for link in chain {
      let function = functions[link.function]
      values = values.map { function.value(at: link.factor * $0 + link.constant) }
    }
    return values
  }
}
