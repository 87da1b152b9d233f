"""SOFTMAX, LOGISTIC, TANH, the RELU family, LEAKY_RELU, HARD_SWISH, ELU."""

from ..draw import Builder
from .catalogue import Entry, both


def curve_scale(build: Builder, kind: str) -> float:
    """Scales that show the whole curve, some of them powers of two, some far too small or large."""
    draw = build.draw
    steps = 1 if kind == "int8" else 256
    form = draw.pick("scale", ["usual", "usual", "power of two", "small", "usual", "large"])
    exponent = {"usual": draw.random.uniform(-7, -2), "power of two": -draw.integer(2, 7),
                "small": draw.random.uniform(-14, -9), "large": draw.random.uniform(-1, 3)}[form]
    return float(2.0 ** exponent / steps)


def softmax(build: Builder, kind: str) -> None:
    draw = build.draw
    result = draw.pick("output kind", ["int8", "int16", "int8"]) if kind == "int8" else "int16"
    scale, point = {("int8", "int8"): (1 / 256, -128), ("int8", "int16"): (1 / 65536, -32768),
                    ("int16", "int16"): (1 / 32768, 0)}[kind, result]
    shape = draw.shape(draw.pick("rank", [2, 2, 4, 3, 1]), 5)
    shape[-1] = draw.pick("classes", [2, 10, 12, 1, 4, 40])
    x = build.input(shape, kind, curve_scale(build, kind), draw.zero_point(kind))
    y = build.output(shape, result, scale, point)
    build.operator([x], [y], beta=draw.pick("beta", [1.0, 1.0, 0.5, 2.0, 10.0]))


def sigmoid_like(build: Builder, kind: str) -> None:
    draw = build.draw
    shape = draw.shape(draw.pick("rank", [2, 4, 1]), 6)
    shape[-1] *= 4
    is_logistic = draw.operator == "LOGISTIC"
    scale = (1 / 256 if is_logistic else 1 / 128) if kind == "int8" else 1 / 32768
    point = -128 if is_logistic and kind == "int8" else 0
    x = build.input(shape, kind, curve_scale(build, kind), draw.zero_point(kind))
    build.operator([x], [build.output(shape, kind, scale, point)])


def rectifier(build: Builder, kind: str) -> None:
    draw = build.draw
    shape, scale = draw.shape(draw.pick("rank", [2, 4, 3]), 6), draw.scale()
    if draw.operator != "RELU":
        scale = curve_scale(build, kind)
    rescaled = draw.pick("rescaled", [False, True])
    point = draw.zero_point(kind)
    out = draw.near(scale) if rescaled else scale
    out_point = draw.zero_point(kind, "output zero point") if rescaled else point
    x = build.input(shape, kind, scale, point)
    options = {"alpha": draw.pick("alpha", [0.1, 0.01, 0.3, 1.5, -0.5, 0.0])} if draw.operator == "LEAKY_RELU" else {}
    build.operator([x], [build.output(shape, kind, out, out_point)], **options)


def exponential_unit(build: Builder, kind: str) -> None:
    draw = build.draw
    shape, scale = draw.shape(draw.pick("rank", [2, 4, 3]), 6), curve_scale(build, kind)
    shape[-1] *= 3
    x = build.input(shape, kind, scale, draw.zero_point(kind))
    y = build.output(shape, kind, draw.near(scale), draw.zero_point(kind, "output zero point"))
    build.operator([x], [y])


ACTIVATIONS: list[Entry] = [
    *both("SOFTMAX", softmax), *both("LOGISTIC", sigmoid_like), *both("TANH", sigmoid_like),
    *both("RELU", rectifier), *both("RELU6", rectifier), *both("RELU_N1_TO_1", rectifier),
    *both("LEAKY_RELU", rectifier), *both("HARD_SWISH", rectifier), *both("ELU", exponential_unit)]
