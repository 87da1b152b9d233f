extension OperatorRegistry {
  static let arithmetic: [OperatorImporter] = [
    .fullyConnected, .conv2D, .depthwiseConv2D, .transposeConv, .averagePool2D, .maxPool2D, .add,
    .sub, .mul, .minimum, .maximum, .mean, .sum, .reduceMax, .reduceMin,
  ]
}
