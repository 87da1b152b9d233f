"""Writes .tflite files through the schema's object API: tensors of every integer width, operators with every
builtin option, several subgraphs, resource variables.

    model = ModelWriter()
    graph = model.subgraph()
    x = graph.input("x", [1, 4, 4, 2], "int8", scale=0.5, zero_point=3)
    y = graph.tensor("y", [1, 4, 4, 2], "int8", scale=0.25)
    graph.operator("ADD", [x, x], [y], fused_activation_function="RELU")
    graph.outputs(y)
    model.bytes()
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import flatbuffers
import numpy as np
from ai_edge_litert import schema_py_generated as schema

KINDS = {"int4": "INT4", "int8": "INT8", "int16": "INT16", "int32": "INT32", "int64": "INT64", "uint8": "UINT8",
         "float": "FLOAT32", "bool": "BOOL", "resource": "RESOURCE"}
DTYPES = {"int4": np.int8, "int8": np.int8, "int16": np.int16, "int32": np.int32, "int64": np.int64,
          "uint8": np.uint8, "float": np.float32, "bool": np.bool_}
RANGES = {"int4": (-8, 7), "int8": (-128, 127), "int16": (-32768, 32767), "int32": (-2**31, 2**31 - 1),
          "uint8": (0, 255)}
# Options tables that several operators share, or whose name does not follow from the operator's.
TABLES = {
    "AVERAGE_POOL_2D": "Pool2D", "MAX_POOL_2D": "Pool2D", "MEAN": "Reducer", "SUM": "Reducer",
    "REDUCE_MAX": "Reducer", "REDUCE_MIN": "Reducer", "MINIMUM": "MaximumMinimum", "MAXIMUM": "MaximumMinimum",
    "CONV_2D": "Conv2D", "DEPTHWISE_CONV_2D": "DepthwiseConv2D", "UNIDIRECTIONAL_SEQUENCE_LSTM":
    "UnidirectionalSequenceLSTM", "PADV2": "PadV2", "SPLIT_V": "SplitV", "SVDF": "SVDF",
    "LOGISTIC": None, "TANH": None, "RELU": None, "RELU6": None, "RELU_N1_TO_1": None, "RELU_0_TO_1": None,
    "PRELU": None, "ELU": None,
}
ENUMERATIONS = {"padding": "Padding", "fusedActivationFunction": "ActivationFunctionType",
                "weightsFormat": "FullyConnectedOptionsWeightsFormat", "outputType": "TensorType",
                "quantizedBiasType": "TensorType", "inDataType": "TensorType", "outDataType": "TensorType"}
NO_TENSOR = -1


def packed(values: np.ndarray, kind: str) -> np.ndarray:
    """The bytes of a buffer; two int4 values share a byte, the first in the low half."""
    if kind != "int4":
        return np.frombuffer(np.ascontiguousarray(values, DTYPES[kind]).tobytes(), np.uint8)
    halves = np.asarray(values, np.int64).reshape(-1) & 15
    halves = np.append(halves, 0) if len(halves) % 2 else halves
    return (halves[0::2] | halves[1::2] << 4).astype(np.uint8)


def camel(name: str) -> str:
    head, *tail = name.split("_")
    return head + "".join(word.capitalize() for word in tail)


def table_name(operator: str) -> str | None:
    words = "".join(word.capitalize() for word in operator.split("_"))
    return TABLES.get(operator, words)


def option_value(attribute: str, value):
    """Enumerators by name; anything else as it is."""
    if isinstance(value, str) and attribute in ENUMERATIONS:
        value = KINDS.get(value, value) if ENUMERATIONS[attribute] == "TensorType" else value
        return getattr(getattr(schema, ENUMERATIONS[attribute]), value)
    return value


@dataclass
class ModelWriter:
    """A model in the making: subgraphs, shared buffers and operator codes."""

    description: str = ""
    graphs: list["GraphWriter"] = field(default_factory=list)
    buffers: list[np.ndarray | None] = field(default_factory=lambda: [None])
    codes: list[tuple[str, int]] = field(default_factory=list)

    def subgraph(self, name: str = "main") -> "GraphWriter":
        graph = GraphWriter(self, name, len(self.graphs))
        self.graphs.append(graph)
        return graph

    def buffer(self, data: np.ndarray) -> int:
        self.buffers.append(data)
        return len(self.buffers) - 1

    def code(self, operator: str, version: int) -> int:
        if (operator, version) not in self.codes:
            self.codes.append((operator, version))
        return self.codes.index((operator, version))

    def bytes(self) -> bytes:
        model = schema.ModelT(version=3, description=self.description or None)
        model.operatorCodes = [operator_code(*code) for code in self.codes]
        model.buffers = [schema.BufferT(data=data) for data in self.buffers]
        model.subgraphs = [graph.table() for graph in self.graphs]
        builder = flatbuffers.Builder(1024)
        builder.Finish(model.Pack(builder), file_identifier=b"TFL3")
        return bytes(builder.Output())


def operator_code(operator: str, version: int) -> schema.OperatorCodeT:
    number = getattr(schema.BuiltinOperator, operator)
    return schema.OperatorCodeT(builtinCode=number, deprecatedBuiltinCode=min(number, 127), version=version)


@dataclass
class GraphWriter:
    """One subgraph: its tensors are known by index."""

    model: ModelWriter
    name: str
    index: int
    tensors: list[schema.TensorT] = field(default_factory=list)
    operators: list[schema.OperatorT] = field(default_factory=list)
    input_indices: list[int] = field(default_factory=list)
    output_indices: list[int] = field(default_factory=list)

    def tensor(self, name: str, shape: Sequence[int], kind: str, *, scale=None, zero_point=0, axis: int = 0,
               data: np.ndarray | None = None, variable: bool = False) -> int:
        """A tensor's index. `scale`: one number, or one per channel along `axis`; `data` makes it a constant."""
        buffer = 0 if data is None else self.model.buffer(packed(np.broadcast_to(data, shape), kind))
        number = getattr(schema.TensorType, KINDS[kind])
        self.tensors.append(schema.TensorT(
            shape=np.asarray(shape, np.int32), type=number, buffer=buffer, name=name, isVariable=variable,
            quantization=quantization(scale, zero_point, axis), hasRank=True))
        return len(self.tensors) - 1

    def input(self, name: str, shape: Sequence[int], kind: str, **options) -> int:
        self.input_indices.append(self.tensor(name, shape, kind, **options))
        return self.input_indices[-1]

    def constant(self, name: str, data: np.ndarray, kind: str, **options) -> int:
        return self.tensor(name, np.shape(data), kind, data=np.asarray(data), **options)

    def operator(self, operator: str, inputs: Sequence[int], outputs: Sequence[int], *, version: int = 1,
                 intermediates: Sequence[int] | None = None, **options) -> None:
        """One operator; its options by their schema names in snake case, enumerators by name."""
        table = table_name(operator)
        assert table or not options, f"{operator} takes no options"
        values = {camel(name): option_value(camel(name), value) for name, value in options.items()}
        self.operators.append(schema.OperatorT(
            opcodeIndex=self.model.code(operator, version), inputs=list(inputs), outputs=list(outputs),
            builtinOptionsType=getattr(schema.BuiltinOptions, f"{table}Options") if table else 0,
            builtinOptions=getattr(schema, f"{table}OptionsT")(**values) if table else None,
            intermediates=list(intermediates) if intermediates else None))

    def outputs(self, *indices: int) -> None:
        self.output_indices += indices

    def table(self) -> schema.SubGraphT:
        return schema.SubGraphT(tensors=self.tensors, inputs=self.input_indices, outputs=self.output_indices,
                                operators=self.operators, name=self.name)


def quantization(scale, zero_point, axis: int) -> schema.QuantizationParametersT | None:
    if scale is None:
        return None
    scales = np.atleast_1d(np.asarray(scale, np.float32))
    zero_points = np.broadcast_to(np.asarray(zero_point, np.int64), scales.shape)
    return schema.QuantizationParametersT(scale=scales, zeroPoint=np.array(zero_points), quantizedDimension=axis)
