import FixedPoint
import NetworkIR

extension CalibratedNetwork {
  /// The network as a quantised file would say it: integer weights with scales, and a quantiser
  /// wherever values become integers. Exact discretisation makes a ``Network`` of it.
  package var source: SourceNetwork { source(outputs: [network.output]) }

  fileprivate func source(outputs: [Int]) -> SourceNetwork {
    var writing = SourceWriting(self)
    for index in network.nodes.indices { writing.write(index) }
    return writing.finished(outputs)
  }
}

private struct SourceWriting {
  private let calibrated: CalibratedNetwork
  private var source: SourceNetwork
  /// The tensor of each node's value, rounded where it is.
  private var tensors: [SourceTensorID] = []

  init(_ calibrated: CalibratedNetwork) {
    self.calibrated = calibrated
    source = SourceNetwork(
      name: calibrated.network.name, tensors: [], nodes: [], inputs: [], outputs: [])
  }

  mutating func finished(_ outputs: [Int]) -> SourceNetwork {
    source.outputs = outputs.map { tensors[$0] }
    return source
  }

  mutating func write(_ index: Int) {
    let node = calibrated.network.nodes[index]
    let isRounded = calibrated.plan.isRounded[index]
    let isInput = node.operation == .input
    let name = isRounded && !isInput ? node.outputName + "_real" : node.outputName
    let value = real(node, index, named: name)
    guard isRounded, let grid = calibrated.grids[index] else {
      tensors.append(value)
      return
    }
    tensors.append(quantized(value, grid, node, isInput: isInput))
  }

  private mutating func real(_ node: FloatNode, _ index: Int, named name: String) -> SourceTensorID
  {
    let inputs = node.inputs.map { tensors[$0] }
    func add(_ operation: SourceOperation) -> SourceTensorID {
      self.add(operation, inputs, node.name, name, node.shape, operatorName: node.operatorName)
    }
    switch node.operation {
    case .input:
      let tensor = tensor(name, node.shape)
      source.inputs.append(tensor)
      return tensor
    case .linear(let linear): return self.linear(linear, node, index, inputs, named: name)
    case .affine(let axis, let scale, let offset):
      return affine(node, inputs, axis, scale, offset, named: name)
    case .pointwise(let function): return add(.pointwise(function))
    case .maxPool(let geometry): return add(.maxPool(geometry))
    case .averagePool(let geometry, let countsPadding):
      return add(.averagePool(geometry, countsPadding: countsPadding))
    case .sum(let isDifference): return add(.arithmetic(isDifference ? .subtract : .add))
    case .product: return add(.arithmetic(.multiply))
    case .slice(let starts, let steps): return add(.slice(starts: starts, steps: steps))
    case .recurrence(let recurrence):
      return self.recurrence(recurrence, node, index, inputs, named: name)
    case .concatenate(let axis): return add(.concatenate(axis: axis))
    case .reshape: return add(.reshape)
    case .transpose(let permutation): return add(.transpose(permutation: permutation))
    case .pad(let before, let after, let value):
      return add(.pad(before: before, after: after, value: Double(value)))
    case .argMax(let axis, let keepsAxis, let selectsLast):
      return add(.argMax(axis: axis, keepsAxis: keepsAxis, selectsLast: selectsLast))
    }
  }

  private mutating func affine(
    _ node: FloatNode, _ inputs: [SourceTensorID], _ axis: Int, _ scale: [Float],
    _ offset: [Float], named name: String
  ) -> SourceTensorID {
    func broadcast(_ values: [Float]) -> Shape {
      Shape(
        values.count == 1
          ? [] : [values.count] + node.shape.dimensions[(axis + 1)...].map { _ in 1 })
    }
    let scaled = add(
      .arithmetic(.multiply), inputs + [constant(scale.map { Double($0) }, broadcast(scale))],
      node.name + "_scale", name + "_scaled", node.shape, operatorName: node.operatorName)
    return add(
      .arithmetic(.add), [scaled, constant(offset.map { Double($0) }, broadcast(offset))],
      node.name, name, node.shape, operatorName: node.operatorName)
  }

  private mutating func linear(
    _ linear: FloatLinear, _ node: FloatNode, _ index: Int, _ inputs: [SourceTensorID],
    named name: String
  ) -> SourceTensorID {
    guard let layer = calibrated.layers[index] else { return inputs[0] }
    if let geometry = linear.geometry {
      let shape = Shape(
        [linear.outputs, linear.columns / geometry.kernelCount] + geometry.kernel)
      let weights = self.weights(layer, shape, axis: 0, node)
      let bias = constant(layer.bias, Shape([linear.outputs]))
      return add(
        .convolution(geometry, groups: linear.groups), inputs + [weights, bias], node.name, name,
        node.shape, operatorName: node.operatorName)
    }
    let stored = weights(layer, Shape([linear.outputs, linear.columns]), axis: 0, node)
    let matrix = add(
      .transpose(permutation: [1, 0]), [stored], node.name + "_transpose", node.name + "_matrix",
      Shape([linear.columns, linear.outputs]), operatorName: "Transpose")
    let product = add(
      .matrixMultiply, inputs + [matrix], node.name, name + "_product", node.shape,
      operatorName: node.operatorName)
    return add(
      .arithmetic(.add), [product, constant(layer.bias, Shape([linear.outputs]))],
      node.name + "_bias", name, node.shape, operatorName: node.operatorName)
  }

  private mutating func recurrence(
    _ recurrence: FloatRecurrence, _ node: FloatNode, _ index: Int, _ inputs: [SourceTensorID],
    named name: String
  ) -> SourceTensorID {
    guard let body = calibrated.bodies[index] else { return inputs[0] }
    let nodes = body.network.nodes
    let states = recurrence.states.map { nodes[$0.node].shape }
    let initial = zip(recurrence.states, states).map { state, shape in
      constant(state.initial.map { Double($0) }, shape)
    }
    let step = nodes[body.network.output].shape
    let rows = recurrence.givesLast ? [] : [body.network.output]
    var outputs = rows.map { _ in
      tensor(name, Shape([recurrence.steps] + step.dimensions.dropFirst()))
    }
    for (state, shape) in states.enumerated() {
      let isValue = recurrence.givesLast && state == 0
      outputs.append(tensor(isValue ? name : "\(name)_last\(state)", shape))
    }
    let operation = SourceRecurrence(
      body: body.source(outputs: rows + recurrence.states.map(\.next)),
      steps: recurrence.steps, stateCount: states.count)
    source.nodes.append(
      SourceNode(
        name: node.name, operatorName: node.operatorName, operation: .recurrence(operation),
        inputs: inputs + initial, outputs: outputs))
    return outputs[0]
  }

  /// Integers and one scale per output.
  private mutating func weights(
    _ layer: IntegerLayer, _ shape: Shape, axis: Int, _ node: FloatNode
  ) -> SourceTensorID {
    let integers = tensor(
      node.name + "_integers", shape, type: .int16, constant: .integer(layer.integers))
    let scale = constant(layer.scales, Shape([layer.scales.count]))
    let zero = constant([0], .scalar)
    return add(
      .dequantizeLinear(axis: axis), [integers, scale, zero], node.name + "_dequantize",
      node.name + "_weights", shape, operatorName: "DequantizeLinear")
  }

  private mutating func quantized(
    _ value: SourceTensorID, _ grid: ActivationGrid, _ node: FloatNode, isInput: Bool
  ) -> SourceTensorID {
    let inputs = [
      value, constant([grid.scale], .scalar), constant([Double(grid.zero)], .scalar),
      constant([Double(grid.bits)], .scalar),
    ]
    let attributes = QuantizeAttributes(isSigned: grid.isSigned, isNarrow: false, rounding: .halfUp)
    return add(
      .quantize(attributes), inputs, node.name + "_grid",
      isInput ? node.outputName + "_grid" : node.outputName, node.shape, operatorName: "Quant")
  }
}

// MARK: Tensors

extension SourceWriting {
  private mutating func tensor(
    _ name: String, _ shape: Shape, type: SourceElementType = .float32,
    constant: SourceConstant? = nil
  ) -> SourceTensorID {
    source.tensors.append(SourceTensor(name: name, shape: shape, type: type, constant: constant))
    return SourceTensorID(source.tensors.count - 1)
  }

  private mutating func constant(_ values: [Double], _ shape: Shape) -> SourceTensorID {
    tensor(
      "constant\(source.tensors.count)", shape, type: .float64, constant: .real(values))
  }

  private mutating func add(
    _ operation: SourceOperation, _ inputs: [SourceTensorID], _ name: String, _ output: String,
    _ shape: Shape, operatorName: String
  ) -> SourceTensorID {
    let tensor = tensor(output, shape)
    source.nodes.append(
      SourceNode(
        name: name, operatorName: operatorName, operation: operation, inputs: inputs,
        outputs: [tensor]))
    return tensor
  }
}
