import Diagnostics
import NetworkIR

/// Refuses calibration inputs that say nothing about the network.
///
/// - Throws: E0103.
func checkInputs(_ input: [Float], of network: FloatNetwork) throws(DiagnosticList) {
  let size = network.nodes[0].shape.elementCount
  let place = Place.argument("--calibration")
  guard size > 0, input.count >= size, input.count % size == 0 else {
    throw Diagnostic(
      .badArray, at: place,
      cause: "\(input.count) numbers are no whole number of inputs of shape "
        + "\(network.nodes[0].shape)",
      remedy: "make the first axis the batch and the others one input of \(size) elements"
    ).alone
  }
  if let index = input.firstIndex(where: { !$0.isFinite }) {
    throw Diagnostic(
      .badArray, at: place,
      cause: "input \(index / size) holds \(input[index]) at element \(index % size)",
      remedy: "leave the input out, or repair how it was recorded"
    ).alone
  }
  if input.allSatisfy({ $0 == input[0] }) {
    throw Diagnostic(
      .badArray, at: place, cause: "every element of every input is \(input[0])",
      remedy: "give inputs like those that the device will see"
    ).alone
  }
}

/// Looks at the float network's values for what will not survive discretisation.
struct LayerReview {
  private let network: FloatNetwork
  private let count: Int
  private let steps: Int?
  private let users: [[Int]]
  private(set) var notes = DiagnosticList()

  /// - Parameter steps: Of a recurrence's body: how often it runs for an input.
  init(_ network: FloatNetwork, count: Int, steps: Int? = nil) {
    self.network = network
    self.count = count
    self.steps = steps
    users = network.users
  }

  mutating func review(_ index: Int, _ values: [Float]) {
    let node = network.nodes[index]
    let place = Place.node(name: node.name, operator: node.operatorName)
    if values.contains(where: { !$0.isFinite }) {
      notes.add(
        Diagnostic(
          .collapsedLayer, at: place, cause: "it gives NaN or infinity on the calibration inputs",
          remedy: "check the inputs' scaling, and that the network runs in its own framework"))
    } else if isVaried, index > 0, let first = values.first,
      values.allSatisfy({ $0 == first })
    {
      notes.add(
        Diagnostic(
          .collapsedLayer, at: place,
          cause: "it gives \(first) everywhere, whatever the calibration input",
          remedy: "check the inputs' scaling, and that the network is trained"))
    }
    guard case .linear(let linear) = node.operation else { return }
    reviewCount(linear, node, place)
    reviewChannels(linear, index, values, place)
  }

  /// What a single step makes of the first state alone is the same for every input.
  private var isVaried: Bool { steps != 1 }

  /// A layer of K inputs needs about K independent rows.
  private mutating func reviewCount(_ linear: FloatLinear, _ node: FloatNode, _ place: Place) {
    let positions = max(node.shape.elementCount / max(linear.outputs, 1), 1)
    let rows = positions * max(steps ?? 1, 1)
    let enough = (linear.columns + rows - 1) / rows
    guard count < enough else { return }
    notes.add(
      Diagnostic(
        .warning, .remark, at: place,
        cause: "\(count) calibration inputs are few for \(linear.columns) weights an output",
        remedy: "give \(enough) or more"))
  }

  private mutating func reviewChannels(
    _ linear: FloatLinear, _ index: Int, _ values: [Float], _ place: Place
  ) {
    guard users[index].count == 1,
      case .pointwise(let function) = network.nodes[users[index][0]].operation,
      let clamp = function.clamp
    else { return }
    let positions = max(network.nodes[index].shape.elementCount / max(linear.outputs, 1), 1)
    var isAlive = [Bool](repeating: false, count: linear.outputs)
    for (element, value) in values.enumerated() where value > clamp.lowerBound {
      let inside = element % (linear.outputs * positions)
      isAlive[linear.geometry == nil ? inside % linear.outputs : inside / positions] = true
    }
    let dead = isAlive.indices.filter { !isAlive[$0] }
    guard !dead.isEmpty else { return }
    notes.add(
      Diagnostic(
        .warning, .remark, at: place,
        cause: "\(dead.count) of \(linear.outputs) channels are at \(clamp.lowerBound) on every "
          + "calibration input: \(dead.prefix(8).map(String.init).joined(separator: ", "))",
        remedy: "give more varied inputs; channels that stay so can be pruned before"))
  }
}
