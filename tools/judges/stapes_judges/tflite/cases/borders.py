"""QUANTIZE and DEQUANTIZE: integer to integer, and as float borders."""

from ..draw import Builder
from .catalogue import Entry


def quantize(build: Builder, kind: str) -> None:
    draw = build.draw
    shape, scale = draw.shape(draw.pick("rank", [2, 4, 1]), 6), draw.scale()
    results = {"float": ["int8", "int16"], "int8": ["int8", "int16", "int32"], "int16": ["int8", "int16", "int32"]}
    result = draw.pick("output kind", results[kind])
    ratio = {"int8": 0, "int16": 8, "int32": 16, "float": 0}
    out = draw.near(scale) * 2.0 ** (ratio[kind] - ratio[result]) if kind != "float" else scale
    x = build.input(shape, kind, scale, draw.zero_point(kind) if kind != "float" else 0)
    build.operator([x], [build.output(shape, result, out, draw.zero_point(result, "output zero point"))])


def dequantize(build: Builder, kind: str) -> None:
    """Behind a RELU, so that there is an integer to compare."""
    draw = build.draw
    shape, scale, point = draw.shape(draw.pick("rank", [2, 4, 1]), 6), draw.scale(), draw.zero_point(kind)
    x = build.input(shape, kind, scale, point)
    inner = build.graph.tensor("inner", shape, kind, scale=scale, zero_point=point)
    build.graph.operator("MAXIMUM", [x, x], [inner])
    build.operator([inner], [build.output(shape, "float", None)])


BORDERS: list[Entry] = [
    *(Entry("QUANTIZE", kind, quantize) for kind in ("int8", "int16", "float")),
    *(Entry("DEQUANTIZE", kind, dequantize) for kind in ("int8", "int16"))]
