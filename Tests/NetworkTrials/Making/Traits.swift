import FixedPoint
import NetworkIR

extension Network {
  /// What can be seen of the finished network.
  var traits: Set<NetworkTrait> {
    var found = operators.reduce(into: Set<NetworkTrait>()) { $0.formUnion(traits(of: $1)) }
    if inputs.count > 1 { found.insert(.severalInputs) }
    if outputs.count > 1 { found.insert(.severalOutputs) }
    if !states.isEmpty { found.insert(.state) }
    for tensor in tensors {
      if tensor.shape.elementCount == 1 { found.insert(.oneByOne) }
      if tensor.shape.dimensions.contains(where: [5, 7, 11, 13, 17].contains) {
        found.insert(.primeSize)
      }
      if tensor.range.upper - tensor.range.lower == 1 { found.insert(.oneBit) }
      if tensor.type == .int16 || tensor.type == .uint16 { found.insert(.sixteenBits) }
    }
    return found
  }

  private func traits(of node: Operator) -> Set<NetworkTrait> {
    var found: Set<NetworkTrait> = []
    let makers = node.inputs.map { input in operators.first { $0.outputs.contains(input) } }
    if makers.contains(where: { $0?.isConstant == true }) { found.insert(.constantOperand) }
    switch node.kind {
    case .convolution(let convolution):
      found.formUnion(convolution.geometry.traits)
      if convolution.groups > 1 { found.insert(.grouped) }
      if convolution.groups > 1, convolution.linear.inputs == convolution.geometry.kernelCount {
        found.insert(.depthwise)
      }
    case .maxPool(let geometry), .sumPool(let geometry, _): found.formUnion(geometry.traits)
    case .requantize(let requantize):
      if requantize.functions.count > 1 { found.insert(.perChannelFunctions) }
    case .mappedSum: if Set(node.inputs).count > 1 { found.insert(.residual) }
    case .concatenate: found.insert(.concatenation)
    case .dense, .reshape, .transpose, .pad, .argMax, .topK, .product, .extremum, .slice, .dilate,
      .reduce, .softmax, .recurrence, .constant:
      break
    }
    return found
  }
}

extension Operator {
  fileprivate var isConstant: Bool {
    if case .constant = kind { true } else { false }
  }
}

extension WindowGeometry {
  fileprivate var traits: Set<NetworkTrait> {
    var found: Set<NetworkTrait> = [layout == .channelsFirst ? .channelsFirst : .channelsLast]
    if strides.contains(where: { $0 > 1 }) { found.insert(.strided) }
    if dilations.contains(where: { $0 > 1 }) { found.insert(.dilated) }
    if paddingBefore != paddingAfter { found.insert(.unevenPadding) }
    return found
  }
}
