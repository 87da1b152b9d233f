import Diagnostics
import FixedPoint
import NetworkIR

extension Folder {
  /// scale * (x - mean) / sqrt(variance + epsilon) + bias, exactly.
  mutating func batchNormalization(
    _ node: SourceNode, _ inputs: [FoldedValue], epsilon: Float
  ) throws(DiagnosticList) -> FoldedValue {
    let names = ["scale", "bias", "mean", "variance"]
    var parameters: [[RealNumber]] = []
    for (name, input) in zip(names, inputs.dropFirst()) {
      parameters.append(try constant(input, at: node, name).values)
    }
    let channels = shape(of: node).dimensions.dropFirst().first ?? 1
    guard parameters.count == 4, parameters.allSatisfy({ $0.count == channels }) else {
      throw fault(
        .inconsistentModel, at: node, "its parameters do not have one value per channel",
        remedy: "give scale, bias, mean and variance \(channels) values each")
    }
    var scales: [RealNumber] = []
    var offsets: [RealNumber] = []
    for channel in parameters[0].indices {
      let variance = parameters[3][channel] + RealNumber(rational(epsilon))
      guard let root = variance.squareRoot?.reciprocal else {
        throw fault(
          .inconsistentModel, at: node, "variance", "variance plus epsilon is not positive",
          remedy: "export the trained statistics")
      }
      let scale = parameters[0][channel] * root
      scales.append(scale)
      offsets.append(parameters[1][channel] - parameters[2][channel] * scale)
    }
    let scale = AxisValues(axis: 1, values: ChannelValues(scales))
    let offset = AxisValues(axis: 1, values: ChannelValues(offsets))
    return try transformed(inputs[0], at: node) { folder, value, slice throws(DiagnosticList) in
      try folder.appending(
        scale: slice.cut(scale), offset: slice.cut(offset), to: value, at: node)
    }
  }
}
