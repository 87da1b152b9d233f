"""Removes hidden neurons that decide nothing: constant ones, and ones whose value nothing reads."""

from dataclasses import replace

import numpy as np

from .integer_network import IntegerLayer, IntegerNetwork


def _without_constants(layer: IntegerLayer, following: IntegerLayer, ceiling: int) -> tuple[IntegerLayer, IntegerLayer]:
    """Neurons without weights move, times their readers' weights, into the biases behind them."""
    varies = layer.weights.any(axis=1)
    constants = np.clip(layer.biases >> layer.shift, 0, ceiling)[~varies]
    moved = following.weights[:, ~varies].astype(np.int64) @ constants
    return (
        replace(layer, weights=layer.weights[varies], biases=layer.biases[varies]),
        replace(
            following, weights=following.weights[:, varies],
            biases=(following.biases + moved).astype(following.biases.dtype),
        ),
    )


def _without_unread(layer: IntegerLayer, following: IntegerLayer) -> tuple[IntegerLayer, IntegerLayer]:
    read = following.weights.any(axis=0)
    return (
        replace(layer, weights=layer.weights[read], biases=layer.biases[read]),
        replace(following, weights=following.weights[:, read]),
    )


def compacted(network: IntegerNetwork) -> IntegerNetwork:
    """The same function of the pixels with as few hidden neurons as these two rules leave."""
    layers, ceiling = list(network.layers), 2**network.activation_bits - 1
    sizes = None
    while sizes != [layer.weights.shape for layer in layers]:
        sizes = [layer.weights.shape for layer in layers]
        for index in range(len(layers) - 1):
            pair = _without_constants(layers[index], layers[index + 1], ceiling)
            layers[index : index + 2] = _without_unread(*pair)
    return replace(network, layers=tuple(layers))
