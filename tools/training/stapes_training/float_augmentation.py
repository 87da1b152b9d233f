"""Distortions of whole batches: images by small affine maps, speech features in time, level and by gaps."""

import math

import torch
import torch.nn.functional as functional

ROTATION = 0.17
"""Radians, at most, as everything below."""

SHEAR, SCALING, SHIFT = 0.12, 0.1, 0.14
"""Shear and scaling as factors; shift in halves of a side."""

STRETCH = 0.15
DELAY = 0.12
"""Stretching as a factor, delay in halves of the length."""

TILT = 0.06
"""Change of level from the lowest to the highest band, as a share of the input's range."""

LONGEST_GAP = 8
GAP_SHARE = 0.5
NOISE = 0.02


def _uniform(count: int, bound: float, generator: torch.Generator) -> torch.Tensor:
    return (2 * torch.rand(count, generator=generator) - 1) * bound


def distort_images(values: torch.Tensor, generator: torch.Generator) -> torch.Tensor:
    """Real images [count, 1, side, side], turned, sheared, scaled and moved."""
    count = len(values)
    angle, shear = _uniform(count, ROTATION, generator), _uniform(count, SHEAR, generator)
    width, height = (1 + _uniform(count, SCALING, generator) for _ in range(2))
    right, down = (_uniform(count, SHIFT, generator) for _ in range(2))
    cosine, sine = torch.cos(angle), torch.sin(angle)
    rows = (
        torch.stack([width * cosine, shear - height * sine, right], 1),
        torch.stack([width * sine, height * cosine, down], 1),
    )
    grid = functional.affine_grid(torch.stack(rows, 1), list(values.shape), align_corners=False)
    return functional.grid_sample(values, grid, align_corners=False)


def _gaps(count: int, length: int, generator: torch.Generator) -> torch.Tensor:
    """1 where a value is kept, [count, length]: half the rows lose up to LONGEST_GAP neighbours."""
    start = torch.randint(length, (count, 1), generator=generator)
    size = torch.randint(1, LONGEST_GAP + 1, (count, 1), generator=generator)
    size = size * (torch.rand(count, 1, generator=generator) < GAP_SHARE)
    places = torch.arange(length)
    return ((places < start) | (places >= start + size)).float()


def distort_speech(values: torch.Tensor, generator: torch.Generator) -> torch.Tensor:
    """Features [count, bands, frames] in 0...1, stretched, delayed, tilted, with noise and with a gap in time."""
    count, bands, frames = values.shape
    axis = torch.linspace(-1, 1, frames) * (1 - 1 / frames)
    stretched = (1 + _uniform(count, STRETCH, generator))[:, None] * axis + _uniform(count, DELAY, generator)[:, None]
    rows = torch.linspace(-1, 1, bands) * (1 - 1 / bands)
    grid = torch.stack(torch.broadcast_tensors(stretched[:, None, :], rows[None, :, None]), -1)
    moved = functional.grid_sample(values.unsqueeze(1), grid, align_corners=False)[:, 0]
    tilt = _uniform(count, TILT, generator)[:, None, None] * torch.linspace(-1, 1, bands)[:, None]
    level = _uniform(count, TILT, generator)[:, None, None]
    noise = torch.randn(values.shape, generator=generator) * (NOISE / math.sqrt(2))
    loud = (moved + tilt + level + noise).clamp(0, 1) * (moved > 0)
    return loud * _gaps(count, frames, generator)[:, None, :]
