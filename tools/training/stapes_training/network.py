"""The trainable network: real-valued latents, integer forward arithmetic."""

import math
from dataclasses import dataclass

import torch
from torch import nn

from .integer_network import IntegerLayer, IntegerNetwork
from .quantizers import activation, nearest_weight, quantized_input, rounded
from .weight_sets import WeightSet

BIAS_LIMIT = 32_767
"""Biases fit 16 bits."""

HEADROOM = 8
"""Deviations of a sum, at the start, that a hidden activation spans."""


@dataclass(frozen=True)
class Architecture:
    """Neurons per layer from the input on, the weight set, and bits of a hidden activation."""

    widths: tuple[int, ...]
    weights: WeightSet
    activation_bits: int
    latent_deviation: float
    """Standard deviation of the first latents, in units of the weight 1."""

    latent_limit: float | None
    """Largest latent, in units of the weight 1; without one, each row keeps its deviation."""


class IntegerLinear(nn.Module):
    """A dense layer with integer weights and bias, and a shift unless it is the last.

    `latent` [outputs, inputs] is either limited or scaled, row by row, to one deviation before it
    is quantised, so that no neuron needs a scale of its own. While fitting, the mean of each sum over the batch is
    taken away; `settle` turns it into a part of the bias. `bias` is in units of `bias_unit`, the
    sums' deviation at the start, so that one learning rate suits both.
    """

    def __init__(self, inputs: int, outputs: int, architecture: Architecture) -> None:
        super().__init__()
        self.weight_set = architecture.weights
        self.deviation = architecture.latent_deviation
        self.latent_limit = architecture.latent_limit
        self.latent = nn.Parameter(torch.randn(outputs, inputs))
        self.bias = nn.Parameter(torch.zeros(outputs))
        self.register_buffer("mean", torch.zeros(outputs))
        self.bias_unit = 1.0
        self.shift = 0

    def scaled(self) -> torch.Tensor:
        """The latents in units of the weight 1, before quantisation."""
        if self.latent_limit is not None:
            return self.latent * self.deviation
        return self.latent * (self.deviation / self.latent.square().mean(1, keepdim=True).sqrt())

    @torch.no_grad()
    def confine(self) -> None:
        """Keeps limited latents where a gradient can still move the weight they stand for."""
        if self.latent_limit is not None:
            bound = self.latent_limit / self.deviation
            self.latent.clamp_(-bound, bound)

    def weights(self) -> torch.Tensor:
        return nearest_weight(self.scaled(), self.weight_set)

    def biases(self) -> torch.Tensor:
        return rounded((self.bias * self.bias_unit - self.mean).clamp(-BIAS_LIMIT, BIAS_LIMIT))

    def forward(self, inputs: torch.Tensor) -> torch.Tensor:
        """Accumulators. Once settled they are integers, exact in float32: they stay below 2^24."""
        sums = inputs @ self.weights().T
        if self.training:
            return sums - sums.mean(0) + self.bias * self.bias_unit
        return sums + self.biases()


class DigitNetwork(nn.Module):
    """Dense layers with shifts between them, and a learned temperature on the last sums."""

    def __init__(self, architecture: Architecture) -> None:
        super().__init__()
        self.architecture = architecture
        pairs = zip(architecture.widths[:-1], architecture.widths[1:])
        self.layers = nn.ModuleList(IntegerLinear(*pair, architecture) for pair in pairs)
        self.log_temperature = nn.Parameter(torch.zeros(()))

    @torch.no_grad()
    def calibrate(self, images: torch.Tensor) -> None:
        """Sets shifts and bias units from the sums that the first weights give."""
        values = quantized_input(images)
        ceiling = 2**self.architecture.activation_bits
        for layer in self.layers:
            sums = layer(values)
            layer.bias_unit = sums.std(0).mean().item()
            layer.shift = max(0, round(math.log2(HEADROOM * layer.bias_unit / ceiling)))
            values = activation(sums, layer.shift, self.architecture.activation_bits)
        self.layers[-1].shift = 0
        self.log_temperature.fill_(-math.log(self.layers[-1].bias_unit))

    @torch.no_grad()
    def settle(self, images: torch.Tensor) -> None:
        """Measures the means that fitting took from each batch, and stops taking them."""
        self.eval()
        values = quantized_input(images)
        for layer in self.layers:
            layer.mean.copy_((values @ layer.weights().T).mean(0))
            values = activation(layer(values), layer.shift, self.architecture.activation_bits)

    def traced(self, images: torch.Tensor) -> tuple[torch.Tensor, list[torch.Tensor]]:
        """Logits [count, 10] of uint8 images [count, 256], and the inputs of every layer."""
        inputs = [quantized_input(images)]
        for layer in self.layers[:-1]:
            sums = layer(inputs[-1])
            inputs.append(activation(sums, layer.shift, self.architecture.activation_bits))
        return self.layers[-1](inputs[-1]) * self.log_temperature.exp(), inputs

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        """Logits [count, 10] of uint8 images [count, 256]."""
        return self.traced(images)[0]

    @torch.no_grad()
    def exported(self) -> IntegerNetwork:
        """The integers alone."""
        layers = tuple(
            IntegerLayer(
                weights=layer.weights().to(torch.int32).numpy(),
                biases=layer.biases().to(torch.int32).numpy(),
                shift=layer.shift,
            )
            for layer in self.layers
        )
        return IntegerNetwork(
            self.architecture.weights, layers, self.architecture.activation_bits
        )
