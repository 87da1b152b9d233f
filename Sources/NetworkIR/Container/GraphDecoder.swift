import Diagnostics
import FixedPoint

/// Turns a document and its arrays into a network. Each array serves once, so memory stays bounded
/// by the file.
struct GraphDecoder {
  private var arrays: [String: SafetensorsArray]

  init(arrays: [String: SafetensorsArray]) { self.arrays = arrays }

  mutating func network(_ document: GraphDocument) throws(ContainerFault) -> Network {
    let network = try contents(of: document)
    if let name = arrays.keys.min() {
      throw ContainerFault(.inconsistentModel, "nothing uses the array \"\(name)\"")
    }
    return network
  }

  mutating func contents(of document: GraphDocument) throws(ContainerFault) -> Network {
    var network = Network(name: document.name, outputs: document.outputs.map { TensorID($0) })
    for tensor in document.tensors { network.tensors.append(try decode(tensor)) }
    for input in document.inputs { network.inputs.append(try decode(input)) }
    for state in document.states ?? [] { network.states.append(try decode(state)) }
    for node in document.operators { network.operators.append(try decode(node)) }
    return network
  }

  mutating func array(
    _ name: String?, of subject: String
  ) throws(ContainerFault) -> SafetensorsArray {
    let name = try present(name, "an array", of: subject)
    guard let array = arrays.removeValue(forKey: name) else {
      throw ContainerFault(
        .inconsistentModel, "\(subject) names the array \"\(name)\", which is missing or used twice"
      )
    }
    return array
  }

  mutating func integers(
    _ name: String?, of subject: String
  ) throws(ContainerFault) -> [Int] {
    guard case .integers(let values) = try array(name, of: subject).values else {
      throw ContainerFault(.inconsistentModel, "\(subject) needs an array of integers")
    }
    return values
  }

  mutating func floats(
    _ name: String?, of subject: String
  ) throws(ContainerFault) -> [Float] {
    guard case .floats(let values) = try array(name, of: subject).values else {
      throw ContainerFault(.inconsistentModel, "\(subject) needs an array of float32")
    }
    return values
  }
}

func present<Value>(
  _ value: Value?, _ what: String, of subject: String
) throws(ContainerFault) -> Value {
  guard let value else { throw ContainerFault(.inconsistentModel, "\(subject) lacks \(what)") }
  return value
}

func range(
  _ bounds: [Int]?, of subject: String
) throws(ContainerFault) -> IntegerRange {
  guard let bounds, bounds.count == 2, let range = IntegerRange(checking: bounds[0], bounds[1])
  else {
    throw ContainerFault(.inconsistentModel, "\(subject) needs a range [lower, upper]")
  }
  return range
}

func choice<Choice: RawRepresentable<String>>(
  _ type: Choice.Type, _ name: String?, of subject: String
) throws(ContainerFault) -> Choice {
  guard let choice = name.flatMap(Choice.init(rawValue:)) else {
    throw ContainerFault(
      .inconsistentModel, "\(subject) has the unknown \(type) \"\(name ?? "")\"")
  }
  return choice
}

func rational(
  _ text: String?, of subject: String
) throws(ContainerFault) -> Rational {
  guard let rational = text.flatMap(Rational.init(text:)) else {
    throw ContainerFault(
      .inconsistentModel, "\(subject) has a scale or offset that is no rational number")
  }
  return rational
}

func weight(_ value: Int?, of subject: String) throws(ContainerFault) -> Weight {
  guard let weight = value.flatMap(Weight.init(checking:)) else {
    throw ContainerFault(.inconsistentModel, "\(subject) has a weight of more than 30 bits")
  }
  return weight
}

extension GraphDecoder {
  private func decode(_ document: TensorDocument) throws(ContainerFault) -> Tensor {
    let subject = "tensor \"\(document.name)\""
    var scale: [Rational] = []
    var offset: [Rational] = []
    for text in document.scale { scale.append(try rational(text, of: subject)) }
    for text in document.offset { offset.append(try rational(text, of: subject)) }
    return Tensor(
      name: document.name, shape: Shape(document.shape),
      type: try choice(IntegerType.self, document.type, of: subject),
      range: try range(document.range, of: subject),
      meaning: Meaning(axis: document.axis, scale: scale, offset: offset))
  }

  private mutating func decode(
    _ document: InputDocument
  ) throws(ContainerFault) -> NetworkInput {
    let subject = "the input %\(document.tensor)"
    return NetworkInput(
      tensor: TensorID(document.tensor), encoding: try encoding(document, subject))
  }

  private mutating func decode(
    _ document: StateDocument
  ) throws(ContainerFault) -> NetworkState {
    NetworkState(
      tensor: TensorID(document.tensor), next: TensorID(document.next),
      initial: try integers(document.initial, of: "the state %\(document.tensor)"))
  }

  private mutating func encoding(
    _ document: InputDocument, _ subject: String
  ) throws(ContainerFault) -> InputEncoding {
    switch document.encoding {
    case "integers": return .integers
    case "samples":
      return .samples(
        scale: try rational(document.scale, of: subject),
        offset: try rational(document.offset, of: subject))
    case "float32":
      var steps: [FloatStep] = []
      for step in try present(document.steps, "steps", of: subject) {
        steps.append(try decode(step, subject))
      }
      return .float32(steps)
    default:
      throw ContainerFault(
        .inconsistentModel, "\(subject) has the unknown encoding \"\(document.encoding)\"")
    }
  }

  private mutating func decode(
    _ document: StepDocument, _ subject: String
  ) throws(ContainerFault) -> FloatStep {
    switch document.step {
    case "add": return .add(try parameter(document, subject))
    case "subtract": return .subtract(try parameter(document, subject))
    case "subtractFrom": return .subtractFrom(try parameter(document, subject))
    case "multiply": return .multiply(try parameter(document, subject))
    case "divide": return .divide(try parameter(document, subject))
    case "clamp":
      let bounds = try floats(document.values, of: subject)
      guard bounds.count == 2 else {
        throw ContainerFault(.inconsistentModel, "\(subject) has a clamp without two bounds")
      }
      return .clamp(lower: bounds[0], upper: bounds[1])
    case "round": return .round(try choice(Rounding.self, document.rounding, of: subject))
    case "bipolar": return .bipolar
    default:
      throw ContainerFault(
        .inconsistentModel, "\(subject) has the unknown step \"\(document.step)\"")
    }
  }

  private mutating func parameter(
    _ document: StepDocument, _ subject: String
  ) throws(ContainerFault) -> FloatParameter {
    FloatParameter(axis: document.axis, values: try floats(document.values, of: subject))
  }
}
