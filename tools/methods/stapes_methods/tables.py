"""Inference by product tables: a hidden layer's level by integer thresholds, or by a shift and a table of bins."""

from dataclasses import dataclass

import numpy as np

from .levels import TANH, level_values
from .perceptron import Perceptron


@dataclass(frozen=True)
class Levels:
    """Level indices of both hidden layers [rows, units], the classes [rows], and the largest table entry and sum."""

    hidden: list[np.ndarray]
    classes: np.ndarray
    largest_entry: int = 0
    largest_sum: int = 0


def middles(levels: int) -> np.ndarray:
    """Where tanhD steps up, on the input axis: float64 [levels - 1]."""
    values = level_values(TANH, levels)
    return np.arctanh((values[1:] + values[:-1]) / 2)


def _layers(network: Perceptron) -> list[tuple[np.ndarray, np.ndarray]]:
    arrays = [each.detach().numpy().astype(np.float64) for each in network.parameters]
    return list(zip(arrays[::2], arrays[1::2]))


def in_float(network: Perceptron, inputs: np.ndarray, levels: int) -> Levels:
    """float64 inputs [rows, 64] through the discretised network, in float64: the reference."""
    values, hidden = inputs, []
    for weights, biases in _layers(network)[:-1]:
        hidden.append(np.searchsorted(middles(levels), values @ weights.T + biases, side="right"))
        values = level_values(TANH, levels)[hidden[-1]]
    weights, biases = _layers(network)[-1]
    return Levels(hidden, (values @ weights.T + biases).argmax(1))


def _entries(values: np.ndarray, weights: np.ndarray, scale: float) -> np.ndarray:
    """Rounded products [rows, outputs, inputs] of each row's values with the weights."""
    return np.rint(values[:, None, :] * weights[None] * scale).astype(np.int64)


def _run(network: Perceptron, inputs: np.ndarray, levels: int, scale: float, index) -> Levels:
    """`index` turns integer sums into level indices; entry and sum are the largest magnitudes met."""
    values, hidden, largest_entry, largest_sum = inputs, [], 0, 0
    for place, (weights, biases) in enumerate(_layers(network)):
        entries = _entries(values, weights, scale)
        sums = entries.sum(2) + np.rint(biases * scale).astype(np.int64)
        largest_entry = max(largest_entry, int(np.rint(np.abs(weights).max() * scale)))
        largest_sum = max(largest_sum, int(np.abs(sums).max()))
        if place == 2:
            return Levels(hidden, sums.argmax(1), largest_entry, largest_sum)
        hidden.append(index(sums))
        values = level_values(TANH, levels)[hidden[-1]]
    raise ValueError("the checks are made on networks of three layers")


def by_thresholds(network: Perceptron, inputs: np.ndarray, levels: int, bits: int) -> Levels:
    """Entries in steps of 2^-bits; a level is the number of thresholds that a sum has reached."""
    thresholds = np.ceil(middles(levels) * 2**bits).astype(np.int64)
    return _run(network, inputs, levels, float(2**bits), lambda sums: np.searchsorted(thresholds, sums, side="right"))


def by_bins(network: Perceptron, inputs: np.ndarray, levels: int, bits: int, bins: int) -> Levels:
    """Entries in steps of a bin times 2^-bits; a sum's bin is its shift, and a table of bin centres gives the level."""
    reach = float(middles(levels)[-1])
    width = 2 * reach / bins
    table = np.searchsorted(middles(levels), -reach + (np.arange(bins) + 0.5) * width, side="right")
    table[0], table[-1] = 0, levels - 1
    return _run(network, inputs, levels, 2**bits / width,
                lambda sums: table[np.clip((sums >> bits) + bins // 2, 0, bins - 1)])


def mismatch(found: Levels, reference: Levels, layer: int = 1) -> float:
    """Percent of that hidden layer's levels that differ."""
    return 100 * float(np.mean(found.hidden[layer] != reference.hidden[layer]))


def agreement(found: Levels, reference: Levels) -> float:
    """Percent of equal classes."""
    return 100 * float(np.mean(found.classes == reference.classes))
