"""The trained network as integers, and its simulation in numpy: what the export must equal."""

from dataclasses import dataclass

import numpy as np

from .weight_sets import INPUT_BITS, WeightSet


@dataclass(frozen=True)
class IntegerLayer:
    """`weights` [outputs, inputs], `biases` [outputs]; the last layer's shift is not used."""

    weights: np.ndarray
    biases: np.ndarray
    shift: int


@dataclass(frozen=True)
class IntegerNetwork:
    """Dense layers with clamp(sum >> shift, 0, 2^activation_bits - 1) between them."""

    weight_set: WeightSet
    layers: tuple[IntegerLayer, ...]
    activation_bits: int

    def __post_init__(self) -> None:
        for layer in self.layers:
            if not np.isin(layer.weights, self.weight_set.values).all():
                raise ValueError(f"a weight is not in {self.weight_set.values}")

    @property
    def weight_count(self) -> int:
        return sum(layer.weights.size for layer in self.layers)

    @property
    def nonzero_count(self) -> int:
        return sum(int(np.count_nonzero(layer.weights)) for layer in self.layers)

    @property
    def packed_bytes(self) -> int:
        """Bytes of all weights packed at the set's code size, rows padded to whole bytes."""
        bits = self.weight_set.code_bits
        return sum(
            layer.weights.shape[0] * ((layer.weights.shape[1] * bits + 7) // 8)
            for layer in self.layers
        )


@dataclass(frozen=True)
class Trace:
    """Every quantised tensor of one batch: `activations` from the input on, and `sums`."""

    activations: tuple[np.ndarray, ...]
    sums: tuple[np.ndarray, ...]

    @property
    def classes(self) -> np.ndarray:
        """The lowest index among the largest of the last sums."""
        return self.sums[-1].argmax(axis=1)


def quantize_pixels(pixels: np.ndarray) -> np.ndarray:
    """min((pixel + 8) >> 4, 15) of uint8 pixels."""
    half = 1 << (7 - INPUT_BITS)
    steps = (pixels.astype(np.int64) + half) >> (8 - INPUT_BITS)
    return np.minimum(steps, 2**INPUT_BITS - 1)


def simulate(network: IntegerNetwork, pixels: np.ndarray) -> Trace:
    """Runs uint8 pixels [count, 256] in 64-bit integers."""
    activations, sums = [quantize_pixels(pixels)], []
    for layer in network.layers:
        sums.append(activations[-1] @ layer.weights.astype(np.int64).T + layer.biases)
        if layer is not network.layers[-1]:
            ceiling = 2**network.activation_bits - 1
            activations.append(np.clip(sums[-1] >> layer.shift, 0, ceiling))
    return Trace(tuple(activations), tuple(sums))


def accuracy(network: IntegerNetwork, pixels: np.ndarray, labels: np.ndarray) -> float:
    """The fraction of images whose class is right."""
    return float((simulate(network, pixels).classes == labels).mean())
