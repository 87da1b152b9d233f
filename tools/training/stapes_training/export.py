"""Writes an integer network as QONNX, and reads its quantised tensors back through qonnx.

Every quantised tensor is an integer times a power of two, so float32 represents it exactly, and
each hidden quantiser rounds down, so that it lowers to one arithmetic right shift and a clamp.
"""

import math
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from .images import PIXELS
from .integer_network import IntegerLayer, IntegerNetwork, Trace
from .weight_sets import INPUT_BITS

DOMAIN = "qonnx.custom_op.general"
OPSET = 14
IR_VERSION = 8

INPUT_SCALE = 2.0**-INPUT_BITS
"""Meaning of the input integer 1: a sixteenth of full ink."""

_WEIGHT_MAGNITUDE = 0.125
"""Wanted mean magnitude of the real weights; only their power-of-two scale follows from it."""


def weight_scale(layer: IntegerLayer) -> float:
    """A power of two that gives the layer's real weights a customary magnitude."""
    mean = float(np.abs(layer.weights).mean())
    return 2.0 ** round(math.log2(_WEIGHT_MAGNITUDE / max(mean, 2.0**-8)))


def scales(network: IntegerNetwork) -> list[tuple[float, float]]:
    """Per layer, the scale of its input integers and that of its weights."""
    result, input_scale = [], INPUT_SCALE
    for layer in network.layers:
        result.append((input_scale, weight_scale(layer)))
        input_scale *= weight_scale(layer) * 2.0**layer.shift
    return result


class _GraphBuilder:
    """Collects nodes and initialisers in file order."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.initializers: list[onnx.TensorProto] = []

    def constant(self, name: str, values: np.ndarray | float) -> str:
        array = np.asarray(values, dtype=np.float32)
        self.initializers.append(numpy_helper.from_array(array, name))
        return name

    def node(self, operator: str, inputs: list[str], output: str) -> str:
        self.nodes.append(helper.make_node(operator, inputs, [output], name=f"{output}_{operator}"))
        return output

    def quantizer(
        self, value: str, output: str, scale: float, bits: int, signed: bool, rounding: str
    ) -> str:
        """An IntQuant node without offset; a signed one is narrow, so symmetric."""
        parameters = [
            self.constant(f"{output}_scale", scale),
            self.constant(f"{output}_zero_point", 0.0),
            self.constant(f"{output}_bit_width", float(bits)),
        ]
        self.nodes.append(helper.make_node(
            "IntQuant", [value, *parameters], [output], name=f"{output}_IntQuant", domain=DOMAIN,
            signed=int(signed), narrow=int(signed), rounding_mode=rounding,
        ))
        return output


def _weight_bits(network: IntegerNetwork) -> int:
    return network.weight_set.largest.bit_length() + 1


def _add_layer(
    graph: _GraphBuilder, network: IntegerNetwork, index: int, value: str,
    layer_scales: tuple[float, float],
) -> str:
    """One dense layer, up to the quantiser behind it or, for the last, to the logits."""
    layer, is_last = network.layers[index], index == len(network.layers) - 1
    name = "logits" if is_last else f"hidden{index + 1}"
    input_scale, scale = layer_scales
    sum_scale = input_scale * scale
    real_weights = graph.constant(f"{name}_weights_real", layer.weights.T * scale)
    weights = graph.quantizer(
        real_weights, f"{name}_weights", scale, _weight_bits(network), True, "ROUND"
    )
    product = graph.node("MatMul", [value, weights], f"{name}_product")
    bias = graph.constant(f"{name}_bias", layer.biases * sum_scale)
    total = graph.node("Add", [product, bias], "logits" if is_last else f"{name}_sum")
    if is_last:
        return total
    positive = graph.node("Relu", [total], f"{name}_positive")
    return graph.quantizer(
        positive, name, sum_scale * 2.0**layer.shift, network.activation_bits, False, "FLOOR"
    )


def to_model(network: IntegerNetwork, name: str, batch: int = 1) -> onnx.ModelProto:
    """The network from float32 `image` [batch, 256] in [0, 1] to float32 `logits` [batch, 10]."""
    graph = _GraphBuilder()
    value = graph.quantizer("image", "image_quantized", INPUT_SCALE, INPUT_BITS, False, "ROUND")
    for index, layer_scales in enumerate(scales(network)):
        value = _add_layer(graph, network, index, value, layer_scales)
    image = helper.make_tensor_value_info("image", TensorProto.FLOAT, [batch, PIXELS])
    outputs = len(network.layers[-1].biases)
    logits = helper.make_tensor_value_info(value, TensorProto.FLOAT, [batch, outputs])
    model = helper.make_model(
        helper.make_graph(graph.nodes, name, [image], [logits], initializer=graph.initializers),
        opset_imports=[helper.make_opsetid("", OPSET), helper.make_opsetid(DOMAIN, 1)],
        producer_name="stapes_training", ir_version=IR_VERSION,
    )
    onnx.checker.check_model(model)
    return model


def write(network: IntegerNetwork, path: Path) -> None:
    """Writes the file for one image."""
    onnx.save(to_model(network, path.stem), path)


def execute(network: IntegerNetwork, pixels: np.ndarray) -> Trace:
    """Runs the exported graph in the qonnx executor and gives its tensors as integers.

    Raises `ValueError` where a value is not an integer multiple of its scale.
    """
    from qonnx.core.modelwrapper import ModelWrapper
    from qonnx.core.onnx_exec import execute_onnx
    from qonnx.transformation.infer_shapes import InferShapes

    model = ModelWrapper(to_model(network, "check", batch=len(pixels))).transform(InferShapes())
    image = (pixels.astype(np.float32) / np.float32(255)).reshape(len(pixels), PIXELS)
    context = execute_onnx(model, {"image": image}, return_full_exec_context=True)
    hidden = [f"hidden{index + 1}" for index in range(len(network.layers) - 1)]
    activations, sums = [], []
    for name, (input_scale, scale) in zip([*hidden, "logits"], scales(network)):
        before = "image_quantized" if not activations else hidden[len(activations) - 1]
        activations.append(_integers(context[before], input_scale))
        total = "logits" if name == "logits" else f"{name}_sum"
        sums.append(_integers(context[total], input_scale * scale))
    return Trace(tuple(activations), tuple(sums))


def _integers(values: np.ndarray, scale: float) -> np.ndarray:
    quotients = values.astype(np.float64) / scale
    if not np.array_equal(quotients, np.rint(quotients)):
        raise ValueError("a tensor is not an integer multiple of its scale")
    return quotients.astype(np.int64)
