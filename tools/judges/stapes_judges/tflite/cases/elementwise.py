"""ADD, SUB, MUL, MINIMUM, MAXIMUM, PRELU."""

import numpy as np

from ..draw import Builder
from .catalogue import Entry, both
from .linear import FUSED


def operand_shapes(build: Builder) -> tuple[list[int], list[int], list[int]]:
    """Both operands' shapes and the result's."""
    draw = build.draw
    full = draw.shape(draw.pick("rank", [4, 2, 3, 4, 1]), 6)
    full[-1] += 2
    form = draw.pick("broadcast", ["equal", "equal", "channel", "scalar", "inner axis", "both"])
    ones = [1] * len(full)
    other = {"equal": full, "channel": [*ones[:-1], full[-1]], "scalar": ones,
             "inner axis": [*full[:-1], 1], "both": full[:]}[form]
    first = full[:]
    if form == "both" and len(full) > 2:
        first, other = [*full[:-1], 1], [full[0], 1, *full[2:]]
    return first, other, [max(pair) for pair in zip(first, other, strict=True)]


def operands(build: Builder, kind: str, shapes, scales, zero_points) -> list[int]:
    """Two inputs; or the second a constant; or both the same tensor."""
    second = build.draw.pick("second operand", ["input", "constant", "input", "same"])
    x = build.input(shapes[0], kind, scales[0], zero_points[0])
    if second == "same" and shapes[0] == shapes[1]:
        return [x, x]
    if second == "constant":
        return [x, build.constant(build.draw.values(shapes[1], kind), kind, scale=scales[1],
                                  zero_point=zero_points[1])]
    return [x, build.input(shapes[1], kind, scales[1], zero_points[1])]


def sum_of_two(build: Builder, kind: str) -> None:
    draw = build.draw
    first, second, result = operand_shapes(build)
    activation = draw.pick("fused activation", FUSED)
    options = {"fused_activation_function": activation}
    scale = draw.bounded(draw.scale("input scale"), activation, kind)
    options["pot_scale_int16"] = draw.pick("pot_scale_int16", [False, True, False])
    if kind == "int16" and options["pot_scale_int16"]:
        scale = 2.0 ** round(np.log2(scale))
    scales = [scale, draw.near(scale, "second scale")]
    output = draw.near(max(scales) * 1.2)
    if kind == "int16" and options["pot_scale_int16"]:
        scales[1] = 2.0 ** (round(np.log2(scale)) - draw.integer(0, 3))
        output = max(scales) * 2.0 ** draw.integer(0, 2)
    points = [draw.zero_point(kind, "first zero point"), draw.zero_point(kind, "second zero point")]
    inputs = operands(build, kind, (first, second), scales, points)
    y = build.output(result, kind, output, draw.zero_point(kind, "output zero point"))
    build.operator(inputs, [y], **options)


def product(build: Builder, kind: str) -> None:
    draw = build.draw
    first, second, result = operand_shapes(build)
    activation = draw.pick("fused activation", FUSED)
    steps = 64 if kind == "int8" else 16384
    scales = [draw.scale("first scale"), draw.scale("second scale")]
    scales[1] = draw.bounded(scales[0] * scales[1] * steps, activation, kind) / (scales[0] * steps)
    points = [draw.zero_point(kind, "first zero point"), draw.zero_point(kind, "second zero point")]
    inputs = operands(build, kind, (first, second), scales, points)
    output = draw.near(scales[0] * scales[1] * steps)
    y = build.output(result, kind, output, draw.zero_point(kind, "output zero point"))
    build.operator(inputs, [y], fused_activation_function=activation)


def extremum(build: Builder, kind: str) -> None:
    draw = build.draw
    first, second, result = operand_shapes(build)
    scale, point = draw.scale(), draw.zero_point(kind)
    inputs = operands(build, kind, (first, second), [scale, scale], [point, point])
    build.operator(inputs, [build.output(result, kind, scale, point)])


def prelu(build: Builder, kind: str) -> None:
    draw = build.draw
    shape = draw.shape(draw.pick("rank", [4, 3, 2]), 5)
    slopes = {"channel": [shape[-1]], "channel of four": [1] * (len(shape) - 1) + [shape[-1]],
              "every element": shape[1:], "one": [1]}[
        draw.pick("slopes", ["channel of four", "channel", "every element", "one"])]
    scale, slope_scale = draw.scale(), draw.one_of([0.01, 0.003, 1 / 64])
    x = build.input(shape, kind, scale, draw.zero_point(kind, "input zero point"))
    a = build.constant(draw.values(slopes, "int8"), "int8", "slopes", scale=slope_scale,
                       zero_point=draw.zero_point("int8", "slope zero point"))
    y = build.output(shape, kind, draw.near(scale), draw.zero_point(kind, "output zero point"))
    build.operator([x, a], [y])


def plain(build: Builder, kind: str) -> None:
    """int32 without scales: indices of largest elements with constants that leave the result within 32 bits."""
    draw = build.draw
    depth, length = draw.integer(1, 6), draw.pick("length", [3, 7, 1, 20])
    x = build.input([1, length, depth], "int8", 0.1)
    axis = build.constant(np.array([1]), "int32", "axis")
    index = build.graph.tensor("index", [1, depth], kind)
    build.graph.operator("ARG_MAX", [x, axis], [index], output_type=kind)
    shape = {"equal": [1, depth], "scalar": [1], "one more axis": [1, 1, depth]}[
        draw.pick("second", ["equal", "scalar", "one more axis"])]
    limit = draw.pick("constant", [2**26, 100, 5])
    operands = [index, build.constant(draw.values(shape, kind, limit), kind)]
    if draw.pick("order", ["index first", "constant first"]) == "constant first":
        operands.reverse()
    options = {} if draw.operator in ("MINIMUM", "MAXIMUM") else {"fused_activation_function": "NONE"}
    result = [1, 1, depth] if len(shape) == 3 else [1, depth]
    build.operator(operands, [build.output(result, kind, None)], **options)


ELEMENTWISE: list[Entry] = [
    *(Entry(operator, "int32", plain) for operator in ("ADD", "SUB", "MUL", "MINIMUM", "MAXIMUM")),
    *(Entry(operator, "int32", extremum, "inputs") for operator in ("MINIMUM", "MAXIMUM")),
    *both("ADD", sum_of_two, full=60), *both("SUB", sum_of_two, full=60), *both("MUL", product), *both("MINIMUM", extremum),
    *both("MAXIMUM", extremum), *both("PRELU", prelu)]
