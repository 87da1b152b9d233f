"""Layer-wise calibration: weights, biases and ranges of one layer after the other, against rounding to nearest."""

from dataclasses import dataclass

import torch
import torch.nn.functional as functional

from .perceptron import Perceptron

ITERATIONS = 1_000
BATCH = 50
WEIGHT_RATE, BIAS_RATE, RANGE_RATE = 1e-3, 1e-3, 1e-3


@dataclass
class Grid:
    """`levels` values from `low`, `step` apart; zero is one of them when `low` is a whole number of steps."""

    low: torch.Tensor
    step: torch.Tensor
    levels: int

    def __call__(self, values: torch.Tensor) -> torch.Tensor:
        """The nearest value, with the gradient of a clamp, also for `low` and `step`."""
        offset = through(self.low / self.step)
        places = through(values / self.step) - offset
        return (places.clamp(0, self.levels - 1) + offset) * self.step

    def parameters(self) -> list[torch.Tensor]:
        return [self.low, self.step]


def through(values: torch.Tensor) -> torch.Tensor:
    """Rounded; the gradient passes."""
    return values + (torch.round(values) - values).detach()


def spanning(values: torch.Tensor, bits: int) -> Grid:
    """A grid of 2^bits values from the least to the greatest, with zero."""
    low, high = values.min().clamp(max=0), values.max().clamp(min=0)
    return Grid(low.clone(), (high - low).clamp(min=1e-8) / (2**bits - 1), 2**bits)


@dataclass
class Layer:
    """A layer as it is deployed: `grid` rounds the weights, `inputs` the values that come in."""

    weights: torch.Tensor
    biases: torch.Tensor
    grid: Grid
    inputs: Grid

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return functional.linear(self.inputs(x), self.grid(self.weights), self.biases)


def nearest_layer(weights: torch.Tensor, biases: torch.Tensor, x: torch.Tensor, bits: int) -> Layer:
    """Weights and inputs `x` of `bits` bits, each with one range for the whole tensor."""
    return Layer(weights.clone(), biases.clone(), spanning(weights, bits), spanning(x, bits))


def optimise(layer: Layer, x: torch.Tensor, expected: torch.Tensor, is_last: bool, seed: int) -> None:
    """Fits weights, biases and ranges so that the rounded layer of `x` comes near `expected`, after ReLU unless last."""
    groups = [([layer.weights], WEIGHT_RATE), ([layer.biases], BIAS_RATE),
              ([*layer.grid.parameters(), *layer.inputs.parameters()], RANGE_RATE)]
    tensors = [tensor.requires_grad_() for members, _ in groups for tensor in members]
    optimizer = torch.optim.Adam([{"params": members, "lr": rate} for members, rate in groups])
    generator = torch.Generator().manual_seed(seed)
    for _ in range(ITERATIONS):
        chosen = torch.randperm(len(x), generator=generator)[:BATCH]
        found = layer.forward(x[chosen])
        error = functional.mse_loss(found if is_last else found.relu(), expected[chosen])
        optimizer.zero_grad()
        error.backward()
        optimizer.step()
    for tensor in tensors:
        tensor.requires_grad_(False)


def calibrated(network: Perceptron, x: torch.Tensor, bits: tuple[int, ...], optimised: bool, seed: int) -> list[Layer]:
    """The layers of a ReLU network, calibrated on `x` in order: each sees what the rounded ones before it give."""
    pairs = [each.detach() for each in network.parameters]
    exact, rounded, layers = x, x, []
    for place, (weights, biases) in enumerate(zip(pairs[::2], pairs[1::2])):
        is_last = place == len(bits) - 1
        expected = functional.linear(exact, weights, biases)
        expected = expected if is_last else expected.relu()
        layer = nearest_layer(weights, biases, rounded, bits[place])
        if optimised:
            optimise(layer, rounded, expected, is_last, seed)
        layers.append(layer)
        exact, rounded = expected, (layer.forward(rounded) if is_last else layer.forward(rounded).relu())
    return layers


@torch.no_grad()
def logits(layers: list[Layer], x: torch.Tensor) -> torch.Tensor:
    for layer in layers[:-1]:
        x = layer.forward(x).relu()
    return layers[-1].forward(x)


def rank_correlation(first: torch.Tensor, second: torch.Tensor) -> float:
    """Spearman's, of values that are all different."""
    ranks = torch.stack([values.argsort().argsort().double() for values in (first, second)])
    return torch.corrcoef(ranks)[0, 1].item()
