"""Small networks of our own with seeded weights, scaled so that no tensor saturates."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from .draw import generator
from .writer import GraphWriter, ModelWriter

SPREAD = {"int8": 40.0, "int16": 9000.0}


@dataclass(frozen=True)
class Place:
    """A tensor of activations: its index in the file and how its integers spread."""

    index: int
    shape: tuple[int, ...]
    scale: float
    zero_point: int = 0
    is_rectified: bool = False


@dataclass
class Layers:
    """Layers on layers: every scale is chosen for outputs that spread over the range."""

    name: str
    kind: str = "int8"
    model: ModelWriter = field(default_factory=ModelWriter)
    graph: GraphWriter = field(init=False)
    random: np.random.Generator = field(init=False)

    def __post_init__(self):
        self.model.description = f"stapes test network {self.name}"
        self.graph, self.random = self.model.subgraph(), generator("tflite", self.name)

    def input(self, shape, scale: float = 0.03, zero_point: int = 5) -> Place:
        zero_point = zero_point if self.kind == "int8" else 0
        index = self.graph.input("input", shape, self.kind, scale=scale, zero_point=zero_point)
        return Place(index, tuple(shape), scale, zero_point)

    def place(self, name: str, shape, scale: float, zero_point: int = 0, kind: str | None = None) -> Place:
        index = self.graph.tensor(name, shape, kind or self.kind, scale=scale, zero_point=zero_point)
        return Place(index, tuple(shape), scale, zero_point)

    def weights(self, name: str, shape, axis: int | None, scale: float) -> tuple[int, np.ndarray | float]:
        values = np.clip(np.round(self.random.normal(scale=35, size=shape)), -127, 127)
        values[self.random.random(shape) < 0.15] = 0
        spread = 1.0 if axis is None else 2.0 ** self.random.uniform(-0.4, 0.4, shape[axis])
        scales = np.float32(scale * spread)
        return self.graph.constant(name, values, "int8", scale=scales, axis=axis or 0), scales

    def linear(self, name: str, operator: str, x: Place, shape, weights_shape, axis: int, terms: int,
               activation: str = "RELU", scale: float = 0.05, channels: int = 0, per_channel: bool = True,
               **options) -> Place:
        """A layer whose accumulators spread over the output's range by the choice of the weights' scale."""
        spread = 35 * np.sqrt(terms) * SPREAD[self.kind] * (0.6 if x.is_rectified else 1)
        factor = scale * SPREAD[self.kind] / (spread * x.scale)
        w, scales = self.weights(f"{name}_weights", weights_shape, axis if per_channel else None, factor)
        steps = np.float32(x.scale) * scales
        offset = np.round(self.random.normal(scale=scale * SPREAD[self.kind] / 2, size=channels) / steps)
        b = self.graph.constant(f"{name}_bias", offset, "int32" if self.kind == "int8" else "int64", scale=steps)
        zero_point = {"RELU": -128, "NONE": int(self.random.integers(-10, 11))}[activation] if self.kind == "int8" else 0
        y = self.place(name, shape, scale, zero_point)
        self.graph.operator(operator, [x.index, w, b], [y.index], fused_activation_function=activation, **options)
        return replace(y, is_rectified=activation == "RELU")

    def convolution(self, name: str, x: Place, channels: int, kernel=(3, 3), stride=(1, 1), padding="SAME",
                    activation="RELU", scale=0.05) -> Place:
        size = [window_length(*row, padding) for row in zip(x.shape[1:3], kernel, stride, strict=True)]
        depth = x.shape[3]
        return self.linear(name, "CONV_2D", x, (1, *size, channels), (channels, *kernel, depth), 0,
                           kernel[0] * kernel[1] * depth, activation, scale, channels, padding=padding,
                           stride_h=stride[0], stride_w=stride[1], dilation_h_factor=1, dilation_w_factor=1)

    def depthwise(self, name: str, x: Place, kernel=(3, 3), stride=(1, 1)) -> Place:
        size = [window_length(*row, "SAME") for row in zip(x.shape[1:3], kernel, stride, strict=True)]
        channels = x.shape[3]
        return self.linear(name, "DEPTHWISE_CONV_2D", x, (1, *size, channels), (1, *kernel, channels), 3,
                           kernel[0] * kernel[1], channels=channels, padding="SAME", stride_h=stride[0],
                           stride_w=stride[1], depth_multiplier=1, dilation_h_factor=1, dilation_w_factor=1)

    def dense(self, name: str, x: Place, channels: int, activation="NONE", scale=0.05) -> Place:
        depth = x.shape[-1]
        return self.linear(name, "FULLY_CONNECTED", x, (1, channels), (channels, depth), 0, depth, activation, scale,
                           channels, per_channel=False)

    def same(self, name: str, operator: str, x: Place, shape, inputs=(), **options) -> Place:
        """An operator that keeps the scale."""
        y = self.place(name, shape, x.scale, x.zero_point)
        self.graph.operator(operator, [x.index, *inputs], [y.index], **options)
        return y

    def flat(self, name: str, x: Place) -> Place:
        shape = [1, int(np.prod(x.shape))]
        given = self.graph.constant(f"{name}_shape", np.array(shape), "int32")
        return self.same(name, "RESHAPE", x, shape, [given], new_shape=np.array(shape, np.int32))

    def curve(self, name: str, operator: str, x: Place, **options) -> Place:
        scale, point = {"SOFTMAX": (1 / 256, -128), "LOGISTIC": (1 / 256, -128), "TANH": (1 / 128, 0)}[operator]
        if self.kind == "int16":
            scale, point = 1 / 32768, 0
        y = self.place(name, x.shape, scale, point)
        self.graph.operator(operator, [x.index], [y.index], **options)
        return y

    def finished(self, *outputs: Place) -> bytes:
        self.graph.outputs(*(output.index for output in outputs))
        return self.model.bytes()


def window_length(length: int, kernel: int, stride: int, padding: str) -> int:
    return -(-length // stride) if padding == "SAME" else (length - kernel) // stride + 1


def ds_cnn() -> bytes:
    net = Layers("ds_cnn")
    x = net.convolution("first", net.input([1, 13, 8, 1]), 8, (5, 3), (2, 2))
    for number, channels in enumerate((10, 12)):
        x = net.depthwise(f"depthwise{number}", x)
        x = net.convolution(f"pointwise{number}", x, channels, (1, 1))
    x = net.same("average", "AVERAGE_POOL_2D", x, (1, 1, 1, 12), padding="VALID", stride_h=7, stride_w=4,
                 filter_height=7, filter_width=4)
    x = net.dense("logits", net.flat("flat", x), 5, scale=0.03)
    return net.finished(net.curve("scores", "SOFTMAX", x, beta=1.0))


def residual() -> bytes:
    net = Layers("residual")
    x = net.convolution("stem", net.input([1, 8, 8, 3]), 6)
    inner = net.convolution("inner", x, 6)
    outer = net.convolution("outer", inner, 6, activation="NONE")
    y = net.place("sum0", x.shape, 0.06, -128)
    net.graph.operator("ADD", [x.index, outer.index], [y.index], fused_activation_function="RELU")
    x = net.same("maximum", "MAX_POOL_2D", y, (1, 4, 4, 6), padding="VALID", stride_h=2, stride_w=2,
                 filter_height=2, filter_width=2)
    main = net.convolution("down", x, 8, (3, 3), (2, 2), activation="NONE")
    side = net.convolution("shortcut", x, 8, (1, 1), (2, 2), activation="NONE", scale=0.04)
    y = net.place("sum1", main.shape, 0.07, -128)
    net.graph.operator("ADD", [main.index, side.index], [y.index], fused_activation_function="RELU")
    axes = net.graph.constant("axes", np.array([1, 2]), "int32")
    mean = net.place("mean", (1, 8), 0.06, -128)
    net.graph.operator("MEAN", [y.index, axes], [mean.index], keep_dims=False)
    return net.finished(net.dense("scores", mean, 4))


def lstm() -> bytes:
    net, depth, units, steps = Layers("lstm"), 4, 6, 5
    x = net.input([1, steps, depth], scale=0.02)
    hidden, graph = 1 / 128, net.graph
    gates = ("input", "forget", "cell", "output")
    sources = [("input", depth, x.scale, 0.012), ("recurrent", units, hidden, 0.012)]
    weights = [net.weights(f"{source}_to_{gate}", (units, length), None, scale)
               for source, length, _, scale in sources for gate in gates]
    biases = [graph.constant(f"bias_{gate}", np.round(net.random.normal(scale=0.6, size=units) / (x.scale * 0.012)),
                             "int32", scale=x.scale * 0.012) for gate in gates]
    states = [graph.tensor("output_state", [1, units], "int8", scale=hidden, variable=True),
              graph.tensor("cell_state", [1, units], "int16", scale=2.0**-11, variable=True)]
    inner = [graph.tensor(f"intermediate{number}", [0], "int16", scale=2.0**-12) for number in range(4)]
    inner.append(graph.tensor("intermediate4", [0], "int8", scale=hidden))
    y = net.place("hidden", (1, steps, units), hidden)
    graph.operator("UNIDIRECTIONAL_SEQUENCE_LSTM",
                   [x.index, *(index for index, _ in weights), -1, -1, -1, *biases, -1, -1, *states, *[-1] * 4],
                   [y.index], intermediates=inner, fused_activation_function="TANH", cell_clip=10.0)
    limits = [graph.constant(name, np.array(values), "int32")
              for name, values in (("begin", [0, -1, 0]), ("end", [1, 0, units]), ("strides", [1, 1, 1]))]
    last = net.same("last", "STRIDED_SLICE", y, (1, units), limits, begin_mask=1, end_mask=3, shrink_axis_mask=2)
    return net.finished(net.curve("chance", "LOGISTIC", net.dense("score", last, 3)))


def svdf() -> bytes:
    net, depth, units, rank, memory = Layers("svdf"), 10, 6, 2, 4
    x, graph, filters = net.input([1, depth]), net.graph, rank * units
    features, _ = net.weights("feature_weights", (filters, depth), None, 0.01)
    times = graph.constant("time_weights", net.random.integers(-12000, 12000, (filters, memory)), "int16",
                           scale=2.0**-15)
    bias_scale = 2.0**-12 * 2.0**-15
    bias = graph.constant("bias", np.round(net.random.normal(scale=0.5, size=units) / bias_scale), "int32",
                          scale=bias_scale)
    state = graph.tensor("activation_state", [1, memory * filters], "int16", scale=2.0**-12, variable=True)
    y = net.place("filtered", (1, units), 0.03, -100)
    graph.operator("SVDF", [x.index, features, times, bias, state], [y.index], rank=rank,
                   fused_activation_function="RELU")
    return net.finished(net.curve("scores", "SOFTMAX", net.dense("logits", y, 4, scale=0.03), beta=1.0))


def streaming() -> bytes:
    """A history of four frames in a resource variable, and a smoothed score in another."""
    net, length, depth, channels = Layers("streaming"), 4, 6, 5
    x, graph = net.input([1, 1, 1, depth]), net.graph
    start = net.model.subgraph("initialise")
    for name, shape, scale, point in (("history", [1, length - 1, 1, depth], x.scale, x.zero_point),
                                      ("smoothed", [1, channels], 0.05, 0)):
        first = start.constant(f"{name}_first", np.full(shape, point), "int8", scale=scale, zero_point=point)
        handle = start.tensor(f"{name}_start", [], "resource")
        start.operator("VAR_HANDLE", [], [handle], container="", shared_name=name)
        start.operator("ASSIGN_VARIABLE", [handle, first], [])
    graph.operator("CALL_ONCE", [], [], init_subgraph_index=1)
    past = read(net, "history", (1, length - 1, 1, depth), x.scale, x.zero_point)
    joined = net.place("joined", (1, length, 1, depth), x.scale, x.zero_point)
    graph.operator("CONCATENATION", [past.index, x.index], [joined.index], axis=1)
    limits = [graph.constant(name, np.array(values), "int32") for name, values in (
        ("begin", [0, 1, 0, 0]), ("end", [1, length, 1, depth]), ("strides", [1, 1, 1, 1]))]
    kept = net.same("kept", "STRIDED_SLICE", joined, past.shape, limits)
    assign(net, "history", kept)
    y = net.convolution("heard", joined, 8, (length, 1), padding="VALID")
    score = net.dense("score", net.flat("flat", y), channels)
    before = read(net, "smoothed", (1, channels), 0.05, 0)
    half = graph.constant("half", np.full((1, 1), 64), "int8", scale=1 / 128)
    faded = net.place("faded", (1, channels), 0.05)
    graph.operator("MUL", [before.index, half], [faded.index])
    after = net.place("after", (1, channels), 0.05)
    graph.operator("ADD", [faded.index, score.index], [after.index], pot_scale_int16=False)
    assign(net, "smoothed", after)
    return net.finished(net.curve("chance", "LOGISTIC", after))


def handle(net: Layers, name: str) -> int:
    index = net.graph.tensor(f"{name}_handle{len(net.graph.tensors)}", [], "resource")
    net.graph.operator("VAR_HANDLE", [], [index], container="", shared_name=name)
    return index


def read(net: Layers, name: str, shape, scale: float, zero_point: int) -> Place:
    y = net.place(f"{name}_past", shape, scale, zero_point)
    net.graph.operator("READ_VARIABLE", [handle(net, name)], [y.index])
    return y


def assign(net: Layers, name: str, value: Place) -> None:
    net.graph.operator("ASSIGN_VARIABLE", [handle(net, name), value.index], [])


def words() -> bytes:
    """16-bit activations, 8-bit weights."""
    net = Layers("int16", "int16")
    x = net.input([1, 7, 6, 2], scale=1 / 4096)
    x = net.convolution("first", x, 5, (3, 3), (2, 2), scale=0.0002)
    x = net.depthwise("second", x)
    squashed = net.curve("squashed", "TANH", net.convolution("third", x, 6, (2, 2), padding="VALID", activation="NONE",
                                                             scale=1 / 8192))
    scores = net.dense("scores", net.flat("flat", squashed), 4, scale=1 / 5000)
    return net.finished(net.curve("chance", "LOGISTIC", scores), net.curve("classes", "SOFTMAX", scores, beta=1.0))


@dataclass(frozen=True)
class Network:
    name: str
    summary: str
    build: Callable[[], bytes]
    shape: tuple[int, ...]
    kind: str = "int8"
    stateful: bool = False


NETWORKS = [
    Network("ds_cnn", "convolution, depthwise and pointwise ones, average pool, softmax", ds_cnn, (1, 13, 8, 1)),
    Network("residual", "additions, max pool, a strided shortcut, mean", residual, (1, 8, 8, 3)),
    Network("lstm", "a sequence LSTM, its last step, logistic", lstm, (1, 5, 4), stateful=True),
    Network("svdf", "an SVDF with 16-bit state, softmax", svdf, (1, 10), stateful=True),
    Network("streaming", "history and smoothing in resource variables", streaming, (1, 1, 1, 6), stateful=True),
    Network("int16", "16-bit activations: convolutions, tanh, logistic, softmax", words, (1, 7, 6, 2), "int16"),
]
