"""A small fully connected network, and the fitting of one whose weights may come from a codebook."""

from dataclasses import dataclass
from enum import Enum

import numpy as np
import torch
import torch.nn.functional as functional

from . import codebooks
from .digits import Digits
from .levels import Activation

BATCH = 64
RATE = 1e-2
STEPS = 3_000
LATENT_START = 0.3
"""Share of the steps before latent weights are first assigned to clusters."""


class Mode(Enum):
    """How weights become members of the codebook."""

    FLOAT = "float"
    AFTERWARDS = "clustered once, after training"
    HARD = "replaced every period"
    LATENT = "latent weights, straight through"


@dataclass(frozen=True)
class Codebook:
    mode: Mode = Mode.FLOAT
    count: int = 0
    period: int = 100
    laplacian: bool = False

    def centres(self, values: np.ndarray) -> np.ndarray:
        return (codebooks.laplacian if self.laplacian else codebooks.clusters)(values, self.count)


class Perceptron:
    """Weights [outputs, inputs] and biases of each layer; the activation stands between layers."""

    def __init__(self, widths: tuple[int, ...], activation: Activation, seed: int) -> None:
        torch.manual_seed(seed)
        layers = [torch.nn.Linear(*pair) for pair in zip(widths, widths[1:])]
        self.parameters = [each.detach().clone().requires_grad_() for layer in layers for each in (layer.weight, layer.bias)]
        self.activation = activation

    def forward(self, x: torch.Tensor, parameters: list[torch.Tensor] | None = None) -> torch.Tensor:
        used = self.parameters if parameters is None else parameters
        last = len(used) - 2
        for place in range(0, len(used), 2):
            x = functional.linear(x, used[place], used[place + 1])
            x = x if place == last else self.activation(x)
        return x

    def flat(self) -> np.ndarray:
        """All weights and biases, float64 [count]: one codebook serves the whole network."""
        return np.concatenate([each.detach().numpy().ravel() for each in self.parameters]).astype(np.float64)

    @torch.no_grad()
    def replace(self, centres: np.ndarray) -> None:
        for each in self.parameters:
            each.copy_(assigned(each, centres))


def assigned(values: torch.Tensor, centres: np.ndarray) -> torch.Tensor:
    chosen = codebooks.nearest(values.detach().numpy().astype(np.float64), centres)
    return torch.from_numpy(centres[chosen]).float()


def _latent(network: Perceptron, centres: np.ndarray) -> list[torch.Tensor]:
    """The centres for the forward pass, the latent weights for the gradient."""
    return [each + (assigned(each, centres) - each).detach() for each in network.parameters]


def fit(
    network: Perceptron, data: Digits, codebook: Codebook, seed: int, steps: int = STEPS, rate: float = RATE
) -> Perceptron:
    """The network after `steps`, its weights members of the codebook unless the mode is FLOAT."""
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.Adam(network.parameters, rate)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, rate, total_steps=steps, pct_start=0.1)
    centres = None
    for step in range(steps):
        if codebook.mode is Mode.LATENT and step >= LATENT_START * steps:
            flat = network.flat()
            centres = codebook.centres(flat) if centres is None else codebooks.updated(flat, centres)
        chosen = torch.randint(len(data.x), (BATCH,), generator=generator)
        answers = network.forward(data.x[chosen], None if centres is None else _latent(network, centres))
        optimizer.zero_grad()
        functional.cross_entropy(answers, data.y[chosen]).backward()
        optimizer.step()
        schedule.step()
        if codebook.mode is Mode.HARD and (step + 1) % codebook.period == 0:
            network.replace(codebook.centres(network.flat()))
    if codebook.mode is not Mode.FLOAT:
        network.replace(codebook.centres(network.flat()) if centres is None else centres)
    return network
