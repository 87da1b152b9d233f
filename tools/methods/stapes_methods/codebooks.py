"""Scalar codebooks of weights: clusters in one dimension, and the centres of a Laplacian model in closed form."""

import numpy as np

ITERATIONS = 50


def nearest(values: np.ndarray, centres: np.ndarray) -> np.ndarray:
    """Index of the nearest of the rising `centres`, by their midpoints; a midpoint belongs to the upper one."""
    return np.searchsorted((centres[1:] + centres[:-1]) / 2, values, side="right")


def updated(values: np.ndarray, centres: np.ndarray) -> np.ndarray:
    """One step of k-means: the mean of each cluster; a cluster without values keeps its centre."""
    chosen = nearest(values, centres)
    counts = np.bincount(chosen, minlength=len(centres))
    sums = np.bincount(chosen, weights=values, minlength=len(centres))
    return np.sort(np.where(counts > 0, sums / np.maximum(counts, 1), centres))


def clusters(values: np.ndarray, count: int) -> np.ndarray:
    """k-means centres, rising, float64 [count], started at evenly spaced quantiles."""
    flat = values.astype(np.float64).ravel()
    centres = np.quantile(flat, (np.arange(count) + 0.5) / count)
    centres = centres + np.arange(count) * 1e-12
    for _ in range(ITERATIONS):
        moved = updated(flat, centres)
        if np.array_equal(moved, centres):
            break
        centres = moved
    return centres


def laplacian(values: np.ndarray, count: int) -> np.ndarray:
    """Centres a ± 2 beta L_i with L_i = -ln(1 - 2i / N), N odd: least mean error for a Laplacian of that mean and beta."""
    flat = values.astype(np.float64).ravel()
    mean = flat.mean()
    places = -np.log(1 - 2 * np.arange((count + 1) // 2) / count)
    upper = 2 * np.abs(flat - mean).mean() * places
    return mean + np.concatenate([-upper[:0:-1], upper])
