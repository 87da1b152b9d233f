/// What to use instead of an operator that is not supported.
enum NearestForm {
  static func advice(for operatorName: String) -> String {
    substitutes[operatorName].map { "nearest supported form: \($0)" }
      ?? "docs/operators.md and `stapes ops` list what is"
  }

  private static let substitutes: [String: String] = [
    "BatchNormalizationWithStatistics": "BatchNormalization in inference form",
    "Celu": "Elu",
    "ConvTranspose": "Conv",
    "DynamicQuantizeLinear": "QuantizeLinear with a constant scale",
    "Einsum": "MatMul",
    "GlobalLpPool": "GlobalAveragePool",
    "GroupNormalization": "BatchNormalization",
    "Hardmax": "ArgMax",
    "If": "a graph without branches; fold the condition at export",
    "InstanceNormalization": "BatchNormalization",
    "LayerNormalization": "BatchNormalization, which folds into a layer",
    "Loop": "a graph without loops; unroll at export",
    "LpPool": "AveragePool",
    "MaxUnpool": "MaxPool without its inverse",
    "Mean": "Add, then Mul by a constant",
    "Mish": "HardSwish",
    "MultiThreshold": "the quantisers from before the thresholds were made",
    "QLinearAdd": "DequantizeLinear, Add, QuantizeLinear",
    "ReduceMax": "GlobalMaxPool",
    "ReduceSum": "ReduceMean",
    "Resize": "a fixed input size",
    "Scan": "a graph without loops; unroll at export",
    "Split": "separate layers",
    "Sum": "Add",
    "Swish": "HardSwish",
    "ThresholdedRelu": "Relu",
    "Upsample": "a fixed input size",
  ]
}
