"""The MNIST images, their split, and the resampling to 16 x 16 pixels."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

SIDE = 16
"""Width and height, in pixels, of the images that the network sees."""

PIXELS = SIDE * SIDE

CROPPED_SIDE = 24
"""Width and height of the centre of the 28 x 28 original that is kept."""

VALIDATION_COUNT = 5_000
"""Training images held out to choose between networks; the test images never do."""

SPLIT_SEED = 1
"""Seed of the shuffle that decides which training images are held out."""


@dataclass(frozen=True)
class Split:
    """Images of one purpose: `images` [count, 28, 28] uint8, `labels` [count] int64."""

    images: np.ndarray
    labels: np.ndarray


@dataclass(frozen=True)
class DigitImages:
    """All images, split by purpose. Only `training` is ever used to fit a parameter."""

    training: Split
    validation: Split
    test: Split


def load(path: Path) -> DigitImages:
    """Reads the npz file with members x_train, y_train, x_test and y_test."""
    with np.load(path) as members:
        images, labels = members["x_train"], members["y_train"].astype(np.int64)
        test = Split(members["x_test"], members["y_test"].astype(np.int64))
    order = np.random.default_rng(SPLIT_SEED).permutation(len(images))
    held_out, kept = order[:VALIDATION_COUNT], order[VALIDATION_COUNT:]
    return DigitImages(
        training=Split(images[kept], labels[kept]),
        validation=Split(images[held_out], labels[held_out]),
        test=test,
    )


def area_weights() -> np.ndarray:
    """Overlaps, in half pixels, of 16 output pixels with the 24 cropped ones: [16, 24].

    An output pixel is 1.5 cropped pixels wide, so a row holds one 2 and one 1 and sums to 3.
    """
    output_edges = 3 * np.arange(SIDE + 1)
    input_edges = 2 * np.arange(CROPPED_SIDE + 1)
    starts = np.maximum(output_edges[:-1, None], input_edges[None, :-1])
    ends = np.minimum(output_edges[1:, None], input_edges[None, 1:])
    return np.maximum(ends - starts, 0)


def resample(images: np.ndarray) -> np.ndarray:
    """28 x 28 to 16 x 16: crops the centre 24 x 24, averages by area, rounds half up.

    `images` is uint8 [count, 28, 28]; the result is uint8 [count, 256], row by row. Only integers
    are involved: a weighted sum has weight 9, so (2 * sum + 9) // 18 is its rounded mean.
    """
    margin = (images.shape[-1] - CROPPED_SIDE) // 2
    cropped = images[:, margin : margin + CROPPED_SIDE, margin : margin + CROPPED_SIDE]
    weights = area_weights().astype(np.int32)
    sums = np.einsum("ij,njk,lk->nil", weights, cropped.astype(np.int32), weights, optimize=True)
    return ((2 * sums + 9) // 18).astype(np.uint8).reshape(len(images), PIXELS)


def as_int8(pixels: np.ndarray) -> np.ndarray:
    """uint8 [count, 256] pixels as the int8 network takes them: pixel - 128, int8 [count, 16, 16, 1]."""
    return (pixels.astype(np.int16) - 128).astype(np.int8).reshape(-1, SIDE, SIDE, 1)
