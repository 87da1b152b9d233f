extension OperatorRegistry {
  static let others: [OperatorImporter] = movements + functions + recurrent

  private static let movements: [OperatorImporter] = [
    .reshape, .squeeze, .expandDims, .transpose, .concatenation, .split, .splitV, .stridedSlice,
    .slice, .pack, .unpack, .pad, .padV2,
  ]

  private static let functions: [OperatorImporter] = [
    .softmax, .logistic, .tanh, .relu, .relu6, .reluN1To1, .leakyRelu, .pRelu, .hardSwish, .elu,
    .quantize, .dequantize, .argMax, .argMin,
  ]

  private static let recurrent: [OperatorImporter] = [
    .sequenceLSTM, .svdf, .varHandle, .readVariable, .assignVariable, .callOnce,
  ]
}
