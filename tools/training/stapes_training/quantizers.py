"""Quantisers with straight-through gradients: values are integers held in float32.

Brevitas has no per-tensor codebook of signed powers of two with zero, so the quantisers are
written out here; the tests hold the ternary and the activation one against Brevitas's.
"""

import torch

from .weight_sets import INPUT_BITS, WeightSet


def _straight_through(value: torch.Tensor, rounded: torch.Tensor) -> torch.Tensor:
    """`rounded` in the forward direction, the gradient of `value` in the backward one."""
    return value + (rounded - value).detach()


def nearest_weight(latent: torch.Tensor, weights: WeightSet) -> torch.Tensor:
    """The nearest member of the weight set; a tie goes to the smaller magnitude.

    Nearest on the number line: the boundary between 2^k and 2^(k+1) is 1.5 * 2^k, that between
    0 and 1 is 0.5.
    """
    magnitude = latent.detach().abs().clamp(max=float(weights.largest))
    # ceil(x * 2/3) lies in (2^(k-1), 2^k] exactly where 1.5 * 2^(k-1) < x <= 1.5 * 2^k.
    exponent = torch.ceil(torch.log2((magnitude / 1.5).clamp(min=0.5)))
    power = torch.exp2(exponent.clamp(min=0))
    chosen = torch.where(magnitude > 0.5, power, torch.zeros_like(power))
    return _straight_through(latent, torch.sign(latent.detach()) * chosen)


def rounded(value: torch.Tensor) -> torch.Tensor:
    """The nearest integer, half to even."""
    return _straight_through(value, value.detach().round())


def activation(sums: torch.Tensor, shift: int, bits: int) -> torch.Tensor:
    """clamp(floor(sums / 2^shift), 0, 2^bits - 1), with a gradient where it does not saturate."""
    scaled = (sums * 2.0**-shift).clamp(0, 2**bits - 1)
    return _straight_through(scaled, scaled.detach().floor())


def presence(latent: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    """1 where a weight is not zero, else 0; its gradient shrinks the latent's magnitude."""
    return _straight_through(latent.abs(), (weights.detach() != 0).float())


def activity(values: torch.Tensor, softness: float) -> torch.Tensor:
    """Share of the batch [count, width] in which each value is not zero, [width].

    Values up to `softness` get a gradient towards zero; larger ones are left alone.
    """
    soft = (values / softness).clamp(max=1)
    return _straight_through(soft, (values.detach() != 0).float()).mean(0)


def quantized_input(images: torch.Tensor) -> torch.Tensor:
    """4-bit pixels of uint8 ones: clamp(round(pixel / 255 * 16), 0, 15), as in the exported file.

    For every pixel this equals min((pixel + 8) >> 4, 15), integers only: no pixel is a tie.
    """
    half = 1 << (7 - INPUT_BITS)
    steps = (images.to(torch.int32) + half) >> (8 - INPUT_BITS)
    return steps.clamp(max=2**INPUT_BITS - 1).float()
