"""Rows of input: boundary values first, then seeded random ones."""

import numpy as np
from numpy.random import Generator

from .fixtures.catalogue import Rows


def candidate_rows(rows: Rows, random: Generator, count: int) -> np.ndarray:
    """`count` rows, [count, *shape]: extremes, exact ties, their float32 neighbours, then random values."""
    size = int(np.prod(rows.shape))
    if rows.step is None:
        flat = integer_rows(rows, random, count, size)
    else:
        flat = real_rows(rows, random, count, size)
    return flat.reshape(count, *rows.shape)


def integer_rows(rows: Rows, random: Generator, count: int, size: int) -> np.ndarray:
    special = [np.full(size, rows.low), np.full(size, rows.high), np.resize([rows.low, rows.high], size)]
    drawn = random.integers(int(rows.low), int(rows.high) + 1, (count - len(special), size))
    return np.concatenate([special, drawn]).astype(rows.dtype)


def real_rows(rows: Rows, random: Generator, count: int, size: int) -> np.ndarray:
    step = np.float32(rows.step)
    span = rows.high - rows.low
    ties = (np.floor(random.uniform(rows.low - 1, rows.high + 1, size)) + 0.5).astype(np.float32) * step
    special = [
        np.zeros(size), np.full(size, rows.high * step), np.full(size, rows.low * step),
        np.resize([rows.low * step, rows.high * step], size),
        ties, np.nextafter(ties, np.float32(np.inf)), np.nextafter(ties, np.float32(-np.inf)),
        random.choice([rows.low, rows.high], size) * step * 1e6,
    ]
    drawn = random.uniform(rows.low - 0.15 * span, rows.high + 0.15 * span, (count - len(special), size)) * step
    return np.concatenate([special, drawn]).astype(np.float32)
