"""A small builder of ONNX and QONNX graphs."""

from collections.abc import Sequence

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

BREVITAS = "onnx.brevitas"
FINN = "finn.custom_op.general"
QONNX = "qonnx.custom_op.general"

# The IR version that belongs to an opset: what exporters of that time wrote.
IR_VERSIONS = {9: 4, 11: 6, 13: 7, 14: 7, 20: 9, 21: 10}


class GraphBuilder:
    """Collects nodes and initialisers; every method that adds a node returns the name of its output."""

    def __init__(self, domain: str = QONNX, quantizer: str = "Quant"):
        self.domain = domain
        self.quantizer = quantizer
        self.nodes: list[onnx.NodeProto] = []
        self.initializers: list[onnx.TensorProto] = []

    def constant(self, name: str, values, dtype=np.float32) -> str:
        """An initialiser."""
        array = np.asarray(values, dtype=dtype)
        self.initializers.append(numpy_helper.from_array(array, name))
        return name

    def constant_node(self, name: str, values, dtype=np.float32) -> str:
        """The same as a Constant node."""
        value = numpy_helper.from_array(np.asarray(values, dtype=dtype), name + "_value")
        return self.node("Constant", [], name, value=value)

    def node(self, operator: str, inputs: Sequence[str], name: str, domain: str = "", **attributes):
        """A node called `name`, whose only output is called `name` too."""
        node = helper.make_node(operator, list(inputs), [name], name=f"{name}_node", domain=domain, **attributes)
        self.nodes.append(node)
        return name

    def quant(self, x: str, name: str, scale, bits, *, signed=1, narrow=0, zero=0.0,
              rounding: str | None = "ROUND", constant=None) -> str:
        """A QONNX quantiser; `constant` makes the parameters (initialisers unless told otherwise)."""
        constant = constant or self.constant
        parameters = [
            constant(f"{name}_scale", scale),
            constant(f"{name}_zero_point", zero),
            constant(f"{name}_bits", bits),
        ]
        attributes = {"signed": signed, "narrow": narrow}
        if rounding is not None:
            attributes["rounding_mode"] = rounding
        return self.node(self.quantizer, [x, *parameters], name, self.domain, **attributes)

    def bipolar(self, x: str, name: str, scale=1.0) -> str:
        """A QONNX BipolarQuant."""
        return self.node("BipolarQuant", [x, self.constant(f"{name}_scale", scale)], name, self.domain)

    def weights(self, name: str, integers, scale, bits, *, narrow=1) -> str:
        """Quantised weights: the float values `integers * scale` behind a quantiser called `name`."""
        scale = np.asarray(scale, dtype=np.float32)
        values = (np.asarray(integers, dtype=np.float32) * scale).astype(np.float32)
        return self.quant(self.constant(f"{name}_float", values), name, scale, bits, narrow=narrow)

    def model(self, inputs, outputs, *, opset=11, qonnx_version: int | None = 1) -> onnx.ModelProto:
        """The model. Inputs: (name, shape[, element type]); outputs: names or (name, element type)."""
        graph = helper.make_graph(
            self.nodes,
            "fixture",
            [value_info(*entry) for entry in inputs],
            [output_info(entry) for entry in outputs],
            self.initializers,
        )
        imports = [helper.make_opsetid("", opset)]
        if qonnx_version is not None:
            imports.append(helper.make_opsetid(self.domain, qonnx_version))
        return helper.make_model(
            graph, opset_imports=imports, ir_version=IR_VERSIONS[opset], producer_name="stapes-fixtures"
        )


def value_info(name: str, shape, element_type: int = TensorProto.FLOAT) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, element_type, list(shape))


def output_info(entry) -> onnx.ValueInfoProto:
    """An output without a shape: the importer must infer it."""
    name, element_type = entry if isinstance(entry, tuple) else (entry, TensorProto.FLOAT)
    return helper.make_tensor_value_info(name, element_type, None)
