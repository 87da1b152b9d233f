"""The Free Spoken Digit Dataset: its recordings, its official split, and the features of all."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .images import Split
from .spoken_features import features

TEST_TAKES = 5
"""Takes 0 to 4 of every speaker and digit are the official test recordings."""

HELD_OUT_TAKES = 8
"""Takes 5 to 7 are never fitted: recipes were compared on them."""


@dataclass(frozen=True)
class SpokenDigits:
    """Features uint8 [count, BANDS, FRAMES] and labels, split by purpose; only `training` fits a parameter."""

    training: Split
    validation: Split
    test: Split


def load(path: Path) -> SpokenDigits:
    """Reads fsdd_8k.npz: all samples in `x`, where each recording begins, its digit and its take."""
    with np.load(path) as members:
        samples, offsets = members["x"], members["offset"].astype(np.int64)
        labels, takes = members["digit"].astype(np.int64), members["index"]
    values = features([samples[start:end] for start, end in zip(offsets[:-1], offsets[1:])])
    test, held_out = takes < TEST_TAKES, (takes >= TEST_TAKES) & (takes < HELD_OUT_TAKES)
    chosen = (~(test | held_out), held_out, test)
    return SpokenDigits(*(Split(values[mask], labels[mask]) for mask in chosen))
