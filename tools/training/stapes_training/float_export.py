"""Writes the float networks as plain ONNX, the way common exporters do: opset 17, a symbolic batch, float32 throughout."""

from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from torch import nn

from .float_networks import CLASSES, ImageNetwork, NormedConvolution, SpokenNetwork

OPSET = 17
IR_VERSION = 8
BATCH = "batch"
INPUT, OUTPUT = "input", "logits"


class _Graph:
    """Nodes and constants in file order; `value` names the tensor last computed."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.initializers: list[onnx.TensorProto] = []
        self.value = INPUT

    def constant(self, name: str, values) -> str:
        array = np.ascontiguousarray(values.detach().numpy(), dtype=np.float32)
        self.initializers.append(numpy_helper.from_array(array, name))
        return name

    def node(self, operator: str, output: str, constants: list[str] | None = None, **attributes) -> None:
        inputs = [self.value, *(constants or [])]
        self.nodes.append(helper.make_node(operator, inputs, [output], name=f"{output}_{operator}", **attributes))
        self.value = output

    def convolution(self, layer: NormedConvolution, name: str, folded: bool) -> None:
        """A convolution with its norm inside, or with a BatchNormalization behind it; then Relu."""
        own = layer.convolution
        weights, biases = layer.folded() if folded else (own.weight, None)
        constants = [self.constant(f"{name}.weight", weights)]
        constants += [] if biases is None else [self.constant(f"{name}.bias", biases)]
        self.node("Conv", f"{name}_conv", constants, kernel_shape=list(own.kernel_size), strides=list(own.stride),
                  pads=list(own.padding) * 2, dilations=list(own.dilation), group=own.groups)
        if not folded:
            self.norm(layer.norm, name)
        self.node("Relu", f"{name}_relu")

    def norm(self, norm: nn.Module, name: str) -> None:
        parts = {"scale": norm.weight, "shift": norm.bias, "mean": norm.running_mean, "variance": norm.running_var}
        constants = [self.constant(f"{name}.norm_{part}", values) for part, values in parts.items()]
        self.node("BatchNormalization", f"{name}_norm", constants, epsilon=norm.eps)

    def dense(self, layer: nn.Linear) -> None:
        constants = [self.constant("dense.weight", layer.weight), self.constant("dense.bias", layer.bias)]
        self.node("Gemm", OUTPUT, constants, transB=1)

    def model(self, name: str, input_shape: tuple[int, ...]) -> onnx.ModelProto:
        first = helper.make_tensor_value_info(INPUT, TensorProto.FLOAT, [BATCH, *input_shape])
        last = helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, [BATCH, CLASSES])
        graph = helper.make_graph(self.nodes, name, [first], [last], self.initializers)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)],
                                  ir_version=IR_VERSION, producer_name="stapes_training")
        onnx.checker.check_model(model, full_check=True)
        return model


def image_model(network: ImageNetwork, folded: bool) -> onnx.ModelProto:
    """[batch, 1, 28, 28], pixel / 255, to ten logits."""
    graph = _Graph()
    for number, layer in enumerate(network.layers, start=1):
        graph.convolution(layer, f"layer{number}", folded)
        graph.node("MaxPool", f"layer{number}_pool", kernel_shape=[2, 2], strides=[2, 2])
    graph.node("Flatten", "flat", axis=1)
    graph.dense(network.dense)
    return graph.model("float_digits", (1, 28, 28))


def spoken_model(network: SpokenNetwork, folded: bool, name: str, input_shape: tuple[int, int]) -> onnx.ModelProto:
    """[batch, bands, frames], feature / 128, to ten logits."""
    graph = _Graph()
    for number, layer in enumerate(network.layers, start=1):
        graph.convolution(layer, f"layer{number}", folded)
    graph.node("GlobalAveragePool", "mean")
    graph.node("Flatten", "flat", axis=1)
    graph.dense(network.dense)
    return graph.model(name, input_shape)


def logits_of(path: Path, values: np.ndarray, block: int = 500) -> np.ndarray:
    """What onnxruntime computes of float32 [count, …] inputs: float32 [count, CLASSES]."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    starts = range(0, len(values), block)
    return np.concatenate([session.run(None, {INPUT: values[start : start + block]})[0] for start in starts])
