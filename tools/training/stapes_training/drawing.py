"""A digit drawn by hand-chosen strokes, so that the examples need no image of the data set."""

from pathlib import Path

import numpy as np

from .images import SIDE

STROKES = (
    ((5.0, 3.6), (10.4, 3.4)),
    ((10.4, 3.4), (7.4, 7.0)),
    ((7.4, 7.0), (9.6, 7.6)),
    ((9.6, 7.6), (10.7, 9.2)),
    ((10.7, 9.2), (10.2, 11.2)),
    ((10.2, 11.2), (8.4, 12.4)),
    ((8.4, 12.4), (5.2, 11.8)),
)
"""Line segments of a three, as (x, y) in pixels from the top left corner."""

DIGIT = 3
"""What the strokes show."""

PEN_RADIUS = 0.75
"""Pixels of full ink on either side of a stroke; the ink then fades over one pixel."""


def _distance(points: np.ndarray, start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Distances of points [..., 2] from a line segment."""
    along = np.clip(((points - start) @ (end - start)) / ((end - start) @ (end - start)), 0, 1)
    return np.linalg.norm(points - (start + along[..., None] * (end - start)), axis=-1)


def draw() -> np.ndarray:
    """The digit as uint8 [1, 256], row by row: 0 is background, 255 full ink."""
    centres = np.arange(SIDE) + 0.5
    points = np.stack(np.meshgrid(centres, centres), -1)
    segments = [(np.array(start), np.array(end)) for start, end in STROKES]
    distance = np.min([_distance(points, *segment) for segment in segments], axis=0)
    ink = np.clip(PEN_RADIUS + 0.5 - distance, 0, 1)
    return np.floor(255 * ink + 0.5).astype(np.uint8).reshape(1, SIDE * SIDE)


def write_picture(pixels: np.ndarray, path: Path) -> None:
    """Writes a plain-text grey map (P2)."""
    rows = [" ".join(f"{value:3d}" for value in row) for row in pixels.reshape(SIDE, SIDE)]
    comment = f"# The digit {DIGIT}, drawn by stapes_training draw-digit"
    lines = ["P2", comment, f"{SIDE} {SIDE}", "255", *rows]
    path.write_text("\n".join(lines) + "\n", encoding="ascii")


def read_picture(path: Path) -> np.ndarray:
    """Reads a plain-text 16 x 16 grey map back to uint8 [1, 256]."""
    lines = [line.split("#")[0] for line in path.read_text(encoding="ascii").splitlines()]
    magic, width, height, largest, *values = " ".join(lines).split()
    if (magic, width, height, largest) != ("P2", str(SIDE), str(SIDE), "255"):
        raise ValueError(f"{path.name} is not a plain grey map of {SIDE} x {SIDE} pixels up to 255")
    return np.array(values, dtype=np.uint8).reshape(1, SIDE * SIDE)
