import FixedPoint

/// A sum of coefficient * input.
package struct LinearForm: Hashable, Sendable {
  /// The coefficients by input; none is zero.
  package private(set) var coefficients: [Int: Int]

  package init(_ coefficients: [Int: Int] = [:]) {
    self.coefficients = coefficients.filter { $0.value != 0 }
  }

  /// Adds sign * 2^shift * another form.
  mutating func add(_ other: LinearForm, _ term: AdderGraph.Term) throws(RangeOverflow) {
    for (input, coefficient) in other.coefficients {
      let shifted = try IntegerRange(exactly: coefficient).shiftedLeft(by: term.shift)
      let signed = term.isNegative ? try shifted.negated() : shifted
      let total = try IntegerRange(exactly: coefficients[input] ?? 0).adding(signed).lower
      coefficients[input] = total == 0 ? nil : total
    }
  }

  /// The exact range where each input takes every value of its range.
  package func range(inputs: [IntegerRange]) throws(RangeOverflow) -> IntegerRange {
    var total = IntegerRange(exactly: 0)
    for (input, coefficient) in coefficients {
      total = try total.adding(try inputs[input].scaled(by: coefficient))
    }
    return total
  }
}

extension AdderGraph {
  /// What every node is, as a sum of the inputs; computed from the sums alone, so that equality
  /// with the matrix is a proof.
  ///
  /// - Throws: Where a coefficient leaves 64 bits.
  package func nodeForms() throws(RangeOverflow) -> [LinearForm] {
    var forms = (0..<inputs).map { LinearForm([$0: 1]) }
    for sum in sums {
      var form = LinearForm()
      try form.add(forms[sum.first.node], sum.first)
      try form.add(forms[sum.second.node], sum.second)
      forms.append(form)
    }
    return forms
  }

  /// What every output is, as a sum of the inputs.
  package func linearForms() throws(RangeOverflow) -> [LinearForm] {
    let forms = try nodeForms()
    var results: [LinearForm] = []
    for output in outputs {
      var form = LinearForm()
      if let output { try form.add(forms[output.node], output) }
      results.append(form)
    }
    return results
  }

  /// Whether the graph computes the matrix, by its linear forms.
  package func computes(_ rows: [[Weight]]) -> Bool {
    let wanted = rows.map { row in
      LinearForm(Dictionary(uniqueKeysWithValues: row.enumerated().map { ($0, $1.value) }))
    }
    return (try? linearForms()) == wanted
  }

  /// The exact range of every node, and of every output, for inputs of one range each.
  package func ranges(
    inputs: [IntegerRange]
  ) throws(RangeOverflow) -> (nodes: [IntegerRange], outputs: [IntegerRange]) {
    var nodes: [IntegerRange] = []
    for form in try nodeForms() { nodes.append(try form.range(inputs: inputs)) }
    var results: [IntegerRange] = []
    for form in try linearForms() { results.append(try form.range(inputs: inputs)) }
    return (nodes, results)
  }

  /// As ``ranges(inputs:)`` where all inputs have the same range.
  package func ranges(
    input: IntegerRange
  ) throws(RangeOverflow) -> (nodes: [IntegerRange], outputs: [IntegerRange]) {
    try ranges(inputs: [IntegerRange](repeating: input, count: inputs))
  }

  /// The outputs for given inputs.
  package func evaluate(_ values: [Int]) throws(RangeOverflow) -> [Int] {
    try ranges(inputs: values.map(IntegerRange.init(exactly:))).outputs.map(\.lower)
  }
}
