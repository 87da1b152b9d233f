"""PAD, PADV2, RESHAPE, SQUEEZE, EXPAND_DIMS, TRANSPOSE, CONCATENATION, PACK, UNPACK."""

import numpy as np

from ..draw import Builder
from .catalogue import Entry, both


def pad(build: Builder, kind: str) -> None:
    draw = build.draw
    rank = draw.pick("rank", [4, 4, 3, 2, 1])
    shape = draw.shape(rank, 5)
    amounts = np.array([[0, 0] if axis == 0 else [draw.integer(0, 3), draw.integer(0, 3)] for axis in range(rank)])
    if rank == 4 and draw.pick("channels", ["padded", "not padded"]) == "not padded":
        amounts[3] = 0
    scale, point = draw.scale(), draw.zero_point(kind)
    x = build.input(shape, kind, scale, point)
    p = build.constant(amounts, draw.pick("paddings' kind", ["int32", "int32", "int64"]), "paddings")
    out = [n + int(pair.sum()) for n, pair in zip(shape, amounts, strict=True)]
    y = build.output(out, kind, scale, point)
    extra = []
    if draw.operator == "PADV2":
        extra = [build.constant(draw.values([1], kind), kind, "value", scale=scale, zero_point=point)]
    build.operator([x, p, *extra], [y])


def reshape(build: Builder, kind: str) -> None:
    draw = build.draw
    shape = draw.shape(draw.pick("rank", [4, 3, 2]), 5)
    size = int(np.prod(shape))
    wanted = draw.pick("new shape", ["flat", "one more axis", "unknown", "reversed"])
    out = {"flat": [1, size], "one more axis": [1, *shape], "unknown": [1, -1], "reversed": [1, *shape[:0:-1]]}[wanted]
    scale, point = draw.scale(), draw.zero_point(kind)
    x = build.input(shape, kind, scale, point)
    form = draw.pick("shape given", ["tensor", "option", "both"])
    inputs = [x] if form == "option" else [x, build.constant(np.array(out), "int32", "shape")]
    y = build.output([size if n == -1 else n for n in out], kind, scale, point)
    options = {} if form == "tensor" else {"new_shape": np.array(out, np.int32)}
    build.operator(inputs, [y], **options)


def squeeze(build: Builder, kind: str) -> None:
    draw = build.draw
    shape = [1, draw.integer(1, 4), 1, draw.integer(2, 5)]
    axes = draw.pick("squeeze_dims", [[2], [], [-2], [0, 2], [0]])
    ones = [axis for axis, n in enumerate(shape) if n == 1] if not axes else [axis % 4 for axis in axes]
    scale, point = draw.scale(), draw.zero_point(kind)
    x = build.input(shape, kind, scale, point)
    y = build.output([n for axis, n in enumerate(shape) if axis not in ones], kind, scale, point)
    build.operator([x], [y], squeeze_dims=np.array(axes, np.int32))


def expand_dims(build: Builder, kind: str) -> None:
    draw = build.draw
    shape = draw.shape(draw.pick("rank", [2, 3, 1]), 5)
    axis = draw.pick("axis", ["first", "last", "negative", "inner"])
    place = {"first": 0, "last": len(shape), "negative": -1, "inner": 1}[axis]
    scale, point = draw.scale(), draw.zero_point(kind)
    x = build.input(shape, kind, scale, point)
    a = build.constant(np.array([place]), draw.pick("axis kind", ["int32", "int32", "int64"]), "axis")
    out = shape[:]
    out.insert(place % (len(shape) + 1), 1)
    build.operator([x, a], [build.output(out, kind, scale, point)])


def transpose(build: Builder, kind: str) -> None:
    draw = build.draw
    rank = draw.pick("rank", [4, 3, 2, 4, 5])
    shape = draw.shape(rank, 5)
    order = list(draw.random.permutation(rank))
    if draw.pick("batch stays", [True, True, False]):
        order = [0, *(1 + draw.random.permutation(rank - 1))]
    scale, point = draw.scale(), draw.zero_point(kind)
    x = build.input(shape, kind, scale, point)
    p = build.constant(np.array(order), "int32", "order")
    build.operator([x, p], [build.output([shape[axis] for axis in order], kind, scale, point)])


def concatenation(build: Builder, kind: str) -> None:
    draw = build.draw
    rank = draw.pick("rank", [4, 2, 3])
    axis = draw.pick("axis", ["last", "negative", "inner"])
    place = {"last": rank - 1, "negative": -1, "inner": 1}[axis]
    count = draw.pick("inputs", [2, 3, 1, 4])
    shape, scale, point = draw.shape(rank, 4), draw.scale(), draw.zero_point(kind)
    differing = kind == "int8" and draw.pick("scales", ["equal", "equal", "differing"]) == "differing"
    has_constant = draw.pick("constant operand", [False, False, True])
    inputs, total = [], 0
    for number in range(count):
        part = shape[:]
        part[place] = draw.integer(1, 4)
        total += part[place]
        own = (scale * draw.random.uniform(0.5, 1.5), draw.integer(-60, 60)) if differing and number else (scale, point)
        if has_constant and number == 1:
            inputs.append(build.constant(draw.values(part, kind), kind, scale=own[0], zero_point=own[1]))
        else:
            inputs.append(build.input(part, kind, *own))
    out = shape[:]
    out[place] = total
    build.operator(inputs, [build.output(out, kind, scale, point)], axis=place)


def pack(build: Builder, kind: str) -> None:
    draw = build.draw
    shape, scale, point = draw.shape(draw.pick("rank", [2, 3, 1]), 4), draw.scale(), draw.zero_point(kind)
    axis = draw.pick("axis", ["first", "last", "negative", "inner"])
    place = {"first": 0, "last": len(shape), "negative": -1, "inner": min(1, len(shape))}[axis]
    count = draw.pick("values", [2, 1, 3])
    has_constant = draw.pick("constant operand", [False, False, True])
    inputs = [build.constant(draw.values(shape, kind), kind, scale=scale, zero_point=point)
              if has_constant and number == 1 else build.input(shape, kind, scale, point) for number in range(count)]
    out = shape[:]
    out.insert(place % (len(shape) + 1), count)
    build.operator(inputs, [build.output(out, kind, scale, point)], values_count=count, axis=place)


def unpack(build: Builder, kind: str) -> None:
    draw = build.draw
    shape, scale, point = draw.shape(draw.pick("rank", [3, 4, 2]), 4), draw.scale(), draw.zero_point(kind)
    axis = draw.pick("axis", ["inner", "last", "negative"])
    place = {"inner": 1, "last": len(shape) - 1, "negative": -1}[axis]
    x = build.input(shape, kind, scale, point)
    count = shape[place]
    out = [n for number, n in enumerate(shape) if number != place % len(shape)]
    outputs = [build.output(out, kind, scale, point) for _ in range(count)]
    build.operator([x], outputs, num=count, axis=place)


MOVEMENT: list[Entry] = [
    *both("PAD", pad), *both("PADV2", pad), *both("RESHAPE", reshape), *both("SQUEEZE", squeeze),
    *both("EXPAND_DIMS", expand_dims), *both("TRANSPOSE", transpose), *both("CONCATENATION", concatenation),
    *both("PACK", pack), *both("UNPACK", unpack)]
