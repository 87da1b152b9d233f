"""Scales at which the factor's last bit decides: computed in float32 and in float64 it lies on both sides of a tie.

The single element of the input, every weight and both operands are chosen with the scales; the answer differs by one
between the widths of the reference's preparation.
"""

from dataclasses import dataclass

import numpy as np

from ..draw import Builder
from ..writer import NO_TENSOR, RANGES
from .catalogue import Entry, both
from .recurrent import GATES

TRIES = 10_000
FULL = 30


@dataclass(frozen=True)
class Tie:
    """x * factor * scale * other / output is a half, but for rounding; x and factor are integers."""

    scale: np.float32
    other: np.float32
    output: np.float32
    x: int
    factor: int

    @property
    def in_float64(self) -> float:
        return float(self.scale) * float(self.other) / float(self.output)

    @property
    def in_float32(self) -> float:
        return float(np.float32(np.float32(self.scale * self.other) / self.output))

    @property
    def is_sharp(self) -> bool:
        """Whether both widths lie on sides of their own."""
        product = self.x * self.factor
        half = np.floor(product * self.in_float64 * 2 + 0.5) / 2
        exact, narrow = product * self.in_float64 - half, product * self.in_float32 - half
        return half % 1 == 0.5 and min(exact, narrow) < 0 <= max(exact, narrow)


def tie(build: Builder, kind: str, factor_limit: int = 1, limit: int | None = None, other: float | None = None,
        output: float | None = None) -> Tie:
    """- Parameters: The largest of |factor| and of the result; a fixed second or output scale, or one is drawn."""
    draw = build.draw
    highest = RANGES[kind][1]
    sign = draw.pick("sign", [1, -1])
    for _ in range(TRIES):
        x, factor = draw.integer(3, highest), draw.integer(1, factor_limit)
        second = np.float32(2.0 ** draw.random.uniform(-8, -4) if other is None else other)
        last = np.float32(2.0 ** draw.random.uniform(-6, -2) if output is None else output)
        half = draw.integer(0, (limit or highest) - 2) + 0.5
        scale = np.float32(half / (x * factor) * float(last) / float(abs(second)))
        found = Tie(scale, second, last, sign * x, factor)
        if found.is_sharp:
            return found
    raise ValueError("no tie found")


def rows_of(build: Builder, *values: int) -> None:
    build.fixed = list(values)


def rectifier(build: Builder, kind: str) -> None:
    given = tie(build, kind, other=1.0)
    rows_of(build, abs(given.x))
    x = build.input([1, 2], kind, given.scale)
    build.operator([x], [build.output([1, 2], kind, given.output)])


def leaky(build: Builder, kind: str) -> None:
    alpha = build.draw.pick("alpha", [1.5, 0.3, 0.01, -0.5, 1.0])
    given = tie(build, kind, other=alpha)
    rows_of(build, given.x)
    x = build.input([1, 2], kind, given.scale)
    build.operator([x], [build.output([1, 2], kind, given.output)], alpha=alpha)


def prelu(build: Builder, kind: str) -> None:
    given = tie(build, kind, factor_limit=120)
    rows_of(build, given.x)
    x = build.input([1, 1, 2], kind, given.scale)
    slopes = build.constant(np.full([1, 2], given.factor), "int8", "slopes", scale=given.other)
    build.operator([x, slopes], [build.output([1, 1, 2], kind, given.output)])


def product(build: Builder, kind: str) -> None:
    given = tie(build, kind, factor_limit=RANGES[kind][1])
    rows_of(build, given.x, given.factor)
    inputs = [build.input([1, 2], kind, scale) for scale in (given.scale, given.other)]
    build.operator(inputs, [build.output([1, 2], kind, given.output)], fused_activation_function="NONE")


def ratio(build: Builder, kind: str) -> None:
    given = tie(build, kind, other=1.0)
    rows_of(build, given.x)
    x = build.input([1, 1, 2], kind, given.scale)
    axes = [build.constant(np.array([1]), "int32", "axes")] if build.draw.operator in ("MEAN", "SUM") else []
    y = build.output([1, 2] if axes else [1, 1, 2], kind, given.output)
    build.operator([x, *axes], [y])


def layer(build: Builder, kind: str) -> None:
    """A layer of one weight for each of two outputs; int16 layers round the factor to 16 bits."""
    draw = build.draw
    given = tie(build, kind, factor_limit=120)
    rows_of(build, given.x)
    scales = [given.other] * (2 if draw.pick("weight scales", ["per tensor", "per channel"]) == "per channel" else 1)
    operator = draw.operator
    shape = [1, 1] if operator == "FULLY_CONNECTED" else [1, 1, 1, 1]
    axis = 3 if operator == "DEPTHWISE_CONV_2D" else 0
    weights = np.full({0: [2, *shape[1:]], 3: [1, 1, 1, 2]}[axis], given.factor)
    x = build.input(shape, kind, given.scale)
    w = build.constant(weights, "int8", "weights", scale=scales, axis=axis)
    b = build.constant(np.zeros(2), "int32" if kind == "int8" else "int64", "bias", scale=given.scale * given.other)
    y = build.output([*shape[:-1], 2], kind, given.output)
    options = {"fused_activation_function": "NONE"}
    inputs = [x, w, b]
    if operator != "FULLY_CONNECTED":
        options |= {"padding": "VALID", "stride_h": 1, "stride_w": 1}
    if operator == "DEPTHWISE_CONV_2D":
        options |= {"depth_multiplier": 2}
    if operator == "TRANSPOSE_CONV":
        inputs = [build.constant(np.array([1, 1, 1, 2]), "int32", "output_shape"), w, x, b]
    build.operator(inputs, [y], **options)


def svdf_feature(build: Builder, kind: str) -> None:
    """The state's newest column, less what the bias takes away; `kind` is the state's."""
    given = tie(build, "int8", factor_limit=120, limit=RANGES[kind][1])
    nearest = int(np.floor(given.x * given.factor * given.in_float64))
    svdf(build, kind, given, feature=given.factor, times=1, state_scale=given.output, time_scale=0.5,
         bias=-nearest, output=given.output / 2)


def svdf_output(build: Builder, kind: str) -> None:
    given = tie(build, "int8", factor_limit=120)
    svdf(build, kind, given, feature=1, times=given.factor, state_scale=given.scale, time_scale=given.other, bias=0,
         output=given.output)


def svdf(build: Builder, kind: str, given: Tie, *, feature: int, times: int, state_scale, time_scale, bias: int,
         output) -> None:
    build.stateful = True
    rows_of(build, given.x)
    graph = build.graph
    x = build.input([1, 1], "int8", given.scale)
    f = build.constant(np.full([2, 1], feature), "int8", "feature_weights",
                       scale=given.other if feature != 1 else 1.0)
    t = build.constant(np.tile([0, times], (2, 1)), kind, "time_weights", scale=time_scale)
    b = build.constant(np.full(2, bias), "int32", "bias", scale=np.float32(state_scale) * np.float32(time_scale))
    state = graph.tensor("activation_state", [1, 4], kind, scale=state_scale, variable=True)
    y = build.output([1, 2], "int8", output)
    build.operator([x, f, t, b, state], [y], rank=1, fused_activation_function="RELU")


def lstm(build: Builder, kind: str) -> None:
    """One unit and step from reset: the candidate's sum decides, input and output gate are wide open."""
    build.stateful = True
    given = tie(build, kind, factor_limit=120, limit=50, output=2.0 ** -12)
    rows_of(build, given.x)
    graph = build.graph
    open_gate = min(2**30, int(33_000 / given.in_float64))
    x = build.input([1, 1, 1], kind, given.scale)
    weights = [build.constant(np.full([1, 1], given.factor if gate == "cell" else 0), "int8", f"input_to_{gate}",
                              scale=given.other) for gate in GATES]
    weights += [build.constant(np.zeros([1, 1]), "int8", f"recurrent_to_{gate}", scale=given.other) for gate in GATES]
    biases = [build.constant(np.full(1, 0 if gate == "cell" else open_gate), "int32", f"bias_{gate}",
                             scale=given.scale * given.other) for gate in GATES]
    hidden = graph.tensor("output_state", [1, 1], kind, scale=2.0 ** -13, variable=True)
    cell = graph.tensor("cell_state", [1, 1], "int16", scale=2.0 ** -15, variable=True)
    nothing = [NO_TENSOR]
    inputs = [x, *weights, *nothing * 3, *biases, *nothing * 2, hidden, cell, *nothing * 4]
    gates = [graph.tensor(f"intermediate_{gate}", [0], "int16", scale=2.0 ** -12) for gate in GATES]
    gates.append(graph.tensor("intermediate_hidden", [0], kind, scale=2.0 ** -13))
    build.operator(inputs, [build.output([1, 1, 1], kind, 2.0 ** -13)], intermediates=gates,
                   fused_activation_function="TANH", cell_clip=0.0, time_major=True)


TIES: list[Entry] = [
    Entry("UNIDIRECTIONAL_SEQUENCE_LSTM", "int8", lstm, "ties", FULL),
    *(entry for operator, form in [
        ("RELU", rectifier), ("RELU6", rectifier), ("LEAKY_RELU", leaky), ("PRELU", prelu), ("MUL", product),
        ("QUANTIZE", ratio), ("MEAN", ratio), ("SUM", ratio)] for entry in both(operator, form, "ties", FULL)),
    *(Entry(operator, "int8", layer, "ties", FULL)
      for operator in ("CONV_2D", "DEPTHWISE_CONV_2D", "TRANSPOSE_CONV", "FULLY_CONNECTED")),
    *both("SVDF", svdf_feature, "feature ties", FULL), *both("SVDF", svdf_output, "output ties", FULL)]
