"""The shipped models that faults are seeded into: name, file, how it is compiled, and how many random runs tell two texts apart."""

FORMAT = ["u8*1/255"]


def job(model, formats=(), target="rv32ec", strategies=(), flash=None, ram=None, vectors=24):
    return {
        "model": str(model), "formats": list(formats), "target": target, "strategies": list(strategies),
        "maxFlash": flash, "maxRAM": ram, "vectors": vectors, "seed": 1, "folder": "", "faults": [], "changes": [],
    }


def models(root):
    digits, tflite, onnx = root / "examples/digits", root / "Tests/TFLiteFixtures", root / "Tests/Fixtures"
    limits = {"flash": 16384, "ram": 2048}
    found = {
        "digits_sparse": job(digits / "digits_sparse.onnx", FORMAT, **limits),
        "digits_pot": job(digits / "digits_pot.onnx", FORMAT, **limits),
        "digits_ternary": job(digits / "digits_ternary.onnx", FORMAT, **limits),
        "digits_int8": job(root / "examples/digits_int8/digits_int8.tflite", **limits),
    }
    for name in ("ds_cnn", "residual", "svdf", "lstm", "int16", "streaming"):
        found[name] = job(tflite / f"{name}.tflite", vectors=40)
    found["ds_cnn_avr"] = job(tflite / "ds_cnn.tflite", target="avr", vectors=40)
    for name, strategy in (
        ("conv_2d_padded_strided", "paired-shared-sums"), ("conv_depthwise", "straight-line"), ("max_pool_2d", "index-lists"),
        ("average_pool", "scatter"), ("output_top_k", "squares"), ("output_softmax", "shared-sums"), ("pointwise_softplus", "unrolled-columns"),
        ("residual_different_scales", "shift-loop"), ("ternary", "packed-ternary"), ("power_of_two", "packed-columns"),
        ("dense_8_bit_batch_norm", "product-tiles"), ("conv_zero_point_padded", "byte-columns"), ("relu_8_bit", "subset-sums"),
    ):
        found[name] = job(onnx / f"{name}.onnx", strategies=[f"all={strategy}"], vectors=60)
    return found


# What a sample is taken of: small texts, every rung in milliseconds.
SMALL = ["streaming", "conv_depthwise", "max_pool_2d", "average_pool", "residual_different_scales", "power_of_two", "relu_8_bit"]
