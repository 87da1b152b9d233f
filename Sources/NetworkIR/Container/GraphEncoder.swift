import FixedPoint

/// Turns a network into a document and the arrays that it names.
struct GraphEncoder {
  private(set) var arrays: [String: SafetensorsArray] = [:]
  /// Stands before the names of a body's arrays.
  private var prefix = ""

  mutating func document(_ network: Network) -> GraphDocument {
    GraphDocument(
      name: network.name, tensors: network.tensors.map(\.document),
      inputs: network.inputs.enumerated().map { document($1, number: $0) },
      states: network.states.isEmpty
        ? nil : network.states.enumerated().map { document($1, number: $0) },
      operators: network.operators.map { document($0) }, outputs: network.outputs.map(\.index))
  }

  /// Names the array, with underscores behind where the name is taken.
  mutating func store(_ name: String, _ array: SafetensorsArray) -> String {
    var free = prefix + name
    while arrays[free] != nil { free += "_" }
    arrays[free] = array
    return free
  }

  mutating func store(_ name: String, _ integers: [Int]) -> String {
    store(name, SafetensorsArray(shape: [integers.count], integers: integers))
  }

  private mutating func store(_ name: String, _ floats: [Float]) -> String {
    store(name, SafetensorsArray(shape: [floats.count], values: .floats(floats)))
  }
}

extension Tensor {
  fileprivate var document: TensorDocument {
    TensorDocument(
      name: name, shape: shape.dimensions, type: type.rawValue,
      range: [range.lower, range.upper], axis: meaning.axis,
      scale: meaning.scale.map(\.description), offset: meaning.offset.map(\.description))
  }
}

extension GraphEncoder {
  private mutating func document(_ state: NetworkState, number: Int) -> StateDocument {
    StateDocument(
      tensor: state.tensor.index, next: state.next.index,
      initial: store("state.\(number).initial", state.initial))
  }

  private mutating func document(_ input: NetworkInput, number: Int) -> InputDocument {
    let tensor = input.tensor.index
    switch input.encoding {
    case .integers: return InputDocument(tensor: tensor, encoding: "integers")
    case .samples(let scale, let offset):
      return InputDocument(
        tensor: tensor, encoding: "samples", scale: scale.description, offset: offset.description)
    case .float32(let steps):
      return InputDocument(
        tensor: tensor, encoding: "float32",
        steps: steps.enumerated().map { document($1, name: "input.\(number).step.\($0).values") })
    }
  }

  private mutating func document(_ step: FloatStep, name: String) -> StepDocument {
    switch step {
    case .add(let parameter): document("add", parameter, name)
    case .subtract(let parameter): document("subtract", parameter, name)
    case .subtractFrom(let parameter): document("subtractFrom", parameter, name)
    case .multiply(let parameter): document("multiply", parameter, name)
    case .divide(let parameter): document("divide", parameter, name)
    case .clamp(let lower, let upper):
      StepDocument(step: "clamp", values: store(name, [lower, upper]))
    case .round(let rounding): StepDocument(step: "round", rounding: rounding.rawValue)
    case .bipolar: StepDocument(step: "bipolar")
    }
  }

  private mutating func document(
    _ step: String, _ parameter: FloatParameter, _ name: String
  ) -> StepDocument {
    StepDocument(step: step, axis: parameter.axis, values: store(name, parameter.values))
  }
}

extension GraphEncoder {
  private mutating func document(_ node: Operator) -> OperatorDocument {
    var document = OperatorDocument(
      name: node.name, kind: node.kind.keyword, inputs: node.inputs.map(\.index),
      outputs: node.outputs.map(\.index))
    switch node.kind {
    case .dense(let weights): fill(&document, weights)
    case .convolution(let convolution): fill(&document, convolution)
    case .requantize(let requantize): fill(&document, requantize)
    case .mappedSum(let maps): fill(&document, maps)
    case .maxPool(let geometry): document.window = geometry.document
    case .sumPool(let geometry, let paddingValue):
      (document.window, document.paddingValue) = (geometry.document, paddingValue)
    case .reshape: break
    case .transpose(let permutation): document.permutation = permutation
    case .concatenate(let axis): document.axis = axis
    case .pad(let before, let after, let value):
      (document.before, document.after, document.value) = (before, after, value)
    case .argMax(let axis, let selectsLast):
      (document.axis, document.selectsLast) = (axis, selectsLast)
    case .topK(let count, let axis): (document.count, document.axis) = (count, axis)
    case .product(let offsets): document.offsets = offsets
    case .extremum(let extremum): document.selection = extremum.rawValue
    case .slice(let slice): slice.fill(&document)
    case .dilate(let factors, let value): (document.factors, document.value) = (factors, value)
    case .reduce(let reduction, let axes):
      (document.reduction, document.axes) = (reduction.rawValue, axes)
    case .softmax(let softmax): fill(&document, softmax)
    case .recurrence(let recurrence): fill(&document, recurrence)
    case .constant(let constant): fill(&document, constant)
    }
    return document
  }

  private mutating func fill(_ document: inout OperatorDocument, _ convolution: Convolution) {
    document.window = convolution.geometry.document
    document.groups = convolution.groups
    document.paddingValue = convolution.paddingValue
    fill(&document, convolution.linear)
  }

  private mutating func fill(_ document: inout OperatorDocument, _ requantize: Requantize) {
    let name = document.name
    document.axis = requantize.axis
    document.functions = requantize.functions.enumerated().map {
      self.document($1, name: "\(name).function.\($0)")
    }
  }

  private mutating func fill(_ document: inout OperatorDocument, _ maps: [AddendMap]) {
    let name = document.name
    document.functions = maps.enumerated().map {
      self.document($1, name: "\(name).map.\($0)")
    }
  }

  private mutating func fill(_ document: inout OperatorDocument, _ recurrence: Recurrence) {
    let outer = prefix
    prefix += "\(document.name).body."
    document.count = recurrence.steps
    document.body = BodyDocument(graph: self.document(recurrence.body))
    prefix = outer
  }

  private mutating func fill(_ document: inout OperatorDocument, _ linear: LinearWeights) {
    document.weights = store(
      "\(document.name).weights",
      SafetensorsArray(
        shape: [linear.outputs, linear.inputs], integers: linear.weights.map(\.value)))
    document.bias = store("\(document.name).bias", linear.bias)
  }

  private mutating func document(
    _ function: RequantizeFunction, name: String
  ) -> FunctionDocument {
    switch function {
    case .shift(let bits, let rounding, let clamp):
      FunctionDocument(
        kind: "shift", bits: bits, rounding: rounding.rawValue, clamp: [clamp.lower, clamp.upper])
    case .table(let table): document(table, name: name)
    case .shiftThenTable(let bits, let table):
      FunctionDocument(
        kind: "shiftThenTable", bits: bits, first: table.first,
        entries: store("\(name).entries", table.entries))
    case .steps(let steps):
      FunctionDocument(
        kind: "steps", thresholds: store("\(name).thresholds", steps.thresholds),
        values: store("\(name).values", steps.values))
    case .chain(let chain):
      FunctionDocument(
        kind: "chain", bits: chain.bits, clamp: [chain.clamp.lower, chain.clamp.upper],
        multiplier: chain.multiplier.value, addend: chain.addend)
    case .multiplier(let multiplier):
      FunctionDocument(kind: "multiplier", scaling: multiplier.document)
    case .bySign(let negative, let other):
      FunctionDocument(kind: "bySign", scaling: other.document, negative: negative.document)
    case .quotient(let quotient): quotient.document
    case .curve(let curve): document(curve, name: name)
    }
  }

  private mutating func document(_ map: AddendMap, name: String) -> FunctionDocument {
    switch map {
    case .weighted(let weight): FunctionDocument(kind: "weighted", multiplier: weight.value)
    case .table(let table): document(table, name: name)
    }
  }

  private mutating func document(_ table: LookupTable, name: String) -> FunctionDocument {
    FunctionDocument(
      kind: "table", first: table.first, entries: store("\(name).entries", table.entries))
  }
}

extension WindowGeometry {
  fileprivate var document: WindowDocument {
    WindowDocument(
      kernel: kernel, strides: strides, dilations: dilations, paddingBefore: paddingBefore,
      paddingAfter: paddingAfter, layout: layout == .channelsFirst ? nil : layout.rawValue)
  }
}
