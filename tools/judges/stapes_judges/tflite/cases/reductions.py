"""AVERAGE_POOL_2D, MAX_POOL_2D, MEAN, SUM, REDUCE_MAX, REDUCE_MIN, ARG_MAX, ARG_MIN."""

import numpy as np

from ..draw import Builder
from .catalogue import Entry, both
from .linear import FUSED, output_length


def pool(build: Builder, kind: str) -> None:
    draw = build.draw
    padding, activation = draw.pick("padding", ["SAME", "VALID"]), draw.pick("fused activation", FUSED)
    stride = draw.pick("stride", [(1, 1), (2, 2), (1, 2), (3, 1)])
    window = draw.pick("filter", [(1, 1), (2, 2), (3, 3), (2, 3), (5, 1), (4, 4)])
    size = [draw.integer(k, max(k, 9)) for k in window]
    depth = draw.integer(1, 5)
    scale, point = draw.bounded(draw.scale(), activation, kind), draw.zero_point(kind)
    batch = draw.pick("batch", [1, 1, 1, 1, 1, 2])
    x = build.input([batch, *size, depth], kind, scale, point)
    out = [output_length(n, k, s, 1, padding) for n, k, s in zip(size, window, stride, strict=True)]
    y = build.output([batch, *out, depth], kind, scale, point)
    build.operator([x], [y], padding=padding, stride_h=stride[0], stride_w=stride[1], filter_height=window[0],
                   filter_width=window[1], fused_activation_function=activation)


def reduce(build: Builder, kind: str) -> None:
    draw = build.draw
    rank = draw.pick("rank", [4, 4, 3, 2])
    shape = draw.shape(rank, 6)
    axes = draw.pick("axes", ["inner two", "last", "all but first", "one", "negative", "second and last", "twice", "none"])
    chosen = {"inner two": [1, 2], "last": [rank - 1], "all but first": list(range(1, rank)),
              "one": [draw.integer(1, rank - 1)], "negative": [-1, -2] if rank > 2 else [-1],
              "second and last": [1, rank - 1] if rank > 2 else [1], "twice": [1, 1], "none": []}[axes]
    chosen = [axis for axis in chosen if axis < rank]
    keeps = draw.pick("keep_dims", [True, False])
    reduced = {axis % rank for axis in chosen}
    out = [1 if axis in reduced else n for axis, n in enumerate(shape) if keeps or axis not in reduced]
    scale, point = draw.scale(), draw.zero_point(kind, "input zero point")
    is_extreme = draw.operator in ("REDUCE_MAX", "REDUCE_MIN")
    count = int(np.prod([shape[axis] for axis in reduced]))
    output = scale if is_extreme else draw.near(scale * (count if draw.operator == "SUM" else 1))
    x = build.input(shape, kind, scale, point)
    a = build.constant(np.array(chosen, np.int32), "int32", "axes")
    y = build.output(out, kind, output, point if is_extreme else draw.zero_point(kind, "output zero point"))
    build.operator([x, a], [y], keep_dims=keeps)


def arg(build: Builder, kind: str) -> None:
    draw = build.draw
    shape = draw.shape(draw.pick("rank", [2, 4, 3]), 6)
    axis = draw.pick("axis", ["last", "negative", "any"])
    chosen = {"last": len(shape) - 1, "negative": -1, "any": draw.integer(1, len(shape) - 1)}[axis]
    output = draw.pick("output kind", ["int32", "int32", "int64"])
    x = build.input(shape, kind, draw.scale(), draw.zero_point(kind))
    a = build.constant(np.array([chosen]), "int32", "axis")
    y = build.output([n for place, n in enumerate(shape) if place != chosen % len(shape)], output, None)
    build.operator([x, a], [y], output_type=output)


REDUCTIONS: list[Entry] = [
    *both("AVERAGE_POOL_2D", pool), *both("MAX_POOL_2D", pool), *both("MEAN", reduce), *both("SUM", reduce),
    *both("REDUCE_MAX", reduce), *both("REDUCE_MIN", reduce), *both("ARG_MAX", arg), *both("ARG_MIN", arg)]
