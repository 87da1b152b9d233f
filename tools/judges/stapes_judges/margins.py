"""Keeps rows whose quantisers stay clear of ties, so that the executor's float32 cannot decide a bit."""

import numpy as np
from qonnx.custom_op.general.intquant import int_quant

from .reference import node_attribute

# In steps of the quantiser; the executor's float32 error is at most a tenth of it in the fixtures.
MARGIN = 1e-3


def clear_of_ties(model, context: dict[str, np.ndarray], data: str) -> bool:
    """Whether every quantiser after the border gives the same integers when its input moves by MARGIN."""
    dependent, quantized = {data}, set()
    for node in model.graph.node:
        if not any(name in dependent for name in node.input):
            continue
        dependent.update(node.output)
        behind = any(name in quantized for name in node.input)
        if behind and not is_clear(node, context):
            return False
        if behind or node.op_type in ("Quant", "IntQuant", "BipolarQuant", "QuantizeLinear", "ConvInteger", "MatMulInteger"):
            quantized.update(node.output)
    return True


def is_clear(node, context) -> bool:
    values = [np.asarray(context[name], np.float64) for name in node.input if name]
    if node.op_type in ("Quant", "IntQuant"):
        return quant_is_clear(node, *values)
    if node.op_type == "BipolarQuant":
        return bool(np.all(np.abs(values[0]) > 1e-4))
    if node.op_type == "QuantizeLinear":
        return quotient_is_clear(values[0] / values[1])
    if node.op_type in ("QLinearConv", "QLinearMatMul"):
        return True  # judged by onnxruntime in float32 as well; near ties are reported there
    return True


def quant_is_clear(node, x, scale, zero, bits) -> bool:
    options = [
        bool(node_attribute(node, "signed", 1)),
        bool(node_attribute(node, "narrow", 0)),
        node_attribute(node, "rounding_mode", b"ROUND").decode(),
    ]
    low, high = (int_quant(x + sign * MARGIN * scale, scale, zero, bits, *options) for sign in (-1, 1))
    return bool(np.array_equal(low, high))


def quotient_is_clear(quotient: np.ndarray) -> bool:
    return bool(np.all(np.abs(np.abs(quotient - np.floor(quotient)) - 0.5) > MARGIN))
