"""The node tests that the onnx package ships, with every input but the data as an initialiser."""

import pathlib
from dataclasses import dataclass

import numpy as np
import onnx
import onnx.backend.test
from onnx import TensorProto, numpy_helper

FOLDER = pathlib.Path(onnx.backend.test.__file__).parent / "data" / "node"
NEWEST_OPSET, OLDEST_OPSET = 21, 9

QUANTIZED = {"QuantizeLinear", "DequantizeLinear", "QLinearConv", "QLinearMatMul", "ConvInteger", "MatMulInteger"}
LINEAR = {"Conv", "Gemm", "MatMul"}
POINTWISE = {
    "Relu", "Clip", "HardSigmoid", "LeakyRelu", "Sign", "Tanh", "Sigmoid", "Gelu", "HardSwish", "Elu", "Selu",
    "Softplus", "Softsign", "Erf", "Exp", "Log", "Sqrt", "Reciprocal", "Abs", "Neg", "Floor", "Ceil", "Round",
    "BatchNormalization", "Add", "Sub", "Mul", "Div",
}
SHAPE = {"Flatten", "Reshape", "Transpose", "Squeeze", "Unsqueeze", "Concat", "Pad", "Identity", "Cast"}
POOLING = {"MaxPool", "AveragePool", "GlobalAveragePool"}
CLASSES = {"ArgMax", "TopK", "Softmax"}
SUPPORTED = QUANTIZED | LINEAR | POINTWISE | SHAPE | POOLING | CLASSES


class Inapplicable(Exception):
    """The reason why a test says nothing about Stapes."""


@dataclass(frozen=True)
class Case:
    name: str
    model: onnx.ModelProto
    inputs: list[np.ndarray | None]
    outputs: list[np.ndarray]

    @property
    def operators(self) -> set[str]:
        return {node.op_type for node in self.model.graph.node}


def cases() -> list[Case]:
    """The tests all of whose operators Stapes names as supported, sorted by name."""
    loaded = (load(folder) for folder in sorted(FOLDER.iterdir()))
    return [case for case in loaded if case is not None]


def load(folder: pathlib.Path) -> Case | None:
    model = onnx.load(folder / "model.onnx")
    if not {node.op_type for node in model.graph.node} <= SUPPORTED | {"Constant"}:
        return None
    data = folder / "test_data_set_0"
    inputs = [read(data / f"input_{index}.pb", value) for index, value in enumerate(model.graph.input)]
    outputs = [read(data / f"output_{index}.pb", value) for index, value in enumerate(model.graph.output)]
    return Case(folder.name, model, inputs, outputs)


def read(path: pathlib.Path, value: onnx.ValueInfoProto) -> np.ndarray | None:
    if value.type.WhichOneof("value") != "tensor_type":
        return None
    tensor = TensorProto()
    tensor.ParseFromString(path.read_bytes())
    return numpy_helper.to_array(tensor)


def in_supported_opset(model: onnx.ModelProto) -> onnx.ModelProto:
    """A copy that imports opset 9 to 21: later versions of these operators add types and attributes alone."""
    copy = onnx.ModelProto()
    copy.CopyFrom(model)
    for entry in copy.opset_import:
        if entry.domain in ("", "ai.onnx"):
            entry.version = max(OLDEST_OPSET, min(NEWEST_OPSET, entry.version))
    copy.ir_version = 10
    try:
        onnx.checker.check_model(copy)
    except onnx.checker.ValidationError as error:
        reason = str(error).strip().splitlines()[0]
        raise Inapplicable(f"beyond opset {NEWEST_OPSET}: {reason}") from error
    return copy


def bake(model: onnx.ModelProto, inputs: list[np.ndarray | None], kept: tuple[int, ...] = (0,)) -> None:
    """Turns every graph input but those at `kept` into an initialiser of its test value."""
    values = list(model.graph.input)
    for index, (value, array) in enumerate(zip(values, inputs, strict=True)):
        if index in kept:
            continue
        if array is None:
            raise Inapplicable("an input is a sequence or optional")
        model.graph.initializer.append(constant(value, array))
        model.graph.input.remove(value)


def constant(value: onnx.ValueInfoProto, array: np.ndarray) -> onnx.TensorProto:
    """An initialiser of the input's declared element type."""
    return numpy_helper.from_array(array, value.name)
