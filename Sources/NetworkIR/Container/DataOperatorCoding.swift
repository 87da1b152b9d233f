import Diagnostics
import FixedPoint

extension Slice {
  func fill(_ document: inout OperatorDocument) {
    document.starts = starts
    document.steps = steps
    document.sizes = sizes
  }
}

extension GraphEncoder {
  mutating func fill(_ document: inout OperatorDocument, _ constant: ConstantTensor) {
    document.elements = store(
      "\(document.name).elements",
      SafetensorsArray(shape: constant.shape.dimensions, integers: constant.elements))
  }

  mutating func fill(_ document: inout OperatorDocument, _ softmax: Softmax) {
    switch softmax {
    case .bytes(let bytes):
      document.form = SoftmaxForm.bytes.rawValue
      document.diffMin = bytes.diffMin
      document.exponentials = store("\(document.name).exponentials", bytes.exponentials)
      document.output = bytes.output.rawValue
    case .words(let words):
      document.form = SoftmaxForm.words.rawValue
      document.multiplier = words.inputMultiplier
      document.shift = words.inputShift
      document.exponentials = store("\(document.name).exponentials", words.exponentialKnots)
      document.reciprocals = store("\(document.name).reciprocals", words.reciprocalKnots)
    }
  }
}

enum SoftmaxForm: String, CaseIterable {
  case bytes, words
}

extension GraphDecoder {
  /// The operators on pairs of elements, on positions and on rows.
  mutating func dataOperator(
    _ document: OperatorDocument, _ subject: String
  ) throws(ContainerFault) -> OperatorKind {
    switch document.kind {
    case "product":
      return .product(offsets: try present(document.offsets, "offsets", of: subject))
    case "extremum":
      return .extremum(try choice(Extremum.self, document.selection, of: subject))
    case "slice": return .slice(try slice(document, subject))
    case "dilate":
      return .dilate(
        factors: try present(document.factors, "factors", of: subject),
        value: try present(document.value, "a value", of: subject))
    case "reduce":
      return .reduce(
        try choice(Reduction.self, document.reduction, of: subject),
        axes: try present(document.axes, "axes", of: subject))
    case "softmax": return .softmax(try softmax(document, subject))
    case "recurrence": return .recurrence(try recurrence(document, subject))
    case "constant": return .constant(try constant(document, subject))
    default:
      throw ContainerFault(
        .inconsistentModel, "\(subject) has the unknown kind \"\(document.kind)\"")
    }
  }

  private func slice(
    _ document: OperatorDocument, _ subject: String
  ) throws(ContainerFault) -> Slice {
    Slice(
      starts: try present(document.starts, "starts", of: subject),
      steps: try present(document.steps, "steps", of: subject),
      sizes: try present(document.sizes, "sizes", of: subject))
  }

  private mutating func constant(
    _ document: OperatorDocument, _ subject: String
  ) throws(ContainerFault) -> ConstantTensor {
    let array = try array(document.elements, of: subject)
    guard case .integers(let elements) = array.values else {
      throw ContainerFault(.inconsistentModel, "\(subject) needs an array of integers")
    }
    return ConstantTensor(shape: Shape(array.shape), elements: elements)
  }

  private mutating func softmax(
    _ document: OperatorDocument, _ subject: String
  ) throws(ContainerFault) -> Softmax {
    switch try choice(SoftmaxForm.self, document.form, of: subject) {
    case .bytes:
      return .bytes(
        ByteSoftmax(
          diffMin: try present(document.diffMin, "diffMin", of: subject),
          exponentials: try integers(document.exponentials, of: subject),
          output: try choice(IntegerType.self, document.output, of: subject)))
    case .words:
      return .words(
        WordSoftmax(
          inputMultiplier: try present(document.multiplier, "a multiplier", of: subject),
          inputShift: try present(document.shift, "a shift", of: subject),
          exponentialKnots: try integers(document.exponentials, of: subject),
          reciprocalKnots: try integers(document.reciprocals, of: subject)))
    }
  }

  private mutating func recurrence(
    _ document: OperatorDocument, _ subject: String
  ) throws(ContainerFault) -> Recurrence {
    let body = try present(document.body, "a body", of: subject)
    return Recurrence(
      body: try contents(of: body.graph),
      steps: try present(document.count, "a count", of: subject))
  }
}
