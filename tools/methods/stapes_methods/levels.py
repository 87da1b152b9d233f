"""Activations of few levels, evenly spaced in the output; the gradient is that of the function underneath."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch

Activation = Callable[[torch.Tensor], torch.Tensor]


@dataclass(frozen=True)
class Curve:
    """A monotone function and the ends of its range."""

    name: str
    low: float
    high: float
    function: Activation


TANH = Curve("tanhD", -1.0, 1.0, torch.tanh)
RELU6 = Curve("ReLU6D", 0.0, 6.0, lambda x: x.clamp(0, 6))


def rounded(y: torch.Tensor, curve: Curve, levels: int) -> torch.Tensor:
    """The nearest of `levels` values from `low` to `high`, both included; halves go up."""
    step = (curve.high - curve.low) / (levels - 1)
    return curve.low + step * torch.floor((y - curve.low) / step + 0.5)


def discretised(curve: Curve, levels: int | None) -> Activation:
    """The activation of a network in training; `None` levels leave the function as it is."""

    def apply(x: torch.Tensor) -> torch.Tensor:
        y = curve.function(x)
        return y if levels is None else y + (rounded(y, curve, levels) - y).detach()

    return apply


def level_values(curve: Curve, levels: int) -> np.ndarray:
    """float64 [levels], rising."""
    return np.linspace(curve.low, curve.high, levels)
