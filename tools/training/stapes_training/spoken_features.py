"""Logarithmic mel bands of speech, in integers and without a multiplication by anything but constants.

A device computes them with shifts and additions: a first difference, a windowed transform whose constants have eight bits,
magnitudes without squares, sums of bands, and logarithms read off the leading bits.
"""

import numpy as np

RATE = 8_000
WINDOW = 256
"""Samples of one frame: 32 ms."""

HOP = 120
"""Samples from one frame to the next: 15 ms."""

FRAMES = 64
BANDS = 24
SAMPLES = WINDOW + (FRAMES - 1) * HOP
"""Samples that the features of one word cover: 0.977 s."""

LOWEST, HIGHEST = 100.0, 3_900.0
"""Edges of the mel bands, in hertz."""

LARGEST = 127
"""The value of a word's loudest band; sixteen steps are a factor of two in magnitude, 6 dB."""

_CONSTANT_STEP = 128
_BAND_STEP = 16
_MAGNITUDE_SHIFT = 8
_BLOCK = 64


def transform() -> tuple[np.ndarray, np.ndarray]:
    """Windowed cosines and sines in steps of 1/128, int64 [WINDOW, WINDOW / 2 + 1]; none exceeds 128."""
    places = np.arange(WINDOW)
    window = 0.5 - 0.5 * np.cos(2 * np.pi * places / WINDOW)
    angles = 2 * np.pi * np.outer(places, np.arange(WINDOW // 2 + 1)) / WINDOW
    parts = (window[:, None] * np.cos(angles), window[:, None] * np.sin(angles))
    return tuple(np.rint(_CONSTANT_STEP * part).astype(np.int64) for part in parts)


def _mel(hertz: np.ndarray | float) -> np.ndarray:
    return 2595 * np.log10(1 + np.asarray(hertz) / 700)


def band_weights() -> np.ndarray:
    """Triangles in steps of 1/16, int64 [WINDOW / 2 + 1, BANDS]; every band has a bin of its own."""
    edges = np.linspace(_mel(LOWEST), _mel(HIGHEST), BANDS + 2)
    bins = _mel(np.arange(WINDOW // 2 + 1) * RATE / WINDOW)[:, None]
    rising = (bins - edges[:-2]) / (edges[1:-1] - edges[:-2])
    falling = (edges[2:] - bins) / (edges[2:] - edges[1:-1])
    return np.rint(_BAND_STEP * np.clip(np.minimum(rising, falling), 0, None)).astype(np.int64)


def logarithm(values: np.ndarray) -> np.ndarray:
    """16 log2 of positive integers, by the place of the leading bit and the four bits behind it; 0 counts as 1."""
    values = np.maximum(values.astype(np.int64), 1)
    places = np.frexp(values.astype(np.float64))[1].astype(np.int64) - 1
    behind = np.where(places >= 4, values >> np.maximum(places - 4, 0), values << np.maximum(4 - places, 0))
    return 16 * places + (behind - 16)


def centred(samples: np.ndarray) -> np.ndarray:
    """The middle SAMPLES of a recording, or all of it with zeros on both sides; int64 [SAMPLES]."""
    surplus = len(samples) - SAMPLES
    if surplus >= 0:
        return samples[surplus // 2 : surplus // 2 + SAMPLES].astype(np.int64)
    before = -surplus // 2
    return np.pad(samples.astype(np.int64), (before, -surplus - before))


def magnitudes(samples: np.ndarray) -> np.ndarray:
    """Magnitudes of int16 [count, SAMPLES], at most 7 % off, int64 [count, FRAMES, bins]; every sum fits 32 bits."""
    before = np.pad(samples, ((0, 0), (1, 0)))[:, :-1]
    emphasised = samples - (before - (before >> 5))
    frames = np.lib.stride_tricks.sliding_window_view(emphasised, WINDOW, axis=1)[:, ::HOP]
    # Every sum is below 2^31: float64 products of whole matrices are exact, and numpy has them faster.
    real, imaginary = (np.abs(frames.astype(np.float64) @ part).astype(np.int64) for part in transform())
    larger, smaller = np.maximum(real, imaginary), np.minimum(real, imaginary)
    return larger + (smaller >> 2) + (smaller >> 3)


def features(recordings: list[np.ndarray]) -> np.ndarray:
    """uint8 [count, BANDS, FRAMES], 0 to LARGEST, relative to each recording's loudest band, of int16 recordings."""
    weights, blocks = band_weights(), []
    for start in range(0, len(recordings), _BLOCK):
        samples = np.stack([centred(each) for each in recordings[start : start + _BLOCK]])
        levels = logarithm((magnitudes(samples) >> _MAGNITUDE_SHIFT) @ weights)
        loudest = levels.max(axis=(1, 2), keepdims=True)
        blocks.append(np.maximum(levels - loudest + LARGEST, 0).astype(np.uint8).transpose(0, 2, 1))
    return np.concatenate(blocks)
