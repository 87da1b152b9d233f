"""Post-training quantisation of the small network, and its .tflite file: int8, weights per channel, biases int32."""

from dataclasses import dataclass

import numpy as np
import torch
from stapes_judges.tflite.writer import GraphWriter, ModelWriter

from .images import SIDE
from .int8_network import FoldedConvolution, SmallNetwork

INPUT_SCALE, INPUT_ZERO_POINT = 1 / 255, -128
SOFTMAX_SCALE = 1 / 256


@dataclass(frozen=True)
class Tensor:
    """Activations in the file: index, shape with a batch of 1, scale."""

    index: int
    shape: tuple[int, ...]
    scale: float


def quantized(weights: np.ndarray, axis: int | None) -> tuple[np.ndarray, np.ndarray]:
    """int8 weights within -127...127 and their float32 scales: one per channel of `axis`, or one for all."""
    others = tuple(other for other in range(weights.ndim) if other != axis)
    largest = np.abs(weights).max(axis=others if axis is not None else None, keepdims=True)
    scales = (largest / 127).astype(np.float32)
    return np.clip(np.rint(weights / scales), -127, 127).astype(np.int8), scales.reshape(-1)


def add_layer(graph: GraphWriter, name: str, operator: str, given: Tensor, made: Tensor, weights: np.ndarray,
              bias: np.ndarray, axis: int | None, **options) -> None:
    """One linear operator with its constants; the bias in steps of the input's scale times the weights'."""
    integers, scales = quantized(weights, axis)
    steps = np.float32(given.scale) * scales
    w = graph.constant(f"{name}/weights", integers, "int8", scale=scales, axis=axis or 0)
    b = graph.constant(f"{name}/bias", np.rint(bias / steps), "int32", scale=steps)
    graph.operator(operator, [given.index, w, b], [made.index], **options)


def add_convolution(graph: GraphWriter, name: str, layer: FoldedConvolution, given: Tensor, largest: float) -> Tensor:
    weights, bias = (part.numpy() for part in layer.folded())
    order, axis = ((1, 2, 3, 0), 3) if layer.is_depthwise else ((0, 2, 3, 1), 0)
    side, scale = given.shape[1] // layer.stride, float(np.float32(largest / 255))
    shape = (1, side, side, len(bias))
    made = Tensor(graph.tensor(name, shape, "int8", scale=scale, zero_point=-128), shape, scale)
    options = {"depth_multiplier": 1} if layer.is_depthwise else {}
    add_layer(graph, name, "DEPTHWISE_CONV_2D" if layer.is_depthwise else "CONV_2D", given, made,
              weights.transpose(order), bias, axis, padding="SAME", stride_h=layer.stride, stride_w=layer.stride,
              dilation_h_factor=1, dilation_w_factor=1, fused_activation_function="RELU", **options)
    return made


def add_head(graph: GraphWriter, dense: torch.nn.Linear, given: Tensor, largest: float) -> int:
    """Reshape, dense layer, softmax; the index of the scores."""
    shape = np.array([1, int(np.prod(given.shape))], np.int32)
    flat = Tensor(graph.tensor("flat", shape, "int8", scale=given.scale, zero_point=-128), tuple(shape), given.scale)
    graph.operator("RESHAPE", [given.index, graph.constant("flat/shape", shape, "int32")], [flat.index], new_shape=shape)
    scale = float(np.float32(largest / 127))
    logits = Tensor(graph.tensor("logits", (1, 10), "int8", scale=scale), (1, 10), scale)
    weights, bias = dense.weight.detach().numpy(), dense.bias.detach().numpy()
    add_layer(graph, "logits", "FULLY_CONNECTED", flat, logits, weights, bias, None)
    scores = graph.tensor("scores", (1, 10), "int8", scale=SOFTMAX_SCALE, zero_point=-128)
    graph.operator("SOFTMAX", [logits.index], [scores], beta=1.0)
    return scores


@torch.no_grad()
def tflite_bytes(network: SmallNetwork, calibration: torch.Tensor) -> bytes:
    """The file; each scale spans the largest value seen among the `calibration` images, uint8 [count, 256]."""
    largest = [float(values.abs().max()) for values in network.trace(calibration)]
    names = ["first", "depthwise1", "pointwise1", "depthwise2", "pointwise2"]
    model = ModelWriter(description="Handwritten digits, int8")
    graph, shape = model.subgraph(), (1, SIDE, SIDE, 1)
    index = graph.input("image", shape, "int8", scale=INPUT_SCALE, zero_point=INPUT_ZERO_POINT)
    values = Tensor(index, shape, float(np.float32(INPUT_SCALE)))
    for name, layer, bound in zip(names, network.layers, largest):
        values = add_convolution(graph, name, layer, values, bound)
    graph.outputs(add_head(graph, network.dense, values, largest[-1]))
    return model.bytes()


def micro_scores(model: bytes, rows: np.ndarray) -> np.ndarray:
    """int8 [count, 10]: what TensorFlow Lite Micro's interpreter gives for int8 [count, 16, 16, 1]."""
    from tflite_micro.python.tflite_micro import runtime

    interpreter, scores = runtime.Interpreter.from_bytes(model), []
    for row in rows:
        interpreter.set_input(row[None], 0)
        interpreter.invoke()
        scores.append(interpreter.get_output(0)[0].copy())
    return np.array(scores)
