"""Random small float networks, one kind for each operator that discretisation reads."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import onnx
from numpy.random import Generator
from onnx import TensorProto, helper, numpy_helper

from .graph_builder import IR_VERSIONS

OPSETS = (13, 14, 20, 21)


@dataclass
class FloatNetwork:
    """One input of a fixed shape, nodes in their order; the last one's first output is the network's."""

    shape: tuple[int, ...]
    opset: int = 14
    spread: float = 1.0
    least: float | None = None
    nodes: list[onnx.NodeProto] = field(default_factory=list)
    constants: list[onnx.TensorProto] = field(default_factory=list)

    def constant(self, values, dtype=np.float32) -> str:
        name = f"constant{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.asarray(values, dtype), name))
        return name

    def node(self, operator: str, *inputs: str, outputs: int = 1, used: int = 0, **attributes) -> str:
        """The name of the output that is `used`; those before it are left out where `outputs` says so."""
        names = [f"value{len(self.nodes)}_{place}" for place in range(outputs)]
        self.nodes.append(helper.make_node(operator, list(inputs), names, name=f"node{len(self.nodes)}", **attributes))
        return names[used]

    def model(self, name: str) -> onnx.ModelProto:
        value = self.nodes[-1].output[-1]
        graph = helper.make_graph(
            self.nodes, name, [helper.make_tensor_value_info("x", TensorProto.FLOAT, self.shape)],
            [helper.make_tensor_value_info(value, TensorProto.FLOAT, None)], self.constants)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", self.opset)], ir_version=IR_VERSIONS[self.opset])
        return onnx.shape_inference.infer_shapes(model)

    def rows(self, generator: Generator, count: int) -> np.ndarray:
        shape = (count, *self.shape[1:]) if self.shape[0] == 1 else (count, *self.shape)
        rows = generator.normal(0, self.spread, shape).astype(np.float32)
        return rows if self.least is None else np.abs(rows) + np.float32(self.least)


def _numbers(generator: Generator, *shape: int) -> np.ndarray:
    return generator.normal(0, 1 / max(1, np.prod(shape[1:])) ** 0.5, shape).astype(np.float32)


def convolution(generator: Generator) -> FloatNetwork:
    groups, rank = int(generator.choice([1, 2, 4])), int(generator.integers(1, 3))
    kernel, stride, dilation, pad = (int(generator.integers(*ends)) for ends in ((1, 4), (1, 3), (1, 3), (0, 3)))
    sizes = [int(size) for size in generator.integers(8, 12, rank)]
    network = FloatNetwork((1, 4, *sizes), int(generator.choice(OPSETS)))
    weights = _numbers(generator, 8, 4 // groups, *[kernel] * rank)
    network.node("Conv", "x", network.constant(weights), network.constant(_numbers(generator, 8)), group=groups,
                 strides=[stride] * rank, dilations=[dilation] * rank, pads=[pad] * 2 * rank)
    return network


def same_convolution(generator: Generator) -> FloatNetwork:
    network = FloatNetwork((1, 2, 9, 10))
    weights = _numbers(generator, 3, 2, 3, 2)
    network.node("Conv", "x", network.constant(weights), auto_pad=str(generator.choice(["SAME_UPPER", "SAME_LOWER", "VALID"])),
                 strides=[2, 1])
    return network


def normalised_convolution(generator: Generator) -> FloatNetwork:
    network = FloatNetwork((1, 3, 8))
    x = network.node("Conv", "x", network.constant(_numbers(generator, 5, 3, 3)))
    if generator.integers(2):
        x = network.node("Relu", x)
    parameters = [np.abs(generator.normal(1, 0.2, 5)), generator.normal(0, 1, 5), generator.normal(0, 1, 5),
                  np.abs(generator.normal(1, 0.3, 5)) + 0.1]
    network.node("BatchNormalization", x, *(network.constant(values) for values in parameters), epsilon=1e-3)
    return network


def dense(generator: Generator) -> FloatNetwork:
    turned, alpha, beta = bool(generator.integers(2)), float(generator.normal()), float(generator.normal())
    network = FloatNetwork((1, 2, 6), int(generator.choice(OPSETS)))
    flat = network.node("Flatten", "x")
    weights = _numbers(generator, *((7, 12) if turned else (12, 7)))
    network.node("Gemm", flat, network.constant(weights), network.constant(_numbers(generator, 7)), transB=int(turned),
                 alpha=alpha, beta=beta)
    return network


def rows_of_matrix(generator: Generator) -> FloatNetwork:
    network = FloatNetwork((1, 5, 6))
    x = network.node("MatMul", "x", network.constant(_numbers(generator, 6, 4)))
    x = network.node("Add", x, network.constant(_numbers(generator, 4)))
    network.node("Transpose", x, perm=[0, 2, 1])
    return network


def pooling(generator: Generator) -> FloatNetwork:
    operator, rank = str(generator.choice(["MaxPool", "AveragePool"])), int(generator.integers(1, 3))
    network = FloatNetwork((1, 3, *[int(size) for size in generator.integers(7, 10, rank)]), int(generator.choice(OPSETS)))
    kernel, pad = int(generator.integers(2, 4)), int(generator.integers(0, 2))
    attributes = {"count_include_pad": int(generator.integers(2))} if operator == "AveragePool" else {}
    network.node(operator, "x", kernel_shape=[kernel] * rank, strides=[int(generator.integers(1, 3))] * rank, pads=[pad] * 2 * rank,
                 **attributes)
    return network


def global_pooling(generator: Generator) -> FloatNetwork:
    network = FloatNetwork((1, 3, 5, 4))
    kind = int(generator.integers(3))
    if kind == 2:
        network.node("ReduceMean", "x", axes=[2, 3], keepdims=int(generator.integers(2)))
    else:
        x = network.node(["GlobalAveragePool", "GlobalMaxPool"][kind], "x")
        network.node("Flatten", x)
    return network


def movements(generator: Generator) -> FloatNetwork:
    network = FloatNetwork((1, 2, 5, 4), 13)
    x = network.node("Pad", "x", network.constant([0, 0, 1, 0, 0, 1, 0, 2], np.int64), network.constant(float(generator.normal())))
    y = network.node("Transpose", x, perm=[0, 2, 1, 3])
    z = network.node("Reshape", y, network.constant([1, 6, -1], np.int64))
    z = network.node("Unsqueeze", z, network.constant([1], np.int64))
    z = network.node("Squeeze", z, network.constant([1], np.int64))
    network.node("Concat", z, z, axis=int(generator.integers(1, 3)))
    return network


def selection(generator: Generator) -> FloatNetwork:
    network = FloatNetwork((1, 6, 7), 13)
    step = int(generator.choice([-2, -1, 1, 2]))
    bounds = [[5, 1], [-100, 6]] if step < 0 else [[1, 1], [100, 6]]
    x = network.node("Slice", "x", *(network.constant(values, np.int64) for values in (*bounds, [1, 2], [step, 2])))
    network.node("Gather", x, network.constant(int(generator.choice([0, -1])), np.int64), axis=int(generator.integers(1, 3)))
    return network


def sums(generator: Generator) -> FloatNetwork:
    network = FloatNetwork((1, 4, 5))
    a = network.node("Conv", "x", network.constant(_numbers(generator, 4, 4, 1)))
    b = network.node(str(generator.choice(["Add", "Sub", "Mul"])), a, "x")
    c = network.node("Mul", b, network.constant(generator.normal(size=(4, 1))))
    d = network.node("Sub", network.constant(0.5), c)
    network.node("Div", d, network.constant(generator.uniform(1, 2, (1, 4, 1))))
    return network


def function(operator: str, least: float | None = None, spread: float = 3, opset: int = 14, **attributes) -> Callable:
    def make(generator: Generator) -> FloatNetwork:
        network = FloatNetwork((1, 40), opset, spread, least)
        network.node(operator, "x", **{name: float(generator.uniform(*ends)) for name, ends in attributes.items()})
        return network
    return make


def clip(generator: Generator) -> FloatNetwork:
    network = FloatNetwork((1, 40), int(generator.choice(OPSETS)))
    kind = int(generator.integers(3))
    if kind == 0:
        network.node("Clip", "x", network.constant(-0.5), network.constant(0.75))
    else:
        network.node(["Max", "Min"][kind - 1], "x", network.constant(0.25))
    return network


def slope(generator: Generator) -> FloatNetwork:
    network = FloatNetwork((1, 40))
    network.node("PRelu", "x", network.constant([float(generator.uniform(0, 1))]))
    return network


def power(generator: Generator) -> FloatNetwork:
    network = FloatNetwork((1, 40), least=0.1)
    if generator.integers(2):
        network.node("Pow", "x", network.constant(float(generator.choice([0.5, 1, -1]))))
    else:
        network.node("Div", network.constant(2.5), "x")
    return network


def largest(generator: Generator) -> FloatNetwork:
    network = FloatNetwork((1, 3, 6), 13)
    x = network.node("ArgMax", "x", axis=int(generator.integers(1, 3)), keepdims=int(generator.integers(2)))
    network.node("Cast", x, to=TensorProto.FLOAT)
    return network


def passing(generator: Generator) -> FloatNetwork:
    network = FloatNetwork((1, 2, 8), 13)
    x = network.node("Identity", network.node("Dropout", "x"))
    network.node("Relu", x)
    return network


def recurrent(operator: str, gates: int, **attributes) -> Callable:
    def make(generator: Generator) -> FloatNetwork:
        steps, inputs, units = (int(size) for size in generator.integers((2, 1, 1), (9, 6, 7)))
        network = FloatNetwork((steps, 1, inputs))
        states = 2 if operator == "LSTM" else 1
        operands = [network.constant(generator.normal(0, 0.7, (1, gates * units, size))) for size in (inputs, units)]
        operands.append(network.constant(generator.normal(0, 0.5, (1, 2 * gates * units))) if generator.integers(2) else "")
        operands.append("")
        if generator.integers(2):
            operands += [network.constant(generator.uniform(-1, 1, (1, 1, units))) for _ in range(states)]
        used = int(generator.integers(2))
        x = network.node(operator, "x", *operands, outputs=used + 1, used=used, hidden_size=units, **attributes)
        if used == 0:
            x = network.node("Transpose", network.node("Squeeze", x, network.constant([1], np.int64)), perm=[1, 0, 2])
        network.node("Relu", x)
        return network
    return make


NETWORKS: dict[str, Callable[[Generator], FloatNetwork]] = {
    "convolution": convolution, "same_convolution": same_convolution, "normalised_convolution": normalised_convolution,
    "dense": dense, "rows_of_matrix": rows_of_matrix, "pooling": pooling, "global_pooling": global_pooling,
    "movements": movements, "selection": selection, "sums": sums, "clip": clip, "slope": slope, "power": power, "largest": largest,
    "passing": passing, "rnn": recurrent("RNN", 1), "lstm": recurrent("LSTM", 4),
    "gru": recurrent("GRU", 3, linear_before_reset=0), "gru_linear_first": recurrent("GRU", 3, linear_before_reset=1),
    **{name.lower(): function(name) for name in ("Relu", "Sigmoid", "Tanh", "Softplus", "Softsign", "Erf", "Abs", "Neg", "Floor",
                                                 "Ceil", "Round", "Sign", "HardSwish", "Elu", "Selu", "HardSigmoid", "LeakyRelu")},
    "exp": function("Exp", spread=1), "log": function("Log", 0.1), "sqrt": function("Sqrt", 0.1),
    "reciprocal": function("Reciprocal", 0.1), "gelu": function("Gelu", opset=20),
    "leaky_slope": function("LeakyRelu", alpha=(0, 1)), "elu_alpha": function("Elu", alpha=(0.5, 2)),
    "hard_sigmoid_line": function("HardSigmoid", alpha=(0.1, 0.5), beta=(0.2, 0.8)),
}
