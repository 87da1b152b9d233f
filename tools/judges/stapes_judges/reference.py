"""The qonnx executor, with one onnxruntime session per node instead of one per node and row."""

import contextlib
import warnings

import numpy as np
import onnx
import onnxruntime
import qonnx.core.onnx_exec as executor
from onnx import helper
from qonnx.core.modelwrapper import ModelWrapper
from qonnx.custom_op.registry import add_domain_alias
from qonnx.transformation.infer_shapes import InferShapes

add_domain_alias("finn.custom_op.general", "qonnx.custom_op.general")


class SessionCache:
    """Stands in for the module onnxruntime inside the executor: equal models share a session."""

    def __init__(self):
        self._sessions = {}
        self._options = onnxruntime.SessionOptions()
        self._options.intra_op_num_threads = 1
        self._options.log_severity_level = 3

    def InferenceSession(self, model: bytes):  # noqa: N802 (the executor's spelling)
        if model not in self._sessions:
            self._sessions[model] = onnxruntime.InferenceSession(
                model, self._options, providers=["CPUExecutionProvider"]
            )
        return self._sessions[model]


@contextlib.contextmanager
def cached_sessions():
    """While open, the executor finds its sessions in a cache."""
    original, executor.rt = executor.rt, SessionCache()
    try:
        yield
    finally:
        executor.rt = original


def load(path: str) -> ModelWrapper:
    """The model with every shape known, symbolic batch dimensions set to 1."""
    return prepare(onnx.load(path))


def prepare(model: onnx.ModelProto) -> ModelWrapper:
    for value in model.graph.input:
        for dimension in value.type.tensor_type.shape.dim:
            if not dimension.HasField("dim_value"):
                dimension.dim_value = 1
    drop_unshaped_outputs(model)
    move_constants_to_initializers(model)
    return ModelWrapper(model).transform(InferShapes())


def drop_unshaped_outputs(model: onnx.ModelProto) -> None:
    """Shape inference refuses to fill an output that has an empty shape field."""
    for value in model.graph.output:
        if not value.type.tensor_type.shape.dim:
            value.type.tensor_type.ClearField("shape")


def move_constants_to_initializers(model: onnx.ModelProto) -> None:
    """Constant nodes become initialisers, so that per-row work and parameter look-ups do not meet them."""
    for node in [node for node in model.graph.node if node.op_type == "Constant"]:
        attribute = node.attribute[0]
        if attribute.name != "value":
            continue
        tensor = model.graph.initializer.add()
        tensor.CopyFrom(attribute.t)
        tensor.name = node.output[0]
        model.graph.node.remove(node)


def data_input(model: ModelWrapper) -> str:
    """The name of the only input that is not an initialiser."""
    constants = {tensor.name for tensor in model.graph.initializer}
    names = [value.name for value in model.graph.input if value.name not in constants]
    if len(names) != 1:
        raise ValueError(f"expected one input, found {names}")
    return names[0]


def run_rows(model: ModelWrapper, rows: np.ndarray):
    """The execution context of each row, one after another; `rows` has the batch as its first axis."""
    name = data_input(model)
    shape = model.get_tensor_shape(name)
    with cached_sessions(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for row in rows:
            yield executor.execute_onnx(model, {name: row.reshape(shape)}, return_full_exec_context=True)


def node_attribute(node: onnx.NodeProto, name: str, default):
    for attribute in node.attribute:
        if attribute.name == name:
            return helper.get_attribute_value(attribute)
    return default
