"""Holds an exported network to the integer simulation, tensor by tensor, in the qonnx executor."""

import numpy as np

from .export import execute
from .integer_network import IntegerNetwork, simulate

SLICE = 1_000


def count_equal(network: IntegerNetwork, pixels: np.ndarray) -> int:
    """The number of images checked; raises `ValueError` at the first tensor that differs."""
    for start in range(0, len(pixels), SLICE):
        part = pixels[start : start + SLICE]
        expected, actual = simulate(network, part), execute(network, part)
        pairs = zip(expected.activations + expected.sums, actual.activations + actual.sums)
        if not all(np.array_equal(first, second) for first, second in pairs):
            raise ValueError(f"images {start} to {start + len(part) - 1}: a tensor differs")
    return len(pixels)
