"""What an inference costs on a core without a multiplier, as a part of the loss.

The kernels that such a core runs fastest skip inputs that are zero. Two kinds matter here, with
the instructions that they take on RV32EC; both also take some for every input and output, which
training cannot change.
"""

import enum

import torch

from .network import DigitNetwork, IntegerLinear
from .quantizers import activity, presence
from .weight_sets import WeightSet

SOFTNESS = 16.0
"""Values up to this much are pushed to zero."""

STORED = 0.3
"""What a nonzero weight costs even where its input is always zero: its byte of flash."""

UNIT = 10_000.0


class Kernel(enum.Enum):
    """How a layer's weights are kept, which decides what training should avoid."""

    LISTS = "lists"
    """Each input has a list of the outputs that it reaches: zero weights are free."""

    COLUMNS = "columns"
    """Each input has a packed code for every output: zero weights cost as much as others."""

    def instructions(self, layer: IntegerLinear, active: torch.Tensor) -> torch.Tensor:
        """Expected instructions of a layer whose inputs are nonzero with the odds `active`."""
        if self is Kernel.COLUMNS:
            return active.sum() * _per_active_column(layer)
        present = presence(layer.scaled(), layer.weights()).sum(0)
        return (active * (5.5 * present + 6) + STORED * present).sum()


def _per_active_column(layer: IntegerLinear) -> float:
    """Instructions of an input that is not zero: its product table, and a sum for each output."""
    outputs = layer.latent.shape[0]
    return 3.5 * outputs if layer.weight_set is WeightSet.TERNARY else 5.9 * outputs + 64


def price(network: DigitNetwork, inputs: list[torch.Tensor], kernel: Kernel) -> torch.Tensor:
    """Expected instructions of all layers, in units of 10,000.

    `inputs` are the values [count, width] that each layer was given. The gradient pushes small
    latents and small activations to zero, the more the more each takes part in.
    """
    pairs = zip(network.layers, inputs)
    return sum(kernel.instructions(layer, activity(values, SOFTNESS)) for layer, values in pairs) / UNIT
