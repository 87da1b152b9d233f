"""Random affine and elastic distortion of whole batches, resampled as the test images are."""

import torch
import torch.nn.functional as functional

from .images import CROPPED_SIDE, PIXELS, area_weights

ORIGINAL_SIDE = 28

MAXIMUM_ROTATION = 0.16
"""Radians."""

MAXIMUM_SHEAR = 0.14

MAXIMUM_SCALING = 0.1
"""Each axis is scaled by 1 plus or minus at most this."""

MAXIMUM_SHIFT = 1.0
"""Pixels of the 28 x 28 original, along each axis."""

ELASTIC_GRID = 6
"""The displacement is drawn at 6 x 6 points and interpolated between them."""

ELASTIC_DEVIATION = 0.5
"""Standard deviation of the displacement, in pixels of the original."""


def _uniform(count: int, bound: float, generator: torch.Generator) -> torch.Tensor:
    return (2 * torch.rand(count, generator=generator) - 1) * bound


def _affine(count: int, generator: torch.Generator) -> torch.Tensor:
    """Random affine maps from output to input coordinates, [count, 2, 3], in pixels."""
    angle = _uniform(count, MAXIMUM_ROTATION, generator)
    shear = _uniform(count, MAXIMUM_SHEAR, generator)
    width = 1 + _uniform(count, MAXIMUM_SCALING, generator)
    height = 1 + _uniform(count, MAXIMUM_SCALING, generator)
    cosine, sine = torch.cos(angle), torch.sin(angle)
    right = _uniform(count, MAXIMUM_SHIFT, generator)
    down = _uniform(count, MAXIMUM_SHIFT, generator)
    rows = (
        torch.stack([width * cosine, shear - height * sine, right], 1),
        torch.stack([width * sine, height * cosine, down], 1),
    )
    return torch.stack(rows, 1)


def _elastic(count: int, generator: torch.Generator) -> torch.Tensor:
    """Random smooth displacements in pixels, [count, 24, 24, 2]."""
    coarse = torch.randn(count, 2, ELASTIC_GRID, ELASTIC_GRID, generator=generator)
    smooth = functional.interpolate(coarse, (CROPPED_SIDE, CROPPED_SIDE), mode="bicubic")
    return (smooth * ELASTIC_DEVIATION).permute(0, 2, 3, 1)


def distort(images: torch.Tensor, generator: torch.Generator) -> torch.Tensor:
    """Distorts and resamples uint8 [count, 28, 28] images to uint8 [count, 256] ones.

    Each is warped with bilinear sampling onto the 24 x 24 crop, then averaged by area.
    """
    count = len(images)
    axis = torch.arange(CROPPED_SIDE) - (CROPPED_SIDE - 1) / 2
    vertical, horizontal = torch.meshgrid(axis, axis, indexing="ij")
    places = torch.stack([horizontal, vertical, torch.ones_like(axis).expand_as(vertical)], -1)
    pixels = torch.einsum("nij,hwj->nhwi", _affine(count, generator), places)
    grid = (pixels + _elastic(count, generator)) / (ORIGINAL_SIDE / 2)
    batch = images.unsqueeze(1).float()
    warped = functional.grid_sample(batch, grid, align_corners=False)[:, 0]
    weights = torch.from_numpy(area_weights()).float() / 3
    averaged = weights @ warped @ weights.T
    return averaged.round().clamp(0, 255).to(torch.uint8).reshape(count, PIXELS)
