"""UNIDIRECTIONAL_SEQUENCE_LSTM, SVDF, and resource variables with CALL_ONCE."""

import numpy as np

from ..draw import Builder
from ..writer import NO_TENSOR
from .catalogue import Entry, both

GATES = ("input", "forget", "cell", "output")


def lstm(build: Builder, kind: str) -> None:
    draw = build.draw
    build.stateful, build.stream = True, draw.pick("rows", ["stream", "from reset"]) == "stream"
    depth, units, steps = draw.integer(1, 6), draw.integer(1, 6), draw.pick("steps", [1, 2, 3, 5])
    time_major, batch = draw.pick("time_major", [False, True]), draw.pick("batch", [1, 1, 1, 1, 1, 2])
    steps_by_kind = 1 if kind == "int8" else 256
    input_scale = draw.random.uniform(0.005, 0.05) / steps_by_kind
    point = draw.zero_point(kind, "input zero point")
    hidden = float(1 / 128 if draw.pick("hidden scale", ["power of two", "usual"]) == "power of two"
                   else draw.random.uniform(0.004, 0.008)) / steps_by_kind
    hidden_point = draw.zero_point(kind, "hidden zero point")
    cell_scale = 2.0 ** -draw.pick("cell fraction bits", [11, 12, 13, 15, 9])
    shape = [steps, batch] if time_major else [batch, steps]
    x = build.input([*shape, depth], kind, input_scale, point)
    strength = draw.pick("weights", ["usual", "saturating", "usual", "small"])
    scale = {"usual": 0.02, "saturating": 0.15, "small": 0.001}[strength] * draw.random.uniform(0.7, 1.4, 8)
    inputs = lstm_weights(build, depth, units, scale) + [NO_TENSOR] * 3
    inputs += lstm_biases(build, kind, units, input_scale * scale[:4]) + [NO_TENSOR] * 2
    graph = build.graph
    inputs.append(graph.tensor("output_state", [batch, units], kind, scale=hidden, zero_point=hidden_point,
                               variable=True))
    inputs.append(graph.tensor("cell_state", [batch, units], "int16", scale=cell_scale, variable=True))
    inputs += [NO_TENSOR] * 4
    gates = [graph.tensor(f"intermediate_{gate}", [0], "int16", scale=2.0 ** -12) for gate in GATES]
    gates.append(graph.tensor("intermediate_hidden", [0], kind, scale=hidden, zero_point=hidden_point))
    y = build.output([*shape, units], kind, hidden, hidden_point)
    clip = draw.pick("cell_clip", [0.0, 0.0, 1.0, 10.0, 0.1])
    build.operator([x, *inputs], [y], intermediates=gates, fused_activation_function="TANH", cell_clip=clip,
                   time_major=time_major)


def lstm_weights(build: Builder, depth: int, units: int, scale: np.ndarray) -> list[int]:
    sources = [("input", depth), ("recurrent", units)]
    return [build.constant(build.draw.values([units, length], "int8"), "int8", f"{source}_to_{gate}",
                           scale=scale[4 * place + number])
            for place, (source, length) in enumerate(sources) for number, gate in enumerate(GATES)]


def lstm_biases(build: Builder, kind: str, units: int, scales: np.ndarray) -> list[int]:
    width = "int32" if kind == "int8" else "int64"
    return [build.constant(np.round(build.draw.random.normal(scale=1.5, size=units) / scale).clip(-2**30, 2**30),
                           width, f"bias_{gate}", scale=scale) for gate, scale in zip(GATES, scales, strict=True)]


def svdf(build: Builder, kind: str) -> None:
    """`kind` is the state's; the activations are int8."""
    draw = build.draw
    build.stateful, build.stream = True, draw.pick("rows", ["stream", "stream", "from reset"]) == "stream"
    rank, units, memory = draw.pick("rank", [1, 2, 1, 3]), draw.integer(1, 6), draw.integer(1, 8)
    depth, filters, batch = draw.integer(1, 8), rank * units, draw.pick("batch", [1, 1, 1, 1, 1, 2])
    input_scale, weights_scale = draw.random.uniform(0.005, 0.1), draw.random.uniform(0.002, 0.02)
    time_scale = draw.random.uniform(0.002, 0.02) / (1 if kind == "int8" else 256)
    gain = draw.pick("gain", ["usual", "saturating", "ties", "usual"])
    if gain == "ties":
        input_scale, weights_scale, time_scale = 2.0 ** -5, 2.0 ** -7, 2.0 ** (-7 if kind == "int8" else -15)
    limit = 127 if kind == "int8" else 32767
    # The reference sums in 32 bits: no sum may leave them, though the proved range does where weights are "far".
    is_far = kind == "int16" and draw.pick("time weights", ["far", "near"]) == "far"
    count = memory * rank
    limit_of_times = None if kind == "int8" else int(min(32767, 56000 / np.sqrt(count))) if is_far else 40000 // count
    spread = np.sqrt(depth) * 74 * 74 * input_scale * weights_scale * (
        6 if is_far else 0.2 if gain == "saturating" else 3)
    state_scale = 2.0 ** np.round(np.log2(spread / limit)) if gain == "ties" else spread / limit
    largest = limit_of_times or 127
    out_spread = np.sqrt(memory * rank) * limit * state_scale * min(largest, 32767) * time_scale / 4
    output = out_spread / (600 if gain == "saturating" else 100)
    output = 2.0 ** np.round(np.log2(output)) if gain == "ties" else output
    x = build.input([batch, depth], "int8", input_scale, draw.zero_point("int8", "input zero point"))
    features = build.constant(draw.values([filters, depth], "int8"), "int8", "feature_weights", scale=weights_scale)
    times = build.constant(draw.values([filters, memory], kind, limit_of_times), kind, "time_weights", scale=time_scale)
    bias = NO_TENSOR
    if draw.pick("bias", ["given", "given", "missing", "given", "given", "given"]) == "given":
        scale = state_scale * time_scale
        values = np.round(draw.random.normal(scale=20, size=units) * output / scale).clip(-2**30, 2**30)
        bias = build.constant(values, "int32", "bias", scale=scale)
    state = build.graph.tensor("activation_state", [batch, memory * filters], kind, scale=state_scale, variable=True)
    y = build.output([batch, units], "int8", output, draw.zero_point("int8", "output zero point"))
    build.operator([x, features, times, bias, state], [y], rank=rank,
                   fused_activation_function=draw.pick("fused activation", ["RELU", "NONE", "RELU"]))


class Variable:
    """A resource variable with its handle in any subgraph."""

    def __init__(self, name: str, shape: list[int], kind: str, scale: float, point: int):
        self.name, self.shape, self.kind, self.scale, self.point = name, shape, kind, scale, point

    def handle(self, graph) -> int:
        index = graph.tensor(f"{self.name}_handle", [], "resource")
        graph.operator("VAR_HANDLE", [], [index], container="", shared_name=self.name)
        return index

    def tensor(self, graph, name: str) -> int:
        return graph.tensor(name, self.shape, self.kind, scale=self.scale, zero_point=self.point)

    def read(self, graph, name: str) -> int:
        index = self.tensor(graph, name)
        graph.operator("READ_VARIABLE", [self.handle(graph)], [index])
        return index

    def assign(self, graph, value: int) -> None:
        graph.operator("ASSIGN_VARIABLE", [self.handle(graph), value], [])


def initialise(build: Builder, variables: list[Variable], values: list[np.ndarray]) -> None:
    """CALL_ONCE of a subgraph that assigns constants."""
    graph = build.model.subgraph("initialise")
    for variable, value in zip(variables, values, strict=True):
        constant = graph.constant(f"{variable.name}_first", value, variable.kind, scale=variable.scale,
                                  zero_point=variable.point)
        variable.assign(graph, constant)
    build.graph.operator("CALL_ONCE", [], [], init_subgraph_index=graph.index)


def variables(build: Builder, kind: str) -> None:
    """A history (concatenate, slice), a running sum, two variables exchanged, or read after assignment."""
    draw = build.draw
    build.stateful, build.stream = True, draw.pick("rows", ["stream", "stream", "from reset"]) == "stream"
    scale, point = draw.scale(), draw.zero_point(kind)
    form = draw.pick("form", ["history", "running sum", "exchange", "read after assignment"])
    first = draw.pick("first values", ["random", "zero point", "extreme"])
    depth, length = draw.integer(1, 5), draw.integer(2, 5)
    shape = [1, length, depth] if form == "history" else [1, depth]
    held = [Variable(f"variable{number}", shape, kind, scale, point)
            for number in range(2 if form == "exchange" else 1)]
    start = {"random": draw.values(shape, kind), "zero point": np.full(shape, point),
             "extreme": np.full(shape, 127 if kind == "int8" else 32767)}[first]
    initialise(build, held, [start] * len(held))
    x = build.input([1, 1, depth] if form == "history" else [1, depth], kind, scale, point)
    {"history": history, "running sum": running_sum, "exchange": exchange,
     "read after assignment": read_after}[form](build, held, x, scale, point)


def history(build: Builder, held: list[Variable], x: int, scale: float, point: int) -> None:
    graph, variable = build.graph, held[0]
    _, length, depth = variable.shape
    past = variable.read(graph, "past")
    joined = graph.tensor("joined", [1, length + 1, depth], variable.kind, scale=scale, zero_point=point)
    graph.operator("CONCATENATION", [past, x], [joined], axis=1)
    limits = [graph.constant(f"limit{number}", np.array(values), "int32")
              for number, values in enumerate(([0, 1, 0], [1, length + 1, depth], [1, 1, 1]))]
    kept = variable.tensor(graph, "kept")
    graph.operator("STRIDED_SLICE", [joined, *limits], [kept])
    variable.assign(graph, kept)
    graph.outputs(joined)


def running_sum(build: Builder, held: list[Variable], x: int, scale: float, point: int) -> None:
    graph, variable = build.graph, held[0]
    total = variable.tensor(graph, "total")
    graph.operator("ADD", [variable.read(graph, "past"), x], [total], pot_scale_int16=False)
    variable.assign(graph, total)
    graph.outputs(total)


def exchange(build: Builder, held: list[Variable], x: int, scale: float, point: int) -> None:
    graph = build.graph
    reads = [variable.read(graph, f"{variable.name}_past") for variable in held]
    mixed = held[0].tensor(graph, "mixed")
    graph.operator("MAXIMUM", [reads[0], x], [mixed])
    held[0].assign(graph, reads[1])
    held[1].assign(graph, mixed)
    graph.outputs(mixed)


def read_after(build: Builder, held: list[Variable], x: int, scale: float, point: int) -> None:
    graph, variable = build.graph, held[0]
    low = variable.tensor(graph, "low")
    graph.operator("MINIMUM", [variable.read(graph, "past"), x], [low])
    variable.assign(graph, low)
    again = variable.read(graph, "again")
    total = variable.tensor(graph, "total")
    graph.operator("ADD", [again, x], [total], pot_scale_int16=False)
    graph.outputs(total)


RECURRENT: list[Entry] = [
    *both("UNIDIRECTIONAL_SEQUENCE_LSTM", lstm), *both("SVDF", svdf, full=80), *both("VAR_HANDLE", variables)]
