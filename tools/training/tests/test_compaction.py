"""Compaction: fewer neurons, the same function of the pixels."""

import numpy as np

from stapes_training.compaction import compacted
from stapes_training.integer_network import IntegerLayer, IntegerNetwork, simulate
from stapes_training.weight_sets import WeightSet

SEED = 5


def sparse_network(generator: np.random.Generator) -> IntegerNetwork:
    """Random ternary layers; in each hidden one, two neurons lack weights and two lack readers."""
    widths = (256, 14, 12, 10)
    layers = []
    for inputs, outputs in zip(widths[:-1], widths[1:]):
        weights = generator.choice([-1, 0, 0, 1], (outputs, inputs)).astype(np.int32)
        if inputs < 256:
            weights[:, 2:4] = 0
        if outputs > 10:
            weights[:2] = 0
        biases = generator.integers(-40, 40, outputs, dtype=np.int32)
        layers.append(IntegerLayer(weights, biases, shift=1))
    return IntegerNetwork(WeightSet.TERNARY, tuple(layers), activation_bits=7)


def test_neurons_without_weights_or_readers_go_and_the_sums_stay():
    generator = np.random.default_rng(SEED)
    pixels = generator.integers(0, 256, (200, 256), dtype=np.uint8)
    for _ in range(20):
        network = sparse_network(generator)
        smaller = compacted(network)
        assert smaller.layers[0].weights.shape[0] <= 10
        assert smaller.layers[1].weights.shape[0] <= 8
        for layer in smaller.layers[:-1]:
            assert layer.weights.any(axis=1).all()
        assert np.array_equal(simulate(smaller, pixels).sums[-1], simulate(network, pixels).sums[-1])


def test_neurons_that_only_unread_ones_read_go_too():
    generator = np.random.default_rng(SEED)
    network = sparse_network(generator)
    network.layers[1].weights[2:4] = 0
    network.layers[1].weights[2:4, 13] = 1
    network.layers[1].weights[[0, 1, *range(4, 12)], 13] = 0
    assert compacted(network).layers[0].weights.shape[0] <= 9


def test_a_network_without_such_neurons_is_left_as_it_is():
    generator = np.random.default_rng(SEED)
    layers = tuple(
        IntegerLayer(generator.choice([-1, 1], shape).astype(np.int32), np.zeros(shape[0], np.int32), 2)
        for shape in ((8, 256), (10, 8))
    )
    network = IntegerNetwork(WeightSet.TERNARY, layers, activation_bits=7)
    for before, after in zip(network.layers, compacted(network).layers, strict=True):
        assert np.array_equal(before.weights, after.weights)
        assert np.array_equal(before.biases, after.biases)
