"""int16 with zero points, which some kernels obey, some ignore and some refuse."""

from . import elementwise, linear, movement, reductions
from .activations import rectifier
from .borders import quantize
from .catalogue import Entry

ZERO_POINTS: list[Entry] = [
    Entry(operator, "int16", build, "zero points", full=30) for operator, build in [
        ("CONV_2D", linear.conv_2d), ("DEPTHWISE_CONV_2D", linear.depthwise), ("TRANSPOSE_CONV", linear.transpose_conv),
        ("FULLY_CONNECTED", linear.fully_connected), ("ADD", elementwise.sum_of_two), ("SUB", elementwise.sum_of_two),
        ("MUL", elementwise.product), ("PRELU", elementwise.prelu), ("AVERAGE_POOL_2D", reductions.pool),
        ("MAX_POOL_2D", reductions.pool), ("MEAN", reductions.reduce), ("SUM", reductions.reduce),
        ("PAD", movement.pad), ("RELU", rectifier), ("RELU6", rectifier), ("LEAKY_RELU", rectifier),
        ("QUANTIZE", quantize)]]
