extension OperatorRegistry {
  static let arithmetic: [OperatorImporter] = [
    .fullyConnected, .conv2D, .depthwiseConv2D, .averagePool2D, .maxPool2D,
  ]
}
