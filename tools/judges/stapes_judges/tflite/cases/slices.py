"""SPLIT, SPLIT_V, SLICE, STRIDED_SLICE."""

import numpy as np

from ..draw import Builder
from .catalogue import Entry, both


def chosen_axis(build: Builder, rank: int) -> int:
    axis = build.draw.pick("axis", ["last", "negative", "inner"])
    return {"last": rank - 1, "negative": -1, "inner": 1}[axis]


def split(build: Builder, kind: str) -> None:
    draw = build.draw
    rank, count = draw.pick("rank", [4, 3, 2]), draw.pick("parts", [2, 1, 3])
    axis = chosen_axis(build, rank)
    part, scale, point = draw.shape(rank, 3), draw.scale(), draw.zero_point(kind)
    shape = part[:]
    shape[axis] *= count
    a = build.constant(np.array([axis]), "int32", "axis")
    x = build.input(shape, kind, scale, point)
    build.operator([a, x], [build.output(part, kind, scale, point) for _ in range(count)], num_splits=count)


def split_v(build: Builder, kind: str) -> None:
    draw = build.draw
    rank, count = draw.pick("rank", [4, 3, 2]), draw.pick("parts", [2, 1, 3])
    axis = chosen_axis(build, rank)
    shape, scale, point = draw.shape(rank, 4), draw.scale(), draw.zero_point(kind)
    sizes = [draw.integer(1, 3) for _ in range(count)]
    shape[axis] = sum(sizes)
    given = sizes[:-1] + [-1] if draw.pick("last size", ["given", "inferred"]) == "inferred" else sizes
    x = build.input(shape, kind, scale, point)
    s = build.constant(np.array(given), "int32", "sizes")
    a = build.constant(np.array([axis]), "int32", "axis")
    outputs = []
    for size in sizes:
        part = shape[:]
        part[axis] = size
        outputs.append(build.output(part, kind, scale, point))
    build.operator([x, s, a], outputs, num_splits=count)


def part_of(build: Builder, kind: str) -> None:
    draw = build.draw
    shape, scale, point = draw.shape(draw.pick("rank", [4, 3, 2, 5, 1]), 6), draw.scale(), draw.zero_point(kind)
    begin = [0] + [draw.integer(0, n - 1) for n in shape[1:]]
    size = [1] + [draw.integer(1, n - b) for n, b in zip(shape[1:], begin[1:], strict=True)]
    rest = draw.pick("size", ["given", "to the end"]) == "to the end"
    if rest and len(shape) > 1:
        size[-1] = shape[-1] - begin[-1]
    index = draw.pick("index kind", ["int32", "int32", "int64"])
    x = build.input(shape, kind, scale, point)
    b = build.constant(np.array(begin), index, "begin")
    s = build.constant(np.array(size[:-1] + [-1] if rest else size), index, "size")
    build.operator([x, b, s], [build.output(size, kind, scale, point)])


def bounds(build: Builder, length: int, style: str) -> tuple[int, int, int]:
    """begin, end, stride of one axis with at least one element."""
    draw = build.draw
    if style == "backwards":
        begin = draw.integer(0, length - 1)
        return begin, draw.integer(-length - 1, -length - 1) if begin == 0 else draw.integer(0, begin - 1), -1
    begin = draw.integer(0, length - 1)
    end = draw.integer(begin + 1, length)
    stride = draw.integer(1, 3)
    if style == "negative":
        return begin - length, end - length if end < length else length, stride
    if style == "beyond":
        return begin, length + 5, stride
    return begin, end, stride


MASKS = ("begin_mask", "end_mask", "shrink_axis_mask", "new_axis_mask", "ellipsis_mask")


def strided_slice(build: Builder, kind: str) -> None:
    draw = build.draw
    rank = draw.pick("rank", [3, 4, 2, 1])
    shape, scale, point = draw.shape(rank, 6), draw.scale(), draw.zero_point(kind)
    style = draw.pick("bounds", ["plain", "negative", "backwards", "beyond"])
    mask = draw.pick("mask", ["none", "begin", "end", "shrink", "begin and end", "ellipsis", "new axis", "shrink last",
                              "offset", "wide ellipsis", "added axis"])
    for _ in range(100):
        masks, spans = strided_spans(build, shape, style, mask)
        selection = tuple(numpy_index(span, masks, place) for place, span in enumerate(spans))
        out = list(np.empty(shape)[selection].shape)
        if 0 not in out:
            break
    x = build.input(shape, kind, scale, point)
    operands = [build.constant(np.array(values), "int32", name)
                for name, values in zip(("begin", "end", "strides"), zip(*spans, strict=True), strict=True)]
    build.operator([x, *operands], [build.output(out, kind, scale, point)], **masks)


def strided_spans(build: Builder, shape: list[int], style: str, mask: str) -> tuple[dict[str, int], list]:
    """The masks, and begin, end and stride of every entry."""
    draw, rank = build.draw, len(shape)
    masks = dict.fromkeys(MASKS, 0)
    spans = [bounds(build, n, "plain" if mask == "offset" else style) for n in shape]
    axis = draw.integer(0, rank - 1)
    if mask in ("begin", "begin and end"):
        masks["begin_mask"] = draw.integer(1, 2**rank - 1)
    if mask in ("end", "begin and end"):
        masks["end_mask"] = draw.integer(1, 2**rank - 1)
    if mask in ("shrink", "shrink last"):
        place = axis if mask == "shrink" else rank - 1
        masks["shrink_axis_mask"] = 1 << place
        begin = draw.integer(0, shape[place] - 1)
        spans[place] = (begin, begin + 1, 1)
    if mask in ("ellipsis", "wide ellipsis"):
        masks["ellipsis_mask"] = 1 << axis
    if mask == "wide ellipsis" and axis + 1 < rank:
        del spans[axis + 1]
    if mask == "new axis":
        masks["new_axis_mask"] = 1 << axis
    if mask == "added axis":
        masks["new_axis_mask"] = 1 << axis
        spans.insert(axis, (0, 1, 1))
    if mask == "offset":
        masks["offset"] = True
        spans = [(begin, end - begin, stride) for begin, end, stride in spans]
    return masks, spans


def numpy_index(span, masks, place: int):
    """What numpy makes of one axis; the shape of the result follows from it."""
    begin, end, stride = span
    if masks["shrink_axis_mask"] >> place & 1:
        return begin
    if masks["new_axis_mask"] >> place & 1:
        return None
    if masks["ellipsis_mask"] >> place & 1:
        return Ellipsis
    if masks.get("offset"):
        end += begin
    return slice(None if masks["begin_mask"] >> place & 1 else begin,
                 None if masks["end_mask"] >> place & 1 else end, stride)


SLICES: list[Entry] = [
    *both("SPLIT", split), *both("SPLIT_V", split_v), *both("SLICE", part_of), *both("STRIDED_SLICE", strided_slice)]
