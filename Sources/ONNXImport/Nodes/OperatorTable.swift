extension OperatorRegistry {
  static let quantizers: [OperatorImporter] = [
    .quant, .intQuant, .bipolarQuant, .floatQuant, .trunc, .quantizeLinear, .dequantizeLinear,
  ]

  static let integerOperators: [OperatorImporter] = [
    .qLinearConv, .qLinearMatMul, .convInteger, .matMulInteger,
  ]

  static let linear: [OperatorImporter] = [.conv, .gemm, .matMul, .batchNormalization]

  static let pointwise: [OperatorImporter] =
    OperatorImporter.plainFunctions
    + [.relu, .clip, .hardSigmoid, .leakyRelu, .pRelu, .gelu, .elu, .selu, .minimum, .maximum]

  static let arithmetic: [OperatorImporter] = [.add, .sub, .mul, .div, .pow]

  static let pooling: [OperatorImporter] = [
    .maxPool, .averagePool, .globalAveragePool, .globalMaxPool, .reduceMean,
  ]

  static let shaping: [OperatorImporter] = [
    .flatten, .reshape, .transpose, .squeeze, .unsqueeze, .concat, .pad, .identity, .dropout,
    .constant, .constantOfShape, .shape, .expand, .gather, .slice, .cast,
  ]

  static let recurrent: [OperatorImporter] = [.rnn, .gru, .lstm]

  static let selecting: [OperatorImporter] = [.argMax, .softmax, .logSoftmax, .topK]
}
