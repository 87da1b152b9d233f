"""CONV_2D, DEPTHWISE_CONV_2D, TRANSPOSE_CONV, FULLY_CONNECTED."""

import numpy as np

from ..draw import Builder
from ..writer import NO_TENSOR, RANGES
from .catalogue import Entry, both

FUSED = ["NONE", "RELU", "RELU6", "RELU_N1_TO_1"]


def output_length(length: int, kernel: int, stride: int, dilation: int, padding: str) -> int:
    reach = (kernel - 1) * dilation + 1
    return -(-length // stride) if padding == "SAME" else (length - reach) // stride + 1


def fitting(build: Builder, kernel: int, dilation: int, longest: int = 8) -> int:
    reach = (kernel - 1) * dilation + 1
    return build.draw.integer(reach, max(reach, longest))


class Scales:
    """Scales of input, weights and output such that the outputs spread as the drawn gain says."""

    def __init__(self, build: Builder, kind: str, weights_kind: str, channels: int, terms: int, activation: str):
        draw = build.draw
        gain = draw.pick("gain", [
            "usual", "ties", "saturating", "usual", "ties", "usual", "amplifying", "usual", "vanishing", "usual",
            "small outputs"])
        self.input_zero_point = draw.zero_point(kind, "input zero point")
        self.output_zero_point = draw.zero_point(kind, "output zero point")
        self.limit = 2 if gain == "amplifying" else None
        spread = np.sqrt(terms) * (RANGES[kind][1] / 1.7) * min(RANGES[weights_kind][1], self.limit or 128) / 1.7
        exact = gain == "ties"
        self.output = float(2.0 ** -draw.integer(2, 6)) if exact else draw.scale("output scale")
        if kind == "int16":
            self.output /= 256
        if not exact:
            self.output = draw.bounded(self.output, activation, kind)
        wanted = {"usual": 0.4, "ties": 0.4, "saturating": 4, "amplifying": 0.4, "vanishing": 2.0 ** -36,
                  "small outputs": 0.02}[gain] * RANGES[kind][1]
        product = self.output * wanted / spread
        self.input = float(2.0 ** -draw.integer(2, 6)) if exact else float(2.0 ** draw.random.uniform(-8, -2))
        per_channel = draw.pick("weight scales", ["per channel", "per tensor"]) == "per channel"
        weights = product / self.input
        spreads = 2.0 ** draw.random.uniform(-1.5, 1, channels if per_channel else 1)
        self.weights = 2.0 ** np.round(np.log2(weights * spreads)) if exact else weights * spreads
        # Beyond it, the rescaled sums leave the 32 bits that the references have for them.
        self.wide_bias_limit = int(min(2**38, 2**30 * self.output / (self.input * self.weights.max())))
        self.bias_limit = int(min(spread, 2**30)) if wanted > 1 else int(2**30)


def bias(build: Builder, kind: str, scales: Scales, channels: int) -> list[int]:
    """Left out of the inputs, named as no tensor, small, or near the end of its width."""
    size = build.draw.pick("bias", ["small", "small", "left out", "small", "large", "no tensor"])
    if size in ("left out", "no tensor"):
        return [] if size == "left out" else [NO_TENSOR]
    limit = scales.bias_limit if size == "small" else scales.wide_bias_limit if kind == "int16" else 2**30
    values = build.draw.random.integers(-limit, limit + 1, channels)
    bias_kind = build.draw.pick("bias kind", ["int64", "int64", "int32"]) if kind == "int16" else "int32"
    if bias_kind == "int32":
        # Sums have 32 bits then: a larger bias would let them wrap.
        values = np.clip(values, -(2**30), 2**30)
    return [build.constant(values, bias_kind, "bias", scale=np.float32(scales.input) * np.float32(scales.weights))]


def weights_kind(build: Builder, kind: str, choices=("int8", "int8", "int4")) -> str:
    return build.draw.pick("weights", choices) if kind == "int8" else "int8"


def conv_2d(build: Builder, kind: str) -> None:
    draw = build.draw
    padding, activation = draw.pick("padding", ["SAME", "VALID"]), draw.pick("fused activation", FUSED)
    strides = draw.pick("stride", [(1, 1), (2, 2), (1, 2), (3, 1), (2, 3)])
    dilations = draw.pick("dilation", [(1, 1), (1, 1), (2, 1), (1, 3), (2, 2)])
    groups = draw.pick("groups", [1, 1, 1, 2])
    kernel = [draw.integer(1, 4), draw.integer(1, 4)]
    size = [fitting(build, k, d) for k, d in zip(kernel, dilations, strict=True)]
    depth, channels = draw.integer(1, 5), draw.integer(1, 4) * groups
    weights = weights_kind(build, kind)
    scales = Scales(build, kind, weights, channels, kernel[0] * kernel[1] * depth, activation)
    batch = draw.pick("batch", [1, 1, 1, 1, 1, 2])
    x = build.input([batch, *size, depth * groups], kind, scales.input, scales.input_zero_point)
    w = build.constant(draw.values([channels, *kernel, depth], weights, scales.limit), weights, "weights",
                       scale=scales.weights, axis=0)
    out = [output_length(*row, padding) for row in zip(size, kernel, strides, dilations, strict=True)]
    y_bias = bias(build, kind, scales, channels)
    y = build.output([batch, *out, channels], kind, scales.output, scales.output_zero_point)
    build.operator([x, w, *y_bias], [y], padding=padding, stride_h=strides[0], stride_w=strides[1],
                   dilation_h_factor=dilations[0], dilation_w_factor=dilations[1],
                   fused_activation_function=activation)


def depthwise(build: Builder, kind: str) -> None:
    draw = build.draw
    padding, activation = draw.pick("padding", ["SAME", "VALID"]), draw.pick("fused activation", FUSED)
    stride = draw.pick("stride", [(1, 1), (2, 2), (3, 3), (1, 1), (2, 1)])
    dilations = draw.pick("dilation", [(1, 1), (1, 1), (2, 1), (1, 3), (2, 2)])
    multiplier = draw.pick("depth multiplier", [1, 1, 2, 3])
    kernel = [draw.integer(1, 4), draw.integer(1, 4)]
    size = [fitting(build, k, d) for k, d in zip(kernel, dilations, strict=True)]
    depth = draw.integer(1, 5)
    channels = depth * multiplier
    weights = weights_kind(build, kind)
    scales = Scales(build, kind, weights, channels, kernel[0] * kernel[1], activation)
    batch = draw.pick("batch", [1, 1, 1, 1, 1, 2])
    x = build.input([batch, *size, depth], kind, scales.input, scales.input_zero_point)
    w = build.constant(draw.values([1, *kernel, channels], weights, scales.limit), weights, "weights",
                       scale=scales.weights, axis=3)
    out = [output_length(*row, padding) for row in zip(size, kernel, stride, dilations, strict=True)]
    y_bias = bias(build, kind, scales, channels)
    y = build.output([batch, *out, channels], kind, scales.output, scales.output_zero_point)
    build.operator([x, w, *y_bias], [y], padding=padding, stride_h=stride[0], stride_w=stride[1],
                   depth_multiplier=multiplier, dilation_h_factor=dilations[0], dilation_w_factor=dilations[1],
                   fused_activation_function=activation)


def transpose_conv(build: Builder, kind: str) -> None:
    draw = build.draw
    padding = draw.pick("padding", ["SAME", "VALID"])
    activation = draw.pick("fused activation", ["NONE", "NONE", "RELU", "RELU6"])
    stride = draw.pick("stride", [(1, 1), (2, 2), (3, 2), (1, 2)])
    kernel = [draw.integer(max(1, s - 1), s + 2) for s in stride]
    size = [draw.integer(1, 5), draw.integer(1, 5)]
    depth, channels = draw.integer(1, 4), draw.integer(1, 4)
    scales = Scales(build, kind, "int8", channels, kernel[0] * kernel[1] * depth, activation)
    out = [(n - 1) * s + k if padding == "VALID" else n * s
           for n, s, k in zip(size, stride, kernel, strict=True)]
    batch = draw.pick("batch", [1, 1, 1, 1, 1, 2])
    shape = build.constant(np.array([batch, *out, channels]), "int32", "output_shape")
    x = build.input([batch, *size, depth], kind, scales.input, scales.input_zero_point)
    w = build.constant(draw.values([channels, *kernel, depth], "int8", scales.limit), "int8", "weights",
                       scale=scales.weights, axis=0)
    y_bias = bias(build, kind, scales, channels)
    y = build.output([batch, *out, channels], kind, scales.output, scales.output_zero_point)
    build.operator([shape, w, x, *y_bias], [y], padding=padding, stride_h=stride[0], stride_w=stride[1],
                   fused_activation_function=activation)


def fully_connected(build: Builder, kind: str) -> None:
    draw = build.draw
    activation, keeps = draw.pick("fused activation", FUSED), draw.pick("keep_num_dims", [False, True])
    depth, channels = draw.integer(1, 40), draw.integer(1, 9)
    weights = weights_kind(build, kind)
    lead = draw.pick("leading shape", [[1], [1], [1, 3], [4], [1, 2, 2]])
    scales = Scales(build, kind, weights, channels, depth, activation)
    x = build.input([*lead, depth], kind, scales.input, scales.input_zero_point)
    w = build.constant(draw.values([channels, depth], weights, scales.limit), weights, "weights",
                       scale=scales.weights, axis=0)
    out = [*lead, channels] if keeps else [int(np.prod(lead)), channels]
    y_bias = bias(build, kind, scales, channels)
    y = build.output(out, kind, scales.output, scales.output_zero_point)
    build.operator([x, w, *y_bias], [y], keep_num_dims=keeps, fused_activation_function=activation)


LINEAR: list[Entry] = [
    *both("CONV_2D", conv_2d, full=96), *both("DEPTHWISE_CONV_2D", depthwise, full=72), *both("TRANSPOSE_CONV", transpose_conv),
    *both("FULLY_CONNECTED", fully_connected)]
